"""Trade between bands: who sends what to whom, the price, what moves, what it does to regard."""

import numpy as np
import pytest
from tests.society.band_world import Bands, person, tie

from kinward.city.graph import ITEM, MASS
from kinward.core import choices as o
from kinward.core import vocabulary as v
from kinward.core.clock import HOUR, MINUTE
from kinward.core.errors import InputError
from kinward.core.events import DOMAINS
from kinward.engine.scenario import load_scenario
from kinward.society.bands.bartering import Store, settle, value

FOOD, MEDICINE, SHELL = ITEM["food"], ITEM["medicine"], ITEM["shell"]
MILL = ("Ann", "Bea", "Cal", "Dan", "Eve")
FORGE = ("Vic", "Wim", "Xia", "Yan", "Zoe")
BARGAIN = DOMAINS["bargain"]


def world(mill=None, forge=None, arms=(), **sections):
    """The mill has food to spare and no medicine; the forge has medicine and little food."""
    members = [person(n, "mill", age=30 + i) for i, n in enumerate(MILL)]
    members += [person(n, "forge", age=30 + i) for i, n in enumerate(FORGE)]
    ties = [tie("Bea", "Wim", 0.4, 0.2)]
    w = Bands(
        members,
        [{"name": "mill", "leader": "Ann", **(mill or {})},
         {"name": "forge", "leader": "Vic", **(forge or {})}],
        ties, **sections,
    )  # fmt: skip
    w.a("load")[:] = 0
    for name in arms:
        w.a("load")[w.row[name], ITEM["rifle"]] = 1
    for g, goods in ((1, {FOOD: 100, MEDICINE: 0}), (2, {FOOD: 10, MEDICINE: 6})):
        u = int(w.a("g_unit")[g])
        w.a("stock")[u] = 0
        w.a("stock")[u, ITEM["water"]] = 15
        w.a("stock")[u, ITEM["bandage"]], w.a("stock")[u, ITEM["fuel"]] = 2, 2
        for item, number in goods.items():
            w.a("stock")[u, item] = number
    w.a("daylight")[0] = True
    w.a("g_trade_t")[2] = w.at(8)  # those of the forge were out a moment ago
    return w


def all_goods(w):
    return w.a("stock").sum(0) + w.a("load").sum(0)


def sent(w):
    """The morning, and the setting out of whoever was told to go; returns the outing."""
    t = w.at(8, 15)
    w.step("trading", t)
    n = int(w.a("o_open_n")[0])
    rows = [int(r) for r in w.a("o_open")[:n] if w.a("o_purpose")[r] == 6]
    if not rows:
        return -1
    w.step("errands", t + 12 * MINUTE)
    w.step("trading", t + 12 * MINUTE)
    return rows[0]


def at_door(w, r, t=None):
    """The traders stand at the door of the others, and their leader hears of it."""
    t = t or w.at(9)
    for m in team(w, r):
        p, off = int(w.a("o_passage")[r]), float(w.a("o_offset")[r])
        w.a("passage")[m], w.a("offset")[m] = p, off
        w.a("unit")[m], w.a("moving")[m] = 0, False
    w.step("errands", t)
    w.step("trading", t)
    return t


def team(w, r):
    return [int(m) for m in w.a("o_member")[r] if m >= 0 and w.a("outing")[m] == r]


def name(w, m):
    return next(n for n, i in w.row.items() if i == m)


def choose(w, who, occasion, option, about, t):
    w.a("think_n")[0] = 0
    w.a("pending")[w.row[who]] = -1
    w.say(who, occasion, option, about)
    w.step("trading", t)


def to_offer(w, option=o.O_TRADE):
    """Traders at the door who have named a price: (outing, lead, time)."""
    r = sent(w)
    t = at_door(w, r)
    lead = name(w, int(w.a("o_lead")[r]))
    choose(w, lead, v.C_PRICE, option, "Vic", t + MINUTE)
    return r, lead, t + 2 * MINUTE


def test_who_has_food_and_no_medicine_sends_it_to_whom_they_know():
    w = world()
    before = all_goods(w)
    r = sent(w)
    assert w.a("o_band")[r] == 2
    carried = w.a("load")[team(w, r), FOOD].sum()
    assert carried > 0
    assert w.row["Ann"] not in team(w, r), "the leader stays"
    assert (all_goods(w) == before).all()
    assert {e["subject"] for e in w.events("drawn")} <= set(team(w, r))
    for m in team(w, r):
        assert float((w.a("load")[m] * MASS).sum()) <= 20.0


