"""The plan: every process in its order, on one screen. It is the only place that decides order.

In each minute: the hour's processes when the hour is full, then the minute's, then sixty times
the second's, while anybody is active.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from kinward.body.buses import BUS
from kinward.body.care import CARE
from kinward.body.climbing import CLIMB
from kinward.body.crossing import CROSS
from kinward.body.crying import CRY_BELOW
from kinward.body.digging import DIG
from kinward.body.fight import FIGHT
from kinward.body.finding_bites import FIND_BITES
from kinward.body.footing import FOOTING
from kinward.body.giving_way import GIVE_WAY
from kinward.body.hearing import HEAR
from kinward.body.infection import INFECTION
from kinward.body.keeping import KEEP
from kinward.body.lifts import LIFTS
from kinward.body.picking_up import PICK_UP
from kinward.body.setting_out import SET_OUT
from kinward.body.through_window import THROUGH_WINDOW
from kinward.body.turning_back import TURN_BACK
from kinward.body.walking import WALK
from kinward.body.wounds import BLEED
from kinward.core.clock import SECOND
from kinward.core.process import Columns, Process, pack
from kinward.engine.world import Live
from kinward.mind.aims import AIMS
from kinward.mind.at_window import AT_WINDOW
from kinward.mind.boarding import BOARD
from kinward.mind.burdens import BURDENS
from kinward.mind.company import GO_TOGETHER
from kinward.mind.dealing import DEAL
from kinward.mind.deciding import DECIDE
from kinward.mind.feeling import FEEL
from kinward.mind.gathering import GATHER
from kinward.mind.hearing import HEED
from kinward.mind.hearts import HEARTS
from kinward.mind.judging import JUDGE
from kinward.mind.meeting import MEET
from kinward.mind.missing import MISS
from kinward.mind.news import NEWS
from kinward.mind.notes import LEAVE_NOTES, READ_NOTES
from kinward.mind.only_weapon import ONLY_WEAPON
from kinward.mind.pursuing import PURSUE
from kinward.mind.reading_tracks import READ
from kinward.mind.talking import TALK
from kinward.mind.tending import TEND
from kinward.mind.under_rubble import HEED_BELOW
from kinward.society.bands.bitten import BITTEN_RULE
from kinward.society.bands.camp import CAMP
from kinward.society.bands.duties import DUTIES
from kinward.society.bands.encounters import STRANGERS_MEET
from kinward.society.bands.errands import ERRANDS
from kinward.society.bands.graves import GRAVES
from kinward.society.bands.hunting import HUNTING
from kinward.society.bands.leading import LEAD
from kinward.society.bands.theft import THEFT
from kinward.society.bands.trading import TRADING
from kinward.society.checkpoint.barricade import MAN
from kinward.society.checkpoint.screening import SCREEN
from kinward.society.checkpoint.transports import TRANSPORT
from kinward.society.platoon.commanding import COMMAND
from kinward.society.platoon.crawlers import PUSH_THROUGH
from kinward.society.platoon.forming import FORM
from kinward.society.platoon.messengers import RUNNERS
from kinward.society.platoon.platoons import PLATOONS
from kinward.society.services.serving import SERVE
from kinward.society.zone.alarm import ALARM_RAISED
from kinward.society.zone.bell import BELL
from kinward.society.zone.clinic import CLINIC_WARD_RUN
from kinward.society.zone.council import COUNCIL
from kinward.society.zone.curfew import CURFEW
from kinward.society.zone.discovery import DISCOVERY
from kinward.society.zone.driving import DRIVING
from kinward.society.zone.gate import GATE
from kinward.society.zone.manhunt import MANHUNT
from kinward.society.zone.meals import MEALS
from kinward.society.zone.orders import ORDERS
from kinward.society.zone.power import POWER
from kinward.society.zone.protocol import PROTOCOL_CARRIED
from kinward.society.zone.quarantine import QUARANTINE_STAY
from kinward.society.zone.reckoning import RECKONING
from kinward.society.zone.roll import ROLL
from kinward.society.zone.routine import ROUTINE
from kinward.society.zone.rules import RULES_SET
from kinward.society.zone.runs import RUNS
from kinward.society.zone.school import SCHOOL_DAY
from kinward.society.zone.search import SEARCH
from kinward.society.zone.signs import SIGNS
from kinward.society.zone.supply import SUPPLY
from kinward.society.zone.walkouts import WALKOUTS
from kinward.threats.air import AIR
from kinward.threats.arising import ARISE
from kinward.threats.below import BELOW
from kinward.threats.burning_cars import CARS
from kinward.threats.daylight import SKY
from kinward.threats.drifting import DRIFT_PROCESS
from kinward.threats.fire import FIRE
from kinward.threats.flanking import FLANK
from kinward.threats.growing import GROW
from kinward.threats.hunting import HUNT
from kinward.threats.impact import IMPACT_PROCESS
from kinward.threats.mains import MAINS
from kinward.threats.over_wall import OVER_WALL_PROCESS, STIR
from kinward.threats.packs import PACKS
from kinward.threats.sensing import SENSE_PROCESS
from kinward.threats.stairwell import STAIRWELL
from kinward.threats.swarm import SWARM
from kinward.threats.trapped import TRAPPED_PROCESS
from kinward.threats.waking import WAKE_PROCESS

PLAN: tuple[Process, ...] = (
    # minutes: world, bodies, minds, society
    SKY,
    BUS,
    IMPACT_PROCESS,
    FIRE,
    CARS,
    MAINS,
    AIR,
    STAIRWELL,
    TRAPPED_PROCESS,
    GROW,
    CRY_BELOW,
    PACKS,
    INFECTION,
    ARISE,
    BLEED,
    FIND_BITES,
    DRIFT_PROCESS,
    STIR,
    JUDGE,
    TALK,
    HEARTS,
    MEET,
    MISS,
    NEWS,
    FEEL,
    TEND,
    CARE,
    DIG,
    RULES_SET,
    ROLL,
    SIGNS,
    DISCOVERY,
    AIMS,
    GO_TOGETHER,
    READ,
    HEED_BELOW,
    READ_NOTES,
    GATHER,
    LEAVE_NOTES,
    BURDENS,
    RUNNERS,
    PLATOONS,
    COMMAND,
    PUSH_THROUGH,
    SERVE,
    AT_WINDOW,
    THROUGH_WINDOW,
    SCREEN,
    BOARD,
    MAN,
    TRANSPORT,
    ORDERS,
    POWER,
    BITTEN_RULE,
    GRAVES,
    CAMP,
    THEFT,
    DUTIES,
    ERRANDS,
    HUNTING,
    TRADING,
    STRANGERS_MEET,
    LEAD,
    SUPPLY,
    SEARCH,
    RUNS,
    ROUTINE,
    BELL,
    MEALS,
    SCHOOL_DAY,
    COUNCIL,
    WALKOUTS,
    GATE,
    QUARANTINE_STAY,
    MANHUNT,
    PROTOCOL_CARRIED,
    RECKONING,
    CLINIC_WARD_RUN,
    ALARM_RAISED,
    CURFEW,
    # seconds: move, notice, hunt, fight, hear, decide
    KEEP,
    SET_OUT,
    LIFTS,
    WALK,
    CROSS,
    TURN_BACK,
    FOOTING,
    GIVE_WAY,
    SENSE_PROCESS,
    HUNT,
    SWARM,
    FLANK,
    BELOW,
    OVER_WALL_PROCESS,
    CLIMB,
    FORM,
    FIGHT,
    PICK_UP,
    DRIVING,
    HEAR,
    WAKE_PROCESS,
    HEED,
    PURSUE,
    ONLY_WEAPON,
    DECIDE,
    DEAL,
)


class Step:
    """A process bound to a run: call it with the time."""

    def __init__(self, process: Process, live: Live) -> None:
        scenario = live.world.scenario
        section = scenario.sections.get(process.section) if process.section else None
        par = pack(section)
        self.process = process
        self.time = 0.0
        self.calls = 0
        names = (*process.writes, *process.reads, *process.fixed)
        arrays = [live.array(n) for n in names]
        self.when = [live.array(n) for n in process.when]
        self.every = process.every * SECOND if process.every > 1 else 1
        self.kernel: Callable[..., Any] = process.kernel
        if process.python:
            self.args: tuple[Any, ...] = (section, Columns(dict(zip(names, arrays))))
        else:
            self.args = (par, *arrays)

    def __call__(self, t: int) -> None:
        """Run the kernel for the step that begins at `t` (ms), if there is anything to do."""
        if t % self.every or (self.when and not any(counter[0] > 0 for counter in self.when)):
            return
        start = perf_counter()
        try:
            self.kernel(t, *self.args)
        except Exception as error:
            error.add_note(f"in process {self.process.name!r} at {t / 3_600_000:.4f} h")
            raise
        self.time += perf_counter() - start
        self.calls += 1


def plan_of(scenario: Any) -> list[Process]:
    """The processes of a scenario: those of institutions that it does not have are left out."""
    return [p for p in PLAN if not p.of or scenario.sections[p.of].on]


def bind(live: Live) -> dict[str, list[Step]]:
    """The steps of a run by clock, in the plan's order."""
    steps: dict[str, list[Step]] = {"hour": [], "minute": [], "second": []}
    for process in plan_of(live.world.scenario):
        steps[process.clock].append(Step(process, live))
    return steps


def describe(scenario: object) -> str:
    """The plan as text: clock, process, section of its parameters, what it does."""
    return "\n".join(f"{p.clock:7}{p.name:15}{p.section:11}{p.meaning}" for p in plan_of(scenario))


def shares(folder: str | Path) -> str:
    """The plan of a finished run as text, with the time that each process took."""
    from kinward.chronicle import Record

    times = Record(Path(folder)).manifest.get("timings") or {}
    total = sum(times.values()) or 1.0
    lines = [f"{'clock':7}{'process':15}{'seconds':>9}{'share':>8}"]
    for p in PLAN:
        took = times.get(f"{p.clock}.{p.name}", 0.0)
        lines.append(f"{p.clock:7}{p.name:15}{took:9.2f}{took / total:8.1%}  {p.meaning}")
    return "\n".join(lines)
