"""exp, log and what follows from them, in plain arithmetic.

numba's and NumPy's own differ in the last bit in some 5 % of values; the simulated state must
not depend on which of them is at work. Written without fused operations; the same source runs
compiled and as plain Python. Relative error below 1e-14 (tests compare with math.exp and log).
"""

from __future__ import annotations

from math import frexp, ldexp  # exact, both

import numpy as np

from kinward.core.lean import inner, shared

_LN2_HI = 6.93147180369123816490e-01
_LN2_LO = 1.90821492927058770002e-10
_INV_LN2 = 1.44269504088896338700
_SQRT_HALF = 0.70710678118654752440
# of r (e**r + 1) / (e**r - 1), by Remez's method (fdlibm, e_exp.c)
_P1 = 1.66666666666666019037e-01
_P2 = -2.77777777770155933842e-03
_P3 = 6.61375632143793436117e-05
_P4 = -1.65339022054652515390e-06
_P5 = 4.13813679705723846039e-08
# of log(1 + f) (e_log.c there)
_L1 = 6.666666666666735130e-01
_L2 = 3.999999999940941908e-01
_L3 = 2.857142874366239149e-01
_L4 = 2.222219843214978396e-01
_L5 = 1.818357216161805012e-01
_L6 = 1.531383769920937332e-01
_L7 = 1.479819860511658591e-01


@shared
def exp(x):
    """e**x for a float; 0 below -745, infinity above 709.78."""
    if x != x:
        return x
    if x > 709.78:
        return np.inf
    if x < -745.0:
        return 0.0
    n = np.floor(x * _INV_LN2 + 0.5)
    hi = x - n * _LN2_HI
    lo = n * _LN2_LO
    r = hi - lo  # |r| <= 0.3466
    t = r * r
    c = r - t * (_P1 + t * (_P2 + t * (_P3 + t * (_P4 + t * _P5))))
    s = 1.0 - ((lo - (r * c) / (2.0 - c)) - hi)
    k = np.int64(n)
    if -1021 <= k <= 1022:  # s lies between 0.7 and 1.5: a product with 2**k by its bits is exact
        return s * np.int64((k + 1023) << 52).view(np.float64)
    return ldexp(s, int(n))


@shared
def log(x):
    """Natural logarithm of a float; -infinity at 0, nan below."""
    if x != x or x < 0.0:
        return np.nan
    if x == 0.0:
        return -np.inf
    if x == np.inf:
        return x
    f, k = frexp(x)
    if f < _SQRT_HALF:
        f *= 2.0
        k -= 1
    f -= 1.0  # x = 2**k (1 + f), |f| <= 0.4143
    q = f / (2.0 + f)
    z = q * q
    r = z * (_L1 + z * (_L2 + z * (_L3 + z * (_L4 + z * (_L5 + z * (_L6 + z * _L7))))))
    half = 0.5 * f * f
    return k * _LN2_HI - ((half - (q * (half + r) + k * _LN2_LO)) - f)


@shared
def power(x, y):
    """x**y for x >= 0."""
    if x == 0.0:
        return 1.0 if y == 0.0 else 0.0
    return exp(y * log(x))


@shared
def normal_quantile(u):
    """Standard normal quantile (Acklam's rational approximation, relative error 1.15e-9)."""
    if u < 0.02425:
        q = np.sqrt(-2.0 * log(u))
        return _tail(q)
    if u > 1.0 - 0.02425:
        q = np.sqrt(-2.0 * log(1.0 - u))
        return -_tail(q)
    q = u - 0.5
    r = q * q
    a = (
        (
            ((-3.969683028665376e01 * r + 2.209460984245205e02) * r - 2.759285104469687e02) * r
            + 1.383577518672690e02
        )
        * r
        - 3.066479806614716e01
    ) * r + 2.506628277459239e00
    b = (
        (
            ((-5.447609879822406e01 * r + 1.615858368580409e02) * r - 1.556989798598866e02) * r
            + 6.680131188771972e01
        )
        * r
        - 1.328068155288572e01
    ) * r + 1.0
    return a * q / b


@inner
def _tail(q):
    c = (
        (
            ((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e00) * q
            - 2.549732539343734e00
        )
        * q
        + 4.374664141464968e00
    ) * q + 2.938163982698783e00
    d = (
        ((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e00) * q
        + 3.754408661907416e00
    ) * q + 1.0
    return c / d


@shared
def lognormal(median, sigma, u):
    """Lognormal variate of a median (any unit) and a sigma of the logarithm at uniform u."""
    return median * exp(sigma * normal_quantile(u))


@shared
def exponential(mean, u):
    """Exponential variate of a mean at uniform u."""
    return -mean * log(u)
