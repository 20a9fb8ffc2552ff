"""Infection: exposure by bite, fluids and contact layers; a course of stages given as data.

The course says for each stage the law of its time, what follows, and how much those in it shed in
each contact layer (body/courses.py); The Rage is one, the classical checks run on others. In a
layer the force of infection on somebody well wears down a threshold drawn once per person,
exponential with mean 1 (Sellke 1983, doi 10.2307/3213811). Stages begin and end at their own
milliseconds and shed for exactly that long, so that results do not depend on the step.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.body.courses import (
    ERLANG,
    EXPONENTIAL,
    FIXED,
    HEALS,
    LOGNORMAL,
    NEVER,
    ON,
    SIGNS,
    TAKES,
    TURNS,
)
from kinward.body.vocabulary import EXPOSED, HEALED, STAGE
from kinward.city.places import Places, place_of
from kinward.core.bundles import EVENTS, PENDING, PLACES
from kinward.core.clock import HOUR, MINUTE
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import lean, light, shared
from kinward.core.lend import lend
from kinward.core.math import exp, log, normal_quantile, power
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.process import Process
from kinward.core.purposes import EXPOSURE, STAGES
from kinward.core.vocabulary import C_ONSET, TURNED, TURNED_EVENT

BEGINS = 1  # stage in which every infection begins
AILING = (
    "stage", "stage_due", "dose", "new_dose", "exposed_t", "exposed_event", "withstands", "fate",
    "fate_t", "ailing", "ailing_n", "in_course", "dosed", "dosed_n", "turned_n",
)  # fmt: skip
COURSE = (
    "course_law", "course_a", "course_b", "course_next", "course_dose", "course_marks",
    "course_sheds",
)  # fmt: skip
LAYERS = (
    "layer_rate", "layer_together", "layer_dose", "contact_ptr", "contact_to", "contact_layer",
    "mix_layer", "mix_ptr", "mix_member", "mixes_ptr", "mixes",
)  # fmt: skip


class Ailing(NamedTuple):
    """The columns of the sick that the process writes, bundled inside the kernel."""

    stage: np.ndarray
    stage_due: np.ndarray
    dose: np.ndarray
    new_dose: np.ndarray
    exposed_t: np.ndarray
    exposed_event: np.ndarray
    withstands: np.ndarray
    fate: np.ndarray
    fate_t: np.ndarray
    ailing: np.ndarray
    ailing_n: np.ndarray
    in_course: np.ndarray
    dosed: np.ndarray
    dosed_n: np.ndarray
    turned_n: np.ndarray


class Course(NamedTuple):
    """The course as data, with what every draw about it needs."""

    law: np.ndarray
    a: np.ndarray
    b: np.ndarray
    next: np.ndarray
    dose: np.ndarray
    marks: np.ndarray
    sheds: np.ndarray
    immune: np.ndarray
    key: np.ndarray
    seed: np.ndarray


class Layers(NamedTuple):
    """The contact layers as data."""

    rate: np.ndarray
    together: np.ndarray
    dose: np.ndarray
    contact_ptr: np.ndarray
    contact_to: np.ndarray
    contact_layer: np.ndarray
    mix_layer: np.ndarray
    mix_ptr: np.ndarray
    mix_member: np.ndarray
    mixes_ptr: np.ndarray
    mixes: np.ndarray
    contact_weight: np.ndarray
    on: np.ndarray


class Log(NamedTuple):
    """Where everyone is, and where events go."""

    at: Places
    n_passages: int
    ints: np.ndarray
    reals: np.ndarray
    head: np.ndarray


@shared
def give_dose(new_dose, dosed, dosed_n, m, amount):
    """Expose m to `amount` (light bites); the infection process takes it in next minute."""
    if new_dose[m] <= 0.0:
        dosed[dosed_n[0]] = m
        dosed_n[0] += 1
    new_dose[m] += amount


@lean
def stage_time(law, a, b, u):
    """Duration of a stage (unit of a) at uniform u; see `courses.Stage` for a and b."""
    if law == FIXED:
        return a
    if law == EXPONENTIAL:
        return -a * log(u)
    if law == LOGNORMAL:
        return a * exp(b * normal_quantile(u))
    if law == ERLANG:
        return a / b * erlang_quantile(int(b), u)
    return np.inf


@lean
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
def infect(t, par, stage, stage_due, dose, new_dose, exposed_t, exposed_event, withstands, fate,
           fate_t, ailing, ailing_n, in_course, dosed, dosed_n, turned_n, pending, pending_about,
           pending_event, pending_t, thinkers, think_n, word_of, word_event, word_t, ev_ints,
           ev_reals, ev_head, passage, unit, cell, facing, next_in, prev_in, first_in, cell_n, gone,
           immune, contact_weight, layer_on, course_law, course_a, course_b, course_next,
           course_dose, course_marks, course_sheds, layer_rate, layer_together, layer_dose,
           contact_ptr, contact_to, contact_layer, mix_layer, mix_ptr, mix_member, mixes_ptr, mixes,
           p_len, key, seed):  # fmt: skip
    """Move the sick along the course over the last minute, infect, then take in new exposures."""
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    sick = lend(Ailing(stage, stage_due, dose, new_dose, exposed_t, exposed_event, withstands, fate,
                       fate_t, ailing, ailing_n, in_course, dosed, dosed_n, turned_n))  # fmt: skip
    course = lend(Course(course_law, course_a, course_b, course_next, course_dose, course_marks,
                         course_sheds, immune, key, seed))  # fmt: skip
    layers = lend(Layers(layer_rate, layer_together, layer_dose, contact_ptr, contact_to,
                         contact_layer, mix_layer, mix_ptr, mix_member, mixes_ptr, mixes,
                         contact_weight, layer_on))  # fmt: skip
    wait = lend(Pending(pending, pending_about, pending_event, pending_t, thinkers, think_n,
                        word_of, word_event, word_t))  # fmt: skip
    note = lend(Log(at, p_len.size, ev_ints, ev_reals, ev_head))
    if ailing_n[0] > 0:
        load = np.zeros(mix_layer.size)
        n = ailing_n[0]  # those infected in this minute come after them
        ailing[:n].sort()
        for i in range(n):
            if not gone[ailing[i]]:
                _minute_of(ailing[i], t, sick, course, layers, load, gone, wait, note)
        _mix(t, load, sick, course, layers, gone, note)
        _drop(sick, course, gone)
    for i in range(dosed_n[0]):
        _take_in(dosed[i], t, par, sick, course, gone, note)
    dosed_n[0] = 0


@lean
def _minute_of(m, t, sick, course, layers, load, gone, wait, note):
    """What m sheds in the minute before t, stage by stage, and what m passes into."""
    begin = t - MINUTE
    while True:
        due = sick.stage_due[m]
        end = due if 0 <= due <= t else t
        if end > begin:
            _shed(m, t, (end - begin) / 1000.0, sick, course, layers, load, gone, note)
            begin = end
        if not 0 <= due <= t:
            return
        _next_stage(m, t, sick, course, wait, note)


@lean
def _shed(m, t, seconds, sick, course, layers, load, gone, note):
    """Put what m sheds on the contacts of m and into the load of m's groups."""
    k, s = int(course.immune[m]), sick.stage[m]
    if not _infects(m, sick, course):
        return
    for e in range(layers.contact_ptr[m], layers.contact_ptr[m + 1]):
        layer = layers.contact_layer[e]
        force = course.sheds[k, s, layer] * layers.rate[layer] * layers.contact_weight[e] * seconds
        o = layers.contact_to[e]
        if force <= 0.0 or not layers.on[layer] or not _is_well(o, sick, gone):
            continue
        if layers.together[layer] and not _same_room(note.at, m, o):
            continue
        sick.withstands[o] -= force
        if sick.withstands[o] <= 0.0:
            _catch(o, m, t, layers.dose[layer], sick, course, note)
    for e in range(layers.mixes_ptr[m], layers.mixes_ptr[m + 1]):
        g = layers.mixes[e]
        load[g] += course.sheds[k, s, layers.mix_layer[g]] * seconds


