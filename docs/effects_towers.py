"""Towers, dust as it is felt, and power: small worlds in which each has something to do."""

from __future__ import annotations

from typing import Any

import numpy as np
from effects_stage import Played, Sections, raised
from effects_tiny import speeds

from kinward.body.lifts import lift_columns, with_lifts
from kinward.city import Draft
from kinward.core.choices import OPTIONS
from kinward.core.haze import sees_in
from kinward.core.vocabulary import S_SCREAM
from kinward.engine.build import attached, unit_index
from kinward.engine.plan import PLAN, Step
from kinward.engine.ruins import dusk
from kinward.engine.scenario import Scenario
from kinward.verify.dangers import NO_TRADES
from kinward.verify.sound import heard
from kinward.verify.worlds import Walk, rebuild_lists, stand, world

FLOORS, EACH = 20, 3


def out_of_a_tower(seed: int, sets: Sections) -> float:
    """57 people who leave a tower of twenty storeys one after the other, with power"""
    par = Scenario.from_data(raised(sets, "lifts.on=true")).lifts
    draft = Draft("tower")
    street = draft.passage(draft.node(0, 0), draft.node(100, 0), width=20.0)
    house = draft.building(centre=(20, 20), floors=FLOORS, size=(30, 30), door=(street, 20.0))
    rooms = [draft.unit(house, floor=f) for f in range(1, FLOORS)]
    graph = with_lifts(draft.compile(), par)
    n = EACH * len(rooms)
    live = world(graph, n, fixed=lift_columns(graph.arrays(), par), **raised(sets, "lifts.on=true"))
    a = live.array
    a("unit")[:] = np.repeat(rooms, EACH)
    a("passage")[:], a("offset")[:] = graph.u_passage[a("unit")], graph.u_off[a("unit")]
    a("free_speed")[:] = speeds(seed, n)
    rebuild_lists(live)
    walk = Walk(live)
    walk.steps = [Step(p, live) for p in PLAN if p.name in ("keep", "lifts", "walk", "cross")]
    took, left = np.zeros(n), np.full(n, -1.0)
    for second in range(4_000):
        if second % 20 == 0 and second // 20 < n:
            m = second // 20
            walk.send.to_point(m, street, 90.0)
            left[m] = second
        walk.step()
        done = (took == 0.0) & (a("passage") == street)
        took[done] = walk.seconds - left[done]
        if (took > 0.0).all():
            break
    return float(took.mean())


class Town(Played):
    """A town of 300 on the built-in map of Shanghai at ten in the evening, all at home."""

    def __init__(self, seed: int, sets: Sections, lasts: int) -> None:
        data: dict[str, Any] = {
            "map": "shanghai", "people": 300, "infected_per_living": 0, "seed": seed, "days": 1,
            "start_hour": 22, "zone": {"on": False}, "roles": NO_TRADES,
            "timetable": {"on": False}, "heights": {"stair": "0 /day", "rotten": "0 %"},
            "impact": {"on": True, "at": "1 min", "energy": "20 t", "x": 0, "y": 0,
                       "collapse": False, "hurts": False},
        }  # fmt: skip
        super().__init__(data, sets)
        self.play(lasts)


def dark_blocks(seed: int, sets: Sections) -> float:
    """a town of 300 in Shanghai on which something falls"""
    return Town(seed, raised(sets, "mains.on=true"), 5).count("mains_failed")


_FIRES = ("fire.on=true", "fire.ignites=1", "fire.struck='0.1 kPa'", "fire.spreads=false",
          "fire.kills='0 /h'", "fire.warns='2 h'", "stairwell.gives=3", "stairwell.door='5 min'",
          "stairwell.harm=0")  # fmt: skip


def cut_off(seed: int, sets: Sections) -> float:
    """a town of 300 in Shanghai in which all houses burn, and few notice"""
    return Town(seed, raised(sets, *_FIRES), 20).count("cut_off")


def at_windows(seed: int, sets: Sections) -> float:
    """a town of 300 in Shanghai in which all houses burn, and few notice"""
    town = Town(seed, raised(sets, *_FIRES), 20)
    return town.count("decided", what=OPTIONS.index("leave by the window"))


def in_the_dust(seed: int, sets: Sections) -> float:
    """a scream in a street full of dust, 81 people along 400 m of it"""
    del seed
    draft = Draft("street")
    draft.passage(draft.node(0, 0), draft.node(400, 0), width=4.0)
    graph = draft.compile()
    names = ("unit_ptr", "unit_at", "att_ptr", "att_passage")
    index: dict[str, Any] = dict(zip(names, (*unit_index(graph), *attached(graph))))
    live = world(graph, 81, fixed=index, **sets)
    stand(live, [(0, 5.0 * i) for i in range(81)])
    live.array("smoke")[:], live.array("air_n")[:] = 1.0, 1
    return float((heard(live, S_SCREAM, 100.0) > 0.0).sum())


def at_noon(seed: int, sets: Sections) -> float:
    """dust of 0.2 to 0.3 /m"""
    del seed
    air = dusk(Scenario.from_data(dict(sets)))
    return float(np.mean([sees_in(k, air) for k in np.linspace(0.2, 0.3, 21)]))
