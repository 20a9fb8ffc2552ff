"""Order by time and key, against NumPy."""

import numba as nb
import numpy as np
import pytest

from kinward.core.order import in_order


@nb.njit
def order_of(when, who, key):
    """From Python."""
    return in_order(when, who, key)


def spread(rng, n):
    """Times (n,) of several shapes, by name."""
    bell = np.full(n, 30.0)
    return {
        "few times": rng.integers(0, max(1, n // 4), n).astype(float),
        "all apart": rng.uniform(-5, 1e6, n),
        "a bell": bell,
        "a bell and one long before": np.where(np.arange(n) == 0, -1e9, bell),
        "a queue and who has just come": np.where(rng.uniform(size=n) < 0.9, bell,
                                                  bell + rng.uniform(0, 1, n)),
        "apart by the last bit": bell + np.spacing(30.0) * rng.integers(0, 3, n),
        "next to nothing": 5e-324 * rng.integers(0, 4, n),
    }  # fmt: skip


@pytest.mark.parametrize("n", [0, 1, 2, 3, 7, 64, 1000])
def test_order_is_in_order_then_by_key_whatever_order_they_stand_in(n):
    rng = np.random.default_rng(3)
    for name, when in spread(rng, n).items():
        key = rng.permutation(2**20)[: 2 * n].astype(np.uint64)
        who = rng.permutation(2 * n)[:n]
        order = order_of(when, who, key)
        assert order.tolist() == np.lexsort((key[who], when)).tolist(), name
