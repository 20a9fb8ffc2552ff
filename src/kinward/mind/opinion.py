"""Bounded confidence: two who talk come closer, unless they are too far apart to listen.

If |a - b| < tolerance, a' = a + mu (b - a) and b' = b + mu (a - b); otherwise nothing changes
(Deffuant, Neau, Amblard and Weisbuch 2000, doi 10.1142/S0219525900000078). Opinions spread evenly
over 0 to 1 end in about 1 / (2 tolerance) camps.
"""

from __future__ import annotations

from kinward.core.lean import light, shared

MU = 0.5  # how far each comes towards the other; Deffuant et al. 2000


@light
def meet(a, b, mu, tolerance):
    """Opinions (a', b') of two after they have talked (Deffuant et al. 2000).

    Args:
        a, b: their opinions, any scale, mostly 0 to 1.
        mu: share of the distance that each goes, 0 to 0.5: with 0.5 they meet halfway.
        tolerance: distance, on the scale of the opinions, from which on they do not listen.
    """
    if abs(b - a) >= tolerance:
        return a, b
    step = mu * (b - a)
    return a + step, b - step


@shared
def talk(opinion, first, second, mu, tolerance):
    """Let pairs talk one after the other; each hears what the talks before have left.

    Args:
        opinion: (n,) float64, changed in place.
        first, second: (m,) int64, rows of the two who talk, in order.
        mu, tolerance: as in `meet`.
    """
    for k in range(first.size):
        i, j = first[k], second[k]
        opinion[i], opinion[j] = meet(opinion[i], opinion[j], mu, tolerance)
