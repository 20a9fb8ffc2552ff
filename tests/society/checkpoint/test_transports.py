"""Transports: seats, timetable, who boards first, who waits for whom, promises."""

import numpy as np
import pytest
from tests.society.checkpoint.post_world import Post

from kinward.core.clock import MINUTE
from kinward.core.hope import LEFT, LISTED, TAKEN
from kinward.core.vocabulary import EVACUATED
from kinward.society.checkpoint.columns import FREE, SERVES

QUIET = {"promises": False, "news": False}
AT_ONCE = {**QUIET, "quarantine": "0 s", "takes": "0 s", "first": "30 min", "boards": "10 min"}


def gone(post):
    return [e.subject for e in post.of("boarded")]


def test_in_order_of_arrival_and_never_more_than_seats():
    post = Post(checkpoint={**AT_ONCE, "seats": 2, "every": "30 min"}, boarding={"lists": False})
    who = post.singles(5)
    for m in who:
        post.bring(m)
        post.run()
    post.run(90)
    left = post.of("boarded")
    assert [e.subject for e in left][:4] == sorted(who[:2], key=lambda m: int(post.c.key[m])) + (
        sorted(who[2:4], key=lambda m: int(post.c.key[m]))
    )
    assert [e.value for e in post.of("transport_left")] == [2, 2, 1]
    assert {e.t // MINUTE for e in left} == {30, 60, 90}
    assert (post.c.fate[who] == EVACUATED).all()
    assert post.c.gone[who].all()


def test_more_seats_than_people_and_no_seats_at_all():
    many = Post(checkpoint={**AT_ONCE, "seats": 10**6}, boarding={"lists": False})
    who = many.singles(5)
    many.bring(*who)
    many.run(31)
    assert sorted(gone(many)) == sorted(who)
    none = Post(checkpoint={**AT_ONCE, "seats": 0, "promises": True})
    none.bring(*who)
    none.run(200)
    assert not gone(none)
    assert (none.c.cp_state[who] == FREE).all()


def test_nobody_boards_within_the_window():
    post = Post(checkpoint={**AT_ONCE, "quarantine": "2 h", "seats": 50}, boarding={"lists": False})
    who = post.singles(4)
    post.bring(*who)
    post.run(120)
    assert not gone(post)
    post.run(40)
    assert sorted(gone(post)) == sorted(who)


def test_whole_households_board_first_by_family_and_are_not_parted():
    def first(priority, seats):
        post = Post(checkpoint={**AT_ONCE, "seats": seats, "priority": priority, "every": "60 min"})
        family = post.households(3, 2)[0]
        alone = [m for m in post.singles(9) if m not in family][:2]
        post.c.tie_alive[:] = 0.0  # nobody waits for anybody
        post.bring(*alone)
        post.run()
        post.bring(*family, together=True)
        post.run(31)
        return post, family, alone

    post, family, alone = first("queue", 3)
    assert set(alone) <= set(gone(post))
    post, family, alone = first("family", 3)
    assert sorted(gone(post)) == sorted(family)
    post, family, alone = first("family", 2)
    assert sorted(gone(post)) == sorted(alone)


def test_those_with_children_board_first_where_children_do():
    def first(priority):
        post = Post(300, checkpoint={**AT_ONCE, "seats": 3, "priority": priority})
        family = next(
            w for w in post.households(3, 2) if min(post.c.age[m] for m in w) < 14
        )  # fmt: skip
        alone = [m for m in post.singles(9) if m not in family][:3]
        post.c.tie_alive[:] = 0.0
        post.bring(*alone)
        post.run()
        post.bring(*family, together=True)
        post.run(31)
        return set(gone(post)), set(family), set(alone)

    out, family, alone = first("queue")
    assert out == alone
    out, family, alone = first("children")
    assert out == family


@pytest.fixture
def asked():
    """A couple's one half at the checkpoint, called to board."""

    def one(**boarding):
        post = Post(300, checkpoint={**AT_ONCE, "seats": 5, "every": "60 min"}, boarding=boarding)
        m, o = post.households(2, 2)[0]
        post.bring(m)
        return post, m, o

    return one


def test_who_misses_nobody_they_believe_alive_boards(asked):
    post, m, _ = asked()
    post.c.tie_alive[:] = 0.0
    post.run(31)
    assert gone(post) == [m]
    assert not post.of("waited_here")


def test_one_waits_while_one_believes_and_boards_when_one_does_not(asked):
    post, m, o = asked(comes_within="2 h")
    post.run(31)
    assert not gone(post)
    (event,) = post.of("waited_here")
    assert (event.subject, event.object) == (m, o)
    assert [e.object for e in post.of("looked_in_lists")] == [o]
    post.run(36 * 60)
    assert gone(post) == [m]
    assert [e.object for e in post.of("gave_up_waiting")] == [o]
    assert post.of("boarded")[0].value2 > 0.5  # h waited


def test_nobody_waits_for_ever_however_much_they_lean_to_it(asked):
    """With a danger that never comes nothing speaks against waiting but that nobody comes."""
    for seed in range(1, 9):  # what one leans to is drawn once, and stays
        never = {"comes_within": "2 h", "overrun": "0 /h", "hardship": 0.0}
        rules = {**AT_ONCE, "seats": 5, "every": "6 h"}
        post = Post(300, seed=seed, checkpoint=rules, boarding=never)
        m = post.households(2, 2)[0][0]
        post.bring(m)
        post.run(24 * 60)  # 0.8 exp(-t/T) is 1 % of it after nine hours
        assert gone(post) == [m], seed


def test_without_thought_of_waiting_nobody_waits(asked):
    post, m, _ = asked(waits=False)
    post.run(31)
    assert gone(post) == [m]


def test_the_lists_bring_a_household_together_and_it_boards_together(asked):
    post, m, o = asked()
    post.run(40)
    post.bring(o)
    post.run(60)
    found = {(e.subject, e.object) for e in post.of("found_in_lists")}
    assert found in ({(m, o)}, {(o, m)})
    assert post.c.party[m] == post.c.party[o] or len(gone(post)) == 2
    assert sorted(gone(post)) == sorted((m, o))


def test_who_was_seen_taken_is_not_waited_for_but_found_if_they_come(asked):
    post, m, o = asked()
    rows = np.arange(post.c.tie_ptr[m], post.c.tie_ptr[m + 1])
    tie = rows[post.c.tie_to[rows] == o][0]
    post.c.tie_hope[tie] = LEFT | TAKEN
    post.run(20)
    assert not post.of("waited_here")
    post.bring(o)
    post.run(5)
    assert {(e.subject, e.object) for e in post.of("found_in_lists")} in ({(m, o)}, {(o, m)})
    assert not post.c.tie_hope[tie] & (LEFT | TAKEN)
    post.run(60)
    assert sorted(gone(post)) == sorted((m, o))


def test_who_was_seen_taken_keeps_nobody_from_boarding(asked):
    post, m, o = asked()
    rows = np.arange(post.c.tie_ptr[m], post.c.tie_ptr[m + 1])
    post.c.tie_hope[rows[post.c.tie_to[rows] == o]] = TAKEN
    post.run(31)
    assert gone(post) == [m]
    assert not post.of("waited_here")


def test_whom_the_lists_name_elsewhere_was_not_taken(asked):
    post, m, o = asked()
    rows = np.arange(post.c.tie_ptr[m], post.c.tie_ptr[m + 1])
    tie = rows[post.c.tie_to[rows] == o][0]
    post.c.fate[o], post.c.cp_at[o], post.c.gone[o] = EVACUATED, 0, True
    post.run(31)
    assert [e.object for e in post.of("safe_elsewhere")] == [o]
    assert post.c.tie_hope[tie] & LISTED
    assert not post.c.tie_hope[tie] & TAKEN
    assert gone(post) == [m]


def test_of_those_with_whom_one_is_found_their_own_come_along(asked):
    """Strangers of the party that the other came with stay a party of theirs."""
    post, m, o = asked()
    a, b, led = [x for x in post.singles(8) if x not in (m, o)][:3]
    post.run(20)
    post.bring(o, a, b, led, together=True)
    post.c.guide[led], post.c.guide[[o, b]] = o, a
    post.run(5)
    c = post.c
    assert c.party[m] == c.party[o] == c.party[led] >= 0
    assert c.party[a] == c.party[b] >= 0
    assert c.party[a] != c.party[m]


def test_without_lists_they_do_not_know_of_each_other(asked):
    post, m, o = asked(lists=False)
    post.bring(o)
    post.run(31)
    assert not post.of("found_in_lists")
    assert sorted(gone(post)) == sorted((m, o))


def test_too_few_seats_let_a_household_part_or_stay():
    out = {}
    for parting in (0.0, 50.0):
        post = Post(300, checkpoint={**AT_ONCE, "seats": 2, "every": "60 min"},
                    boarding={"parting": parting, "overrun": "1 /h"})  # fmt: skip
        family = next(w for w in post.households(3, 3))
        post.bring(*family, together=True)
        post.run(31)
        out[parting] = len(gone(post)), len(post.of("parted_here")), len(post.of("stayed_together"))
    assert out[0.0] == (2, 1, 0)
    assert out[50.0] == (0, 0, 1)


def test_children_are_not_left_without_a_grown_one():
    post = Post(300, checkpoint={**AT_ONCE, "seats": 1}, boarding={"parting": 0.0})
    family = next(w for w in post.households(3, 1) if sum(post.c.age[m] < 14 for m in w) == 2)
    post.bring(*family, together=True)
    post.run(120)
    assert not gone(post)


def promised(raids=0, **boarding):
    """A family of three with two grown, behind a long queue, offered seats after some raids."""
    post = Post(300, checkpoint={**AT_ONCE, "promises": True, "promise_rate": "60 /min", "seats": 3,
                                 "first": "10 h", "every": "10 h"}, boarding=boarding)  # fmt: skip
    family = next(w for w in post.households(3, 2) if min(post.c.age[m] for m in w) < 14)
    alone = [m for m in post.singles(40) if m not in family]
    post.c.tie_alive[:] = 0.0
    post.bring(*alone)
    post.run()
    post.bring(*family, together=True)
    post.run()
    post.c.cp_raids[0] += raids
    post.run(5)
    return post, family


def test_an_offer_is_taken_where_little_is_feared_of_serving():
    post, family = promised(serving=0.0, overrun="0.2 /h")
    (offer,), (serves,) = post.of("seat_offered"), post.of("stayed_to_serve")
    m = serves.subject
    assert m == offer.subject
    assert m in family
    rest = [x for x in family if x != m]
    assert post.c.cp_state[m] == SERVES
    assert (post.c.cp_bought[rest] == m).all()
    post.run(600)
    left = {e.subject: e.object for e in post.of("boarded")}
    assert [left[x] for x in rest] == [m, m]
    assert post.c.fate[m] == 0


def test_an_offer_is_declined_where_serving_is_death_and_the_wait_is_safe():
    post, _ = promised(serving=1.0, overrun="0 /h")
    assert post.of("seat_offered")
    assert not post.of("stayed_to_serve")


def test_who_has_seen_raids_there_takes_the_offer_that_they_would_have_declined():
    facts = {"serving": 0.3, "overrun": "0.0002 /h"}
    assert not promised(**facts)[0].of("stayed_to_serve")
    assert promised(raids=12, **facts)[0].of("stayed_to_serve")
    assert not promised(raids=12, sees_raids=False, **facts)[0].of("stayed_to_serve")


def test_a_raid_is_noted_once_and_counts_for_those_who_were_there():
    post = Post(checkpoint={**AT_ONCE, "quarantine": "9 h"}, boarding={"lists": False})
    a, b = post.singles(2)
    post.bring(a)
    post.run()
    assert not post.of("checkpoint_raided")
    for _ in range(2):
        post.c.held_by[a] = a
        post.run(10)
        post.c.held_by[a] = -1
        post.run(31)
    assert [(e.object, e.value) for e in post.of("checkpoint_raided")] == [(a, 1), (a, 2)]
    post.bring(b)
    post.run()
    assert (post.c.cp_raids[0], *post.c.cp_raids_then[[a, b]]) == (2, 0, 2)
