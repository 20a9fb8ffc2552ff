"""Work in bands: healers who see to wounds, pupils who take over from those who are lost."""

import pytest
from tests.society.band_world import Bands, person, tie

from kinward.city.graph import ITEM
from kinward.core import vocabulary as v

BANDAGE, MEDICINE = ITEM["bandage"], ITEM["medicine"]
NAMES = ("Ann", "Bea", "Cal", "Dan", "Eve")


def world(kind="mentor", ages=(), **sections):
    """Bea is the healer; Cal has her as a mentor, Dan is her friend."""
    age = {"Cal": 19, **dict(ages)}
    members = [person(n, "mill", age=age.get(n, 35), role="medic" if n == "Bea" else "worker")
               for n in NAMES]  # fmt: skip
    ties = [tie("Cal", "Bea", 0.5, 0.6, kind), tie("Dan", "Bea", 0.9, 0.9), tie("Ann", "Eve")]
    w = Bands(members, [{"name": "mill", "leader": "Ann"}], ties, **sections)
    w.a("skill")[[w.row[n] for n in NAMES]] = [0.5, 0.9, 0.7, 0.9, 0.2]
    u = int(w.a("g_unit")[1])
    w.a("stock")[u] = 0
    w.a("stock")[u, BANDAGE], w.a("stock")[u, MEDICINE] = 3, 1
    w.a("load")[:] = 0
    return w


def dies(w, known=True):
    m = w.row["Bea"]
    w.a("fate")[m], w.a("gone")[m] = v.DEAD, True
    if known:
        w.a("tie_state")[w.ties_row("Dan", "Bea")] = 3
    return w


def evening(w, day=0):
    w.step("duties", w.at(20, day=day))
    return w


def duty(w, name):
    return int(w.a("duty")[w.row[name]])


def test_everybody_begins_with_the_work_of_their_role():
    w = world()
    assert duty(w, "Bea") == v.MEDIC
    assert duty(w, "Cal") == v.WORKER


def test_a_pupil_takes_over_the_work_of_a_mentor_who_died():
    w = evening(dies(world()))
    (took,) = w.events("took_work")
    assert (took["subject"], took["object"], took["what"]) == (w.row["Cal"], w.row["Bea"], v.MEDIC)
    assert took["value"] == pytest.approx(0.7)
    assert duty(w, "Cal") == v.MEDIC
    w.clear()
    evening(w, 1)
    assert not w.events("took_work"), "once"


def test_nobody_takes_over_before_the_band_knows():
    w = evening(dies(world(), known=False))
    assert not w.events("took_work")
    w.a("tie_state")[w.ties_row("Dan", "Bea")] = 3
    assert evening(w, 1).events("took_work")


def test_who_leaves_is_followed_too():
    w = world()
    m = w.row["Bea"]
    w.a("left_group")[m], w.a("group_id")[m] = 1, -1
    assert evening(w).events("took_work")[0]["subject"] == w.row["Cal"]


def test_who_last_learned_from_them_is_a_pupil():
    w = dies(world(kind="friend", ages=[("Dan", 20)]))
    assert not evening(w).events("took_work")
    w = dies(world(kind="friend", ages=[("Dan", 20)]))
    w.a("learned_of")[w.row["Dan"]] = w.row["Bea"]
    assert evening(w).events("took_work")[0]["subject"] == w.row["Dan"]


@pytest.mark.parametrize("why", ["no pupil", "too young", "knows too little", "dead", "switch"])
def test_nobody_left_to_take_over(why):
    w = world(
        kind="friend" if why == "no pupil" else "mentor",
        ages=[("Cal", 11)] if why == "too young" else (),
        **({"duties": {"on": False}} if why == "switch" else {}),
    )
    if why == "knows too little":
        w.a("skill")[w.row["Cal"]] = 0.3
    elif why == "dead":
        w.a("fate")[w.row["Cal"]] = v.DEAD
    evening(dies(w))
    assert not w.events("took_work")
    lapsed = [(e["object"], e["what"]) for e in w.events("work_lapsed")]
    assert lapsed == ([] if why == "switch" else [(w.row["Bea"], v.MEDIC)])


def test_work_that_others_do_too_does_not_lapse():
    w = world(kind="friend")
    w.a("duty")[w.row["Eve"]] = v.MEDIC
    evening(dies(w))
    assert not w.events("work_lapsed")


def hurt(w, name="Eve", much=0.5):
    w.a("hurt")[w.row[name]] = much
    return w


def care(w, day=0):
    w.step("duties", w.at(19, 30, day=day))
    return float(w.a("hurt")[w.row["Eve"]])


def test_a_healer_sees_to_wounds_from_the_stores():
    w = hurt(world())
    assert care(w) == pytest.approx(0.5 - 0.2 * 0.9)
    (cared,) = w.events("cared_for")
    assert cared["what"] == MEDICINE, "a bad wound"
    assert w.a("stock")[int(w.a("g_unit")[1]), MEDICINE] == 0
    care(w, 1)
    assert w.events("cared_for")[1]["what"] == BANDAGE
    assert w.a("stock")[int(w.a("g_unit")[1]), BANDAGE] == 2


def test_nobody_is_seen_to_with_nothing_or_by_nobody():
    bare = hurt(world())
    bare.a("stock")[int(bare.a("g_unit")[1])] = 0
    assert care(bare) == 0.5
    off = hurt(world(duties={"care": False}))
    assert care(off) == 0.5
    assert care(hurt(dies(world(kind="friend")))) == 0.5


def test_the_care_goes_on_with_the_pupil_and_what_the_pupil_knows():
    w = evening(dies(hurt(world())))
    assert care(w, 1) == pytest.approx(0.5 - 0.2 * 0.7)
    assert w.events("cared_for")[0]["object"] == w.row["Cal"]


def test_a_guard_who_took_over_stays_at_home():
    w = world()
    w.a("duty")[w.row["Bea"]] = v.SOLDIER
    evening(dies(w))
    assert duty(w, "Cal") == v.SOLDIER
    w.step("camp", w.at(7, 45, day=1))
    out = w.a("o_member")[w.a("o_open")[: int(w.a("o_open_n")[0])]]
    assert len(out)
    assert w.row["Cal"] not in out
