"""Cars keep to the streets that hang together for them; a place off them has a corner to park."""

import numpy as np
import pytest

from kinward.city import Draft, routes
from kinward.city.graph import PassageKind, Use
from kinward.city.parking import ASIDE, parking
from kinward.city.routes import LEG_NODE, Net, Ways, leg, remaining
from kinward.core.bundles import NET

ROAD, STEPS, LANE, FAR = range(4)


@pytest.fixture
def town():
    """road -- steps -- lane, and a road far off that steps alone lead to."""
    draft = Draft("steps")
    a, b, c, d, e = (draft.node(x, 0.0) for x in (0, 100, 120, 180, 400))
    draft.passage(a, b, width=5.0)
    draft.passage(b, c, width=2.0, kind=PassageKind.STEPS)
    draft.passage(c, d, width=2.0, kind=PassageKind.PATH)
    draft.passage(d, e, width=5.0)
    return draft.compile()


def test_where_one_can_drive_the_car_waits_at_the_door(town):
    spot = parking(town, [ROAD])
    assert spot["p_park"][ROAD] == ROAD
    assert np.isnan(spot["p_park_off"][ROAD])


def test_a_place_behind_steps_is_walked_to_from_the_corner(town):
    spot = parking(town, [ROAD])
    assert spot["p_park"][STEPS] == ROAD
    assert spot["p_park_off"][STEPS] == pytest.approx(100 - ASIDE)
    assert spot["p_park"][LANE] == ROAD, (
        "20 m to the road, though a street that no car reaches is at its end"
    )
    assert spot["p_park"][FAR] == ROAD


def test_of_two_parts_the_one_with_the_gates(town):
    assert parking(town, [FAR])["p_park"].tolist() == [FAR, FAR, FAR, FAR]
    assert parking(town, [])["p_park"][FAR] == FAR, "the longer"


def test_without_streets_for_cars_there_is_no_place(town):
    town.p_use[:] = int(Use.WALK)
    assert (parking(town, [ROAD])["p_park"] == -1).all()


def test_a_car_finds_no_way_over_steps(town):
    ways = Ways(town)
    columns = {**town.arrays(), **ways.columns()}
    net = Net(*(columns[n] for n in NET))
    foot, car = 0, 1
    assert remaining(net, foot, ROAD, 0.0, FAR, 10.0) == pytest.approx(190.0)
    assert remaining(net, car, ROAD, 0.0, FAR, 10.0) == np.inf
    assert leg(net, foot, ROAD, 10.0, FAR, 10.0) == (100.0, LEG_NODE)
    assert leg(net, car, ROAD, 10.0, FAR, 10.0)[1] == -1


def test_fields_of_many_charts_share_their_room_and_stay_right(town, monkeypatch):
    """More goals are asked for than there are rows: what is found anew is what it was."""
    nodes = len(town.node_x)
    monkeypatch.setattr(routes, "BYTES", 4 * nodes * 2 * nodes)  # of two fields of each node
    ways = Ways(town)
    columns = {**town.arrays(), **ways.columns()}
    net = Net(*(columns[n] for n in NET))
    rows = len(ways.owner)
    shut = np.zeros(len(town.p_len), bool)
    shut[STEPS] = True
    for number in range(1, 16, 2):
        ways.draw(number, shut)
    for _ in range(2):
        for number in range(16):
            way = np.inf if number % 2 else 190.0
            assert remaining(net, 2 * number, ROAD, 0.0, FAR, 10.0) == pytest.approx(way)
            assert remaining(net, 2 * number, ROAD, 0.0, ROAD, 10.0) == pytest.approx(10.0)
            for goal in (STEPS, LANE):
                remaining(net, 2 * number, FAR, 5.0, goal, 5.0)
    assert ways.turn[0] > rows, "rows were given up"
    kept = np.flatnonzero(ways.owner >= 0)
    n = len(town.node_x)
    assert (ways.row_of[ways.owner[kept] // n, ways.owner[kept] % n] == kept).all()
