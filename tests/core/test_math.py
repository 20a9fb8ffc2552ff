"""exp, log and what follows: close to the standard library, and the same compiled or not."""

import math as std

import numpy as np
import pytest

from kinward.core import math

SPAN = np.concatenate(
    [np.linspace(-700, 700, 20_001), np.linspace(-1, 1, 20_001), np.linspace(-1e-9, 1e-9, 101)]
)
POSITIVE = np.concatenate(
    [10.0 ** np.linspace(-300, 300, 20_001), np.linspace(0.5, 2, 20_001), 1 + SPAN[-101:]]
)


def test_exp_agrees_with_the_standard_library():
    worst = max(abs(math.exp(x) / std.exp(x) - 1) for x in SPAN)
    assert worst < 1e-14


def test_log_agrees_with_the_standard_library():
    worst = max(abs(math.log(x) - std.log(x)) / max(abs(std.log(x)), 1e-300) for x in POSITIVE
                if x != 1.0)  # fmt: skip
    assert worst < 1e-14
    assert math.log(1.0) == 0.0


@pytest.mark.parametrize("x", [1e-3, 0.4, 1.0, 7.5, 1234.5])
@pytest.mark.parametrize("y", [-3.5, -1, 0.5, 1, 2.25, 6])
def test_power_agrees_with_the_standard_library(x, y):
    assert math.power(x, y) == pytest.approx(x**y, rel=1e-13)


def test_power_of_zero():
    assert math.power(0.0, 0.0) == 1.0
    assert math.power(0.0, 2.0) == 0.0


def test_the_edges():
    assert math.exp(-1000.0) == 0.0
    assert math.exp(1000.0) == std.inf
    assert math.exp(0.0) == 1.0
    assert std.isnan(math.exp(std.nan))
    assert math.log(0.0) == -std.inf
    assert math.log(std.inf) == std.inf
    assert std.isnan(math.log(-1.0))
    assert std.isnan(math.log(std.nan))


@pytest.mark.parametrize("name", ["exp", "log"])
def test_compiled_and_plain_python_agree_bit_for_bit(name):
    f = getattr(math, name)
    for x in SPAN if name == "exp" else POSITIVE:
        assert f(float(x)) == f.py_func(float(x))


def test_normal_quantile_inverts_the_normal_distribution():
    for u in np.concatenate([np.linspace(0.0005, 0.9995, 1999), [1e-12, 1e-6, 1 - 1e-6]]):
        z = math.normal_quantile(u)
        assert 0.5 * std.erfc(-z / std.sqrt(2)) == pytest.approx(u, rel=1e-7)


def test_variates_have_the_median_and_mean_they_are_named_for():
    assert math.lognormal(40.0, 0.418, 0.5) == pytest.approx(40.0, rel=1e-8)
    u = (np.arange(100_000) + 0.5) / 100_000
    mean = np.mean([math.exponential(3.0, x) for x in u])
    assert mean == pytest.approx(3.0, rel=1e-3)
