"""Smoke in the stair of a building that burns: none is made or lost, and it cuts people off."""

import numpy as np
import pytest

from kinward.city import Draft
from kinward.city.graph import FLOOR_M, STAIR_M
from kinward.core.draws import uniform
from kinward.core.events import KINDS
from kinward.core.process import pack
from kinward.core.purposes import STOREY_BURNS
from kinward.engine.build import unit_index
from kinward.engine.plan import STAIRWELL
from kinward.threats.stairwell import ROOM_M
from kinward.verify.worlds import rebuild_lists, world

MINUTE = 60_000
FOREVER = "60 days"


class Tower:
    """A tower of 20 storeys, two rooms on each, one person in every room, that burns."""

    def __init__(self, floors=20, **stairwell):
        draft = Draft("tower")
        street = draft.passage(draft.node(0, 0), draft.node(100, 0), width=10.0)
        house = draft.building(centre=(20, 20), floors=floors, door=(street, 20.0))
        self.rooms = [draft.unit(house, floor=f) for f in range(floors) for _ in range(2)]
        graph = draft.compile()
        ptr, at = unit_index(graph)
        n = len(self.rooms)
        self.live = world(graph, n, fixed={"unit_ptr": ptr, "unit_at": at},
                          stairwell=stairwell)  # fmt: skip
        a = self.a = self.live.array
        self.stair = int(graph.b_stair[0])
        a("unit")[:] = self.rooms
        a("passage")[:] = graph.u_passage[self.rooms]
        a("offset")[:] = graph.u_off[self.rooms]
        rebuild_lists(self.live)
        self.upstairs = np.array(a("passage") == self.stair)
        first = int(graph.p_cell[self.stair])
        self.cells = np.arange(first, first + int(graph.p_ncell[self.stair]))
        self.volume = 15 * FLOOR_M / STAIR_M * graph.p_len[self.stair] / len(self.cells)
        self.par = pack(self.live.world.scenario.stairwell)
        self.args = [a(x) for x in (*STAIRWELL.writes, *STAIRWELL.reads, *STAIRWELL.fixed)]
        self.t = 0

    @property
    def storey(self):
        """The storey that the fire is on."""
        u = uniform(self.live.array("seed")[0], STOREY_BURNS, np.uint64(0), np.uint64(0), 0, 0)
        return int(u * self.live.world.graph.b_floors[0])

    def minutes(self, n, burns=True):
        self.a("burning")[0] = 1 if burns else 2
        for _ in range(n):
            STAIRWELL.kernel(self.t, self.par, *self.args)
            self.t += MINUTE
        ints, _, _ = self.live.events.drain()
        return [(KINDS[row[1]].name, int(row[2])) for row in ints]

    def amount(self):
        """Extinction by volume, m2, of the stair and of its rooms."""
        rooms = self.a("room_smoke")[self.rooms] * self.a("u_area")[self.rooms] * ROOM_M
        return float(self.a("smoke")[self.cells].sum() * self.volume), float(rooms.sum())


def test_all_the_smoke_of_a_fire_is_in_its_stair_and_rooms():
    w = Tower(vents=FOREVER)
    w.minutes(30)
    kept = np.exp(-30 * 60 / (60 * 86_400))
    stair, rooms = w.amount()
    assert 0 < rooms < stair + rooms
    assert kept * 900.0 <= stair + rooms <= 900.0 * (1 + 1e-12)
    assert w.a("smoke")[: w.cells[0]].sum() == 0  # none in the street
    w.minutes(60, burns=False)
    assert sum(w.amount()) == pytest.approx(900.0, rel=2e-3)


def test_with_doors_that_never_leak_none_gets_into_rooms():
    w = Tower(vents=FOREVER, door=FOREVER)
    w.minutes(30)
    stair, rooms = w.amount()
    assert rooms < 0.01 * stair


def test_it_mixes_upward_and_never_comes_down():
    w = Tower(vents=FOREVER, door=FOREVER)
    w.minutes(15)
    fire = int(w.storey * STAIR_M * len(w.cells) / w.a("p_len")[w.stair])
    smoke = w.a("smoke")[w.cells]
    assert (smoke[:fire] == 0).all()
    assert (smoke[fire:] > 0.1).all()
    assert (np.diff(smoke[fire:]) < 0).all()
    w.minutes(300, burns=False)  # in time it is the same all the way up
    smoke = w.a("smoke")[w.cells]
    assert smoke[fire:] == pytest.approx(np.full(len(smoke) - fire, smoke[-1]), rel=1e-3)
    still = Tower(vents=FOREVER, door=FOREVER, rises="0 m/s")
    still.minutes(15)
    assert np.flatnonzero(still.a("smoke")[still.cells] > 1e-9).tolist() == [fire]


def test_the_top_lets_it_out_at_its_rate():
    w = Tower(door=FOREVER, rises="0 m/s", vents="10 min")
    w.a("smoke")[w.cells[-1]] = 1.0
    w.a("smoky")[0] = True
    w.minutes(20, burns=False)
    assert w.a("smoke")[w.cells[-1]] == pytest.approx(np.exp(-2.0), rel=3e-3)


def test_a_clear_stair_is_done_with():
    w = Tower(vents="30 s", door="1 min")
    w.minutes(5)
    assert w.a("smoky_n")[0] == 1
    w.minutes(240, burns=False)
    assert w.a("smoky_n")[0] == 0
    assert sum(w.amount()) == 0.0
    assert not w.a("cut_off").any()


def test_those_above_the_fire_are_cut_off_told_once_and_harmed_and_nobody_else_is():
    w = Tower(door=FOREVER, gives=5.0, vents=FOREVER)
    told = w.minutes(20)
    above = w.a("u_off")[w.rooms] >= w.storey * STAIR_M
    cell = w.a("cell")
    past = w.upstairs & (cell >= w.cells[0] + int(w.storey * STAIR_M * len(w.cells)
                                                  / w.a("p_len")[w.stair]))  # fmt: skip
    assert 0 < past.sum() < len(past)
    assert (w.a("cut_off") == past).all()
    assert (past >= (above & w.upstairs)).all()
    assert sorted(m for kind, m in told if kind == "cut_off") == np.flatnonzero(past).tolist()
    assert (w.a("hurt")[~w.upstairs] == 0).all()
    w.a("unit")[np.flatnonzero(past)[0]] = 0  # on the stair itself
    before = w.a("hurt").copy()
    w.minutes(1)
    more = w.a("hurt") - before
    first = np.flatnonzero(past)[0]
    assert more[first] == pytest.approx(
        min(0.95 - before[first], 0.3 * w.a("smoke")[cell[first]] / 60.0)
    )
    assert not w.a("cut_off")[first]


def test_without_it_nothing_happens():
    w = Tower(smoke=False)
    assert w.minutes(10) == []
    assert sum(w.amount()) == 0.0
