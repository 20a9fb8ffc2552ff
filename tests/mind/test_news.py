"""Bad news: told, kept back, found out; and distant shots that feed the hope for the missing."""

import numpy as np
import pytest
from tests.society.band_world import Bands, person, tie

from kinward.core import vocabulary as v
from kinward.core.choices import O_KEEP_BACK, O_TELL
from kinward.core.clock import DAY, HOUR, MINUTE
from kinward.core.hope import LEFT

OVERDUE, LOST = 1, 3


def world(bond=0.9, loved=0.9, **sections):
    """Ann knows that Cal is dead; Bea, who loved Cal, does not; Dan is close to nobody."""
    members = [person(n, "mill", age=30) for n in ("Ann", "Bea", "Cal", "Dan")]
    ties = [tie("Ann", "Bea", bond), tie("Ann", "Cal", 0.6), tie("Bea", "Cal", loved),
            tie("Dan", "Bea", 0.4), tie("Dan", "Cal", 0.4)]  # fmt: skip
    w = Bands(members, [{"name": "mill", "leader": "Ann"}], ties, **sections)
    a, cal = w.a, w.row["Cal"]
    a("fate")[cal], a("gone")[cal] = v.DEAD, True
    a("activity")[:] = v.FREE
    knows(w, "Ann")
    # apart from the others
    for n in ("Dan",):
        a("unit")[w.row[n]] += 1
    return w


def knows(w, who):
    r = w.ties_row(who, "Cal")
    w.a("tie_state")[r], w.a("tie_alive")[r] = LOST, 0.0


def thinks(w, t, only=None):
    """Let Ann decide what to do about the news, one option taken away from her or none."""
    if only is not None:
        other = O_TELL if only == O_KEEP_BACK else O_KEEP_BACK
        w.a("option_on")[other] = False
    w.step("deal", t + 2 * MINUTE)
    w.a("option_on")[:] = True


def test_news_that_would_break_somebody_close_is_thought_about():
    w = world()
    w.step("talk", 3 * HOUR)
    ann, bea = w.row["Ann"], w.row["Bea"]
    assert w.a("pending")[ann] == v.C_NEWS
    assert w.a("pending_about")[ann] == bea
    assert w.a("pending")[bea] == -1


@pytest.mark.parametrize("changed", [{"bond": 0.4}, {"loved": 0.3},
                                     {"bonds": {"keeping_back": False}}])  # fmt: skip
def test_other_news_is_told_at_once(changed):
    w = world(**changed)
    w.step("talk", 3 * HOUR)
    assert w.a("pending")[w.row["Bea"]] == v.C_GRIEF
    assert w.a("pending")[w.row["Ann"]] == -1


def test_who_tells_lets_the_other_mourn():
    w = world()
    w.step("talk", 3 * HOUR)
    thinks(w, 3 * HOUR, O_TELL)
    (told,) = w.events("broke_news")
    assert (told["subject"], told["object"], told["k"]) == tuple(
        w.row[n] for n in ("Ann", "Bea", "Cal")
    )
    assert w.a("pending")[w.row["Bea"]] == v.C_GRIEF
    assert w.a("news_for")[w.row["Ann"]] == -1
    assert w.a("deed_n")[0] == 0


def test_who_keeps_it_back_thinks_again_a_day_later_and_is_blamed_less_for_saying_so():
    w = world()
    w.step("talk", 3 * HOUR)
    thinks(w, 3 * HOUR, O_KEEP_BACK)
    ann = w.row["Ann"]
    assert len(w.events("kept_back")) == 1
    w.step("talk", 9 * HOUR)
    assert w.a("pending")[ann] == -1, "a burden is not taken up every hour"
    w.step("talk", DAY + 4 * HOUR)
    assert w.a("pending")[ann] == v.C_NEWS
    thinks(w, DAY + 4 * HOUR, O_TELL)
    (told,) = w.events("broke_news")
    assert told["value"] == pytest.approx(25.0, abs=0.1)
    before = float(w.a("tie_trust")[w.ties_row("Bea", "Ann")])
    w.step("judge", DAY + 4 * HOUR + 3 * MINUTE)
    confessed = before - float(w.a("tie_trust")[w.ties_row("Bea", "Ann")])
    assert 0.0 < confessed < found_out_by_others()


def found_out_by_others():
    """How far Bea's trust in Ann falls when Dan tells her."""
    w = world()
    w.step("talk", 3 * HOUR)
    thinks(w, 3 * HOUR, O_KEEP_BACK)
    knows(w, "Bea")
    before = float(w.a("tie_trust")[w.ties_row("Bea", "Ann")])
    w.step("talk", 5 * HOUR)
    (found,) = w.events("found_kept_back")
    assert (found["subject"], found["object"]) == (w.row["Bea"], w.row["Ann"])
    assert w.events()[found["cause"]]["kind"] == "kept_back"
    assert w.a("news_for")[w.row["Ann"]] == -1
    w.step("judge", 5 * HOUR + MINUTE)
    return before - float(w.a("tie_trust")[w.ties_row("Bea", "Ann")])


def test_who_learns_from_others_that_it_was_kept_from_them_trusts_less():
    assert found_out_by_others() > 0.05


