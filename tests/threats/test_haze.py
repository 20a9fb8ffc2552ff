"""Dust and smoke: how far one sees in them by day and by night, and how they muffle sound."""

import numpy as np
import pytest
from tests.body.small import City

from kinward.body.sound import muffled
from kinward.city import Draft
from kinward.core.bundles import SOUNDS
from kinward.core.haze import sees_in, sees_through
from kinward.core.noise import Noise, make_noise
from kinward.core.vocabulary import S_SCREAM
from kinward.engine.build import attached, unit_index
from kinward.engine.plan import Step
from kinward.engine.ruins import dusk
from kinward.engine.scenario import Scenario
from kinward.verify.sound import heard
from kinward.verify.worlds import process, rebuild_lists, stand, world


def test_sight_in_dust_is_that_of_the_air_or_of_the_night():
    air = dusk(Scenario.from_data({}))
    assert air[0] == pytest.approx(np.log(100.0) / 20.0)
    assert sees_in(0.0, air) == np.inf
    assert sees_in(0.5, air) == 6.0
    # between the two it is dark at noon, though the air alone would let one see further
    between = 0.27
    assert between > air[0]
    assert sees_through(between) > air[1]
    assert sees_in(between, air) == air[1] == 10.0
    assert sees_in(0.1, air) == pytest.approx(30.0)
    never = dusk(Scenario.from_data({"air": {"dark": 0}}))
    assert sees_in(between, never) == sees_through(between)


def test_muffling_grows_with_the_dust_up_to_its_most():
    loss = [muffled(k, 10.0, 2.0) for k in (0.0, 0.05, 0.2, 0.5, 1.0, 3.0, 50.0)]
    assert loss[0] == 0.0
    assert (np.diff(loss) > 0).all()
    assert loss[-1] == pytest.approx(5.0)
    assert 2 * loss[3] == pytest.approx(10 * (1 - np.exp(-1.0)))


def street_with_rooms():
    """A street of 200 m with a room at 0 and at 150 m, and one person at each 10 m."""
    draft = Draft("street")
    way = draft.passage(draft.node(0, 0), draft.node(200, 0), width=4.0)
    near, far = (draft.unit(door=(way, x)) for x in (0.0, 150.0))
    graph = draft.compile()
    names = ("unit_ptr", "unit_at", "att_ptr", "att_passage")
    index = dict(zip(names, (*unit_index(graph), *attached(graph))))
    live = world(graph, 24, fixed=index)
    stand(live, [(0, 10.0 * i) for i in range(21)] + [(0, 0.0), (0, 0.0), (0, 150.0)])
    return live, near, far


def test_dust_takes_as_much_where_a_sound_is_made_as_where_it_is_heard():
    live, _, _ = street_with_rooms()
    clear = heard(live, S_SCREAM, 100.0)[1:21]
    assert (clear > 0).all()
    smoke, air_n = live.array("smoke"), live.array("air_n")

    def loss(ks):
        smoke[:], air_n[:] = 0.0, 1
        for cell, k in ks.items():
            smoke[cell] = k
        return clear - heard(live, S_SCREAM, 100.0)[1:21]

    source = loss({0: 0.5})  # who makes it stands in the first cell of 25 m
    each = muffled(0.5, 10.0, 2.0)
    assert source[2:] == pytest.approx(np.full(18, each), abs=1e-4)
    assert source[:2] == pytest.approx(np.full(2, 2 * each), abs=1e-4)
    ear = loss({4: 0.5})  # at 100 to 125 m
    assert np.flatnonzero(ear > 1e-4).tolist() == [9, 10, 11]
    assert ear[10] == pytest.approx(each, abs=1e-4)
    everywhere = [loss(dict.fromkeys(range(8), k))[10] for k in (0.1, 0.3, 1.0, 30.0)]
    assert (np.diff(everywhere) > 0).all()
    assert everywhere[-1] == pytest.approx(10.0, abs=1e-3)
    air_n[:] = 0
    assert (clear == heard(live, S_SCREAM, 100.0)[1:21]).all()


def test_dust_outside_changes_nothing_within_a_room():
    live, near, far = street_with_rooms()
    unit = live.array("unit")
    unit[21] = unit[22] = near
    unit[23] = far
    rebuild_lists(live)

    def levels():
        noise = Noise(*(live.array(n) for n in SOUNDS))
        make_noise(noise, 21, 0, 0.0, near, S_SCREAM, 155.0, -1)
        Step(process("hear"), live)(0)
        return live.array("heard_level")[[22, 23]].copy()

    clear = levels()
    live.array("smoke")[:], live.array("air_n")[:] = 1.0, 1
    dusty = levels()
    assert dusty[0] == clear[0] == 155.0
    assert clear[1] - dusty[1] == pytest.approx(2 * muffled(1.0, 10.0, 2.0), abs=1e-4)


def far_street(city):
    c = city.c
    p = int(np.flatnonzero(~c.p_zone & (c.p_host < 0) & (c.p_len > 60))[0])
    m, (x,) = city.rows()[0], city.infected(1)
    others = np.flatnonzero((c.fate == 2) & (c.p_axis[c.passage] == c.p_axis[p]))
    c.gone[others] = True
    c.gone[x] = False
    c.sight_m[0] = 150.0
    return p, m, x


@pytest.mark.parametrize(
    ("smoke", "far", "sees"),
    [(0.0, 30.0, True), (0.5, 30.0, False), (0.5, 7.0, False), (0.5, 5.0, True)],
)
def test_people_see_the_infected_no_further_than_the_dust_lets_them(smoke, far, sees):
    city = City()
    c = city.c
    p, m, x = far_street(city)
    city.put_on(m, p, 5.0)
    city.put(x, passage=p, offset=5.0 + far)
    city.hunts(x)
    c.threat_t[m] = c.saw_t[m] = -1_000_000
    c.smoke[:] = smoke
    try:
        city.second("sense")
        assert bool(c.pending[m] >= 0) == sees
    finally:
        c.smoke[:] = 0.0


@pytest.mark.parametrize(
    ("smoke", "far", "stage", "finds"),
    [(0.0, 20.0, 2, True), (0.5, 20.0, 2, False), (0.5, 5.5, 2, True), (0.5, 5.5, 4, False),
     (3.0, 4.0, 4, True), (3.0, 4.0, 2, True)],
)  # fmt: skip
def test_hunters_see_no_further_and_sense_as_far_as_ever(smoke, far, stage, finds):
    """Their sense reaches 5 m through anything."""
    city = City()
    c = city.c
    p, m, x = far_street(city)
    city.put_on(m, p, 5.0)
    city.put(x, passage=p, offset=5.0 + far)
    city.hunts(x, stage=stage)
    c.smoke[:] = smoke
    try:
        city.second("hunt")
        assert (c.foe[x] == m) == finds
    finally:
        c.smoke[:] = 0.0
