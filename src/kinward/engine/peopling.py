"""Where the living of a scenario live: in a zone, in bands, or all over a city without walls."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from kinward.city.graph import PlaceGraph, UnitKind
from kinward.core import vocabulary as v
from kinward.core.draws import key_of, uniform, uniforms
from kinward.core.errors import InputError
from kinward.core.events import DOMAINS
from kinward.engine.scenario import Scenario
from kinward.engine.targets import one_of
from kinward.people import Newcomer, Population, with_newcomers, with_ties
from kinward.society.bands.plan import BandPlan, site_bands
from kinward.society.purposes import BAND_HOME
from kinward.society.town import town_workplaces
from kinward.society.zone.life import workplaces
from kinward.society.zone.siting import ZonePlan, no_zone, site_zone

Lodge = Callable[[np.ndarray, np.ndarray], np.ndarray]


class Siting(NamedTuple):
    """Where everyone belongs at the start: `zone` is empty where there is none."""

    zone: ZonePlan
    bands: BandPlan | None
    rooms: dict[int, np.ndarray]  # role to the units that it works in
    lodge: Lodge | None  # units of the households, where people live in bands
    style: str  # of the timetable
    drawn: int  # of the living, those who are not named by the scenario


def site(graph: PlaceGraph, scenario: Scenario) -> Siting:
    """Choose the places of a scenario. Raises InputError where the map has no room for it."""
    if scenario.bands.on:
        return _bands(graph, scenario)
    _no_names_without_bands(scenario)
    if scenario.zone.on:
        zone = site_zone(graph, scenario.people, scenario.zone)
        rooms = workplaces(graph, zone)
        return Siting(zone, None, rooms, None, "zone", scenario.people)
    home = _dwellings(graph)
    u = np.empty(len(home))
    uniforms(np.uint64(scenario.seed), BAND_HOME, home.astype(np.uint64), 0, 1, u)
    share = 1.0 / (1.0 + scenario.infected_per_living)
    ours = u < share if scenario.infected else np.ones(len(home), bool)
    zone = no_zone(graph, home[ours], home[~ours])
    return Siting(zone, None, town_workplaces(graph), None, "city", scenario.people)


def _dwellings(graph: PlaceGraph) -> np.ndarray:
    home = np.flatnonzero(graph.u_kind == UnitKind.DWELLING)
    return home[home > 0]


def _no_names_without_bands(scenario: Scenario) -> None:
    for name in ("band", "member", "tie"):
        if getattr(scenario.bands, name):
            raise InputError(f"bands.{name}: expected bands.on = true, or none of them")


def _bands(graph: PlaceGraph, scenario: Scenario) -> Siting:
    if scenario.zone.on:
        raise InputError(
            "bands.on = true and zone.on = true contradict each other: expected one of the two"
        )
    _rules_that_apply(scenario)
    plan = site_bands(graph, scenario.seed, scenario.people, scenario.bands)
    home = _dwellings(graph)
    zone = no_zone(graph, plan.unit, np.setdiff1d(home, plan.unit))
    drawn = scenario.people - len(scenario.bands.member)
    return Siting(zone, plan, {}, _lodge(plan, scenario.seed), "band", drawn)


def _rules_that_apply(scenario: Scenario) -> None:
    """Refuse a band that casts thieves out where no theft can happen, or come out."""
    for i, band in enumerate(scenario.bands.band):
        for switch in ("theft", "judged"):
            if band.theft == "banish" and not getattr(scenario.camp, switch):
                raise InputError(
                    f"bands.band.{i}.theft = 'banish' and camp.{switch} = false contradict each "
                    f"other: expected camp.{switch} = true, or another rule"
                )


def _lodge(plan: BandPlan, seed: int) -> Lodge:
    def lodge(h_size: np.ndarray, h_key: np.ndarray) -> np.ndarray:
        """Households in the order of a hash, each to the band that lacks most people."""
        u = np.empty(len(h_size))
        uniforms(np.uint64(seed), BAND_HOME, h_key, 0, 0, u)
        left = plan.size.astype(np.int64).copy()
        out = np.zeros(len(h_size), np.int32)
        for h in np.lexsort((u, -h_size)).tolist():
            # the large first, so that what is left fits what is left
            fits = np.flatnonzero(left >= h_size[h])
            among = fits if len(fits) else np.arange(len(left))
            share = left[among] / np.maximum(plan.size[among], 1)
            i = int(among[np.argmax(np.where(left[among] > 0, share, -1.0))])
            out[h] = plan.unit[i]
            left[i] -= h_size[h]
        return out

    return lodge


def with_members(
    graph: PlaceGraph, scenario: Scenario, people: Population, plan: BandPlan | None
) -> Population:
    """The population with the people and ties that the scenario names. Raises InputError."""
    members = scenario.bands.member
    if plan is None or not (members or scenario.bands.tie):
        return people
    rows = {s.name: i for i, s in enumerate(plan.spec) if s.name}
    named: dict[str, int] = {}
    came = []
    home = _dwellings(graph)
    for n, who in enumerate(members):
        if who.name in named:
            raise InputError(f"bands.member.{n}.name = {who.name!r}: named twice")
        named[who.name] = people.n + n
        roles = DOMAINS["role"]
        role = roles.index(one_of(f"bands.member.{n}.role", who.role, roles, "role"))
        if who.band:
            unit = int(plan.unit[rows[who.band]])
        elif len(home):
            u = uniform(np.uint64(scenario.seed), BAND_HOME, np.uint64(key_of(who.name)),
                        np.uint64(0), 0, 2)  # fmt: skip
            unit = int(home[int(u * len(home))])
        else:
            raise InputError(f"bands.member.{n}: the map has no dwelling to be alone in")
        came.append(Newcomer(who.name, int(who.age), int(who.sex == "female"), role, who.band,
                             unit, 0, -1))  # fmt: skip
    people = with_newcomers(people, came, scenario.culture, scenario.seed)
    dead = np.zeros(people.n, bool)
    for who in members:
        dead[named[who.name]] = not who.alive
    people = people.but(dead=dead)
    return with_ties(people, [_tie(scenario, n, named) for n in range(len(scenario.bands.tie))])


def _tie(scenario: Scenario, n: int, named: dict[str, int]) -> tuple[int, int, int, float, float]:
    """One tie that the scenario names: (a, b, kind, strength, trust)."""
    spec, key = scenario.bands.tie[n], f"bands.tie.{n}"
    kind = DOMAINS["tie"].index(one_of(f"{key}.kind", spec.kind, DOMAINS["tie"], "kind of tie"))
    for end in ("a", "b"):
        name = getattr(spec, end)
        if name not in named:
            known = ", ".join(list(named)[:12]) or "nobody"
            raise InputError(
                f"{key}.{end} = {name!r}: no such person; expected the name of a bands.member: "
                f"{known}"
            )
    if spec.a == spec.b:
        raise InputError(f"{key}: {spec.a!r} is tied to themself; expected two people")
    return named[spec.a], named[spec.b], kind, float(spec.strength), float(spec.trust)


def dead_from_the_start(people: Population, fate: np.ndarray, gone: np.ndarray) -> None:
    """Enter those who died before the run begins."""
    if len(people.dead):
        fate[people.dead] = v.DEAD
        gone[people.dead] = True
