"""Nests: where the swarm lies below the streets, which packs there are, how far all is from them.

Found once when the world is built. The first nest lies under a street drawn by seed, each further
one as far from the others as the sewers go (maximin), so that no quarter is out of reach.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from kinward.city.graph import PassageKind
from kinward.city.routes import spread
from kinward.core.draws import uniform, uniforms
from kinward.core.errors import InputError
from kinward.core.purposes import NEST_SITE, PACK_SIZE

MANHOLES = 40.0  # m between manholes along a street (30 to 50 m: the figure)


def nest_columns(c: Mapping[str, Any], par: Any) -> dict[str, np.ndarray]:
    """The fixed columns of the swarm: packs, nests, manholes, ways.

    Args:
        c: fixed columns by name (graph, way_cost, key, creature, unborn, seed).
        par: section `swarm`.

    Returns:
        brood int32 (K,) the creatures in order of packs; pack int32 (n,) of each mover, -1;
        grapples bool (n,); pack_ptr int64 (M+1,) CSR into brood; pack_nest int32 (M,);
        nest_passage int32 (Q,), nest_off float64 (Q,) m; sewer_of int32 (P,) sewer under a street
        passage that leads to a nest, -1; street_of_sewer int32 (P,), -1; hole_d float64 (N,) m on
        foot from each node to the nearest one over such a sewer, and hole_node int32 (N,), -1;
        below_d float64 (Q, N) m through the sewers.

    Raises:
        InputError: a swarm, and no sewer for it.
    """
    n_pass, n_node = len(c["p_len"]), len(c["node_x"])
    brood = np.flatnonzero(c["creature"]).astype(np.int32)
    below = np.where(c["p_kind"] == PassageKind.SEWER, c["p_len"], np.inf)
    if not par.on or not len(brood):
        return _empty(c, n_pass, n_node)
    if not np.isfinite(below).any():
        raise InputError(
            "swarm.on = true: the map has no street for cars to lay a sewer under; expected a map "
            "with one, or swarm.on = false"
        )
    passage, below_d = _sites(c, below, int(par.nests))
    reached = np.asarray(np.isfinite(below_d).any(axis=0))
    pairs = _under(c, reached)
    sewer_of, street_of = np.full(n_pass, -1, np.int32), np.full(n_pass, -1, np.int32)
    for street, sewer in pairs:
        sewer_of[street], street_of[sewer] = sewer, street
    holes = sorted({int(x) for p, _ in pairs for x in (c["p_a"][p], c["p_b"][p])})
    hole_d, which = spread(c, c["way_cost"][0], [(0.0, h, i) for i, h in enumerate(holes)])
    hole_node = np.where(which >= 0, np.array([*holes, -1])[which], -1)
    first = int((~c["unborn"][brood]).sum())
    ptr = _packs(c["seed"], first, par)
    homes = len(ptr) - 1  # packs of the first: a nest has some of these before it has others
    if first < len(brood):  # those yet to come are in packs of their own
        more = _packs(c["seed"], len(brood) - first, par, first)
        ptr = np.concatenate([ptr, first + more[1:]])
    packs = len(ptr) - 1
    pack = np.full(len(c["creature"]), -1, np.int32)
    grapples = np.zeros(len(pack), bool)
    for k in range(packs):
        members = brood[ptr[k] : ptr[k + 1]]
        pack[members] = k
        grapples[members[: max(1, round(par.grapplers * len(members)))]] = True
    return {
        "brood": brood, "pack": pack, "grapples": grapples, "pack_ptr": ptr,
        "pack_nest": _homes(packs, homes, len(passage)),
        "nest_passage": passage, "nest_off": c["p_len"][passage] / 2.0,
        "sewer_of": sewer_of, "street_of_sewer": street_of, "hole_d": hole_d,
        "hole_node": hole_node.astype(np.int32), "below_d": below_d,
    }  # fmt: skip


def _sites(c: Mapping[str, Any], below: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Sewer passages with a nest, and distances through the sewers from each (Q, N) m."""
    sewers = np.flatnonzero(np.isfinite(below))
    metres = np.cumsum(c["p_len"][sewers])
    u = uniform(c["seed"][0], NEST_SITE, np.uint64(0), np.uint64(0), 0, 0)
    at = [int(sewers[np.searchsorted(metres, u * metres[-1], side="right")])]
    found = [_from(c, below, at[0])]
    while len(at) < n:
        mean = 0.5 * (c["p_len"][sewers])
        far = np.min([np.minimum(d[c["p_a"][sewers]], d[c["p_b"][sewers]]) + mean for d in found],
                     axis=0)  # fmt: skip
        far[~np.isfinite(far)] = -1.0  # a sewer by itself
        far[np.isin(sewers, at)] = -1.0
        if far.max() <= 0.0:
            break
        at.append(int(sewers[int(np.argmax(far))]))
        found.append(_from(c, below, at[-1]))
    return np.array(at, np.int32), np.array(found)


