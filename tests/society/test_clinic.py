"""The clinic: who comes in, what is used up, what is seen."""

import numpy as np
import pytest
from tests.society.zone_world import Zone

from kinward.city.graph import ITEM
from kinward.core.clock import HOUR, MINUTE
from kinward.core.vocabulary import (
    A_CLINIC,
    A_QUARANTINE,
    A_ROUTINE,
    A_TREAT,
    CHEST,
    CLINIC,
    MEDIC,
    SLEEP,
    STAGE_IMMUNE,
)
from kinward.society import acts

BANDAGE, MEDKIT, MEDICINE = ITEM["bandage"], ITEM["medkit"], ITEM["medicine"]
FAST = {"treats": 60}


def ward(zone, bleeding=0.0, hurt=0.3):
    """A patient and a medic on the ward."""
    c = zone.c
    medic = zone.rows(MEDIC, 1)[0]
    c.activity[medic] = CLINIC
    zone.put(medic, zone.ward)
    m = next(x for x in zone.rows() if c.role[x] != MEDIC)
    c.bleeding[m], c.hurt[m], c.bleed_t[m] = bleeding, hurt, zone.t
    c.aim[m] = A_CLINIC
    zone.put(m, zone.ward)
    return m, medic


def test_the_hurt_come_in_and_those_who_hide_a_bite_do_not():
    zone = Zone()
    c = zone.c
    hurt, hides, busy = zone.rows(n=3)
    c.hurt[[hurt, hides, busy]] = 0.3
    zone.bite(hides, known=True)
    c.aim[busy] = A_QUARANTINE
    zone.run("clinic")
    assert (c.aim[hurt], c.wish_unit[hurt]) == (A_CLINIC, zone.ward)
    assert c.aim[hides] == A_ROUTINE
    assert c.aim[busy] == A_QUARANTINE


@pytest.mark.parametrize(("bleeding", "item"), [(20.0, BANDAGE), (200.0, MEDKIT)])
def test_a_bleeding_is_stopped_with_what_the_stores_hold(bleeding, item):
    zone = Zone(clinic=FAST)
    c = zone.c
    m, medic = ward(zone, bleeding)
    stock = c.stock[zone.stores].copy()
    zone.run("clinic")
    assert c.bleeding[m] == 0.0
    used = zone.last("medicine_used")
    assert (used.subject, used.object, used.what, used.value) == (m, medic, item, 1.0)
    assert used.place == len(c.p_len) + zone.stores
    assert stock[item] - c.stock[zone.stores, item] == 1.0
    assert zone.last("wound_closed").value == 0.0
    spent = [e for e in zone.events if e[8] == 1.0 and e[6] >= 0 and e[5] == used.place]
    assert stock.sum() - c.stock[zone.stores].sum() == len(spent)


def test_without_stores_pressure_halves_it():
    zone = Zone(clinic=FAST)
    c = zone.c
    m, _ = ward(zone, 40.0)
    c.stock[zone.stores] = 0.0
    zone.run("clinic", minutes=3)
    assert c.bleeding[m] == 5.0
    assert zone.count("medicine_used") == 0


def test_without_a_medic_nobody_is_treated():
    zone = Zone(clinic=FAST)
    c = zone.c
    m, medic = ward(zone, 40.0)
    zone.put(medic, int(c.home[medic]))
    zone.run("clinic", minutes=3)
    assert c.bleeding[m] == 40.0
    assert zone.count("admitted") == 1


def test_the_worst_is_treated_first():
    zone = Zone(clinic=FAST)
    c = zone.c
    m, _ = ward(zone, 10.0)
    worse = next(x for x in zone.rows() if x != m and c.role[x] != MEDIC)
    c.bleeding[worse], c.bleed_t[worse], c.aim[worse] = 30.0, zone.t, A_CLINIC
    zone.put(worse, zone.ward)
    zone.run("clinic")
    assert (c.bleeding[worse], c.bleeding[m]) == (0.0, 10.0)


def test_wounds_heal_on_the_ward_and_the_well_leave():
    zone = Zone()
    c = zone.c
    m, _ = ward(zone, hurt=0.23)
    zone.run("clinic", minutes=6 * 60)
    assert c.hurt[m] == pytest.approx(0.23 - 0.3 / 4, abs=1e-3)
    zone.run("clinic", minutes=7 * 60)
    assert zone.count("discharged") == 1
    assert zone.last("discharged").value == pytest.approx(12.0, abs=0.3)
    assert c.wish_unit[m] == c.home[m]
    assert c.stay_until[m] < 0


def test_whoever_is_treated_is_seen_to_be_bitten():
    zone = Zone(clinic=FAST | {"sees": 1.0})
    c = zone.c
    m, medic = ward(zone, 40.0)
    zone.bite(m, part=CHEST, known=True)
    zone.run("clinic")
    assert (zone.last("discovered").subject, zone.last("discovered").object) == (m, medic)
    assert c.held[m] == acts.CONDEMNED
    assert (c.aim[m], c.wish_unit[m]) == (A_QUARANTINE, zone.house)
    assert c.stay_until[m] < 0


def test_a_scar_is_noticed_and_kept_for_observation():
    zone = Zone(clinic=FAST | {"sees": 1.0, "observes": "2 days"})
    c = zone.c
    m, _ = ward(zone, 40.0, hurt=0.0)
    zone.bite(m, stage=STAGE_IMMUNE)
    zone.run("clinic", minutes=2)
    assert c.held[m] == acts.CLEARED
    zone.run("clinic", minutes=47, step=HOUR)
    assert zone.count("discharged") == 0
    zone.run("clinic", minutes=3, step=HOUR)
    assert zone.count("discharged") == 1
    assert c.aim[m] == A_ROUTINE
    assert c.held[m] == acts.CLEARED


def test_a_medic_goes_to_the_unconscious():
    zone = Zone()
    c = zone.c
    m = next(x for x in zone.rows() if c.role[x] != MEDIC)
    c.bleeding[m], c.bleed_t[m], c.awake_mind[m] = 30.0, zone.t, False
    zone.run("clinic", minutes=3)
    coming = np.flatnonzero((c.aim == A_TREAT) & (c.aim_about == m))
    assert len(coming) == 1
    assert c.role[coming[0]] == MEDIC
    assert zone.t % MINUTE == 0


def test_a_medic_is_called_to_a_ward_that_has_none():
    zone = Zone()
    c = zone.c
    m, medic = ward(zone, 40.0)
    zone.put(medic, int(c.home[medic]))
    c.activity[c.role == MEDIC] = SLEEP
    zone.run("clinic", minutes=3)
    coming = np.flatnonzero((c.aim == A_TREAT) & (c.aim_about == m))
    assert len(coming) == 1
    assert c.wish_unit[coming[0]] == zone.ward


def test_who_cannot_wait_is_treated_at_once():
    zone = Zone(clinic={"treats": 0.5})
    c = zone.c
    m, _ = ward(zone, 100.0)
    zone.run("clinic")
    assert c.bleeding[m] == 0.0


def test_no_clinic_where_it_is_switched_off():
    zone = Zone(clinic={"on": False})
    (m,) = zone.rows(n=1)
    zone.c.hurt[m] = 0.5
    zone.run("clinic")
    assert zone.c.aim[m] == A_ROUTINE
