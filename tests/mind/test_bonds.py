"""Ties that live: deeds move trust, time and danger move strength, tales travel and blur."""

import numpy as np
import pytest
from tests.society.band_world import Bands, person
from tests.society.band_world import tie as named

from kinward.core import deeds as d
from kinward.core import vocabulary as v
from kinward.core.bundles import TIES
from kinward.core.clock import DAY, HOUR, MINUTE
from kinward.core.ties import Ties, row_of, tie
from kinward.mind.bond_vocabulary import CHRONIC, RESILIENT
from kinward.mind.courses import SHARES, courses_of_grief

NAMES = ("Ann", "Bea", "Cal", "Dan")


def world(trust=0.2, strength=0.5, ties=None, **sections):
    members = [person(n, "mill", age=30 + i) for i, n in enumerate(NAMES)]
    all_ = [named(a, b, strength, trust) for i, a in enumerate(NAMES) for b in NAMES[i + 1 :]]
    return Bands(members, [{"name": "mill", "leader": "Ann"}], all_ if ties is None else ties,
                 **sections)  # fmt: skip


def deed(w, who, whom, kind, could=1.0, event=7):
    a = w.a
    columns = d.Deeds(*(a(n) for n in d.Deeds._fields))
    d.did(columns, w.row[who], w.row[whom], kind, event, could)


def judged(w, t=0):
    w.step("judge", t)
    return w


def trust(w, a, b):
    return float(w.a("tie_trust")[w.ties_row(a, b)])


def test_a_good_deed_raises_trust_toward_how_good_it_was():
    w = world(trust=0.2)
    deed(w, "Ann", "Bea", d.D_HELPED)
    judged(w)
    step = 0.25 * d.WEIGHT[d.D_HELPED]
    assert trust(w, "Bea", "Ann") == pytest.approx(0.2 + step * (0.8 - 0.2), abs=1e-6)
    assert trust(w, "Ann", "Bea") == pytest.approx(0.2), "trust is directed"


def test_trust_falls_two_and_a_half_times_as_fast():
    up, down = world(trust=0.0), world(trust=0.0)
    deed(up, "Ann", "Bea", d.D_HELPED)
    deed(down, "Ann", "Bea", d.D_LEFT)
    judged(up), judged(down)
    rise = trust(up, "Bea", "Ann") / (0.8 * d.WEIGHT[d.D_HELPED])
    fall = -trust(down, "Bea", "Ann") / (0.8 * d.WEIGHT[d.D_LEFT])
    assert fall / rise == pytest.approx(2.5, rel=1e-3)


def test_a_deed_less_good_than_one_is_trusted_for_changes_nothing():
    w = world(trust=0.9)
    deed(w, "Ann", "Bea", d.D_HELPED)
    assert trust(judged(w), "Bea", "Ann") == pytest.approx(0.9)


@pytest.mark.parametrize("excuse", [True, False])
def test_who_could_not_do_otherwise_is_blamed_less(excuse):
    w = world(trust=0.2, bonds={"excuse": excuse})
    deed(w, "Ann", "Bea", d.D_LEFT, could=0.0)
    judged(w)
    assert (trust(w, "Bea", "Ann") == pytest.approx(0.2)) == excuse


def test_those_who_see_it_judge_it_too_but_not_what_is_private():
    w = world()
    deed(w, "Ann", "Bea", d.D_LEFT)
    judged(w)
    assert trust(w, "Cal", "Ann") < 0.2
    assert abs(trust(w, "Cal", "Ann") - 0.2) < abs(trust(w, "Bea", "Ann") - 0.2)
    w = world()
    deed(w, "Ann", "Bea", d.D_STARVED)
    judged(w)
    assert trust(w, "Cal", "Ann") == pytest.approx(0.2)


def test_who_is_elsewhere_learns_nothing_of_it():
    w = world()
    w.a("unit")[w.row["Cal"]] = int(w.a("unit")[w.row["Cal"]]) + 1
    deed(w, "Ann", "Bea", d.D_LEFT)
    judged(w)
    assert trust(w, "Cal", "Ann") == pytest.approx(0.2)
    assert (w.a("tale_kind")[w.row["Cal"]] == -1).all()


def test_a_switch_leaves_trust_as_it_is():
    w = world(bonds={"judging": False})
    deed(w, "Ann", "Bea", d.D_LEFT)
    judged(w)
    assert trust(w, "Bea", "Ann") == pytest.approx(0.2)
    assert w.a("deed_n")[0] == 0


