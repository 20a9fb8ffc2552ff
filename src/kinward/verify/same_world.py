"""Check of common random numbers: a change that touches nobody changes nobody.

The real engine runs kyoto, once as it is and once for each dated change; what happened to
everyone else is compared event by event, people by their stable keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np

from kinward.chronicle.digest import role_tables, stable
from kinward.chronicle.vocabulary import current
from kinward.core import dated
from kinward.core.clock import HOUR, MINUTE
from kinward.core.decisions import D_CHOSEN, D_OCCASION
from kinward.core.draws import mix64
from kinward.core.events import KIND, OBJECT, SUBJECT, K, T
from kinward.engine.build import build
from kinward.engine.scenario import Scenario
from kinward.engine.stepping import Engine
from kinward.engine.tracks import Tracks
from kinward.engine.world import Live
from kinward.verify.check import Line, at_least, check, equal

PEOPLE, HOURS, AT = 1200, 8, 1  # of the runs; hour at which the change is made
WORLD = {
    "name": "kyoto", "map": "kyoto", "infected_per_living": 10, "horde": {"indoors": 0.5},
    "supply": {"every": 1, "cars": 0}, "mind": {"fire_at": 1.0},
}  # fmt: skip
"""A world in which much happens: crowds outside, and every pair of scouts out on foot each day."""
LEAST = 1_000  # events after the change
INTERVENED = {
    dated.ENTERED, dated.PASSAGE_CLOSED, dated.PASSAGE_OPENED, dated.GATE_SHUT, dated.GATE_OPENED,
    dated.LAYER_EMPTIED, dated.CONTACT_EMPTIED, dated.IMMUNISED, dated.STOCKED,
}  # fmt: skip


@dataclass
class Ran:
    """A run: its world at the end, its events by identity with their content, legs recorded."""

    live: Live
    events: list[tuple[tuple, tuple]] = field(default_factory=list)
    legs: int = 0
    walked: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))

    def others(self, added: Iterable[int] = ()) -> Counter:
        """Events but for the interventions' own and those that people with these keys are in."""
        out = {int(key) for key in added}
        return Counter(e for e in self.events
                       if e[0][2] not in INTERVENED and not out & {e[0][1], e[0][3]})  # fmt: skip


class Log:
    """Takes what a run writes out of the buffers, and tells the events by identity."""

    def __init__(self) -> None:
        self.ints: list[np.ndarray] = []
        self.reals: list[np.ndarray] = []
        self.decisions: list[np.ndarray] = []

    def drain(self, live: Live) -> None:
        """Take the events and decisions."""
        ints, reals, _ = live.events.drain()
        self.ints.append(ints)
        self.reals.append(reals)
        self.decisions.append(live.decisions.drain().rows)

    def events(self, keys: np.ndarray) -> list[tuple[tuple, tuple]]:
        """((t, subject, kind, object, k), (place, what, value, value2)) of every event.

        People are keys. Where k is the number of a decision it is told by what it was about and
        what was chosen, for the number counts everyone's.
        """
        words = current()
        ints, reals = np.concatenate(self.ints), np.concatenate(self.reals)
        rows = np.concatenate(self.decisions)
        subject_person, object_person = role_tables(words)
        code = ints[:, KIND]
        k = ints[:, K].copy()
        by_decision = np.isin(code, [c for c, kind in words.kinds.items() if kind.k == "decision"])
        of = by_decision & (k >= 0)
        k[of] = rows[k[of], D_OCCASION] * 1000 + rows[k[of], D_CHOSEN]
        subject = stable(ints[:, SUBJECT], subject_person[code], keys)
        object_ = stable(ints[:, OBJECT], object_person[code], keys)
        identity = zip(*(x.tolist() for x in (ints[:, T], subject, code, object_, k)))
        content = zip(*(x.tolist() for x in (ints[:, 5], ints[:, 6], *reals.view(np.int64).T)))
        return list(zip(identity, content))


def run(change: dict[str, Any] | None, broken: str, tracks: int = 0, *, calm: bool = True,
        seed: int = 1, hours: int = HOURS, **horde: Any) -> Ran:  # fmt: skip
    """A run of the world with one dated change, or none.

    Broken as `identity`, every draw is keyed by the number of events so far, as the state of a
    common generator would be; as `calm`, those who stand have not looked about before quiet
    seconds are passed over. `horde` are parameters of that section.
    """
    data = {**WORLD, "horde": {**WORLD["horde"], **horde}, "people": PEOPLE, "seed": seed,
            "tracks": tracks, "days": f"{hours} h",
            "interventions": [] if change is None else [{"at": f"{AT} h", **change}]}  # fmt: skip
    live = build(Scenario.from_data(data))
    live.array("immune")[list(pair(live))] = True
    out, log = Ran(live, walked=np.zeros(len(live.array("p_len")), bool)), Log()

    def legs(person, t, t_end, passage, *_) -> None:
        out.legs += len(person)
        out.walked[passage] = True

    watch = Tracks(live, tracks, 0, legs)
    engine = Engine(live, log.drain, watch, calm=calm)
    if broken == "calm":
        engine.standing = np.zeros(1, np.int64)
    drawn, key = live.array("seed"), int(live.array("seed")[0])
    for t in range(0, hours * HOUR, MINUTE):
        engine.minute(t)
        if broken == "identity":
            drawn[0] = mix64(np.uint64(key) ^ np.uint64(live.events.head[1]))
    watch.close(hours * HOUR)
    out.events = log.events(live.array("key"))
    return out


