"""Every mechanism with its switch, the quantity that it should move, and a small world for it.

The worlds are small, and raise what is rare by default, so that each mechanism has something to
do; none of their values is used by a built-in scenario.
"""

from __future__ import annotations

import effects_stage as stage
import effects_tiny as tiny
import effects_zone as zone
from effects_forum import Forum
from effects_zone import Bereaved, Orphaned

from kinward.core.vocabulary import SCOUT, SOLDIER
from kinward.lab.effects import Effect, Measure, World

# --- worlds ------------------------------------------------------------------------------------
_HARD = (
    "supply.every=1", "supply.plan_at='8.1 h'", "supply.leave_at='8.2 h'",
    "supply.longest='1.5 h'", "roles.scouts=0.3",
    "infected_per_living=14", "horde.indoors=0.4",
    "horde.notice='0.5 /s'", "horde.stage_three=0.3", "ties.friends=8",
)  # fmt: skip
_SIZE = {"people": 150, "days": 0.11, "start_hour": 8}
PLAIN = World("a quiet day", {"people": 150, "days": 0.55})
RUNS = World("runs among many awake", _SIZE, (*_HARD, "fight.bites=0.5"))
SICK = World(
    "runs, fast sickness", {"people": 150, "days": 0.33, "start_hour": 8},
    (*_HARD, "fight.bites=0.5", "rage.latent='2 h'", "rage.change='90 min'"),
)  # fmt: skip
GORE = World(
    "runs, deep wounds", _SIZE,
    (*_HARD, "fight.bites=0.02", "fight.grabs=0.2", "fight.claw_bleeds='80 ml/min'"),
)  # fmt: skip
WARD = World(
    "wounds, and no screening", _SIZE,
    (*_HARD, "fight.bites=0.02", "fight.grabs=0.1", "fight.claw_bleeds='20 ml/min'",
     "zone.screening=false", "roles.medics=0.05"),
)  # fmt: skip
NIGHT = World(
    "runs by night", {"people": 150, "days": 0.13, "start_hour": 18},
    (*_HARD, "fight.bites=0.5", "supply.plan_at='18.2 h'", "supply.leave_at='18.3 h'",
     "supply.back_by='24 h'"),
)  # fmt: skip
IMMUNE = World(
    "bites, nine in ten immune", {"people": 150, "days": 0.33, "start_hour": 8},
    (*_HARD, "fight.bites=0.5", "rage.immune=0.9", "rage.window='2 h'", "zone.protocol=false"),
)  # fmt: skip
DAILY = World("daily runs", _SIZE, (*_HARD[:5], "infected_per_living=0.5"))
HUNGER = World("stores for four days", {"people": 60, "days": 2}, ("stores.food=4",))
FAULTS = World(
    "generators that break",
    {"people": 60, "days": 1},
    ("power.breaks='6 /day'", "power.work=2", "roles.technicians=0.1"),
)
LATE = World(
    "teams that do not come back", {"people": 150, "days": 0.2, "start_hour": 8},
    (*_HARD, "supply.back_by='10 h'", "search.late='15 min'", "search.call_at='10.5 h'",
     "search.choose_at='11 h'", "search.leave_at='11.2 h'"),
)  # fmt: skip
LOUD_BELL = World(
    "a very loud bell", {"people": 150, "days": 0.05, "start_hour": 8},
    ("sound.bell='140 dBA'", "supply.on=false"),
)  # fmt: skip
STRICT = World("a strict gate", _SIZE, (*DAILY.sets, "zone.specificity=0.3"))


# --- measures ----------------------------------------------------------------------------------
def count(kind: str, words: str, unit: str = "events", where: str = "true") -> Measure:
    """How many events of a kind there are."""
    query = f"SELECT count(*) FROM events WHERE kind = '{kind}' AND {where}"
    return Measure(words, unit, query)


def total(kind: str, words: str, unit: str, value: str = "value", where: str = "true") -> Measure:
    """Sum of a value over the events of a kind."""
    query = f"SELECT sum({value}) FROM events WHERE kind = '{kind}' AND {where}"
    return Measure(words, unit, query)


def chose(option: str) -> Measure:
    """How often an option was chosen."""
    return count("decided", f"decisions to {option}", "decisions", f"what = '{option}'")


def hours(measure: str, words: str, unit: str) -> Measure:
    """Mean over the hours of a measure."""
    return Measure(words, unit, f"SELECT avg(value) FROM series WHERE measure = '{measure}'")


def timed(words: str, unit: str) -> Measure:
    """What a world too small for a run gives."""
    return Measure(words, unit, "")


BITTEN = count("bitten", "bites", "bites")
HELD = count("class_held", "classes held", "classes")


def deaths_by(cause: str, words: str) -> Measure:
    """Deaths of a cause."""
    return count("died", words, "people", f"what = '{cause}'")


