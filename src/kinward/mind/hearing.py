"""What people make of what they hear: cries, shrieks, shots in the distance.

A cry within reach is an occasion for those awake who are not busy with their own danger. Single
shots from where somebody is missing feed the hope that they live, and the fear (stories).
"""

from __future__ import annotations

import numba as nb

from kinward.core.bundles import EVENTS, PENDING
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.hope import LEFT, TAKEN
from kinward.core.lean import inner
from kinward.core.lend import lend
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.process import Process
from kinward.core.purposes import REACTION
from kinward.core.ties import MISSING, WELL
from kinward.core.vocabulary import (
    A_FLEE,
    A_HELP,
    A_HIDE,
    A_QUARANTINE,
    A_ROOF,
    C_CRY,
    C_THREAT,
    S_BELOW,
    S_INFANT,
    S_PISTOL,
    S_RIFLE,
    S_SCREAM,
    S_SHAFT,
    S_SHRIEK,
)
from kinward.mind import parameters as q
from kinward.mind.vocabulary import HEARD_SHAFT, HOPED

CRY = 52.0  # dBA at the ear below which a cry is nobody's business: 120 m in a quiet street
SHRIEK = 60.0  # dBA at the ear at which a shriek is a threat
PAIN = 0.02  # rise of grief by it (assumed)
SURE = 0.9  # P(alive) that shots make one believe, at most (assumed)
HOPE = 0.05  # rise of P(alive) by shots heard while somebody is missing (assumed)


@nb.njit(cache=True)
def heed(t, par, pending, pending_about, pending_event, pending_t, thinkers, think_n, word_of,
         word_event, word_t, fear, threat_t, threat_passage, threat_offset, threat_who, tie_alive,
         cry_t, hope_t, grief, below_of, below_t, below_event, ev_ints, ev_reals, ev_head,
         tie_end, tie_to, heard_level, heard_by, hearers, hear_n, sound_who,
         sound_passage, sound_offset, sound_class, sound_event, fate, gone, awake_mind,
         foe, aim, tie_state, tie_hope, passage, unit, driving, p_zone, no_wall, age, tie_ptr, key,
         seed):  # fmt: skip
    """Let the living who heard something in this second take notice."""
    wait = lend(Pending(pending, pending_about, pending_event, pending_t, thinkers, think_n,
                        word_of, word_event, word_t))  # fmt: skip
    for i in range(hear_n[0]):
        m = hearers[i]
        if fate[m] != 0 or gone[m] or not awake_mind[m] or passage[m] < 0:
            continue
        s = heard_by[m]
        kind, who, level = sound_class[s], sound_who[s], heard_level[m]
        if kind == S_SCREAM or kind == S_INFANT:
            busy = (
                driving[m]
                or foe[m] >= 0
                or aim[m] == A_HELP
                or aim[m] == A_FLEE
                or aim[m] == A_ROOF
                or aim[m] == A_QUARANTINE
            )
            if level < CRY or busy or who == m or fate[who] != 0 or age[m] < 12:
                continue
            if t - cry_t[m] < 120_000:
                continue
            cry_t[m] = t
            fear[m] = min(1.0, fear[m] + 0.05)
            late = int(500.0 + 2500.0 * uniform(seed[0], REACTION, key[m], key[who], t, 1))
            raise_occasion(wait, m, C_CRY, who, sound_event[s], t + late)
        elif kind == S_BELOW:  # however faint: mind/under_rubble.py
            below_of[m], below_t[m], below_event[m] = who, t, sound_event[s]
        elif kind == S_SHAFT:  # who hides stays hidden
            if unit[m] == 0:
                continue
            fear[m] = min(1.0, fear[m] + 0.1)
            if threat_t[m] < 0 or t - threat_t[m] > 120_000:
                emit(ev_ints, ev_reals, ev_head, t + 999, HEARD_SHAFT, m, -1, 0,
                     p_zone.size + unit[m], -1, level, 0.0, sound_event[s])  # fmt: skip
            threat_t[m], threat_who[m] = t, who
            threat_passage[m], threat_offset[m] = sound_passage[s], sound_offset[s]
        elif kind == S_SHRIEK:
            if level < SHRIEK or aim[m] == A_HIDE or driving[m]:
                continue
            fear[m] = min(1.0, fear[m] + 0.1)
            fresh = t - threat_t[m] > 120_000
            threat_t[m] = t
            threat_passage[m] = sound_passage[s]
            threat_offset[m] = sound_offset[s]
            threat_who[m] = who
            if fresh and foe[m] < 0 and unit[m] == 0:
                raise_occasion(wait, m, C_THREAT, who, sound_event[s], t + 800)
        elif S_PISTOL <= kind <= S_RIFLE and par[q.HOPE] != 0.0 and par[q.BELIEFS] != 0.0:
            # one does not see who shoots: beyond the wall, or in another street
            afar = (p_zone[passage[m]] and not p_zone[sound_passage[s]]) or (
                no_wall[0] and sound_passage[s] != passage[m]
            )
            if afar and t - hope_t[m] > 3_600_000:
                _hope(m, t, tie_ptr, tie_end, tie_to, tie_state, tie_hope, tie_alive, grief,
                      ev_ints, ev_reals, ev_head, sound_event[s])  # fmt: skip
                hope_t[m] = t


@inner
def _hope(m, t, tie_ptr, tie_end, tie_to, tie_state, tie_hope, tie_alive, grief, ints, reals,
          head, event):  # fmt: skip
    """Shots out there: the missing, and those left behind, may be alive, and it hurts."""
    best, most = -1, 0.0
    for r in range(tie_ptr[m], tie_end[m]):
        was = tie_alive[r]
        left = tie_state[r] == WELL and tie_hope[r] & (LEFT | TAKEN)
        if (tie_state[r] == MISSING or left) and was < SURE:
            tie_alive[r] = min(SURE, was + HOPE)
            if tie_alive[r] - was > most:
                best, most = r, tie_alive[r] - was
    if best >= 0:
        grief[m] = min(1.0, grief[m] + PAIN)
        # after what happened within this second
        emit(ints, reals, head, t + 999, HOPED, m, tie_to[best], 0, -1, -1, tie_alive[best],
             tie_alive[best] - most, event)  # fmt: skip


HEED = Process(
    "heed", "second", heed, section="mind",
    writes=(*PENDING, "fear", "threat_t", "threat_passage", "threat_offset", "threat_who",
            "tie_alive", "cry_t", "hope_t", "grief", "below_of", "below_t", "below_event",
            *EVENTS),
    reads=("tie_end", "tie_to", "heard_level", "heard_by", "hearers", "hear_n", "sound_who",
           "sound_passage",
           "sound_offset", "sound_class", "sound_event", "fate", "gone", "awake_mind", "foe", "aim",
           "tie_state", "tie_hope", "passage", "unit", "driving"),
    fixed=("p_zone", "no_wall", "age", "tie_ptr", "key", "seed"),
    meaning="people take notice of cries, shrieks and distant shots",
    when=("hear_n",),
)  # fmt: skip
