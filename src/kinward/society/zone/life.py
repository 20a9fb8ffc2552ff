"""Laying out the life of the zone: who eats, works and stands where; stores, arms and posts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from kinward.city.graph import ITEM, PlaceGraph, UnitKind
from kinward.core import vocabulary as v
from kinward.core.draws import uniforms
from kinward.core.parameters import Parameters, param
from kinward.core.purposes import START_PLACE
from kinward.core.quantity import Real, Switch
from kinward.society.zone.routine import (
    TO_HOME,
    TO_POST,
    TO_RANGE,
    TO_SCHOOL,
    TO_SHOP,
    TO_WORK,
)
from kinward.society.zone.siting import (
    CLINIC_WARD,
    COMMAND,
    HALL,
    MUSIC_ROOM,
    RANGE_HALL,
    SCHOOL_ROOM,
    STORES,
    ZonePlan,
)

GROUP_ZONE = 0
ROOMS = 8  # dwellings of the zone to each workplace of workers (assumed)
BACK = 12.0  # m that posts stand behind the gate (assumed)


class Stores(Parameters):
    """What the zone has at the start, for each of the living unless said."""

    food: Real = param(10, "days of rations", "assumed", ge=0, le=10000)
    medicine: Real = param(0.02, "courses of antibiotics", "assumed", ge=0, le=1000)
    bandage: Real = param(0.2, "bandages", "assumed", ge=0, le=1000)
    medkit: Real = param(0.01, "medical kits", "assumed", ge=0, le=1000)
    fuel: Real = param(1.0, "litres of fuel", "assumed", ge=0, le=10000)
    rifle_round: Real = param(3, "rifle rounds", "assumed", ge=0, le=10000)
    shell: Real = param(0.5, "shotgun shells", "assumed", ge=0, le=10000)
    pistol_round: Real = param(1.5, "pistol rounds", "assumed", ge=0, le=10000)
    magazine: Real = param(30, "rounds that a soldier or scout carries", "assumed", ge=0, le=1000)
    rifles: Switch = param(True, "soldiers and some scouts have rifles", "story K9")
    shotguns: Switch = param(True, "some soldiers have shotguns", "story K9")
    pistols: Switch = param(True, "scouts have pistols", "story K9")
    machetes: Switch = param(True, "soldiers and scouts have machetes", "story K9")
    sickles: Switch = param(True, "some scouts have a chain-sickle", "story K9")


def activity_units(zone: ZonePlan) -> np.ndarray:
    """Unit of each activity int32 (13,): a unit, 0 for one's hall, or TO_HOME, TO_WORK, TO_POST."""
    out = np.full(13, TO_HOME, np.int32)
    place = zone.place_unit[:, 0]
    if not place.any():  # no zone: school, clinic and work are where one works or learns
        out[[v.SCHOOL, v.WORK, v.CLINIC]] = TO_WORK
        out[[v.POST, v.PATROL]] = TO_POST
        out[v.ERRAND] = TO_SHOP
        return out
    out[v.EAT] = 0
    out[v.SCHOOL] = TO_SCHOOL
    out[v.MUSIC_CLASS] = place[MUSIC_ROOM]
    out[v.DRILL] = TO_RANGE
    out[v.RANGE] = TO_RANGE
    out[v.CLINIC] = place[CLINIC_WARD]
    out[v.WORK] = TO_WORK
    out[v.POST] = TO_POST
    out[v.PATROL] = TO_POST
    return out


