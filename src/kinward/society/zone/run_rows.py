"""Rows of runs: making, closing and asking after supply runs and searches.

A run is a row of the table "run"; its number is its row. `open_runs` lists those that anything
has still to be done for, in the order in which they were made.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.core.vocabulary import A_FOLLOW, A_ROUTINE, A_RUN, ALIVE

# run_state
NONE, PLANNED, OUT, BACK, MISSED, LOST, SOUGHT = range(7)
UNDER_WAY = (PLANNED, OUT, MISSED, LOST, SOUGHT)  # somebody of it may still come back
# run_phase: what those of a run are doing
MUSTER, DRIVE, WALK, WORK, TO_CAR, HOMEWARD = range(6)
# run_in: where each member is
WITH, AT_GATE_NOW, TO_STORES, DONE, FOUND = range(5)
SLOTS = 6  # members and stops of a run at most
HURT = 0.3  # wounds above which nobody is sent out, and a team turns back (assumed)

MADE_WRITES = (
    "run_state", "run_phase", "run_lead", "run_second", "run_member", "run_start",
    "run_due", "run_since", "run_stops", "run_stops_n", "run_car", "run_for", "run_of",
    "on_run", "open_runs", "open_n", "run_n",
)  # fmt: skip
FIT_READS = ("fate", "gone", "awake_mind", "hurt", "stay_until", "bite_known")


def is_fit(c: Any, m: Any) -> Any:
    """Whether m can be sent out: alive, well, at liberty, with nothing else to do.

    `m` is a row or an array of rows; the answer is alike.
    """
    return (
        (c.fate[m] == ALIVE) & ~c.gone[m] & c.awake_mind[m] & (c.hurt[m] <= HURT)
        & ~c.bite_known[m] & (c.stay_until[m] < 0) & (c.on_run[m] < 0) & (c.aim[m] == A_ROUTINE)
    )  # fmt: skip


def clock(c: Any, t: int) -> tuple[int, int]:
    """Day (0 the first) and minute of the day at time t (ms)."""
    return divmod((t + int(c.start_ms[0])) // 60_000, 1440)


def make(
    c: Any, members: list[int], stops: np.ndarray, start: int, due: int, car: bool, of: int = -1
) -> int:
    """A new run, planned. Returns its row, -1 if there is no room for more."""
    r = int(c.run_n[0])
    if r >= len(c.run_state):
        return -1
    c.run_n[0] += 1
    c.open_runs[c.open_n[0]] = r
    c.open_n[0] += 1
    c.run_state[r], c.run_phase[r] = PLANNED, MUSTER
    c.run_lead[r], c.run_second[r] = members[0], members[1] if len(members) > 1 else -1
    c.run_member[r, : len(members)] = members
    c.run_stops[r, : len(stops)], c.run_stops_n[r] = stops, len(stops)
    c.run_start[r], c.run_since[r], c.run_due[r] = start, start, due
    c.run_car[r], c.run_of[r] = car, of
    c.run_for[r] = c.run_lead[of] if of >= 0 else -1
    c.on_run[np.array(members)] = r
    return r


def open_rows(c: Any) -> list[int]:
    """Rows of the open runs."""
    return c.open_runs[: c.open_n[0]].tolist()


def close(c: Any, done: set[int]) -> None:
    """Take runs out of the list of the open ones."""
    left = [r for r in open_rows(c) if r not in done]
    c.open_runs[: len(left)] = left
    c.open_n[0] = len(left)


def members(c: Any, r: int) -> list[tuple[int, int]]:
    """(slot, person) of those on run r."""
    return [(i, m) for i, m in enumerate(c.run_member[r].tolist()) if m >= 0]


def lives(c: Any, m: int) -> bool:
    """Whether m is one of the living."""
    return bool(c.fate[m] == ALIVE and not c.gone[m])


def out_there(c: Any, r: int) -> list[tuple[int, int]]:
    """(slot, person) of those on run r of whom nothing is known: not in, not found."""
    return [(i, m) for i, m in members(c, r) if c.run_in[r, i] == WITH]


def is_led(c: Any, r: int, m: int) -> bool:
    """Whether m does what run r says (and not what their own mind set them to)."""
    follows = c.aim[m] == A_FOLLOW and c.on_run[m] == r
    return bool(c.aim[m] == A_RUN or follows)


def leave(c: Any, r: int, slot: int, m: int, how: int) -> None:
    """Let m be on run r no longer."""
    c.run_in[r, slot] = how
    if c.on_run[m] == r:
        c.on_run[m] = -1


def cars_free(c: Any) -> int:
    """Cars that stand in the zone."""
    rows = open_rows(c)
    return max(0, int(c.cars[0]) - int(c.cars_lost[0]) - int(sum(bool(c.run_car[r]) for r in rows)))


def slot_of(c: Any, r: int, m: int) -> int:
    """Slot of m among the members of run r."""
    return c.run_member[r].tolist().index(m)


def add(c: Any, r: int, m: int) -> bool:
    """Let m go along with run r from here on; False if it has no place left."""
    free = np.flatnonzero(c.run_member[r] < 0)
    if len(free) == 0:
        return False
    slot = int(free[0])
    c.run_member[r, slot], c.run_in[r, slot], c.run_been_out[r, slot] = m, WITH, True
    c.on_run[m] = r
    return True
