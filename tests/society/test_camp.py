"""Camps: who goes out, what there is to eat, who goes short."""

import numpy as np
import pytest
from tests.society.band_world import Bands, person, tie

from kinward.city.graph import ITEM
from kinward.core import choices as o
from kinward.core import vocabulary as v
from kinward.core.clock import HOUR, MINUTE

FOOD, WATER = ITEM["food"], ITEM["water"]
NAMES = ("Ann", "Bea", "Cal", "Dan", "Eve")


def world(food=100.0, water=100.0, rule="equal", roles=(), **sections):
    members = [person(n, "mill", age=30 + i, role=dict(roles).get(n, "worker"))
               for i, n in enumerate(NAMES)]  # fmt: skip
    ties = [tie(a, b) for i, a in enumerate(NAMES) for b in NAMES[i + 1 :]]
    w = Bands(members, [{"name": "mill", "leader": "Ann", "rations": rule}], ties, **sections)
    u = int(w.a("g_unit")[1])
    w.a("stock")[u, FOOD], w.a("stock")[u, WATER] = food, water
    w.a("load")[:, [FOOD, WATER]] = 0
    return w


def store(w, item):
    return float(w.a("stock")[int(w.a("g_unit")[1]), item])


def evening(w, day=0):
    w.step("camp", w.at(19, day=day))
    return w


def test_everyone_at_home_eats_a_ration_and_drinks():
    w = evening(world())
    assert store(w, FOOD) == 95
    assert store(w, WATER) == 95
    assert {e["what"] for e in w.events("fed")} == {FOOD, WATER}
    assert (w.a("hungry_days") == 0).all()


@pytest.mark.parametrize(("days", "ration"), [(6, 1.0), (4, 0.75), (2, 0.5)])
def test_rations_follow_the_stores(days, ration):
    w = evening(world(food=5.0 * days))
    assert w.a("g_ration")[1] == ration
    assert store(w, FOOD) == pytest.approx(5.0 * days - 5 * ration, abs=0.4)


def test_without_rationing_the_ration_stays():
    assert evening(world(food=10, camp={"rationing": False})).a("g_ration")[1] == 1.0


def shares(rule, roles=()):
    w = world(food=15, rule=rule, roles=roles)
    from kinward.engine.plan import PLAN, Step
    from kinward.society.bands.camp import _rule

    _, c = Step(next(p for p in PLAN if p.name == "camp"), w.live).args
    w.a("g_ration")[1] = 0.75
    home = np.array([w.row[n] for n in NAMES])
    return w, dict(zip(NAMES, _rule(c, 1, home)))


def test_a_rule_about_rations_decides_who_gets_more():
    _, equal = shares("equal")
    assert len(set(equal.values())) == 1
    _, lead = shares("leader")
    assert lead["Ann"] > 2 * lead["Bea"]
    assert lead["Bea"] == lead["Eve"]
    _, work = shares("workers", (("Bea", "scout"),))
    assert work["Bea"] > work["Cal"]


def test_hunger_is_counted_slows_and_kills():
    w = world(food=0, camp={"starves": 3})
    for day in range(2):
        evening(w, day)
    m = w.row["Bea"]
    assert w.a("hungry_days")[m] == 2
    assert w.a("hunger")[m] > 0
    assert {e["value"] for e in w.events("went_short")} == {1.0, 2.0}
    assert (w.a("fate")[: len(NAMES)] == 0).all()
    evening(w, 2)
    assert (w.a("fate")[[w.row[n] for n in NAMES]] == 1).all()
    assert len(w.events("died")) == 5


def test_thirst_kills_sooner_than_hunger():
    w = world(water=0)
    for day in range(4):
        evening(w, day)
    assert (w.a("fate")[[w.row[n] for n in NAMES]] == 1).all()


def test_the_leader_answers_for_hunger_at_the_common_table():
    w = world(food=0)
    evening(w)
    evening(w, 1)
    n = int(w.a("deed_n")[0])
    assert n == 4
    assert set(w.a("deed_who")[:n]) == {w.row["Ann"]}


def test_stores_that_lack_nothing_send_nobody():
    w = world(food=1000, water=1000)
    w.step("camp", w.at(7, 45))
    assert w.a("o_open_n")[0] == 0


def test_who_is_dealt_less_than_a_ration_eats_of_what_they_carry():
    w = world(food=10)
    m = w.row["Bea"]
    w.a("load")[m, FOOD] = 3
    evening(w)
    assert w.a("g_ration")[1] == 0.5
    assert w.a("load")[m, FOOD] == 2.5
    assert store(w, FOOD) == 7.5
    assert [(e["subject"], e["value"]) for e in w.events("lived_on")] == [(m, 0.5)]


