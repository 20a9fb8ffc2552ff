"""How a group breaks: at which size, and along which ties."""

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from kinward.core.draws import key_of, uniforms
from kinward.society.bands.fission import critical_size, minimum_cut
from kinward.verify.karate import (
    HALVES_DIFFER,
    MEMBERS,
    MR_HI,
    OFFICER,
    TIES,
    WITH_OFFICER,
    strengths,
)

DEGREES = [
    16, 9, 10, 6, 3, 4, 4, 4, 5, 2, 3, 1, 2, 5, 2, 2, 2, 2, 2, 3, 2, 2, 2, 5, 3, 3, 2, 4, 3, 4, 4,
    6, 12, 17,
]  # fmt: skip


def draws(n, *name):
    """Uniforms (n,) of an occasion that is named."""
    out = np.empty(n)
    uniforms(1, 1, np.arange(n, dtype=np.uint64), key_of(*name) >> 1, 0, out)
    return out


def group(n, share, *name):
    """Strengths (n, n) of a group in which a share of the pairs is tied; 1 to 4, whole."""
    u = draws(n * n, n, *name).reshape(n, n)
    out = np.triu(np.where(u < share, np.ceil(4 * u / share), 0.0), 1)
    return out + out.T


def between(strength, side):
    """Strength of all ties that a cut severs."""
    return strength[side][:, ~side].sum()


def minimum_cuts(strength, leader, rival):
    """Every rival's side (n,) of a cut as small as any, by trying them all; how small."""
    n = len(strength)
    cuts = (np.arange(2**n)[:, None] >> np.arange(n) & 1).astype(bool)
    cuts = cuts[cuts[:, rival] & ~cuts[:, leader]]
    size = np.einsum("ci,ij,cj->c", cuts.astype(float), strength, (~cuts).astype(float))
    least = size.min()
    return cuts[size <= least + 1e-9], least


def wrong(ties):
    """Members of the karate club who end on another side than they did (Mr. Hi leads)."""
    found = minimum_cut(strengths(ties), MR_HI, OFFICER)
    return np.flatnonzero(found != WITH_OFFICER).tolist()


