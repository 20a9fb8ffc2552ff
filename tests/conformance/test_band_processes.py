"""The processes of bands keep to their declaration, in a world of bands at their hours."""

import numpy as np
import pytest
from tests.conformance.test_processes import columns, restore, scramble

from kinward.city.graph import ITEM
from kinward.core.clock import HOUR, MINUTE
from kinward.engine.build import build
from kinward.engine.plan import PLAN, Step
from kinward.engine.scenario import load_scenario
from kinward.engine.stepping import Engine

FOOD = ITEM["food"]


@pytest.fixture(scope="module")
def bands():
    """Bands of which one half has food to spare, the other half medicine; somebody was accused."""
    live = build(load_scenario("ruins", people=80, seed=4, infected_per_living=0))

    def drain(live):
        live.events.drain()
        live.decisions.drain()

    engine = Engine(live, drain)
    for t in range(0, int(1.1 * HOUR), MINUTE):
        engine.minute(t)
    a = live.array
    for g in range(1, int(a("group_n")[0])):
        u = int(a("g_unit")[g])
        a("stock")[u, FOOD], a("stock")[u, ITEM["medicine"]] = (300, 0) if g % 2 else (3, 30)
        a("g_ration")[g], a("g_missing")[g] = 0.5, 3
    for g in range(1, int(a("group_n")[0])):
        others = np.setdiff1d(np.flatnonzero(a("group_id") == g), a("g_leader")[g])
        m = others[0]
        a("loot")[m], a("hungry_days")[m], a("hurt")[m] = 2, 3, 0.5
        a("load")[m, FOOD] += 2
        a("accused")[m], a("accused_by")[m] = 0, g
        if len(others) > 1:
            a("fate")[others[1]], a("grave_at")[others[1]] = 1, 0
    return live


@pytest.mark.parametrize(
    ("name", "hour", "does"),
    [("trading", 8.25, "o_state"), ("theft", 7.25, "pending"), ("theft", 18.75, "g_missing"),
     ("theft", 23, "pending"), ("duties", 19.5, "hurt"), ("duties", 20, "duty_passed")],
)  # fmt: skip
def test_a_process_of_bands_keeps_to_its_columns(bands, name, hour, does):
    live, t = bands, int((hour - 6) * HOUR)
    process = next(p for p in PLAN if p.name == name)
    saved = {n: x.copy() for n, x in columns(live).items()}
    declared = {*process.writes, *process.reads}
    try:
        Step(process, live)(t)
        after = {n: x.copy() for n, x in columns(live).items()}
        changed = {n for n in saved if saved[n].tobytes() != after[n].tobytes()}
        assert changed <= set(process.writes)
        assert does in changed, "the hour at which it does something"
        restore(live, saved)
        for n, array in columns(live).items():
            if n not in declared:
                scramble(array, n)
        Step(process, live)(t)
        for n in process.writes:
            if n in after:
                assert after[n].tobytes() == live.array(n).tobytes(), n
    finally:
        restore(live, saved)