@pytest.mark.parametrize("why", ["off", "unknown", "hated", "hunters", "needs nothing", "danger"])
def test_nobody_is_sent(why):
    w = world(**({"trade": {"on": False}} if why == "off" else {}))
    if why == "unknown":
        ptr = w.a("tie_ptr")
        for m in (w.row["Bea"], w.row["Wim"]):
            w.a("tie_end")[m] = ptr[m]
    elif why == "hated":
        w.a("g_regard")[1, 2] = -0.5
    elif why == "hunters":
        w.a("g_hunts")[2] = True
    elif why == "needs nothing":
        w.a("stock")[int(w.a("g_unit")[1])] = 50
    elif why == "danger":
        w.a("g_threat")[1] = 0.9
    w.step("trading", w.at(8, 15))
    purposes = w.a("o_purpose")[w.a("o_open")[: int(w.a("o_open_n")[0])]]
    assert not [r for r, p in zip(w.a("o_open"), purposes) if p == 6 and w.a("o_group")[r] == 1]


def test_a_fair_deal_moves_goods_both_ways_and_regard_up():
    w = world()
    before = all_goods(w)
    _, lead, t = to_offer(w)
    (price,) = w.events("price")
    assert w.a("pending")[w.row["Vic"]] == v.C_OFFER
    choose(w, "Vic", v.C_OFFER, o.O_TRADE, lead, t)
    (gave,), (got,) = w.events("gave_in_trade"), w.events("got_in_trade")
    assert gave["what"] == FOOD
    assert got["what"] == MEDICINE
    assert (price["value"], price["value2"]) == (got["value"], gave["value"])
    assert sum(e["value"] for e in w.events("handed_over")) == gave["value"]
    assert sum(e["value"] for e in w.events("handed_out")) == got["value"]
    assert (all_goods(w) == before).all()
    u = int(w.a("g_unit")[2])
    assert w.a("stock")[u, FOOD] == 10 + gave["value"]
    assert w.a("stock")[u, MEDICINE] == 6 - got["value"]
    (end,) = w.events("bargained")
    assert BARGAIN[end["what"]] == "a fair price"
    assert 0.0 < end["value"] < 1.0
    w.step("judge", t + MINUTE)
    assert w.a("g_regard")[1, 2] > 0
    assert w.a("g_regard")[2, 1] > 0


def test_what_was_got_is_in_the_stores_at_home_and_nothing_is_lost():
    w = world()
    before = all_goods(w)
    r, lead, t = to_offer(w)
    choose(w, "Vic", v.C_OFFER, o.O_TRADE, lead, t)
    got = w.events("got_in_trade")[0]["value"]
    assert (w.a("guest_of")[team(w, r)] == 2).all(), "they sit with their hosts"
    inside = int(w.a("g_unit")[2])
    for m in team(w, r):
        w.a("passage")[m], w.a("unit")[m] = w.a("u_passage")[inside], inside
        w.a("moving")[m] = False
    w.step("errands", t + 5 * MINUTE)
    w.step("errands", t + 80 * MINUTE)
    w.step("trading", t + 80 * MINUTE)
    crew = team(w, r)
    assert (w.a("guest_of")[crew] == -1).all()
    home = int(w.a("g_unit")[1])
    for m in crew:
        w.a("passage")[m], w.a("unit")[m] = w.a("u_passage")[home], home
        w.a("moving")[m] = False
    w.step("errands", t + 100 * MINUTE)
    assert w.a("stock")[home, MEDICINE] == got
    assert (all_goods(w) == before).all()
    assert (w.a("outing")[crew] == -1).all()


def test_what_is_carried_stays_with_a_trader_who_dies_on_the_way():
    w = world()
    before = all_goods(w)
    r = sent(w)
    for m in team(w, r):
        w.a("unit")[m] = 0  # they are on their way
    dead = team(w, r)[-1]
    carried = float(w.a("load")[dead, FOOD])
    assert carried > 0
    w.a("fate")[dead] = v.DEAD
    w.a("gone")[dead] = True
    w.step("errands", w.at(9))
    w.step("trading", w.at(9))
    assert w.a("o_state")[r] == 4, "they turn back"
    home = int(w.a("g_unit")[1])
    for m in team(w, r):
        if m != dead:
            w.a("passage")[m], w.a("unit")[m] = w.a("u_passage")[home], home
            w.a("moving")[m] = False
    w.step("errands", w.at(9, 30))
    assert w.a("load")[dead, FOOD] == carried
    assert w.a("stock")[home, FOOD] == 100 - carried
    assert (all_goods(w) == before).all()


