"""Every process keeps to its declaration: it changes what it says it writes and nothing else, and
what it does not declare makes no difference to it."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.core.clock import HOUR, MINUTE, SECOND
from kinward.engine.build import build
from kinward.engine.plan import PLAN, Step
from kinward.engine.scenario import load_scenario
from kinward.engine.stepping import Engine
from kinward.engine.world import BUFFERS


@pytest.fixture(scope="module")
def busy():
    """A small world at a busy moment: teams are out, some of the infected are awake."""
    live = build(load_scenario("kyoto", people=300, seed=2))

    def drain(live):
        live.events.drain()
        live.decisions.drain()

    engine = Engine(live, drain)
    for t in range(0, int(2.6 * HOUR), MINUTE):
        engine.minute(t)
    t = int(2.6 * HOUR)
    state = live.state
    near = np.flatnonzero((state.fate == 2) & (state.unit == 0) & ~state.gone)[:5]
    for n, x in enumerate(near):
        state.alert[x], state.in_hunt[x] = 2, True
        state.attend_until[x] = t + 10 * MINUTE
        state.hunters[state.hunt_n[0] + n] = x
    state.hunt_n[0] += len(near)
    people = np.flatnonzero(state.fate == 0)[:40]
    state.new_dose[people[:5]] = 1.0
    state.hurt[people[5:10]], state.bleeding[people[5:10]] = 0.3, 20.0
    state.resume[people[10:20]] = True
    return live, t


def columns(live):
    """Every changing array by name."""
    return {n: live.array(n) for n in (*live.state.arrays, *BUFFERS)}


def restore(live, saved):
    for name, array in columns(live).items():
        array[...] = saved[name]


def scramble(array, rng_state):
    """Fill with nonsense of the same type: what it was, shifted and turned over."""
    flat = array.reshape(-1).view(np.uint8)
    flat[...] = np.roll(flat, 7) ^ np.uint8(0x5A)
    if array.dtype == bool:
        array[...] = array.view(np.uint8) & 1


@pytest.mark.parametrize("process", PLAN, ids=lambda p: p.name)
def test_a_process_keeps_to_its_columns(busy, process):
    live, t = busy
    saved = {n: a.copy() for n, a in columns(live).items()}
    t += {"second": 3 * SECOND, "minute": MINUTE, "hour": HOUR}[process.clock]
    declared = {*process.writes, *process.reads}
    try:
        Step(process, live)(t)
        after = {n: a.copy() for n, a in columns(live).items()}
        changed = {n for n in saved if saved[n].tobytes() != after[n].tobytes()}
        assert changed <= set(process.writes), f"{process.name} changed what it does not write"
        restore(live, saved)
        for name, array in columns(live).items():
            if name not in declared:
                scramble(array, name)
        Step(process, live)(t)
        for name in process.writes:
            same = after.get(name)
            if same is not None:
                got = live.array(name)
                assert same.tobytes() == got.tobytes(), f"{name} depends on undeclared columns"
    finally:
        restore(live, saved)


def test_names_are_unique_and_known():
    names = [p.name for p in PLAN]
    assert len(names) == len(set(names))
    assert all(p.meaning for p in PLAN)
