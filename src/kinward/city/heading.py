"""Heading: giving a mover a goal, or taking it away. Used by every room's kernels."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.city.routes import leg
from kinward.core.lean import lean, light, shared
from kinward.core.vocabulary import A_ROOF


class Heading(NamedTuple):
    """The columns that a goal lives in, bundled inside kernels."""

    goal_passage: np.ndarray
    goal_offset: np.ndarray
    goal_unit: np.ndarray
    leg_to: np.ndarray
    leg_end: np.ndarray
    moving: np.ndarray
    arrived: np.ndarray
    blocked: np.ndarray
    waiting_since: np.ndarray
    active: np.ndarray
    active_list: np.ndarray
    active_n: np.ndarray


@lean
def activate(to, m):
    """Let mover m be stepped each second from now on."""
    if not to.active[m]:
        to.active[m] = True
        to.active_list[to.active_n[0]] = m
        to.active_n[0] += 1


@light
def send(to, at, net, chart, offset, m, p, off, u):
    """Send mover m by a chart to (passage p, offset off, unit u). False if there is no way.

    A mover that is there already has arrived.
    """
    to.goal_passage[m] = p
    to.goal_offset[m] = off
    to.goal_unit[m] = u
    to.arrived[m] = False
    to.blocked[m] = False
    activate(to, m)
    if at.passage[m] == p and at.unit[m] == u and (u > 0 or abs(offset[m] - off) < 0.05):
        to.moving[m] = False
        to.arrived[m] = True
        return True
    stretch, end = leg(net, chart, at.passage[m], offset[m], p, off)
    if end < 0:
        to.moving[m] = False
        to.blocked[m] = True
        return False
    to.waiting_since[m] = -1.0
    to.leg_to[m] = stretch
    to.leg_end[m] = end
    to.moving[m] = True
    if at.unit[m] == 0:
        _face(at, m, 0 if stretch >= offset[m] else 1)
    return True


@light
def stop(to, at, m):
    """Let mover m stand where it is."""
    to.moving[m] = False
    to.waiting_since[m] = -1.0
    if at.unit[m] == 0:
        _face(at, m, 2)


@lean
def _face(at, m, facing):
    if at.facing[m] != facing:
        if at.passage[m] >= 0:
            at.cell_n[at.cell[m], at.facing[m]] -= 1
            at.cell_n[at.cell[m], facing] += 1
        at.facing[m] = facing


@shared
def compact(active_list, active_n, active, moving, foe, fate, gone, passage, unit, aim, rotten,
            p_zone):  # fmt: skip
    """Drop who neither moves nor fights from the active, but for people in danger where they are.

    Those are people beyond the wall in the street, on a roof, on a floor that may give way, and in
    a room with one of the infected. Whom one of them comes to is made active again by sensing.
    """
    haunted = np.zeros(rotten.size, np.bool_)
    for x in range(fate.size):
        if fate[x] == 2 and unit[x] > 0 and not gone[x]:
            haunted[unit[x]] = True
    n = 0
    for m in range(active.size):
        if not active[m]:
            continue
        out = fate[m] == 0 and passage[m] >= 0 and not p_zone[passage[m]]
        if out and unit[m] > 0:
            out = haunted[unit[m]] or rotten[unit[m]] > 0.0 or aim[m] == A_ROOF
        if not gone[m] and (moving[m] or foe[m] >= 0 or out):
            active_list[n] = m
            n += 1
        else:
            active[m] = False
    active_n[0] = n


@shared
def settle(active_list, first, n):
    """Put those from place `first` on, who were appended, where they belong in the first `n`.

    The active stand in the order of the columns: it is the quickest to step through, and does not
    depend on when each became active.
    """
    late = np.sort(active_list[first:n])
    i, j = first - 1, late.size - 1
    for k in range(n - 1, -1, -1):
        if j < 0:
            break
        if i >= 0 and active_list[i] > late[j]:
            active_list[k] = active_list[i]
            i -= 1
        else:
            active_list[k] = late[j]
            j -= 1