def test_strangers_come_to_know_each_other_by_what_one_did():
    w = world(ties=[named("Ann", "Cal")])
    deed(w, "Ann", "Bea", d.D_HELPED)
    judged(w)
    (formed,) = w.events("tie_formed")
    assert formed["what"] == v.ACQUAINTANCE
    r = w.ties_row("Bea", "Ann")
    q = int(w.a("tie_back")[r])
    assert w.a("tie_to")[q] == w.row["Bea"]
    assert w.a("tie_back")[q] == r
    assert w.a("tie_strength")[r] == w.a("tie_strength")[q] > 0


def test_the_last_of_several_judgements_is_the_one_that_the_log_ends_with():
    w = world(trust=0.5)
    deed(w, "Ann", "Bea", d.D_THREATENED, event=3)
    deed(w, "Ann", "Bea", d.D_LEFT, event=4)
    judged(w)
    moved = [e for e in w.events("trust_changed") if e["subject"] == w.row["Bea"]]
    assert [e["k"] for e in moved] == [1, 2]
    assert moved[-1]["value"] == pytest.approx(trust(w, "Bea", "Ann"))


def test_new_ties_keep_every_row_in_its_place():
    w = world(ties=[named("Ann", "Dan"), named("Bea", "Dan", 0.3)])
    ties = Ties(*(w.a(n) for n in (*TIES, "tie_ptr")))
    for a, b in (("Ann", "Cal"), ("Bea", "Cal"), ("Ann", "Bea"), ("Cal", "Dan")):
        assert tie(ties, w.row[a], w.row[b], v.FRIEND, 0.4, 0.1, 5) >= 0
    for a in NAMES:
        m = w.row[a]
        rows = np.arange(w.a("tie_ptr")[m], w.a("tie_end")[m])
        to = w.a("tie_to")[rows]
        assert (np.diff(to) > 0).all(), "sorted by the other"
        assert len(to) == 3
        back = w.a("tie_back")[rows]
        assert (w.a("tie_to")[back] == m).all()
        assert (w.a("tie_back")[back] == rows).all()
        assert (w.a("tie_strength")[back] == w.a("tie_strength")[rows]).all()
    assert row_of(ties, w.row["Ann"], w.row["Ann"]) == -1


def test_no_tie_without_room_on_both_sides():
    w = world(ties=[named("Ann", "Bea")])
    ties = Ties(*(w.a(n) for n in (*TIES, "tie_ptr")))
    w.a("tie_end")[w.row["Cal"]] = w.a("tie_ptr")[w.row["Cal"] + 1]
    before = w.a("tie_end").copy()
    assert tie(ties, w.row["Ann"], w.row["Cal"], v.FRIEND, 0.4, 0.1, 5) == -1
    assert (w.a("tie_end") == before).all()


# --- being together ------------------------------------------------------------------------------


def hours(w, n, start=2):
    for h in range(start, start + n):
        w.step("talk", h * HOUR)
    return w


def strength(w, a, b):
    return float(w.a("tie_strength")[w.ties_row(a, b)] + w.a("tie_warm")[w.ties_row(a, b)])


def test_strength_grows_with_time_together_and_faster_in_danger():
    calm, danger = world(strength=0.3), world(strength=0.3)
    danger.a("fear")[:] = 0.8
    hours(calm, 24), hours(danger, 24)
    grown = strength(calm, "Ann", "Bea") - 0.3
    assert grown == pytest.approx(0.02 * 0.7 * 0.6, rel=0.05)
    assert strength(danger, "Ann", "Bea") - 0.3 == pytest.approx(4 * grown, rel=0.05)


def test_strength_fades_apart_by_half_in_its_half_life():
    w = world(strength=0.8, bonds={"fades": "2 days"})
    w.a("unit")[w.row["Ann"]] += 1
    hours(w, 48)
    assert strength(w, "Ann", "Bea") == pytest.approx(0.4, abs=0.02)
    assert strength(w, "Cal", "Bea") > 0.8


def test_strength_stays_without_the_switch():
    w = hours(world(strength=0.3, bonds={"growing": False}), 24)
    assert strength(w, "Ann", "Bea") == pytest.approx(0.3)


def test_a_change_of_strength_is_logged_in_steps_and_is_the_same_from_both_sides():
    w = world(strength=0.3, bonds={"time": "0.2 /day"})
    hours(w, 24)
    changed = [e for e in w.events("tie_changed") if e["subject"] == w.row["Ann"]]
    assert changed
    assert all(e["value2"] >= 0.04 - 1e-6 for e in changed)
    r = w.ties_row("Ann", "Bea")
    assert w.a("tie_strength")[r] == w.a("tie_strength")[w.a("tie_back")[r]]
    last = [e for e in changed if e["object"] == w.row["Bea"]][-1]
    assert last["value"] == pytest.approx(float(w.a("tie_strength")[r]))