@lean
def _mix(t, load, sick, course, layers, gone, note):
    """Put the load of each mixing group evenly on its members."""
    # taken out of their bundles once: to look into a bundle for each member takes far longer
    stage, fate, withstands, member = sick.stage, sick.fate, sick.withstands, layers.mix_member
    for g in range(load.size):
        layer = layers.mix_layer[g]
        if load[g] <= 0.0 or not layers.on[layer]:
            continue
        lo, hi = layers.mix_ptr[g], layers.mix_ptr[g + 1]
        force = layers.rate[layer] * load[g] / (hi - lo)
        for i in range(lo, hi):
            o = member[i]
            if stage[o] != 0 or fate[o] != 0 or gone[o]:
                continue
            withstands[o] -= force
            if withstands[o] <= 0.0:
                _catch(o, -1, t, layers.dose[layer], sick, course, note)


@lean
def _is_well(m, sick, gone):
    return sick.stage[m] == 0 and sick.fate[m] == 0 and not gone[m]


@lean
def _catch(o, by, t, dose, sick, course, note):
    """Somebody well, o, can withstand no more and is infected, by one person or the group (-1)."""
    n = emit(note.ints, note.reals, note.head, t, EXPOSED, o, by, 0,
             place_of(note.at, o, note.n_passages), -1, dose, 0.0,
             sick.exposed_event[by] if by >= 0 else -1)  # fmt: skip
    sick.exposed_event[o] = n
    sick.exposed_t[o] = t
    sick.dose[o] += dose
    _begin(o, t, sick, course, note)


