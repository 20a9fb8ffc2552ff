"""Quarantine: beds, stays, looks, parting, escape; I6 with the process itself."""

import numpy as np
import pytest
from tests.society.zone_world import Zone

from kinward.core.clock import HOUR, MINUTE
from kinward.core.math import lognormal
from kinward.core.vocabulary import (
    A_FLEE,
    A_QUARANTINE,
    A_ROUTINE,
    PARTNER,
    STAGE_IMMUNE,
    STAGE_LATENT,
    STAGE_ONE,
)
from kinward.society import acts

SURE = {"sensitivity": 1.0, "specificity": 1.0}


def bring(zone, who):
    zone.c.aim[who] = A_QUARANTINE
    for m in who:
        zone.c.unit[m] = zone.house
        zone.c.passage[m] = zone.c.u_passage[zone.house]
        zone.c.offset[m] = zone.c.u_off[zone.house]
    zone.settle()


@pytest.mark.parametrize(
    ("stay", "fresh", "unknown"),
    [(24, 0.889, 0.461), (48, 0.331, 0.128), (72, 0.0798, 0.0299), (96, 0.0181, 0.0070)],
)
@pytest.mark.parametrize("known", [True, False])
def test_what_a_stay_lets_through(stay, fresh, unknown, known):
    """I6: sure detection at onset; latent times laid on the quantiles of the lognormal."""
    zone = Zone(zone=SURE | {"quarantine": f"{stay} h", "beds": 1000, "protocol": False})
    c = zone.c
    who = np.flatnonzero(c.fate == 0)
    n = len(who)
    u = (np.arange(n) + 0.5) / n
    if known:
        latent = np.array([lognormal(40.0, 0.418, x) for x in u])
    else:  # still to come for somebody whose bite was at any time: stationary remaining time
        t = np.linspace(0.0, 400.0, 40_001)
        total = np.array([lognormal(40.0, 0.418, x) for x in (np.arange(4000) + 0.5) / 4000])
        over = 1.0 - np.searchsorted(np.sort(total), t) / len(total)
        spread = np.cumsum(over) / over.sum()
        latent = np.interp(u, spread, t)
    c.stage[who] = STAGE_LATENT
    due = zone.t + (latent * HOUR).astype(np.int64)
    bring(zone, who)
    released = 0
    for _ in range(stay + 2):
        c.stage[who[(due <= zone.t) & (c.stage[who] == STAGE_LATENT)]] = STAGE_ONE
        events = zone.run("quarantine", step=HOUR)
        released += sum(name == "released" for name, _, _ in events)
    expected = fresh if known else unknown
    assert released / n == pytest.approx(expected, abs=0.5 / n + 0.004)


def test_beds_run_out():
    zone = Zone(zone=SURE | {"beds": 5})
    who = zone.rows(n=8)
    bring(zone, who)
    zone.run("quarantine")
    assert zone.count("quarantined") == 5
    turned_away = zone.c.aim[who] == A_ROUTINE
    assert turned_away.sum() == 3
    assert zone.count("screened") == 3


def test_the_well_go_home_after_the_stay():
    zone = Zone(zone=SURE | {"quarantine": "10 h"})
    c = zone.c
    (m,) = zone.rows(n=1)
    bring(zone, [m])
    zone.run("quarantine", minutes=10, step=HOUR)
    assert c.held[m] == acts.WATCHED
    zone.run("quarantine")
    assert zone.last("released").value == 10.0
    assert c.held[m] == acts.FREE
    assert c.wish_unit[m] == c.home[m]
    assert c.stay_until[m] < 0


def test_doubtful_signs_keep_people_in():
    zone = Zone(zone={"quarantine": "10 h", "specificity": 0.0})
    c = zone.c
    c.rule_protocol[0] = False
    (m,) = zone.rows(n=1)
    bring(zone, [m])
    for _ in range(20):
        zone.run("quarantine", step=HOUR)
    assert zone.count("released") == 0


def test_stage_one_is_found_out_and_condemned():
    zone = Zone(zone=SURE)
    c = zone.c
    (m,) = zone.rows(n=1)
    zone.bite(m)
    bring(zone, [m])
    zone.run("quarantine")
    c.stage[m] = STAGE_ONE
    zone.run("quarantine", minutes=5, step=HOUR)
    found = zone.last("discovered")
    assert (found.subject, found.value) == (m, 1.0)
    assert 4 * HOUR <= found.t - zone.last("quarantined").t < 5 * HOUR
    assert c.held[m] == acts.CONDEMNED


def test_a_condemned_one_who_stays_well_is_noticed():
    zone = Zone(zone=SURE)
    c = zone.c
    (m,) = zone.rows(n=1)
    zone.bite(m, known=True)
    c.reported_t[m], c.held[m] = zone.t, acts.CONDEMNED
    bring(zone, [m])
    zone.run("quarantine", minutes=6, step=HOUR)
    c.stage[m] = STAGE_IMMUNE
    zone.run("quarantine", minutes=6, step=HOUR)
    assert zone.last("noticed_well").subject == m
    assert c.held[m] == acts.CLEARED
    assert c.wish_unit[m] == zone.ward


def couple(zone):
    c = zone.c
    for m in zone.rows():
        for r in range(c.tie_ptr[m], c.tie_ptr[m + 1]):
            o = int(c.tie_to[r])
            if c.tie_kind[r] == PARTNER and c.household[o] == c.household[m] and c.fate[o] == 0:
                return m, o
    raise AssertionError("no couple")


def test_to_be_torn_apart_brings_love_and_the_signs():
    zone = Zone()
    c = zone.c
    m, o = couple(zone)
    zone.c.aim[m] = A_QUARANTINE
    zone.run()
    before = float(c.signs[m])
    bring(zone, [m])
    zone.run("quarantine")
    assert c.love[m] == c.love[o] == 0.5
    assert c.grief[o] == 0.25
    zone.run()
    assert c.signs[m] > before + 1.0


def test_a_family_kept_together_is_not_torn_apart():
    zone = Zone()
    m, o = couple(zone)
    family = np.flatnonzero(zone.c.household == zone.c.household[m])
    assert o in family
    bring(zone, family)
    zone.run("quarantine")
    assert (zone.c.love[family] == 0.0).all()


def test_who_breaks_out_is_sought():
    zone = Zone(zone=SURE)
    c = zone.c
    (m,) = zone.rows(n=1)
    bring(zone, [m])
    zone.run("quarantine")
    c.aim[m] = A_FLEE
    zone.put(m, int(c.home[m]))
    zone.run("quarantine")
    assert zone.last("escaped").subject == m
    assert c.sought[m]
    zone.run("quarantine", minutes=3)
    assert zone.count("escaped") == 1


def test_who_turns_there_is_no_longer_held():
    zone = Zone(zone=SURE)
    c = zone.c
    (m,) = zone.rows(n=1)
    bring(zone, [m])
    zone.run("quarantine")
    c.fate[m], c.stage[m] = 2, 3
    zone.run("quarantine")
    assert c.held[m] == acts.FREE
    assert c.stay_until[m] < 0
    assert zone.t % MINUTE == 0