def told(w, hours_=40):
    w.a("activity")[:] = v.FREE
    w.a("g_people")[1] = 4
    return hours(w, hours_)


def test_a_deed_is_told_on_and_judged_by_those_who_were_not_there():
    w = world()
    w.a("unit")[w.row["Dan"]] += 1
    deed(w, "Ann", "Bea", d.D_LEFT)
    judged(w)
    assert trust(w, "Dan", "Ann") == pytest.approx(0.2)
    w.a("unit")[w.row["Dan"]] -= 1
    w.a("unit")[w.row["Ann"]] += 1
    told(w)
    assert trust(w, "Dan", "Ann") < 0.2
    tales = [e for e in w.events("tale") if e["object"] == w.row["Dan"]]
    assert tales
    assert tales[0]["cause"] == w.events().index(w.events("deed")[0])
    assert abs(trust(w, "Dan", "Ann") - 0.2) < abs(trust(w, "Bea", "Ann") - 0.2)


def test_nobody_tells_without_the_switch():
    w = world(bonds={"rumour": False})
    w.a("unit")[w.row["Dan"]] += 1
    deed(w, "Ann", "Bea", d.D_LEFT)
    judged(w)
    w.a("unit")[w.row["Dan"]] -= 1
    told(w)
    assert not w.events("tale")


def test_a_tale_told_often_has_lost_the_name_and_falls_on_the_group():
    w = world()
    w.a("group_id")[w.row["Ann"]] = 2
    dan, bea = w.row["Dan"], w.row["Bea"]
    w.a("tale_kind")[bea, 0], w.a("tale_hops")[bea, 0] = d.D_ROBBED, 2
    w.a("tale_who")[bea, 0], w.a("tale_whom")[bea, 0] = w.row["Ann"], w.row["Cal"]
    w.a("tale_event")[bea, 0] = 9
    for name in ("Ann", "Cal"):
        w.a("unit")[w.row[name]] += 2
    told(w)
    assert w.a("tale_hops")[dan, 0] == 3
    assert trust(w, "Dan", "Ann") == pytest.approx(0.2)
    assert w.a("g_regard")[1, 2] < 0


def test_who_knows_of_a_death_tells_those_who_had_a_tie():
    w = world(bonds={"keeping_back": False})
    dead = w.row["Dan"]
    w.a("fate")[dead], w.a("gone")[dead] = 1, True
    r = w.ties_row("Bea", "Dan")
    w.a("tie_state")[r], w.a("tie_alive")[r] = 3, 0.0
    w.a("activity")[:] = v.FREE
    hours(w, 6)
    raised = {n for n in ("Ann", "Cal") if w.a("pending")[w.row[n]] == v.C_GRIEF}
    assert raised
    assert (w.a("pending_about")[[w.row[n] for n in raised]] == dead).all()


def test_opinions_of_those_who_talk_come_closer():
    w = world(bonds={"tolerance": 1})
    w.a("cares")[[w.row[n] for n in NAMES]] = [0.1, 0.4, 0.6, 0.9]
    spread = np.ptp(w.a("cares")[:4])
    told(w)
    assert np.ptp(w.a("cares")[:4]) < 0.3 * spread
    assert w.a("cares")[:4].mean() == pytest.approx(0.5, abs=1e-5)
    w = world(bonds={"opinions": False})
    w.a("cares")[:4] = [0.1, 0.4, 0.6, 0.9]
    told(w)
    assert w.a("cares")[:4].tolist() == pytest.approx([0.1, 0.4, 0.6, 0.9])


def test_a_returned_keepsake_takes_away_grief():
    w = world(strength=0.9)
    cal, bea, dead = w.row["Cal"], w.row["Bea"], w.row["Dan"]
    w.a("fate")[dead], w.a("gone")[dead] = 1, True
    for name in ("Ann", "Cal"):
        r = w.ties_row(name, "Dan")
        w.a("tie_strength")[r] = w.a("tie_strength")[w.a("tie_back")[r]] = 0.2
    w.a("keepsake_of")[cal] = dead
    w.a("grief")[bea] = 0.8
    w.a("activity")[:] = v.FREE
    hours(w, 3)
    (back,) = w.events("keepsake_back")
    assert (back["subject"], back["object"], back["k"]) == (cal, bea, dead)
    assert w.a("grief")[bea] == pytest.approx(0.4)
    assert w.a("keepsake_of")[bea] == dead
    assert w.a("keepsake_of")[cal] == -1


