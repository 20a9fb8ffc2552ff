"""What people in a danger go by: where they believe their own to be, and how far things are.

Nothing here reads where somebody out of sight really is: only the timetable that one knows of
them, what one has found when one looked, and what was said.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.city.routes import chart_of, remaining, street_of
from kinward.core.hope import LEFT, MET, NOT_AT_DAY, NOT_AT_HOME, NOT_AT_LAST, SPOKE, TO_POINT
from kinward.core.lean import lean
from kinward.core.math import exp
from kinward.core.vocabulary import (
    A_CHECKPOINT,
    FIREMAN,
    MEDIC,
    OFFICER,
    POLICE,
    SCHOOL,
    SOLDIER,
    TEACHER,
)
from kinward.mind import reunion_parameters as rp
from kinward.mind import warning_parameters as q
from kinward.mind.self import tie_row

GROWN, DECIDES, AGED = 14, 10, 80  # years (GROWN as in mind/self.py; assumed)
HELPLESS = 0.5  # more hurt than this one needs others (assumed)
KEEPS = 180 * 60_000  # ms for which a school keeps those whom nobody fetches (assumed)
REACH = 15.0  # m along a street within which one is with somebody (mind.near)
BESIDE = 30.0  # m along it within which one sees that somebody is hurt (assumed)
UNDER = 0.8  # P(who is usually in a house that fell lies in it) at first (assumed)
STAYS, STAYS_SMALL = 0.3, 0.8  # P(one stays at first where one lost the others), also if small
MINDS_IT = 30 * 60_000.0  # ms, mean time for which one stays there; six times that if small (all
# assumed)
MORE = 64  # people in one place that one takes in at a glance, at most
_WORK, _POST, _SCHOOL = -2, -3, -4  # entries of activity_unit (society/zone/routine.py)


class Danger(NamedTuple):
    """The columns of a mind in a danger, bundled inside the kernel."""

    passage: np.ndarray
    unit: np.ndarray
    offset: np.ndarray
    next_in: np.ndarray
    first_in: np.ndarray
    cell: np.ndarray
    cell_n: np.ndarray
    fate: np.ndarray
    gone: np.ndarray
    awake_mind: np.ndarray
    hurt: np.ndarray
    aim: np.ndarray
    party: np.ndarray
    party_next: np.ndarray
    warned_t: np.ndarray
    fear: np.ndarray  # the belief in the danger: what mind/menu.py records as "threat"
    think_t: np.ndarray
    set_out_t: np.ndarray
    wait_t: np.ndarray
    guide: np.ndarray
    been_home: np.ndarray
    to_point: np.ndarray
    point_t: np.ndarray
    left_word: np.ndarray
    considered: np.ndarray
    tie_hope: np.ndarray
    tie_seen_t: np.ndarray
    tie_at: np.ndarray
    tie_at_off: np.ndarray
    tie_alive: np.ndarray
    tie_to: np.ndarray
    tie_strength: np.ndarray
    tie_end: np.ndarray
    tie_ptr: np.ndarray
    home: np.ndarray
    activity: np.ndarray  # that of the hour at which the danger showed
    free_speed: np.ndarray
    chart: np.ndarray
    driving: np.ndarray
    post_passage: np.ndarray
    post_offset: np.ndarray
    key: np.ndarray
    age: np.ndarray
    role: np.ndarray
    household: np.ndarray
    h_ptr: np.ndarray
    h_member: np.ndarray
    work: np.ndarray
    school_of: np.ndarray
    hall_of: np.ndarray
    activity_unit: np.ndarray
    u_passage: np.ndarray
    u_off: np.ndarray
    haven_d: np.ndarray
    haven_of: np.ndarray
    haven_passage: np.ndarray
    haven_off: np.ndarray
    haven_unit: np.ndarray
    p_safe: np.ndarray
    carried_by: np.ndarray
    sealed: np.ndarray
    b_dug: np.ndarray
    digs_at: np.ndarray
    u_building: np.ndarray
    b_passage: np.ndarray
    b_off: np.ndarray
    b_floors: np.ndarray
    depth_mean: np.ndarray
    order_heard: np.ndarray
    orders: np.ndarray
    meet_passage: np.ndarray
    meet_off: np.ndarray
    reunion: np.ndarray
    threat_t: np.ndarray
    threat_passage: np.ndarray
    threat_offset: np.ndarray
    met_foe_t: np.ndarray
    met_foe_n: np.ndarray
    held_n: np.ndarray
    found_in: np.ndarray
    u_kind: np.ndarray
    unit_ptr: np.ndarray
    unit_at: np.ndarray


@lean
def here(s, m):
    """Whether m is alive and on the map."""
    return s.fate[m] == 0 and not s.gone[m] and s.passage[m] >= 0


@lean
def usual_unit(s, o):
    """Unit in which o is at that hour of a usual day; 0 on a post out of doors."""
    u = s.activity_unit[s.activity[o]]
    if u > 0:
        return u
    if u == 0:
        return s.hall_of[o]
    if u == _WORK and s.work[o] > 0:
        return s.work[o]
    if u == _SCHOOL:
        return s.school_of[o]
    if u == _POST and s.post_passage[o] >= 0:
        return 0
    return s.home[o]


@lean
def usual_spot(s, o):
    """(passage, offset, unit) in which o is at that hour of a usual day."""
    u = usual_unit(s, o)
    if u == 0:
        return s.post_passage[o], s.post_offset[o], 0
    return s.u_passage[u], s.u_off[u], u


@lean
def lost(s, r):
    """Whether one knows, by tie row r, where one last saw the other since the danger showed."""
    return s.tie_hope[r] & MET and s.tie_at[r] >= 0


@lean
def looked(s, r):
    """Whether one has looked in vain where one would look first, by tie row r."""
    return s.tie_hope[r] & (NOT_AT_LAST if lost(s, r) else NOT_AT_DAY)


@lean
def spot(s, r, o):
    """(passage, offset, unit) where one looks for o first, by tie row r.

    Where one last saw them since the danger showed; before that, where they usually are.
    """
    if not lost(s, r):
        return usual_spot(s, o)
    u = s.tie_at[r] - s.p_safe.size
    if u > 0:
        return s.u_passage[u], s.u_off[u], u
    return s.tie_at[r], np.float64(s.tie_at_off[r]), 0


@lean
def same(a, b):
    """Whether two spots are one room, or one piece of street."""
    if a[2] > 0 or b[2] > 0:
        return a[2] == b[2]
    return a[0] == b[0] and abs(a[1] - b[1]) <= REACH


@lean
def together(s, m, o, far):
    """Whether m and o are in one room, or within `far` m on one street."""
    if s.passage[m] != s.passage[o] or s.unit[m] != s.unit[o]:
        return False
    if s.aim[m] == A_CHECKPOINT and s.aim[o] == A_CHECKPOINT:  # one of many: they find each other
        return s.party[m] >= 0 and s.party[m] == s.party[o]  # by the lists (mind/boarding.py)
    return s.unit[m] > 0 or abs(s.offset[m] - s.offset[o]) <= far


@lean
def with_me(s, m, o):
    """Whether o goes with m, or is where m is."""
    if s.party[m] >= 0 and s.party[m] == s.party[o]:
        return True
    if s.carried_by[o] == m or s.carried_by[m] == o:
        return True
    return here(s, o) and together(s, m, o, REACH)


@lean
def carries(s, m):
    """Whether m has one of the household on the arm or the shoulder."""
    h, load = s.household[m], False
    for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
        load = load or s.carried_by[s.h_member[i]] == m
    return load


@lean
def lies(s, o):
    """Whether o lies unconscious, and nobody carries them."""
    return not s.awake_mind[o] and s.carried_by[o] < 0


@lean
def beside_one_who_lies(s, m):
    """Whether one of the household lies unconscious beside m, whose arms are free."""
    h, some = s.household[m], False
    for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
        o = s.h_member[i]
        some = some or (o != m and here(s, o) and lies(s, o) and together(s, m, o, BESIDE))
    return some and not carries(s, m)


@lean
def missing(s, m, o):
    """Row of m's tie to member o of the household whom m misses; -1 if they do not.

    Where the danger reaches neither, nobody is missed.
    """
    if o == m or with_me(s, m, o):
        return -1
    r = tie_row(s, m, o)
    if r < 0 or s.tie_hope[r] & LEFT or s.tie_alive[r] <= 0.0:
        return -1
    if s.p_safe[s.passage[m]] and s.p_safe[spot(s, r, o)[0]]:
        return -1
    return r


@lean
def at_school(s, o):
    """Whether o is a child whom the school keeps at that hour."""
    return s.age[o] < GROWN and s.activity[o] == SCHOOL and usual_unit(s, o) != s.home[o]


@lean
def kept(s, o, t):
    """Whether the school keeps o from leaving: for KEEPS since the danger, while o is there."""
    return at_school(s, o) and s.unit[o] == usual_unit(s, o) and t < s.warned_t[o] + KEEPS


@lean
def serves(s, m):
    """Whether m has a duty in a danger."""
    r = s.role[m]
    if r == FIREMAN or r == POLICE:
        return True
    return r == MEDIC or r == TEACHER or r == SOLDIER or r == OFFICER


@lean
def has_post(s, m):
    """Whether m has a place to report to."""
    return s.work[m] > 0 or s.post_passage[m] >= 0


@lean
def on_shift(s, m):
    """Whether m has a duty, and is where it is to be done."""
    if not serves(s, m):
        return False
    p, off, u = usual_spot(s, m)
    if u == s.home[m]:
        return False
    if u > 0:
        return s.unit[m] == u
    return s.unit[m] == 0 and s.passage[m] == p and abs(s.offset[m] - off) <= REACH


@lean
def minds_duty(s, m):
    """Whether m is off duty, and has yet to decide for themselves whether to report for it."""
    off = s.role[m] != TEACHER and serves(s, m) and has_post(s, m) and not on_shift(s, m)
    return off and s.set_out_t[m] < 0 and s.think_t[m] >= 0


@lean
def way_to(s, net, m, p, off):
    """Way of m to a spot on foot, m."""
    return remaining(net, chart_of(s.chart, s.driving, m), s.passage[m], s.offset[m], p, off)


@lean
def to_haven(s, net, m, p, off):
    """(way of m from a place to the nearest safe spot, m; its number) by what m knows is closed.

    (inf, -1) where no way leads to any.
    """
    if s.p_safe[p]:
        return 0.0, -1
    c = s.chart[m]
    b, at = street_of(net, p, off)
    extra = off if b != p else 0.0
    da = at + s.haven_d[c, net.p_a[b]]
    db = net.p_len[b] - at + s.haven_d[c, net.p_b[b]]
    if da == np.inf and db == np.inf:
        return np.inf, -1
    if da <= db:
        return extra + da, s.haven_of[c, net.p_a[b]]
    return extra + db, s.haven_of[c, net.p_b[b]]


@lean
def minutes(s, m, way):
    """Time that m believes to need for a way of so many m, min."""
    return way / max(0.3, s.free_speed[m]) / 60.0


@lean
def need(s, par, o):
    """How much o would need one."""
    if s.age[o] < GROWN:
        return par[q.CHILD]
    return par[q.FRAIL] if s.age[o] >= AGED else 1.0


@lean
def comes(s, par, m, t):
    """P(a grown one of the household who was out comes home yet) that m believes.

    One of `meets_home` of them comes, within a time of mean `comes_within`. Who is at home, and
    sees that they have not come, thinks the less of it the longer it takes (Bayes).
    """
    yet = par[q.MEETS_HOME]
    if s.unit[m] == s.home[m] and s.unit[m] > 0:
        yet *= exp(-(t - s.warned_t[m]) / 1000.0 / par[q.COMES_WITHIN])
    return yet / (yet + 1.0 - par[q.MEETS_HOME])


@lean
def at_spot(s, par, m, o, r, t, others):
    """P(o is still where m would look first) that m believes; `others` as in `at_home`."""
    if spot(s, r, o)[2] == s.home[o]:
        return at_home(s, par, m, o, r, t, others)
    if looked(s, r):
        return 0.03
    if lost(s, r) and not same(spot(s, r, o), usual_spot(s, o)):
        small = s.age[o] < DECIDES
        since = (t - s.tie_seen_t[r]) / (6.0 * MINDS_IT if small else MINDS_IT)
        return (STAYS_SMALL if small else STAYS) * exp(-since)
    if at_school(s, o):
        return 0.95
    return 1.0 - comes(s, par, m, t)


@lean
def at_home(s, par, m, o, r, t, others):
    """P(o is at home, or comes there) that m believes; `others` of the household can fetch."""
    if s.tie_hope[r] & TO_POINT:
        return 0.03
    there = _keeps(s, par, m)
    if spot(s, r, o)[2] == s.home[o]:
        in_vain = s.tie_hope[r] & (NOT_AT_HOME | NOT_AT_LAST)
        return (0.2 if in_vain else 0.95) * (1.0 - there)
    if s.tie_hope[r] & SPOKE:
        return 0.95
    if at_school(s, o):
        return (par[q.FETCHED] if others > 0 else 0.02) * (1.0 - there)
    return comes(s, par, m, t) * (1.0 - there)


@lean
def _keeps(s, par, m):
    """P(one of m's household keeps to the meeting place rather than going home)."""
    if s.meet_passage[s.household[m]] < 0 or par[q.CALLS] != 0.0:
        return 0.0
    return s.reunion[rp.KEEPS]


@lean
def at_point(s, par, m, o, r, t, others):
    """P(o is at the meeting place, or comes there) that m believes.

    Who waits there, and sees that they have not come, thinks the less of it (Bayes).
    """
    yet = _keeps(s, par, m)
    if s.tie_hope[r] & TO_POINT:
        yet = 0.95
    elif spot(s, r, o)[2] == s.home[o]:
        yet *= 0.95
    elif s.tie_hope[r] & SPOKE:
        yet *= 0.05
    elif at_school(s, o):
        yet *= par[q.FETCHED] if others > 0 else 0.02
    else:
        yet *= par[q.MEETS_HOME]
    if s.point_t[m] >= 0:
        gone = yet
        yet *= exp(-(t - s.point_t[m]) / 1000.0 / s.reunion[rp.WITHIN])
        yet /= yet + 1.0 - gone
    return yet


@lean
def is_at_point(s, m):
    """Whether m stands where the household agreed to meet."""
    h = s.household[m]
    return (
        s.unit[m] == 0
        and s.passage[m] == s.meet_passage[h]
        and abs(s.offset[m] - s.meet_off[h]) <= REACH
    )


@lean
def ruin_of(s, m, o):
    """Building in whose ruins m takes o to lie, and before which m stands; -1 none."""
    u = usual_unit(s, o)
    if u <= 0 or not s.sealed[u] or s.unit[m] > 0:
        return -1
    b = s.u_building[u]
    if s.passage[m] != s.b_passage[b] or abs(s.offset[m] - s.b_off[b]) > REACH:
        return -1
    return b


@lean
def lies_there(s, b):
    """P(who is missing lies in the ruins of b, not reached yet) that one believes.

    The more was dug in vain the less (Bayes, with the mean work that it takes).
    """
    yet = UNDER * exp(-s.b_dug[b] / max(1.0, s.depth_mean[0] * s.b_floors[b]))
    return yet / (yet + 1.0 - UNDER)


@lean
def fetchers(s, m):
    """Grown members of m's household who are not with m."""
    n = 0
    h = s.household[m]
    for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
        o = s.h_member[i]
        if o != m and s.age[o] >= GROWN and not with_me(s, m, o):
            n += 1
    return n


@lean
def dependants(s, m):
    """Members of m's household with m who could not go alone."""
    n = 0
    h = s.household[m]
    for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
        o = s.h_member[i]
        frail = s.age[o] < GROWN or s.age[o] >= AGED or s.hurt[o] > 0.5
        if o != m and frail and with_me(s, m, o):
            n += 1
    return n