def worth_of_keeping(w):
    from kinward.core.choices import OPTIONS

    w.live.decisions.drain()
    w.step("talk", 3 * HOUR)
    w.step("deal", 3 * HOUR + 2 * MINUTE)
    got = w.live.decisions.drain()
    worth = {OPTIONS[int(code)]: value / 100.0 for code, _, _, value in got.options}
    return worth["keep it back"] - worth["tell"]


def test_the_more_it_would_hurt_the_more_speaks_for_keeping_it_back():
    calm, low = world(), world()
    low.a("grief")[low.row["Bea"]] = 0.8
    low.a("hurt")[low.row["Bea"]] = 0.6
    gap = worth_of_keeping(low) - worth_of_keeping(calm)
    assert gap == pytest.approx(0.6 * 0.8 + 0.8 * 0.6, abs=0.02)


def shot(w, who, passage):
    """Let `who` hear a rifle shot from a passage."""
    a, m = w.a, w.row[who]
    a("sound_who")[0], a("sound_passage")[0], a("sound_offset")[0] = w.row["Dan"], passage, 1.0
    a("sound_class")[0], a("sound_event")[0] = v.S_RIFLE, 7
    a("heard_by")[m], a("heard_level")[m] = 0, 50.0
    a("hearers")[0], a("hear_n")[0] = m, 1


def missing(**sections):
    w = world(**sections)
    r = w.ties_row("Bea", "Cal")
    w.a("tie_state")[r], w.a("tie_alive")[r] = OVERDUE, 0.4
    return w, r


def test_distant_shots_feed_the_hope_for_the_missing_and_the_pain():
    w, r = missing()
    bea = w.row["Bea"]
    shot(w, "Bea", int(w.a("passage")[bea]) + 3)
    w.step("heed", 2 * HOUR)
    assert w.a("tie_alive")[r] == pytest.approx(0.45)
    assert w.a("grief")[bea] == pytest.approx(0.02)
    (hoped,) = w.events("hoped")
    assert (hoped["subject"], hoped["object"], hoped["cause"]) == (bea, w.row["Cal"], 7)
    assert (hoped["value"], hoped["value2"]) == pytest.approx((0.45, 0.4))
    w.step("heed", 2 * HOUR + MINUTE)  # not with every shot
    assert len(w.events("hoped")) == 1


def test_they_feed_the_hope_for_whom_one_left_behind_in_a_danger():
    w, r = missing()
    w.a("tie_state")[r], w.a("tie_hope")[r] = 0, LEFT
    shot(w, "Bea", int(w.a("passage")[w.row["Bea"]]) + 3)
    w.step("heed", 2 * HOUR)
    assert w.a("tie_alive")[r] == pytest.approx(0.45)
    assert [e["object"] for e in w.events("hoped")] == [w.row["Cal"]]


def test_they_never_lower_it():
    w, r = missing()
    w.a("tie_alive")[r] = 0.97
    shot(w, "Bea", int(w.a("passage")[w.row["Bea"]]) + 3)
    w.step("heed", 2 * HOUR)
    assert w.a("tie_alive")[r] == pytest.approx(0.97)


@pytest.mark.parametrize("state", [0, LOST])
def test_shots_change_nothing_about_the_well_and_the_mourned(state):
    w, r = missing()
    w.a("tie_state")[r] = state
    shot(w, "Bea", int(w.a("passage")[w.row["Bea"]]) + 3)
    w.step("heed", 2 * HOUR)
    assert w.a("tie_alive")[r] == pytest.approx(0.4)
    assert not w.events("hoped")


def test_shots_in_ones_own_street_and_without_the_switch_mean_nothing():
    w, r = missing()
    shot(w, "Bea", int(w.a("passage")[w.row["Bea"]]))
    w.step("heed", 2 * HOUR)
    assert w.a("tie_alive")[r] == pytest.approx(0.4)
    w, r = missing(mind={"hope": False})
    shot(w, "Bea", int(w.a("passage")[w.row["Bea"]]) + 3)
    w.step("heed", 2 * HOUR)
    assert w.a("tie_alive")[r] == pytest.approx(0.4)
    assert np.all(w.a("grief") == 0.0)


def test_belief_that_the_missing_live_fades_by_half_in_its_half_life():
    w, r = missing(bonds={"doubts": "1 day"})
    for hour in range(1, 25):
        w.step("talk", hour * HOUR)
    assert w.a("tie_alive")[r] == pytest.approx(0.2, rel=1e-4)
    w, r = missing(bonds={"doubt": False})
    for hour in range(1, 25):
        w.step("talk", hour * HOUR)
    assert w.a("tie_alive")[r] == pytest.approx(0.4)


def test_who_misses_somebody_thinks_again_each_day():
    w, r = missing()
    bea = w.row["Bea"]
    w.a("tie_state")[w.ties_row("Ann", "Cal")] = 0  # nobody knows better
    w.step("talk", DAY + HOUR)
    assert w.a("pending")[bea] == -1
    w.step("talk", 2 * DAY)
    assert w.a("pending")[bea] == v.C_OVERDUE
    assert w.a("pending_about")[bea] == w.row["Cal"]
    w.a("tie_state")[r] = LOST
    w.a("pending")[:] = -1
    w.a("think_n")[0] = 0
    w.step("talk", 3 * DAY)
    assert w.a("pending")[bea] == -1, "who is mourned is not waited for"
