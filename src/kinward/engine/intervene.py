"""Carrying out the interventions of a scenario: once a minute, before the plan's processes.

What is due follows from the time alone, so that a run that was stopped neither repeats nor loses
any. All that an intervention changes is state, and every one is written down as an event.

A closed passage may not be entered from its ends; who is on it, or lives on it, may come out. Who
knows of it: engine/closures.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np

from kinward.city.graph import ITEM
from kinward.city.places import Places, cell_index, place_of, put_in
from kinward.core import dated as kinds
from kinward.core.bundles import PLACES
from kinward.core.draws import uniforms
from kinward.core.events import DOMAINS, emit
from kinward.core.purposes import IMMUNISATION
from kinward.core.vocabulary import ALIVE, MISSING
from kinward.engine import interventions as i
from kinward.engine.arrivals import group_of
from kinward.engine.closures import Closures
from kinward.engine.targets import Change, contacts
from kinward.engine.world import Live

FOOD = ITEM["food"]


class Intervene:
    """Changes a live world at the times that its scenario says; call it with each minute."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self.due: dict[int, list[Change]] = defaultdict(list)
        for change in live.world.changes:
            self.due[change.t].append(change)
        self.closures = Closures(live, [
            (change, type(change.spec) in (i.ClosePassage, i.CloseGate))
            for change in live.world.changes
            if _ACTS[type(change.spec)] in (Intervene.close, Intervene.open)
        ])  # fmt: skip
        self._at = Places(*(live.array(n) for n in PLACES))

    def __call__(self, t: int) -> None:
        """Carry out what is due in the minute that begins at `t` (ms)."""
        self.closures(t)
        for change in self.due.get(t, ()):
            _ACTS[type(change.spec)](self, t, change)

    def _emit(
        self, t: int, kind: int, subject: int = -1, object: int = -1, k: int = 0, place: int = -1,
        what: int = -1, value: float = 0.0, value2: float = 0.0,
    ) -> None:  # fmt: skip
        log = self.live.events
        emit(log.ints, log.reals, log.head, t, kind, subject, object, k, place, what, value,
             value2, -1)  # fmt: skip

    def _place(self, m: int) -> int:
        return int(place_of(self._at, m, len(self.live.array("p_len"))))

    # --- closures ------------------------------------------------------------------------------

    def close(self, t: int, change: Change) -> None:
        """Close passages, or gates."""
        gate = isinstance(change.spec, i.CloseGate)
        for p in change.rows:
            self.live.array("p_open")[p] = False
            if gate:
                self.live.array("gate_free")[p] = False
            self._emit(t, kinds.GATE_SHUT if gate else kinds.PASSAGE_CLOSED, k=change.number,
                       place=p)  # fmt: skip

    def open(self, t: int, change: Change) -> None:
        """Open passages, or gates (these for everyone, and unguarded)."""
        a = self.live.array
        gate = isinstance(change.spec, i.OpenGate)
        for p in change.rows:
            a("p_open")[p] = True
            if gate:
                a("gate_free")[p] = True
            self._emit(t, kinds.GATE_OPENED if gate else kinds.PASSAGE_OPENED, k=change.number,
                       place=p)  # fmt: skip

    # --- people and things ---------------------------------------------------------------------

    def empty(self, t: int, change: Change) -> None:
        """Empty a contact layer, or the contact of two people in it."""
        layer, *pair = change.rows
        name = self.live.world.layers[layer]
        what = DOMAINS["contact layer"].index(name)
        if not pair:
            self.live.array("layer_on")[layer] = False
            self._emit(t, kinds.LAYER_EMPTIED, k=change.number, what=what)
            return
        a, b = pair
        self.live.array("contact_weight")[contacts(self.live.world, layer, a, b)] = 0.0
        self._emit(t, kinds.CONTACT_EMPTIED, a, b, change.number, what=what)

    def add(self, t: int, change: Change) -> None:
        """Let a newcomer enter."""
        (m,) = change.rows
        a, world = self.live.array, self.live.world
        spot = world.spots[m - int((world.population.enters < 0).sum())]
        group, food = group_of(self.live, m), float(np.float32(change.spec.person.rations))  # type: ignore[attr-defined]
        a("passage")[m], a("offset")[m], a("unit")[m] = spot
        a("cell")[m] = a("p_cell")[spot.passage] + cell_index(
            a("p_len"), a("p_ncell"), spot.passage, spot.offset
        )
        a("facing")[m], a("gone")[m] = 2, False
        put_in(self._at, m)
        a("fate")[m], a("fate_t")[m], a("group_id")[m] = ALIVE, -1, group
        a("load")[m, FOOD] = food
        a("resume")[m] = True
        self._emit(t, kinds.ENTERED, m, k=change.number, place=self._place(m), what=FOOD,
                   value=food, value2=group)  # fmt: skip

    def immunise(self, t: int, change: Change) -> None:
        """Make one person, or a share of the living, immune; those who are so already stay so."""
        a = self.live.array
        if change.rows:
            who = [m for m in change.rows if a("fate")[m] in (ALIVE, MISSING)]
        else:
            here = np.flatnonzero((a("fate") == ALIVE) & ~a("gone"))
            u = np.empty(len(here))
            uniforms(a("seed")[0], IMMUNISATION, a("key")[here], t, 0, u)
            who = here[u < change.spec.share].tolist()  # type: ignore[attr-defined]
        for m in who:
            a("immune")[m] = True
            self._emit(t, kinds.IMMUNISED, m, k=change.number, place=self._place(m))

    def stock(self, t: int, change: Change) -> None:
        """Bring things to a place, or take them away as far as they are there."""
        (unit,) = change.rows
        stock = self.live.array("stock")
        before = stock[unit, change.item]
        number = change.spec.number  # type: ignore[attr-defined]
        stock[unit, change.item] = np.float32(max(0.0, float(before) + number))
        value = float(stock[unit, change.item]) - float(before)
        self._emit(t, kinds.STOCKED, k=change.number, place=len(self.live.array("p_len")) + unit,
                   what=change.item, value=value)  # fmt: skip


_ACTS: dict[type[Any], Callable[[Intervene, int, Change], None]] = {
    i.ClosePassage: Intervene.close, i.CloseGate: Intervene.close,
    i.OpenPassage: Intervene.open, i.OpenGate: Intervene.open,
    i.EmptyLayer: Intervene.empty, i.AddPerson: Intervene.add,
    i.Immunise: Intervene.immunise, i.Stock: Intervene.stock,
}  # fmt: skip
