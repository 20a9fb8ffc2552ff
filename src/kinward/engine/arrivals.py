"""Those whom the scenario brings into the city later: where they enter, live and work.

Their rows are there from the build, after everyone else's: off the map, `gone`, missing. Who has
a role in the zone belongs to it and lives in the dwelling with the most room; an outsider lives
in the room nearest to where they enter, beyond the wall, on what they bring.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.city.graph import Use
from kinward.city.routes import cost_of, field_from
from kinward.core import vocabulary as v
from kinward.core.draws import key_of
from kinward.core.events import DOMAINS
from kinward.engine.interventions import AddPerson
from kinward.engine.targets import minute_of, no_such, one_of, site, streets
from kinward.engine.world import Live, World
from kinward.people import Newcomer, make_timetable, with_newcomers
from kinward.society.zone.life import GROUP_ZONE


class Spot(NamedTuple):
    """A place to stand: passage, offset (m), unit."""

    passage: int
    offset: float
    unit: int


def add_newcomers(world: World, workplaces: dict[int, np.ndarray], style: str = "zone") -> None:
    """Put the people of `add_person` at the end of the population. Raises InputError."""
    people, scenario = world.population, world.scenario
    newcomers: list[Newcomer] = []
    for n, spec in enumerate(scenario.interventions):
        if not isinstance(spec, AddPerson):
            continue
        who, key = spec.person, f"interventions.{n}.person"
        roles = DOMAINS["role"]
        role = roles.index(one_of(f"{key}.role", who.role, roles, "role"))
        spot = entrance(world, who.place, f"{key}.place")
        if role == v.OUTSIDER:
            home = spot.unit or nearest_room(world, spot)
        else:
            home = roomiest(world, [x.home for x in newcomers])
        rooms = workplaces.get(role, np.zeros(0, np.int32))
        own = key_of("work", who.name, int(who.age), who.sex, role, who.place)
        work = int(rooms[own % len(rooms)]) if len(rooms) else 0
        newcomers.append(
            Newcomer(who.name.strip(), int(who.age), int(who.sex == "female"), role, who.place,
                     home, work, minute_of(spec))
        )  # fmt: skip
        world.spots.append(spot)
    if newcomers:
        world.population = with_newcomers(people, newcomers, scenario.culture, scenario.seed)
        world.timetable = make_timetable(world.population, seed=scenario.seed, style=style)


def entrance(world: World, place: str, key: str) -> Spot:
    """Where somebody enters: in a site, in the middle of a street, or at the edge of the map."""
    g = world.graph
    if not place:
        return edge_of_map(world)
    known = streets(world)
    if place.strip().casefold() in {name.casefold() for name in known}:
        found = known[one_of(key, place, known, "street")]
        p = int(found[len(found) // 2])
        return Spot(p, float(g.p_len[p]) / 2, 0)
    number = place.strip().lstrip("#").isdecimal()
    sites = [g.names[n] for n in np.unique(g.u_name) if n > 0]
    if not number and place.strip().casefold() not in {name.casefold() for name in sites}:
        raise no_such(key, place, [*known, *sites], "street or site")
    unit = site(world, place, key)
    return Spot(int(g.u_passage[unit]), float(g.u_off[unit]), unit)


def edge_of_map(world: World) -> Spot:
    """The end of a street that people can walk to, farthest from the middle of the zone."""
    g, zone = world.graph, world.zone
    way = np.ones(len(g.node_x), bool)
    if len(zone.gate_inside):
        way = np.isfinite(field_from(g, int(zone.gate_inside[0])))
    far = np.hypot(g.node_x - zone.center[0], g.node_y - zone.center[1])
    open_ = np.isfinite(cost_of(g, Use.WALK))
    for node in np.argsort(np.where(way, -far, np.inf), kind="stable").tolist():
        for p in g.adj_passage[g.adj_ptr[node] : g.adj_ptr[node + 1]].tolist():
            if open_[p] and not zone.passages[p]:
                return Spot(p, 0.0 if g.p_a[p] == node else float(g.p_len[p]), 0)
    return Spot(int(zone.gates[0]) if len(zone.gates) else 0, 0.0, 0)


def nearest_room(world: World, spot: Spot) -> int:
    """The room on the ground floor beyond the wall whose house is nearest to a spot."""
    g = world.graph
    rooms = np.flatnonzero(
        (g.u_building >= 0) & (g.u_floor == 0) & ~world.zone.passages[g.u_passage]
    )
    rooms = rooms[rooms > 0]
    if not len(rooms):
        return int(world.zone.dwellings[0])
    x, y = g.point(spot.passage, spot.offset)
    b = g.u_building[rooms]
    return int(rooms[np.argmin(np.hypot(g.b_x[b] - x, g.b_y[b] - y))])


def roomiest(world: World, taken: list[int]) -> int:
    """The dwelling of the zone with the most floor for one more."""
    g, homes = world.graph, world.zone.dwellings
    people = world.population
    living = np.concatenate([people.home[~people.infected], np.array(taken, np.int32)])
    count = np.bincount(living, minlength=len(g.u_area))[homes]
    return int(homes[np.argmax(g.u_area[homes] / (count + 1.0))])


def keep_off_map(live: Live) -> None:
    """Take those who are still to come off the map, before the lists are settled."""
    off = live.world.population.off_map
    if not off.any():
        return
    live.array("passage")[off] = -1
    live.array("unit")[off] = 0
    live.array("gone")[off] = True
    live.array("fate")[off] = v.MISSING
    live.array("fate_t")[off] = 0
    live.array("group_id")[off] = -1
    live.array("activity")[off] = v.HOME
    specs = [s for s in live.world.scenario.interventions if isinstance(s, AddPerson)]
    live.array("immune")[off] |= np.array([s.person.immune for s in specs])


def group_of(live: Live, m: int) -> int:
    """The group that a newcomer belongs to."""
    outside = live.array("role")[m] == v.OUTSIDER or not live.world.scenario.zone.on
    return -1 if outside else GROUP_ZONE
