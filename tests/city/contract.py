"""The contract of a place graph, checked on whatever compiles."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from kinward.city import load
from kinward.city.graph import CELL_M, ITEMS, STAIR_M, PassageKind, PlaceGraph
from kinward.core.errors import InputError


def read_or_refuse(path: Path, says: str) -> bool:
    """Load a map: it keeps the contract (True), or is refused in one line that says this."""
    try:
        graph, _ = load(path, cache=False)
    except InputError as error:
        refusal = str(error)
    else:
        check(graph)
        return True
    assert says in refusal
    assert "\n" not in refusal
    return False


def check(g: PlaceGraph) -> None:
    """Assert everything that others may rely on."""
    _arrays(g)
    _passages(g)
    _cells(g)
    _adjacency(g)
    _axes(g)
    _buildings(g)
    _units(g)


def _arrays(g: PlaceGraph) -> None:
    for name, column in g.arrays().items():
        assert column.flags["C_CONTIGUOUS"], name
        if column.dtype.kind == "f" and name != "p_cap":
            assert np.isfinite(column).all(), name
    assert g.names[0] == ""
    assert len(set(g.names)) == len(g.names)


def _passages(g: PlaceGraph) -> None:
    n = g.n_street
    street = g.p_host < 0
    assert street[:n].all()
    assert not street[n:].any()
    assert (g.p_a[:n] >= 0).all()
    assert (g.p_a[:n] != g.p_b[:n]).all()
    assert (g.p_a[n:] == -1).all()
    assert (g.p_b[n:] == -1).all()
    assert (g.p_host[n:] < n).all()
    assert (g.p_len > 0).all()
    assert (g.p_width > 2 * g.p_layer).all()
    assert (g.p_host_off[n:] <= g.p_len[g.p_host[n:]] + 1e-6).all()
    assert (g.p_use > 0).all()
    for p in range(n):
        lo, hi = g.p_xy[p], g.p_xy[p + 1]
        assert hi - lo >= 2
        assert (g.line_x[lo], g.line_y[lo]) == (g.node_x[g.p_a[p]], g.node_y[g.p_a[p]])
        assert (g.line_x[hi - 1], g.line_y[hi - 1]) == (g.node_x[g.p_b[p]], g.node_y[g.p_b[p]])
    assert (np.diff(g.p_xy[n:]) == 0).all()


def _cells(g: PlaceGraph) -> None:
    assert (g.cell_area > 0).all()
    assert (g.p_cell + g.p_ncell <= g.cell_area.size).all()
    room = np.bincount(g.p_cell, minlength=g.cell_area.size)[g.p_cell] > 1
    alone = ~room & (g.p_kind != PassageKind.ROOM)
    assert (g.p_len[alone] / g.p_ncell[alone] <= CELL_M + 1e-6).all()


def _adjacency(g: PlaceGraph) -> None:
    n = g.n_street
    assert g.adj_ptr[0] == 0
    assert g.adj_ptr[-1] == g.adj_passage.size == 2 * n
    for v in range(g.node_x.size):
        row = slice(g.adj_ptr[v], g.adj_ptr[v + 1])
        ours = g.adj_passage[row]
        assert (np.diff(ours) >= 0).all()
        ends = np.where(g.p_a[ours] == v, g.p_b[ours], g.p_a[ours])
        assert (ends == g.adj_node[row]).all()
    seen = np.zeros(g.node_x.size, bool)
    seen[0] = True
    wave = [0]
    while wave:
        v = wave.pop()
        for w in g.adj_node[g.adj_ptr[v] : g.adj_ptr[v + 1]].tolist():
            if not seen[w]:
                seen[w] = True
                wave.append(w)
    assert seen.all(), "a walker cannot reach every place"


def _axes(g: PlaceGraph) -> None:
    assert (np.sort(g.axis_passage) == np.arange(g.p_len.size)).all()
    axis = np.repeat(np.arange(g.axis_ptr.size - 1), np.diff(g.axis_ptr))
    assert (g.p_axis[g.axis_passage] == axis).all()
    low = np.where(g.p_axis_dir > 0, g.p_axis_off, g.p_axis_off - g.p_len)
    for a in range(g.axis_ptr.size - 1):
        members = g.axis_passage[g.axis_ptr[a] : g.axis_ptr[a + 1]]
        assert abs(low[members[0]]) < 1e-6
        gaps = low[members[1:]] - (low[members[:-1]] + g.p_len[members[:-1]])
        assert (np.abs(gaps) < 1e-6).all()
        for p, q in zip(members[:-1].tolist(), members[1:].tolist()):
            assert _out(g, p) == _into(g, q), "an axis must go on where it stopped"


def _out(g: PlaceGraph, p: int) -> int:
    return int(g.p_b[p] if g.p_axis_dir[p] > 0 else g.p_a[p])


def _into(g: PlaceGraph, p: int) -> int:
    return int(g.p_a[p] if g.p_axis_dir[p] > 0 else g.p_b[p])


def _buildings(g: PlaceGraph) -> None:
    n = g.n_street
    assert (g.b_floors >= 1).all()
    assert ((g.b_passage >= 0) & (g.b_passage < n)).all()
    assert (g.b_off >= 0).all()
    assert (g.b_off <= g.p_len[g.b_passage] + 1e-6).all()
    assert ((g.b_stair >= 0) == (g.b_floors >= 2)).all()
    high = g.b_stair >= 0
    stair = g.b_stair[high]
    assert (g.p_kind[stair] == PassageKind.STAIRS).all()
    assert (g.p_building[stair] == np.flatnonzero(high)).all()
    assert np.allclose(g.p_len[stair], (g.b_floors[high] - 1) * STAIR_M)
    owner = np.repeat(np.arange(g.b_x.size), np.diff(g.roof_ptr))
    pairs = set(zip(owner.tolist(), g.roof_to.tolist()))
    assert all((b, a) in pairs for a, b in pairs)
    assert (g.roof_gap <= 3.0).all()
    for b in range(g.b_x.size):
        assert (np.diff(g.roof_to[g.roof_ptr[b] : g.roof_ptr[b + 1]]) > 0).all()


def _units(g: PlaceGraph) -> None:
    passage, off = g.u_passage[1:], g.u_off[1:]
    assert ((passage >= 0) & (passage < g.p_len.size)).all()
    assert ((off >= 0) & (off <= g.p_len[passage] + 1e-6)).all()
    assert (g.u_area[1:] > 0).all()
    assert np.isin(g.u_exits[1:], (1, 2)).all()
    upstairs = (g.u_floor > 0) & (g.u_building >= 0)
    b = g.u_building[upstairs]
    assert (g.u_passage[upstairs] == g.b_stair[b]).all()
    assert np.allclose(g.u_off[upstairs], g.u_floor[upstairs] * STAIR_M)
    assert ((g.s_unit >= 1) & (g.s_unit < g.u_area.size)).all()
    assert g.s_stock.shape == (g.s_unit.size, len(ITEMS))
    assert (g.s_stock >= 0).all()
