"""Digging: work clears a heap, and reaches who lies no deeper, alive or dead."""

from __future__ import annotations

import numpy as np
import pytest
from tests.threats.test_impact import NAMES, Town

from kinward.core import vocabulary as v
from kinward.core.clock import MINUTE
from kinward.core.events import KIND, OBJECT, SUBJECT
from kinward.engine.plan import DIG, Step

AT = 10 * MINUTE


class Heap:
    """A town in which something fell, and the heap that most people lie under."""

    def __init__(self, **sections):
        self.town = Town(**sections)
        self.a = a = self.town.a
        self.b = int(np.bincount(a("ruin_of")[a("ruin_of") >= 0]).argmax())
        under = np.flatnonzero(a("ruin_of") == self.b)
        self.order = under[np.argsort(a("depth")[under])]
        self.step = Step(DIG, self.town.live)
        alive = np.flatnonzero((a("fate") == v.ALIVE) & (a("age") >= 14) & (a("hurt") == 0))
        self.hands = alive[:12]

    def dig(self, who, minutes=1, hurt=0.0):
        """Let them dig for so many minutes; the events, as (name, subject, object)."""
        a = self.a
        a("aim")[who], a("digs_at")[who], a("hurt")[who] = v.A_DIG, self.b, hurt
        noted = len(self.town.noted)
        for n in range(minutes):
            self.step(AT + n * MINUTE)
            self.town._drain(self.town.live)
        return [(NAMES[e[KIND]], e[SUBJECT], e[OBJECT]) for e in self.town.noted[noted:]]

    def dug(self):
        return float(self.a("b_dug")[self.b])


@pytest.fixture
def heap():
    return Heap()


def test_a_minute_of_one_is_a_person_minute_and_less_of_who_is_hurt(heap):
    heap.dig(heap.hands[:1])
    assert heap.dug() == 1.0
    heap.dig(heap.hands[:2], hurt=0.25)
    assert heap.dug() == 2.5
    heap.a("awake_mind")[heap.hands[0]] = False
    heap.dig(heap.hands[:2], hurt=0.0)
    assert heap.dug() == 3.5


def test_tools_speed_the_work_and_a_crew_digs_at_its_post(heap):
    a, m = heap.a, heap.hands[:1]
    a("tools")[m] = 3.0
    heap.dig(m)
    assert heap.dug() == 3.0
    a("aim")[m], a("digs_at")[m], a("works_at")[m] = v.A_POST, -1, heap.b
    heap.step(AT)
    assert heap.dug() == 6.0
    a("works_at")[m] = -1
    heap.step(AT)
    assert heap.dug() == 6.0


def test_no_more_dig_at_once_than_there_is_room_for(heap):
    heap.dig(heap.hands)
    assert heap.dug() == 8.0 < len(heap.hands)


def test_they_are_reached_in_the_order_of_their_depth_and_none_before(heap):
    a = heap.a
    reached = []
    while len(reached) < len(heap.order):
        before = heap.dug()
        for name, subject, object_ in heap.dig(heap.hands[:8]):
            m = subject if name == "dug_out" else object_
            assert before < a("depth")[m] <= heap.dug()
            reached.append(m)
    depths = a("depth")[reached]
    assert np.diff(np.ceil(depths / 8)).min() >= 0, "those of a minute in the order of their rows"
    assert sorted(reached) == sorted(heap.order.tolist())
    assert (a("ruin_of")[heap.order] == -1).all()


def test_who_is_dug_out_alive_lives_and_stands_at_the_heap(heap):
    a = heap.a
    trapped = [m for m in heap.order.tolist() if a("fate")[m] == v.MISSING]
    n = int(a("trapped_n")[0])
    events = heap.dig(heap.hands[:8], minutes=2000)
    out = [e for e in events if e[0] == "dug_out"]
    first = min(heap.hands[:8].tolist(), key=lambda m: int(a("key")[m]))
    assert sorted(e[1] for e in out) == sorted(trapped)
    assert {e[2] for e in out} == {first}
    assert a("trapped_n")[0] == n - len(trapped)
    for m in trapped:
        assert a("fate")[m] == v.ALIVE
        assert a("fate_t")[m] == -1
        assert not a("gone")[m]
        assert a("trapped_until")[m] == -1
        assert (a("passage")[m], a("unit")[m]) == (a("b_passage")[heap.b], 0)
        assert a("offset")[m] == a("b_off")[heap.b]


def test_who_stands_at_the_heap_learns_whose_body_was_found():
    heap = Heap(kills_inside=1.0, hurts=False)
    a = heap.a
    d = int(heap.order[0])
    rows = range(int(a("tie_ptr")[d]), int(a("tie_end")[d]))
    kin = [int(a("tie_to")[r]) for r in rows if a("fate")[a("tie_to")[r]] == v.ALIVE]
    assert len(kin) >= 2
    near, far = kin[:2]
    for o, away in ((near, 0.0), (far, 40.0)):
        a("passage")[o], a("unit")[o] = a("b_passage")[heap.b], 0
        a("offset")[o] = a("b_off")[heap.b] + away
    a("pending")[[near, far]] = -1
    a("depth")[d] = 0.5
    events = heap.dig(heap.hands[:1])
    assert ("found_under", heap.hands[0], d) in events
    assert (a("pending")[near], a("pending_about")[near]) == (v.C_GRIEF, d)
    assert a("pending")[far] == -1
    assert a("fate")[d] == v.DEAD


def test_switched_off_nobody_gets_anywhere():
    heap = Heap()
    off = Step(DIG, heap.town.live)
    off.args = (np.array([0.0, *off.args[0][1:]]), *off.args[1:])
    heap.step = off
    assert heap.dig(heap.hands, minutes=50) == []
    assert heap.dug() == 0.0
