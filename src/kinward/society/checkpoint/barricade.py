"""The barricade: those who stay to serve stand watch on it, armed from the post's stock.

Who has stayed to serve gets a rifle and rounds, as long as the checkpoint has any, stands on the
side of the barricade towards the city for `watch`, rests in the camp for `rest`, and so on by
turns. On watch they do as soldiers at their post do (mind/worth.py). After `term` of it, or when
nobody else is left to board, they give the rifle back and may board like anyone.

Before the next transport is boarded whoever promised the seats keeps the promise, with the chance
`keeps`, or gives the seats to others. Both are deeds that trust feels. With a broken promise the
one goes back to their own, who wait in their turn.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from kinward.city.graph import ITEM
from kinward.city.places import place_number
from kinward.core.bundles import AIM, DEEDS, EVENTS, PARTY, PLACES, WISH
from kinward.core.deeds import D_BROKE_WORD, D_KEPT_WORD, Deeds, did
from kinward.core.draws import uniform
from kinward.core.parameters import Parameters, param
from kinward.core.party import Party, join
from kinward.core.process import Process
from kinward.core.quantity import Count, Duration, Probability, Switch, ms
from kinward.core.vocabulary import A_CHECKPOINT, A_POST
from kinward.core.wish import Wish, go
from kinward.society.acts import less, note, once
from kinward.society.checkpoint import comers
from kinward.society.checkpoint.columns import ABOARD, FREE, HELD_BACK, LOOKED_OVER, QUEUE, SERVES
from kinward.society.checkpoint.purposes import WORD_KEPT
from kinward.society.checkpoint.vocabulary import (
    ARMED,
    GAVE_BACK,
    ON_WATCH,
    RELEASED,
    RELIEVED,
    SEATS_BROKEN,
    SEATS_KEPT,
)

RIFLE, ROUND = ITEM["rifle"], ITEM["rifle_round"]
OFF, WATCH, REST = range(3)  # column cp_watch
OPEN_WORD, KEPT, BROKEN = range(3)  # column cp_word


class Barricade(Parameters):
    """What those do who stay to serve at a checkpoint."""

    on: Switch = param(True, "who stays to serve stands watch on the barricade", "story S12")
    rifles: Count = param(6, "rifles that each checkpoint has to give out", "assumed", ge=0,
                          le=10_000)  # fmt: skip
    rounds: Count = param(60, "rounds with each", "assumed", ge=0, le=10_000)
    watch: Duration = param("4 h", "a watch on the barricade", "assumed: the watch of ships",
                            ge="10 min", le="2 days")  # fmt: skip
    rest: Duration = param("4 h", "rest after it", "assumed", ge="0 s", le="2 days")
    term: Duration = param("24 h", "who has served so long may board", "assumed", ge="1 h",
                           le="60 days")  # fmt: skip
    keeps: Probability = param(0.9, "the promise of seats is kept", "assumed")


def stock_checkpoints(column: Callable[[str], np.ndarray], par: Barricade) -> None:
    """Put the arms of the checkpoints into their grounds."""
    for u in column("check_unit").tolist():
        column("stock")[u, RIFLE] += par.rifles * par.on
        column("stock")[u, ROUND] += par.rifles * par.rounds * par.on


def man(t: int, par: Barricade, c: Any) -> None:
    """One minute of those who serve at all checkpoints."""
    if not par.on or c.danger_t[0] < 0:
        return
    for g in range(len(c.check_unit)):
        for m in comers.in_order(c, comers.at(c, g, SERVES)).tolist():
            if c.fate[m] != 0 or c.gone[m]:
                continue
            if c.cp_watch[m] == OFF:
                _begin(c, t, par, g, m)
            if not _word(c, t, par, g, m) or not _serves_on(c, t, par, g, m):
                _release(c, t, par, g, m)
                continue
            _turns(c, t, par, g, m)


def _begin(c: Any, t: int, par: Barricade, g: int, m: int) -> None:
    """m begins to serve: gets a rifle, if the checkpoint has one left."""
    u = int(c.check_unit[g])
    c.cp_serves_t[m] = c.cp_watch_t[m] = t
    _go_on_watch(c, t, g, m)
    if c.load[m, RIFLE] >= 1.0 or c.stock[u, RIFLE] < 1.0:
        return
    rounds = float(min(par.rounds, np.floor(c.stock[u, ROUND])))
    for item, number in ((RIFLE, 1.0), (ROUND, rounds)):
        if number >= 1.0:
            c.stock[u, item] -= number
            c.load[m, item] += number
            note(c, t, ARMED, m, -1, g, comers.site_place(c, g), item, number, 0.0,
                 int(c.cp_event[m]))  # fmt: skip
    c.cp_armed[m] = True


def _word(c: Any, t: int, par: Barricade, g: int, m: int) -> bool:
    """Whether the promise to m is not broken: it is kept, or not, when boarding comes."""
    if c.cp_word[m] != OPEN_WORD or t < c.cp_next[g] - ms(c.boards[0]):
        return c.cp_word[m] != BROKEN
    own = np.flatnonzero((c.cp_bought == m) & (c.cp_state == FREE) & (c.fate == 0))
    if not len(own):
        return True
    o = int(c.cp_promised_by[m])
    u = uniform(c.seed[0], WORD_KEPT, c.key[m], c.key[o] if o >= 0 else np.uint64(0), 0, 0)
    kept = bool(u < par.keeps)
    c.cp_word[m] = KEPT if kept else BROKEN
    n = note(c, t, SEATS_KEPT if kept else SEATS_BROKEN, m, o, g, place_number(c, m), -1,
             len(own), 0.0, int(c.cp_event[m]))  # fmt: skip
    c.cp_event[m] = n
    if o >= 0 and c.fate[o] == 0:
        deeds = Deeds(*(getattr(c, d) for d in DEEDS))
        did(deeds, o, m, D_KEPT_WORD if kept else D_BROKE_WORD, n, 1.0)
    if not kept:
        c.cp_bought[own], c.cp_event[own] = -1, n
        _back_to(c, m, int(own[np.argmin(c.key[own])]))
    return kept


def _back_to(c: Any, m: int, o: int) -> None:
    """m goes on with o, and whom o goes with."""
    join(Party(*(getattr(c, n) for n in PARTY)), m, o)


def _serves_on(c: Any, t: int, par: Barricade, g: int, m: int) -> bool:
    """Whether m is still needed: the term is not over, and others wait to leave."""
    if t - c.cp_serves_t[m] >= ms(par.term):
        return False
    there = comers.at(c, g, QUEUE, LOOKED_OVER, HELD_BACK, FREE, ABOARD)
    return bool((c.cp_serves_t[there] < 0).any())  # besides those who have served


def _release(c: Any, t: int, par: Barricade, g: int, m: int) -> None:
    """m gives the rifle back, and may board like anyone."""
    u = int(c.check_unit[g])
    if c.cp_armed[m]:
        for item in (RIFLE, ROUND):
            number = float(np.floor(c.load[m, item]))
            number = min(number, 1.0) if item == RIFLE else number
            if number >= 1.0:
                c.load[m, item] -= number
                c.stock[u, item] += number
                note(c, t, GAVE_BACK, m, -1, g, comers.site_place(c, g), item, number, 0.0,
                     int(c.cp_event[m]))  # fmt: skip
        c.cp_armed[m] = False
    hours = (t - int(c.cp_serves_t[m])) / 3_600_000
    c.cp_event[m] = note(c, t, RELEASED, m, -1, g, place_number(c, m), -1, hours, 0.0,
                         int(c.cp_event[m]))  # fmt: skip
    c.cp_watch[m], c.cp_state[m] = OFF, FREE
    c.cp_lists_t[m] = t
    _into_camp(c, g, m)


def _turns(c: Any, t: int, par: Barricade, g: int, m: int) -> None:
    """Watch and rest by turns; who was drawn away goes back to the barricade."""
    if c.cp_watch[m] == WATCH and t - c.cp_watch_t[m] >= ms(par.watch) and par.rest > 0.0:
        if c.foe[m] < 0:
            hours = (t - int(c.cp_watch_t[m])) / 3_600_000
            note(c, t, RELIEVED, m, -1, g, place_number(c, m), -1, hours, 0.0,
                 int(c.cp_event[m]))  # fmt: skip
            c.cp_watch[m], c.cp_watch_t[m] = REST, t
            _into_camp(c, g, m)
        return
    if c.cp_watch[m] == REST and t - c.cp_watch_t[m] >= ms(par.rest):
        c.cp_watch_t[m] = t
        _go_on_watch(c, t, g, m)
    elif c.cp_watch[m] == WATCH and c.aim[m] == A_CHECKPOINT:
        _to_barricade(c, g, m)


def _go_on_watch(c: Any, t: int, g: int, m: int) -> None:
    note(c, t, ON_WATCH, m, -1, g, int(c.check_passage[g]), -1, 0.0, 0.0, int(c.cp_event[m]))
    c.cp_watch[m] = WATCH
    _to_barricade(c, g, m)


def _to_barricade(c: Any, g: int, m: int) -> None:
    c.aim[m], c.aim_about[m], c.aim_until[m], c.aim_event[m] = A_POST, -1, -1, c.cp_event[m]
    c.think_t[m] = -1
    go(_wish(c), m, int(c.check_passage[g]), float(c.check_off[g]), 0)


def _into_camp(c: Any, g: int, m: int) -> None:
    c.aim[m], c.aim_about[m] = A_CHECKPOINT, -1
    go(_wish(c), m, int(c.check_passage[g]), float(c.check_off[g]), int(c.check_unit[g]))


def _wish(c: Any) -> Wish:
    return Wish(*(getattr(c, n) for n in WISH))


_WRITES = once(
    *EVENTS, *WISH, *AIM, *PARTY, *DEEDS, "think_t", "load", "stock", "cp_state", "cp_event",
    "cp_bought", "cp_watch", "cp_watch_t", "cp_serves_t", "cp_armed", "cp_word", "cp_lists_t",
)  # fmt: skip
MAN = Process(
    "barricade", "minute", man, section="barricade", python=True,
    writes=_WRITES,
    reads=less((*PLACES, "fate", "gone", "foe", "danger_t", "cp_at", "cp_t", "cp_next",
                "cp_promised_by"), _WRITES),
    fixed=("key", "seed", "p_len", "check_unit", "check_passage", "check_off", "boards"),
    meaning="who stays to serve stands watch, and promises are kept or broken",
    of="checkpoint",
)  # fmt: skip
