"""Whom and what the interventions of a scenario mean: names become rows, or an InputError."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from kinward.city.graph import ITEM
from kinward.core.errors import InputError
from kinward.core.words import nearest, shown
from kinward.engine import interventions as i
from kinward.engine.interventions import minute_of
from kinward.engine.world import World
from kinward.society.zone.siting import PLACES

LISTED = 8  # names listed in a message


@dataclass(frozen=True)
class Change:
    """An intervention with what it is about.

    Attributes:
        number: of the intervention in the scenario.
        t: minute at which it is carried out, ms.
        spec: as the scenario says it.
        rows: passages; for `immunise` and `add_person` the person (empty for a share); for
            `stock` the unit; for `empty_layer` the layer, and of a pair also the two persons.
        item: row of the item of `stock`.
    """

    number: int
    t: int
    spec: i.Dated
    rows: tuple[int, ...] = ()
    item: int = -1


def resolve(world: World) -> tuple[Change, ...]:
    """All interventions of a world's scenario. Raises InputError naming the key."""
    out = []
    newcomer = int((world.population.enters < 0).sum()) if len(world.population.enters) else 0
    for n, spec in enumerate(world.scenario.interventions):
        key = f"interventions.{n}"
        rows: Iterable[int] = ()
        item = -1
        if isinstance(spec, i.ClosePassage | i.OpenPassage):
            rows = passages(world, spec, key)
        elif isinstance(spec, i.OpenGate | i.CloseGate):
            rows = gates(world, spec.gate, key)
        elif isinstance(spec, i.EmptyLayer):
            rows = layer(world, spec, key)
        elif isinstance(spec, i.AddPerson):
            rows, newcomer = (newcomer,), newcomer + 1
        elif isinstance(spec, i.Immunise):
            rows = (person(world, spec.who, f"{key}.who"),) if spec.who else ()
        elif isinstance(spec, i.Stock):
            rows = (site(world, spec.place, f"{key}.place"),)
            item = ITEM[one_of(f"{key}.item", spec.item.replace(" ", "_"), ITEM, "item")]
        out.append(Change(n, minute_of(spec), spec, tuple(int(r) for r in rows), item))
    return tuple(out)


def one_of(key: str, value: str, known: Iterable[str], what: str) -> str:
    """The known name that is meant, whatever its case. Raises InputError with the nearest."""
    names = {name.casefold(): name for name in known if name}
    wanted = value.strip().casefold()
    if wanted in names:
        return names[wanted]
    raise no_such(key, value, names.values(), what)


def no_such(key: str, value: str, names: Iterable[str], what: str) -> InputError:
    """The error for a name that does not exist."""
    by_fold = {name.casefold(): name for name in names}
    near = nearest(value.strip().casefold(), by_fold)
    if near:
        return InputError(
            f"{key} = {shown(value)}: no such {what}; did you mean '{by_fold[near]}'?"
        )
    some = sorted(by_fold.values())
    more = ", ..." if len(some) > LISTED else ""
    listed = ", ".join(some[:LISTED]) + more if some else "there is none"
    return InputError(f"{key} = {shown(value)}: no such {what}; expected one of: {listed}")


def streets(world: World) -> dict[str, np.ndarray]:
    """Street passages by the name of their street."""
    g = world.graph
    named = np.flatnonzero((g.p_host < 0) & (g.p_name > 0))
    return {g.names[n]: named[g.p_name[named] == n] for n in np.unique(g.p_name[named])}


def passages(world: World, spec: i.ClosePassage | i.OpenPassage, key: str) -> np.ndarray:
    """The passages that are meant."""
    if spec.street:
        known = streets(world)
        return known[one_of(f"{key}.street", spec.street, known, "street on this map")]
    p, n = int(spec.passage or 0), world.graph.n_street
    if p >= n:
        raise InputError(
            f"{key}.passage = {p}: no such street passage; the map has 0 to {n - 1} "
            "(column passage of passages.parquet)"
        )
    return np.array([p])


