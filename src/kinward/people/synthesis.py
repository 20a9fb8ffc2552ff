"""Populate a city: households, homes, roles, names and ties, from a seed and a census table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from kinward.core.errors import InputError
from kinward.core.vocabulary import (
    CHILD,
    CHILD_OF,
    GRANDCHILD,
    GRANDPARENT,
    PARENT,
    SIBLING,
)  # fmt: skip
from kinward.people.census import Census, census
from kinward.people.draw import draw
from kinward.people.dwelling import crowding, settle
from kinward.people.households import FORMER, LIVING, Households, synthesise
from kinward.people.lineage import lines
from kinward.people.names import full_names, word_lists
from kinward.people.parameters import PeopleParameters
from kinward.people.population import Population
from kinward.people.purposes import WORKPLACE
from kinward.people.roles import Roles, assign_roles, outsiders
from kinward.people.tie_table import TieTable
from kinward.people.ties import bind

if TYPE_CHECKING:
    from kinward.city.graph import PlaceGraph


def _units(graph: PlaceGraph, ids: np.ndarray, what: str) -> np.ndarray:
    """Unit ids as int64, or InputError: they must be rows of the graph's units, not 0."""
    ids = np.asarray(ids)
    if ids.ndim != 1 or (len(ids) and not np.issubdtype(ids.dtype, np.integer)):
        raise InputError(f"{what}: must be a list of unit ids, not {ids.dtype} {ids.shape}")
    ids = ids.astype(np.int64)
    if len(ids) and (ids.min() < 1 or ids.max() >= len(graph.u_area)):
        wrong = int(ids.min() if ids.min() < 1 else ids.max())
        raise InputError(f"{what}: unit {wrong} is not in 1 .. {len(graph.u_area) - 1}")
    return ids


def _squares(graph: PlaceGraph, home: np.ndarray, near: float) -> np.ndarray:
    """Number of the square of `near` m that each home lies in, from 0, int64 (N,)."""
    building = graph.u_building[home]
    inside = building >= 0
    x, y = np.zeros(len(home)), np.zeros(len(home))
    x[inside], y[inside] = graph.b_x[building[inside]], graph.b_y[building[inside]]
    both = np.stack([np.floor(x / near), np.floor(y / near)])
    return np.unique(both, axis=1, return_inverse=True)[1].reshape(-1).astype(np.int64)


def _work(
    graph: PlaceGraph, seed: int, people: Households, roles: Roles, places: Mapping
) -> np.ndarray:
    """Unit of the daily work, int32 (N,): a role's people in turn over its units; 0 for none.

    The places of the role "child" are the school's: all pupils and small children go there.
    """
    work = np.zeros(len(people.age), np.int32)
    for role, ids in places.items():
        units = _units(graph, ids, f"work places of role {role}")
        member = roles.role == role
        if role == CHILD:
            member |= roles.pupil & 1 == 1
        rows = np.flatnonzero(member)
        if len(units) and len(rows):
            u = draw(seed, WORKPLACE, people.key[rows])
            order = np.lexsort((people.key[rows], u, roles.shift[rows]))
            work[rows[order]] = units[np.arange(len(rows)) % len(units)]
    return work


def _crowded(home: np.ndarray, units: np.ndarray, graph: PlaceGraph, least: float) -> list[str]:
    """A warning if homes are overfull."""
    if not len(home):
        return []
    room = crowding(home, units, graph.u_area[units])
    tight = room < least
    if not tight.any():
        return []
    floor = graph.u_area[units]
    return [
        f"{int(tight.sum())} of {len(home)} people have less than {least:g} m2 each (the least "
        f"{room.min():.1f}): the zone has {len(units)} dwellings of {floor.mean():.0f} m2"
    ]


def _join(a: Households, b: Households) -> Households:
    """The households of two lists as one."""
    people, houses = len(a.age), len(a.h_key)
    return Households(
        h_key=np.concatenate([a.h_key, b.h_key]),
        h_ptr=np.concatenate([a.h_ptr, b.h_ptr[1:] + people]),
        household=np.concatenate([a.household, b.household + houses]).astype(np.int32),
        key=np.concatenate([a.key, b.key]),
        age=np.concatenate([a.age, b.age]),
        sex=np.concatenate([a.sex, b.sex]),
        place=np.concatenate([a.place, b.place]),
    )


