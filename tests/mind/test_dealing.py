"""What people decide between themselves: obedience and its props, friends who leave, the asked."""

import numpy as np
import pytest
from tests.society.band_world import Bands, person, tie

from kinward.core import vocabulary as v
from kinward.core.bundles import PENDING
from kinward.core.choices import OPTIONS
from kinward.core.occasion import Pending, raise_occasion

NAMES = ("Ann", "Bea", "Cal", "Dan", "Eve")


def world(ties=None, members=None, **sections):
    members = members or [person(n, "mill", age=30 + i) for i, n in enumerate(NAMES)]
    all_ = [tie(a, b, 0.5, 0.4) for i, a in enumerate(NAMES) for b in NAMES[i + 1 :]]
    return Bands(members, [{"name": "mill", "leader": "Ann"}], all_ if ties is None else ties,
                 **sections)  # fmt: skip


def options(w, who, occasion, about, t=0):
    """Worth of each option in a decision: {option: (worth, parts)}, and what was chosen."""
    wait = Pending(*(w.a(n) for n in PENDING))
    w.a("think_n")[0] = 0
    m, o = w.row[who], w.row[about]
    w.a("pending")[m] = -1
    raise_occasion(wait, m, occasion, o, -1, t)
    w.live.decisions.drain()
    w.step("deal", t)
    got = w.live.decisions.drain()
    table = {
        OPTIONS[int(code)]: (worth / 100.0, parts / 10.0)
        for (code, _, _, worth), parts in zip(got.options, got.parts.astype(float))
    }
    return table


def refusal(w, who="Bea"):
    """Chance that an order to go out is refused, by the worths."""
    for t in range(0, 4000, 1000):  # close ones are always logged, others when they change plans
        table = options(w, who, v.C_SENT, "Ann", t)
        if table:
            obey, refuse = table["obey"][0], table["decline"][0]
            return 1.0 / (1.0 + np.exp(obey - refuse))
    raise AssertionError("no decision was logged")


def held_up(**sections):
    w = world(mind={"theta": 30, **sections.pop("mind", {})}, **sections)
    m = w.row["Bea"]
    w.a("legit")[:] = 0.6
    w.a("promised")[m] = w.row["Ann"]
    return w


def test_obedience_falls_step_by_step_as_its_props_are_taken_away():
    w = held_up()
    m = w.row["Bea"]
    # Bea's household is Dan, elsewhere and believed well
    w.a("household")[w.row["Dan"]] = w.a("household")[m]
    steps = [refusal(w)]
    w.a("promised")[m] = -1  # no promise given
    steps.append(refusal(w))
    for name in ("Cal", "Eve"):  # the comrades are gone
        w.a("unit")[w.row[name]] += 1
    for name in ("Ann", "Dan"):
        r = w.ties_row("Bea", name)
        w.a("tie_strength")[r] = w.a("tie_strength")[w.a("tie_back")[r]] = 0.2
    steps.append(refusal(w))
    w.a("awake_mind")[w.row["Ann"]] = False  # command does not answer
    steps.append(refusal(w))
    r = w.ties_row("Bea", "Dan")  # home is not believed safe
    w.a("tie_alive")[r], w.a("tie_state")[r] = 0.1, 1
    steps.append(refusal(w))
    assert (np.diff(steps) > 0.01).all(), steps
    assert steps[0] < 0.2
    assert steps[-1] > 0.5


@pytest.mark.parametrize("prop", ["promise", "comrades", "command", "safe_home"])
def test_each_prop_is_a_switch(prop):
    without = held_up(mind={prop: 0})
    assert refusal(without) > refusal(held_up()) + 0.01


def test_without_the_switch_obedience_is_as_usual_whoever_is_there():
    w = held_up(mind={"props": False})
    usual = refusal(w)
    w.a("promised")[w.row["Bea"]] = -1
    w.a("unit")[w.row["Cal"]] += 1
    assert refusal(w) == pytest.approx(usual)
    bare = {"promise": 0, "comrades": 0, "command": 0, "safe_home": 0}
    assert refusal(held_up()) < usual < refusal(held_up(mind=bare))


def test_dependants_who_stand_beside_one_weigh_against_following_a_friend():
    worths = []
    for children in range(3):
        w = world()
        for name in ("Dan", "Eve")[:children]:
            w.a("household")[w.row[name]] = w.a("household")[w.row["Bea"]]
            w.live.world.arrays["age"][w.row[name]] = 5
        h = int(w.a("household")[w.row["Bea"]])
        ptr, member = w.live.world.arrays["h_ptr"], w.live.world.arrays["h_member"]
        rows = [w.row["Bea"], *(w.row[n] for n in ("Dan", "Eve")[:children])]
        member[ptr[h] : ptr[h] + len(rows)] = rows
        ptr[h + 1 :] = ptr[h] + len(rows)
        table = {}
        for t in range(0, 6000, 1000):
            table = options(w, "Bea", v.C_FRIEND_LEAVES, "Cal", t)
            if table:
                break
        worths.append(table["follow"][0] - table["refuse to follow"][0])
    assert worths[0] > worths[1] + 1.0 > worths[2] + 2.0


