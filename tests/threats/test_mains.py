"""Power by blocks: which block a building is in, and what cuts it off."""

import numpy as np
import pytest

from kinward.core.process import pack
from kinward.engine.plan import MAINS
from kinward.threats.mains import Mains, blocks

MINUTE = 60_000
HOUR = 3_600_000


def some(n, blocks_of, **sets):
    """The arguments of the kernel for n buildings, so many to a block, and a stepper."""
    par = pack(Mains.model_validate({"on": True, **sets}))
    k = n // blocks_of
    a = {
        "dark_t": np.full(k, -1), "strain": np.zeros(k), "ev_ints": np.zeros((4 * k, 8), np.int64),
        "ev_reals": np.zeros((4 * k, 2)), "ev_head": np.zeros(2, np.int64),
        "struck_t": np.array([-1]), "burning": np.zeros(n, np.int8),
        "fire_event": np.full(n, -1), "falls": np.zeros(n, bool), "b_pressure": np.zeros(n),
        "b_block": np.repeat(np.arange(k, dtype=np.int32), blocks_of),
        "block_n": np.full(k, blocks_of), "b_place": np.arange(n), "seed": np.array([7], np.uint64),
    }  # fmt: skip
    args = [a[x] for x in (*MAINS.writes, *MAINS.reads, *MAINS.fixed)]
    return a, lambda t: MAINS.kernel(t, par, *args)


def test_blocks_are_squares_of_the_map():
    x = np.array([10.0, 290.0, 310.0, -5.0, 10.0])
    y = np.array([10.0, 290.0, 10.0, 10.0, 650.0])
    out = blocks({"b_x": x, "b_y": y}, Mains.model_validate({"on": True}))
    block = out["b_block"]
    assert block[0] == block[1]
    assert len(set(block.tolist())) == 4
    assert (out["block_n"] == np.bincount(block)).all()
    none = blocks({"b_x": x, "b_y": y}, Mains())
    assert none["block_n"].tolist() == [5]
    assert not none["b_block"].any()
    assert blocks({"b_x": x[:0], "b_y": y[:0]}, Mains())["block_n"].tolist() == [0]
    assert len(blocks({"b_x": x[:0], "b_y": y[:0]}, Mains.model_validate({"on": True}))["block_n"])


def test_a_block_goes_dark_at_once_when_a_tenth_of_it_fell_or_was_struck():
    a, step = some(80, 20)
    a["falls"][0] = True  # one of twenty
    a["falls"][20:22] = True
    a["b_pressure"][40:42] = 6 * 6.894757
    a["b_pressure"][60:80] = 4 * 6.894757
    a["struck_t"][0] = 5 * MINUTE
    step(4 * MINUTE)
    assert (a["dark_t"] == -1).all()
    step(5 * MINUTE)
    assert a["dark_t"].tolist() == [-1, 5 * MINUTE, 5 * MINUTE, -1]
    step(6 * MINUTE)
    assert a["ev_head"][0] == 2  # each told once


def test_fires_cut_a_block_off_at_their_rate():
    """Two of each block burn for an hour: exp(-1) of the blocks keep their power."""
    n = 2000
    a, step = some(4 * n, 4, fire="2 h")
    a["burning"][::4] = a["burning"][1::4] = 1
    for i in range(60):
        step(i * MINUTE)
    kept = (a["dark_t"] < 0).mean()
    p = np.exp(-1.0)
    assert abs(kept - p) <= 3 * np.sqrt(p * (1 - p) / n)
    mean = a["dark_t"][a["dark_t"] >= 0].mean() / HOUR
    assert mean == pytest.approx(1 - p / (1 - p), abs=0.03)  # of an exponential cut at an hour


def test_what_is_burnt_out_or_far_away_cuts_nothing_off():
    a, step = some(40, 20)
    a["burning"][:20] = 2
    for i in range(600):
        step(i * MINUTE)
    assert (a["dark_t"] < 0).all()