CHASED = timed("infected that wake and give chase", "infected")
ENDED = timed("infected ended", "infected")


# --- effects -----------------------------------------------------------------------------------
def _all(section: str, rows: tuple) -> list[Effect]:
    return [
        Effect(section, mechanism, (off,) if isinstance(off, str) else off, measure, world)
        for mechanism, off, measure, world in rows
    ]


CITY_PEOPLE = (
    ("the wall cuts the streets", "zone.wall=false",
     timed("infected that come to stand inside", "infected"), stage.before_the_wall),
    ("the former residents are the first infected", "infected_per_living=0", BITTEN, RUNS),
    ("ties", "ties.on=false", timed("people who learn of a loss", "people"), Bereaved()),
    ("kin in other households", "ties.elsewhere=false",
     timed("people who lose kin elsewhere", "people"), Bereaved((1, 2, 3, 4, 5))),
    ("friends", "ties.friends=0", timed("people who lose a friend", "people"), Bereaved((7,))),
    ("comrades", "ties.comrades=false", timed("people who lose a comrade", "people"),
     Bereaved((8,))),
    ("mentor and pupil", "ties.mentors=false",
     timed("people who lose a mentor or pupil", "people"), Orphaned((9, 10))),
    ("soldiers", "roles.soldiers=0", ENDED, stage.intruders),
    ("scouts", "roles.scouts=0", count("run_left", "departures on runs"), DAILY),
    ("medics", "roles.medics=0", count("wound_closed", "wounds closed in the clinic"), WARD),
    ("technicians", "roles.technicians=0", hours("power", "share of hours lit", "1"), FAULTS),
    ("teachers", "roles.pupils_per_teacher=1000", HELD,
     World("a quiet day, small classes", PLAIN.keys, ("roles.pupils_per_teacher=3",))),
    ("the timetable", "timetable.on=false", HELD, PLAIN),
    ("the bell", "bell.on=false", count("woke", "infected woken", "infected"), LOUD_BELL),
    ("school", "timetable.school=false",
     total("class_held", "pupils at lessons", "pupils", where="what = 'lessons'"), PLAIN),
    ("the music class", "timetable.music=false",
     total("class_held", "pupils in the music class", "pupils", where="what = 'music'"), PLAIN),
    ("drill", "timetable.drill=false", timed("soldiers at the range", "people"), tiny.drilled),
    ("curfew", "zone.curfew=false", timed("people sent home", "people"), tiny.out_late),
    ("patrols", "timetable.patrols=false", timed("people sent home", "people"), tiny.out_late),
)  # fmt: skip
BODY = (
    ("a crowd slows", "walking.density=false", timed("mean time on the way", "s"), tiny.crowd),
    ("capacity of doors", "walking.capacity=false", timed("last one through", "s"), tiny.door),
    ("counterflow", "walking.counterflow=false", timed("mean time", "s"), tiny.both_ways),
    ("stairs", "walking.stairs=false", timed("mean time", "s"), tiny.stair),
    ("parties keep together", "walking.parties=false", timed("first to last", "s"),
     tiny.household),
    ("stamina", "walking.stamina=false", timed("mean time", "s"), tiny.sprint),
    ("carrying", "care.carry=false", timed("people carried", "people"), zone.carried),
    ("dressing of wounds", "care.dress=false", timed("blood lost in half an hour", "ml"),
     zone.dressed),
    ("sight of the infected", "horde.seen=false",
     Measure("decisions about infected nearby", "decisions",
             "SELECT count(*) FROM decisions WHERE occasion = 'the infected were near'"), RUNS),
    ("sound", "sound.on=false", timed("infected that wake", "infected"), stage.within_earshot),
    ("fight", "fight.on=false", BITTEN, RUNS),
    ("rifles", "stores.rifles=false", ENDED, stage.Armed(SOLDIER, (*range(2, 10),), 25.0)),
    ("shotguns", "stores.shotguns=false", ENDED, stage.Armed(SOLDIER, (0, 1), 10.0)),
    ("pistols", "stores.pistols=false", ENDED, stage.Armed(SCOUT, (2, 3, 4, 5), 10.0)),
    ("machetes", "stores.machetes=false", ENDED, stage.Armed(SCOUT, (*range(2, 10),), 1.0)),
    ("chain-sickles", "stores.sickles=false", ENDED, stage.Armed(SCOUT, (0, 1), 2.0)),
    ("rounds are used up", "fight.ammunition=false", total("spent", "rounds used", "rounds"),
     RUNS),
    ("weapons are dropped", "fight.drops=0", count("dropped", "weapons dropped"), GORE),
    ("the unarmed take up weapons", "fight.picks_up=false", ENDED,
     stage.lying_machetes),
    ("things give way", "heights.gives_way=false", timed("people hurt or dead", "people"),
     stage.scaffolds),
    ("companions catch who falls", "heights.catch=false", timed("falls", "falls"),
     stage.companions),
    ("ways over the roofs", "heights.roofs=false", timed("flights over the roofs", "flights"),
     stage.roofs),
    ("practised pairs cover each other", "fight.pairs=false", timed("bites", "bites"),
     tiny.bites_of_pairs),
    ("wounds", "fight.wounds=false", timed("people hurt", "people"), tiny.wounds_of_pairs),
    ("bleeding", "wounds.bleeding=false", deaths_by("loss of blood", "deaths by bleeding"), GORE),
    ("loss of blood costs consciousness", "wounds.faint=1", count("collapsed", "faints"), GORE),
    ("wounds slow", "wounds.slow=false", timed("mean time", "s"), tiny.hurt_walk),
    ("The Rage", "rage.on=false", count("stage", "passages into a stage"), SICK),
    ("a higher dose is faster", "rage.power=0",
     Measure("mean time to Stage One", "h",
             "SELECT avg(value) FROM events WHERE kind = 'stage' AND what = 'Stage One'"), SICK),
    ("infected fluids", "fight.splash=0", count("exposed", "exposures", where="value < 0.4"),
     World("blood that spatters", RUNS.keys, (*RUNS.sets, "fight.splash=0.5"))),
    ("infection at home", "rage.household='0 /h'", timed("exposures", "people"), tiny.at_home),
    ("bites go unnoticed", "fight.unnoticed=0", count("bitten", "bites not noticed",
                                                      where="value2 = 0"), RUNS),
    ("bites are found later", "fight.finds='0 /h'", timed("people who find a bite", "people"),
     stage.bitten_at_rest),
    ("Stage Three is blind", "horde.stage_three=0",
     count("woke", "infected woken by movement", "infected", "what IS NULL"),
     World("all in Stage Three", RUNS.keys, (*RUNS.sets, "horde.stage_three=1"))),
    ("immunity", "rage.immune=0", count("healed", "bites that heal"), IMMUNE),
)  # fmt: skip
THREAT = (
    ("hearing", "horde.hearing=false", timed("infected that wake", "infected"),
     stage.within_earshot),
    ("movement close by wakes", "horde.near=false", CHASED, stage.passers_by),
    ("hunting", "horde.hunting=false", CHASED, stage.passers_by),
    ("their sight", "horde.sight='0 m'", CHASED, stage.passers_by),
    ("shrieks", "horde.shriek=0", timed("infected that wake", "infected"), stage.within_earshot),
    ("windows", "heights.window=0", count("came_through", "windows broken in"),
     World("windows first", RUNS.keys, (*RUNS.sets, "heights.window=1"))),
    ("the infected climb and leap", "heights.climbs=false",
     timed("infected in the room of their prey", "infected"), stage.prey_upstairs),
    ("walls without lamps are climbed", "horde.climbs_walls=false",
     timed("infected inside the zone", "infected"), stage.unlit_wall),
    ("doors hold", ("horde.door='0 s'", "horde.barricade='0 s'"),
     count("door_beaten", "doors beaten on"), RUNS),
    ("barricades", "horde.barricade='0 s'", timed("time a door holds", "min"), zone.barricaded),
    ("who turned rises", "horde.rise=false",
     Measure("bites, claws and chases by them", "events",
             "SELECT count(*) FROM events e JOIN people o ON o.person = e.object WHERE e.kind IN "
             "('bitten', 'clawed', 'hunted') AND o.fate = 'turned' AND o.fate_t > 0"),
     World("fast sickness, open gates", SICK.keys,
           (*SICK.sets, "zone.protocol=false", "gate.on=false", "rage.latent='1 h'"))),
    ("the dormant stray", "horde.drift='0 /h'", timed("metres strayed", "m"), tiny.strayed),
    ("lamps at the wall", "zone.lamps=false",
     timed("infected that come to stand inside", "infected"), stage.before_the_wall),
    ("night", "sky.night=false", BITTEN, NIGHT),
    ("the moon", "sky.moon=false", timed("mean sight", "m"), tiny.by_night),
    ("rain", "sky.rain=0", timed("mean sight", "m"), tiny.by_night),
)  # fmt: skip
MIND = (
    ("decisions", "mind.on=false", chose("flee"), Forum("flee")),
    ("beliefs", "mind.beliefs=false", chose("search for"), Forum("search for")),
    ("news of an end", "mind.news=false", timed("people who learn of a loss", "people"),
     Bereaved()),
    ("feelings", "feelings.on=false", hours("afraid", "people afraid", "people"), RUNS),
    ("loud acts", "feelings.loud=0", timed("loud acts", "events"), stage.full_of_grief),
    ("feeling draws attention", "mind.attention=false", timed("people hurt", "people"),
     tiny.wounds_of_pairs),
    ("feeling hides what is near", "mind.attention=false",
     timed("people who notice one of the infected", "people"), stage.grieving),
    ("shots are for when many are upon one", "mind.fire_at=1000",
     count("shot", "shots", "shots"), RUNS),
    ("what others do", "mind.others=0", timed("people who flee", "people"),
     stage.among_runners),
    ("worth of danger", "mind.risk=0", chose("search for"), Forum("search for")),
    ("worth of ties", "mind.bond=0", chose("help"), Forum("help")),
    ("worth of dependants", "mind.dependants=0", chose("search for"), Forum("search for")),
    ("worth of duty", "mind.duty=0", chose("report a bite"), Forum("report a bite")),
    ("worth of feeling", "mind.feeling=0", chose("hide silently"), Forum("hide silently")),
    ("worth of memory", "mind.memory=0", chose("volunteer"), Forum("volunteer")),
)  # fmt: skip
CHOICES = {
    "stay": "stay", "hide": "hide silently", "flee": "flee", "home": "go home", "fetch": "fetch",
    "wait": "wait for", "search": "search for", "obey": "obey", "help": "help",
    "pass_by": "pass by", "fight": "fight", "treat": "treat", "carry": "carry",
    "leave": "leave behind", "report": "report a bite", "hide_bite": "hide a bite",
    "protocol": "obey the protocol", "wait_out": "wait it out together", "shelter": "shelter",
    "volunteer": "volunteer", "decline": "decline", "give_up": "give up",
}  # fmt: skip
OPTIONS = tuple(
    (
        f"option: {word}",
        f"options.{name}=false",
        chose(word),
        RUNS if name == "fight" else Forum(word),
    )
    for name, word in CHOICES.items()
)
SOCIETY = (
    ("the gate", "gate.on=false", count("screened", "people looked over", "people"), DAILY),
    ("screening", "zone.screening=false",
     count("quarantined", "people in quarantine", "people"), STRICT),
    ("feelings look like Stage One", "signs.feelings=false",
     timed("signs, log odds", "1"), zone.agitated),
    ("quarantine", "zone.quarantine='0 h'",
     count("quarantined", "people in quarantine", "people"), STRICT),
    ("parting by quarantine", "quarantine.parting=false",
     count("felt", "people filled by a feeling", "people"),
     World("a strict gate that parts", STRICT.keys, (*STRICT.sets, "quarantine.apart=0.9"))),
    ("generators", "power.on=false", hours("power", "share of hours lit", "1"), FAULTS),
    ("meals", "meals.on=false",
     Measure("food at the end", "rations",
             "SELECT arg_max(value, t) FROM series WHERE measure = 'food'"), PLAIN),
    ("rations are cut", "meals.rationing=false", total("meal", "rations eaten", "rations"),
     HUNGER),
    ("the clinic", "clinic.on=false", count("admitted", "people taken in", "people"), WARD),
    ("the school", "school.on=false", HELD, PLAIN),
    ("music does good", "school.music=false", timed("fear in the class", "1"), zone.consoled),
    ("supply runs", "supply.on=false", total("delivered", "things brought", "things"), DAILY),
    ("cars", "supply.cars=0", total("delivered", "things brought", "things"),
     DAILY),
    ("longings", "supply.longing=0", count("found_keepsake", "keepsakes found"),
     World("everyone longs", _SIZE,
           (*DAILY.sets, "roles.longing=1", "supply.longing=4000"))),
    ("the missing are missed", "search.on=false", count("overdue", "people missed", "people"),
     LATE),
    ("searches", "zone.search=false", count("search_sent", "people sent to search", "people"),
     LATE),
    ("the protocol", "zone.protocol=false", deaths_by("the protocol", "killed by it"), SICK),
    ("who changes is noticed", "protocol.notice='0 /h'",
     count("discovered", "people found out", "people"),
     World("fast sickness, open gates, many eyes", SICK.keys,
           (*SICK.sets, "gate.on=false", "rage.latent='1 h'", "protocol.notice='60 /h'"))),
    ("wrong killings come to light", "protocol.reckons=false",
     timed("trust in the zone", "1"), stage.wrongly_killed),
    ("who stays well is noticed", "zone.scars=false", timed("people noticed", "people"),
     zone.scarred),
    ("the alarm", "alarm.on=false", ENDED, stage.intruders),
)  # fmt: skip
EFFECTS = (
    _all("City and people", CITY_PEOPLE) + _all("Body", BODY) + _all("Threat", THREAT)
    + _all("Mind", MIND) + _all("Mind: options", OPTIONS) + _all("Society", SOCIETY)
)  # fmt: skip
# what is measured of these is rare in a run: they get three times as many pairs
RARE = ("windows", "who turned rises")
