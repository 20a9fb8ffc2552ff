"""Every mechanism with its switch, the quantity that it should move, and a small world for it.

The worlds are small, and raise what is rare by default, so that each mechanism has something to
do; none of their values is used by a built-in scenario.
"""

from __future__ import annotations

import effects_arms as arms
import effects_duels as duels
import effects_heights as heights
import effects_hunt as hunt
import effects_law as law
import effects_minds as minds
import effects_sick as sick
import effects_tiny as tiny
import effects_traffic as traffic
import effects_zone as zone
from effects_forum import Forum
from effects_list_bands import (
    BANDS,
    CHECKPOINT,
    COMPANY,
    DANGERS,
    IMPACT,
    MORE_OPTIONS,
    MORE_SOCIETY,
    SERVICES,
    TIES,
    TOWERS,
)
from effects_list_swarm import SWARM
from effects_list_words import WORDS
from effects_zone import Bereaved, Fallen, Orphaned

from kinward.core.vocabulary import SCOUT, SOLDIER
from kinward.lab.effects import Effect, Measure, World

# --- worlds ------------------------------------------------------------------------------------
_OFTEN = (
    "supply.every=1", "supply.plan_at='8.1 h'", "supply.leave_at='8.2 h'",
    "supply.longest='1.5 h'", "roles.scouts=0.3", "infected_per_living=0.5",
)  # fmt: skip
_SIZE = {"people": 150, "days": 0.11, "start_hour": 8}
PLAIN = World("a quiet day", {"people": 150, "days": 0.55})
DAILY = World("daily runs", _SIZE, _OFTEN)
CARS = World(
    "daily runs, a car for each pair", {**_SIZE, "people": 300}, (*_OFTEN, "supply.cars=1"),
)  # fmt: skip
HUNGER = World(
    "stores for two days and a half, small rations", {"people": 60, "days": 2},
    ("stores.food=2.5", "meals.cut=0.3", "meals.least=0.3"),
)  # fmt: skip


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


def timed(words: str, unit: str) -> Measure:
    """What a world too small for a run gives."""
    return Measure(words, unit, "")


