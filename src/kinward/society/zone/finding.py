"""Finding: how a search party comes upon those it looks for, and what becomes of them (K10).

They are found on the street within sight, and behind a door when the party is near it (the living
answer a call, the dead are looked for). The living come along, or are carried; word of the dead
reaches the zone with the party.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from kinward.core.clock import HOUR
from kinward.core.vocabulary import A_CARRY, A_RUN, C_GRIEF
from kinward.society.acts import note
from kinward.society.zone import run_rows as rows
from kinward.society.zone.news import bond, close_to, in_reach, tell
from kinward.society.zone.run_rows import FOUND, LOST, MISSED, SOUGHT
from kinward.society.zone.vocabulary import SEARCH_ENDED, SEARCH_FOUND

if TYPE_CHECKING:
    from kinward.society.zone.team import Team

SEES = 50.0  # m of street at which a party finds somebody lying or standing there (assumed)
CALLS = 20.0  # m within which who hides behind a door is found (assumed)
HELPLESS = 0.7  # wounds from which one has to be carried (assumed)


def missing(c: Any, lost: int) -> list[tuple[int, int]]:
    """(slot, person) of run `lost` of whom the zone knows nothing."""
    return rows.out_there(c, lost)


def look_about(team: Team, r: int, party: list[int]) -> None:
    """Let the party of search r see whom it looks for, if they are near."""
    c, lost = team.c, int(team.c.run_of[r])
    for slot, m in missing(c, lost):
        if c.passage[m] < 0:
            continue
        for s in party:
            same = c.unit[s] == c.unit[m] and c.passage[s] == c.passage[m]
            reach = SEES if c.unit[m] == 0 else CALLS
            near = team.go.way(s, int(c.passage[m]), float(c.offset[m])) <= reach
            if (same and c.unit[s] > 0) or (near and c.unit[s] == 0):
                _find(team, r, lost, slot, m, party)
                break


def _find(team: Team, r: int, lost: int, slot: int, m: int, party: list[int]) -> None:
    c = team.c
    who = max(party, key=lambda s: (bond(c, s, m), int(c.key[s])))
    alive = rows.lives(c, m)
    n = note(c, team.t, SEARCH_FOUND, who, m, r, team.go.place(m), value=float(alive),
             cause=int(c.run_event[r]))  # fmt: skip
    c.run_found[lost, slot] = n
    rows.leave(c, lost, slot, m, FOUND)
    c.run_state[lost] = SOUGHT
    if not alive:
        close = close_to(c, m)
        tell(c, close[np.isin(close, party)], C_GRIEF, m, n, team.t, takes=0)
    else:
        _bring_along(team, r, m, party, n)
    if not missing(c, lost):
        team.head_home(r)


def _bring_along(team: Team, r: int, m: int, party: list[int], event: int) -> None:
    """The living go back with the party, or on somebody's back."""
    c = team.c
    if not c.awake_mind[m] or c.hurt[m] > HELPLESS:
        bearers = [s for s in party if c.aim[s] == A_RUN]
        if bearers and c.carried_by[m] < 0:
            s = max(bearers, key=lambda s: (float(c.free_speed[s]), int(c.key[s])))
            c.aim[s], c.aim_about[s], c.aim_event[s] = A_CARRY, m, event
            c.aim_until[s] = team.t + 2 * HOUR
            c.driving[s] = False
            team.go.to_point(s, int(c.passage[m]), float(c.offset[m]), int(c.unit[m]))
    elif rows.add(c, r, m):
        c.aim[m], c.aim_about[m], c.aim_until[m], c.aim_event[m] = A_RUN, -1, -1, event


def look_done(team: Team, r: int) -> None:
    """All places are looked at: those not found are given up."""
    c, lost = team.c, int(team.c.run_of[r])
    party = [int(c.run_lead[r]), *(m for _, m in rows.out_there(c, r))]
    says = next((m for m in party if rows.lives(c, m)), -1)  # the leader may have fallen
    for _, m in missing(c, lost) if says >= 0 else ():
        note(c, team.t, SEARCH_ENDED, says, m, r, team.go.place(says),
             cause=int(c.run_event[r]))  # fmt: skip
    if c.run_state[lost] == MISSED:
        c.run_state[lost] = LOST


def word_of_found(c: Any, t: int, r: int) -> None:
    """The party is back: those close to the dead whom it found are told."""
    lost = int(c.run_of[r])
    for slot, m in rows.members(c, lost):
        if c.run_found[lost, slot] >= 0 and not rows.lives(c, m):
            tell(c, in_reach(c, m), C_GRIEF, m, int(c.run_found[lost, slot]), t)
            c.run_found[lost, slot] = -1
