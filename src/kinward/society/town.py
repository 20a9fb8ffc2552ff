"""A town without a zone: who works where on a usual day, and where errands lead."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from kinward.city.graph import PlaceGraph, UnitKind
from kinward.core import vocabulary as v
from kinward.core.draws import uniforms
from kinward.core.purposes import ERRAND_TO

ERRANDS = (
    UnitKind.SHOP, UnitKind.FOOD, UnitKind.PHARMACY, UnitKind.HOSPITAL, UnitKind.MALL,
    UnitKind.HALL,
)  # fmt: skip
FAR = 600.0  # mean length of an errand's way, m as the crow flies (assumed)
CHOICES = 12  # places of which one is chosen
STATIONS = 6  # of firefighters and police, in turn (assumed)


def town_workplaces(graph: PlaceGraph) -> dict[int, np.ndarray]:
    """Role to the units that it works in: schools, hospitals, shops, offices and workshops;
    the largest public rooms on the ground floor are the stations of firefighters and police."""

    def units(*kinds: UnitKind) -> np.ndarray:
        found = np.flatnonzero(np.isin(graph.u_kind, kinds))
        return found[found > 0].astype(np.int32)

    schools = units(UnitKind.SCHOOL)
    clinics = units(UnitKind.HOSPITAL)
    public = units(UnitKind.HALL, UnitKind.OFFICE)
    public = public[graph.u_floor[public] == 0]
    stations = public[np.argsort(-graph.u_area[public], kind="stable")][:STATIONS]
    return {
        v.FIREMAN: stations[::2], v.POLICE: stations[1::2],
        v.TEACHER: schools, v.CHILD: schools, v.MEDIC: clinics,
        v.WORKER: units(UnitKind.SHOP, UnitKind.FOOD, UnitKind.OFFICE, UnitKind.WORKSHOP,
                        UnitKind.MALL, UnitKind.HALL, UnitKind.INN),
    }  # fmt: skip


def errand_places(c: Mapping[str, np.ndarray], home: np.ndarray) -> np.ndarray:
    """Where an errand takes everyone: a shop, a restaurant, a hospital or another public room.

    Of some places drawn, the one whose distance is nearest to one that is exponential.

    Args:
        c: columns of the city by name, keys of people and the seed.
        home: their homes, units (N,).

    Returns:
        Unit int32 (N,); home where the city has no such place.
    """
    places = np.flatnonzero(np.isin(c["u_kind"], ERRANDS) & (c["u_building"] >= 0))
    out = home.astype(np.int32)
    if not len(places):
        return out
    of, x, y = c["u_building"], c["b_x"], c["b_y"]
    u, best = np.empty(len(out)), np.full(len(out), np.inf)
    uniforms(c["seed"][0], ERRAND_TO, c["key"], 0, 0, u)
    far = -FAR * np.log(u)
    for k in range(1, CHOICES + 1):
        uniforms(c["seed"][0], ERRAND_TO, c["key"], 0, k, u)
        there = places[np.minimum((u * len(places)).astype(np.int64), len(places) - 1)]
        a, b = of[home], of[there]
        off = np.abs(np.sqrt((x[a] - x[b]) ** 2 + (y[a] - y[b]) ** 2) - far)
        out[off < best] = there[off < best]
        best = np.minimum(best, off)
    return out
