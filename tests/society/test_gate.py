"""The gate: queue, posts, verdicts."""

import numpy as np
import pytest
from tests.society.zone_world import Zone

from kinward.core.choices import O_DECLINE, O_LET_THROUGH, O_OBEY
from kinward.core.clock import HOUR, MINUTE
from kinward.core.vocabulary import (
    A_GATE,
    A_QUARANTINE,
    A_ROUTINE,
    C_GATE,
    DEAD,
    HAND,
    SOLDIER,
    STAGE_IMMUNE,
    STAGE_ONE,
)
from kinward.society import acts
from kinward.society.zone.vocabulary import (
    KILLED_AT_GATE,
    PASSED,
    QUARANTINE,
    SUSPECT,
    TURNED_AWAY,
)

SURE = {"zone": {"sensitivity": 1.0, "specificity": 1.0}}


def come(zone, who, g=0):
    for m in who:
        zone.c.aim[m] = A_GATE
        zone.at_gate(m, g)


def crowd(zone, n):
    return [m for m in zone.rows() if zone.c.role[m] != SOLDIER][:n]


def test_without_posts_the_queue_waits():
    zone = Zone(**SURE)
    come(zone, crowd(zone, 3))
    zone.run("gate", minutes=5)
    assert zone.count("at_gate") == 3
    assert zone.count("screened") == 0
    assert sorted(e[8] for e in zone.events) == [0, 1, 2]  # people waiting before each


def test_at_a_gate_that_stands_open_nobody_is_looked_over():
    zone = Zone(**SURE)
    one, other = crowd(zone, 2)
    zone.c.gate_free[zone.c.gate_passage[0]] = True
    come(zone, [one], 0)
    come(zone, [other], 1)
    zone.run("gate", minutes=2)
    assert zone.count("screened") == 0
    assert zone.c.aim[one] == A_ROUTINE
    assert zone.c.aim[other] == A_GATE


def test_each_post_serves_so_many_a_minute_first_come_first_served():
    zone = Zone(**SURE)
    c = zone.c
    early, late = crowd(zone, 8)[:4], crowd(zone, 8)[4:]
    come(zone, late[:1])
    zone.run("gate")
    come(zone, early + late[1:])
    zone.run("gate")
    for m in zone.rows(SOLDIER, 2):
        zone.post(m)
    seen = [m for name, m, _ in zone.run("gate") if name == "screened"]
    assert len(seen) == 4  # two posts, two each
    assert late[0] in seen
    zone.run("gate")
    assert zone.count("screened") == 8
    assert (c.aim[early + late] == A_ROUTINE).all()
    assert (c.wish_unit[early] == c.home[early]).all()


def test_fractions_of_a_person_a_minute_add_up():
    zone = Zone(gate={"serves": 0.25}, **SURE)
    come(zone, crowd(zone, 20))
    zone.post(zone.rows(SOLDIER, 1)[0])
    zone.run("gate", minutes=40)
    assert zone.count("screened") == 10


def test_a_sleeping_soldier_or_one_far_off_is_no_post():
    zone = Zone(**SURE)
    c = zone.c
    one, two, three = zone.rows(SOLDIER, 3)
    come(zone, crowd(zone, 1))
    for m in (one, two, three):
        zone.post(m)
    c.activity[one] = 0
    c.awake_mind[two] = False
    off = c.gate_offset[0] + (40.0 if c.gate_offset[0] < c.p_len[c.gate_passage[0]] / 2 else -40.0)
    c.offset[three] = off
    zone.settle()
    zone.run("gate")
    assert zone.count("screened") == 0


def verdict_of(zone, prepare):
    m = crowd(zone, 1)[0]
    prepare(m)
    come(zone, [m])
    soldier = zone.rows(SOLDIER, 1)[0]
    zone.post(soldier)
    zone.run("gate")
    event = zone.last("screened")
    assert (event.subject, event.object) == (m, soldier)
    return m, event