def test_low_stores_send_people_out_and_ask_them():
    w = world(food=3, water=2)
    w.step("camp", w.at(7, 45))
    n = int(w.a("o_open_n")[0])
    assert n >= 1
    rows = w.a("o_open")[:n]
    sent = np.unique(w.a("o_member")[rows])
    assert w.row["Ann"] not in sent, "the leader stays while others can go"
    for m in sent[sent >= 0]:
        assert w.a("pending")[m] == v.C_SENT
    units = w.a("o_unit")[rows]
    assert (units > 0).all()
    water = w.a("o_purpose")[rows] == 1
    assert (w.a("stock")[units[water], WATER] > 0).all()


def test_the_hurt_the_old_and_small_children_are_not_sent():
    w = world(food=0, water=0)
    w.a("hurt")[[w.row[n] for n in ("Bea", "Cal")]] = 0.6
    for name, age in (("Dan", 80), ("Eve", 9)):
        w.a("age")[w.row[name]] = age
    w.step("camp", w.at(7, 45))
    n = int(w.a("o_open_n")[0])
    sent = np.unique(w.a("o_member")[w.a("o_open")[:n]])
    assert set(sent[sent >= 0]) <= {w.row["Ann"]}


# --- errands -------------------------------------------------------------------------------------


def errand(w, *names, hours=3):
    from kinward.engine.plan import PLAN, Step
    from kinward.society.bands import errands

    _, c = Step(next(p for p in PLAN if p.name == "camp"), w.live).args
    unit = int(w.a("s_unit")[0])
    team = [w.row[n] for n in names]
    return errands.start(c, 0, 1, errands.FORAGE, team, hours * HOUR, unit=unit), unit


def test_an_errand_goes_after_the_answers_and_promises_are_given():
    w = world()
    w.a("daylight")[0] = True
    r, unit = errand(w, "Bea", "Cal")
    w.step("errands", MINUTE)
    assert w.a("o_state")[r] == 1
    assert w.a("aim")[w.row["Bea"]] == v.A_ROUTINE
    w.step("errands", 12 * MINUTE)
    w.step("errands", 13 * MINUTE)
    assert w.a("o_state")[r] == 2
    assert w.a("aim")[w.row["Bea"]] == v.A_ERRAND
    assert w.a("goal_unit")[w.row["Bea"]] == unit
    assert len(w.events("sent_out")) == 2
    promised = w.events("promised")
    assert {e["subject"] for e in promised} == {w.row["Bea"], w.row["Cal"]}
    assert not {e["object"] for e in promised} & {w.row["Bea"], w.row["Cal"]}


def test_who_refuses_stays():
    w = world()
    r, _ = errand(w, "Bea", "Cal")
    w.say("Bea", v.C_SENT, o.O_DECLINE, "Ann")
    w.step("errands", MINUTE)
    assert w.a("outing")[w.row["Bea"]] == -1
    assert w.a("o_lead")[r] == w.row["Cal"]
    assert [e["subject"] for e in w.events("refused_order")] == [w.row["Bea"]]


def home(w, r, *names, t):
    """Let those of an errand be at the place, and then back."""
    u = int(w.a("o_unit")[r])
    for name in names:
        m = w.row[name]
        w.a("passage")[m], w.a("offset")[m] = w.a("u_passage")[u], w.a("u_off")[u]
        w.a("unit")[m], w.a("moving")[m] = u, False
    w.step("errands", t)


def test_foragers_take_by_worth_hand_in_and_keep_their_word():
    w = world()
    w.a("daylight")[0] = True
    r, unit = errand(w, "Bea")
    w.step("errands", 12 * MINUTE)
    w.a("stock")[unit] = 0
    w.a("stock")[unit, [FOOD, ITEM["medicine"], ITEM["book"]]] = [50, 2, 9]
    home(w, r, "Bea", t=30 * MINUTE)
    assert w.a("o_state")[r] == 3
    home(w, r, "Bea", t=80 * MINUTE)
    m = w.row["Bea"]
    assert w.a("load")[m, ITEM["medicine"]] == 2
    assert 15 <= w.a("load")[m, FOOD] <= 20
    assert w.a("load")[m, ITEM["book"]] == 0
    before = store(w, FOOD)
    carried = float(w.a("load")[m, FOOD])
    u = int(w.a("home")[m])
    w.a("passage")[m], w.a("unit")[m], w.a("moving")[m] = w.a("u_passage")[u], u, False
    w.step("errands", 100 * MINUTE)
    assert store(w, FOOD) == before + carried
    assert w.a("outing")[m] == -1
    assert w.a("o_state")[r] == 5
    assert len(w.events("kept_word")) == 1
    assert not has_cleared(w, 1, unit), "half of the food is left"


