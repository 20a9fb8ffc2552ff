"""A town without a zone: who works where on a usual day."""

from __future__ import annotations

import numpy as np

from kinward.city.graph import PlaceGraph, UnitKind
from kinward.core import vocabulary as v

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
