"""The barricade: watches, arms from the stock, promises kept and broken, the end of service."""

import numpy as np
import pytest
from tests.society.checkpoint.post_world import Post

from kinward.city.graph import ITEM
from kinward.core.clock import HOUR
from kinward.core.deeds import D_BROKE_WORD, D_KEPT_WORD
from kinward.core.vocabulary import A_CHECKPOINT, A_POST
from kinward.engine.plan import Step
from kinward.society.checkpoint.barricade import MAN, REST, WATCH
from kinward.society.checkpoint.columns import FREE, SERVES

RIFLE, ROUND = ITEM["rifle"], ITEM["rifle_round"]
CALM = {"promises": False, "news": False, "quarantine": "0 s", "takes": "0 s", "first": "20 h",
        "boards": "10 min"}  # fmt: skip


def serving(n=1, officer=False, **barricade):
    """A family that has bought its seats by one who serves; n others who serve; one who waits."""
    post = Post(300, checkpoint=CALM, barricade=barricade, boarding={"lists": False})
    post.steps["barricade"] = Step(MAN, post.live)
    c = post.c
    family = post.households(3, 2)[0]
    m = next(x for x in family if c.age[x] >= 18)
    others = [x for x in post.singles(60) if x not in family][: n + 1]
    post.bring(*family)
    post.bring(*others)
    post.run(2, "check_in")
    assert (c.cp_state[family] == FREE).all()
    own = [x for x in family if x != m]
    c.cp_bought[own] = m
    c.cp_state[[m, *others[:-1]]] = SERVES
    c.cp_promised_by[m] = others[-1] if officer else -1
    return post, m, own, others


def test_who_serves_is_armed_as_long_as_there_are_arms_and_stands_outside():
    post, m, _, others = serving(3, rifles=2, rounds=30)
    c, u = post.c, int(post.c.check_unit[0])
    held = c.stock[u, RIFLE], c.load[:, RIFLE].sum()
    post.run(1, "barricade")
    who = np.array([m, *others[:-1]])
    assert (c.aim[who] == A_POST).all()
    assert (c.cp_watch[who] == WATCH).all()
    assert c.load[who, RIFLE].sum() == 2
    assert c.load[who, ROUND].sum() == 60
    assert c.stock[u, RIFLE] == 0
    assert held[0] == 2
    assert (c.wish_unit[who] == 0).all()
    c.unit[who] = 0  # they stand before the door of the ground
    post.run(3, "check_in", "barricade")
    assert (c.cp_state[who] == SERVES).all()


def test_off_they_do_nothing():
    post, m, _, _ = serving(on=False)
    post.run(5, "check_in", "barricade")
    assert post.c.aim[m] == A_CHECKPOINT
    assert post.c.stock[int(post.c.check_unit[0]), RIFLE] == 0


def test_watch_and_rest_by_turns():
    post, m, _, _ = serving(watch="1 h", rest="30 min")
    seen = []
    for _ in range(200):
        post.run(1, "barricade")
        seen.append(int(post.c.cp_watch[m]))
    assert 0.6 < np.mean(np.array(seen) == WATCH) < 0.75
    assert REST in seen
    assert len([e for e in post.of("relieved_from_watch") if e.subject == m]) == 2


def test_after_the_term_or_when_nobody_waits_they_may_board_and_give_the_rifle_back():
    post, m, _, others = serving(term="3 h")
    post.run(179, "barricade")
    assert post.c.cp_state[m] == SERVES
    post.run(3, "barricade")
    assert post.c.cp_state[m] == FREE
    assert post.c.load[m, RIFLE] == 0
    assert post.c.stock[int(post.c.check_unit[0]), RIFLE] == 6
    post, m, own, others = serving()
    post.run(1, "barricade")
    post.c.fate[[*own, others[-1]]] = 1
    for x in (*own, others[-1]):
        post.forget(x)
    post.run(1, "barricade")
    assert post.c.cp_state[m] == FREE


@pytest.mark.parametrize("keeps", [0.0, 1.0])
def test_a_promise_is_kept_or_broken_once_and_trust_feels_it(keeps):
    post, m, own, others = serving(officer=True, keeps=keeps)
    c = post.c
    c.cp_next[0] = 2 * HOUR
    post.run(100, "barricade")
    assert not post.of("promise_of_seats_kept") + post.of("promise_of_seats_broken")
    post.run(20, "barricade")
    kept, broken = post.of("promise_of_seats_kept"), post.of("promise_of_seats_broken")
    assert (len(kept), len(broken)) == ((1, 0) if keeps else (0, 1))
    assert (kept + broken)[0].object == others[-1]
    n = int(c.deed_n[0])
    assert (c.deed_who[:n], c.deed_whom[:n]) == (others[-1], m)
    assert c.deed_kind[0] == (D_KEPT_WORD if keeps else D_BROKE_WORD)
    assert (c.cp_bought[own] == (m if keeps else -1)).all()
    assert c.cp_state[m] == (SERVES if keeps else FREE)
