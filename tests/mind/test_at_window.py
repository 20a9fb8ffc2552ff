"""Who is cut off by smoke: what they weigh, what they choose, and what a fall does to them."""

import numpy as np
import pytest
from tests.threats.test_stairwell import Tower as Smoky

from kinward.body.vocabulary import AWNING, FELL
from kinward.core.decisions import DecisionBuffer
from kinward.core.process import pack
from kinward.core.vocabulary import ALIVE, BY_FALL, DEAD
from kinward.engine.plan import AT_WINDOW, THROUGH_WINDOW, Step
from kinward.mind.options import Options, option_on
from kinward.mind.parameters import Mind
from kinward.mind.vocabulary import DECIDED
from kinward.verify.worlds import rebuild_lists


class Tower(Smoky):
    """The tower that burns, with minds in it."""

    def __init__(self, **sets):
        super().__init__()
        self.live.decisions = DecisionBuffer(1_000)
        a, arrays = self.a, self.live.world.arrays
        n = len(self.rooms)
        options = Options(**sets.pop("options", {}))
        heights = self.live.world.scenario.heights
        arrays |= {
            "option_on": option_on(options), "danger_weights": pack(Mind()),
            "fall_law": np.array([heights.half_die, heights.slope]),
            "partner_at_work": np.full(n, -1, np.int32), "loudness": np.zeros(17),
        }  # fmt: skip
        a("cut_off")[:] = self.upstairs
        a("smoky_n")[0] = 1
        a("awake_mind")[:] = True

    def minute(self):
        """One of the mind and the body; who leaves by the window."""
        steps = [Step(p, self.live) for p in (AT_WINDOW, THROUGH_WINDOW)]
        steps[0](self.t)
        leave = np.flatnonzero(self.a("window") == 2)
        steps[1](self.t)
        self.t += 60_000
        self.live.decisions.drain()
        self.told = self.live.events.drain()[0].tolist()
        return leave


def test_with_no_smoke_in_the_room_nobody_thinks_of_it():
    w = Tower()
    w.a("room_smoke")[:] = 0.49
    assert len(w.minute()) == 0
    assert not w.told


def test_as_many_leave_as_the_choice_says_from_low_storeys_most_from_high_ones_few():
    leave, expected, variance = 0, 0.0, 0.0
    high, low = [], []
    for seed in range(1, 13):
        w = Tower()
        w.a("seed")[0] = seed
        w.a("room_smoke")[:] = 1.0
        went = np.isin(np.arange(len(w.rooms)), w.minute())[w.upstairs]
        floor = w.a("u_floor")[w.rooms][w.upstairs]
        falls = 1 / (1 + (12.1 / (3.0 * floor)) ** 3.9)
        p = 1 / (1 + np.exp(6 * (falls - (1 - np.exp(-2.0)))))
        leave, expected = leave + went.sum(), expected + p.sum()
        variance += (p * (1 - p)).sum()
        low += went[floor <= 2].tolist()
        high += went[floor >= 8].tolist()
    assert abs(leave - expected) <= 3 * np.sqrt(variance)
    assert np.mean(low) > 0.95
    assert np.mean(high) < 0.5


def test_the_thicker_the_smoke_the_more_leave():
    went = []
    for smoke in (0.5, 0.7, 1.0, 5.0):
        w = Tower()
        w.a("room_smoke")[:] = smoke
        went.append(set(w.minute().tolist()))
    assert went[0] <= went[1] <= went[2]
    assert len(went[0]) < len(went[2])
    assert went[3] == went[2]  # worse than full it does not get


def test_it_is_told_once_and_the_fall_has_its_cause():
    w = Tower()
    w.a("room_smoke")[:] = 1.0
    leave = w.minute()
    fell = [row for row in w.told if row[1] == FELL]
    chose = {row[2]: i for i, row in enumerate(w.told) if row[1] == DECIDED}
    assert sorted(row[2] for row in fell) == leave.tolist()
    for row in fell:  # by the choice, or an awning that broke it
        cause = row[7]
        if w.told[cause][1] == AWNING:
            cause = w.told[cause][7]
        assert cause == chose[row[2]]
    assert len(chose) == w.upstairs.sum()
    dead = leave[w.a("fate")[leave] == DEAD]
    causes = {row[2]: row[6] for row in w.told if row[1] == 2}
    assert all(causes[m] == BY_FALL for m in dead.tolist())
    alive = leave[w.a("fate")[leave] == ALIVE]
    assert (w.a("hurt")[alive] > 0).all()
    assert (w.a("unit")[alive] == 0).all()
    assert (w.a("passage")[alive] == 0).all()
    assert len(w.minute()) == 0
    assert not w.told


def test_who_has_their_own_beside_them_goes_less_easily():
    plain, held = Tower(), Tower()
    for w in (plain, held):
        w.a("room_smoke")[:] = 1.0
    n = len(held.rooms)
    a, arrays = held.a, held.live.world.arrays
    # two and two of a household share a room, tied to each other
    other = np.arange(n) ^ 1
    arrays["tie_ptr"] = np.arange(n + 1)
    a("tie_end")[:] = np.arange(1, n + 1)
    for name, value in (("tie_to", other), ("tie_strength", np.full(n, 1.0)),
                        ("tie_alive", np.ones(n)), ("tie_seen_t", np.zeros(n))):  # fmt: skip
        held.live.state.arrays[name] = np.asarray(value).astype(a(name).dtype)
    arrays["household"] = (np.arange(n) // 2).astype(np.int32)
    a("unit")[1::2] = a("unit")[::2]
    rebuild_lists(held.live)
    assert len(held.minute()) < len(plain.minute())


@pytest.mark.parametrize("off", ["option", "child", "carried", "faint"])
def test_who_cannot_does_not(off):
    w = Tower(options={"window": off != "option"})
    w.a("room_smoke")[:] = 1.0
    if off == "child":
        w.live.world.arrays["age"] = np.full(len(w.rooms), 9, np.int16)
    elif off == "carried":
        w.a("carried_by")[:] = 0
    elif off == "faint":
        w.a("awake_mind")[:] = False
    assert len(w.minute()) == 0
