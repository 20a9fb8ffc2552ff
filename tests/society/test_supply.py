"""Supply runs: who goes, what they bring, and what the zone learns from it."""

from types import SimpleNamespace

import numpy as np
import pytest
from tests.society.supply_worlds import Quiet

from kinward.city.graph import ITEM, ITEMS
from kinward.society.sites import BASE, MASS, missing, orienteer, worth
from kinward.society.zone.hauling import burden, take
from kinward.society.zone.run_rows import BACK, DONE
from kinward.society.zone.supply import Supply, has_turn

DAILY = {"supply": {"every": 1.0}}


@pytest.fixture(scope="module")
def day():
    """A day on which every pair goes out; nobody eats."""
    world = Quiet(**DAILY)
    world.before = world.goods()
    world.stores_before = world.a("stock")[world.stores].copy()
    return world.until(14)


def test_every_pair_goes_out_and_is_back_by_dusk(day):
    left, back = day.seen("run_left"), day.seen("run_back")
    assert len(left) == 2 * len(day.pairs()) == len(back)
    assert {e["subject"] for e in left} == {m for pair in day.pairs() for m in pair}
    assert all(e["t"] + 6 * 3600e3 >= 8 * 3600e3 for e in left)
    assert all(e["t"] + 6 * 3600e3 <= 16.5 * 3600e3 for e in back)
    assert (day.a("run_state")[: day.a("run_n")[0]] == BACK).all()
    assert not day.seen("overdue")
    assert (day.a("on_run") == -1).all()
    assert day.a("open_n")[0] == 0


def test_they_clear_places_and_bring_things_home(day):
    assert len(day.seen("site_cleared")) >= len(day.pairs())
    brought = sum(e["value"] for e in day.seen("delivered"))
    assert brought > 20
    gain = day.a("stock")[day.stores] - day.stores_before
    delivered = np.zeros(len(ITEMS))
    for e in day.seen("delivered"):
        delivered[e["what"]] += e["value"]
    for e in day.seen("issued"):
        delivered[e["what"]] -= e["value"]
    np.testing.assert_allclose(gain, delivered, atol=1e-3)


def test_nothing_is_made_or_lost(day):
    np.testing.assert_allclose(day.goods(), day.before, atol=1e-2)
    assert day.a("stock").min() >= 0
    assert day.a("load").min() >= 0


def test_the_log_gives_the_loads(day):
    took = {}
    for name, sign in (("took", 1), ("issued", 1), ("found_keepsake", 1), ("delivered", -1)):
        for e in day.seen(name):
            key = (e["subject"], e["what"])
            took[key] = took.get(key, 0) + sign * e["value"]
    start = Quiet(()).a("load").copy()
    now = day.a("load")
    for (m, i), amount in took.items():
        assert start[m, i] + amount == pytest.approx(now[m, i], abs=1e-3)


def test_teams_go_to_different_places_and_the_zone_learns_what_is_left(day):
    stops = [u for r in range(day.a("run_n")[0]) for u in day.a("run_stops")[r].tolist() if u]
    assert len(stops) == len(set(stops))
    cleared = {e["place"] - len(day.a("p_len")) for e in day.seen("site_cleared")}
    assert all(day.a("site_left")[u] < 1.0 for u in cleared if day.a("stock")[u].sum() < 1)
    untouched = np.setdiff1d(day.a("s_unit"), list(cleared))
    assert (day.a("site_left")[untouched] == 1.0).all()


def test_a_third_of_the_pairs_has_its_turn():
    world = Quiet(())
    c = SimpleNamespace(seed=world.a("seed"), key=world.a("key"))
    fake = [(m, m + 1) for m in range(0, 300, 2)]
    days = [[has_turn(c, p, day, 3.0) for p in fake] for day in range(3)]
    assert np.array(days).sum(0).tolist() == [1] * len(fake)
    assert 30 < sum(days[0]) < 70


def test_off_means_nobody_goes():
    world = Quiet(supply={"on": False}).until(3)
    assert not world.events
    assert world.a("run_n")[0] == 0