# --- grief, love, teaching -----------------------------------------------------------------------


def test_courses_of_grief_have_the_published_shares():
    key = np.arange(1, 20_001, dtype=np.uint64)
    got = np.bincount(courses_of_grief(key, np.uint64(4)), minlength=5) / len(key)
    share = SHARES / SHARES.sum()
    assert np.abs(got - share).max() < 3 * np.sqrt(0.25 / len(key))


def test_grief_fades_by_its_course():
    left = {}
    for name, on in (("courses", True), ("none", False)):
        w = world(bonds={"courses": on}, feelings={"grief_fades": "2 days", "loud": 0})
        w.live.world.arrays["course"][:] = RESILIENT
        w.live.world.arrays["course"][w.row["Bea"]] = CHRONIC
        w.a("grief")[:4] = 0.5
        for minute in range(0, 2 * 24 * 60):
            if minute % 10 < 10:
                w.step("feel", minute * MINUTE)
            if minute % 400 == 0:
                w.clear()
        left[name] = w.a("grief")[[w.row["Ann"], w.row["Bea"]]].tolist()
    assert left["none"] == pytest.approx([0.25, 0.25], abs=0.01)
    assert left["courses"][0] < 0.1 < 0.45 < left["courses"][1]


def evening(w, days=1):
    for day in range(days):
        w.step("hearts", w.at(21, day=day))
    return w


def test_acquaintances_who_hold_to_each_other_become_friends():
    w = world(strength=0.5, trust=0.4)
    w.a("tie_kind")[:] = v.ACQUAINTANCE
    evening(w)
    assert len(w.events("tie_became")) == 6
    assert w.a("tie_kind")[w.ties_row("Ann", "Bea")] == v.FRIEND
    w = world(strength=0.5, trust=-0.2)
    w.a("tie_kind")[:] = v.ACQUAINTANCE
    evening(w)
    assert not w.events("tie_became")


def test_love_begins_between_two_who_are_free_and_a_couple_marries():
    w = world(strength=0.9, trust=0.8, bonds={"falls": "20 /day", "weds": "20 /day",
                                              "expects": "0 /day"})  # fmt: skip
    w.live.world.arrays["sex"][[w.row["Ann"], w.row["Cal"]]] = 1
    w.live.world.arrays["sex"][[w.row["Bea"], w.row["Dan"]]] = 0
    evening(w)
    couples = [(e["subject"], e["object"]) for e in w.events("tie_became")]
    people = [m for pair in couples for m in pair]
    assert 1 <= len(couples) <= 2
    assert len(people) == len(set(people)), "nobody has two"
    evening(w, 3)
    assert {(e["subject"], e["object"]) for e in w.events("wedding")} == set(couples)
    w = world(strength=0.9, trust=0.8, bonds={"falls": "20 /day", "weds": "20 /day"})
    evening(w)
    w.a("danger_t")[0] = 0
    assert not evening(w, 3).events("wedding"), "not while a danger is fresh"
    assert evening(w, 5).events("wedding")
    w = world(strength=0.9, trust=0.8, bonds={"falls": "20 /day", "love": False})
    assert not evening(w).events("tie_became")


def test_skill_passes_from_mentor_to_pupil():
    pair = [named("Bea", "Ann", 0.6, 0.6, "mentor")]
    for teaching in (True, False):
        w = world(ties=pair, bonds={"teaching": teaching, "learns": "1 /day"})
        w.a("skill")[w.row["Ann"]], w.a("skill")[w.row["Bea"]] = 0.9, 0.2
        evening(w)
        learned = float(w.a("skill")[w.row["Bea"]])
        assert learned == pytest.approx(0.9 - 0.7 * np.exp(-1) if teaching else 0.2, abs=0.01)
        assert w.a("skill")[w.row["Ann"]] == pytest.approx(0.9)
        assert bool(w.events("learned_from")) == teaching


def test_a_day_is_looked_back_on_once():
    w = world(strength=0.5, trust=0.4)
    w.a("tie_kind")[:] = v.ACQUAINTANCE
    for h in range(24):
        if h != 15:  # the run starts at six
            w.step("hearts", h * HOUR)
    assert not w.events("tie_became")
    w.step("hearts", 15 * HOUR)
    assert w.events("tie_became")
    assert DAY == 24 * HOUR
