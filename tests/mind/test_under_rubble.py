"""Strangers who hear a cry from under rubble: who digs, who passes by, and what decides it."""

from __future__ import annotations

import numpy as np
import pytest
from tests.threats.test_impact import NAMES, Town

from kinward.core import vocabulary as v
from kinward.core.bundles import PARTY
from kinward.core.clock import HOUR, MINUTE
from kinward.core.events import KIND, OBJECT, SUBJECT
from kinward.core.party import Party, leave
from kinward.engine.build import settle_lists
from kinward.engine.plan import HEED_BELOW, Step
from kinward.mind import under_rubble_parameters as q

T = 30 * MINUTE


class Street:
    """A heap with somebody under it, and grown people in the street before it who are alone."""

    def __init__(self, age=30, metres=5.0):
        self.town = Town()
        self.a = a = self.town.a
        under = np.flatnonzero((a("fate") == v.MISSING) & (a("ruin_of") >= 0))
        self.o = int(under[0])
        self.b = int(a("ruin_of")[self.o])
        a("age")[self.o] = age
        kin = a("household") == a("household")[self.o]
        fit = (a("fate") == v.ALIVE) & (a("age") >= 20) & (a("age") < 60) & ~kin
        self.who = np.flatnonzero(fit & ~a("gone") & ~a("infected"))
        who = self.who
        party = Party(*(a(name) for name in PARTY))
        for m in who.tolist():
            leave(party, m)
        for name, value in (("hurt", 0.0), ("guide", -1), ("unit", 0),
                            ("aim", v.A_ROUTINE), ("below_of", -1), ("aids", -1)):  # fmt: skip
            a(name)[who] = value
        p, off = int(a("b_passage")[self.b]), float(a("b_off")[self.b])
        to = off + metres if off + metres <= a("p_len")[p] else off - metres
        a("passage")[who], a("offset")[who] = p, to
        settle_lists(self.town.live)
        a("warned_t")[who], a("believes")[who] = -1, 0.0
        a("tie_alive")[:] = 0.0  # nobody is missed, unless said
        a("p_safe")[:] = True
        self.step = Step(HEED_BELOW, self.town.live)

    def hear(self, t=T):
        """Let all hear the cry; how many dig."""
        a = self.a
        a("below_of")[self.who], a("below_t")[self.who] = self.o, t - 1000
        return self.minute(t)

    def minute(self, t):
        a = self.a
        noted = len(self.town.noted)
        self.step(t)
        self.town._drain(self.town.live)
        self.noted = [(NAMES[e[KIND]], e[SUBJECT], e[OBJECT]) for e in self.town.noted[noted:]]
        return int((a("aids")[self.who] == self.b).sum())

    def afraid(self, believes, since):
        self.a("warned_t")[self.who], self.a("believes")[self.who] = T - since, believes
        return self


def test_the_places_of_parameters_are_those_that_the_kernel_reads():
    for name, place in q.B.items():
        assert getattr(q, name.upper()) == place, name


def test_where_nothing_threatens_they_dig_until_there_is_no_room():
    street = Street()
    assert street.hear() == 8 < len(street.who)
    dig = street.who[street.a("aids")[street.who] == street.b]
    assert (street.a("aim")[dig] == v.A_DIG).all()
    assert (street.a("aim_about")[dig] == street.o).all()
    street.minute(T + MINUTE)  # they stand at the heap already
    assert (street.a("digs_at")[dig] == street.b).all()


def test_the_more_danger_the_fewer_and_who_passes_by_remembers_it():
    street = Street().afraid(1.0, 20 * MINUTE)
    digs = street.hear()
    passed = [e for e in street.noted if e[0] == "passed_by"]
    weighed = street.a("passed_by")[street.who] == 1.0
    assert digs < 8
    assert len(passed) > 0.5 * len(street.who)
    assert {e[2] for e in passed} == {street.o}
    assert weighed.sum() == len(passed)


def test_a_heap_passed_by_once_is_not_noted_again():
    street = Street().afraid(1.0, 20 * MINUTE)
    street.hear()
    street.hear(T + MINUTE)
    assert not [e for e in street.noted if e[0] == "passed_by"]
    street.hear(T + 11 * MINUTE)
    assert not [e for e in street.noted if e[0] == "passed_by"]


def _share(street, believes=0.35):
    """Share of those before the heap who would dig, were there room and nobody else."""
    street.afraid(believes, 5 * MINUTE)
    a, n = street.a, 0
    everybody = street.who
    for m in everybody[:60].tolist():
        street.who = np.array([m])
        n += street.hear()
        a("aids")[m], a("aim")[m] = -1, v.A_ROUTINE
    street.who = everybody
    return n


def test_a_childs_cry_weighs_more_and_a_near_one():
    grown, child, far = Street(), Street(age=6), Street(metres=28.0)
    far.a("b_off")[:] = far.a("b_off")  # the heap stays where it is
    n = _share(grown)
    assert 0 < n < 60
    assert _share(child) > n > _share(far)


def test_who_has_passed_by_before_stops_sooner():
    street, regret = Street(), Street()
    regret.a("passed_by")[regret.who] = 4.0
    assert _share(regret) > _share(street)


def test_ones_own_who_are_missing_come_first():
    street, torn = Street(), Street()
    a = torn.a
    a("p_safe")[:] = False
    for m in torn.who.tolist():
        for r in range(int(a("tie_ptr")[m]), int(a("tie_end")[m])):
            if a("household")[a("tie_to")[r]] == a("household")[m]:
                a("tie_alive")[r] = 1.0
    assert _share(torn) < _share(street)


def test_who_hears_nothing_more_gives_up():
    street = Street()
    street.hear()
    assert street.minute(T + 5 * HOUR) < 8
    gone = street.who[street.a("aids")[street.who] < 0]
    assert (street.a("aim")[gone] == v.A_ROUTINE).all()


def test_when_they_are_reached_those_who_dug_go_on():
    street = Street()
    street.hear()
    street.a("ruin_of")[street.o] = -1
    assert street.minute(T + MINUTE) == 0


@pytest.mark.parametrize("change", [("age", 12), ("hurt", 0.9), ("awake_mind", False),
                                    ("carrying", 3), ("driving", True), ("guide", 5),
                                    ("aim", v.A_FLEE), ("aim", v.A_ON_DUTY)])  # fmt: skip
def test_who_cannot_or_is_about_something_else_does_not(change):
    street = Street()
    street.a(change[0])[street.who] = change[1]
    assert street.hear() == 0
    assert not street.noted


def test_switched_off_nobody_thinks_of_it():
    street = Street()
    par = street.step.args[0].copy()
    par[q.ON] = 0.0
    street.step.args = (par, *street.step.args[1:])
    assert street.hear() == 0
