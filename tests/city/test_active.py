"""The active: in the order of the columns, and without those who sit where nothing is."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.city.heading import compact, settle
from kinward.core.vocabulary import A_ROOF


@pytest.mark.parametrize("seed", range(20))
def test_those_who_were_appended_come_where_they_belong(seed):
    rng = np.random.default_rng(seed)
    rows = rng.permutation(60)[: rng.integers(0, 50)].astype(np.int32)
    first = int(rng.integers(0, len(rows) + 1))
    rows[:first].sort()
    kept = np.append(rows, np.int32(-7))
    settle(kept, first, len(rows))
    assert kept[:-1].tolist() == sorted(rows.tolist())
    assert kept[-1] == -7


class Some:
    """Two people in the street and six in rooms of their own, all beyond the wall and at rest."""

    def __init__(self, zone=False):
        n = 8
        self.list, self.n = np.zeros(n, np.int32), np.zeros(1, np.int64)
        self.active, self.moving = np.ones(n, bool), np.zeros(n, bool)
        self.foe, self.fate = np.full(n, -1, np.int32), np.zeros(n, np.int8)
        self.gone, self.passage = np.zeros(n, bool), np.zeros(n, np.int32)
        self.unit, self.aim = np.array([0, 0, 1, 2, 3, 4, 5, 6], np.int32), np.zeros(n, np.int8)
        self.rotten, self.zone = np.zeros(9), np.array([zone])

    def kept(self):
        compact(self.list, self.n, self.active, self.moving, self.foe, self.fate, self.gone,
                self.passage, self.unit, self.aim, self.rotten, self.zone)  # fmt: skip
        rows = self.list[: self.n[0]].tolist()
        assert np.flatnonzero(self.active).tolist() == rows
        return rows


def test_who_sits_in_a_room_where_nothing_is_is_not_stepped():
    assert Some().kept() == [0, 1]
    assert Some(zone=True).kept() == []


def test_who_moves_fights_or_climbs_is_and_who_may_fall():
    some = Some(zone=True)
    some.moving[2], some.foe[3], some.gone[4] = True, 1, True
    assert some.kept() == [2, 3]
    some = Some()
    some.aim[5], some.rotten[5] = A_ROOF, 0.1
    assert some.kept() == [0, 1, 5, 6]


def test_whoever_shares_a_room_with_one_of_them_is_stepped():
    some = Some()
    some.unit[7], some.fate[7] = 3, 2
    assert some.kept() == [0, 1, 4]
    some = Some()
    some.unit[7], some.fate[7], some.gone[7] = 3, 2, True
    assert some.kept() == [0, 1]