def has_cleared(w, g, unit):
    from types import SimpleNamespace

    from kinward.society.groups import has_cleared as asked

    return asked(SimpleNamespace(cleared=w.a("cleared")), g, unit)


def test_a_place_is_done_with_when_nothing_of_use_is_left():
    w = world()
    w.a("daylight")[0] = True
    r, unit = errand(w, "Bea")
    w.step("errands", 12 * MINUTE)
    w.a("stock")[unit] = 0
    w.a("stock")[unit, [FOOD, ITEM["book"]]] = [5, 9]
    home(w, r, "Bea", t=30 * MINUTE)
    home(w, r, "Bea", t=80 * MINUTE)
    assert w.a("load")[w.row["Bea"], FOOD] == 5
    assert has_cleared(w, 1, unit)
    assert not any(has_cleared(w, g, unit) for g in range(2, 256)), "others do not know"


@pytest.mark.parametrize(("food", "out"), [(0.0, 1), (3.0, 0)])
def test_those_on_the_road_with_nothing_to_eat_try_elsewhere_after_noon(food, out):
    w = world()
    w.a("g_unit")[1], w.a("g_kind")[1] = 0, 2
    w.a("load")[[w.row[n] for n in NAMES], FOOD] = food
    w.step("camp", w.at(13, 30))
    assert w.a("o_open_n")[0] == out


def missed(w):
    """Bea went out and is not back in time; her errand."""
    w.a("daylight")[0] = True
    r, _ = errand(w, "Bea", hours=1)
    w.step("errands", 12 * MINUTE)
    w.a("passage")[w.row["Bea"]] = 0
    w.a("unit")[w.row["Bea"]] = 0
    w.step("errands", 4 * HOUR)
    return r


def test_who_is_not_back_is_missed_and_waited_for():
    w = world()
    r = missed(w)
    assert len(w.events("overdue")) == 1
    assert len(w.events("broke_word")) == 1
    waits = w.a("pending")[[w.row[n] for n in ("Ann", "Cal", "Dan", "Eve")]]
    assert (waits == v.C_OVERDUE).all()
    w.say("Cal", v.C_OVERDUE, o.O_SEARCH, "Bea")
    w.step("errands", 4 * HOUR + MINUTE)
    s = int(w.a("outing")[w.row["Cal"]])
    assert s >= 0
    assert w.a("o_about")[s] == w.row["Bea"]
    assert w.a("o_unit")[s] == w.a("o_unit")[r]


def test_who_is_missed_without_an_errand_is_looked_for_along_the_street():
    w = world()
    w.a("daylight")[0] = True
    w.a("passage")[w.row["Bea"]], w.a("unit")[w.row["Bea"]] = 0, 0
    w.say("Cal", v.C_OVERDUE, o.O_SEARCH, "Bea")
    w.step("errands", 4 * HOUR)
    s = int(w.a("outing")[w.row["Cal"]])
    p, off = int(w.a("o_passage")[s]), float(w.a("o_offset")[s])
    lives = int(w.a("home")[w.row["Cal"]])
    street, door = int(w.a("u_passage")[lives]), float(w.a("u_off")[lives])
    if w.a("p_host")[street] >= 0:
        street, door = int(w.a("p_host")[street]), float(w.a("p_host_off")[street])
    assert p == street
    assert off in (0.0, w.a("p_len")[street])
    assert abs(off - door) >= 0.5 * w.a("p_len")[street]


def two(regard, **camp):
    """Two bands short of food, the first of which thinks so of the second."""
    members = [person(n, "mill", age=30 + i) for i, n in enumerate(NAMES)]
    members += [person(n, "depot", age=40) for n in ("Fay", "Gus", "Hal", "Ida")]
    w = Bands(members, [{"name": "mill", "leader": "Ann"}, {"name": "depot", "leader": "Fay"}],
              camp={"water_aimed": 0, **camp})  # fmt: skip
    for g in (1, 2):
        u = int(w.a("g_unit")[g])
        w.a("stock")[u, FOOD], w.a("stock")[u, WATER] = 5.0, 50.0
    w.a("g_regard")[1, 2] = regard
    return w


def sent_at(w, hour, minute):
    """Groups that send somebody out at a time of day."""
    before = int(w.a("o_open_n")[0])
    w.step("camp", w.at(hour + (24 if hour < 6 else 0), minute))
    rows = w.a("o_open")[before : w.a("o_open_n")[0]]
    return {int(w.a("o_group")[r]) for r in rows}


