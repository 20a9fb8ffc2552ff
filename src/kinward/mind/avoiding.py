"""Avoiding: for a while one keeps away from where one met what one fled from.

Who saw or heard creatures near takes them to be there still with a chance that fades, the slower
the more often one has met them. A way that leads by there is weighed with what they would do to
one, and an order to take it counts for the less; where another way out does not, and is not much
longer, it is taken. Who would rather not go holds out indoors until they may have gone.
"""

from __future__ import annotations

import numpy as np

from kinward.city.routes import chart_of, remaining
from kinward.core.lean import lean
from kinward.core.math import exp
from kinward.mind import warned as w
from kinward.mind import warning_parameters as q
from kinward.mind.self import DOOR, OF_A_HOME, door_away

MEAN = 30 * 60_000.0  # ms for which one takes them to be there, on average, for each time that one
# has met them (assumed)
BESIDE = 50.0  # m to either side of them that one keeps away from (assumed)
ANEW = 120_000  # ms without them after which one meets them anew (as in threats/sensing.py)
LEAST = 0.05  # chance below which one thinks of it no more
HARM = 0.8  # P(not to come by them unharmed) that one believes (assumed)
FOUND = 0.25  # P(to be found by them indoors) that one believes (assumed)
AS_FAR, MORE = 2.0, 500.0  # a way round is taken up to so many times as long, and m more (assumed)


@lean
def count_met(s, m):
    """Note that m has met creatures once more, if they have."""
    if s.threat_t[m] < 0 or s.threat_t[m] <= s.met_foe_t[m]:
        return
    if s.met_foe_t[m] < 0 or s.threat_t[m] - s.met_foe_t[m] > ANEW:
        s.met_foe_n[m] = min(s.met_foe_n[m] + 1, 1000)
    s.met_foe_t[m] = s.threat_t[m]


@lean
def still_there(s, par, m, t):
    """P(what m met last is still where it was) that m believes."""
    if par[q.AVOIDS] == 0.0 or s.threat_t[m] < 0 or s.threat_passage[m] < 0:
        return 0.0
    yet = exp(-(t - s.threat_t[m]) / (MEAN * max(1, s.met_foe_n[m])))
    return yet if yet >= LEAST else 0.0


@lean
def leads_by(s, net, m, p, off, way):
    """Whether the shortest way of m to a spot, `way` m long, leads near where m met them."""
    by = chart_of(s.chart, s.driving, m)
    q_, at = s.threat_passage[m], s.threat_offset[m]
    to = remaining(net, by, s.passage[m], s.offset[m], q_, at)
    return to + remaining(net, by, q_, at, p, off) <= way + 2.0 * BESIDE


@lean
def met_on(s, par, net, m, t, p, off, way):
    """P(m comes by them on the way to a spot, `way` m long) that m believes."""
    yet = still_there(s, par, m, t)
    if yet == 0.0 or way == np.inf or not leads_by(s, net, m, p, off, way):
        return 0.0
    return yet


@lean
def door(s, m):
    """The nearest door of the street on which m stands, to hold out behind; 0 if none is near."""
    if s.unit[m] > 0:
        return 0
    best, least, p = 0, DOOR, s.passage[m]
    for i in range(s.unit_ptr[p], s.unit_ptr[p + 1]):
        u = s.unit_at[i]
        others = s.u_kind[u] == 0 and u != s.home[m]
        far = door_away(s, m, u) + (OF_A_HOME if others else 0.0)
        if far < least and not s.sealed[u]:
            best, least = u, far
    return best


@lean
def indoors(s, m, met):
    """What a room leaves of the risk of m to stay, for whom creatures lie in wait outside."""
    if (s.unit[m] > 0 and s.unit[m] != s.found_in[m]) or door(s, m) > 0:
        return 1.0 - met * (1.0 - FOUND)
    return 1.0


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
