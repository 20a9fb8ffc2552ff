"""How soundly each of the infected sleeps is their own, whoever else there is."""

import numpy as np

from kinward.threats.waking import sleeps
from kinward.verify.keys import fill_keys

N = 20_000


def keys():
    out = np.empty(N, np.uint64)
    fill_keys(out)
    return out


def test_it_is_standard_normal():
    z = sleeps(keys(), np.uint64(3))
    assert abs(z.mean()) < 3 / np.sqrt(N)
    assert abs(z.std() - 1) < 3 / np.sqrt(2 * N)


def test_it_goes_by_key_and_seed():
    key = keys()
    z = sleeps(key, np.uint64(3))
    assert (sleeps(key[::-1].copy(), np.uint64(3)) == z[::-1]).all()
    assert (sleeps(key[5:6].copy(), np.uint64(3)) == z[5]).all()
    assert (sleeps(key, np.uint64(4)) != z).all()
