"""Who is carried, or unconscious, goes nowhere by themselves."""

from __future__ import annotations

import numpy as np
import pytest
from tests.mind.test_gather_anew import Danger

from kinward.body.setting_out import SET_OUT
from kinward.core.wish import Wish, go
from kinward.engine.plan import Step


def _carried(a, one, two):
    a("carrying")[one], a("carried_by")[two] = two, one


def _faint(a, one, two):
    a("awake_mind")[two] = False


@pytest.mark.parametrize("why", [_carried, _faint])
def test_a_wish_of_one_who_cannot_walk_leads_nowhere(why):
    """A child that wished to hide in the arms of its mother was set down two streets further on,
    and went on along the way that it had had there: into a room whose door was elsewhere. Another,
    unconscious, walked along with the family that set out."""
    danger = Danger()
    a = danger.a
    one, two = danger.grown(2)
    why(a, one, two)
    want = Wish(*(a(n) for n in ("wish", "wish_passage", "wish_offset", "wish_unit", "wishers",
                                 "wish_n")))  # fmt: skip
    u = int(np.flatnonzero(a("u_passage") != a("passage")[two])[1])
    for m in (one, two):
        go(want, m, int(a("u_passage")[u]), float(a("u_off")[u]), u)
    Step(SET_OUT, danger.live)(0)
    assert a("moving")[one]
    assert not a("moving")[two]
    assert a("wish")[two] == 0
