"""Who is told to carry out the protocol decides about the order, not about a bite that is known."""

import numpy as np
import pytest

from kinward.core import vocabulary as v
from kinward.core.choices import OPTIONS
from kinward.engine.build import build
from kinward.engine.plan import Step
from kinward.engine.scenario import load_scenario
from kinward.mind.deciding import DECIDE


@pytest.fixture(scope="module")
def options():
    """Names of the options of an occasion for a soldier, about somebody tied so strongly."""
    live = build(load_scenario("kyoto", people=200, seed=3))
    a = live.array
    decide = Step(DECIDE, live)
    start = {n: x.copy() for n, x in live.state.arrays.items()}
    soldier = int(np.flatnonzero(a("role") == v.SOLDIER)[0])
    rows = np.arange(a("tie_ptr")[soldier], a("tie_ptr")[soldier + 1])
    other = int(a("tie_to")[rows[np.argmax(a("tie_strength")[rows])]])

    def ask(occasion, tied):
        for n, x in start.items():
            np.copyto(live.state.arrays[n], x)
        strengths = a("tie_strength").copy()
        a("tie_strength")[rows] = 0.9 if tied else 0.0
        a("pending")[soldier], a("pending_about")[soldier] = occasion, other
        a("pending_event")[soldier] = a("pending_t")[soldier] = -1
        a("thinkers")[0], a("think_n")[0] = soldier, 1
        live.decisions.drain()
        decide(0)
        a("tie_strength")[:] = strengths
        return {OPTIONS[code] for code in live.decisions.drain().options[:, 0]}

    return ask


def test_an_order_is_obeyed_or_refused(options):
    assert options(v.C_ORDERED, tied=False) == {"obey", "decline"}


def test_a_strong_tie_opens_other_ways(options):
    assert options(v.C_ORDERED, tied=True) == {
        "obey", "decline", "shelter", "wait it out together",
    }  # fmt: skip


def test_a_bite_that_one_learns_of_can_be_reported(options):
    assert "report a bite" in options(v.C_LEARNED_BITE, tied=True)
    assert "obey" not in options(v.C_LEARNED_BITE, tied=True)
