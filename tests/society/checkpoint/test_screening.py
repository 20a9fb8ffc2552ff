"""Screening: the queue and its theory, wounds, quarantine, tents, reports."""

import math

import numpy as np
import pytest
from tests.society.checkpoint.post_world import Post

from kinward.core.clock import HOUR, MINUTE
from kinward.society.checkpoint.columns import FREE, HELD_BACK, NOT_HERE, QUEUE
from kinward.society.checkpoint.vocabulary import HURT, OPEN, TENT, WELL


def erlang_c(c, a):
    """P(one has to wait) in M/M/c with an offered load of a."""
    low = sum(a**k / math.factorial(k) for k in range(c))
    high = a**c / math.factorial(c) * c / (c - a)
    return high / (low + high)


def mean_time(posts, stages, load, arrivals=2500):
    """Mean minutes in the queue and at the post, with Poisson arrivals; takes 10 min a person."""
    post = Post(
        300, checkpoint={"posts": posts, "takes": "10 min", "stages": stages, "quarantine": "0 s",
                         "promises": False},
    )  # fmt: skip
    c = post.c
    rng = np.random.Generator(np.random.PCG64(7))
    minutes = int(arrivals / (load * posts / 10.0))
    come = rng.poisson(load * posts / 10.0, minutes)
    pool = list(range(post.live.world.n))
    for n in come:
        for m in np.flatnonzero(c.cp_state == FREE).tolist():
            post.forget(m)
            pool.append(m)
        who, pool = pool[: int(n)], pool[int(n) :]
        for m in who:
            c.cp_state[m] = NOT_HERE
        post.bring(*who)
        post.run(1, "check_in")
    return float(np.mean([e.value for e in post.of("looked_over")][200:]))


def test_one_stage_and_three_posts_are_m_m_3():
    wait = erlang_c(3, 2.1) / (0.3 - 0.21)
    assert mean_time(3, 1, 0.7) == pytest.approx(wait + 10.0, rel=0.1)


def test_many_stages_at_one_post_are_m_d_1_and_not_m_m_1():
    load = 0.7
    fixed, random = load / (2 * (1 - load)) * 10.0, load / (1 - load) * 10.0
    found = mean_time(1, 100, load) - 10.0
    assert found == pytest.approx(fixed, rel=0.2)
    assert found < random * 0.75


def test_first_come_first_served_and_parties_together():
    post = Post(checkpoint={"posts": 1, "takes": "5 min", "promises": False})
    family = post.households(3)[0]
    early, late = (m for m in post.singles(20)[:2] if m not in family)
    post.bring(early)
    post.run()
    post.bring(late)
    post.run()
    post.bring(*family, together=True)
    post.run(200, "check_in")
    seen = [e.subject for e in post.of("looked_over")]
    assert seen[:2] == [early, late]
    assert set(seen[2:]) == set(family)
    assert len({e.t for e in post.of("looked_over")[2:]}) == 1


def test_who_bleeds_is_dressed_at_once_and_wounds_are_found_at_the_post():
    post = Post(checkpoint={"posts": 1, "takes": "20 min", "finds": 1.0})
    first, bleeds, hurt = post.singles(3)
    post.bring(first)
    post.run(1, "check_in")
    post.c.bleeding[bleeds], post.c.hurt[bleeds], post.c.hurt[hurt] = 30.0, 0.4, 0.4
    post.bring(bleeds, hurt)
    post.run(1, "check_in")
    assert [e.subject for e in post.of("aided")] == [bleeds]
    assert post.c.bleeding[bleeds] == 0.0
    post.run(400, "check_in")
    found = {e.subject: e.what for e in post.of("looked_over")}
    assert found == {first: WELL, bleeds: HURT, hurt: HURT}


def test_without_an_aid_station_wounds_go_on_bleeding():
    post = Post(checkpoint={"aid": False})
    (m,) = post.singles(1)
    post.c.bleeding[m] = 30.0
    post.bring(m)
    post.run(60, "check_in")
    assert post.c.bleeding[m] == 30.0
    assert not post.of("aided")


def test_nobody_may_board_before_the_window_is_over():
    post = Post(checkpoint={"quarantine": "2 h", "posts": 3})
    who = post.singles(6)
    post.bring(*who)
    post.run(180, "check_in")
    seen = {e.subject: e.t for e in post.of("looked_over")}
    free = {e.subject: e.t for e in post.of("may_board")}
    assert set(free) == set(who)
    assert all(0 <= free[m] - seen[m] - 2 * HOUR < MINUTE for m in who)


def test_without_a_quarantine_everyone_may_board_at_once():
    post = Post(checkpoint={"quarantine": "0 s", "takes": "0 s"})
    who = post.singles(5)
    post.bring(*who)
    post.run(2, "check_in")
    assert (post.c.cp_state[who] == FREE).all()
    assert not post.of("held_back")


def test_who_finds_no_tent_waits_in_the_open_until_one_is_free():
    post = Post(checkpoint={"tents": 2, "quarantine": "1 h", "posts": 1, "takes": "10 min"})
    who = post.singles(5)
    post.bring(*who)
    post.run(300, "check_in")
    where = [e.what for e in post.of("held_back")]
    assert where[:3] == [TENT, TENT, OPEN]
    assert post.of("got_tent")
    assert post.of("got_tent")[0].subject == post.of("held_back")[2].subject


def test_who_leaves_loses_the_place():
    post = Post(checkpoint={"quarantine": "2 h"})
    (m,) = post.singles(1)
    post.bring(m)
    post.run(30, "check_in")
    assert post.c.cp_state[m] == HELD_BACK
    post.c.unit[m], post.c.aim[m] = 0, 1
    post.run(1, "check_in")
    assert [e.subject for e in post.of("went_from_checkpoint")] == [m]
    assert post.c.cp_state[m] == NOT_HERE


def test_reports_are_believed_after_enough_of_them_and_double_the_posts():
    post = Post(300, checkpoint={"credence": 0.3, "believes_after": 0.6, "posts": 1,
                                 "takes": "1 min", "finds": 1.0})  # fmt: skip
    who = post.singles(12)
    post.c.hurt[who] = 0.5
    post.bring(*who)
    post.run(60, "check_in")
    (event,) = post.of("came_to_believe")
    assert event.value == 3  # 1 - 0.7^3 = 0.657
    assert event.value2 == pytest.approx(0.657)
    calm = Post(300, checkpoint={"news": False, "posts": 1, "takes": "10 min"})
    believing = Post(300, checkpoint={"credence": 1.0, "posts": 1, "takes": "10 min"})
    for one in (calm, believing):
        one.c.hurt[who] = 0.5
        one.bring(*who)
        one.run(60, "check_in")
    left = [int((one.c.cp_state == QUEUE).sum()) for one in (calm, believing)]
    assert left[1] < left[0]


@pytest.mark.parametrize("remembers", [True, False])
def test_who_comes_back_goes_on_with_the_quarantine_if_the_checkpoint_remembers(remembers):
    facts = {"quarantine": "2 h", "takes": "0 s", "promises": False, "remembers": remembers}
    post = Post(checkpoint=facts, boarding={"lists": False})
    (m,) = post.singles(1)
    post.bring(m)
    post.run(60)
    post.c.unit[m] = 0  # away ...
    post.run(10)
    post.c.unit[m] = post.c.check_unit[0]  # ... and back
    post.run(130)
    (free,) = post.of("may_board")
    assert free.t // MINUTE == pytest.approx(120 if remembers else 190, abs=2)
