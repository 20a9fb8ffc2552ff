"""Who is nearest along a street: the quick ways against looking at everybody."""

import numba as nb
import numpy as np
import pytest

from kinward.city.places import Places
from kinward.city.sight import Axes
from kinward.core.lean import inner
from kinward.threats.lookout import in_view, lookout
from kinward.threats.prey import find_prey, nearest

N, REACH = 60, 25.0


@inner
def asked(fate, gone, awake, passage, unit, offset, at, ax, key, hunters, out, seen):
    """The nearest prey of each hunter, and whether each may have one of fate 2 in view."""
    prey = find_prey(hunters, hunters.size, at, ax, offset, fate, gone, awake, key)
    view = lookout(ax.axis_ptr.size - 1, at.cell_n.shape[0], fate.size)
    for i in range(hunters.size):
        x = hunters[i]
        a = ax.p_axis[passage[x]]
        here = ax.p_axis_off[passage[x]] + ax.p_axis_dir[passage[x]] * offset[x]
        out[i] = nearest(prey, a, here, REACH, key)
        seen[i] = in_view(a, here, REACH, 2, view, at, ax, offset, fate, gone)


@nb.njit
def ask(*world):
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
    at = Places(passage, unit, cell.astype(np.int32), np.zeros(N, np.int8), after, after.copy(),
                first, np.zeros((18, 3), np.int32))  # fmt: skip
    fate = rng.choice([0, 1, 2], N, p=[0.4, 0.2, 0.4]).astype(np.int8)
    gone, awake = rng.uniform(size=N) < 0.1, rng.uniform(size=N) < 0.8
    key = rng.permutation(1000)[:N].astype(np.uint64)
    where = ax.p_axis_off[passage] + ax.p_axis_dir[passage] * offset
    return ax, at, fate, gone, awake, key, where


@pytest.mark.parametrize("seed", range(20))
def test_nearest_prey_and_what_is_in_view_are_what_a_look_at_everybody_finds(seed):
    ax, at, fate, gone, awake, key, where = street(seed)
    hunters = np.flatnonzero((fate == 2) & (at.unit == 0)).astype(np.int32)
    out, seen = np.zeros(len(hunters), np.int64), np.zeros(len(hunters), bool)
    offset = ax.p_axis_dir[at.passage] * (where - ax.p_axis_off[at.passage])
    ask(fate, gone, awake, at.passage, at.unit, offset, at, ax, key, hunters, out, seen)
    axis = ax.p_axis[at.passage]
    for i, x in enumerate(hunters):
        near = np.abs(where - where[x])
        prey = (fate == 0) & ~gone & awake & (at.unit == 0) & (axis == axis[x]) & (near <= REACH)
        best = min(np.flatnonzero(prey), key=lambda m: (near[m], key[m]), default=-1)
        assert out[i] == best
        them = (fate == 2) & ~gone & (at.unit == 0) & (axis == axis[x])
        if (them & (near <= REACH)).any():
            assert seen[i]
        if not seen[i]:
            assert not (them & (near <= REACH)).any()
    assert (out >= 0).any()