def pair(live: Live) -> tuple[int, int]:
    """The oldest two of the first household of two or more."""
    people = live.world.population
    h = int(np.flatnonzero(np.diff(people.h_ptr) >= 2)[0])
    return int(people.h_ptr[h]), int(people.h_ptr[h]) + 1


def quiet_street(ran: Ran) -> int:
    """The longest street of the zone that nobody took (of the map, if there is none)."""
    g, zone = ran.live.world.graph, ran.live.world.zone
    free = (g.p_host < 0) & ~ran.walked & np.isfinite(ran.live.array("way_cost")[0])
    free[zone.gates] = False
    inside = free & zone.passages
    rows = np.flatnonzero(inside if inside.any() else free)
    return int(rows[np.argmax(g.p_len[rows])])


def lonely_room(ran: Ran) -> int:
    """Place of the room beyond the wall that is farthest off, of those on ways that nobody took."""
    g, zone = ran.live.world.graph, ran.live.world.zone
    free = ~ran.walked & ~zone.passages  # nobody walked there, or stood in a room of it
    rooms = np.flatnonzero(free[g.u_passage] & (g.u_building >= 0))
    rooms = rooms[rooms > 0]
    b = g.u_building[rooms]
    far = np.hypot(g.b_x[b] - zone.center[0], g.b_y[b] - zone.center[1])
    return len(g.p_len) + int(rooms[np.argmax(far)])


@cache
def _as_it_is(broken: str, calm: bool = True) -> Ran:
    return run(None, broken, 10**6, calm=calm)


def compared(word: str, base: Ran, ran: Ran, added: Iterable[int] = ()) -> Iterator[Line]:
    """How many other events differ, by identity and in what they say; how many came after."""
    was, is_ = base.others(), ran.others(added)
    one, two = Counter(), Counter()
    for counts, into in ((was, one), (is_, two)):
        for (identity, _), n in counts.items():
            into[identity] += n
    after = sum(n for (identity, _), n in is_.items() if identity[0] >= AT * HOUR)
    yield equal(f"{word}: other events differ", 0, _apart(one, two))
    yield equal(f"{word}: or say otherwise", 0, _apart(was, is_))
    yield at_least(f"{word}: events after", after, LEAST)


def _apart(a: Counter, b: Counter) -> int:
    """Events in one and not in the other."""
    return sum(((a - b) + (b - a)).values())


@check(
    "D2", "a change that touches nobody changes nobody",
    f"design: 0 other events differ by identity (t, subject, kind, object, k); kyoto, {PEOPLE} "
    f"people, {HOURS} h, changes after {AT} h; broken: draws keyed by the number of events so far",
    breaks=("identity",),
)  # fmt: skip
def same_world(broken: str) -> Iterator[Line]:
    """Four changes: a contact layer emptied, a person added, a street closed, tracks recorded.

    Each with the calm step and with every second stepped.
    """
    for calm in (True, False):
        for line in _four_changes(broken, calm):
            yield replace(line, what=line.what + ("" if calm else ", each second"))


def _four_changes(broken: str, calm: bool) -> Iterator[Line]:
    def changed(change: dict[str, Any] | None, tracks: int = 0) -> Ran:
        return run(change, broken, tracks, calm=calm)

    base = _as_it_is(broken, calm)
    a, b = (str(m) for m in pair(base.live))
    ran = changed({"do": "empty_layer", "layer": "household", "between": [a, b]})
    yield from compared("layer of two emptied", base, ran)
    less = ran.live.array("contact_weight") < base.live.array("contact_weight")
    yield equal("layer of two emptied: contacts less", 2, int(less.sum()))
    who = {"name": "Mori Aki", "age": 40, "place": f"#{lonely_room(base)}", "rations": 30}
    ran = changed({"do": "add_person", "person": who})
    m = ran.live.world.n - 1
    yield from compared("person added", base, ran, [ran.live.array("key")[m]])
    yield equal("person added: lives on stores of their own", 1, _lives(ran.live, m))
    street = quiet_street(base)
    ran = changed({"do": "close_passage", "passage": street})
    yield from compared("street closed", base, ran)
    yield equal("street closed: passages", 1, int((~ran.live.array("p_open")).sum()))
    ran = changed(None, tracks=20)
    yield from compared("more tracks", base, ran)
    yield at_least("more tracks: legs more", base.legs - ran.legs, LEAST)


def _lives(live: Live, m: int) -> int:
    """Whether somebody is in the world, and has of what they brought."""
    food = live.array("load")[m, 0]
    return int(live.array("fate")[m] == 0 and not live.array("gone")[m] and 0 < food <= 30)
