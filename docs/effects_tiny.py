"""Worlds too small for a whole run, in which one law of movement shows. Each takes a seed and the
parameters that differ from the default, and gives the measured value."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from kinward.city import Draft, Law
from kinward.core.bundles import PARTY
from kinward.core.events import KINDS
from kinward.core.party import Party, join
from kinward.engine.plan import Step
from kinward.verify.worlds import Walk, process, stand, world

Sections = Mapping[str, Mapping[str, Any]]


def speeds(seed: int, n: int) -> np.ndarray:
    """Walking speeds of n people (m/s): Weidmann's mean and spread."""
    draws = np.random.default_rng(seed).normal(1.34, 0.26, n)
    return np.clip(draws, 0.6, 2.2)


def times(walk: Walk, n: int, most: int = 1200) -> np.ndarray:
    """Seconds at which each of the first n arrives."""
    arrived = walk.live.array("arrived")
    out = np.full(n, float(most))
    for _ in range(most):
        walk.step()
        fresh = arrived[:n] & (out == most)
        out[fresh] = walk.seconds
        if arrived[:n].all():
            break
    return out


def crowd(seed: int, sets: Sections) -> float:
    """120 people who set out at once along 60 m of a street of 3 m"""
    draft = Draft("street")
    draft.passage(draft.node(0, 0), draft.node(60, 0), width=3.0)
    live = world(draft.compile(), 120, **sets)
    stand(live, [(0, i * 0.2) for i in range(120)], speeds(seed, 120))
    walk = Walk(live)
    for m in range(120):
        walk.send.to_point(m, 0, 60.0)
    return float(times(walk, 120).mean())


def door(seed: int, sets: Sections) -> float:
    """100 people who leave a hall by a door of 1 m"""
    draft = Draft("door")
    a, b, c = draft.node(0, 0), draft.node(30, 0), draft.node(50, 0)
    draft.passage(a, b, width=10.0, law=Law.SFPE_LEVEL)
    way = draft.passage(b, c, width=1.0, law=Law.SFPE_LEVEL, room=draft.room(400.0))
    live = world(draft.compile(), 100, **sets)
    stand(live, [(0, 0.3 * i) for i in range(100)], speeds(seed, 100))
    walk = Walk(live)
    for m in range(100):
        walk.send.to_point(m, way, 20.0)
    return float(times(walk, 100).max())


def exits(seed: int, sets: Sections) -> float:
    """150 people near one of the two exits of a hall of 30 m"""
    draft = Draft("hall")
    a, b, meet = draft.node(0, 0), draft.node(30, 0), draft.node(0, 30)
    hall = draft.passage(a, b, width=10.0, law=Law.SFPE_LEVEL, room=draft.room(300.0))
    for door in (a, b):
        draft.passage(
            door, meet, width=1.0, length=20.0, law=Law.SFPE_LEVEL, room=draft.room(400.0)
        )
    goal = draft.passage(meet, draft.node(0, 60), width=20.0)
    live = world(draft.compile(), 150, **sets)
    stand(live, [(hall, 0.05 * i) for i in range(150)], speeds(seed, 150))
    walk = Walk(live)
    for m in range(150):
        walk.send.to_point(m, goal, 15.0)
    return float(times(walk, 150).max())


def both_ways(seed: int, sets: Sections) -> float:
    """60 people against 60 in a lane of 1.5 m and 60 m"""
    draft = Draft("lane")
    nodes = [draft.node(x, 0) for x in (0.0, 20.0, 40.0, 60.0)]
    ways = [draft.passage(a, b, width=1.5) for a, b in pairwise(nodes)]
    live = world(draft.compile(), 120, **sets)
    stand(live, [(ways[0] if m % 2 else ways[-1], 0.15 * (m + 1)) for m in range(120)],
          speeds(seed, 120))  # fmt: skip
    walk = Walk(live)
    for m in range(120):
        walk.send.to_point(m, ways[-1] if m % 2 else ways[0], 20.0 if m % 2 else 0.0)
    return float(times(walk, 120).mean())


def smoke(seed: int, sets: Sections) -> float:
    """10 people who walk along 30 m of a corridor full of smoke, extinction 1/m"""
    draft = Draft("corridor")
    draft.passage(draft.node(0, 0), draft.node(30, 0), width=3.0, law=Law.SFPE_LEVEL)
    live = world(draft.compile(), 10, **sets)
    live.array("smoke")[:] = 1.0
    stand(live, [(0, 0.0)] * 10, speeds(seed, 10))
    walk = Walk(live)
    for m in range(10):
        walk.send.to_point(m, 0, 30.0)
    return float(times(walk, 10).mean())


