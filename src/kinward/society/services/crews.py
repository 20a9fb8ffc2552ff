"""Crews at the start: firefighters and police by station, medics in twos, with what they have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from kinward.city.graph import ITEM, UnitKind
from kinward.core.vocabulary import FIREMAN, MEDIC, POLICE
from kinward.society.bands.vocabulary import CREW_KIND
from kinward.society.platoon.squads import LEGIT
from kinward.society.services.parameters import Services
from kinward.society.services.vocabulary import CRAFTS, FIRE_CREW, MEDICS, PATROL

Column = Callable[[str], np.ndarray]
TWO = 2  # medics at a stretcher, and police on patrol


def found_crews(column: Column, par: Services) -> None:
    """Put firefighters, medics and police into crews, in groups after those there are.

    Args:
        column: any column by name. par: the section.
    """
    role = column("role")
    here = (column("fate") == 0) & ~column("gone")
    rows = _by_place(column, np.flatnonzero(here & (role == MEDIC)))
    out = np.zeros(len(role), bool)
    out[rows[: round(par.ambulance * len(rows))]] = True
    force = [
        (FIRE_CREW, here & (role == FIREMAN), int(par.crew)), (MEDICS, out, TWO),
        (PATROL, here & (role == POLICE), TWO),
    ]  # fmt: skip
    first = max(1, int(column("group_n")[0]))
    for craft, who, size in force:
        first = _crews(column, craft, np.flatnonzero(who), size, first)
    column("group_n")[0] = first
    fire, medics = np.flatnonzero(here & (role == FIREMAN)), np.flatnonzero(out)
    column("tools")[fire] = par.tools if par.digs else 1.0
    police = np.flatnonzero(here & (role == POLICE))
    if par.side_arms:
        column("load")[police, ITEM["pistol"]] = 1
        column("load")[police, ITEM["pistol_round"]] = par.pistol_rounds
    column("load")[medics, ITEM["bandage"]] = 0
    column("load")[medics, ITEM["medkit"]] = par.kits


def crews_at_most(role: np.ndarray, par: Services) -> int:
    """How many crews there can be among people of these roles."""
    sizes = {FIREMAN: int(par.crew), MEDIC: TWO, POLICE: TWO}
    return sum(1 + int((role == who).sum()) // size for who, size in sizes.items()) if par.on else 0


def _by_place(column: Column, who: np.ndarray) -> np.ndarray:
    """Rows in the order of shift, of the building they work in, and of the key."""
    house = column("u_building")[column("work")[who]]
    return who[np.lexsort((column("key")[who], house, column("shift")[who]))]


def _crews(column: Column, craft: int, who: np.ndarray, size: int, first: int) -> int:
    """Cut those of one craft into crews of nearly `size`, those of a place together; the next
    number."""
    parts = np.array_split(_by_place(column, who), max(1, round(len(who) / size)))
    for part in parts:
        if not len(part):
            continue
        g, first = first, first + 1
        column("g_kind")[g], column("g_craft")[g] = CREW_KIND, craft
        column("group_id")[part] = g
        oldest = int(part[np.lexsort((column("key")[part], -column("age")[part]))][0])
        column("g_leader")[g], column("g_heads")[g] = oldest, 1
        column("g_people")[g] = len(part)
        unit = int(column("work")[oldest]) or int(column("home")[oldest])
        column("g_unit")[g] = column("g_post_unit")[g] = unit
        column("g_post")[g] = column("u_passage")[unit]
        column("g_post_off")[g] = column("u_off")[unit]
        column("post_passage")[part] = column("u_passage")[unit]
        column("post_offset")[part] = column("u_off")[unit]
        column("legit")[part] = LEGIT
    return first


def aid_units(columns: Mapping[str, np.ndarray]) -> np.ndarray:
    """Units where the hurt are seen to: rooms of hospitals on the ground floor, aid stations."""
    ward = (columns["u_kind"] == UnitKind.HOSPITAL) & (columns["u_floor"] == 0)
    rows = np.flatnonzero(ward).astype(np.int32)
    return np.union1d(rows[rows > 0], columns["check_unit"]).astype(np.int32)


def crew_groups(column: Column) -> list[Mapping[str, Any]]:
    """Rows of the starting table of groups for the crews."""
    kinds = column("g_kind")[: int(column("group_n")[0])]
    return [
        {
            "group_id": g, "name": f"{CRAFTS[int(column('g_craft')[g])]} {g}", "kind": "crew",
            "leader": int(column("g_leader")[g]), "style": 0.5, "since": 0, "until": None,
        }
        for g in np.flatnonzero(kinds == CREW_KIND).tolist()
    ]  # fmt: skip
