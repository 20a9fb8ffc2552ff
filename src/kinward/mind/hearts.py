"""Hearts: love begins, couples marry and expect children, skill passes on (once a day).

Two who are free, grown and close fall in love at a rate; a couple marries where others live
with them; a woman of child-bearing age with a partner beside her may come to expect a child.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.core.bundles import EVENTS
from kinward.core.clock import DAY, HOUR
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.process import Process
from kinward.core.purposes import EXPECTS_CHILD, FALLS_IN_LOVE, WEDS
from kinward.core.vocabulary import (
    ACQUAINTANCE,
    FRIEND,
    HOUSEMATE,
    MENTOR,
    PARTNER,
    PUPIL,
)
from kinward.mind.bond_parameters import Bonds
from kinward.mind.bond_vocabulary import EXPECTING, LEARNED_FROM, TIE_BECAME, WEDDING

HOUR_OF_DAY = 21  # when the day is looked back on (assumed)
CALM = 3 * DAY  # since a danger showed, before which nobody marries (assumed)
GROWN, OLD = 18, 75
FRIENDS = 0.45  # strength from which acquaintances are friends (assumed)
CLOSE = 0.6  # strength from which love can begin (assumed)
APART_BY = 15  # years between lovers at most (assumed)
BEARS = (18, 43)  # ages of women who may come to expect a child (assumed)
PREGNANCY = 266 * DAY
STEP = 0.1  # of skill that is worth a line in the log


def look_back(t: int, par: Bonds, c: Any) -> None:
    """One evening: what became of ties."""
    if not par.on or (t + int(c.start_ms[0])) % DAY != HOUR_OF_DAY * HOUR:
        return
    rows = _pairs(c)
    _friends(t, c, rows)
    if par.love:
        _love(t, par, c, rows)
        _couples(t, par, c, rows)
    if par.teaching:
        _teach(t, par, c, rows)


def _pairs(c: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ties between the living who are together: (row, a, b), each pair once, in order."""
    ptr, end = c.tie_ptr, c.tie_end
    a = np.repeat(np.arange(len(end)), np.diff(ptr))
    row = np.flatnonzero(np.arange(len(a)) < end[a])
    a = a[row]
    b = c.tie_to[row]
    ok = (a < b) & (c.fate[a] == 0) & (c.fate[b] == 0) & ~c.gone[a] & ~c.gone[b]
    ok &= (c.unit[a] > 0) & (c.unit[a] == c.unit[b]) & (c.passage[a] >= 0)
    return row[ok], a[ok], b[ok]


def _say(
    c: Any, t: int, kind: int, a: int, b: int, k: int = 0, what: int = -1, value: float = 0.0
) -> None:
    place = len(c.p_len) + int(c.unit[a]) if c.unit[a] > 0 else int(c.passage[a])
    emit(c.ev_ints, c.ev_reals, c.ev_head, t, kind, a, b, k, place, what, value, 0.0, -1)


def _become(c: Any, t: int, row: int, a: int, b: int, kind: int) -> None:
    """The tie in a row becomes one of another kind, the same from both sides."""
    c.tie_kind[row] = kind
    c.tie_kind[c.tie_back[row]] = kind
    _say(c, t, TIE_BECAME, a, b, 0, kind)


