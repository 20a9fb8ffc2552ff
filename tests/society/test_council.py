"""How the zone is led: grievance, its commander, and the music class that costs (K13)."""

import numpy as np
import pytest
from tests.society.zone_world import Zone

from kinward.core.choices import O_CLOSE_CLASS, O_KEEP_CLASS
from kinward.core.clock import DAY, MINUTE
from kinward.core.vocabulary import C_CLASS, C_GRIEVANCE, OFFICER
from kinward.society.zone.vocabulary import MUSIC

EVENING = (20 * 60 + 15 - 6 * 60) * MINUTE  # of the first day: runs start at six


def evening(zone, day=0):
    zone.t = EVENING + day * DAY
    return zone.run("council")


def pupils(zone):
    c = zone.c
    return np.flatnonzero((c.pupil >> MUSIC & 1 > 0) & (c.fate == 0) & ~c.gone & (c.age >= 14))


def decide(zone, without=None):
    """Let the commander decide, an option taken away or not, and the council carry it out."""
    zone.t += MINUTE
    if without is not None:
        zone.c.option_on[without] = False
    try:
        zone.run("deal")
    finally:
        zone.c.option_on[:] = True
    return zone.run("council")


def short(zone, days=3):
    """So many days on half a ration; the class is weighed at the end."""
    zone.c.ration[0] = 0.5
    for day in range(days):
        evening(zone, day)


def test_grievance_is_hardship_times_what_legitimacy_lacks():
    zone = Zone()
    zone.c.zone_trust[0] = 0.0  # legitimacy one half
    zone.c.ration[0] = 0.5
    m = zone.rows()[0]
    zone.c.grief[m] = 0.4
    evening(zone)
    assert zone.c.legit[m] == pytest.approx(0.5)
    assert zone.c.grievance[m] == pytest.approx((0.35 * 0.5 + 0.3 * 0.4) * 0.5)
    assert zone.c.g_ration[0] == 0.5
    assert (zone.c.pending == C_GRIEVANCE).sum() == zone.c.g_sore[0] > 0


def test_who_is_well_led_in_plenty_has_no_grievance():
    zone = Zone()
    evening(zone)
    assert zone.c.grievance.max() < 0.02
    assert (zone.c.pending != C_GRIEVANCE).all()


def test_the_oldest_officer_commands_and_is_followed_by_the_next():
    zone = Zone()
    c = zone.c
    officers = np.flatnonzero((c.role == OFFICER) & (c.fate == 0) & ~c.gone)
    first = int(c.g_leader[0])
    assert first == officers[np.argmax(c.age[officers])]
    c.fate[first] = 1
    evening(zone)
    rest = officers[officers != first]
    if len(rest):
        assert c.g_leader[0] == rest[np.argmax(c.age[rest])]
    else:
        assert c.g_leader[0] == -1
    assert zone.count("leads") == (len(rest) > 0)


def test_a_zone_without_officers_has_nobody_to_close_anything():
    zone = Zone()
    officers = np.flatnonzero(zone.c.role == OFFICER)
    zone.c.fate[officers] = 1
    short(zone)
    assert zone.c.g_leader[0] == -1
    assert (zone.c.pending != C_CLASS).all()


def test_the_class_is_weighed_after_days_of_cut_rations_and_not_every_evening():
    zone = Zone()
    leader = int(zone.c.g_leader[0])
    short(zone, 2)
    assert zone.c.pending[leader] != C_CLASS
    evening(zone, 2)
    assert zone.c.pending[leader] == C_CLASS
    decide(zone)
    assert zone.count("class_closed") + zone.count("class_kept") == 1
    evening(zone, 3)
    assert zone.c.pending[leader] != C_CLASS


def test_hunger_closes_it_and_plenty_opens_it_again():
    zone = Zone()
    short(zone)
    decide(zone, O_KEEP_CLASS)
    assert zone.count("class_closed") == 1
    assert zone.c.class_shut_t[0] >= 0
    zone = Zone()
    zone.c.class_shut_t[0] = EVENING + DAY
    evening(zone, 6)
    decide(zone, O_CLOSE_CLASS)
    assert zone.count("class_reopened") == 1
    assert zone.c.class_shut_t[0] == -1
    assert zone.last("class_reopened").value == pytest.approx(5.0, abs=0.01)


def test_its_pupils_feel_it_missing():
    found = []
    for is_open in (True, False):
        zone = Zone()
        zone.c.class_shut_t[0] = -1 if is_open else 0
        zone.c.zone_trust[0] = 0.0
        evening(zone)
        found.append(zone.c.grievance.copy())
    who = pupils(zone)
    assert len(who) >= 3
    gap = found[1] - found[0]
    assert gap[who] == pytest.approx(0.15 * 0.5)
    hoped = (zone.c.pupil >> MUSIC & 1 > 0) & (zone.c.group_id == 0) & ~zone.c.gone
    assert np.flatnonzero(gap > 1e-6).size == hoped.sum()


def test_a_closed_class_is_not_held():
    zone = Zone()
    c = zone.c
    teacher = int(np.flatnonzero(c.teaches == MUSIC)[0])
    room = int(c.activity_unit[4])
    for m in (teacher, *pupils(zone)):
        zone.put(m, room)
    zone.t = (945 - 360) * MINUTE
    zone.run("school")
    assert zone.count("class_held") == 1
    c.class_shut_t[0] = 0
    zone.run("school")
    zone.t -= MINUTE
    zone.run("school")
    assert zone.count("class_held") == 1


def test_it_does_not_begin_again_while_rations_are_cut():
    zone = Zone()
    zone.c.class_shut_t[0] = 0
    zone.c.ration[0] = 0.75
    evening(zone)
    assert (zone.c.pending != C_CLASS).all()
    zone.c.ration[0] = 1.0
    evening(zone, 1)
    assert zone.c.pending[int(zone.c.g_leader[0])] == C_CLASS
