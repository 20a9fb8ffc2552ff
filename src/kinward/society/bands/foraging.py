"""Foraging: what those who are out take along from where they are."""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import ITEM, MASS
from kinward.society.acts import note
from kinward.society.bands.vocabulary import FETCH_WATER, FORAGE, FORAGED, WANDER
from kinward.society.groups import note_cleared, place_of_unit

CARRY = 20.0  # kg that one carries home (assumed)
ON_THE_ROAD = 7.0  # of each thing that those take who live on what they carry: a week (assumed)
KEPT = tuple(ITEM[n] for n in (
    "rifle", "shotgun", "pistol", "machete", "chain_sickle", "rifle_round", "shell",
    "pistol_round", "ring",
))  # fmt: skip
"""What belongs to a person and is not handed to the stores."""
WANTED = tuple(ITEM[n] for n in (
    "medicine", "food", "medkit", "bandage", "pistol_round", "rifle_round", "shell", "pistol",
    "rifle", "shotgun", "machete", "fuel",
))  # fmt: skip
"""Items in the order in which foragers take them: what one needs to live first."""
ARMS = KEPT[:5]  # of which one carries one each


def take_along(c: Any, t: int, r: int, led: list[int], purpose: int) -> None:
    """Those of errand r take what is of use, by worth a kg, as much as can be carried."""
    u = int(c.o_unit[r])
    if u <= 0:
        return
    food, water = ITEM["food"], ITEM["water"]
    want = [water] if purpose == FETCH_WATER else list(WANTED)
    if purpose == WANDER:
        want = [food, water, ITEM["bandage"], ITEM["medicine"], *KEPT[:8]]
    own = list(KEPT)
    for m in led:
        room = CARRY - float((c.load[m] * MASS).sum() - (c.load[m][own] * MASS[own]).sum())
        for i in want:
            most = 1.0 if i in ARMS else ON_THE_ROAD if purpose == WANDER else 60.0
            if i in ARMS and c.load[m, i] >= 1.0:
                continue
            number = float(int(min(np.floor(c.stock[u, i]), room / max(MASS[i], 1e-9), most)))
            if number < 1.0:
                continue
            c.stock[u, i] -= number
            c.load[m, i] += number
            room -= number * float(MASS[i])
            note(c, t, FORAGED, m, -1, r, place_of_unit(c, u), i, number, 0.0, int(c.o_event[r]))
    left = [i for i in want if i != water]  # a well alone feeds nobody
    if purpose in (FORAGE, WANDER) and c.stock[u, left].max() < 1.0:
        note_cleared(c, int(c.o_group[r]), u)  # else it is worth coming back