def _friends(t: int, c: Any, rows: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    row, a, b = rows
    mutual = np.minimum(c.tie_trust[row], c.tie_trust[c.tie_back[row]])
    now = (c.tie_kind[row] == ACQUAINTANCE) & (c.tie_strength[row] >= FRIENDS) & (mutual > 0.2)
    for r, m, o in zip(row[now].tolist(), a[now].tolist(), b[now].tolist()):
        _become(c, t, r, m, o, FRIEND)


def _has_partner(c: Any) -> np.ndarray:
    """Whether each has a partner, as far as they know alive, bool (N,)."""
    owner = np.repeat(np.arange(len(c.tie_end)), np.diff(c.tie_ptr))
    used = np.arange(len(owner)) < c.tie_end[owner]
    has = used & (c.tie_kind == PARTNER) & (c.tie_state != 3)
    out = np.zeros(len(c.tie_end), bool)
    out[owner[has]] = True
    return out


def _love(t: int, par: Bonds, c: Any, rows: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    row, a, b = rows
    taken = _has_partner(c)
    mutual = np.minimum(c.tie_trust[row], c.tie_trust[c.tie_back[row]])
    ok = np.isin(c.tie_kind[row], (FRIEND, HOUSEMATE)) & (c.tie_strength[row] >= CLOSE)
    ok &= (mutual > 0.35) & ~taken[a] & ~taken[b]
    for side in (a, b):
        ok &= (c.age[side] >= GROWN) & (c.age[side] <= OLD)
    ok &= np.abs(c.age[a].astype(int) - c.age[b]) <= APART_BY
    chance = 1.0 - np.exp(-par.falls * DAY / 1000.0)
    for r, m, o in zip(row[ok].tolist(), a[ok].tolist(), b[ok].tolist()):
        alike = c.sex[m] == c.sex[o]
        u = uniform(c.seed[0], FALLS_IN_LOVE, c.key[m], c.key[o], t, 0)
        if not taken[m] and not taken[o] and u < chance * (0.08 if alike else 1.0):
            taken[m] = taken[o] = True
            _become(c, t, r, m, o, PARTNER)
            c.fell_t[m] = c.fell_t[o] = t
            c.love[m] = max(float(c.love[m]), 0.7)
            c.love[o] = max(float(c.love[o]), 0.7)


def _couples(t: int, par: Bonds, c: Any, rows: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    row, a, b = rows
    pair = c.tie_kind[row] == PARTNER
    wed = 1.0 - np.exp(-par.weds * DAY / 1000.0)
    child = 1.0 - np.exp(-par.expects * DAY / 1000.0)
    calm = c.danger_t[0] < 0 or t - c.danger_t[0] > CALM
    for m, o in zip(a[pair].tolist(), b[pair].tolist()):
        if c.fell_t[m] >= 0 and not c.wed[m] and calm:
            u = uniform(c.seed[0], WEDS, c.key[m], c.key[o], t, 0)
            if u < wed:
                c.wed[m] = c.wed[o] = True
                c.love[m] = c.love[o] = 0.8
                _say(c, t, WEDDING, m, o, int(c.group_id[m]))
        mother = m if c.sex[m] == 1 else o
        fertile = BEARS[0] <= c.age[mother] <= BEARS[1] and c.sex[m] != c.sex[o]
        u = uniform(c.seed[0], EXPECTS_CHILD, c.key[mother], np.uint64(0), t, 0)
        if fertile and c.expects_t[mother] < 0 and u < child:
            c.expects_t[mother] = t + PREGNANCY
            father = o if mother == m else m
            _say(c, t, EXPECTING, mother, father, 0, -1, PREGNANCY / DAY)


def _teach(t: int, par: Bonds, c: Any, rows: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    """Who is beside their mentor, or a skilled friend while young, learns."""
    row, a, b = rows
    part = 1.0 - np.exp(-par.learns * DAY / 1000.0)
    kind = c.tie_kind[row]
    for pupil, master, mentors in ((a, b, MENTOR), (b, a, PUPIL)):
        young = (kind == FRIEND) & (c.age[pupil] < 22) & (c.age[master] > c.age[pupil] + 8)
        ok = ((kind == mentors) | young) & (c.skill[master] > c.skill[pupil] + 0.02)
        for m, o in zip(pupil[ok].tolist(), master[ok].tolist()):
            before = float(c.skill[m])
            c.skill[m] += np.float32(part * (c.skill[o] - c.skill[m]))
            if int(before / STEP) != int(float(c.skill[m]) / STEP):
                c.learned_of[m] = o
                _say(c, t, LEARNED_FROM, m, o, 0, -1, float(c.skill[m]))


HEARTS = Process(
    "hearts", "minute", look_back, section="bonds", python=True,
    writes=("tie_kind", "love", "wed", "fell_t", "expects_t", "skill", "learned_of",
            *EVENTS),
    reads=("tie_end", "tie_to", "tie_strength", "tie_trust", "tie_state", "tie_back",
           "fate", "gone", "unit", "passage", "group_id", "danger_t"),
    fixed=("tie_ptr", "age", "sex", "key", "seed", "p_len", "start_ms"),
    meaning="friendship and love begin, couples marry, skill passes on",
)  # fmt: skip