def test_a_team_that_is_not_fit_stays_home():
    world = Quiet(**DAILY)
    (a, b), *others = world.pairs()
    world.a("hurt")[b] = 0.6
    world.until(0.6)
    assert {a, b}.isdisjoint(e["subject"] for e in world.seen("run_planned"))
    m = others[0][0]
    world.a("hurt")[m] = 0.6  # hurt after the plan was made
    world.until(3)
    r = next(e["k"] for e in world.seen("run_planned") if e["subject"] == m)
    assert world.a("run_state")[r] == 0
    assert world.a("on_run")[m] == -1


def test_a_wound_turns_a_team_home():
    world = Quiet(**DAILY).until(2.5)
    r = next(r for r in range(world.a("run_n")[0]) if world.a("run_left")[r])
    m = world.a("run_member")[r, 0]
    world.a("hurt")[m] = 0.6
    world.until(3.0)
    assert world.a("run_home")[r]
    world.until(5)
    assert world.a("run_state")[r] == BACK
    assert (world.a("run_in")[r, :2] == DONE).all()


def test_who_dies_on_the_way_to_the_gate_does_not_leave():
    dead = []

    def one_falls(_t):
        a = world.a
        for r in range(0 if dead else a("run_n")[0]):
            first, second = a("run_member")[r, :2].tolist()
            if not a("run_left")[r] and a("unit")[first] == 0 and a("moving")[first]:
                a("fate")[first], a("gone")[first] = 1, True
                dead.extend((first, second))
                return

    world = Quiet(**DAILY)
    world.until(4, one_falls)
    left = {e["subject"]: e["object"] for e in world.seen("run_left")}
    first, second = dead
    assert first not in left
    assert left[second] == -1, "who is left goes alone"


def test_the_run_waits_for_who_follows_their_own_mind():
    world = Quiet(supply={"every": 1.0, "cars": 0.0}).until(2.6)
    r = next(r for r in range(world.a("run_n")[0]) if world.a("run_left")[r])
    a, _b = world.a("run_member")[r, :2].tolist()
    world.a("aim")[a], world.a("moving")[a] = 5, False  # waits for somebody
    leg = world.a("run_leg")[r]
    world.until(3.2)
    assert world.a("run_leg")[r] == leg
    assert not world.a("run_home")[r]
    world.a("aim")[a] = 0
    world.until(14)
    assert world.a("run_state")[r] == BACK


def test_cars_are_heard_and_come_home():
    heard = []
    world = Quiet((*RUN_AND_NOISE,), **DAILY)
    world.until(4, lambda t: heard.append(int(world.a("cars_moving")[0])))
    assert max(heard) >= 1
    world.until(14)
    assert not world.a("driving").any()
    assert world.a("cars_lost")[0] == 0


@pytest.mark.parametrize("fenced", [False, True])
def test_cars_keep_to_streets_for_cars(fenced):
    """`fenced`: no car comes to the stores' own street, so that it waits at the next corner."""
    world = Quiet(**DAILY)
    a = world.a
    street = int(a("u_passage")[world.stores])
    street = int(a("p_host")[street]) if a("p_host")[street] >= 0 else street
    saved = {n: a(n).copy() for n in ("p_park", "p_park_off", "way_cost")}
    if fenced:
        a("way_cost")[1::2, street] = np.inf
        at = a("p_park") == street
        node = a("p_a")[street]
        near = a("adj_passage")[a("adj_ptr")[node] : a("adj_ptr")[node + 1]]
        q = int(next(x for x in near if a("p_park")[x] == x != street))
        a("p_park")[at] = q
        a("p_park_off")[at] = 2.0 if a("p_a")[q] == node else a("p_len")[q] - 2.0
    driven = set()

    step = world._step

    def watched(clock, t):
        step(clock, t)
        driven.update(a("passage")[a("driving") & a("moving")].tolist())

    world._step = watched
    try:
        world.until(14)
        roads = np.isfinite(a("way_cost")[1])
        left = world.seen("run_left")
    finally:
        for name, was in saved.items():
            a(name)[...] = was
    assert len(left) == 2 * len(world.pairs())
    assert len(driven) > 5
    assert roads[list(driven)].all()
    assert (street in driven) != fenced
    assert not a("driving").any()
    assert a("cars_lost")[0] == 0
    assert (a("run_state")[: len(world.pairs())] == BACK).all()