def stair(seed: int, sets: Sections) -> float:
    """10 people who walk up 30 m of stairs"""
    draft = Draft("stair")
    draft.passage(draft.node(0, 0), draft.node(30, 0), width=3.0, law=Law.SFPE_STAIR)
    live = world(draft.compile(), 10, **sets)
    stand(live, [(0, 0.0)] * 10, speeds(seed, 10))
    walk = Walk(live)
    for m in range(10):
        walk.send.to_point(m, 0, 30.0)
    return float(times(walk, 10).mean())


def household(seed: int, sets: Sections) -> float:
    """A household of five, one of them slow, on 60 m of a street"""
    draft = Draft("street")
    draft.passage(draft.node(0, 0), draft.node(60, 0), width=6.0)
    live = world(draft.compile(), 5, **sets)
    own = speeds(seed, 5)
    own[4] = 0.6
    stand(live, [(0, 0.0)] * 5, own)
    columns = Party(*(live.array(name) for name in PARTY))
    for m in range(1, 5):
        join(columns, m, 0)
    walk = Walk(live)
    for m in range(5):
        walk.send.to_point(m, 0, 60.0)
    return float(np.ptp(times(walk, 5)))


def sprint(seed: int, sets: Sections) -> float:
    """10 people who run 300 m"""
    draft = Draft("street")
    draft.passage(draft.node(0, 0), draft.node(300, 0), width=10.0)
    live = world(draft.compile(), 10, **sets)
    own = speeds(seed, 10)
    stand(live, [(0, 0.0)] * 10, own)
    live.array("run_speed")[:] = 2.6 * own
    walk = Walk(live)
    for m in range(10):
        walk.send.to_point(m, 0, 300.0)
    live.array("running")[:] = True
    return float(times(walk, 10).mean())


def drilled(seed: int, sets: Sections) -> float:
    """the zone of 300 people at 17:00 of its first day"""
    from kinward.core.clock import HOUR, MINUTE
    from kinward.core.vocabulary import SOLDIER
    from kinward.engine.build import build
    from kinward.engine.scenario import Scenario, load_scenario
    from kinward.engine.stepping import Engine

    plain = load_scenario("kyoto", people=300, infected_per_living=0.0, seed=seed, start_hour=14)
    data = plain.to_data()
    for section, values in sets.items():
        data[section] |= values
    live = build(Scenario.from_data(data))
    engine = Engine(live, lambda live: (live.events.drain(), live.decisions.drain()))
    for t in range(0, int(3 * HOUR), MINUTE):
        engine.minute(t)
    at_range = live.array("unit") == live.array("range_of")
    return float((at_range & (live.array("role") == SOLDIER)).sum())


def hurt_walk(seed: int, sets: Sections) -> float:
    """10 people with half their strength who walk 120 m"""
    draft = Draft("street")
    draft.passage(draft.node(0, 0), draft.node(120, 0), width=10.0)
    live = world(draft.compile(), 10, **sets)
    stand(live, [(0, 0.0)] * 10, speeds(seed, 10))
    live.array("hurt")[:] = 0.5
    Step(process("bleed"), live)(0)
    walk = Walk(live)
    for m in range(10):
        walk.send.to_point(m, 0, 120.0)
    return float(times(walk, 10).mean())


def _zone(seed: int, sets: Sections, **keys: Any) -> Any:
    """The zone of kyoto with 150 people, sections changed."""
    from kinward.engine.build import build
    from kinward.engine.scenario import Scenario, load_scenario

    data = load_scenario("kyoto", **{"people": 150, "seed": seed, **keys}).to_data()
    for section, values in sets.items():
        data[section] |= values
    return build(Scenario.from_data(data))


def at_home(seed: int, sets: Sections) -> float:
    """150 people at home for two days, one in ten in Stage One"""
    live = _zone(seed, sets)
    a = live.array
    rows = np.flatnonzero(a("fate") == 0)
    sick = rows[rows % 10 == 0]
    a("stage")[sick], a("stage_due")[sick], a("in_course")[sick] = 2, 10**12, True
    a("ailing")[: len(sick)], a("ailing_n")[0] = sick, len(sick)
    step = Step(process("infection"), live)
    for minute in range(2 * 1440):
        step(minute * 60_000)
    ints, _, _ = live.events.drain()
    return float(sum(KINDS[e[1]].name == "exposed" for e in ints.tolist()))


def strayed(seed: int, sets: Sections) -> float:
    """the dormant around a zone of 150, for six hours"""
    live = _zone(seed, sets)
    before = live.array("offset").copy()
    step = Step(process("drift"), live)
    for minute in range(360):
        step(minute * 60_000)
    return float(np.abs(live.array("offset") - before).sum())


def by_night(seed: int, sets: Sections) -> float:
    """a night of rain over a zone of 150"""
    wet = {**sets, "sky": {"rain": 1.0, "clears": 0.0, **sets.get("sky", {})}}
    live = _zone(seed, wet, start_hour=18)
    step = Step(process("sky"), live)
    seen = []
    for minute in range(720):
        step(minute * 60_000)
        seen.append(float(live.array("sight_m")[0]))
    return float(np.mean(seen))
