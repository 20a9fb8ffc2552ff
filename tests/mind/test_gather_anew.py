"""A danger in which people are lost, ways close and the day goes on: who thinks again, of what."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from tests.mind.test_gathering import _begun

from kinward.body.care import CARE
from kinward.core import vocabulary as v
from kinward.core.clock import MINUTE
from kinward.core.events import KIND, SUBJECT
from kinward.core.hope import LEFT
from kinward.core.party import Party, join, leave
from kinward.core.wish import W_STOP
from kinward.engine.build import build, settle_lists
from kinward.engine.plan import Step
from kinward.engine.scenario import load_scenario
from kinward.mind import warning_parameters as q
from kinward.mind.being_led import SMALL
from kinward.mind.gathering import GATHER, _wait_on
from kinward.mind.havens import redraw
from kinward.mind.parameters import THETA
from kinward.mind.warned import REACH, carries, with_me
from kinward.mind.warning_vocabulary import KEPT_POST, REACHED_SAFETY, SET_OUT
from kinward.society.zone.routine import ROUTINE

T0 = 4 * MINUTE


class Danger:
    """A small town four minutes after a fire showed three minutes earlier."""

    def __init__(self):
        self.live = _begun()
        self.a = self.live.array
        self.step = Step(GATHER, self.live)
        self.party = Party(*(self.a(n) for n in ("party", "party_next", "party_n", "hold")))

    def grown(self, n, alone=True):
        """Grown people of households of their own, in the danger, who are with nobody."""
        a = self.a
        ok = (a("age") >= 20) & (a("age") < 60) & (a("warned_t") >= 0) & (a("fate") == v.ALIVE)
        ok &= ~a("gone") & ~a("p_safe")[a("passage")] & (a("party") < 0) & (a("guide") < 0)
        size = np.bincount(a("household"), minlength=a("household").max() + 1)
        rows = np.flatnonzero(ok & ((size[a("household")] == 1) if alone else True))
        assert len(rows) >= n
        return rows[:n].tolist()

    def led(self, n):
        """Grown people of households of their own who go together; the first decides for them."""
        one, *others = rows = self.grown(n)
        for m in others:
            join(self.party, m, one)
            self.a("guide")[m] = one
        return rows

    def minute(self, t=T0):
        self.step(t)
        ints, _, _ = self.live.events.drain()
        self.live.decisions.drain()
        return ints


def _street(a, p):
    while a("p_host")[p] >= 0:
        p = a("p_host")[p]
    return p


@pytest.fixture
def danger():
    return Danger()


def test_whom_nobody_leads_any_more_thinks_for_themselves(danger):
    a = danger.a
    one, two, three = danger.led(3)
    a("think_t")[[one, two, three]] = -1
    a("fate")[one], a("gone")[one] = v.DEAD, True
    danger.minute()
    led = a("guide")[[two, three]]
    assert one not in led
    assert sorted(led.tolist())[0] == -1
    leader = two if led[0] == -1 else three
    assert a("think_t")[leader] > T0
    assert max(led) == leader


def test_whom_nobody_leads_who_goes_along_thinks_for_themselves(danger):
    """A husband stood for ninety minutes, led by a wife who had gone on duty."""
    a = danger.a
    one, two = danger.grown(2)
    a("guide")[two], a("think_t")[two], a("think_t")[one] = one, -1, T0 + 60 * MINUTE
    a("aim")[two], a("aim")[one] = v.A_COLLECT, v.A_ON_DUTY
    danger.minute()
    assert a("guide")[two] == -1
    assert a("think_t")[two] > T0
    assert a("think_t")[one] == T0 + 60 * MINUTE, "whom it does not concern any more"


def test_whom_one_leaves_behind_goes_with_one_no_more(danger):
    a = danger.a
    one, two, three = danger.led(3)
    a("aim")[one], a("aim_about")[one], a("aim_until")[one] = v.A_FLEE, two, T0 + 20 * MINUTE
    a("think_t")[[one, two, three]] = -1
    danger.minute()
    assert a("party")[two] == -1
    assert a("guide")[two] == -1
    assert a("think_t")[two] > T0
    assert a("party")[one] == a("party")[three] >= 0


def test_who_is_carried_is_with_whoever_carries_and_leaves_no_hand_free(danger):
    """The place of who is carried lags behind by a step."""
    a = danger.a
    s = SimpleNamespace(
        **{n: a(n) for n in ("party", "carried_by", "household", "h_ptr", "h_member")}
    )
    size = np.bincount(a("household"), minlength=a("household").max() + 1)
    h = int(np.flatnonzero(size > 1)[0])
    one, two = a("h_member")[a("h_ptr")[h] : a("h_ptr")[h] + 2].tolist()
    a("party")[[one, two]] = -1
    assert not carries.py_func(s, one)
    a("carried_by")[two] = one
    assert with_me.py_func(s, one, two)
    assert with_me.py_func(s, two, one)
    assert carries.py_func(s, one)
    assert not carries.py_func(s, two)


def test_whom_the_one_who_leads_has_left_thinks_for_themselves(danger):
    """Who did something else when the others went is not theirs to wait for ever."""
    a = danger.a
    one, two, three = danger.led(3)
    a("think_t")[[one, two, three]] = -1
    for n in ("passage", "offset", "unit"):
        a(n)[two] = a(n)[one]
    assert a("unit")[three] != a("unit")[one]
    a("aim")[one], a("aim")[[two, three]] = v.A_SAFETY, v.A_ROUTINE
    a("moving")[one] = True
    danger.minute()
    assert a("guide")[two] == one, "who is beside the one who leads follows"
    assert a("guide")[three] == -1
    assert a("think_t")[three] > T0


def _pupil(danger):
    """A child of ten or more whom the school keeps, in a danger, in the school."""
    a = danger.a
    rows = np.flatnonzero((a("age") >= 10) & (a("age") < 14) & (a("fate") == v.ALIVE)
                          & (a("activity_then") == v.SCHOOL) & (a("party") < 0)
                          & (a("unit") == a("work")) & (a("work") != a("home")))  # fmt: skip
    assert len(rows)
    m = int(rows[0])
    a("warned_t")[m], a("think_t")[m], a("guide")[m] = T0, T0, -1
    return m


def test_a_school_keeps_its_children_when_the_day_would_send_them_home(danger):
    a = danger.a
    m = _pupil(danger)
    assert a("aim")[m] == v.A_INDOORS
    home = Step(ROUTINE, danger.live)
    a("resume")[m], a("activity")[m] = True, v.HOME
    home(T0)
    assert a("wish")[m] == 0
    a("aim")[m], a("resume")[m] = v.A_ROUTINE, True
    home(T0)
    assert a("wish")[m] != 0, "and who is not kept goes"


def test_after_three_hours_those_who_can_think_for_themselves(danger):
    a = danger.a
    m = _pupil(danger)
    danger.minute(T0 + 170 * MINUTE)
    assert a("think_t")[m] == T0, "kept: makes up no mind"
    danger.minute(T0 + 181 * MINUTE)
    assert a("think_t")[m] != T0


def _serving(danger, beside=0):
    """A medic at work in a room of their own, with so many others."""
    a = danger.a
    m, *others = danger.grown(1 + beside)
    a("role")[m], a("aim")[m], a("activity_then")[m] = v.MEDIC, v.A_ROUTINE, v.WORK
    taken = {0, *a("unit").tolist(), *a("home").tolist()}
    room = a("work")[m] = next(u for u in range(len(a("u_passage"))) if u not in taken)
    for x in (m, *others):
        a("unit")[x], a("passage")[x] = room, a("u_passage")[room]
        a("offset")[x], a("think_t")[x] = a("u_off")[room], -1
    settle_lists(danger.live)
    a("believes")[m], a("think_t")[m] = 0.3, T0
    return m


def _kept(danger, m, minutes=240):
    """How often m says to keep the post, and whether m keeps it, in so many minutes."""
    kept = 0
    for k in range(minutes):
        ints = danger.minute(T0 + k * MINUTE)
        kept += int(((ints[:, KIND] == KEPT_POST) & (ints[:, SUBJECT] == m)).sum())
    return kept, danger.a("aim")[m] == v.A_ON_DUTY


def test_who_is_on_duty_thinks_again_by_the_hour_and_says_it_once(danger):
    m = _serving(danger, beside=1)
    danger.a("danger_weights")[THETA] = 1e-9  # the best option, and no leaning
    kept, serves = _kept(danger, m)
    assert (kept, serves) == (1, True)
    assert T0 + 239 * MINUTE < danger.a("think_t")[m] <= T0 + 299 * MINUTE


def test_nobody_keeps_a_post_for_ever_where_nobody_else_is(danger):
    m = _serving(danger)
    danger.a("danger_weights")[THETA] = 1e-9
    kept, serves = _kept(danger, m)
    assert (kept, serves) == (1, False)


@pytest.mark.parametrize("another", [False, True], ids=["alone", "with another grown one"])
def test_nobody_leaves_a_small_child_alone_to_report_for_duty(danger, another):
    a = danger.a
    size = np.bincount(a("household"), minlength=a("household").max() + 1)
    here = (a("fate") == v.ALIVE) & ~a("gone") & (a("passage") >= 0)
    h = next(int(x) for x in np.flatnonzero(size >= 3) if here[a("household") == x].all())
    m, child, third, *rest = np.flatnonzero(a("household") == h).tolist()
    a("age")[m], a("age")[child], a("age")[third] = 40, 5, 40 if another else 8
    a("gone")[rest], a("guide")[[m, child, third]] = True, -1
    a("role")[m], a("warned_t")[m], a("believes")[m] = v.POLICE, 0, 0.9
    a("work")[m] = next(u for u in range(1, len(a("u_passage"))) if u != a("home")[m])
    for x in (m, child, third):
        a("passage")[x], a("offset")[x], a("unit")[x] = a("passage")[m], a("offset")[m], 0
        a("party")[x], a("aim")[x], a("hurt")[x], a("think_t")[x] = -1, v.A_ROUTINE, 0.0, -1
        a("been_home")[x] = True
    settle_lists(danger.live)
    a("danger_weights")[THETA], a("think_t")[m] = 1e-9, T0
    danger.step.args[0][q.DUTY] = 5.0
    danger.minute()
    assert (a("aim")[m] == v.A_ON_DUTY) == another
    if another:  # they know where they are, and nobody looks for the other
        rows = range(a("tie_ptr")[m], a("tie_end")[m])
        theirs = [r for r in rows if a("tie_to")[r] in (child, third)]
        assert len(theirs) == 2
        assert all(a("tie_hope")[r] & LEFT for r in theirs)


def test_who_is_carried_decides_for_nobody(danger):
    a = danger.a
    one, two, three = danger.led(3)
    a("carried_by")[two], a("carrying")[three] = three, two
    a("fate")[one], a("gone")[one] = v.DEAD, True
    danger.minute()
    assert a("guide")[two] == three
    assert a("guide")[three] == -1


def test_who_is_done_with_something_else_thinks_of_the_danger_again(danger):
    a = danger.a
    (m,) = danger.grown(1)
    a("aim")[m], a("think_t")[m] = v.A_ROUTINE, -1
    danger.minute()
    assert a("think_t")[m] > T0
    a("aim")[m], a("think_t")[m] = v.A_TREAT, -1
    danger.minute(T0 + MINUTE)
    assert a("think_t")[m] == -1, "who tends somebody goes on with it"


def test_where_no_way_is_known_nobody_sets_out(danger):
    """A chart on which every street is closed: no option that leads anywhere is open."""
    a, live = danger.a, danger.live
    own = [_street(a, a("passage")[m]) != _street(a, a("u_passage")[a("home")[m]])
           for m in danger.grown(12)]  # fmt: skip
    m = danger.grown(12)[own.index(True)]
    assert a("haven_d")[0, a("p_a")[_street(a, a("passage")[m])]] > 0
    live.world.ways.draw(5, np.ones(len(a("p_len")), bool))
    redraw(live.world.arrays, 5)
    a("believes")[m], a("think_t")[m], a("aim")[m] = 1.0, T0, v.A_ROUTINE
    a("chart")[m] = 5
    ints = danger.minute()
    rows = ints[ints[:, SUBJECT] == m]
    assert SET_OUT not in rows[:, KIND]
    assert a("think_t")[m] > T0
    a("chart")[m], a("think_t")[m] = 0, T0 + MINUTE
    ints = danger.minute(T0 + MINUTE)
    rows = ints[ints[:, SUBJECT] == m]
    assert SET_OUT in rows[:, KIND], "the same mind with ways before it"


def test_with_nothing_closed_the_ways_to_safety_are_those_of_the_map(danger):
    a = danger.a
    far, spot = a("haven_d")[0].copy(), a("haven_of")[0].copy()
    redraw(danger.live.world.arrays, 0)
    assert np.allclose(a("haven_d")[0], far, rtol=1e-12)
    assert (a("haven_of")[0] == spot).mean() > 0.99, "equally far: either"


def test_who_carries_somebody_to_safety_brings_both_out(danger):
    a = danger.a
    one, two = danger.grown(2)
    a("carrying")[one], a("carried_by")[two] = two, one
    for m in (one, two):
        a("passage")[m], a("offset")[m], a("unit")[m] = a("passage")[one], a("offset")[one], 0
    a("aim")[one], a("arrived")[one], a("moving")[one] = v.A_SAFETY, True, False
    ints = danger.minute()
    out = ints[ints[:, KIND] == REACHED_SAFETY][:, SUBJECT].tolist()
    assert {one, two} <= set(out)
    assert (a("fate")[[one, two]] == v.EVACUATED).all()
    assert a("carrying")[one] == -1 == a("carried_by")[two]


@pytest.mark.parametrize(("aim", "thinks", "awake", "keeps"), [
    (v.A_SAFETY, False, True, True), (v.A_ROUTINE, True, True, True),
    (v.A_ROUTINE, False, True, False), (v.A_EXPECT, True, True, False),
    (v.A_DIG, True, True, False), (v.A_SAFETY, False, False, False),
])  # fmt: skip
def test_who_stands_with_somebody_in_their_arms(danger, aim, thinks, awake, keeps):
    """Before a closed way or in thought one keeps them; who stays, digs or faints sets down."""
    a = danger.a
    one, two = danger.grown(2)
    a("carrying")[one], a("carried_by")[two] = two, one
    a("aim")[one], a("moving")[one], a("awake_mind")[one] = aim, False, awake
    a("think_t")[one] = T0 + MINUTE if thinks else -1
    Step(CARE, danger.live)(T0)
    assert (a("carrying")[one] == two) == keeps
    assert (a("carried_by")[two] == one) == keeps


def test_the_hour_at_which_it_showed_counts_and_not_the_clock(danger):
    """The evening comes: where people think that others were does not change with it."""
    a = danger.a
    then = a("activity_then").copy()
    a("activity")[:] = v.SLEEP
    danger.minute()
    assert (a("activity_then") == then).all()
    assert (then == v.WORK).any()


def test_nobody_sets_out_twice_for_the_same(danger):
    a = danger.a
    told = []
    for n in range(30):
        a("think_t")[:] = np.where(a("think_t") >= 0, T0 + n * MINUTE, -1)
        ints = danger.minute(T0 + n * MINUTE)
        told += [tuple(row) for row in ints[ints[:, KIND] == SET_OUT].tolist()]
    minutes = {(row[0], row[SUBJECT]) for row in told}
    assert len(told) == len(minutes) > 10


def test_who_was_hurt_by_it_knows_of_it():
    live = _begun()
    a = live.array
    a("danger_t")[0] = -1
    a("warned_t")[:], a("hurt")[:] = -1, 0.0
    here = np.flatnonzero((a("fate") == v.ALIVE) & ~a("gone") & a("awake_mind"))
    a("hurt")[here] = 0.2
    Step(GATHER, live)(T0)
    assert (a("warned_t")[here] == T0).all()


def test_where_there_is_no_checkpoint_nobody_waits_at_one(danger):
    """The rows of who comes to one are not there: what lay beyond them in memory was read."""
    a = danger.a
    assert len(a("check_unit")) == 0
    assert len(a("cp_at")) == 1 < len(a("fate"))
    who = SimpleNamespace(fate=a("fate"))
    _wait_on.py_func(who, None, None, a("cp_at"), a("check_unit"))  # NumPy's own bounds


def _family(danger):
    """A grown one who leads, another, and a child of theirs, out of doors in one place."""
    a = danger.a
    size = np.bincount(a("household"), minlength=a("household").max() + 1)
    here = (a("fate") == v.ALIVE) & ~a("gone") & (a("passage") >= 0)
    h = next(int(x) for x in np.flatnonzero(size >= 3) if here[a("household") == x].all())
    m, other, child, *rest = np.flatnonzero(a("household") == h).tolist()
    a("gone")[rest] = True
    a("age")[[m, other]], a("age")[child], a("role")[[m, other]] = 40, 6, v.WORKER
    for x in (m, other, child):
        a("passage")[x], a("offset")[x], a("unit")[x] = _street(a, a("passage")[m]), 1.0, 0
        a("party")[x], a("aim")[x], a("hurt")[x] = -1, v.A_ROUTINE, 0.0
        a("warned_t")[x], a("believes")[x], a("think_t")[x] = 0, 1.0, -1
        a("been_home")[x] = True
        a("moving")[x] = False
    settle_lists(danger.live)
    for x in (other, child):
        join(danger.party, x, m)
    a("guide")[[m, other, child]] = -1, m, m
    a("danger_weights")[THETA] = 1e-9
    return m, other, child


@pytest.mark.parametrize("lies", [False, True], ids=["well", "unconscious"])
def test_nobody_sets_out_while_one_of_theirs_lies_beside_them(danger, lies):
    a = danger.a
    m, other, child = _family(danger)
    a("awake_mind")[child] = not lies
    a("think_t")[m] = T0
    ints = danger.minute()
    went = set(ints[ints[:, KIND] == SET_OUT, SUBJECT].tolist()) & {m, other, child}
    assert went == (set() if lies else {m, other, child})
    if lies:
        assert a("think_t")[m] > T0, "and thinks of it again"


def test_who_has_no_hand_free_leaves_one_who_lies_unconscious(danger):
    a = danger.a
    m, other, child = _family(danger)
    a("awake_mind")[child] = False
    a("carrying")[m], a("carried_by")[other] = other, m
    a("think_t")[m] = T0
    ints = danger.minute()
    assert m in ints[ints[:, KIND] == SET_OUT, SUBJECT]
    assert a("party")[child] == -1
    assert a("guide")[child] == -1
    assert a("wish")[child] == 0


def test_who_leads_turns_back_for_one_who_fell_unconscious_out_of_reach(danger):
    """A family went on without a daughter who had fainted twenty-five metres ahead of it."""
    a = danger.a
    m, other, child = _family(danger)
    danger.minute(T0 - MINUTE)  # they see where each of them is
    a("awake_mind")[child], a("offset")[[m, other]] = False, 1.0 + REACH + 20.0
    a("aim")[[m, other]], a("moving")[[m, other]], a("think_t")[m] = v.A_SAFETY, True, -1
    danger.minute()
    assert a("party")[child] == -1
    assert a("aim")[m] in (v.A_COLLECT, v.A_LOOK_FOR)
    assert (a("aim_about")[m], a("wish_passage")[m]) == (child, a("passage")[child])
    assert abs(a("wish_offset")[m] - a("offset")[child]) < 1.0


@pytest.mark.parametrize("age", [3, 7])
def test_a_small_child_whom_nobody_leads_stands_and_waits_for_somebody(danger, age):
    """An infant walked on alone to a checkpoint two kilometres away."""
    a = danger.a
    m, other, child = _family(danger)
    leave(danger.party, child)
    a("age")[child], a("aim")[child], a("guide")[child] = age, v.A_SAFETY, -1
    a("offset")[[m, other]] = 1.0 + 4 * REACH
    a("moving")[child], a("aim")[[m, other]] = True, v.A_FLEE
    danger.minute()
    small = age < SMALL
    assert (a("wish")[child] == W_STOP) == small
    assert (a("aim")[child] == v.A_ROUTINE) == small


def test_the_oldest_leads_where_nobody_is_grown(danger):
    a = danger.a
    m, other, child = _family(danger)
    a("age")[[m, other, child]] = 4, 11, 8
    a("guide")[[m, other, child]], a("fate")[m], a("gone")[m] = (-1, m, m), v.DEAD, True
    danger.minute()
    assert a("guide")[child] == other
    assert a("guide")[other] == -1


@pytest.mark.parametrize("age", [6, 12])
def test_a_small_child_runs_after_the_one_who_leads_it(danger, age):
    a = danger.a
    m, other, child = _family(danger)
    a("age")[child] = age
    a("aim")[[m, other, child]] = v.A_HIDE, v.A_SAFETY, v.A_SAFETY
    a("aim_until")[m], a("offset")[child] = T0 + 10 * MINUTE, 1.0 + 2 * REACH
    a("moving")[[other, child]] = True
    danger.minute()
    assert ((a("aim")[child], a("aim_about")[child]) == (v.A_FOLLOW, m)) == (age < 10)


def test_who_leads_takes_along_the_child_that_runs_after(danger):
    a = danger.a
    m, _, child = _family(danger)
    a("aim")[child], a("aim_about")[child], a("aim_until")[child] = v.A_FOLLOW, m, T0 + 9 * MINUTE
    a("offset")[child], a("moving")[child], a("think_t")[m] = 1.0 + 4 * REACH, True, T0
    danger.minute()
    assert a("aim")[child] == a("aim")[m] >= v.A_SAFETY
    assert a("wish_unit")[child] == a("wish_unit")[m]


@pytest.mark.parametrize(
    ("aim", "stops"), [(v.A_WAIT, True), (v.A_ROUTINE, True), (v.A_SAFETY, False)]
)
def test_who_is_led_stops_while_the_one_who_leads_sees_to_somebody(danger, aim, stops):
    """Two children of two and three went on alone through the city."""
    a = danger.a
    m, other, child = _family(danger)
    a("aim")[[m, other, child]] = aim, v.A_SAFETY, v.A_SAFETY
    a("aim_about")[m], a("aim_until")[m] = danger.grown(1)[0], T0 + 10 * MINUTE
    a("moving")[[other, child]] = True
    danger.minute()
    assert (a("wish")[child] == W_STOP) == stops


def test_nobody_whom_the_day_calls_home_walks_out_of_a_checkpoint():
    """Children of one and two went home alone from there, through the city."""
    live = build(load_scenario("shanghai", people=300, seed=2))
    a = live.array
    gather, home = Step(GATHER, live), Step(ROUTINE, live)
    t = 61 * MINUTE  # a minute after the impact
    gather(t)
    rows = (a("fate") == v.ALIVE) & ~a("gone") & (a("passage") >= 0) & (a("age") > 14)
    m = int(np.flatnonzero(rows & (a("guide") < 0) & (a("party") < 0))[0])
    post = int(a("check_unit")[0])
    a("unit")[m], a("passage")[m] = post, a("u_passage")[post]
    a("offset")[m], a("cp_at")[m], a("aim")[m] = a("u_off")[post], 0, v.A_ROUTINE
    settle_lists(live)
    a("resume")[m], a("activity")[m] = True, v.HOME
    home(t)
    assert a("wish")[m] not in (0, W_STOP), "the day calls"
    gather(t)
    assert (a("aim")[m], a("wish")[m]) == (v.A_CHECKPOINT, W_STOP)
