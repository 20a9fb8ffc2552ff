"""Ranks: who is nearest along a street, the quick ways against looking at everybody."""

import numba as nb
import numpy as np
import pytest

from kinward.city.places import Places
from kinward.city.ranks import (
    ASLEEP,
    AWAKE,
    FEW,
    FINE,
    LIVING,
    Lives,
    Ranks,
    _set_thumbs,
    ask,
    line_up,
    line_up_rows,
    nearest,
    no_streets,
    place_in,
    put_in_order,
)
from kinward.city.sight import Axes
from kinward.core.lean import inner
from kinward.threats.lookout import in_view, lookout

N, REACH = 60, 25.0


@inner
def asked(lives, offset, at, ax, hunters, out, seen, everywhere):
    """The nearest of each side to each hunter (sides twice, hunters), by the streets and by the
    columns; and whether each may have one of fate 2 in view."""
    streets = no_streets(ax.axis_ptr.size - 1)
    for i in range(hunters.size):
        x = hunters[i]
        here = ax.p_axis_off[at.passage[x]] + ax.p_axis_dir[at.passage[x]] * offset[x]
        far = np.inf if everywhere else REACH
        ask(streets, ax.p_axis[at.passage[x]], here - far, here + far)
    view = lookout(ax.axis_ptr.size - 1, at.cell_n.shape[0], lives.fate.size)
    for way in range(6):
        if way < 3:
            ranks = line_up(streets, way, at, ax, offset, lives)
        else:
            ranks = line_up_rows(streets, way - 3, at, ax, offset, lives)
        for i in range(hunters.size):
            x = hunters[i]
            a = ax.p_axis[at.passage[x]]
            here = ax.p_axis_off[at.passage[x]] + ax.p_axis_dir[at.passage[x]] * offset[x]
            place = place_in(ranks, a, here)
            out[way, i], _ = nearest(ranks, a, place, here, REACH, lives.key)
            seen[i] = in_view(a, here, REACH, 2, view, at, ax, offset, lives.fate, lives.gone)


@nb.njit
def look(*world):
    """From Python."""
    asked(*world)


def street(seed):
    """Two axes of three passages each, one of them turned around, with people at whole metres."""
    rng = np.random.default_rng(seed)
    p_len = np.array([30.0, 40.0, 20.0, 30.0, 40.0, 20.0])
    p_ncell = np.array([3, 4, 2, 3, 4, 2], np.int32)
    p_cell = np.concatenate([[0], np.cumsum(p_ncell)[:-1]]).astype(np.int32)
    ax = Axes(
        np.array([0, 0, 0, 1, 1, 1], np.int32), np.array([0.0, 70.0, 70.0, 0.0, 70.0, 70.0]),
        np.array([1.0, -1.0, 1.0, 1.0, -1.0, 1.0]), np.array([0, 3, 6], np.int64),
        np.arange(6, dtype=np.int32), p_len, p_cell, p_ncell,
    )  # fmt: skip
    passage = rng.integers(0, 6, N).astype(np.int32)
    offset = np.floor(rng.uniform(0, 1, N) * p_len[passage])
    cell = (p_cell[passage] + np.minimum(offset * p_ncell[passage] / p_len[passage],
                                         p_ncell[passage] - 1).astype(np.int32))  # fmt: skip
    first, after = np.full(40, -1, np.int32), np.full(N, -1, np.int32)
    unit = (rng.uniform(size=N) < 0.2).astype(np.int32)
    for m in np.flatnonzero(unit == 0):
        after[m], first[cell[m]] = first[cell[m]], m
    cell_n = np.zeros((18, 3), np.int32)
    cell_n[:, 0] = np.bincount(cell[unit == 0], minlength=18)
    at = Places(passage, unit, cell.astype(np.int32), np.zeros(N, np.int8), after, after.copy(),
                first, cell_n)  # fmt: skip
    fate = rng.choice([0, 1, 2], N, p=[0.4, 0.2, 0.4]).astype(np.int8)
    gone, awake = rng.uniform(size=N) < 0.1, rng.uniform(size=N) < 0.8
    key = rng.permutation(1000)[:N].astype(np.uint64)
    where = ax.p_axis_off[passage] + ax.p_axis_dir[passage] * offset
    return ax, at, fate, gone, awake, key, where


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("everywhere", [True, False])
def test_the_nearest_and_what_is_in_view_are_what_a_look_at_everybody_finds(seed, everywhere):
    ax, at, fate, gone, awake, key, where = street(seed)
    alert = np.random.default_rng(seed + 100).integers(0, 3, N).astype(np.int8)
    hunters = np.flatnonzero((fate == 2) & (at.unit == 0)).astype(np.int32)
    out, seen = np.zeros((6, len(hunters)), np.int64), np.zeros(len(hunters), bool)
    offset = ax.p_axis_dir[at.passage] * (where - ax.p_axis_off[at.passage])
    look(Lives(fate, gone, awake, alert, key), offset, at, ax, hunters, out, seen, everywhere)
    axis = ax.p_axis[at.passage]
    here = ~gone & (at.unit == 0)
    sides = {LIVING: (fate == 0) & awake, AWAKE: (fate == 2) & (alert == 2),
             ASLEEP: (fate == 2) & (alert != 2)}  # fmt: skip
    for i, x in enumerate(hunters):
        near = np.abs(where - where[x])
        close = here & (axis == axis[x]) & (near <= REACH)
        for side, of_it in sides.items():
            among = np.flatnonzero(close & of_it)
            best = min(among, key=lambda m: (near[m], key[m]), default=-1)
            assert out[side, i] == out[side + 3, i] == best
        if (close & (fate == 2)).any():
            assert seen[i]
        if not seen[i]:
            assert not (close & (fate == 2)).any()
    assert (out[LIVING] >= 0).any()


@nb.njit
def placed(where, first, last, heres, out):
    """Places of coordinates among those on one axis, by the index, from Python."""
    n = where.size
    ranks = Ranks(np.zeros(n, np.int32), where, np.empty(FINE * n, np.int32), first, last)
    _set_thumbs(ranks, 0)
    for i in range(heres.size):
        out[i] = place_in(ranks, 0, heres[i])


@pytest.mark.parametrize("n", [0, 1, FEW, FEW + 1, 40, 500])
def test_the_index_finds_the_place_that_numpy_finds(n):
    rng = np.random.default_rng(n)
    crowd = np.where(rng.uniform(size=n) < 0.9, rng.uniform(7.0, 7.1, n), rng.uniform(0, 1e4, n))
    for where in (rng.uniform(-50, 300, n), np.full(n, 7.0), np.floor(rng.uniform(0, 9, n)), crowd):
        own = np.sort(where)
        where = np.concatenate([np.full(3, 1e9), own])  # three of another axis before these
        heres = np.concatenate([own, own - 1e-9, own + 1e-9, rng.uniform(-100, 400, 50)])
        out = np.zeros(heres.size, np.int64)
        placed(where, np.array([3]), np.array([3 + n]), heres, out)
        assert out.tolist() == (3 + np.searchsorted(own, heres)).tolist()


def test_the_order_of_many_in_one_street_is_by_place_and_key():
    rng = np.random.default_rng(3)
    for n in (0, 1, 2, 5, 300):
        where, key = np.floor(rng.uniform(0, 40, n)), rng.permutation(1000)[:n].astype(np.uint64)
        who, place = np.arange(n, dtype=np.int32), where.copy()
        put_in_order.py_func(who, place, 0, n, key)
        assert who.tolist() == np.lexsort((key, where)).tolist()
        assert place.tolist() == sorted(where)