@pytest.mark.parametrize(("regard", "avoids", "early"), [
    (-0.8, True, {1}), (-0.8, False, set()), (0.0, True, set()), (0.5, True, set()),
])  # fmt: skip
def test_who_fears_others_goes_at_first_light(regard, avoids, early):
    w = two(regard, avoids=avoids)
    assert sent_at(w, 6, 5) == early
    assert sent_at(w, 7, 45) == {1, 2} - early


def test_who_fears_others_shuns_places_near_theirs_and_ways_past_it():
    from kinward.engine.plan import PLAN, Step
    from kinward.society.bands.camp import Camp, Sending

    w = two(-0.8)
    _, c = Step(next(p for p in PLAN if p.name == "camp"), w.live).args
    sending = Sending(w.at(7, 45), Camp(), c)
    mill, depot = (int(w.a("g_unit")[g]) for g in (1, 2))
    near, past, clear = [], [], []
    for u in w.a("s_unit").tolist():
        way, there = sending._way(mill, u), sending._way(depot, u)
        kind = near if there < 250 else past if sending._way(mill, depot) + there < way + 250 \
            else clear  # fmt: skip
        kind.append(sending._dread(1, sending._feared(1), mill, u, way))
    assert near
    assert past
    assert clear
    assert near + past == pytest.approx([0.2] * len(near + past))
    assert set(clear) == {1.0}
    assert sending._feared(2) == [], "fear is not returned"


def test_who_goes_to_look_for_somebody_is_not_forgotten_among_the_others_who_are_out():
    w = world()
    r = missed(w)
    w.say("Cal", v.C_OVERDUE, o.O_SEARCH, "Bea")
    w.step("errands", 4 * HOUR + MINUTE)
    cal = w.row["Cal"]
    looking = int(w.a("outing")[cal])
    assert looking not in (-1, r)
    open_ = w.a("o_open")[: w.a("o_open_n")[0]].tolist()
    assert looking in open_
    w.step("errands", 4 * HOUR + 30 * MINUTE)
    assert w.a("aim")[cal] == v.A_ERRAND


def dark(w):
    """Cal has chosen in the evening to look for Bea; nobody goes out in the dark."""
    missed(w)
    bea, cal = w.row["Bea"], w.row["Cal"]
    w.a("daylight")[0] = False
    w.say("Cal", v.C_OVERDUE, o.O_SEARCH, "Bea")
    for hour in range(13, 24):
        w.step("errands", hour * HOUR)
    assert w.a("aim")[cal] == v.A_ROUTINE
    assert w.a("outing")[cal] >= 0
    return bea, cal


def test_who_looks_for_somebody_goes_at_first_light():
    w = world()
    _, cal = dark(w)
    w.a("daylight")[0] = True
    w.clear()
    w.step("errands", 24 * HOUR)
    assert [e["subject"] for e in w.events("sent_out")] == [cal]
    assert w.a("o_due")[w.a("outing")[cal]] == 30 * HOUR


@pytest.mark.parametrize("how", ["back", "known dead"])
def test_nobody_looks_for_who_is_back_or_known_to_be_dead(how):
    w = world()
    bea, cal = dark(w)
    if how == "back":
        w.a("passage")[bea], w.a("unit")[bea] = w.a("passage")[cal], w.a("unit")[cal]
    else:
        w.a("tie_state")[w.ties_row("Cal", "Bea")] = 3
    w.a("daylight")[0] = True
    w.clear()
    w.step("errands", 24 * HOUR)
    assert not w.events("sent_out")
    assert w.a("outing")[cal] == -1


def test_a_well_alone_is_no_reason_for_those_on_the_road_to_come_again():
    from kinward.engine.plan import PLAN, Step
    from kinward.society.bands import errands

    w = world()
    w.a("daylight")[0] = True
    w.a("g_unit")[1], w.a("g_kind")[1] = 0, 3
    _, c = Step(next(p for p in PLAN if p.name == "camp"), w.live).args
    unit = int(w.a("s_unit")[0])
    w.a("stock")[unit] = 0
    w.a("stock")[unit, WATER] = 1000
    r = errands.start(c, 0, 1, errands.WANDER, [w.row["Bea"]], 9 * HOUR, unit=unit)
    w.step("errands", MINUTE)
    home(w, r, "Bea", t=30 * MINUTE)
    home(w, r, "Bea", t=90 * MINUTE)
    assert w.a("load")[w.row["Bea"], WATER] == 7
    assert has_cleared(w, 1, unit)