def workplaces(graph: PlaceGraph, zone: ZonePlan) -> dict[int, np.ndarray]:
    """Role to the units it works in, for the synthesis of people.

    Workers work in the workshops, shops and offices of the zone, in the largest first: one for
    each WORKSHOP people of the zone.
    """
    place = zone.place_unit
    inside = zone.passages[graph.u_passage] & (graph.u_kind != UnitKind.DWELLING)
    inside[0] = False
    inside[place[place > 0]] = False
    rooms = np.flatnonzero(inside)
    rooms = rooms[np.argsort(-graph.u_area[rooms], kind="stable")]
    rooms = rooms[: max(3, len(zone.dwellings) // ROOMS)]
    return {
        v.TEACHER: place[SCHOOL_ROOM][place[SCHOOL_ROOM] > 0],
        v.CHILD: place[SCHOOL_ROOM][place[SCHOOL_ROOM] > 0],
        v.COOK: place[HALL][place[HALL] > 0], v.MEDIC: place[CLINIC_WARD, :1],
        v.OFFICER: place[COMMAND, :1], v.TECHNICIAN: place[STORES, :1],
        v.WORKER: np.concatenate([place[STORES, :1], place[HALL][place[HALL] > 0], rooms]),
    }  # fmt: skip


def fixed_life(column: Callable[[str], np.ndarray], zone: ZonePlan, team: np.ndarray) -> dict:
    """Fixed columns of the zone's life: halls, units of activities, partners at work."""
    partner = np.full(len(team), -1, np.int32)
    scouts = np.flatnonzero((column("role") == v.SCOUT) & (team >= 0))
    order = scouts[np.argsort(team[scouts], kind="stable")]
    same = np.flatnonzero(np.diff(team[order]) == 0)
    for i in same:  # two scouts of one team
        a, b = order[i], order[i + 1]
        if partner[a] < 0 and partner[b] < 0:
            partner[a], partner[b] = b, a
    return {
        "activity_unit": activity_units(zone),
        "hall_of": nearest(column, zone.place_unit[HALL]),
        "school_of": nearest(column, zone.place_unit[SCHOOL_ROOM]),
        "range_of": nearest(column, zone.place_unit[RANGE_HALL]),
        "partner_at_work": partner,
        "place_unit": zone.place_unit,
        "team": team,
        "ward": zone.place_unit[CLINIC_WARD, :1].copy(),
        "school": zone.place_unit[SCHOOL_ROOM, :1].copy(),
        "gate_passage": zone.gates,
        "gate_offset": gate_offsets(column, zone),
    }


def nearest(column: Callable[[str], np.ndarray], units: np.ndarray) -> np.ndarray:
    """The unit (N,) of `units` (0 unused) whose building is nearest to everyone's home."""
    units = units[units > 0]
    if not len(units):  # there is none: at home
        return column("home").copy()
    x, y, of = column("b_x"), column("b_y"), column("u_building")
    home = of[column("home")]
    best = np.full(len(home), np.inf)
    out = np.full(len(home), units[0], np.int32)
    for u in units:
        d = np.hypot(x[home] - x[of[u]], y[home] - y[of[u]])
        out[d < best] = u
        best = np.minimum(best, d)
    return out


def gate_offsets(column: Callable[[str], np.ndarray], zone: ZonePlan) -> np.ndarray:
    """Offset on each gate passage where posts stand: some metres out of the inner node, m."""
    a, length = column("p_a")[zone.gates], column("p_len")[zone.gates]
    back = np.minimum(BACK, length / 2)
    return np.where(a == zone.gate_inside, back, length - back)


def lay_out(column: Callable[[str], np.ndarray], scenario: Any, zone: ZonePlan) -> None:
    """Fill stocks, loads, posts and membership at the start."""
    living = ~column("infected") & (column("enters") < 0)
    n = int(living.sum())
    column("group_id")[living] = GROUP_ZONE
    s = scenario.stores
    stock = column("stock")
    stock[column("s_unit")] += column("s_stock").astype(np.float32)
    inside = column("p_zone")[column("u_passage")]
    stock[inside] = 0.0  # what lay inside the wall has been gathered
    stores = zone.place_unit[STORES, 0]
    for name in ("food", "medicine", "bandage", "medkit", "fuel", "rifle_round", "shell",
                 "pistol_round"):  # fmt: skip
        stock[stores, ITEM[name]] = np.round(n * getattr(s, name))
    _arm(column, s.magazine)
    for name in ("rifle", "shotgun", "pistol", "machete", "sickle"):
        if not getattr(s, name + "s"):
            column("load")[:, ITEM["chain_sickle" if name == "sickle" else name]] = 0
    column("load")[column("enters") >= 0] = 0.0
    _posts(column, zone, scenario.seed)


def _arm(column: Callable[[str], np.ndarray], magazine: float) -> None:
    """Scouts: a blade and a pistol, some a chain-sickle or a rifle. Soldiers: a rifle."""
    load, role, key = column("load"), column("role"), column("key")
    scout, soldier = role == v.SCOUT, role == v.SOLDIER
    pick = key % np.uint64(10)
    load[scout, ITEM["machete"]] = 1
    sickle = scout & (pick < 2)
    load[sickle, ITEM["chain_sickle"]], load[sickle, ITEM["machete"]] = 1, 0
    load[scout, ITEM["pistol"]] = 1
    load[scout, ITEM["pistol_round"]] = np.round(magazine / 2)
    rifle = scout & (pick >= 6)
    load[rifle, ITEM["rifle"]] = 1
    load[rifle, ITEM["rifle_round"]] = magazine
    load[scout, ITEM["bandage"]] = 2
    shotgun = soldier & (pick < 2)
    load[soldier & ~shotgun, ITEM["rifle"]] = 1
    load[soldier & ~shotgun, ITEM["rifle_round"]] = magazine
    load[shotgun, ITEM["shotgun"]] = 1
    load[shotgun, ITEM["shell"]] = np.round(magazine / 2)
    load[soldier, ITEM["machete"]] = 1
    load[soldier, ITEM["bandage"]] = 1
    load[role == v.MEDIC, ITEM["bandage"]] = 5


def _posts(column: Callable[[str], np.ndarray], zone: ZonePlan, seed: int) -> None:
    """Soldiers stand at the gates in turn; those on patrol have a point along the wall's inside."""
    soldiers = np.flatnonzero(column("role") == v.SOLDIER)
    u = np.empty(len(soldiers))
    uniforms(np.uint64(seed), START_PLACE, column("key")[soldiers], 0, 7, u)
    gates, offs = zone.gates, gate_offsets(column, zone)
    g = (u * len(gates)).astype(int)
    column("post_passage")[soldiers] = gates[g]
    column("post_offset")[soldiers] = offs[g]
    rim = np.flatnonzero(zone.passages & (column("p_host") < 0))
    patrol = soldiers[u * 7 % 1 < 0.4]
    if len(rim):
        where = rim[(u[u * 7 % 1 < 0.4] * 97 % 1 * len(rim)).astype(int)]
        column("post_passage")[patrol] = where
        column("post_offset")[patrol] = column("p_len")[where] / 2