def options(w, who, occasion):
    """The options in who's last decision, with their worth."""
    w.a("pending_t")[w.row[who]] = 0
    w.live.decisions.drain()
    w.step("deal", w.at(10))
    got = w.live.decisions.drain()
    return {o.OPTIONS[int(code)]: worth / 100.0 for code, _, _, worth in got.options}


@pytest.mark.parametrize(
    ("arms", "style", "presses"),
    [(("Bea", "Cal", "Dan"), 0.9, True), (("Bea", "Cal", "Dan"), 0.1, False), ((), 0.9, False),
     (("Bea", "Cal", "Dan", "Vic", "Wim", "Xia", "Yan"), 0.9, False)],
)  # fmt: skip
def test_only_the_stronger_side_with_a_hard_hand_can_press(arms, style, presses):
    w = world(mill={"style": style}, arms=arms, mind={"theta": 30})
    r = sent(w)
    at_door(w, r)
    found = options(w, name(w, int(w.a("o_lead")[r])), v.C_PRICE)
    assert ("press for more" in found) == presses
    without = world(mill={"style": style}, arms=arms, mind={"theta": 30},
                    trade={"pressing": False})  # fmt: skip
    r = sent(without)
    at_door(without, r)
    lead = name(without, int(without.a("o_lead")[r]))
    assert "press for more" not in options(without, lead, v.C_PRICE)


def test_a_hard_price_gives_less_for_more_and_still_leaves_both_better_off():
    fair, hard = world(), world()
    to_offer(fair)
    to_offer(hard, o.O_PRESS)
    rates = [p["value"] / p["value2"] for w in (fair, hard) for p in w.events("price")]
    assert rates[1] > rates[0] * 1.3, "more medicine for the food"
    assert hard.a("terms_share")[hard.row["Vic"]] < 0.8
    assert fair.a("terms_share")[fair.row["Vic"]] == 1.0
    assert hard.a("terms_gain")[hard.row["Vic"]] > 0


def test_regard_falls_more_by_a_hard_deal_than_it_rises_by_a_fair_one():
    moves = []
    for option in (o.O_TRADE, o.O_PRESS):
        w = world()
        _, lead, t = to_offer(w, option)
        choose(w, "Vic", v.C_OFFER, o.O_TRADE, lead, t)
        w.step("judge", t + MINUTE)
        moves.append((float(w.a("g_regard")[2, 1]), float(w.a("g_regard")[1, 2])))
    (up, back), (down, same) = moves
    assert up == pytest.approx(0.3 * 0.6 * 0.5)
    assert back == pytest.approx(up)
    assert down == pytest.approx(2.5 * 0.3 * 0.6 * -0.45)
    assert same == 0.0, "who pressed has no grudge"


def test_hosts_may_ask_for_more_and_be_left_standing():
    w = world()
    before = all_goods(w)
    r, lead, t = to_offer(w)
    choose(w, "Vic", v.C_OFFER, o.O_PRESS, lead, t)
    assert w.a("pending")[w.row[lead]] == v.C_TERMS
    assert w.a("terms_share")[w.row[lead]] < 1.0
    choose(w, lead, v.C_TERMS, o.O_REFUSE, "Vic", t + MINUTE)
    (end,) = w.events("bargained")
    assert BARGAIN[end["what"]] == "no agreement"
    assert w.a("o_state")[r] == 4
    assert (all_goods(w) == before).all()


@pytest.mark.parametrize("answer", [o.O_YIELD, o.O_FLEE, o.O_FIGHT])
def test_robbed_at_the_door(answer):
    w = world(arms=("Vic", "Wim"))
    before = all_goods(w)
    r, lead, t = to_offer(w)
    crew = team(w, r)
    carried = float(w.a("load")[crew, FOOD].sum())
    choose(w, "Vic", v.C_OFFER, o.O_ROB, lead, t)
    assert w.a("pending")[w.row[lead]] == v.C_ATTACKED
    choose(w, lead, v.C_ATTACKED, answer, "Vic", t + MINUTE)
    assert (all_goods(w) == before).all()
    stored = float(w.a("stock")[int(w.a("g_unit")[2]), FOOD])
    assert stored == (10 + carried if answer == o.O_YIELD else 10)
    assert (w.a("foe")[crew] >= 0).any() == (answer == o.O_FIGHT)
    (end,) = w.events("bargained")
    assert BARGAIN[end["what"]] == "robbery"


def test_without_robbing_they_are_only_sent_away():
    w = world(arms=("Vic",), trade={"robbing": False})
    _, lead, t = to_offer(w)
    choose(w, "Vic", v.C_OFFER, o.O_ROB, lead, t)
    assert w.a("pending")[w.row[lead]] != v.C_ATTACKED
    assert BARGAIN[w.events("bargained")[0]["what"]] == "no agreement"


