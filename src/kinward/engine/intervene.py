"""Carrying out the interventions of a scenario: once a minute, before the plan's processes.

What is due follows from the time alone, so that a run that was stopped neither repeats nor loses
any. All that an intervention changes is state, and every one is written down as an event.

Closures. A closed passage may not be entered from its ends; who is on it, or lives on it, may
come out. Nobody is told: ways lead through it until the first of the living stands before it.
They learn it there (`met_closure`), word is out with the next minute, and from then on all ways
lead around; those who stood before it set out anew, and stay where they are if no way is left.
That a passage is open again is known at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np

from kinward.city.graph import ITEM
from kinward.city.places import Places, cell_index, place_of, put_in
from kinward.city.routes import Net, next_passage, street_of
from kinward.core import dated as kinds
from kinward.core.bundles import NET, PLACES, WISH
from kinward.core.draws import uniforms
from kinward.core.events import DOMAINS, emit
from kinward.core.purposes import IMMUNISATION
from kinward.core.vocabulary import ALIVE, MISSING
from kinward.core.wish import Wish, go
from kinward.engine import interventions as i
from kinward.engine.arrivals import group_of
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
        if not self.due:
            self.unknown = False
            return
        a = live.array
        self._net = Net(*(a(n) for n in NET))
        self._at = Places(*(a(n) for n in PLACES))
        self._wish = Wish(*(a(n) for n in WISH))
        if a("p_known").any():  # the state came from a checkpoint
            live.world.walk.close(a("p_known"))
        self._look()

    def __call__(self, t: int) -> None:
        """Carry out what is due in the minute that begins at `t` (ms)."""
        if self.unknown:
            self._meet(t)
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
        return int(place_of(self._at, m, len(self._net.p_len)))

    # --- closures ------------------------------------------------------------------------------

    def _look(self) -> None:
        """Whether anything is closed that nobody knows of."""
        a = self.live.array
        self.unknown = bool((~a("p_open") & ~a("p_known")).any())

    def close(self, t: int, change: Change) -> None:
        """Close passages, or gates."""
        gate = isinstance(change.spec, i.CloseGate)
        for p in change.rows:
            self.live.array("p_open")[p] = False
            if gate:
                self.live.array("gate_free")[p] = False
            self._emit(t, kinds.GATE_SHUT if gate else kinds.PASSAGE_CLOSED, k=change.number,
                       place=p)  # fmt: skip
        self._look()

    def open(self, t: int, change: Change) -> None:
        """Open passages, or gates (these for everyone, and unguarded)."""
        a = self.live.array
        gate = isinstance(change.spec, i.OpenGate)
        rows = list(change.rows)
        for p in rows:
            a("p_open")[p] = True
            if gate:
                a("gate_free")[p] = True
            self._emit(t, kinds.GATE_OPENED if gate else kinds.PASSAGE_OPENED, k=change.number,
                       place=p)  # fmt: skip
        if a("p_known")[rows].any():
            a("p_known")[rows] = False
            self.live.world.walk.close(a("p_known"))
            stopped = self._stopped()
            a("resume")[stopped] = True  # who keeps to the routine goes where it has them now
            self._set_out_again(stopped)
        self._look()

    def _stopped(self) -> np.ndarray:
        """The living who met a closure or have no way, and still want to go somewhere."""
        a = self.live.array
        rows = a("blocked") & (a("fate") == ALIVE) & ~a("gone") & (a("passage") >= 0)
        rows &= ~a("moving") & (a("goal_passage") >= 0) & (a("carried_by") < 0)
        who = np.flatnonzero(rows)
        return who[np.argsort(a("key")[who], kind="stable")]

    def _meet(self, t: int) -> None:
        """Those who came to a closed passage learn it; the ways lead around it from now on."""
        a = self.live.array
        shut = ~a("p_open") & ~a("p_known")
        met = [(m, p) for m in self._stopped().tolist() if (p := self._ahead(m)) >= 0 and shut[p]]
        if not met:
            return
        for m, p in met:
            self._emit(t, kinds.MET_CLOSURE, m, place=p)
            a("p_known")[p] = True
        self.live.world.walk.close(a("p_known"))
        self._set_out_again(np.array([m for m, _ in met]))
        self._look()

    def _ahead(self, m: int) -> int:
        """The passage that m wanted to enter where they stand at the end of one, -1 if none."""
        a, net = self.live.array, self._net
        p, off = int(a("passage")[m]), float(a("offset")[m])
        if a("unit")[m] > 0 or net.p_host[p] >= 0 or 0.0 < off < net.p_len[p]:
            return -1
        node = int(net.p_a[p] if off <= 0.0 else net.p_b[p])
        base, base_off = street_of(net, int(a("goal_passage")[m]), float(a("goal_offset")[m]))
        return int(next_passage(net, node, base, base_off))

    def _set_out_again(self, who: np.ndarray) -> None:
        a = self.live.array
        for m in who.tolist():
            go(self._wish, m, int(a("goal_passage")[m]), float(a("goal_offset")[m]),
               int(a("goal_unit")[m]))  # fmt: skip

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
        net = self._net
        a("passage")[m], a("offset")[m], a("unit")[m] = spot
        a("cell")[m] = a("p_cell")[spot.passage] + cell_index(
            net.p_len, a("p_ncell"), spot.passage, spot.offset
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
        self._emit(t, kinds.STOCKED, k=change.number, place=len(self._net.p_len) + unit,
                   what=change.item, value=value)  # fmt: skip


_ACTS: dict[type[Any], Callable[[Intervene, int, Change], None]] = {
    i.ClosePassage: Intervene.close, i.CloseGate: Intervene.close,
    i.OpenPassage: Intervene.open, i.OpenGate: Intervene.open,
    i.EmptyLayer: Intervene.empty, i.AddPerson: Intervene.add,
    i.Immunise: Intervene.immunise, i.Stock: Intervene.stock,
}  # fmt: skip
