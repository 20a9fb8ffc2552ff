"""Worlds made by hand, and lattices."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kinward.city import Draft, PassageKind, UnitKind, lattice
from kinward.city.graph import STAIR_M, Law, NodeKind, Use
from kinward.core.errors import InputError

from .contract import check


def corridor() -> Draft:
    d = Draft("corridor")
    a, b = d.node(0, 0), d.node(60, 0)
    d.passage(a, b, kind=PassageKind.CORRIDOR, width=2.3)
    return d


def test_a_corridor_is_cut_into_equal_cells():
    g = corridor().compile()
    check(g)
    assert g.p_len.tolist() == [60.0]
    assert g.p_ncell.tolist() == [3]
    assert g.cell_area == pytest.approx([20 * 2.0] * 3)
    assert g.p_law[0] == Law.SFPE_LEVEL
    assert g.p_use[0] == Use.WALK
    assert (g.node_kind == NodeKind.DEAD_END).all()


def test_passages_of_a_room_share_one_cell():
    d = Draft("ring")
    room = d.room(100.0)
    nodes = [d.node(5 * math.cos(t), 5 * math.sin(t)) for t in np.arange(4) * math.pi / 2]
    for i in range(4):
        d.passage(nodes[i], nodes[i - 3], kind=PassageKind.ROOM, length=10, width=5, room=room)
    g = d.compile()
    check(g)
    assert g.cell_area.tolist() == [100.0]
    assert set(g.p_cell.tolist()) == {0}
    assert g.p_len.tolist() == [10.0] * 4


def test_a_stair_hangs_on_the_street_at_its_door():
    d = Draft("tower")
    street = d.passage(d.node(0, 0), d.node(40, 0))
    tower = d.building(centre=(20, 12), size=(12, 12), floors=5, door=(street, 20.0))
    flat = d.unit(tower, floor=3)
    shop = d.unit(tower, floor=0, kind=UnitKind.SHOP, exits=2)
    site = d.site(shop, "pharmacy", {"medicine": 7})
    mast = d.attach(street, 20.0, 15.0, kind=PassageKind.SCAFFOLD, building=tower)
    g = d.compile()
    check(g)
    stair = g.b_stair[tower]
    assert g.p_len[stair] == pytest.approx(4 * STAIR_M)
    assert (g.u_passage[flat], g.u_off[flat]) == (stair, pytest.approx(3 * STAIR_M))
    assert (g.u_passage[shop], g.u_off[shop]) == (street, 20.0)
    assert g.s_stock[site].sum() == 7
    assert g.names[g.s_type[site]] == "pharmacy"
    assert g.p_kind[g.n_street + ~mast] == PassageKind.SCAFFOLD
    assert g.point(int(stair), 3.0) == (20.0, 0.0)


def test_roofs_a_jump_apart():
    d = Draft("roofs")
    street = d.passage(d.node(0, 0), d.node(100, 0))
    for x, floors in ((10, 2), (22, 3), (34, 6), (48, 3)):
        d.building(centre=(x, 10), size=(10, 10), floors=floors, door=(street, float(x)))
    g = d.compile()
    check(g)
    assert g.roof_to.tolist() == [1, 0]  # 6 floors is too high, 4 m too far
    assert g.roof_gap.tolist() == [2.0, 2.0]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda d: d.passage(0, 7), "no node 7"),
        (lambda d: d.passage(0, 0), "both ends"),
        (lambda d: d.passage(0, 1, width=0), "width"),
        (lambda d: d.passage(0, 1, width=1, layer=0.5), "boundary layer"),
        (lambda d: d.node(math.nan, 0), "finite"),
        (lambda d: d.building(centre=(0, 0), door=(0, 99.0)), "60.00 m long"),
        (lambda d: d.building(centre=(0, 0), door=(3, 0.0)), "does not exist"),
        (lambda d: d.building(centre=(0, 0), floors=0, door=(0, 1.0)), "floors"),
        (lambda d: d.unit(0), "give a building"),
        (lambda d: d.site(1, "pharmacy"), "no unit 1"),
        (lambda d: Draft("empty").compile(), "no passage"),
    ],
)
def test_a_wrong_draft_is_named(make, says):
    with pytest.raises(InputError, match=says):
        make(corridor())


def test_coordinates_of_a_straight_street_are_distances():
    g = lattice(5, spacing=80.0)
    check(g)
    assert g.node_x.size == 25
    assert g.n_street == 40
    assert g.axis_ptr.size - 1 == 10  # each row and column is one axis
    rng = np.random.default_rng(1)
    for _ in range(50):
        p, q = rng.integers(g.n_street, size=2).tolist()
        s, t = (rng.random(2) * 80).tolist()
        if g.p_axis[p] == g.p_axis[q]:
            along = [g.p_axis_off[k] + g.p_axis_dir[k] * o for k, o in ((p, s), (q, t))]
            assert abs(along[0] - along[1]) == pytest.approx(
                math.dist(g.point(p, s), g.point(q, t))
            )


def test_the_straightest_pair_continues():
    d = Draft("fork")
    m = d.node(0, 0)
    ends = [d.node(-50, 0), d.node(50, 20), d.node(50, -5), d.node(0, 50)]
    into, wide, straight, side = (d.passage(m, e) for e in ends)
    g = d.compile()
    check(g)
    assert g.p_axis[into] == g.p_axis[straight]
    assert len({g.p_axis[into], g.p_axis[wide], g.p_axis[side]}) == 3


def test_a_round_street_is_cut_once():
    d = Draft("round")
    turn = np.arange(20) * math.tau / 20
    nodes = [d.node(100 * math.cos(t), 100 * math.sin(t)) for t in turn]
    for i in range(20):
        d.passage(nodes[i], nodes[(i + 1) % 20])
    g = d.compile()
    check(g)
    assert g.axis_ptr.tolist() == [0, 20]


def test_a_lattice_has_bounds():
    with pytest.raises(InputError, match="2 to 1000"):
        lattice(1)
