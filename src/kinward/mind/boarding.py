"""Boarding: those at a checkpoint look for their own in the lists, and decide when they are asked.

The lists say who has been looked over and where, and who was driven out. Who finds one of their
household in them goes to them, and they go on together; who does not, misses them. When their
turn to board comes, when there are too few seats, or when a seat is offered against service, the
grown one whom most ties bind decides for those together (society/checkpoint asks and carries out).
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.city.places import Places, place_of
from kinward.core.bundles import DECISIONS, EVENTS, PARTY, PLACES
from kinward.core.choices import O_BOARD, O_DECLINE
from kinward.core.clock import MINUTE
from kinward.core.events import emit
from kinward.core.hope import AWAY, LISTED, MET
from kinward.core.lean import inner, lean
from kinward.core.lend import lend
from kinward.core.party import Party, join
from kinward.core.party import leave as leave_party
from kinward.core.process import Process
from kinward.core.vocabulary import C_SEATS, C_SERVE, C_TURN, EVACUATED
from kinward.mind import boarding_parameters as b
from kinward.mind import boarding_worth as worth
from kinward.mind.boarding_vocabulary import (
    AT_ANOTHER,
    DRIVEN_OUT,
    FOUND_IN_LISTS,
    LOOKED_IN_LISTS,
    SAFE_ELSEWHERE,
    SERVING,
)
from kinward.mind.boarding_worth import ABOARD, FREE, HELD, SERVES, AtPost
from kinward.mind.gather_acts import is_led
from kinward.mind.menu import blank, choose, leave, report
from kinward.mind.self import tie_row

READS_FROM = 10  # years from which one reads the lists (warned.DECIDES)
TURN, SEATS = 1, 2  # column cp_asked; 3 to serve


@nb.njit(cache=True)
def board(t, par, party, party_next, party_n, hold, guide, tie_hope, tie_seen_t, cp_lists_t,
          cp_looked, cp_missing, cp_says, cp_says_event, cp_said, ev_ints, ev_reals, ev_head,
          de_rows, de_options, de_parts, de_beliefs, de_values, de_head, passage, unit, cell,
          facing, next_in, prev_in, first_in, cell_n, fate, gone, awake_mind, hurt, believes,
          danger_t, tie_alive, tie_to, tie_strength, tie_end, cp_at, cp_state, cp_t, cp_tent,
          cp_asked, cp_asked_t, cp_due, cp_hours, cp_parted, cp_event, cp_raids, cp_raids_then,
          tie_ptr, key, age, household, h_ptr, h_member, p_len, seed, danger_weights,
          warning_weights, option_on, check_unit):  # fmt: skip
    """Let everybody at a checkpoint read the lists, and answer what they were asked."""
    if check_unit.size == 0:
        return
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    p = lend(Party(party, party_next, party_n, hold))
    s = lend(AtPost(fate, hurt, believes, party, cp_at, cp_state, cp_t, cp_tent, cp_due, cp_hours,
                    cp_parted, cp_raids, cp_raids_then, tie_hope, tie_seen_t, tie_alive, tie_to,
                    tie_strength, tie_end, guide, tie_ptr, key, age, household, h_ptr,
                    h_member))  # fmt: skip
    menu = blank()
    n_pass = p_len.size
    for m in range(fate.size):
        if cp_state[m] < HELD or cp_state[m] > FREE or fate[m] != 0 or gone[m]:
            continue
        if not awake_mind[m] or age[m] < READS_FROM:
            continue
        if par[b.LISTS] != 0.0 and cp_lists_t[m] <= t:
            cp_lists_t[m] = t + int(1000.0 * par[b.READS])
            _read(s, p, at, m, t, cp_lists_t, cp_looked, cp_missing, cp_event, danger_t, n_pass,
                  ev_ints, ev_reals, ev_head)  # fmt: skip
        if cp_asked[m] == 0 or cp_says[m] >= 0:
            continue
        menu.n[0] = 0
        # what one leans to about those missing stays: a choice changes with beliefs alone
        about, when, occasion = -1, cp_asked_t[m], C_SERVE
        if cp_asked[m] == TURN:
            worth.turn(menu, s, par, warning_weights, m, t)
            when, occasion = cp_t[m], C_TURN
        elif cp_asked[m] == SEATS:
            worth.seats(menu, s, par, warning_weights, m, t, party_next)
            occasion = C_SEATS
        else:
            worth.service(menu, s, par, warning_weights, m, t)
        leave(menu, option_on, False)
        cp_says_event[m] = cp_event[m]
        if menu.n[0] == 0:
            cp_says[m] = O_DECLINE if occasion == C_SERVE else O_BOARD
            continue
        chosen, best, second = choose(menu, m, about, when, danger_weights, key, seed)
        code = menu.code[chosen]
        same = occasion == C_TURN and cp_said[m] == code
        if menu.n[0] > 1 and not same:
            cp_says_event[m] = report(
                menu, chosen, m, occasion, menu.about[chosen], t, cp_event[m], best, second, s,
                party, at, n_pass, ev_ints, ev_reals, ev_head, de_rows, de_options, de_parts,
                de_beliefs, de_values, de_head, np.empty(0),
            )  # fmt: skip
        if occasion == C_TURN:
            cp_said[m] = code
        cp_says[m] = code


@inner
def _read(s, p, at, m, t, cp_lists_t, cp_looked, cp_missing, cp_event, danger_t, n_pass, ints,
          reals, head):  # fmt: skip
    """m reads the lists: whom of the household they name, and who is missing."""
    place = place_of(at, m, n_pass)
    h = s.household[m]
    for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
        o = s.h_member[i]
        r = worth.sought(s, m, o)
        if r < 0:
            continue
        where = -1
        if s.fate[o] == EVACUATED and s.cp_at[o] >= 0:
            where = DRIVEN_OUT
        elif s.fate[o] == 0 and HELD <= s.cp_state[o] <= SERVES and s.cp_state[o] != ABOARD:
            if s.cp_state[o] == SERVES and s.cp_at[o] == s.cp_at[m]:
                where = SERVING
            elif s.cp_at[o] != s.cp_at[m]:
                where = AT_ANOTHER
            else:
                _find(s, p, m, o, r, t, place, cp_event, danger_t, ints, reals, head)
                cp_lists_t[o] = t
                continue
        if where >= 0:
            s.tie_hope[r] |= LISTED
            s.tie_seen_t[r] = t
            emit(ints, reals, head, t, SAFE_ELSEWHERE, m, o, 0, place, where, 0.0, 0.0,
                 cp_event[o])  # fmt: skip
    missing, best, most = 0, -1, 0.0
    for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
        r = worth.missed(s, m, s.h_member[i])
        if r >= 0:
            missing += 1
            if s.tie_strength[r] > most:
                best, most = s.h_member[i], s.tie_strength[r]
    cp_missing[m] = missing
    if best >= 0 and not cp_looked[m] and _looks_for_all(s, m):
        cp_looked[m] = True
        emit(ints, reals, head, t, LOOKED_IN_LISTS, m, best, 0, place, -1, float(missing), 0.0,
             cp_event[m])  # fmt: skip


@inner
def _find(s, p, m, o, r, t, place, cp_event, danger_t, ints, reals, head):
    """m finds o, who is at the same checkpoint; their own, and whom these lead, come along."""
    emit(ints, reals, head, t, FOUND_IN_LISTS, m, o, 0, place, -1, (t - danger_t[0]) / MINUTE, 0.0,
         cp_event[m])  # fmt: skip
    s.tie_hope[r] = (s.tie_hope[r] | MET) & ~AWAY
    s.tie_seen_t[r] = t
    back = tie_row(s, o, m)
    if back >= 0:
        s.tie_hope[back] = (s.tie_hope[back] | MET) & ~AWAY
        s.tie_seen_t[back] = t
    if is_led(s, m):
        x = p.party[m] if p.party[m] != m else p.party_next[m]
        leave_party(p, m)  # strangers who led m go on without m
        s.guide[m] = -1
        _bring(s, p, x, m, m)
    _bring(s, p, p.party[o], o, m)
    join(p, o, m)


@inner
def _bring(s, p, x, o, m):
    """Let those of a party, from its member x on, who belong to o go with m."""
    while x >= 0:
        after = p.party_next[x]
        if x != o and _belongs(s, x, o):
            join(p, x, m)
        x = after


@lean
def _belongs(s, x, o):
    """Whether x is of the household of o, or is led by one of it."""
    g = s.guide[x]
    return s.household[x] == s.household[o] or (g >= 0 and s.household[g] == s.household[o])


@inner
def _looks_for_all(s, m):
    """Whether m is the one of those together of the household who is told to have looked."""
    if s.age[m] < worth.GROWN:
        return s.party[m] < 0
    h = s.household[m]
    for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
        o = s.h_member[i]
        if o != m and s.age[o] >= worth.GROWN and s.key[o] < s.key[m] and worth.beside(s, m, o):
            return False
    return True


BOARD = Process(
    "board", "minute", board, section="boarding",
    writes=(*PARTY, "guide", "tie_hope", "tie_seen_t", "cp_lists_t", "cp_looked", "cp_missing",
            "cp_says", "cp_says_event", "cp_said", *EVENTS, *DECISIONS),
    reads=(*PLACES, "fate", "gone", "awake_mind", "hurt", "believes", "danger_t", "tie_alive",
           "tie_to", "tie_strength", "tie_end", "cp_at", "cp_state", "cp_t", "cp_tent",
           "cp_asked", "cp_asked_t", "cp_due", "cp_hours", "cp_parted", "cp_event", "cp_raids",
           "cp_raids_then"),
    fixed=("tie_ptr", "key", "age", "household", "h_ptr", "h_member", "p_len", "seed",
           "danger_weights", "warning_weights", "option_on", "check_unit"),
    meaning="those at the checkpoint read the lists, and answer what they are asked",
    of="checkpoint",
)  # fmt: skip
