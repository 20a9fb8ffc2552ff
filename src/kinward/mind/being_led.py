"""Being led: who goes with somebody who decides for them, when that one stops, falls or is gone.

Small children run after who leads them, and stand where nobody does; others stop while that one
sees to somebody. Who falls unconscious goes with nobody; whom nobody leads any more decides anew.
"""

from __future__ import annotations

from kinward.core.lean import inner, lean
from kinward.core.party import leave as part
from kinward.core.vocabulary import (
    A_CARRY,
    A_COLLECT,
    A_FLEE,
    A_FOLLOW,
    A_GATHER,
    A_HOME,
    A_INDOORS,
    A_LOOK_FOR,
    A_ROUTINE,
    A_SAFETY,
    A_TREAT,
    A_WAIT,
)
from kinward.core.wish import stay
from kinward.mind import warned as w
from kinward.mind import warning_parameters as q
from kinward.mind.company import FOLLOWS
from kinward.mind.gather_acts import bout, go_alone, is_free, regroup

SMALL = 6  # years below which nobody goes through a city alone (assumed: school age)


@inner
def take_up_again(s, d, p, want, moving, par, t, seed):
    """Whom nobody leads any more, or who is done with what came between, thinks of it again."""
    for m in range(s.fate.size):
        if s.warned_t[m] < 0 or not w.here(s, m) or s.p_safe[s.passage[m]]:
            continue
        if not s.awake_mind[m]:
            _drop_out(s, p, m, t)
            continue
        o = d.aim_about[m]
        if s.aim[m] == A_FLEE and o >= 0 and p.party[m] >= 0 and p.party[m] == p.party[o]:
            go_alone(s, p, o, t)  # whom m leaves behind (mind/acting.py) goes with m no more
            s.think_t[o] = t + bout(s, par, o, t, seed)
        g = s.guide[m]
        if g >= 0 and not _leads(s, g, m):
            g = regroup(s, p, m, t)
            s.think_t[g] = t + bout(s, par, g, t, seed)
        elif g >= 0 and _is_left(s, par, m, g):
            together = s.party[m] >= 0 and s.party[m] == s.party[g]
            part(p, m)
            s.guide[m] = -1
            s.think_t[m] = t + bout(s, par, m, t, seed)
            if together and s.household[m] == s.household[g]:
                s.think_t[g] = t  # who leads sees that one of theirs has not come along
        elif _strays(s, m, g, moving):
            if g >= 0:
                s.aim[m], d.aim_about[m], d.aim_until[m] = A_FOLLOW, g, t + FOLLOWS
            else:  # until somebody takes it along (mind/taking_along.py)
                s.aim[m], d.aim_about[m] = A_ROUTINE, -1
                stay(want, m)
        elif g >= 0 and _is_under_way(s, m, moving) and _has_stopped(s, g, moving):
            stay(want, m)
        elif _stands(s, d, p, want, m, moving):
            s.think_t[g if g >= 0 else m] = t  # who leads sets out with them anew
        elif (
            g < 0
            and s.think_t[m] < 0
            and (s.aim[m] == A_ROUTINE or s.aim[m] == A_HOME or s.aim[m] == A_INDOORS)
        ):
            s.think_t[m] = t + bout(s, par, m, t, seed)


@inner
def _drop_out(s, p, m, t):
    """Who lies unconscious goes with nobody; who led them thinks of what to do."""
    if p.party[m] < 0 or not w.lies(s, m):
        return
    g = go_alone(s, p, m, t)
    if g >= 0:
        s.think_t[g] = t


@lean
def _is_under_way(s, m, moving):
    """Whether m goes where this danger set them to go."""
    return moving[m] and s.aim[m] >= A_SAFETY and is_free(s, m)


@lean
def _strays(s, m, g, moving):
    """Whether the child m walks on alone: g, who leads it, if anybody does, is elsewhere.

    Nobody younger than `SMALL` goes through a city alone, older ones do if nobody leads them.
    """
    if not moving[m] or not is_free(s, m) or s.age[m] >= w.DECIDES:
        return False
    if g < 0 or s.age[m] < SMALL:
        beside = g >= 0 and (s.aim[g] == s.aim[m] or w.together(s, m, g, w.BESIDE))
        return s.age[m] < SMALL and not beside
    off = s.aim[g] < A_SAFETY and not is_free(s, g)
    return s.aim[m] >= A_SAFETY and off and not w.together(s, m, g, w.REACH)


@lean
def _stands(s, d, p, want, m, moving):
    """Whether m is on the way, and stands: a stair that gave way, or a blow, has stopped them."""
    a = s.aim[m]
    to = a == A_SAFETY or a == A_COLLECT or a == A_LOOK_FOR or a == A_GATHER
    idle = not (moving[m] or d.arrived[m] or p.hold[m] or want.wish[m] != 0)
    return to and idle and s.think_t[m] < 0 and s.awake_mind[m] and s.carried_by[m] < 0


@lean
def _leads(s, g, m):
    """Whether g is still there to decide for m, and goes with m."""
    able = w.here(s, g) and s.awake_mind[g] and s.carried_by[g] < 0
    return able and s.party[m] >= 0 and s.party[m] == s.party[g]


@lean
def _is_left(s, par, m, g):
    """Whether g, who decides for m, has gone out of sight without m, who did something else."""
    idle = s.aim[m] == A_ROUTINE or s.aim[m] == A_HOME or s.aim[m] == A_INDOORS
    return idle and s.aim[g] >= A_SAFETY and not w.together(s, m, g, par[q.SEES])


@lean
def _has_stopped(s, g, moving):
    """Whether g, who leads, stands in the street: sees to somebody, or has yet to go on."""
    sees_to = s.aim[g] == A_WAIT or s.aim[g] == A_TREAT or s.aim[g] == A_CARRY
    return (sees_to or s.aim[g] == A_ROUTINE) and not moving[g] and s.unit[g] == 0
