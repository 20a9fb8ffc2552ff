"""Manholes: where one gets from a street into the sewer under it, and back."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.core.lean import lean
from kinward.threats.nests import MANHOLES


class Manholes(NamedTuple):
    """The columns of sewers and of the streets above them, bundled inside kernels."""

    sewer_of: np.ndarray
    street_of_sewer: np.ndarray
    hole_d: np.ndarray
    hole_node: np.ndarray
    p_a: np.ndarray
    p_b: np.ndarray
    p_len: np.ndarray
    p_host: np.ndarray
    adj_ptr: np.ndarray
    adj_passage: np.ndarray


@lean
def nearest_lid(length, off):
    """Offset (m) of the manhole nearest to `off` of a street so long: at most MANHOLES apart."""
    n = max(1, int(np.ceil(length / MANHOLES)))
    k = int(off / length * n + 0.5)
    return length * min(max(k, 0), n) / n


@lean
def hole_of(holes, p, off):
    """(sewer passage, offset m) of the manhole by which one comes to offset `off` of street p.

    (-1, 0) where no sewer with a nest is near.
    """
    if holes.sewer_of[p] >= 0:
        return holes.sewer_of[p], nearest_lid(holes.p_len[p], off)
    a, b = holes.p_a[p], holes.p_b[p]
    node = a if holes.hole_d[a] + off <= holes.hole_d[b] + holes.p_len[p] - off else b
    node = holes.hole_node[node]
    if node < 0:
        return -1, 0.0
    for e in range(holes.adj_ptr[node], holes.adj_ptr[node + 1]):
        s = holes.adj_passage[e]
        if holes.street_of_sewer[s] >= 0:
            return s, 0.0 if holes.p_a[s] == node else holes.p_len[s]
    return -1, 0.0
