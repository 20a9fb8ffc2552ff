"""Blast: the peak overpressure of an explosion at the ground, and what it breaks.

Pressure: Swisdak 1994, simplified Kingery airblast calculations (incident pressure of a
hemispherical burst at the surface), polynomials in the logarithm of the scaled distance
Z = d / W^(1/3), m/kg^(1/3) of TNT, from 0.2 up; nearer, as at 0.2.
"""

from __future__ import annotations

from kinward.core.lean import shared
from kinward.core.math import exp, log, normal_quantile, power

NEAREST = 0.2  # m/kg^(1/3)


@shared
def overpressure(d, tnt):
    """Peak incident overpressure (kPa) at `d` m from `tnt` kg of TNT."""
    if tnt <= 0.0:
        return 0.0
    z = max(d / power(tnt, 1.0 / 3.0), NEAREST)
    x = log(z)
    if z <= 2.9:
        return exp(7.2106 + x * (-2.1069 + x * (-0.3229 + x * (0.1117 + x * 0.0685))))
    if z <= 23.8:
        return exp(7.5938 + x * (-3.0523 + x * (0.40977 + x * (0.0261 + x * -0.01267))))
    return exp(6.0536 + x * -1.4066)


@shared
def withstands(median, spread, u):
    """Pressure (kPa) that one withstands whose draw is `u`: lognormal about `median`."""
    return median * exp(spread * normal_quantile(u))
