"""Order by time and key, against NumPy."""

import numba as nb
import numpy as np

from kinward.core.order import in_order


@nb.njit
def order_of(when, who, key):
    """From Python."""
    return in_order(when, who, key)


def test_order_is_in_order_then_by_key_whatever_order_they_stand_in():
    rng = np.random.default_rng(3)
    for n in (0, 1, 2, 3, 7, 64, 1000):
        key = rng.permutation(2**20)[: 2 * n].astype(np.uint64)
        who = rng.permutation(2 * n)[:n]
        when = rng.integers(0, max(1, n // 4), n).astype(float)  # many come at one time
        order = order_of(when, who, key)
        assert order.tolist() == np.lexsort((key[who], when)).tolist()
        assert sorted(order.tolist()) == list(range(n))
