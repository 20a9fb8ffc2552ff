"""Walking laws: speed and flow as functions of density.

Weidmann 1993 for streets: v = v0 (1 - exp(-1.913 (1/rho - 1/5.4))), v0 = 1.34 m/s.
SFPE Handbook (Gwynne and Rosenbaum 2016) indoors: v = k (1 - 0.266 rho) for rho > 0.54 /m2,
constant below; k = 1.40 level, k = 51.8 sqrt(tread/rise)/60 = 1.0768 on an 18/28 cm stair.
"""

from __future__ import annotations

import numpy as np

from kinward.core.lean import lean, light
from kinward.core.math import exp

WEIDMANN_V0 = 1.34  # m/s
WEIDMANN_GAMMA = 1.913  # 1/m2
WEIDMANN_MAX = 5.4  # 1/m2
WEIDMANN_PEAK = 1.2250  # 1/(m s)
WEIDMANN_CRITICAL = 1.75  # 1/m2, density of the peak
SFPE_A = 0.266  # m2
SFPE_FREE = 0.54  # 1/m2, below: free speed
SFPE_K = np.array([1.40, 1.0768])  # m/s: level, 18/28 cm stair
SFPE_CRITICAL = 1.0 / (2 * SFPE_A)  # 1.88 /m2
SQUEEZE = 0.02  # share of the peak that a full cell still takes in, so that two crowds that
#                 face each other pass in the end (assumed)
SMOKE_SLOWS = 0.5  # m, share of the speed lost for each 1/m of extinction (assumed)
SMOKE_LEAST = 0.2  # share of the speed that is left in the densest smoke (assumed)


@lean
def ratio(law, rho):
    """f(rho)/f(0): speed at density rho (1/m2) over the free speed of the law."""
    if law == 0:
        if rho <= 0.05:
            return 1.0
        if rho >= WEIDMANN_MAX:
            return 0.0
        return 1.0 - exp(-WEIDMANN_GAMMA * (1.0 / rho - 1.0 / WEIDMANN_MAX))
    if rho <= SFPE_FREE:
        return 1.0
    return max(0.0, (1.0 - SFPE_A * rho) / (1.0 - SFPE_A * SFPE_FREE))


@light
def free(law):
    """Free speed of a law (m/s) for a person whose own free speed is 1.34 m/s."""
    if law == 0:
        return WEIDMANN_V0
    return SFPE_K[law - 1] * (1.0 - SFPE_A * SFPE_FREE)


@light
def peak(law):
    """Peak specific flow of a law, 1/(m s)."""
    if law == 0:
        return WEIDMANN_PEAK
    return SFPE_K[law - 1] * (1.0 - SFPE_A * SFPE_CRITICAL) * SFPE_CRITICAL


@lean
def clear_width(width, layer):
    """Width (m) of a passage that is walked on: less the boundary layer on both sides."""
    return max(width - 2.0 * layer, 0.3)


@lean
def most_flow(law, declared):
    """Most that a passage takes in, 1/(m s): the declared flow, the law's peak if it is nan."""
    return peak(law) if np.isnan(declared) else declared


@lean
def critical(law):
    """Density of the peak flow, 1/m2."""
    return WEIDMANN_CRITICAL if law == 0 else SFPE_CRITICAL


@lean
def receiving(law, rho):
    """Specific flow that a cell at density rho can take in, 1/(m s) (Godunov; Daganzo 1994)."""
    if rho <= critical(law):
        return peak(law)
    return max(rho * free(law) * ratio(law, rho), SQUEEZE * peak(law))


@lean
def sending(law, rho, walking, standing):
    """Speed at density rho over the free speed, in a cell where so many walk and so many stand.

    Up to the density of the peak, and among people who stand, that of the law. A crowd denser
    than that would never come apart by the law (at 5.4 /m2 nobody moves again): it leaves with
    the peak flow, as far as the next cell takes it in (sending side of Godunov's scheme).
    """
    own = ratio(law, rho)
    if rho <= critical(law):
        return own
    share = walking / max(walking + standing, 1)
    return own + share * max(0.0, peak(law) / (rho * free(law)) - own)


@lean
def through_smoke(extinction):
    """Speed in smoke over that in clear air; `extinction` K in 1/m."""
    return max(SMOKE_LEAST, 1.0 - SMOKE_SLOWS * extinction)
