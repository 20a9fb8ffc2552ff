"""Arising: who has lost the mind gets up as one of the infected, awake and hunting."""

from __future__ import annotations

import numba as nb

from kinward.core.bundles import AIM, WISH
from kinward.core.clock import MINUTE
from kinward.core.lend import lend
from kinward.core.process import Process
from kinward.core.wish import Wish, stay
from kinward.threats.infected import RISE, SPRINT, SPRINT_FOR, WALK_PACE, rouse


@nb.njit(cache=True)
def arise(t, par, wish, wish_passage, wish_offset, wish_unit, wishers, wish_n, aim, aim_about,
          aim_until, aim_event, alert, attend_until, in_hunt, hunters, hunt_n, risen, awake_mind,
          free_speed, run_speed, stamina, stamina_t, run_full, pace, foe,
          held_by, party, pending, on_run, running, driving, door_left, fate, gone, turned_n,
          passage, unit, infected):  # fmt: skip
    """Make infected of those who turned since the last minute."""
    want = lend(Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n))
    for m in range(fate.size):
        if fate[m] != 2 or infected[m] or risen[m] or gone[m] or passage[m] < 0:
            continue
        risen[m] = True
        awake_mind[m] = True
        free_speed[m], run_speed[m] = par[WALK_PACE], par[SPRINT]
        run_full[m], stamina[m], stamina_t[m] = par[SPRINT_FOR], par[SPRINT_FOR], t
        pace[m] = 1.0
        foe[m], held_by[m], pending[m], on_run[m] = -1, -1, -1, -1
        running[m], driving[m] = False, False
        aim[m], aim_about[m], aim_until[m], aim_event[m] = 0, -1, -1, -1
        stay(want, m)
        if unit[m] > 0:
            door_left[unit[m]] = min(door_left[unit[m]], 3.0)
        if par[RISE] != 0.0:
            rouse(m, 2, t + 10 * MINUTE, alert, attend_until, in_hunt, hunters, hunt_n)


ARISE = Process(
    "arise", "minute", arise, section="horde",
    writes=(*WISH, *AIM, "alert", "attend_until", "in_hunt", "hunters", "hunt_n",
            "risen", "awake_mind", "free_speed", "run_speed", "stamina", "stamina_t", "run_full",
            "pace", "foe", "held_by", "party", "pending", "on_run", "running", "driving",
            "door_left"),
    reads=("fate", "gone", "turned_n", "passage", "unit"),
    fixed=("infected",),
    meaning="who has lost the mind gets up as one of the infected",
    when=("turned_n",),
)  # fmt: skip
