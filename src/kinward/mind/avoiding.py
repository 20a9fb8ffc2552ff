"""Avoiding: for a while one keeps away from where one met what one fled from.

Who saw or heard creatures near takes them to be there still with a chance that fades. A way that
leads by there is weighed with what they would do to one; where another way out does not, and is
not much longer, it is taken.
"""

from __future__ import annotations

import numpy as np

from kinward.city.routes import chart_of, remaining
from kinward.core.lean import lean
from kinward.core.math import exp
from kinward.mind import warned as w
from kinward.mind import warning_parameters as q

MEAN = 30 * 60_000.0  # ms for which one takes them to be there, on average (assumed)
LEAST = 0.05  # chance below which one thinks of it no more
HARM = 0.5  # P(not to come by them unharmed) that one believes (assumed)
AS_FAR, MORE = 2.0, 500.0  # a way round is taken up to so many times as long, and m more (assumed)


@lean
def still_there(s, par, m, t):
    """P(what m met last is still where it was) that m believes."""
    if par[q.AVOIDS] == 0.0 or s.threat_t[m] < 0 or s.threat_passage[m] < 0:
        return 0.0
    yet = exp(-(t - s.threat_t[m]) / MEAN)
    return yet if yet >= LEAST else 0.0


@lean
def leads_by(s, net, m, p, off, way):
    """Whether the shortest way of m to a spot, `way` m long, leads by where m met them."""
    by = chart_of(s.chart, s.driving, m)
    q_, at = s.threat_passage[m], s.threat_offset[m]
    to = remaining(net, by, s.passage[m], s.offset[m], q_, at)
    return to + remaining(net, by, q_, at, p, off) <= way + 1.0


@lean
def met_on(s, par, net, m, t, p, off, way):
    """P(m comes by them on the way to a spot, `way` m long) that m believes."""
    yet = still_there(s, par, m, t)
    if yet == 0.0 or way == np.inf or not leads_by(s, net, m, p, off, way):
        return 0.0
    return yet


@lean
def way_out(s, par, net, m, t):
    """The way out that m would take: (way, m; number of the safe spot; P(m comes by them))."""
    way, spot = w.to_haven(s, net, m, s.passage[m], s.offset[m])
    if spot < 0:
        return way, spot, 0.0
    met = met_on(s, par, net, m, t, s.haven_passage[spot], s.haven_off[spot], way)
    if met == 0.0:
        return way, spot, 0.0
    best, other = AS_FAR * way + MORE, -1
    for i in range(s.haven_passage.size):
        p, off = s.haven_passage[i], s.haven_off[i]
        far = w.way_to(s, net, m, p, off)
        if far < best and not leads_by(s, net, m, p, off, far):
            best, other = far, i
    if other >= 0:
        return best, other, 0.0
    return way, spot, met
