"""Bands: small groups of survivors, each with a place that it holds (R1), as a scenario says.

What is not said is drawn: sizes log-uniform between the least and the most, places among the
large rooms on ground floors, as far from one another as can be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from pydantic import model_validator

from kinward.city.graph import PlaceGraph, UnitKind
from kinward.core.draws import key_of, uniform
from kinward.core.errors import InputError
from kinward.core.parameters import Parameters, param
from kinward.core.quantity import Age, Area, Count, Length, Real, Share, Switch
from kinward.society.purposes import BAND_PLACE, BAND_SIZE, BAND_STYLE

Rations = Literal["equal", "need", "workers", "leader"]
Strangers = Literal["welcome", "voucher", "closed", "rob"]
Bitten = Literal["care", "apart", "end"]
Theft = Literal["forgive", "punish", "banish"]
RATIONS, STRANGERS, BITTEN, THEFT = (
    ("equal", "need", "workers", "leader"), ("welcome", "voucher", "closed", "rob"),
    ("care", "apart", "end"), ("forgive", "punish", "banish"),
)  # fmt: skip
_SAID = "the scenario"
KINDS = (
    UnitKind.WORKSHOP, UnitKind.HALL, UnitKind.SCHOOL, UnitKind.INN, UnitKind.MALL,
    UnitKind.OFFICE, UnitKind.SHOP,
)  # fmt: skip
"""What a band holds, the liked first: thick walls and few windows (assumed)."""


class BandSpec(Parameters):
    """One band that the scenario names; what it leaves empty is drawn."""

    name: str = param("", "its name; empty to be called after its place", _SAID)
    size: Count = param(0, "people at the start; 0 to be drawn", _SAID, le=1000)
    place: str = param("", "site or number of the room that it holds; empty to be found", _SAID)
    leader: str = param("", "name of a member; empty for whom most would follow", _SAID)
    style: Real = param(-1, "of the leader, 0 care .. 1 control; -1 drawn", _SAID, ge=-1, le=1)
    hostile: Switch = param(False, "hunts people", "story R6")
    rations: Rations = param("equal", "rule about rations", _SAID)
    strangers: Strangers = param("voucher", "rule about strangers", "story R4")
    bitten: Bitten = param("apart", "rule about the bitten", "story K11, assumed for bands")
    theft: Theft = param("punish", "rule about theft", _SAID)

    @model_validator(mode="after")
    def _norms_agree(self) -> BandSpec:
        if self.hostile and self.strangers in ("welcome", "voucher"):
            raise ValueError(
                f"hostile = true and strangers = '{self.strangers}' contradict each other: "
                "expected strangers = 'closed' or 'rob', or hostile = false"
            )
        if not self.hostile and self.strangers == "rob":
            raise ValueError(
                "strangers = 'rob' and hostile = false contradict each other: expected hostile = "
                "true, or another rule"
            )
        return self


class MemberSpec(Parameters):
    """One person that the scenario names."""

    name: str = param("", "name, each once", _SAID)
    band: str = param("", "name of the band; empty for one alone in the streets", _SAID)
    age: Age = param(30, "age", _SAID)
    sex: Literal["male", "female"] = param("female", "sex", _SAID)
    role: str = param("worker", "role", _SAID)
    alive: Switch = param(True, "false: dead before the run begins, and remembered", _SAID)

    @model_validator(mode="after")
    def _has_a_name(self) -> MemberSpec:
        if not self.name.strip():
            raise ValueError("expected name = 'how others call them'")
        return self


class TieSpec(Parameters):
    """One tie between two people whom the scenario names."""

    a: str = param("", "one of the two", _SAID)
    b: str = param("", "the other", _SAID)
    kind: str = param("friend", "what b is to a", _SAID)
    strength: Share = param(0.5, "strength", _SAID)
    trust: Real = param(0.5, "trust of each in the other", _SAID, ge=-1, le=1)


class Bands(Parameters):
    """Bands of survivors in a dead city."""

    on: Switch = param(False, "the living are bands, and no zone", "story R1")
    count: Count = param(12, "bands", "story R1, assumed number", ge=1, le=200)
    least: Count = param(4, "people of the smallest band, when sizes are drawn", "story R1, "
                         "assumed number", ge=1, le=1000)  # fmt: skip
    most: Count = param(60, "people of the largest band, when sizes are drawn", "story R1, "
                        "assumed number", ge=1, le=1000)  # fmt: skip
    hostile: Count = param(1, "bands that hunt people", "story R6", le=200)
    style: Real = param(-1, "of every leader, 0 care .. 1 control; -1 drawn for each", "story R2",
                        ge=-1, le=1)  # fmt: skip
    apart: Length = param("120 m", "least distance between two held places, where there is room",
                          "assumed", ge="0 m", le="10 km")  # fmt: skip
    room: Area = param("3 m2", "least floor a head of a held place", "assumed", ge="0.5 m2",
                       le="100 m2")  # fmt: skip
    food: Real = param(8, "rations a head in the stores at the start", "assumed", ge=0, le=1000)
    water: Real = param(3, "days of water a head", "assumed", ge=0, le=1000)
    bandage: Real = param(0.3, "bandages a head", "assumed", ge=0, le=100)
    medicine: Real = param(0.05, "courses of antibiotics a head", "assumed", ge=0, le=100)
    rounds: Real = param(12, "rounds that one with a firearm carries", "assumed", ge=0, le=1000)
    firearms: Share = param(0.12, "grown members of a band with a firearm", "assumed")
    armed: Share = param(0.9, "the same of a hostile band", "story R6, assumed number")
    blades: Share = param(0.6, "grown members with a blade", "assumed")
    band: tuple[BandSpec, ...] = param((), "bands that the scenario names", _SAID)
    member: tuple[MemberSpec, ...] = param((), "people whom the scenario names", _SAID)
    tie: tuple[TieSpec, ...] = param((), "ties that the scenario names", _SAID)


@dataclass(frozen=True)
class BandPlan:
    """The bands of a run at its start; band number i is group i + 1.

    Attributes:
        unit: int32 (B,) room that each holds.
        size: int64 (B,) people to be drawn for each, without those whom the scenario names.
        name: of each.
        spec: what the scenario says of each.
        style: (B,) 0 care .. 1 control.
    """

    unit: np.ndarray
    size: np.ndarray
    name: tuple[str, ...]
    spec: tuple[BandSpec, ...]
    style: np.ndarray


def site_bands(graph: PlaceGraph, seed: int, people: int, bands: Bands) -> BandPlan:
    """Choose sizes, places and styles of the bands for `people` of the living.

    Raises:
        InputError: the map has no room for them, or the scenario contradicts itself.
    """
    specs = list(bands.band) + [BandSpec()] * max(0, bands.count - len(bands.band))
    hostile = sum(s.hostile for s in specs)
    for i in range(len(bands.band), len(specs)):  # the last of those drawn are the hunters
        if hostile < bands.hostile and len(specs) - i <= bands.hostile - hostile:
            specs[i] = BandSpec(hostile=True, strangers="rob", bitten="end", theft="banish")
    named = _named(bands, specs)
    size = _sizes(seed, people - len(bands.member), bands, specs, named)
    unit = _places(graph, seed, bands, specs, size + named)
    names = _names(graph, specs, unit)
    style = np.array([
        s.style if s.style >= 0 else bands.style if bands.style >= 0
        else 0.75 + 0.25 * _u(seed, BAND_STYLE, i) if s.hostile else _u(seed, BAND_STYLE, i)
        for i, s in enumerate(specs)
    ])  # fmt: skip
    return BandPlan(unit, size, names, tuple(specs), style)


def _u(seed: int, purpose: int, i: int, k: int = 0) -> float:
    return float(uniform(np.uint64(seed), purpose, np.uint64(key_of("band", i)), np.uint64(0), 0,
                         k))  # fmt: skip


def _named(bands: Bands, specs: list[BandSpec]) -> np.ndarray:
    """How many people the scenario names of each band. Raises InputError."""
    rows = {s.name: i for i, s in enumerate(specs) if s.name}
    out = np.zeros(len(specs), np.int64)
    for n, who in enumerate(bands.member):
        if not who.band:
            continue
        if who.band not in rows:
            known = ", ".join(rows) or "there is none with a name"
            raise InputError(
                f"bands.member.{n}.band = {who.band!r}: no such band; expected one of: {known}"
            )
        out[rows[who.band]] += 1
    return out


def _sizes(seed: int, people: int, bands: Bands, specs, named: np.ndarray) -> np.ndarray:
    """People to be drawn for each band: those said, the rest by log-uniform weights."""
    said = np.array([s.size for s in specs], np.int64)
    out = np.maximum(said - named, 0)
    free = np.flatnonzero((said == 0) & (named == 0))
    left = people - int(out.sum())
    if people < 0 or left < 0:
        raise InputError(
            f"people = {people + len(bands.member)}: fewer than the bands of the scenario say "
            f"({int(out.sum()) + len(bands.member)}); expected at least so many"
        )
    if not len(free):
        if left:
            raise InputError(
                f"people = {people + len(bands.member)}: {left} more than the bands of the "
                "scenario hold; expected people = the sum of their sizes, or a larger bands.count"
            )
        return out
    if bands.least > bands.most:
        raise InputError(f"bands.least = {bands.least}: more than bands.most = {bands.most}")
    u = np.array([_u(seed, BAND_SIZE, int(i)) for i in free])
    weight = bands.least * (bands.most / bands.least) ** u
    share = left * weight / weight.sum()
    size = np.floor(share).astype(np.int64)
    order = np.argsort(size - share, kind="stable")
    size[order[: left - int(size.sum())]] += 1
    out[free] = size
    return out


def _places(graph: PlaceGraph, seed: int, bands: Bands, specs, size: np.ndarray) -> np.ndarray:
    """A room for each band: those said, then for the largest first the best that is left."""
    unit = np.zeros(len(specs), np.int32)
    for i, s in enumerate(specs):
        if s.place:
            unit[i] = _room_called(graph, s.place, f"bands.band.{i}.place")
    ground = (graph.u_floor == 0) & (graph.u_building >= 0)
    rank = np.full(len(ground), len(KINDS))
    for r, kind in enumerate(KINDS):
        rank[graph.u_kind == kind] = r
    rank[graph.u_name > 0] -= len(KINDS)  # a place that has a name is one people think of
    b = np.maximum(graph.u_building, 0)
    x, y = graph.b_x[b], graph.b_y[b]
    free = ground.copy()
    free[0] = False
    free[unit[unit > 0]] = False
    for i in np.argsort(-size, kind="stable").tolist():
        if unit[i] > 0:
            continue
        room = np.flatnonzero(free & (graph.u_area >= bands.room * max(size[i], 1)))
        if not len(room):
            raise InputError(
                f"bands.count = {len(specs)}: the map has no room of "
                f"{bands.room * size[i]:,.0f} m2 left for a band of {size[i]} "
                f"(bands.room = {bands.room:g} m2 a head); use fewer or smaller bands, less room "
                "a head, or a larger map"
            )
        far = np.full(len(room), 1e9)
        for u in unit[unit > 0]:
            far = np.minimum(far, np.hypot(x[room] - x[u], y[room] - y[u]))
        luck = np.array([_u(seed, BAND_PLACE, i, int(u)) for u in room])
        score = np.where(far < bands.apart, -1e6 + far, 0.0) - rank[room] + 4.0 * luck
        unit[i] = room[np.argmax(score)]
        free[unit[i]] = False
    return unit


def _room_called(graph: PlaceGraph, name: str, key: str) -> int:
    """The largest room of a site by its name, or a room by the number of its place."""
    if name.strip().lstrip("#").isdecimal():
        u = int(name.strip().lstrip("#")) - len(graph.p_len)
        if 0 < u < len(graph.u_passage):
            return u
    fold = name.strip().casefold()
    named = np.flatnonzero(graph.u_name > 0)
    hit = [int(u) for u in named if graph.names[graph.u_name[u]].casefold() == fold]
    if not hit:
        some = ", ".join(sorted({graph.names[graph.u_name[u]] for u in named})[:8])
        raise InputError(f"{key} = {name!r}: no such site or room; sites: {some or 'none'}, ...")
    return max(hit, key=lambda u: (float(graph.u_area[u]), -u))


def _names(graph: PlaceGraph, specs, unit: np.ndarray) -> tuple[str, ...]:
    """What each band is called: as the scenario says, else after its place."""
    out: list[str] = []
    for s, u in zip(specs, unit.tolist()):
        place = graph.names[graph.u_name[u]] if graph.u_name[u] > 0 else ""
        if not place:
            p = int(graph.u_passage[u])
            p = int(graph.p_host[p]) if graph.p_host[p] >= 0 else p
            place = graph.names[graph.p_name[p]] if graph.p_name[p] > 0 else "nowhere"
        name = s.name or f"the people of {place}"
        n = sum(o == name or o.startswith(f"{name} (") for o in out)
        out.append(name if n == 0 else f"{name} ({n + 1})")
    return tuple(out)
