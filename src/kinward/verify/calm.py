"""Whether those who stand outside notice as much, as soon, with the calm step as without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from kinward.core.clock import HOUR, MINUTE
from kinward.core.purposes import START_PLACE
from kinward.engine.build import build, settle_lists
from kinward.engine.scenario import Scenario, load_scenario
from kinward.engine.stepping import Engine
from kinward.engine.world import Live
from kinward.verify.check import Line, at_least, equal
from kinward.verify.same_world import Log, run
from kinward.verify.worlds import spread

PEOPLE, MINUTES, SEEDS = 200, 90, 4
LEAST = 50  # of these notice somebody
ZONES, HOURS = 5, 4  # lived in, and how long
SURVIVES = 18  # hours that a district of bands lives
ROOMS = 8  # with one of the dormant in each
DRIFT = "60 /h"  # how often one of the dormant drifts
QUIET = {
    "name": "kyoto", "map": "kyoto", "people": PEOPLE, "infected_per_living": 0.5, "days": "2 h",
    "start_hour": 10, "tracks": 0, "timetable": {"on": False}, "supply": {"on": False},
    "mind": {"on": False},
}  # fmt: skip
"""Nobody goes anywhere by themselves, and nobody hunts; only the dormant drift."""


def noticed(seed: int, calm: bool, broken: str) -> np.ndarray:
    """Minute in which each of PEOPLE, who stand in streets full of the dormant, notices one.

    Broken as `calm`, seconds in which nobody does anything are passed over, and those who stand
    have not looked about before.

    Returns:
        float64 (PEOPLE,), nan for those who notice nobody.
    """
    horde = {"hunting": False, "indoors": 0.0, "drift": DRIFT}
    live = build(Scenario.from_data({**QUIET, "seed": seed, "horde": horde}))
    _put_out(live, seed)
    engine = Engine(live, _forget, calm=calm)
    if broken == "calm" and calm:
        engine.standing = np.zeros(1, np.int64)
    threat, found = live.array("threat_t"), np.full(PEOPLE, np.nan)
    start = threat[:PEOPLE].copy()
    for minute in range(MINUTES):
        engine.minute(minute * MINUTE)
        found[np.isnan(found) & (threat[:PEOPLE] != start)] = minute
    return found


def _put_out(live: Live, seed: int, number: int = PEOPLE) -> None:
    """Put so many somewhere on streets beyond the wall, to stand there; nobody else acts."""
    a = live.array
    streets = np.flatnonzero(~a("p_zone") & ~a("p_wall") & (a("p_host") < 0) & (a("p_len") > 20))
    where = spread(seed, START_PLACE, 2 * number)
    rows = streets[(where[:number] * len(streets)).astype(int)]
    a("passage")[:number], a("unit")[:number] = rows, 0
    a("offset")[:number] = where[number:] * a("p_len")[rows]
    a("moving")[:number], a("active")[:] = False, False
    a("active")[:number] = True
    a("active_list")[:number], a("active_n")[0] = np.arange(number), number
    settle_lists(live)


def _forget(live: Live) -> None:
    live.events.drain()
    live.decisions.drain()
    live.array("pending")[:], live.array("think_n")[0] = -1, 0
    live.array("wish")[:], live.array("wish_n")[0] = 0, 0


def looking(broken: str) -> Iterator[Line]:
    """Who notices somebody, and when, with the calm step against without: the same to the minute.

    The dormant drift between minutes alone, so that one look at the start of each misses nothing.
    """
    on = np.array([noticed(s, True, broken) for s in range(SEEDS)])
    off = np.array([noticed(s, False, "") for s in range(SEEDS)])
    same = (on == off) | (np.isnan(on) & np.isnan(off))
    yield at_least("standing: notice one of the infected", np.isfinite(on).sum(), LEAST)
    yield equal("standing: not as without the calm step", 0, int((~same).sum()))


def living(broken: str) -> Iterator[Line]:
    """Events of crowded zones in which the dormant drift, with the calm step against without."""
    differ = total = 0
    for seed in range(ZONES):
        on, off = (
            Counter(run(None, b, calm=calm, seed=seed, hours=HOURS, drift=DRIFT).events)
            for calm, b in ((True, broken), (False, ""))
        )
        differ += ((on - off) + (off - on)).total()
        total += off.total()
    yield equal(f"{ZONES} zones: other events differ", 0, differ)
    yield at_least(f"{ZONES} zones: events", total, 1_000 * ZONES)


def sharing(broken: str) -> Iterator[Line]:
    """What happens where somebody sits still in a room with one of the dormant: it wakes.

    Broken as `beside`, seconds are passed over in which nobody does anything but that.
    """
    on = [woken(s, True, broken) for s in range(ROOMS)]
    off = [woken(s, False, "") for s in range(ROOMS)]
    yield at_least("rooms in which something happens", sum(len(e) > 0 for e in off), ROOMS)
    yield equal("rooms: not as without the calm step", 0, sum(a != b for a, b in zip(on, off)))


def woken(seed: int, calm: bool, broken: str) -> list[tuple]:
    """What happens to somebody who sits still in a room with one of the dormant, until it wakes."""
    live = build(Scenario.from_data({**QUIET, "seed": seed, "people": 20}))
    a = live.array
    x = int(np.flatnonzero((a("fate") == 2) & (a("unit") > 0))[0])
    _put_out(live, seed, 1)
    a("passage")[0], a("unit")[0], a("offset")[0] = a("passage")[x], a("unit")[x], a("offset")[x]
    settle_lists(live)
    log = Log()

    def drain(live: Live) -> None:
        log.drain(live)
        _forget(live)

    engine = Engine(live, drain, calm=calm)
    if broken == "beside":
        engine.busy = [n for n in engine.busy if n is not a("beside_n")]
    for minute in range(MINUTES):
        engine.minute(minute * MINUTE)
        if a("alert")[x] == 2 or a("gone")[[0, x]].any():
            break
    return log.events(a("key"))


def surviving(broken: str) -> Iterator[Line]:
    """Events of a district of bands, who run for their lives, rest, and run again."""
    on, off = (Counter(_district(calm, b)) for calm, b in ((True, broken), (False, "")))
    differ = ((on - off) + (off - on)).total()
    yield equal("bands: other events differ", 0, differ)
    yield at_least("bands: events", off.total(), 500)


def _district(calm: bool, broken: str) -> list[tuple]:
    """Events of the bands' first hours; broken as `calm`, as in `noticed`."""
    live = build(load_scenario("ruins", days=1, seed=1))
    log = Log()
    engine = Engine(live, log.drain, calm=calm)
    if broken == "calm":
        engine.standing = np.zeros(1, np.int64)
    engine.until(0, SURVIVES * HOUR, lambda _: None)
    return log.events(live.array("key"))
