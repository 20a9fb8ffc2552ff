"""Interventions: dated changes that a scenario makes to its world.

[[interventions]]
at = "2 days"
do = "close_passage"
street = "Shijo-dori"
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

from pydantic import model_validator

from kinward.core.clock import MINUTE
from kinward.core.errors import InputError
from kinward.core.parameters import Parameters, param
from kinward.core.quantity import Age, Count, Duration, Real, Share, Switch, ms
from kinward.core.words import nearest, shown

_SOURCE = "the scenario"


class Dated(Parameters):
    """What every intervention has; `do` says which it is."""

    at: Duration = param("0 s", "when, since the start of the run", _SOURCE, le="3650 days")


def minute_of(spec: Dated) -> int:
    """The minute at which an intervention is carried out: the first not before it, ms."""
    return -(-ms(spec.at) // MINUTE) * MINUTE


class _Passage(Dated):
    """A change to one passage, or to all passages of a street."""

    street: str = param("", "name of the street: all its passages", _SOURCE)
    passage: Count | None = param(None, "or the number of one passage", _SOURCE)

    @model_validator(mode="after")
    def _one_target(self) -> _Passage:
        if bool(self.street) == (self.passage is not None):
            raise ValueError("expected either street = 'its name' or passage = its number")
        return self


class ClosePassage(_Passage):
    """Nobody may enter a passage any more; those who do not know it learn it at the spot."""

    do: Literal["close_passage"]


class OpenPassage(_Passage):
    """A closed passage can be used again."""

    do: Literal["open_passage"]


class _Gate(Dated):
    """A change to a gate of a zone."""

    gate: str = param("", "name of the gate; empty for all gates", _SOURCE)


class OpenGate(_Gate):
    """A gate stands open, and everyone may pass."""

    do: Literal["open_gate"]


class CloseGate(_Gate):
    """A gate is shut for everyone."""

    do: Literal["close_gate"]


class EmptyLayer(Dated):
    """Nobody meets anybody in a contact layer any more (of everyone, or of two people)."""

    do: Literal["empty_layer"]
    layer: str = param("", "name of the contact layer", _SOURCE)
    between: tuple[str, ...] = param((), "only between these two people", _SOURCE)

    @model_validator(mode="after")
    def _layer_and_pair(self) -> EmptyLayer:
        if not self.layer:
            raise ValueError("expected layer = 'the name of a contact layer'")
        if len(self.between) not in (0, 2):
            raise ValueError("expected between = ['one person', 'another'], or nothing")
        return self


class PersonSpec(Parameters):
    """A person who enters the world by an intervention."""

    name: str = param("", "name; empty to draw one", _SOURCE)
    age: Age = param(30, "age", _SOURCE)
    sex: Literal["male", "female"] = param("female", "sex", _SOURCE)
    role: str = param("outsider", "role", _SOURCE)
    place: str = param(
        "", "street or site where they enter; empty for the edge of the map", _SOURCE
    )
    immune: Switch = param(False, "immune to The Rage", _SOURCE)
    rations: Real = param(0, "days of food that they bring", _SOURCE, ge=0, le=10_000)


class AddPerson(Dated):
    """Somebody comes into the city."""

    do: Literal["add_person"]
    person: PersonSpec = param(PersonSpec(), "who", _SOURCE)


class Immunise(Dated):
    """Makes one person, or a random share of the living, immune."""

    do: Literal["immunise"]
    who: str = param("", "name of one person", _SOURCE)
    share: Share = param(0, "or a share of the living", _SOURCE)

    @model_validator(mode="after")
    def _one_target(self) -> Immunise:
        if bool(self.who) == (self.share > 0):
            raise ValueError("expected either who = 'a name' or share = '10 %'")
        return self


class Stock(Dated):
    """Adds to (or takes from) what a site or the stores hold."""

    do: Literal["stock"]
    place: str = param("stores", "name of the site; 'stores' for those of the zone", _SOURCE)
    item: str = param("food", "what", _SOURCE)
    number: Real = param(0, "how many; negative to take away", _SOURCE, ge=-1e9, le=1e9)


INTERVENTIONS: tuple[type[Dated], ...] = (
    ClosePassage, OpenPassage, OpenGate, CloseGate, EmptyLayer, AddPerson, Immunise, Stock,
)  # fmt: skip


def names() -> dict[str, type[Dated]]:
    """Intervention models by the word after `do`."""
    return {get_args(c.model_fields["do"].annotation)[0]: c for c in INTERVENTIONS}


def read_intervention(data: Any, where: str, prefix: str) -> Dated:
    """Check one entry of `interventions`. Raises InputError."""
    start = f"{where}: {prefix}" if where else prefix
    if not isinstance(data, Mapping):
        raise InputError(f"{start} = {shown(data)}: expected a table with at and do")
    do, known = data.get("do"), names()
    if not isinstance(do, str) or do not in known:
        near = nearest(do, known) if isinstance(do, str) else None
        hint = f"did you mean '{near}'? " if near else ""
        raise InputError(f"{start}.do = {shown(do)}: {hint}Expected one of: {', '.join(known)}")
    return known[do].read(data, where, prefix)