def test_late_traders_stay_the_night_and_leave_in_the_morning():
    w = world()
    r = sent(w)
    t = at_door(w, r, w.at(16, 1))
    lead = name(w, int(w.a("o_lead")[r]))
    choose(w, lead, v.C_PRICE, o.O_TRADE, "Vic", t + MINUTE)
    choose(w, "Vic", v.C_OFFER, o.O_TRADE, lead, t + 2 * MINUTE)
    assert w.a("o_until")[r] == w.at(6, 30, day=1)
    assert (w.a("guest_of")[team(w, r)] == 2).all()


def test_nobody_within_is_nobody_to_trade_with():
    w = world()
    r = sent(w)
    w.a("unit")[w.row["Vic"]] = 0
    t = at_door(w, r)
    assert not w.events("traders_came")
    w.step("trading", t + 2 * HOUR)
    assert BARGAIN[w.events("bargained")[0]["what"]] == "nobody heard them"


def test_where_the_lead_has_died_another_brings_home_that_nothing_came_of_it():
    w = world()
    r = sent(w)
    w.a("unit")[w.row["Vic"]] = 0
    t = at_door(w, r)
    lead = int(w.a("o_lead")[r])
    w.a("fate")[lead], w.a("gone")[lead] = v.DEAD, True
    w.step("trading", t + 2 * HOUR)
    (end,) = w.events("bargained")
    assert w.a("fate")[end["subject"]] == 0
    assert end["subject"] in team(w, r)


def test_rounds_that_nobody_can_fire_are_for_trade_and_come_into_hands_that_can():
    w = world(arms=())
    u, load = int(w.a("g_unit")[1]), w.a("load")
    w.a("stock")[u, FOOD] = 5
    load[w.row["Cal"], SHELL] = 20  # at the mill nobody has a shotgun
    w.a("stock")[int(w.a("g_unit")[2]), FOOD] = 120
    load[w.row["Xia"], ITEM["shotgun"]] = 1
    before = all_goods(w)
    r, lead, t = to_offer(w)
    choose(w, "Vic", v.C_OFFER, o.O_TRADE, lead, t)
    (gave,), (got,) = w.events("gave_in_trade"), w.events("got_in_trade")
    assert (gave["what"], got["what"]) == (SHELL, FOOD)
    w.step("trading", w.at(18, 30))
    assert load[w.row["Xia"], SHELL] == gave["value"]
    assert (all_goods(w) == before).all()
    assert r >= 0


# --- worth ---------------------------------------------------------------------------------------


def test_worth_falls_with_what_there_is():
    steps = np.diff(value(FOOD, np.arange(0.0, 40.0), 10.0))
    assert (np.diff(steps) <= 1e-12).all()
    assert steps[0] == pytest.approx(1.95)
    assert steps[-1] == pytest.approx(0.15)


def test_the_bargain_is_the_nash_one_and_power_moves_it():
    def store(food, medicine):
        have, aim = np.zeros(19), np.full(19, 1e-9)
        have[[FOOD, MEDICINE]], aim[[FOOD, MEDICINE]] = (food, medicine), (50.0, 5.0)
        return Store(have, aim, have)

    one, other = store(100, 0), store(10, 10)
    deals = [settle(one, other, FOOD, MEDICINE, (40, 10), s) for s in (0.15, 0.5, 0.85)]
    assert all(d is not None and d.gain > 0 and d.other > 0 for d in deals)
    shares = [d.share for d in deals if d]
    assert shares[0] < shares[1] < shares[2]
    product = []
    for a in range(1, 41):
        for b in range(1, 11):
            got = settle(one, other, FOOD, MEDICINE, (a, b), 0.5)
            product.append(got.gain * got.other if got else 0.0)
    assert deals[1] is not None
    assert deals[1].gain * deals[1].other == pytest.approx(max(product))
    assert settle(store(0, 10), store(0, 10), FOOD, MEDICINE, (5, 5), 0.5) is None


@pytest.mark.parametrize(
    "key", ["trade.hard=2", "trade.lacks=-1", "trade.team=7", "trade.every=1 min",
            "trade.onn=false", "duties.learned=3", "camp.searched=2", "camp.counted=0"],
)  # fmt: skip
def test_bad_numbers_are_refused_with_their_key(key):
    with pytest.raises(InputError, match=key.split("=")[0].replace(".", r"\.")):
        load_scenario("ruins", [key])
