"""A bite that went unnoticed is found at rest in a room, sooner or later."""

from __future__ import annotations

from tests.society.zone_world import Zone

ARM = 3


def bitten(rate):
    """Somebody at home who bears a bite and does not know of it."""
    zone = Zone(fight={"finds": rate})
    (m,) = zone.rows(n=1)
    zone.bite(m, part=ARM)
    assert zone.c.unit[m] > 0
    return zone, m


def test_it_is_found_and_thought_about():
    zone, m = bitten("60 /h")
    zone.run("find_bites", minutes=60)
    assert zone.count("noticed_bite") == 1
    found = zone.last("noticed_bite")
    assert (found.subject, found.what) == (m, ARM)
    assert zone.c.bite_known[m]
    assert zone.c.pending[m] >= 0


def test_nobody_finds_one_on_the_way_or_at_a_rate_of_zero():
    zone, m = bitten("60 /h")
    zone.c.moving[m] = True
    zone.run("find_bites", minutes=60)
    assert zone.count("noticed_bite") == 0
    zone, _ = bitten("0 /h")
    zone.run("find_bites", minutes=600)
    assert zone.count("noticed_bite") == 0