RUN_AND_NOISE = ("sky", "supply", "runs", "keep", "walk", "cross", "driving")


def _team(**stock):
    """Two people at a unit with `stock`, as the columns that `take` needs."""
    c = SimpleNamespace(
        stock=np.zeros((3, len(ITEMS)), np.float32), load=np.zeros((2, len(ITEMS)), np.float32),
        longing=np.array([-1, ITEM["ring"]], np.int8), group_id=np.zeros(500, int),
        fate=np.zeros(500, int), gone=np.zeros(500, bool), run_car=np.zeros(1, bool),
        place_unit=np.full((8, 1), 2), p_len=np.zeros(10), ev_ints=np.zeros((99, 8), np.int64),
        ev_reals=np.zeros((99, 2)), ev_head=np.zeros(2, np.int64),
    )  # fmt: skip
    for name, n in stock.items():
        c.stock[1, ITEM[name]] = n
    return c


def test_what_one_longs_for_comes_first_and_is_kept():
    import kinward.mind.vocabulary  # noqa: F401  declares the event

    c = _team(ring=2, food=500)
    kg, left = take(c, 0, 0, [0, 1], 1, Supply())
    assert c.load[1, ITEM["ring"]] == 1
    assert c.load[0, ITEM["ring"]] == 0
    assert kg == pytest.approx(40)
    assert left == pytest.approx(460.01 / 500.02, abs=1e-3)
    assert burden(c, 1, 30) == pytest.approx(20)


def test_medicine_goes_before_food_and_food_fills_the_rest():
    c = _team(medicine=3, food=100, book=100)
    take(c, 0, 0, [0, 1], 1, Supply())
    assert c.stock[1, ITEM["medicine"]] == 0
    assert c.load[:, ITEM["food"]].sum() >= 37
    c.run_car[0] = True
    c2 = _team(food=150)
    c2.run_car[0] = True
    take(c2, 0, 0, [0, 1], 1, Supply())
    assert c2.stock[1, ITEM["food"]] == 0


def test_worth_is_what_is_lacking():
    lack = missing(np.zeros(len(ITEMS)), 10)
    some = np.zeros(len(ITEMS))
    some[ITEM["bandage"]] = 3.0
    assert worth(some, lack).sum() == pytest.approx(3 * BASE[ITEM["bandage"]])
    assert worth(some * 100, lack).sum() < 0.25 * 100 * worth(some, lack).sum()
    assert worth(some, lack * 0).sum() < 0.2 * worth(some, lack).sum()
    assert len(MASS) == len(BASE) == len(ITEMS)


def test_orienteering_takes_the_best_within_the_time():
    x = np.array([100.0, 200.0, 300.0, 3000.0])
    gate, between = x, np.abs(x[:, None] - x[None, :])
    value, mass, work = np.array([10.0, 10, 10, 500]), np.full(4, 5.0), np.full(4, 60.0)
    route, takes = orienteer(gate, between, value, mass, work, 1.0, 900.0, 100.0, 5)
    assert sorted(route.tolist()) == [0, 1, 2]
    assert takes == pytest.approx(600 + 180)
    route, takes = orienteer(gate, between, value, mass, work, 1.0, 9000.0, 100.0, 5)
    assert 3 in route
    assert takes <= 9000
    route, _ = orienteer(gate, between, value, mass, work, 1.0, 9000.0, 5.0, 5)
    assert len(route) == 1  # the first fills what they can carry
    assert len(orienteer(gate, between, -value, mass, work, 1.0, 9000.0, 9.0, 5)[0]) == 0