def gates(world: World, name: str, key: str) -> np.ndarray:
    """The passages of the gates that are meant: "gate 1", or the street that it stands on."""
    all_ = world.zone.gates
    if not name:
        return all_
    known = {f"gate {n + 1}": [p] for n, p in enumerate(all_)}
    g = world.graph
    for p in all_:
        if g.p_name[p] > 0:
            known.setdefault(g.names[g.p_name[p]], []).append(p)
    wanted = f"gate {name.strip()}" if name.strip().isdigit() else name
    return np.array(known[one_of(f"{key}.gate", wanted, known, "gate")])


def person(world: World, who: str, key: str) -> int:
    """The row of a person by name or number; the first infected have none."""
    people = world.population
    text = who.strip()
    here = np.flatnonzero(~people.infected)
    if text.lstrip("#").isdecimal():
        row = int(text.lstrip("#"))
        if row >= people.n or people.infected[row]:
            raise InputError(f"{key} = {shown(who)}: no such person; give a name, or a number of "
                             "one of the living as in people.parquet")  # fmt: skip
        return row
    names = {people.name[m].casefold() for m in here}
    if text.casefold() not in names:
        raise no_such(key, who, (people.name[m] for m in here), "person")
    found = [int(m) for m in here if people.name[m].casefold() == text.casefold()]
    if len(found) > 1:
        rows = ", ".join(f"{m} (aged {people.age[m]})" for m in found[:LISTED])
        raise InputError(f"{key} = {shown(who)}: {len(found)} people are called so; "
                         f"give a number instead: {rows}")  # fmt: skip
    return found[0]


def layer(world: World, spec: i.EmptyLayer, key: str) -> tuple[int, ...]:
    """The contact layer, and the two people between whom it is to be emptied."""
    name = one_of(f"{key}.layer", spec.layer, world.layers, "contact layer")
    number = world.layers.index(name)
    if not spec.between:
        return (number,)
    a, b = (person(world, who, f"{key}.between") for who in spec.between)
    if not len(contacts(world, number, a, b)):
        raise InputError(
            f"{key}.between = {shown(list(spec.between))}: they do not meet in the contact layer "
            f"'{name}'"
        )
    return number, a, b


def contacts(world: World, layer: int, a: int, b: int) -> np.ndarray:
    """Rows of the contacts of a and b in a layer, both ways."""
    ptr, to, of = (world.arrays[n] for n in ("contact_ptr", "contact_to", "contact_layer"))
    rows = [
        np.arange(ptr[x], ptr[x + 1])[
            (to[ptr[x] : ptr[x + 1]] == y) & (of[ptr[x] : ptr[x + 1]] == layer)
        ]
        for x, y in ((a, b), (b, a))
    ]
    return np.concatenate(rows)


def public(world: World) -> dict[str, int]:
    """Units of the zone's public places by name: "stores", "clinic", "dining hall 2" ..."""
    out = {}
    for name, units in zip(PLACES, world.zone.place_unit.tolist()):
        for n, unit in enumerate(u for u in units if u > 0):
            out[name if n == 0 else f"{name} {n + 1}"] = unit
    return out


def site(world: World, name: str, key: str) -> int:
    """The unit of a site by its name, of a public place, or by the number of its place."""
    g, places = world.graph, public(world)
    if name.strip().casefold() in places:
        return places[name.strip().casefold()]
    if name.strip().lstrip("#").isdecimal():
        unit = int(name.strip().lstrip("#")) - len(g.p_len)
        if not 0 < unit < len(g.u_passage):
            raise InputError(f"{key} = {shown(name)}: no such room; its number is that of the "
                             "column place in places.parquet")  # fmt: skip
        return unit
    named = np.flatnonzero(g.u_name > 0)
    known = {g.names[n]: named[g.u_name[named] == n] for n in np.unique(g.u_name[named])}
    found = known[one_of(key, name, [*known, *places], "site")]
    if len(found) > 1:
        numbers = ", ".join(str(len(g.p_len) + u) for u in found[:LISTED])
        raise InputError(
            f"{key} = {shown(name)}: {len(found)} sites are called so; give the number of one "
            f"(column place of places.parquet): {numbers}"
        )
    return int(found[0])