HELD = count("class_held", "classes held", "classes")
BITES = timed("bites", "bites")
HURT = timed("people hurt", "people")
NOTICE = timed("people who notice one of the infected", "people")
IN_ROOM = timed("infected in the room of their prey", "infected")
LIT = timed("share of hours lit", "1")
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
     timed("infected that come to stand inside", "infected"), hunt.before_the_wall),
    ("the former residents are the first infected", "infected_per_living=0", BITES,
     hunt.among_the_residents),
    ("ties", "ties.on=false", timed("people who learn of a loss", "people"), Bereaved()),
    ("kin in other households", "ties.elsewhere=false",
     timed("people who lose kin elsewhere", "people"), Bereaved((1, 2, 3, 4, 5))),
    ("friends", "ties.friends=0", timed("people who lose a friend", "people"), Bereaved((7,))),
    ("comrades", "ties.comrades=false", timed("people who lose a comrade", "people"),
     Fallen((8,))),
    ("mentor and pupil", "ties.mentors=false",
     timed("people who lose a mentor or pupil", "people"), Orphaned((9, 10))),
    ("soldiers", "roles.soldiers=0", ENDED, law.intruders),
    ("scouts", "roles.scouts=0", count("run_left", "departures on runs"), DAILY),
    ("medics", "roles.medics=0", timed("wounds closed in the clinic", "events"),
     sick.wounds_closed),
    ("technicians", "roles.technicians=0", LIT, zone.lit),
    ("teachers", "roles.pupils_per_teacher=1000", HELD,
     World("a quiet day, a teacher for each", PLAIN.keys, ("roles.pupils_per_teacher=1",))),
    ("the timetable", "timetable.on=false", HELD, PLAIN),
    ("somebody stays with small children", "timetable.carers=false",
     timed("small children alone at home", "children"), traffic.left_alone),
    ("the bell", "bell.on=false", timed("infected woken", "infected"), hunt.bell_rung),
    ("school", "timetable.school=false",
     total("class_held", "pupils at lessons", "pupils", where="what = 'lessons'"), PLAIN),
    ("the music class", "timetable.music=false",
     total("class_held", "pupils in the music class", "pupils", where="what = 'music'"), PLAIN),
    ("drill", "timetable.drill=false", timed("soldiers at the range", "people"), tiny.drilled),
    ("curfew", "zone.curfew=false", timed("people sent home", "people"), law.out_late),
    ("patrols", "timetable.patrols=false", timed("people sent home", "people"), law.out_late),
)  # fmt: skip
BODY = (
    ("a crowd slows", "walking.density=false", timed("mean time on the way", "s"), tiny.crowd),
    ("capacity of doors", "walking.capacity=false", timed("last one through", "s"), tiny.door),
    ("counterflow", "walking.counterflow=false", timed("mean time", "s"), tiny.both_ways),
    ("queues spread over exits", "walking.turns_back=false", timed("last one through", "s"),
     tiny.exits),
    ("stairs", "walking.stairs=false", timed("mean time", "s"), tiny.stair),
    ("smoke", "walking.smoke=false", timed("mean time", "s"), tiny.smoke),
    ("parties keep together", "walking.parties=false", timed("first to last", "s"),
     tiny.household),
    ("stamina", "walking.stamina=false", timed("mean time", "s"), tiny.sprint),
    ("carrying", "care.carry=false", timed("people carried", "people"), zone.carried),
    ("dressing of wounds", "care.dress=false", timed("blood lost in half an hour", "ml"),
     zone.dressed),
    ("sight of the infected", "horde.seen=false", NOTICE, minds.watchful),
    ("sound", "sound.on=false", timed("infected that wake", "infected"), hunt.within_earshot),
    ("fight", "fight.on=false", BITES, duels.bites_of_unarmed),
    ("rifles", "stores.rifles=false", ENDED, arms.Armed(SOLDIER, (*range(2, 10),), 25.0)),
    ("shotguns", "stores.shotguns=false", ENDED, arms.Armed(SOLDIER, (0, 1), 10.0)),
    ("pistols", "stores.pistols=false", ENDED, arms.Armed(SCOUT, (2, 3, 4, 5), 10.0)),
    ("machetes", "stores.machetes=false", ENDED, arms.Armed(SCOUT, (*range(2, 10),), 1.0)),
    ("chain-sickles", "stores.sickles=false", ENDED, arms.Armed(SCOUT, (0, 1), 2.0)),
    ("rounds are used up", "fight.ammunition=false", timed("rounds used", "rounds"),
     duels.rounds_fired),
    ("weapons are dropped", "fight.drops=0", timed("weapons dropped", "weapons"),
     duels.weapons_lost),
    ("the unarmed take up weapons", "fight.picks_up=false", ENDED,
     arms.lying_machetes),
    ("things give way", "heights.gives_way=false", timed("people hurt or dead", "people"),
     heights.scaffolds),
    ("companions catch who falls", "heights.catch=false", timed("falls", "falls"),
     heights.companions),
    ("ways over the roofs", "heights.roofs=false", timed("flights over the roofs", "flights"),
     heights.roofs),
    ("practised pairs cover each other", "fight.pairs=false", BITES, duels.bites_of_pairs),
    ("wounds", "fight.wounds=false", HURT, duels.wounds_of_grieving),
    ("bleeding", "wounds.bleeding=false", timed("deaths by bleeding", "people"),
     sick.bled_to_death),
    ("loss of blood costs consciousness", "wounds.faint=1", timed("faints", "people"),
     sick.fainted),
    ("wounds slow", "wounds.slow=false", timed("mean time", "s"), tiny.hurt_walk),
    ("The Rage", "rage.on=false", timed("passages into a stage", "events"), sick.bitten_once),
    ("a higher dose is faster", "rage.power=0", timed("mean time to Stage One", "h"),
     sick.bitten_often),
    ("infected fluids", "fight.splash=0", timed("exposures", "events"), duels.blood_spattered),
    ("infection at home", "rage.household='0 /h'", timed("exposures", "people"), tiny.at_home),
    ("bites go unnoticed", "fight.unnoticed=0", timed("bites not noticed", "bites"),
     duels.bites_in_the_heat),
    ("bites are found later", "fight.finds='0 /h'", timed("people who find a bite", "people"),
     sick.bitten_at_rest),
    ("Stage Three is blind", "horde.stage_three=0", CHASED, hunt.passers_by_the_old),
    ("immunity", "rage.immune=0", timed("bites that heal", "people"), sick.nine_in_ten_immune),
)  # fmt: skip
THREAT = (
    ("hearing", "horde.hearing=false", timed("infected that wake", "infected"),
     hunt.within_earshot),
    ("movement close by wakes", "horde.near=false", CHASED, hunt.passers_by),
    ("hunting", "horde.hunting=false", CHASED, hunt.passers_by),
    ("their sight", "horde.sight='0 m'", CHASED, hunt.passers_by),
    ("shrieks", "horde.shriek=0", timed("infected that wake", "infected"), hunt.within_earshot),
    ("windows", "heights.window=0", IN_ROOM, heights.broken_windows),
    ("the infected climb and leap", "heights.climbs=false",
     IN_ROOM, heights.prey_upstairs),
    ("walls without lamps are climbed", "horde.climbs_walls=false",
     timed("infected inside the zone", "infected"), heights.unlit_wall),
    ("doors hold", ("horde.door='0 s'", "horde.barricade='0 s'"),
     IN_ROOM, hunt.behind_doors),
    ("barricades", "horde.barricade='0 s'", timed("time a door holds", "min"), zone.barricaded),
    ("who turned rises", "horde.rise=false", timed("bites and claws by them", "events"),
     sick.lost_minds),
    ("the dormant stray", "horde.drift='0 /h'", timed("metres strayed", "m"), tiny.strayed),
    ("lamps at the wall", "zone.lamps=false",
     timed("infected that come to stand inside", "infected"), hunt.before_the_wall),
    ("night", "sky.night=false", CHASED, hunt.passers_by_night),
    ("the moon", "sky.moon=false", timed("mean sight", "m"), tiny.by_night),
    ("rain", "sky.rain=0", timed("mean sight", "m"), tiny.by_night),
)  # fmt: skip
MIND = (
    ("decisions", "mind.on=false", chose("flee"), Forum("flee")),
    ("beliefs", "mind.beliefs=false", chose("search for"), Forum("search for")),
    ("news of an end", "mind.news=false", timed("people who learn of a loss", "people"),
     Bereaved()),
    ("feelings", "feelings.on=false", timed("people afraid", "people"), minds.frightened),
    ("loud acts", "feelings.loud=0", timed("loud acts", "events"), minds.full_of_grief),
    ("feeling draws attention", "mind.attention=false", HURT, duels.wounds_of_grieving),
    ("feeling hides what is near", "mind.attention=false",
     NOTICE, minds.grieving),
    ("shots are for when many are upon one", "mind.fire_at=1000",
     timed("shots", "shots"), minds.who_fires),
    ("wounds are seen to", "mind.tends=false", timed("blood lost in half an hour", "ml"),
     zone.seen_to),
    ("what others do", "mind.others=0", timed("people who flee", "people"),
     minds.among_runners),
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
        minds.who_fights if name == "fight" else Forum(word),
    )
    for name, word in CHOICES.items()
)
SOCIETY = (
    ("the gate", "gate.on=false", timed("people looked over", "people"), law.looked_over),
    ("screening", "zone.screening=false",
     timed("people in quarantine", "people"), law.kept_apart),
    ("feelings look like Stage One", "signs.feelings=false",
     timed("signs, log odds", "1"), zone.agitated),
    ("quarantine", "zone.quarantine='0 h'",
     timed("people in quarantine", "people"), law.kept_apart),
    ("parting by quarantine", "quarantine.parting=false",
     timed("people filled by a feeling", "people"), law.parted),
    ("generators", "power.on=false", LIT, zone.lit),
    ("meals", "meals.on=false",
     Measure("food at the end", "rations",
             "SELECT arg_max(value, t) FROM series WHERE measure = 'food'"), PLAIN),
    ("rations are cut", "meals.rationing=false", total("meal", "rations eaten", "rations"),
     HUNGER),
    ("the clinic", "clinic.on=false", timed("people taken in", "people"), sick.taken_in),
    ("the school", "school.on=false", HELD, PLAIN),
    ("music does good", "school.music=false", timed("fear in the class", "1"), zone.consoled),
    ("supply runs", "supply.on=false", total("delivered", "things brought", "things"), CARS),
    ("cars", "supply.cars=0", total("delivered", "things brought", "things"), CARS),
    ("longings", "supply.longing=0", count("found_keepsake", "keepsakes found"),
     World("everyone longs", _SIZE,
           (*DAILY.sets, "roles.longing=1", "supply.longing=4000"))),
    ("the missing are missed", "search.on=false", timed("people missed", "people"), law.missed),
    ("searches", "zone.search=false", timed("people sent to search", "people"),
     law.searched_for),
    ("the protocol", "zone.protocol=false", timed("killed by it", "people"), law.confessed),
    ("who changes is noticed", "protocol.notice='0 /h'",
     timed("people found out", "people"), law.watched),
    ("wrong killings come to light", "protocol.reckons=false",
     timed("trust in the zone", "1"), law.wrongly_killed),
    ("who stays well is noticed", "zone.scars=false", timed("people noticed", "people"),
     zone.scarred),
    ("the alarm", "alarm.on=false", ENDED, law.intruders),
)  # fmt: skip
EFFECTS = (
    _all("City and people", CITY_PEOPLE) + _all("Body", BODY) + _all("Threat", THREAT)
    + _all("Mind", MIND + COMPANY) + _all("Mind: options", OPTIONS + MORE_OPTIONS)
    + _all("Threats: an impact", IMPACT)
    + _all("Strangers who dig, and the services", SERVICES)
    + _all("Threats: the swarm, and soldiers against it", SWARM)
    + _all("Towers and dust", TOWERS)
    + _all("Mind: dangers without notice", DANGERS) + _all("Society", SOCIETY + MORE_SOCIETY)
    + _all("Society: the checkpoint", CHECKPOINT)
    + _all("Word, duty and burdens in a danger", WORDS)
    + _all("Ties", TIES) + _all("Bands", BANDS)
)  # fmt: skip
