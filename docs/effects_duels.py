"""Duels: people against the infected, each in a street of its own, the fight alone stepped."""

from __future__ import annotations

from typing import Any

import numpy as np
from effects_stage import Note, Sections, notes, raised

from kinward.body.fight_parameters import Fight
from kinward.city import Draft
from kinward.city.graph import ITEM
from kinward.core import vocabulary as v
from kinward.engine.build import unit_index
from kinward.engine.plan import Step
from kinward.verify.worlds import process, stand, world

DUELS = 150


def duels(
    seed: int, sets: Sections, arms: str = "", *, side: int = 1, role: int = v.WORKER,
    grief: float = 0.0, metres: float = 0.5, seconds: int = 20,
) -> tuple[Any, list[Note]]:  # fmt: skip
    """150 streets with `side` people and as many of the infected in each.

    Args:
        seed: of the draws.
        sets: parameters that differ from the default, by section.
        arms: the weapon of each, by its item; bare hands if left out.
        side: people in each street; two are a practised pair.
        role: of the people.
        grief: of the people, 0 to 1.
        metres: between the two sides, along the street.
        seconds: that the fight is stepped.

    Returns:
        The columns at the end, and what was noted.
    """
    each = 2 * side
    rows = np.arange(each * DUELS)
    beast = rows % each >= side
    draft = Draft("streets")
    for i in range(DUELS):
        way = draft.passage(draft.node(0, 50.0 * i), draft.node(60, 50.0 * i), width=6.0)
        draft.unit(door=(way, 10.0))
    graph = draft.compile()
    unit_ptr, unit_at = unit_index(graph)
    heeds = sets.get("mind", {}).get("attention", True)
    partner = np.where(~beast & (side == 2), rows ^ 1, -1).astype(np.int32)
    fixed = {"role": np.full(len(rows), role, np.int8), "partner_at_work": partner,
             "loudness": np.full(17, 60.0), "unit_ptr": unit_ptr, "unit_at": unit_at,
             "careless": np.array([Fight().careless if heeds else 0.0])}  # fmt: skip
    live = world(graph, len(rows), seed=seed, fixed=fixed,
                 sizes={"sound": 4096, "unit": DUELS + 1}, **sets)  # fmt: skip
    a = live.array
    stand(live, [(m // each, 10.0 + 0.1 * (m % side) + metres * beast[m]) for m in rows])
    a("fate")[beast] = v.TURNED
    a("foe")[:] = np.where(beast, rows - side, rows + side)
    a("grief")[:] = grief
    if arms:
        a("load")[~beast, ITEM[arms]] = 1.0
        a("load")[:, [ITEM["rifle_round"], ITEM["pistol_round"]]] = 30.0
    a("fires")[:] = True
    a("active")[:] = True
    a("active_list")[:], a("active_n")[0] = rows, len(rows)
    a("hunt_n")[0] = beast.sum()
    step = Step(process("fight"), live)
    seen: list[Note] = []
    for second in range(seconds):
        a("foe")[beast & ~a("gone")] = rows[beast & ~a("gone")] - side
        step(second * 1000)
        a("sound_n")[0] = 0
        seen += notes(live)
    return a, seen


def bites_of_pairs(seed: int, sets: Sections) -> float:
    """150 pairs of scouts with bare hands against two of the infected each, for 10 s"""
    _, seen = duels(seed, sets, side=2, role=v.SCOUT, seconds=10)
    return float(sum(e.name == "bitten" for e in seen))


def wounds_of_grieving(seed: int, sets: Sections) -> float:
    """150 scouts with bare hands, full of grief, against one of the infected each, for 10 s"""
    return float((duels(seed, sets, role=v.SCOUT, grief=1.0, seconds=10)[0]("hurt") > 0).sum())


def bites_of_unarmed(seed: int, sets: Sections) -> float:
    """150 people with bare hands, each with one of the infected upon them, for 20 s"""
    return float(sum(e.name == "bitten" for e in duels(seed, sets)[1]))


def bites_in_the_heat(seed: int, sets: Sections) -> float:
    """150 people with bare hands against one of the infected each, half of all bites unnoticed"""
    _, seen = duels(seed, raised(sets, "fight.unnoticed=0.5"))
    return float(sum(e.name == "bitten" and e.value2 == 0.0 for e in seen))


def rounds_fired(seed: int, sets: Sections) -> float:
    """150 people with rifles, each with one of the infected 20 m off, for 10 s"""
    _, seen = duels(seed, sets, "rifle", metres=20.0, seconds=10)
    return sum(e.value for e in seen if e.name == "spent")


def weapons_lost(seed: int, sets: Sections) -> float:
    """150 people with machetes at a door, half of all grabs and claws striking the weapon away"""
    _, seen = duels(seed, raised(sets, "fight.drops=0.5"), "machete")
    return float(sum(e.name == "dropped" for e in seen))


def blood_spattered(seed: int, sets: Sections) -> float:
    """150 people with machetes against one of the infected each, every second end a spatter"""
    _, seen = duels(seed, raised(sets, "fight.splash=0.5"), "machete")
    return float(sum(e.name == "exposed" for e in seen))
