"""Draws: known answers of Random123, pure functions of their arguments, and uniform."""

import os
import subprocess
import sys

import numpy as np
import pytest

from kinward.core import draws

# Random123 kat_vectors, philox4x32 with 10 rounds: counter, key, result
KNOWN = [
    ("00000000 00000000 00000000 00000000", "00000000 00000000",
     "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff",
     "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0",
     "d16cfe09 94fdcceb 5001e420 24126ea1"),
]  # fmt: skip


def words(text):
    return [np.uint64(int(w, 16)) for w in text.split()]


@pytest.mark.parametrize(("counter", "key", "result"), KNOWN)
def test_philox_gives_the_known_answers_of_random123(counter, key, result):
    got = draws.philox4x32(*words(counter), *words(key))
    assert [f"{int(w):08x}" for w in got] == result.split()


@pytest.mark.parametrize(("counter", "key", "result"), KNOWN)
def test_philox_as_plain_python_gives_the_same(counter, key, result):
    with np.errstate(over="ignore"):
        got = draws.philox4x32.py_func(*words(counter), *words(key))
    assert [f"{int(w):08x}" for w in got] == result.split()


def test_a_draw_depends_on_each_of_its_arguments_and_on_nothing_else():
    base = (7, 3, 11, 13, 60_000, 2)
    assert draws.bits(*base) == draws.bits(*base)
    seen = {int(draws.bits(*base))}
    for i in range(len(base)):
        changed = list(base)
        changed[i] += 1
        seen.add(int(draws.bits(*changed)))
    assert len(seen) == len(base) + 1


def test_who_and_whom_are_not_interchangeable():
    assert draws.bits(1, 2, 3, 4, 5, 6) != draws.bits(1, 2, 4, 3, 5, 6)


def test_uniforms_lie_in_the_open_interval_and_are_uniform():
    keys = np.arange(200_000, dtype=np.uint64)
    u = np.empty(len(keys))
    draws.uniforms(1, 5, keys, 0, 0, u)
    assert u.min() > 0.0
    assert u.max() < 1.0
    # Kolmogorov-Smirnov statistic; 1.95/sqrt(n) is the limit at p = 0.001
    ranks = (np.arange(len(u)) + 0.5) / len(u)
    assert np.abs(np.sort(u) - ranks).max() < 1.95 / np.sqrt(len(u))
    # neighbouring keys, which people of one household have, are uncorrelated
    assert abs(np.corrcoef(u[:-1], u[1:])[0, 1]) < 4 / np.sqrt(len(u))


def test_every_bit_is_one_half_of_the_time():
    bits = np.array([int(draws.bits(3, 1, i, 0, 0, 0)) for i in range(20_000)], dtype=np.uint64)
    share = [np.mean((bits >> np.uint64(b)) & np.uint64(1)) for b in range(64)]
    assert np.abs(np.array(share) - 0.5).max() < 4.5 * 0.5 / np.sqrt(len(bits))


def test_times_of_one_person_are_uncorrelated():
    u = np.array([draws.uniform(1, 2, 99, 0, 1000 * t, 0) for t in range(20_000)])
    assert abs(u.mean() - 0.5) < 4 * np.sqrt(1 / 12 / len(u))
    assert abs(np.corrcoef(u[:-1], u[1:])[0, 1]) < 4 / np.sqrt(len(u))


def test_key_of_is_stable_and_tells_its_parts_apart():
    assert draws.key_of("household", 12) == draws.key_of("household", 12)
    assert draws.key_of("a", "bc") != draws.key_of("ab", "c")
    assert 0 <= draws.key_of("x") < 2**64


SAME = """
import numpy as np
from kinward.core import draws, math
np.seterr(over="ignore")
U = np.uint64
out = []
for i in range(200):
    out.append(f"{int(draws.bits(U(7), U(3), U(i * 977), U(i), U(i * 1000), U(i % 5))):x}")
    u = float(draws.uniform(U(7), U(4), U(i), U(0), U(i), U(0)))
    out += [v.hex() for v in map(float, (
        u, math.exp(40 * (u - 0.5)), math.log(u), math.power(u, 1.7), math.normal_quantile(u),
        math.lognormal(40.0, 0.418, u), math.exponential(3.0, u)))]
print("\\n".join(out))
"""


def test_draws_and_laws_are_bit_for_bit_the_same_compiled_and_as_plain_python():
    def run(**extra):
        env = {**os.environ, **extra}
        done = subprocess.run(
            [sys.executable, "-c", SAME], env=env, capture_output=True, text=True, check=True
        )
        return done.stdout

    assert run() == run(NUMBA_DISABLE_JIT="1")