def test_the_same_man_alone_would_go():
    w = world(ties=[tie("Bea", "Cal", 0.9, 0.9)])
    w.a("legit")[:] = 0.2
    w.a("grievance")[w.row["Bea"]] = 0.3
    table = options(w, "Bea", v.C_FRIEND_LEAVES, "Cal")
    assert table["follow"][0] > table["refuse to follow"][0] + 1.0


def asked(**change):
    w = world(members=[person("Ann", "mill", age=45), person("Bea", "mill"), person("Zoe")],
              ties=[tie("Ann", "Bea", 0.6, 0.7)])  # fmt: skip
    u = int(w.a("g_unit")[1])
    w.a("stock")[u, 0] = change.get("food", 30.0)
    w.a("g_people")[1] = 2
    w.a("load")[w.row["Zoe"]] = 0
    if change.get("armed"):
        w.a("load")[w.row["Zoe"], [8, 5]] = [1, 20]
    if change.get("voucher"):
        w.a("vouched")[w.row["Zoe"]] = w.row["Bea"]
    w.a("g_strangers")[1] = change.get("rule", 1)
    if change.get("child"):
        w.live.world.arrays["age"][w.row["Zoe"]] = 8
    if change.get("regard"):
        w.a("g_regard")[1, int(w.a("group_id")[w.row["Zoe"]])] = change["regard"]
    for t in range(0, 6000, 1000):
        table = options(w, "Ann", v.C_ASKED_IN, "Zoe", t)
        if table:
            return table["take in"][0] - table["refuse"][0]
    raise AssertionError("no decision was logged")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"voucher": True}, {}), ({}, {"armed": True}), ({"child": True}, {}), ({}, {"food": 2.0}),
        ({"rule": 0}, {"rule": 1}), ({"rule": 1}, {"rule": 2}), ({}, {"regard": -0.8}),
    ],
)  # fmt: skip
def test_admission_goes_by_voucher_stance_rule_stores_and_name(better, worse):
    assert asked(**better) > asked(**worse) + 0.2


def test_a_decision_between_people_is_answered_and_logged_with_its_parts():
    w = world(ties=[tie("Bea", "Cal", 0.9, 0.9)])
    w.a("grievance")[w.row["Bea"]] = 0.5
    table = options(w, "Bea", v.C_FRIEND_LEAVES, "Cal")
    assert w.a("answer_n")[0] == 1
    assert w.a("answer_to")[w.row["Bea"]] == v.C_FRIEND_LEAVES
    assert w.a("answer_about")[w.row["Bea"]] == w.row["Cal"]
    for worth, parts in table.values():
        assert worth == pytest.approx(parts.sum(), abs=0.4)


def test_the_options_of_an_occasion_can_be_switched_off():
    w = world(mind={"on": False})
    wait = Pending(*(w.a(n) for n in PENDING))
    raise_occasion(wait, w.row["Bea"], v.C_SENT, w.row["Ann"], -1, 0)
    w.step("deal", 0)
    assert w.a("answer_n")[0] == 0


def test_an_order_is_logged_with_what_holds_it_up():
    from kinward.core.events import DOMAINS

    w = held_up()
    w.a("promised")[w.row["Bea"]] = -1
    wait = Pending(*(w.a(n) for n in PENDING))
    got = None
    for t in range(0, 40_000, 1000):  # close ones are logged, others when they change plans
        w.a("think_n")[0] = 0
        raise_occasion(wait, w.row["Bea"], v.C_SENT, w.row["Ann"], -1, t)
        w.step("deal", t)
        got = w.live.decisions.drain()
        if len(got.rows):
            break
    assert got is not None
    held = {
        DOMAINS["belief"][int(code)]: float(value)
        for (code, about), value in zip(got.beliefs, got.values) if about < 0
    }  # fmt: skip
    assert held["a promise given"] == 0.0
    assert 0.0 < held["comrades beside one"] <= 1.0
    assert held["a command that answers"] == 1.0
    assert held["home is safe"] == 1.0


def test_how_one_leans_about_a_leader_is_not_drawn_again_each_evening():
    w = world()
    w.a("grievance")[:], w.a("legit")[:] = 0.3, 0.4
    w.a("g_sore")[1], w.a("g_loyal")[1] = 3, 1

    def evening(t, ache=0.3):
        w.a("grievance")[w.row["Bea"]] = ache
        wait = Pending(*(w.a(n) for n in PENDING))
        w.a("think_n")[0], w.a("answer_n")[0] = 0, 0
        w.a("answer")[w.row["Bea"]] = -1
        raise_occasion(wait, w.row["Bea"], v.C_GRIEVANCE, w.row["Ann"], -1, t)
        w.step("deal", t)
        return OPTIONS[int(w.a("answer")[w.row["Bea"]])]

    assert len({evening(1000 * t) for t in range(40)}) == 1
    by_ache = [evening(50_000, ache) for ache in np.linspace(0.0, 3.0, 31)]
    assert by_ache[0] == "obey"
    assert by_ache[-1] in ("leave the group", "depose the leader")
