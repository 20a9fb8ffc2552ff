"""Axes of sight: passages that continue one another, with one coordinate along them.

At each node the passages are matched in pairs, the straightest pair first, as long as the
deflection is under 30 degrees (model: "those that continue it within about 30 degrees"). Chains
of matches are axes; a ring is cut at its lowest passage.
"""

from __future__ import annotations

import math

import numpy as np

from kinward.city.graph import PassageKind

DEFLECTION_DEG = 30.0  # largest turn that sight follows (the model's "about 30 degrees")
LOOK_M = 15.0  # the direction of a passage at a node is taken over this length, m (assumed)


def axes_of_sight(c: dict[str, np.ndarray], n_node: int, n_street: int) -> dict[str, np.ndarray]:
    """Columns p_axis, p_axis_off, p_axis_dir and the CSR of passages by axis.

    Args:
        c: passage columns and the node adjacency.
        n_node: number of nodes. n_street: number of street passages.
    """
    mate = _mates(c, n_node, n_street)
    n = c["p_len"].size
    axis = np.full(n, -1, np.int32)
    off = np.zeros(n)
    sign = np.ones(n)
    ptr, members = [0], []
    loose = [p for p in range(n_street) if mate[2 * p] < 0 or mate[2 * p + 1] < 0]
    # open chains from their ends first, then what is left: rings
    for start in [*loose, *range(n_street), *range(n_street, n)]:
        if axis[start] >= 0:
            continue
        end_in = 2 * start  # passage ends are numbered 2p (offset 0) and 2p + 1
        if start < n_street and mate[end_in] >= 0 and mate[end_in + 1] < 0:
            end_in += 1
        coordinate = 0.0
        p = start
        while p >= 0 and axis[p] < 0:
            length = c["p_len"][p]
            forward = end_in == 2 * p
            axis[p] = len(ptr) - 1
            sign[p] = 1.0 if forward else -1.0
            off[p] = coordinate if forward else coordinate + length
            coordinate += length
            members.append(p)
            if p >= n_street:
                break
            end_in = mate[end_in ^ 1]
            p = end_in >> 1 if end_in >= 0 else -1
        ptr.append(len(members))
    return {
        "p_axis": axis,
        "p_axis_off": off,
        "p_axis_dir": sign,
        "axis_ptr": np.array(ptr, np.int64),
        "axis_passage": np.array(members, np.int32),
    }


def _mates(c: dict[str, np.ndarray], n_node: int, n_street: int) -> list[int]:
    """For each passage end (2p, 2p + 1) the end that continues it, or -1."""
    heading = [_heading(c, p, end) for p in range(n_street) for end in (0, 1)]
    a, b = c["p_a"], c["p_b"]
    sewer = c["p_kind"] == PassageKind.SEWER
    mate = [-1] * (2 * n_street)
    limit = -math.cos(math.radians(DEFLECTION_DEG))
    ptr, passages = c["adj_ptr"], c["adj_passage"]
    for node in range(n_node):
        ends = []
        for p in passages[ptr[node] : ptr[node + 1]].tolist():
            ends += [2 * p] if a[p] == node else []
            ends += [2 * p + 1] if b[p] == node else []
        pairs = []
        for i, e in enumerate(ends):
            for f in ends[i + 1 :]:
                if e >> 1 == f >> 1 or sewer[e >> 1] != sewer[f >> 1]:
                    continue  # nobody looks from a street along a sewer
                cosine = heading[e][0] * heading[f][0] + heading[e][1] * heading[f][1]
                if cosine < limit:
                    pairs.append((round(cosine, 9), e, f))
        for _, e, f in sorted(pairs):
            if mate[e] < 0 and mate[f] < 0:
                mate[e], mate[f] = f, e
    return mate


def _heading(c: dict[str, np.ndarray], p: int, end: int) -> tuple[float, float]:
    """Unit vector in which a passage leaves one of its ends, taken over LOOK_M."""
    lo, hi = int(c["p_xy"][p]), int(c["p_xy"][p + 1])
    rows = range(lo, hi) if end == 0 else range(hi - 1, lo - 1, -1)
    x, y = c["line_x"], c["line_y"]
    x0, y0 = float(x[rows[0]]), float(y[rows[0]])
    left, px, py = LOOK_M, x0, y0
    for r in rows[1:]:
        qx, qy = float(x[r]), float(y[r])
        step = math.hypot(qx - px, qy - py)
        if step >= left > 0:
            px, py = px + (qx - px) * left / step, py + (qy - py) * left / step
            break
        left -= step
        px, py = qx, qy
    norm = math.hypot(px - x0, py - y0)
    return ((px - x0) / norm, (py - y0) / norm) if norm > 0 else (0.0, 0.0)
