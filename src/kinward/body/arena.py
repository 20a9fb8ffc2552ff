"""Arena: the columns of a fight as its kernels bundle them, and what every wound does."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.body.fight_parameters import WOUNDS
from kinward.body.vocabulary import SOUND
from kinward.city.places import place_of, take_out
from kinward.core.events import emit
from kinward.core.lean import lean
from kinward.core.noise import make_noise
from kinward.core.vocabulary import S_SCREAM


class Arena(NamedTuple):
    """All columns of a fight, bundled inside the kernel."""

    offset: np.ndarray
    fate: np.ndarray
    fate_t: np.ndarray
    ended_t: np.ndarray
    gone: np.ndarray
    foe: np.ndarray
    act_t: np.ndarray
    act_k: np.ndarray
    held_by: np.ndarray
    weapon: np.ndarray
    load: np.ndarray
    stock: np.ndarray
    lying: np.ndarray
    lying_item: np.ndarray
    lying_n: np.ndarray
    lies: np.ndarray
    hurt: np.ndarray
    bleeding: np.ndarray
    blood_lost: np.ndarray
    bleed_t: np.ndarray
    wound_event: np.ndarray
    dose: np.ndarray
    new_dose: np.ndarray
    dosed: np.ndarray
    dosed_n: np.ndarray
    exposed_event: np.ndarray
    bite_part: np.ndarray
    bite_known: np.ndarray
    moving: np.ndarray
    awake_mind: np.ndarray
    fires: np.ndarray
    role: np.ndarray
    partner_at_work: np.ndarray
    fear: np.ndarray
    anger: np.ndarray
    grief: np.ndarray
    love: np.ndarray
    daylight: np.ndarray
    rotten: np.ndarray
    carrying: np.ndarray
    creature: np.ndarray
    u_floor: np.ndarray
    u_area: np.ndarray
    key: np.ndarray
    unit_near: np.ndarray
    unit_ptr: np.ndarray
    unit_at: np.ndarray
    u_off: np.ndarray
    u_passage: np.ndarray
    careless: np.ndarray
    loudness: np.ndarray
    smoke: np.ndarray
    dusk: np.ndarray
    sight_m: np.ndarray
    burst_t: np.ndarray
    rose_t: np.ndarray
    frail: np.ndarray
    p_host: np.ndarray
    p_kind: np.ndarray
    p_width: np.ndarray
    p_len: np.ndarray
    ints: np.ndarray
    reals: np.ndarray
    head: np.ndarray


@lean
def wound(m, severity, bleeds, ms, event, a, par):
    """Add a wound: blood lost until now is settled first."""
    if par[WOUNDS] == 0.0:
        return
    a.blood_lost[m] += a.bleeding[m] * (ms - a.bleed_t[m]) / 60_000.0
    a.bleed_t[m] = ms
    a.bleeding[m] += bleeds
    a.hurt[m] += severity
    a.wound_event[m] = event


@lean
def cry(m, x, ms, event, a, at, noise):
    """Pain cries out."""
    k = (a.act_k[x] << 16) | np.int64(a.key[x] & np.uint64(0xFFFF))
    n = emit(a.ints, a.reals, a.head, ms, SOUND, m, -1, k, place_of(at, m, a.unit_near.size),
             S_SCREAM, a.loudness[S_SCREAM], 0.0, event)  # fmt: skip
    make_noise(noise, m, at.passage[m], a.offset[m], at.unit[m], S_SCREAM, a.loudness[S_SCREAM], n)


@lean
def remove(m, a, at):
    """Take the dead and the destroyed out of the world of bodies."""
    take_out(at, m)
    a.gone[m] = True
    a.moving[m] = False
    a.foe[m] = -1
    a.held_by[m] = -1
