"""Signs: exact by construction for the calm, shifted by what people feel."""

import math

import numpy as np
import pytest
from tests.society.zone_world import Zone

from kinward.core.vocabulary import A_GATE, CHEST, HAND, STAGE_ONE
from kinward.society import acts
from kinward.society.zone.signs import Signs

LOOKS = 6000


def share(zone, m, looks=LOOKS):
    zone.c.aim[m] = A_GATE
    zone.run()
    return np.mean([acts.look(zone.c, t, m, -1) > 0.0 for t in range(looks)])


def sigma(x):
    return 1.0 / (1.0 + math.exp(-x))


def near(p, looks=LOOKS):
    return pytest.approx(p, abs=3.5 * math.sqrt(p * (1 - p) / looks))


def test_the_calm_are_seen_as_declared():
    zone = Zone()
    well, sick = zone.rows(n=2)
    zone.c.stage[sick] = STAGE_ONE
    assert share(zone, well) == near(0.03)
    assert share(zone, sick) == near(0.9)


def test_a_sure_test_is_never_wrong_even_in_terror():
    zone = Zone(zone={"sensitivity": 1.0, "specificity": 1.0})
    well, sick = zone.rows(n=2)
    zone.c.stage[sick] = STAGE_ONE
    zone.c.fear[:] = zone.c.love[:] = 1.0
    assert share(zone, well, 200) == 0.0
    assert share(zone, sick, 200) == 1.0


@pytest.mark.parametrize("feeling", ["fear", "grief", "love", "anger"])
def test_feelings_look_like_stage_one(feeling):
    zone = Zone()
    (m,) = zone.rows(n=1)
    getattr(zone.c, feeling)[m] = 0.8
    weight = getattr(Signs(), feeling)
    expected = sigma(math.log(0.03 / 0.97) + 0.8 * weight)
    assert expected > 0.06
    assert share(zone, m) == near(expected)


def test_feelings_do_nothing_where_they_are_switched_off():
    zone = Zone(signs={"feelings": False})
    (m,) = zone.rows(n=1)
    zone.c.fear[m] = zone.c.grief[m] = zone.c.hurt[m] = 1.0
    assert share(zone, m) == near(0.03)


def test_a_bite_is_seen_by_where_it_is_and_whether_it_is_hidden():
    zone = Zone()
    c = zone.c
    hand, chest, hidden, told, whole = zone.rows(n=5)
    for m, part in ((hand, HAND), (chest, CHEST), (hidden, HAND), (told, HAND)):
        zone.bite(m, part=part, known=m in (hidden, told))
    c.reported_t[told] = 0
    c.aim[[hand, chest, hidden, told, whole]] = A_GATE
    zone.run()
    found = c.bite_shows[[hand, chest, hidden, told, whole]]
    assert found == pytest.approx([0.9, 0.2, 0.45, 0.9, 0.0])
    seen = np.mean([acts.bite_seen(c, t, chest, -1) for t in range(LOOKS)])
    assert seen == near(0.2)


def test_the_dead_and_those_outside_are_not_on_the_roll():
    zone = Zone()
    c = zone.c
    gone, away, sick = zone.rows(n=3)
    c.stage[[gone, away, sick]] = STAGE_ONE
    c.gone[gone] = True
    zone.put(away, passage=int(np.flatnonzero(~c.p_zone & (c.p_host < 0) & ~c.p_gate)[0]))
    zone.run()
    roll = acts.rolled(c)
    assert sick in roll
    assert gone not in roll
    assert away not in roll