def test_stage_one_is_killed_at_the_gate():
    zone = Zone(**SURE)
    m, event = verdict_of(zone, lambda m: zone.bite(m, stage=STAGE_ONE))
    c = zone.c
    assert (event.what, event.value, event.value2) == (KILLED_AT_GATE, 1.0, 1.0)
    assert c.fate[m] == DEAD
    assert c.gone[m]
    assert not c.wronged[m]
    killed, died = zone.last("protocol"), zone.last("died")
    assert killed.subject == died.subject == m
    assert killed.value == 1.0
    assert m not in acts.around(c, int(c.passage[m]), float(c.offset[m]), 0, 1.0)


def test_without_the_protocol_nobody_is_killed():
    zone = Zone(zone=SURE["zone"] | {"protocol": False})
    m, event = verdict_of(zone, lambda m: zone.bite(m, stage=STAGE_ONE))
    assert event.what == SUSPECT
    assert zone.c.fate[m] == 0
    assert zone.c.held[m] == acts.WATCHED


def test_a_bite_that_is_told_of_condemns():
    zone = Zone(**SURE)

    def told(m):
        zone.bite(m)
        zone.c.reported_t[m] = zone.t

    m, event = verdict_of(zone, told)
    assert event.what == SUSPECT
    assert zone.c.held[m] == acts.CONDEMNED
    assert zone.c.aim[m] == A_QUARANTINE
    assert zone.c.wish_unit[m] == zone.house


def test_a_wound_means_quarantine():
    zone = Zone(**SURE)

    def hurt(m):
        zone.c.hurt[m] = 0.2

    m, event = verdict_of(zone, hurt)
    assert event.what == QUARANTINE
    assert zone.c.held[m] == acts.WATCHED


def test_a_scar_is_noticed_and_its_bearer_brought_in_alive():
    zone = Zone(signs={"bare": 1.0}, **SURE)
    m, event = verdict_of(zone, lambda m: zone.bite(m, stage=STAGE_IMMUNE, part=HAND))
    assert event.what == PASSED
    assert zone.last("noticed_well").subject == m
    assert zone.c.wish_unit[m] == zone.ward
    assert zone.c.fate[m] == 0


def test_when_quarantine_is_full_people_are_turned_away_and_try_again():
    zone = Zone(zone=SURE["zone"] | {"beds": 0})

    def hurt(m):
        zone.c.hurt[m] = 0.2

    m, event = verdict_of(zone, hurt)
    assert event.what == TURNED_AWAY
    assert zone.c.aim[m] == A_GATE
    zone.run("gate", minutes=119)
    assert zone.count("at_gate") == 1
    zone.run("gate", minutes=2)
    assert zone.count("at_gate") == 2


def test_with_the_screening_off_everyone_walks_in():
    zone = Zone(zone={"screening": False})
    who = crowd(zone, 5)
    come(zone, who)
    zone.run("gate")
    assert (zone.c.aim[who] == A_ROUTINE).all()
    assert zone.count("screened") == 0


def test_who_is_torn_with_fear_and_grief_is_killed_more_often_than_the_calm():
    zone = Zone()
    c = zone.c
    m = crowd(zone, 1)[0]
    c.aim[m] = A_GATE

    def killed():
        zone.run()
        return np.mean([
            acts.looks_sure(c, t, m, -1, acts.look(c, t, m, -1), 1.5, 2) for t in range(4000)
        ])  # fmt: skip

    calm = killed()
    c.fear[m] = c.love[m] = 1.0
    torn = killed()
    assert calm < 0.002
    assert torn == pytest.approx(0.1, abs=0.04)


def test_the_queue_forgets_who_leaves_it():
    zone = Zone(**SURE)
    (m,) = crowd(zone, 1)
    come(zone, [m])
    zone.run("gate")
    assert zone.c.gate_t[m] == zone.t - MINUTE
    zone.c.aim[m] = A_ROUTINE
    zone.run("gate")
    assert zone.c.gate_t[m] < 0
    assert zone.t < 7 * HOUR


