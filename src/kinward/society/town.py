"""A town without a zone: who works where on a usual day."""

from __future__ import annotations

import numpy as np

from kinward.city.graph import PlaceGraph, UnitKind
from kinward.core import vocabulary as v


def town_workplaces(graph: PlaceGraph) -> dict[int, np.ndarray]:
    """Role to the units that it works in: schools, hospitals, shops, offices and workshops."""

    def units(*kinds: UnitKind) -> np.ndarray:
        found = np.flatnonzero(np.isin(graph.u_kind, kinds))
        return found[found > 0].astype(np.int32)

    schools = units(UnitKind.SCHOOL)
    clinics = units(UnitKind.HOSPITAL)
    return {
        v.TEACHER: schools, v.CHILD: schools, v.MEDIC: clinics,
        v.WORKER: units(UnitKind.SHOP, UnitKind.FOOD, UnitKind.OFFICE, UnitKind.WORKSHOP,
                        UnitKind.MALL, UnitKind.HALL, UnitKind.INN),
    }  # fmt: skip
