"""How a group breaks: the size at which it can no longer hold, and who then goes with the rival.

Size: a group of n members under critical stress breaks with probability
1 / (1 + exp(-(n - 127) / 6.67)). The mean is that of Alberti 2014 (doi
10.1371/journal.pone.0091510), the scale is assumed.

Sides: a minimum cut between leader and rival, the ties being pipes as wide as they are strong
(Zachary 1977, doi 10.1086/jar.33.4.3629752). Where several cuts are equally small, the one next
to the rival: those go whom the rival still reaches when all pipes between the two are full. With
Zachary's strengths there is only one minimum cut, so that the rule next to the leader would find
the same. This one is nearer to his, whose cut lay next to the one who left, and leaves nobody
with the rival whom nothing draws there. Where the cut isolates one person, one person leaves.
"""

from __future__ import annotations

from math import frexp, ldexp  # exact, both

import numpy as np

from kinward.core.lean import inner, shared
from kinward.core.math import log

MEAN_SIZE = 127.0  # members; Alberti 2014
SIZE_SCALE = 6.67  # members; assumed
_BITS = 40  # of the strongest tie, as a whole number


@shared
def critical_size(u):
    """Size (members, a real number) from which on a group under critical stress breaks.

    The logistic quantile at a uniform u in (0, 1), rising with u; 127 at one half (Alberti 2014),
    below 0 for u < 5e-9.
    """
    return MEAN_SIZE + SIZE_SCALE * (log(u) - log(1.0 - u))


def breaks(size: float, critical: float, stress: float, small: float) -> bool:
    """Whether a group breaks: its size under critical stress, or hardship alone (model page).

    Args:
        size: members. critical: critical size, drawn once for the group.
        stress: mean grievance over the critical one; 1 and more is critical.
        small: stress at which the smallest bands break too; less is enough the larger they are.
    """
    share = size / critical
    return min(stress, 1.0) * share >= 1.0 or stress >= small * (1.0 - 0.5 * share)


@shared
def minimum_cut(strength, leader, rival):
    """Who ends on the rival's side of a minimum cut between leader and rival (Zachary 1977).

    By Dinic's maximum flow (1970), from the rival to the leader, in whole numbers: the answer
    depends neither on rounding on the way nor on the order of the members.

    Args:
        strength: (n, n) float64, symmetric, finite and >= 0, any unit: how strong the tie of two
            is. The diagonal does not count, nor do ties below 5e-13 of the strongest.
        leader, rival: rows of two persons, 0 to n - 1.

    Returns:
        (n,) bool: the smallest rival's side of all minimum cuts; the rival is in it, the leader
        is not.

    Raises:
        ValueError: leader and rival are the same person.
    """
    if leader == rival:
        raise ValueError("nobody is their own rival")
    left = _in_whole_units(strength)
    n = left.shape[0]
    steps, turn, path = np.empty(n, np.int64), np.empty(n, np.int64), np.empty(n, np.int64)
    while _count_steps(left, rival, leader, steps, path):
        _fill(left, rival, leader, steps, turn, path)
    return steps >= 0


@inner
def _in_whole_units(strength):
    """Strengths (n, n) as int64, the strongest about 2**40; what is in halves stays exact."""
    n = strength.shape[0]
    out = np.zeros((n, n), np.int64)
    most = 0.0
    for i in range(n):
        for j in range(n):
            if i != j:
                most = max(most, strength[i, j])
    power = _BITS - frexp(most)[1]
    for i in range(n):
        for j in range(n):
            if i != j:
                out[i, j] = np.int64(np.floor(ldexp(strength[i, j], power) + 0.5))
    return out


@inner
def _count_steps(left, source, sink, steps, queue):
    """Fewest pipes with room from the source to each (n,), -1 if none; whether the sink has any.

    Args:
        left: (n, n) int64, the room that is left in each pipe.
        source, sink: rows.
        steps: (n,) int64, written.
        queue: (n,) int64, scratch.
    """
    steps[:] = -1
    steps[source], queue[0] = 0, source
    known, seen = 1, 0
    while seen < known:
        at = queue[seen]
        seen += 1
        for to in range(steps.size):
            if left[at, to] > 0 and steps[to] < 0:
                steps[to] = steps[at] + 1
                queue[known] = to
                known += 1
    return steps[sink] >= 0


@inner
def _fill(left, source, sink, steps, turn, path):
    """Send along ways of the fewest pipes until each of them has a full one.

    Args:
        left: (n, n) int64, the room that is left in each pipe; written.
        source, sink: rows.
        steps: (n,) int64 of `_count_steps`.
        turn, path: (n,) int64, scratch: whom each tries next; the way so far.
    """
    turn[:] = 0
    path[0], depth = source, 0
    while True:
        at = path[depth]
        if at == sink:
            depth = _send(left, path, depth)
            continue
        while turn[at] < turn.size and not (
            left[at, turn[at]] > 0 and steps[turn[at]] == steps[at] + 1
        ):
            turn[at] += 1
        if turn[at] < turn.size:
            depth += 1
            path[depth] = turn[at]
        elif depth > 0:
            depth -= 1
            turn[path[depth]] += 1
        else:
            return


@inner
def _send(left, path, depth):
    """Send all that fits along the way path[0..depth]; the place before its first full pipe."""
    room = left[path[0], path[1]]
    for k in range(1, depth):
        room = min(room, left[path[k], path[k + 1]])
    first = depth
    for k in range(depth - 1, -1, -1):
        left[path[k], path[k + 1]] -= room
        left[path[k + 1], path[k]] += room
        if left[path[k], path[k + 1]] == 0:
            first = k
    return first