def populate(
    graph: PlaceGraph,
    seed: int,
    living: int,
    infected: int,
    zone_units: np.ndarray,
    outside_units: np.ndarray,
    params: PeopleParameters | None = None,
    culture: str = "japanese",
    census: str | Census = "kyoto",
    workplaces: Mapping[int, np.ndarray] | None = None,
    lodge: Callable[[np.ndarray, np.ndarray], np.ndarray] | None = None,
) -> Population:
    """Everyone of a run: the living in the zone, the first infected where they used to live.

    Args:
        graph: the city; its units, their areas and buildings are used.
        seed: of the run, any integer.
        living, infected: how many.
        zone_units: dwellings of the living, unit ids, each once.
        outside_units: former homes of the infected.
        params: shares, ties, housing.
        culture: of the names: "japanese", "chinese" or "english".
        census: table of household sizes and ages, by name or itself.
        workplaces: role -> unit ids; the pupils' school stands under CHILD.
        lodge: gives the unit of each household of the living by its size and key (H,), where they
            live in bands: who lives in one unit is of one band, and knows all of it. None to
            settle them in `zone_units` by floor area.

    Returns:
        The population; `warnings` says what could not be had.

    Raises:
        InputError: negative numbers, unknown tables or names, units that are not in the graph,
            people but no dwelling.
    """
    p = params or PeopleParameters()
    word_lists(culture)
    table = _table(census)
    for what, number in (("living", living), ("infected", infected)):
        if not isinstance(number, (int, np.integer)) or number < 0:
            raise InputError(f"{what} = {number!r}: must be a whole number, 0 or more")
    zone = _units(graph, zone_units, "zone_units")
    outside = _units(graph, outside_units, "outside_units")
    here = synthesise(seed, living, table, LIVING)
    former = synthesise(seed, infected, table, FORMER)
    if lodge is None:
        h_here = settle(here.h_size, zone, graph.u_area[zone], seed, here.h_key)
    else:
        h_here = lodge(here.h_size, here.h_key)
    h_former = settle(former.h_size, outside, graph.u_area[outside], seed, former.h_key)
    home = h_here[here.household]
    roles = assign_roles(seed, here, p.roles)
    bonds = bind(
        seed,
        here,
        former,
        roles,
        _squares(graph, home, p.ties.near),
        p.ties,
        None if lodge is None else home.astype(np.int64),
    )
    both = _join(here, former)
    line = lines(bonds.kin, both.key, both.sex, living, culture)
    near = _kin(bonds.ties)
    name = full_names(culture, seed, line, both.household, both.key, both.sex, near)
    work = _work(graph, seed, here, roles, workplaces or {})
    homes = np.concatenate([h_here, h_former]).astype(np.int32)
    warnings = _crowded(home, zone, graph, p.housing.least_area) if lodge is None else []
    return _assemble(
        both, roles, bonds.ties, name=name, h_home=homes, work=work, team=bonds.team, said=warnings
    )


def _kin(ties: TieTable) -> tuple[np.ndarray, np.ndarray]:
    """CSR of those ties that are to kin who may share a surname."""
    close = np.isin(ties.kind, (PARENT, CHILD_OF, SIBLING, GRANDPARENT, GRANDCHILD))
    ptr = np.concatenate([[0], np.cumsum(close)])[ties.ptr]
    return ptr.astype(np.int64), ties.to[close]


def _assemble(
    both: Households, roles: Roles, ties: TieTable, *, name, h_home, work, team, said
) -> Population:
    """Put the columns together; `roles`, `work` and `team` are of the living only."""
    n, living = len(both.age), len(roles.role)
    none = outsiders(n - living)
    return Population(
        key=both.key,
        name=name,
        age=both.age,
        sex=both.sex,
        household=both.household,
        role=np.concatenate([roles.role, none.role]),
        infected=np.arange(n) >= living,
        home=h_home[both.household],
        work=np.concatenate([work, np.zeros(n - living, np.int32)]),
        shift=np.concatenate([roles.shift, none.shift]),
        teaches=np.concatenate([roles.teaches, none.teaches]),
        pupil=np.concatenate([roles.pupil, none.pupil]),
        longing=np.concatenate([roles.longing, none.longing]),
        tie_ptr=ties.ptr,
        tie_to=ties.to,
        tie_kind=ties.kind,
        tie_strength=ties.strength,
        tie_trust=ties.trust,
        tie_since=ties.since,
        tie_back=ties.back,
        h_key=both.h_key,
        h_home=h_home,
        h_ptr=both.h_ptr,
        h_member=np.arange(n, dtype=np.int32),
        team=np.concatenate([team, np.full(n - living, -1, np.int32)]),
        warnings=tuple(said),
    )


def _table(name: str | Census) -> Census:
    return census(name) if isinstance(name, str) else name