def torn(zone, bond, **traits):
    """A soldier on post and somebody sure to be held, with a tie of a strength between them."""
    c = zone.c
    post = next(
        m for m in zone.rows(SOLDIER)
        if any(c.age[o] >= 18 and c.household[o] != c.household[m]
               for o in c.tie_to[c.tie_ptr[m] : c.tie_end[m]])
    )  # fmt: skip
    rows = range(int(c.tie_ptr[post]), int(c.tie_end[post]))
    row = next(r for r in rows if c.age[c.tie_to[r]] >= 18
               and c.household[c.tie_to[r]] != c.household[post])  # fmt: skip
    m = int(c.tie_to[row])
    c.tie_strength[row] = c.tie_strength[c.tie_back[row]] = bond
    zone.bite(m, known=True)
    c.reported_t[m] = 0
    zone.post(post)
    come(zone, [m])
    zone.run("gate")
    return post, m


def choose(zone, option):
    """Let the post decide with one option only."""
    c = zone.c
    zone.run("decide")
    (m,) = np.flatnonzero(c.gate_found >= 0)
    by = int(c.gate_post[m])
    assert c.answer_to[by] == C_GATE
    c.answer[by] = option
    zone.run("gate")


def test_a_post_decides_about_one_of_theirs_and_may_let_them_through():
    zone = Zone(**SURE)
    post, m = torn(zone, 0.9)
    assert zone.last("screened").what == SUSPECT
    assert zone.c.held[m] == acts.FREE
    assert zone.c.pending[post] == C_GATE
    choose(zone, O_LET_THROUGH)
    let = zone.last("let_through")
    assert (let.subject, let.object, let.what) == (post, m, SUSPECT)
    assert zone.c.reported_t[m] == -1, "others may still find out"
    assert zone.c.held[m] == acts.FREE
    assert zone.c.aim[m] == A_ROUTINE


def test_a_post_who_obeys_holds_even_their_own():
    zone = Zone(**SURE)
    _, m = torn(zone, 0.9)
    choose(zone, O_OBEY)
    assert zone.c.held[m] == acts.CONDEMNED
    assert zone.c.aim[m] == A_QUARANTINE


def test_a_post_who_stands_aside_leaves_it_to_the_next():
    zone = Zone(**SURE)
    post, m = torn(zone, 0.9)
    other = next(o for o in zone.rows(SOLDIER) if o != post)
    zone.post(other)
    choose(zone, O_DECLINE)
    assert zone.last("stood_aside").subject == post
    zone.run("gate")
    assert zone.last("screened").object == other
    assert zone.c.held[m] == acts.CONDEMNED


def test_a_stranger_is_dealt_with_at_once():
    zone = Zone(**SURE)
    _, m = torn(zone, 0.1)
    assert zone.c.held[m] == acts.CONDEMNED
    zone = Zone(**SURE, gate={"own": False})
    _, m = torn(zone, 0.9)
    assert zone.c.held[m] == acts.CONDEMNED


def test_a_post_without_an_answer_does_what_the_rule_says():
    zone = Zone(**SURE)
    post, m = torn(zone, 0.9)
    zone.c.pending[post] = -1
    zone.run("gate", minutes=3)
    assert zone.c.held[m] == acts.CONDEMNED


def test_the_props_of_obedience_weigh_at_the_gate():
    """Comrades, a command that answers, a home believed safe: without them more are let through."""
    worths = []
    for props in ([0.3, 0.3, 0.3, 0.3, 0.0], [0.0, 0.0, 0.0, 0.3, 0.0], [0.0] * 5):
        zone = Zone(**SURE)
        torn(zone, 0.6)
        kept = zone.c.props.copy()
        zone.c.props[:] = props
        zone.live.decisions.drain()
        try:
            zone.run("decide")
        finally:
            zone.c.props[:] = kept
        got = zone.live.decisions.drain()
        worth = {int(code): w / 100.0 for code, _, _, w in got.options}
        worths.append(worth[O_OBEY] - worth[O_LET_THROUGH])
    assert worths[0] > worths[1] > worths[2]
