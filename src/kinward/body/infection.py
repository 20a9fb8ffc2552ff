"""Infection: exposure by bite, fluids and contact layers; a course of stages with data for times.

A course is a row per stage: law of its time (fixed, exponential, lognormal, Erlang), its
parameters, the stage after it, and how infectious it is. The Rage is one such course; the
classical checks run on others. In a contact layer the force of infection on a susceptible
accumulates against a threshold drawn once per person, exponential with mean 1 (Sellke 1983,
doi 10.2307/3213811), so that results do not depend on the step.

The Rage: latent time lognormal, median 40 h at a dose of one light bite, shortened as
dose^-power; 8 h after the signs begin the mind is lost (story K1).
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.body.vocabulary import EXPOSED, HEALED, STAGE
from kinward.city.places import Places, place_of
from kinward.core.bundles import EVENTS, PENDING, PLACES
from kinward.core.clock import HOUR, MINUTE
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.math import exp, log, normal_quantile, power
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.purposes import EXPOSURE, IMMUNE, LATENT
from kinward.core.quantity import Duration, Probability, Rate, Real, Switch
from kinward.core.vocabulary import (
    C_ONSET,
    STAGE_IMMUNE,
    STAGE_LATENT,
    STAGE_ONE,
    STAGE_TWO,
    TURNED,
    TURNED_EVENT,
)

FIXED, EXPONENTIAL, LOGNORMAL, ERLANG = range(4)


class Rage(Parameters):
    """The Rage: a fungal infection passed by bites and infected fluids."""

    on: Switch = param(True, "whether exposure infects", "story K1")
    latent: Duration = param("40 h", "median time from one light bite to Stage One", "story K1",
                             ge="1 min", le="60 days")  # fmt: skip
    sigma: Real = param(0.418, "spread of its logarithm", "assumed, model page", ge=0, le=3)
    power: Real = param(1.2, "shortening by dose: median times dose to the minus this",
                        "story K1: hours at heavy exposure; assumed law", ge=0, le=5)  # fmt: skip
    change: Duration = param("8 h", "from Stage One to the loss of the mind", "story K1",
                             ge="1 min", le="60 days")  # fmt: skip
    growth: Duration = param("5 days", "from there to Stage Three", "assumed", ge="1 min", le="60 days")
    takes: Probability = param(0.95, "a light bite infects", "story K1: certain infection is believed")
    immune: Probability = param(0.00002, "a person is immune for life", "model page: 1 in 50,000")
    window: Duration = param("72 h", "after which an immune person's bite is a scar", "assumed",
                             ge="1 h", le="60 days")  # fmt: skip
    household: Rate = param("0.01 /h", "infected fluids reach a housemate in Stage One", "assumed")


(ON, LATENT_MEDIAN, SIGMA, POWER, CHANGE, GROWTH, TAKES, IMMUNE_SHARE, WINDOW, HOUSEHOLD) = range(10)


@nb.njit(cache=True)
def stage_time(law, a, b, u):
    """Duration of a stage (unit of a) at uniform u.

    `a` is the mean (fixed, exponential, Erlang) or the median (lognormal); `b` is sigma of the
    logarithm or, for Erlang, the number of phases.
    """
    if law == FIXED:
        return a
    if law == EXPONENTIAL:
        return -a * log(u)
    if law == LOGNORMAL:
        return a * exp(b * normal_quantile(u))
    return a / b * erlang_quantile(int(b), u)


@nb.njit(cache=True)
def erlang_quantile(k, u):
    """Quantile of the Erlang law with k phases of mean 1, by bisection."""
    lo, hi = 0.0, 10.0 * k + 40.0
    for _ in range(80):
        x = 0.5 * (lo + hi)
        term, total = 1.0, 1.0
        for i in range(1, k):
            term *= x / i
            total += term
        if 1.0 - exp(-x) * total < u:
            lo = x
        else:
            hi = x
    return 0.5 * (lo + hi)


@nb.njit(cache=True)
def infect(t, par, stage, stage_due, dose, new_dose, exposed_t, exposed_event, pressure, fate,
           fate_t, bite_known, pending, pending_about, pending_event, pending_t, thinkers, think_n,
           turned_n, ev_ints, ev_reals, ev_head, passage, unit, cell, facing, next_in, prev_in,
           first_in, cell_n, gone, household, h_ptr, h_member, unit_near, key, seed):  # fmt: skip
    """Take in the exposures of the last minute and move everyone along the course."""
    at = Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n)
    wait = Pending(pending, pending_about, pending_event, pending_t, thinkers, think_n)
    n_pass = unit_near.size
    for m in range(stage.size):
        if gone[m]:
            continue
        if new_dose[m] > 0.0:
            _take_in(m, t, par, stage, stage_due, dose, new_dose, exposed_t, exposed_event, fate,
                     at, n_pass, ev_ints, ev_reals, ev_head, key, seed)  # fmt: skip
        if stage_due[m] < 0 or stage_due[m] > t:
            if stage[m] == STAGE_ONE and fate[m] == 0 and par[HOUSEHOLD] > 0.0:
                _at_home(m, t, par, stage, new_dose, pressure, exposed_event, at, n_pass, gone,
                         fate, household, h_ptr, h_member, ev_ints, ev_reals, ev_head, key,
                         seed)  # fmt: skip
            continue
        _next_stage(m, t, par, stage, stage_due, exposed_t, exposed_event, fate, fate_t,
                    bite_known, turned_n, at, n_pass, wait, ev_ints, ev_reals, ev_head)  # fmt: skip


@nb.njit(cache=True)
def _take_in(m, t, par, stage, stage_due, dose, new_dose, exposed_t, exposed_event, fate, at,
             n_pass, ev_ints, ev_reals, ev_head, key, seed):  # fmt: skip
    """An exposure: does it take, and when will the signs begin? More dose, sooner."""
    extra = new_dose[m]
    new_dose[m] = 0.0
    if par[ON] == 0.0 or fate[m] != 0:
        return
    if exposed_t[m] < 0:
        exposed_t[m] = t
    k = int(dose[m] * 1000.0)
    dose[m] += extra
    if stage[m] > STAGE_LATENT:
        return
    immune = uniform(seed[0], IMMUNE, key[m], 0, 0, 0) < par[IMMUNE_SHARE]
    if stage[m] == 0:
        misses = power(1.0 - par[TAKES], min(extra, 5.0))
        if uniform(seed[0], EXPOSURE, key[m], 0, t, k) < misses:
            return
        stage[m] = STAGE_LATENT
        emit(ev_ints, ev_reals, ev_head, t, STAGE, m, -1, STAGE_LATENT, place_of(at, m, n_pass),
             STAGE_LATENT, (t - exposed_t[m]) / HOUR, 0.0, exposed_event[m])  # fmt: skip
    if immune:
        stage_due[m] = exposed_t[m] + int(par[WINDOW] * 1000.0)
        return
    median = par[LATENT_MEDIAN] * power(max(dose[m], 0.05), -par[POWER])
    latent = stage_time(LOGNORMAL, median, par[SIGMA], uniform(seed[0], LATENT, key[m], 0, 0, 0))
    stage_due[m] = max(t, exposed_t[m] + int(latent * 1000.0))


@nb.njit(cache=True)
def _next_stage(m, t, par, stage, stage_due, exposed_t, exposed_event, fate, fate_t, bite_known,
                turned_n, at, n_pass, wait, ev_ints, ev_reals, ev_head):  # fmt: skip
    """The present stage is over."""
    place = place_of(at, m, n_pass)
    hours = (t - exposed_t[m]) / HOUR
    if stage[m] == STAGE_LATENT:
        due = stage_due[m]
        if due - exposed_t[m] == int(par[WINDOW] * 1000.0):
            stage[m] = STAGE_IMMUNE
            stage_due[m] = -1
            emit(ev_ints, ev_reals, ev_head, t, HEALED, m, -1, 0, place, STAGE_IMMUNE, hours, 0.0,
                 exposed_event[m])  # fmt: skip
            return
        stage[m] = STAGE_ONE
        stage_due[m] = due + int(par[CHANGE] * 1000.0)
    elif stage[m] == STAGE_ONE:
        stage[m] = STAGE_TWO
        stage_due[m] += int(par[GROWTH] * 1000.0)
        n = emit(ev_ints, ev_reals, ev_head, t, TURNED_EVENT, m, -1, 0, place, -1, hours, 0.0,
                 exposed_event[m])  # fmt: skip
        fate[m] = TURNED
        fate_t[m] = t
        turned_n[0] += 1
        exposed_event[m] = n
    else:
        stage[m] += 1
        stage_due[m] = -1
    n = emit(ev_ints, ev_reals, ev_head, t, STAGE, m, -1, stage[m], place, stage[m], hours, 0.0,
             exposed_event[m])  # fmt: skip
    if stage[m] == STAGE_ONE:
        raise_occasion(wait, m, C_ONSET, -1, n, t + 2 * MINUTE)


@nb.njit(cache=True)
def _at_home(m, t, par, stage, new_dose, pressure, exposed_event, at, n_pass, gone, fate,
             household, h_ptr, h_member, ev_ints, ev_reals, ev_head, key, seed):  # fmt: skip
    """Fluids of somebody in Stage One reach those of the household who share the room."""
    h = household[m]
    for i in range(h_ptr[h], h_ptr[h + 1]):
        o = h_member[i]
        if o == m or gone[o] or fate[o] != 0 or stage[o] != 0 or at.unit[o] != at.unit[m]:
            continue
        if at.passage[o] != at.passage[m] or at.unit[m] == 0:
            continue
        pressure[o] += par[HOUSEHOLD] * 60.0
        if pressure[o] > -log(uniform(seed[0], EXPOSURE, key[o], 0, 0, 7)):
            pressure[o] = -np.inf
            new_dose[o] += 0.5
            exposed_event[o] = emit(ev_ints, ev_reals, ev_head, t, EXPOSED, o, m, 0,
                                    place_of(at, o, n_pass), -1, 0.5, 0.0, -1)  # fmt: skip


INFECTION = Process(
    "infection", "minute", infect, section="rage",
    writes=("stage", "stage_due", "dose", "new_dose", "exposed_t", "exposed_event", "pressure",
            "fate", "fate_t", "bite_known", *PENDING, "turned_n", *EVENTS),
    reads=(*PLACES, "gone"),
    fixed=("household", "h_ptr", "h_member", "unit_near", "key", "seed"),
    meaning="exposures take or not; stages of The Rage begin and end",
)  # fmt: skip
