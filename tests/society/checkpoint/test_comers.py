"""Those at a checkpoint by party."""

from types import SimpleNamespace

import numpy as np
import pytest

from kinward.society.checkpoint.comers import parties


def by_hand(c, rows):
    out = {}
    for m in sorted(rows.tolist(), key=lambda m: (c.cp_t[m], c.key[m])):
        own = c.party[m] if c.party[m] >= 0 else m
        out.setdefault(int(own), []).append(m)
    return list(out.values())


@pytest.mark.parametrize("seed", range(10))
def test_parties_come_in_the_order_of_their_first(seed):
    rng = np.random.default_rng(seed)
    n = 60
    heads = rng.integers(0, n, n)
    party = np.where(rng.random(n) < 0.6, heads, -1)
    party[heads[party >= 0]] = heads[party >= 0]  # a party has the number of a member
    c = SimpleNamespace(
        party=party.astype(np.int32), key=rng.permutation(n).astype(np.uint64),
        cp_t=rng.integers(0, 8, n),
    )  # fmt: skip
    rows = np.flatnonzero(rng.random(n) < 0.7)
    assert parties(c, rows) == by_hand(c, rows)
    assert parties(c, rows[:0]) == []