def _from(c: Mapping[str, Any], below: np.ndarray, p: int) -> np.ndarray:
    half = float(c["p_len"][p]) / 2.0
    starts = [(half, int(c["p_a"][p]), 0), (half, int(c["p_b"][p]), 0)]
    return spread(c, below, starts)[0]


def _under(c: Mapping[str, Any], reached: np.ndarray) -> list[tuple[int, int]]:
    """Pairs of a street passage and the sewer under it from which a nest is reached."""
    kind, a, b = c["p_kind"], c["p_a"], c["p_b"]
    streets: dict[tuple[int, int, float], int] = {}
    for p in np.flatnonzero(np.isfinite(c["way_cost"][0]) & (c["p_host"] < 0)).tolist():
        streets.setdefault((int(a[p]), int(b[p]), round(float(c["p_len"][p]), 3)), p)
    out = []
    for s in np.flatnonzero(kind == PassageKind.SEWER).tolist():
        street = streets.get((int(a[s]), int(b[s]), round(float(c["p_len"][s]), 3)), -1)
        if street >= 0 and reached[a[s]] and reached[b[s]]:
            out.append((street, s))
    return out


def _packs(seed: np.ndarray, n: int, par: Any, after: int = 0) -> np.ndarray:
    """Where each pack begins among `n` of the brood (M+1,): sizes uniform between the limits."""
    u = np.empty(n)
    uniforms(seed[0], PACK_SIZE, np.arange(after, after + n, dtype=np.uint64), 0, 0, u)
    low, high = int(par.least), max(int(par.least), int(par.most))
    ptr = [0]
    for x in u:
        if ptr[-1] >= n:
            break
        ptr.append(min(n, ptr[-1] + low + int(x * (high - low + 1))))
    return np.array(ptr, np.int64)


def _homes(packs: int, first: int, nests: int) -> np.ndarray:
    """Nest of each pack (M,): in turn, those yet to come in nests where one of the first lies."""
    k = np.arange(packs)
    own = np.where(k < first, k, (k - first) % max(1, min(first, nests)))
    return (own % nests).astype(np.int32)


def _empty(c: Mapping[str, Any], n_pass: int, n_node: int) -> dict[str, np.ndarray]:
    """The columns of a world without a swarm."""
    n = len(c["creature"])
    none = np.zeros(0, np.int32)
    return {
        "brood": none, "pack": np.full(n, -1, np.int32), "grapples": np.zeros(n, bool),
        "pack_ptr": np.zeros(1, np.int64), "pack_nest": none, "nest_passage": none,
        "nest_off": np.zeros(0), "sewer_of": np.full(n_pass, -1, np.int32),
        "street_of_sewer": np.full(n_pass, -1, np.int32), "hole_d": np.full(n_node, np.inf),
        "hole_node": np.full(n_node, -1, np.int32), "below_d": np.zeros((0, n_node)),
    }  # fmt: skip
