"""Founding: the bands at the start of a run - who belongs, who leads, what they have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from kinward.city.graph import ITEM, UnitKind
from kinward.core import vocabulary as v
from kinward.core.draws import uniforms
from kinward.core.errors import InputError
from kinward.society.bands.fission import critical_size
from kinward.society.bands.plan import BITTEN, RATIONS, STRANGERS, THEFT, BandPlan, Bands
from kinward.society.bands.vocabulary import BAND_KIND, COMPANY, ZONE_KIND
from kinward.society.purposes import BAND_ARMS, BAND_CRITICAL, BAND_LEADER, BAND_STYLE
from kinward.society.zone.council import commander

Column = Callable[[str], np.ndarray]
LEADS_FROM, LEADS_TO = 22, 70  # years between which a leader is looked for first (assumed)
WELLS = (UnitKind.SCHOOL, UnitKind.HALL, UnitKind.HOSPITAL, UnitKind.INN)
"""Where water still runs or stands in tanks (assumed): nobody has counted it."""
ENDLESS = 100_000.0  # days of water that such a place holds
SPREAD = 0.35  # how far people's own styles lie from the middle at most, but leaders' (assumed)


def found_zone(column: Column) -> None:
    """The zone is group 0, where there is one; its oldest officer commands it."""
    column("g_kind")[0] = ZONE_KIND
    column("g_leader")[0] = commander(column("role"), column("age"), ~column("gone"))
    column("group_n")[0] = 1


def found_bands(column: Column, scenario: Any, plan: BandPlan) -> None:
    """Lay out the bands of a scenario: membership, leaders, rules, stores and arms.

    Raises:
        InputError: a leader whom the scenario names is not one of the living of their band.
    """
    bands: Bands = scenario.bands
    seed = np.uint64(scenario.seed)
    n = len(plan.unit)
    column("group_n")[0] = n + 1
    alive = (column("fate") == v.ALIVE) & ~column("gone")
    _characters(column, seed, alive)
    number = np.zeros(len(column("u_passage")), np.int32)
    number[plan.unit] = np.arange(1, n + 1)
    group = number[column("home")]
    column("group_id")[:] = np.where(alive & (group > 0), group, -1)
    for i in range(n):
        _found(column, i + 1, plan, i, seed, scenario)
    _alone(column, seed, alive)
    _stores(column, bands, plan)
    _arm(column, bands, plan, seed)
    _wells(column)
    column("door_left")[plan.unit] = 3.0 * float(scenario.horde.door) / 60.0  # barred (assumed)
    column("rotten")[plan.unit] = 0.0


def _characters(column: Column, seed: np.uint64, alive: np.ndarray) -> None:
    """The style that each would lead with, and what each has learned of their work."""
    who = np.flatnonzero(alive)
    u = np.empty((2, len(who)))
    for k in range(2):
        uniforms(seed, BAND_STYLE, column("key")[who], 0, k, u[k])
    column("cares")[who] = 0.5 + 2.0 * SPREAD * (u[0] - 0.5)
    years = np.clip((column("age")[who] - 10) / 30.0, 0.0, 1.0)
    column("skill")[who] = np.round(0.1 + 0.5 * years + 0.3 * u[1], 2)
    column("duty")[:] = column("role")


def _found(column: Column, g: int, plan: BandPlan, i: int, seed: np.uint64, scenario) -> None:
    """One band: kind, place, rules, leader."""
    spec = plan.spec[i]
    column("g_kind")[g] = BAND_KIND
    column("g_unit")[g] = plan.unit[i]
    column("g_style")[g] = plan.style[i]
    column("g_hunts")[g] = spec.hostile
    column("g_rations")[g] = RATIONS.index(spec.rations)
    column("g_strangers")[g] = STRANGERS.index(spec.strangers)
    column("g_bitten")[g] = BITTEN.index(spec.bitten)
    column("g_theft")[g] = THEFT.index(spec.theft)
    key = np.array([1_000_003 * g], np.uint64)
    u = np.empty(1)
    uniforms(seed, BAND_CRITICAL, key, 0, 0, u)
    column("g_critical")[g] = critical_size(float(u[0]))
    who = np.flatnonzero(column("group_id") == g)
    if spec.leader:
        leader = _named_leader(column, spec, i, who, scenario)
    elif len(who):
        leader = _followed(column, who, seed)
    else:
        leader = -1  # a band of nobody: society/bands/leading.py says so and ends it
    column("g_leader")[g] = leader
    if leader >= 0:
        column("cares")[leader] = plan.style[i]


def _named_leader(column: Column, spec: Any, i: int, who: np.ndarray, scenario: Any) -> int:
    """The member whom the scenario names as leader of band i."""
    rows = {m.name: m for m in scenario.bands.member}
    key = f"bands.band.{i}.leader = {spec.leader!r}"
    if spec.leader not in rows:
        known = ", ".join(n for n, m in rows.items() if m.band == spec.name) or "it has none named"
        raise InputError(f"{key}: no such member of the band; expected one of: {known}")
    if not rows[spec.leader].alive:
        raise InputError(f"{key}: is dead at the start; expected one of the living, or nobody")
    if rows[spec.leader].band != spec.name:
        raise InputError(
            f"{key}: belongs to the band {rows[spec.leader].band!r}; expected a member of "
            f"{spec.name!r}"
        )
    first = len(column("age")) - len(scenario.bands.member) - _later(column)
    return first + [m.name for m in scenario.bands.member].index(spec.leader)


def _later(column: Column) -> int:
    return int((column("enters") >= 0).sum())


def _followed(column: Column, who: np.ndarray, seed: np.uint64) -> int:
    """Whom most would follow: in their best years, with the most and strongest ties, and luck."""
    age = column("age")[who]
    u = np.empty(len(who))
    uniforms(seed, BAND_LEADER, column("key")[who], 0, 0, u)
    held = np.zeros(len(who))
    ptr, end = column("tie_ptr"), column("tie_end")
    for j, m in enumerate(who.tolist()):
        held[j] = float(column("tie_strength")[ptr[m] : end[m]].sum())
    best = (age >= LEADS_FROM) & (age <= LEADS_TO)
    score = held / max(float(held.max()), 1e-9) + u + 10.0 * best + 0.01 * np.minimum(age, 40)
    return int(who[np.argmax(score)])


def _alone(column: Column, seed: np.uint64, alive: np.ndarray) -> None:
    """Who belongs to no band is one of their own, on the road."""
    for m in np.flatnonzero(alive & (column("group_id") < 0) & (column("enters") < 0)).tolist():
        g = int(column("group_n")[0])
        if g >= len(column("g_kind")):
            raise InputError("bands.member: more people alone than there can be groups; expected "
                             f"fewer than {len(column('g_kind'))}")  # fmt: skip
        column("group_n")[0] = g + 1
        column("group_id")[m] = g
        column("g_kind")[g], column("g_leader")[g] = COMPANY, m
        column("g_style")[g] = column("cares")[m]
        column("g_critical")[g] = 127.0


def _stores(column: Column, bands: Bands, plan: BandPlan) -> None:
    """What each band has at the start; what lay in its place before is its own."""
    stock = column("stock")
    stock[column("s_unit")] = column("s_stock")
    count = np.bincount(np.maximum(column("group_id"), 0), minlength=len(plan.unit) + 1)
    for i, u in enumerate(plan.unit.tolist()):
        for name in ("food", "water", "bandage", "medicine"):
            stock[u, ITEM[name]] += np.round(count[i + 1] * getattr(bands, name))


def _arm(column: Column, bands: Bands, plan: BandPlan, seed: np.uint64) -> None:
    """Blades for most, firearms for some: rifles and pistols, one in six a shotgun."""
    load, age, key = column("load"), column("age"), column("key")
    who = np.flatnonzero((column("group_id") > 0) & (age >= 16) & (age < 75))
    u = np.empty((3, len(who)))
    for k in range(3):
        uniforms(seed, BAND_ARMS, key[who], 0, k, u[k])
    hunts = column("g_hunts")[column("group_id")[who]]
    fighter = np.isin(column("role")[who], (v.SCOUT, v.SOLDIER))
    share = np.where(hunts, bands.armed, bands.firearms * np.where(fighter, 2.0, 0.5))
    gun = u[0] < share
    for name, rounds, kind in (
        ("pistol", "pistol_round", u[1] < 0.5),
        ("rifle", "rifle_round", (u[1] >= 0.5) & (u[1] < 0.84)),
        ("shotgun", "shell", u[1] >= 0.84),
    ):
        rows = who[gun & kind]
        load[rows, ITEM[name]] = 1
        load[rows, ITEM[rounds]] = np.round(bands.rounds * (2.0 if name == "rifle" else 1.0))
    load[who[u[2] < np.where(hunts | fighter, 0.95, bands.blades)], ITEM["machete"]] = 1
    load[who[fighter], ITEM["bandage"]] = 1


def _wells(column: Column) -> None:
    """Water at the largest schools, halls, hospitals and inns."""
    rows = np.flatnonzero(np.isin(column("u_kind"), WELLS) & (column("u_floor") == 0))
    rows = rows[rows > 0]
    if not len(rows):  # any ground floor will have a tank somewhere
        rows = np.flatnonzero(column("u_floor") == 0)[1:]
    best = rows[np.argsort(-column("u_area")[rows], kind="stable")][:16]
    column("stock")[best, ITEM["water"]] += ENDLESS


def band_groups(plan: BandPlan | None, column: Column) -> list[Mapping[str, Any]]:
    """Rows of the starting table of groups for the bands, and for those alone."""
    out = []
    for g in range(1, int(column("group_n")[0])):
        named = plan is not None and g <= len(plan.name)
        out.append({
            "group_id": g, "name": plan.name[g - 1] if plan is not None and named else "alone",
            "kind": "band" if named else "company on the road",
            "leader": int(column("g_leader")[g]) if column("g_leader")[g] >= 0 else None,
            "style": float(column("g_style")[g]), "since": 0, "until": None,
        })  # fmt: skip
    return out
