"""Hauling: what a team takes along, takes from a place, and hands to the stores."""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import ITEM, ITEMS, MASS
from kinward.core.bundles import EVENTS
from kinward.society.acts import note
from kinward.society.kinds import named
from kinward.society.sites import BASE, ENOUGH, missing
from kinward.society.zone.siting import STORES
from kinward.society.zone.vocabulary import DELIVERED, ISSUED, SITE_CLEARED, TOOK

HAUL_WRITES = (*EVENTS, "stock", "load")
HAUL_READS = ("group_id", "fate", "gone")
HAUL_FIXED = ("place_unit", "longing", "p_len")
_ROUNDS = (
    ("rifle", "rifle_round", 1.0), ("shotgun", "shell", 0.5), ("pistol", "pistol_round", 0.5),
)  # fmt: skip
_ARMS = tuple(ITEM[n] for n in ("rifle", "shotgun", "pistol", "machete", "chain_sickle"))
_BANDAGES = 2  # that each takes along (assumed)
_LEAST = 0.25  # of what the stores have of a thing, no single person gets more (assumed)


def kit(c: Any, m: int, rounds: int) -> np.ndarray:
    """What belongs to m's own kit (20,): arms carried, rounds for them, bandages, a keepsake."""
    own = np.zeros(len(ITEMS))
    for i in _ARMS:
        own[i] = min(1.0, float(c.load[m, i]))
    for arm, ammunition, share in _ROUNDS:
        own[ITEM[ammunition]] = round(rounds * share) * own[ITEM[arm]]
    own[ITEM["bandage"]] = _BANDAGES
    if c.longing[m] >= 0:
        own[c.longing[m]] = max(own[c.longing[m]], 1.0)
    return own


def issue(c: Any, t: int, m: int, rounds: int) -> None:
    """Fill up m's kit from the stores."""
    stores = int(c.place_unit[STORES, 0])
    own = kit(c, m, rounds)
    for i in [ITEM[n] for _, n, _ in _ROUNDS] + [ITEM["bandage"]]:
        number = np.floor(min(own[i] - c.load[m, i], _LEAST * c.stock[stores, i]))
        if number >= 1.0:
            c.stock[stores, i] -= number
            c.load[m, i] += number
            note(c, t, ISSUED, m, -1, i, len(c.p_len) + stores, i, number)


def burden(c: Any, m: int, rounds: int) -> float:
    """Mass (kg) that m carries besides the own kit."""
    return float((np.maximum(c.load[m] - kit(c, m, rounds), 0.0) * MASS).sum())


def take(c: Any, t: int, r: int, team: list[int], unit: int, par: Any) -> tuple[float, float]:
    """Take what is of use from a unit: first what one of the team longs for, then by worth a kg.

    Returns:
        kg taken, share that is left of what there was.
    """
    here = c.stock[unit]
    place = len(c.p_len) + unit
    before = float((here * MASS).sum())
    for m in team:
        i = int(c.longing[m])
        if i >= 0 and here[i] >= 1.0 and c.load[m, i] < 1.0:
            here[i] -= 1.0
            c.load[m, i] += 1.0
            note(c, t, named("found_keepsake"), m, -1, i, place, i, 1.0)
    living = int(((c.group_id >= 0) & (c.fate == 0) & ~c.gone).sum())
    lack = missing(c.stock[c.place_unit[STORES, 0]], living)
    most = par.carry * len(team) + (par.car_load if c.run_car[r] else 0.0)
    room = most - sum(burden(c, m, par.rounds) for m in team)
    taken, parts = 0.0, dict[tuple[int, int], int]()
    order = np.argsort(-BASE / MASS, kind="stable").tolist()
    for wanted, i in [(True, i) for i in order] + [(False, i) for i in order]:
        most_i = min(here[i], np.ceil(lack[i])) if wanted else here[i]  # first what is lacking
        most_i = most_i if wanted or ENOUGH[i] > 0.0 else 0.0
        number = int(min(np.floor(most_i), np.floor(room / MASS[i] + 1e-9)))
        if BASE[i] <= 0.0 or number < 1:
            continue
        for j, m in enumerate(team):  # in equal parts, the leader the odd one
            part = (number + len(team) - 1 - j) // len(team)
            if part:
                here[i] -= part
                c.load[m, i] += part
                parts[m, i] = parts.get((m, i), 0) + part
        room -= float(number * MASS[i])
        taken += float(number * MASS[i])
    for (m, i), part in parts.items():
        note(c, t, TOOK, m, -1, r, place, i, part)
    note(c, t, SITE_CLEARED, team[0], -1, r, place, value=taken)
    return taken, float((here * MASS).sum()) / before if before > 0.0 else 0.0


def deliver(c: Any, t: int, r: int, m: int, rounds: int) -> None:
    """Hand to the stores what m carries beyond the own kit."""
    stores = int(c.place_unit[STORES, 0])
    over = np.floor(np.maximum(c.load[m] - kit(c, m, rounds), 0.0))
    for i in np.flatnonzero(over >= 1.0).tolist():
        c.load[m, i] -= over[i]
        c.stock[stores, i] += over[i]
        note(c, t, DELIVERED, m, -1, r, len(c.p_len) + stores, i, over[i])
