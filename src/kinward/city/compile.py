"""Turn a draft into the columns of a place graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kinward.city.adjacency import adjacency
from kinward.city.axes import axes_of_sight
from kinward.city.graph import CELL_M, ITEMS, NodeKind, PlaceGraph
from kinward.city.roofs import roofs_within_jump
from kinward.core.errors import InputError

if TYPE_CHECKING:
    from kinward.city.draft import Draft


def compile_draft(d: Draft) -> PlaceGraph:
    """Compute every column of the place graph of a draft.

    Raises:
        InputError: the draft has no passage.
    """
    if not d.passages:
        raise InputError(f"city {d.name!r} has no passage; add at least one street")
    columns = _nodes(d) | _passages(d)
    columns |= _cells(d, columns)
    n = len(d.passages)
    columns |= adjacency(columns["p_a"][:n], columns["p_b"][:n], len(d.nodes))
    columns |= axes_of_sight(columns, len(d.nodes), len(d.passages))
    columns |= _buildings(d)
    columns |= roofs_within_jump(columns)
    columns |= _units(d) | _sites(d)
    return PlaceGraph(
        name=d.name,
        crs=d.crs,
        origin=d.origin,
        synthetic=tuple(d.synthetic),
        names=tuple(d.names),
        water=tuple(np.asarray(w, dtype=np.float64) for w in d.water),
        green=tuple(np.asarray(w, dtype=np.float64) for w in d.green),
        fences=tuple(np.asarray(w, dtype=np.float64) for w in d.fences),
        landmarks=tuple(d.landmarks),
        **columns,
    )


def _nodes(d: Draft) -> dict[str, np.ndarray]:
    """Node columns; a junction with one passage is marked as a dead end."""
    degree = np.zeros(len(d.nodes), np.int64)
    for p in d.passages:
        degree[p["a"]] += 1
        degree[p["b"]] += 1
    kind = np.array([n[2] for n in d.nodes], np.int8)
    kind[(kind == NodeKind.JUNCTION) & (degree == 1)] = NodeKind.DEAD_END
    return {
        "node_x": np.array([n[0] for n in d.nodes], np.float64),
        "node_y": np.array([n[1] for n in d.nodes], np.float64),
        "node_kind": kind,
    }


def _passages(d: Draft) -> dict[str, np.ndarray]:
    """Passage columns: streets first, attached ones after them."""
    street, attached = d.passages, d.attached
    both = [*street, *attached]
    n, m = len(street), len(attached)

    def column(key: str, dtype: type) -> np.ndarray:
        return np.array([p[key] for p in both], dtype)

    def halves(key: str, dtype: type, first: float, streets: bool) -> np.ndarray:
        ours = [p[key] for p in (street if streets else attached)]
        rest = [first] * (m if streets else n)
        return np.array([*ours, *rest] if streets else [*rest, *ours], dtype)

    points = [p["line"] for p in street]
    ptr = np.concatenate([[0], np.cumsum([len(x) for x in points]), np.zeros(m, np.int64)])
    ptr[n + 1 :] = ptr[n]
    flat = np.array([xy for line in points for xy in line], np.float64).reshape(-1, 2)
    return {
        "p_a": halves("a", np.int32, -1, True),
        "p_b": halves("b", np.int32, -1, True),
        "p_len": column("len", np.float64),
        "p_width": column("width", np.float64),
        "p_layer": column("layer", np.float64),
        "p_law": column("law", np.int8),
        "p_kind": column("kind", np.int8),
        "p_use": column("use", np.int8),
        "p_cap": column("cap", np.float64),
        "p_name": column("name", np.int32),
        "p_host": halves("host", np.int32, -1, False),
        "p_host_off": halves("off", np.float64, 0.0, False),
        "p_building": halves("building", np.int32, -1, False),
        "p_xy": ptr.astype(np.int64),
        "line_x": np.ascontiguousarray(flat[:, 0]),
        "line_y": np.ascontiguousarray(flat[:, 1]),
    }


def _cells(d: Draft, c: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Cut passages into equal cells of at most CELL_M; a room is one cell."""
    n_room = len(d.rooms)
    count = np.maximum(1, np.ceil(c["p_len"] / CELL_M - 1e-9)).astype(np.int32)
    room = np.array([p["room"] for p in d.passages] + [-1] * len(d.attached), np.int64)
    in_room = room >= 0
    count[in_room] = 1
    own = np.where(in_room, 0, count)
    first = n_room + np.cumsum(own) - own  # the rooms' cells come first
    first = np.where(in_room, room, first)
    area = np.empty(n_room + int(own.sum()))
    area[:n_room] = d.rooms
    effective = c["p_width"] - 2 * c["p_layer"]
    area[n_room:] = np.repeat(effective * c["p_len"] / count, own)
    return {"p_cell": first.astype(np.int32), "p_ncell": count, "cell_area": area}


def _row(handle: int, n_street: int) -> int:
    """Row of a street passage or of an attached handle."""
    return handle if handle >= 0 else n_street + ~handle


def _buildings(d: Draft) -> dict[str, np.ndarray]:
    """Building columns and footprints."""
    n = len(d.passages)
    rows = d.buildings

    def column(key: str, dtype: type) -> np.ndarray:
        return np.array([b[key] for b in rows], dtype)

    flat = np.array([xy for b in rows for xy in b["ring"]], np.float64).reshape(-1, 2)
    sizes = [len(b["ring"]) for b in rows]
    return {
        "b_x": column("x", np.float64),
        "b_y": column("y", np.float64),
        "b_floors": column("floors", np.int16),
        "b_height": column("height", np.float64),
        "b_area": column("area", np.float64),
        "b_kind": column("kind", np.int8),
        "b_name": column("name", np.int32),
        "b_passage": column("passage", np.int32),
        "b_off": column("off", np.float64),
        "b_stair": np.array([_row(b["stair"], n) if b["stair"] else -1 for b in rows], np.int32),
        "b_flat": column("flat", np.bool_),
        "b_made": column("made", np.bool_),
        "b_xy": np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        "foot_x": np.ascontiguousarray(flat[:, 0]),
        "foot_y": np.ascontiguousarray(flat[:, 1]),
    }


def _units(d: Draft) -> dict[str, np.ndarray]:
    """Unit columns with the placeholder in row 0."""
    n = len(d.passages)
    rows = d.units

    def column(key: str, dtype: type, zero: float) -> np.ndarray:
        return np.array([zero, *[u[key] for u in rows]], dtype)

    return {
        "u_passage": np.array([-1, *[_row(u["passage"], n) for u in rows]], np.int32),
        "u_off": column("off", np.float64, 0.0),
        "u_building": column("building", np.int32, -1),
        "u_floor": column("floor", np.int16, 0),
        "u_area": column("area", np.float64, 0.0),
        "u_kind": column("kind", np.int8, 0),
        "u_name": column("name", np.int32, 0),
        "u_exits": column("exits", np.int8, 0),
    }


def _sites(d: Draft) -> dict[str, np.ndarray]:
    """Site columns."""
    return {
        "s_unit": np.array([s[0] for s in d.sites], np.int32),
        "s_type": np.array([s[1] for s in d.sites], np.int32),
        "s_stock": np.array([s[2] for s in d.sites], np.float64).reshape(-1, len(ITEMS)),
    }