@pytest.mark.parametrize("n", [2, 3, 5, 8, 10])
def test_the_cut_is_the_one_next_to_the_rival_of_all_minimum_cuts(n):
    several = 0
    for k in range(40):
        strength = group(n, (0.3, 0.6, 1.0)[k % 3], "small", k)
        leader, rival = (0, n - 1) if k % 2 else (n - 1, n // 2 - 1)
        cuts, least = minimum_cuts(strength, leader, rival)
        side = minimum_cut(strength, leader, rival)
        assert side[rival]
        assert not side[leader]
        assert between(strength, side) == least
        assert side.tolist() == cuts.all(axis=0).tolist()  # the least sides lie in one another
        several += len(cuts) > 1
    assert several >= 4 or n < 3


def test_strengths_that_are_no_whole_numbers():
    for k in range(40):
        u = np.triu(draws(81, "real", k).reshape(9, 9) ** 3, 1)
        strength = 1e-3 * (u + u.T)
        cuts, least = minimum_cuts(strength / strength.max(), 0, 8)
        side = minimum_cut(strength, 0, 8)
        assert between(strength, side) / strength.max() == pytest.approx(least, rel=1e-12)
        assert side.tolist() in cuts.tolist()


@pytest.mark.parametrize(("n", "share"), [(34, 0.2), (60, 0.05), (150, 0.03), (150, 1.0)])
def test_a_larger_cut_is_as_small_as_the_flow_is_great(n, share):
    near_leader = np.arange(n) < n // 2
    for k in range(8):
        strength = group(n, share, "large", k)
        pull = np.ceil((4 + 8 * n * share) * draws(n, "pull", n, k))  # strong: others part
        for who, near in ((0, near_leader), (n - 1, ~near_leader)):
            strength[who] = strength[:, who] = np.where(near, pull, np.floor(0.1 * pull))
            strength[who, who] = 0.0
        side = minimum_cut(strength, 0, n - 1)
        flow = maximum_flow(csr_array(strength.astype(np.int32)), 0, n - 1).flow_value
        assert between(strength, side) == flow
        assert n / 4 < side.sum() < 3 * n / 4


def test_what_was_sent_the_wrong_way_at_first_is_taken_back():
    """The shortest way, 7 to 1 to 2 to 0, goes against the tie of 1 and 2; the most needs it."""
    ties = [(7, 1, 1), (1, 2, 1), (2, 0, 1), (7, 3, 2), (3, 4, 3), (4, 2, 3), (1, 5, 3), (5, 6, 3),
            (6, 0, 3)]  # fmt: skip
    strength = np.zeros((8, 8))
    for a, b, tie in ties:
        strength[a, b] = strength[b, a] = tie
    assert minimum_cuts(strength, 0, 7)[1] == 3
    assert np.flatnonzero(minimum_cut(strength, 0, 7)).tolist() == [7]


def test_order_of_the_members_does_not_matter():
    strength = group(30, 0.2, "order")
    order = np.argsort(draws(30, "shuffled"))
    side = minimum_cut(strength, 4, 21)
    again = minimum_cut(strength[np.ix_(order, order)], *np.argsort(order)[[4, 21]])
    assert again.tolist() == side[order].tolist()


def test_of_those_who_are_all_tied_alike_one_leaves():
    strength = np.ones((12, 12))
    assert np.flatnonzero(minimum_cut(strength, 3, 7)).tolist() == [7]


def test_whom_nothing_draws_stays():
    assert np.flatnonzero(minimum_cut(np.zeros((6, 6)), 2, 5)).tolist() == [5]
    strength = np.zeros((6, 6))
    strength[5, 4] = strength[4, 5] = strength[0, 1] = strength[1, 0] = 1.0
    assert np.flatnonzero(minimum_cut(strength, 2, 5)).tolist() == [4, 5]


def test_own_ties_do_not_count_and_strengths_are_left_as_they_were():
    strength = group(10, 0.5, "own") + 1e18 * np.eye(10)
    strength[8, 9] = strength[9, 8] = 100.0
    before = strength.copy()
    side = minimum_cut(strength, 0, 9)
    assert side[8]
    assert side.tolist() == minimum_cut(strength - 1e18 * np.eye(10), 0, 9).tolist()
    assert (strength == before).all()


def test_nobody_is_their_own_rival():
    with pytest.raises(ValueError, match="own rival"):
        minimum_cut(np.ones((3, 3)), 1, 1)


def test_the_karate_club_is_that_of_the_paper():
    assert TIES.shape == (78, 3)
    assert (TIES[:, 0] < TIES[:, 1]).all()
    assert len({(a, b) for a, b, _ in TIES.tolist()}) == 78
    assert TIES[:, 2].sum() == 231
    assert TIES[:, 2].min() == 1
    assert TIES[:, 2].max() == 7
    strength = strengths()
    assert (strength > 0).sum(1).tolist() == DEGREES
    assert (strength == strength.T).all()
    assert WITH_OFFICER.shape == (MEMBERS,)
    assert WITH_OFFICER.sum() == 17
    assert WITH_OFFICER[OFFICER]
    assert not WITH_OFFICER[[MR_HI, 8]].any()


def test_the_karate_club_breaks_as_zachary_found_all_but_one_foreseen():
    assert wrong(TIES) == [8]
    side = minimum_cut(strengths(), OFFICER, MR_HI)  # the same cut from the other end
    assert np.flatnonzero(side == WITH_OFFICER).tolist() == [8]


def test_the_karate_club_breaks_so_in_each_reading_of_its_matrix():
    for row in [*HALVES_DIFFER[:, None], HALVES_DIFFER]:
        ties = TIES.copy()
        for a, b, strength in row:
            at = (ties[:, 0] == a) & (ties[:, 1] == b)
            assert ties[at, 2] != strength
            ties[at, 2] = strength
        assert wrong(ties) == [8]


def test_without_the_strengths_of_the_ties_more_are_wrong():
    ties = TIES.copy()
    ties[:, 2] = 1
    assert len(wrong(ties)) >= 2


@pytest.mark.parametrize(("size", "share"), [(110, 0.0725), (127, 0.5), (145, 0.937)])
def test_share_of_groups_that_break_at_a_size(size, share):
    n = 4000
    u = draws(n, "critical")
    broken = np.mean([critical_size(x) <= size for x in u])
    assert broken == pytest.approx(share, abs=3 * np.sqrt(share * (1 - share) / n))


def test_critical_size_rises_with_the_draw_and_lies_evenly_about_its_mean():
    u = (np.arange(2000) + 0.5) / 2000
    size = np.array([critical_size(x) for x in u])
    assert (np.diff(size) > 0).all()
    assert size + size[::-1] == pytest.approx(2 * 127.0, abs=1e-9)
    assert 1 / (1 + np.exp(-(size - 127.0) / 6.67)) == pytest.approx(u, abs=1e-12)