@lean
def _take_in(m, t, par, sick, course, gone, note):
    """An exposure by bite or fluids: does it take, and when will the next stage begin?"""
    extra = sick.new_dose[m]
    sick.new_dose[m] = 0.0
    if par[ON] == 0.0 or sick.fate[m] != 0 or gone[m]:
        return
    occasion = int(sick.dose[m] * 1000.0)
    sick.dose[m] += extra
    s, k = sick.stage[m], int(course.immune[m])
    if s != 0:
        if course.dose[k, s] != 0.0:  # more dose, sooner
            sick.stage_due[m] = max(t, _due(m, s, sick.exposed_t[m], sick, course))
        return
    sick.exposed_t[m] = t
    misses = power(1.0 - par[TAKES], min(extra, 5.0))
    if uniform(course.seed[0], EXPOSURE, course.key[m], 0, t, occasion) >= misses:
        _begin(m, t, sick, course, note)


@light
def _begin(m, t, sick, course, note):
    """The infection of m begins."""
    sick.stage[m] = BEGINS
    sick.stage_due[m] = _due(m, BEGINS, t, sick, course)
    if not sick.in_course[m]:
        sick.in_course[m] = True
        sick.ailing[sick.ailing_n[0]] = m
        sick.ailing_n[0] += 1
    emit(note.ints, note.reals, note.head, t, STAGE, m, -1, BEGINS,
         place_of(note.at, m, note.n_passages), BEGINS, 0.0, 0.0,
         sick.exposed_event[m])  # fmt: skip


@lean
def _due(m, s, since, sick, course):
    """When stage s of m, begun at `since` (ms), ends; -1 never."""
    k = int(course.immune[m])
    if course.law[k, s] == NEVER:
        return -1
    a = course.a[k, s]
    if course.dose[k, s] != 0.0:
        a *= power(max(sick.dose[m], 0.05), -course.dose[k, s])
    u = uniform(course.seed[0], STAGES, course.key[m], 0, 0, s)
    return since + int(stage_time(course.law[k, s], a, course.b[k, s], u) * 1000.0)


@lean
def _next_stage(m, t, sick, course, wait, note):
    """The present stage of m is over: pass into the next, at the end of the last to the ms."""
    k = int(course.immune[m])
    s = course.next[k, sick.stage[m]]
    sick.stage[m] = s
    sick.stage_due[m] = _due(m, s, sick.stage_due[m], sick, course)
    marks = course.marks[k, s]
    place = place_of(note.at, m, note.n_passages)
    hours = (t - sick.exposed_t[m]) / HOUR
    if marks & TURNS:
        sick.fate[m] = TURNED
        sick.fate_t[m] = t
        sick.turned_n[0] += 1
        sick.exposed_event[m] = emit(note.ints, note.reals, note.head, t, TURNED_EVENT, m, -1, 0,
                                     place, -1, hours, 0.0, sick.exposed_event[m])  # fmt: skip
    n = emit(note.ints, note.reals, note.head, t, HEALED if marks & HEALS else STAGE, m, -1,
             0 if marks & HEALS else s, place, s, hours, 0.0, sick.exposed_event[m])  # fmt: skip
    if marks & SIGNS:
        raise_occasion(wait, m, C_ONSET, -1, n, t + 2 * MINUTE)


@lean
def _infects(m, sick, course):
    """Whether m sheds in any layer in the present stage."""
    k, s = int(course.immune[m]), sick.stage[m]
    most = 0.0
    for layer in range(course.sheds.shape[2]):
        most = max(most, course.sheds[k, s, layer])
    return most > 0.0


@lean
def _drop(sick, course, gone):
    """Take those off the list who are gone, or neither go on nor infect anybody."""
    kept = 0
    for i in range(sick.ailing_n[0]):
        m = sick.ailing[i]
        if not gone[m] and (sick.stage_due[m] >= 0 or _infects(m, sick, course)):
            sick.ailing[kept] = m
            kept += 1
        else:
            sick.in_course[m] = False
    sick.ailing_n[0] = kept


@lean
def _same_room(at, m, o):
    return at.unit[m] > 0 and at.unit[m] == at.unit[o] and at.passage[m] == at.passage[o]


INFECTION = Process(
    "infection", "minute", infect, section="rage",
    writes=(*AILING, *PENDING, *EVENTS),
    reads=(*PLACES, "gone", "immune", "contact_weight", "layer_on"),
    fixed=(*COURSE, *LAYERS, "p_len", "key", "seed"),
    meaning="exposures take or not; the sick infect others and pass from stage to stage",
    when=("ailing_n", "dosed_n"),
)  # fmt: skip
