"""The alarm: one of the infected is seen inside the zone; soldiers are called, the rest told.

Any of the turned inside the wall raises it when somebody conscious is in the same room, or
within `sight` along the street (less in the dark), or when it hunts. Soldiers who are not asleep
are posted toward the threat and may fire; those on post at a gate stay and may fire; everybody
else conscious in the zone has to make up their mind (occasion C_ALARM). After `quiet` without a
sight of them it is all clear. One that stands dormant, in a room where somebody turned, is gone
into and called out by a shout: nobody leaves it there.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.core.bundles import PENDING, SOUNDS
from kinward.core.draws import uniform
from kinward.core.lean import shared
from kinward.core.noise import Noise, make_noise
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Duration, Length, Switch, ms
from kinward.core.vocabulary import (
    A_POST,
    A_QUARANTINE,
    A_ROUTINE,
    C_ALARM,
    S_SHOUT,
    SLEEP,
    SOLDIER,
    TURNED,
)
from kinward.society import acts
from kinward.society.zone.life import GROUP_ZONE
from kinward.society.zone.purposes_gate import ALARM_HEARD
from kinward.society.zone.vocabulary import ALARM, ALL_CLEAR, POSTED

UPON = 15.0  # m from a dormant one at which soldiers call it out (assumed)


class Alarm(Parameters):
    """The alarm of the zone."""

    on: Switch = param(True, "the zone raises the alarm", "story K6: patrol sirens")
    sight: Length = param("60 m", "one of the infected is seen this far along a street", "assumed",
                          ge="1 m", le="1 km")  # fmt: skip
    quiet: Duration = param("10 min", "time without a sight of them until all clear", "assumed",
                            ge="1 min", le="1 day")  # fmt: skip
    heard: Duration = param("30 s", "longest time until somebody takes it in", "assumed", ge="1 s",
                            le="10 min")  # fmt: skip


def alarm(t: int, p: Alarm, c: Any) -> None:
    """See whether there is an alarm, and post soldiers while there is."""
    rows = acts.rolled(c)
    turned = rows[(c.fate[rows] == TURNED) & ~c.gone[rows]] if len(rows) else rows
    if not p.on or (not len(turned) and not c.alarm_on[0]):
        return
    reach = min(p.sight, float(c.sight_m[0]))
    seen = [x for x in acts.by_key(c, turned) if c.alert[x] >= 2 or is_seen(c, x, reach)]
    if seen:
        c.alarm_t[0] = t
        if not c.alarm_on[0]:
            _raise(c, t, p, seen[0])
        _post(c, t, acts.Way(c), seen)
        _call_out(c, seen)
    elif c.alarm_on[0] and t - c.alarm_t[0] >= ms(p.quiet):
        _all_clear(c, t)


def is_seen(c: Any, x: int, reach: float) -> bool:
    """Whether somebody conscious sees x."""
    who = acts.around(c, int(c.passage[x]), float(c.offset[x]), int(c.unit[x]), reach)
    return bool(((c.fate[who] == 0) & c.awake_mind[who]).any())


def _raise(c: Any, t: int, p: Alarm, x: int) -> None:
    place = acts.Way(c).place(x)
    c.alarm_on[0] = True
    c.alarm_event[0] = acts.note(c, t, ALARM, GROUP_ZONE, -1, 0, place, -1, 0.0, 0.0,
                                 int(c.exposed_event[x]))  # fmt: skip
    tell_all(t, ms(p.heard), int(c.alarm_event[0]), x,
             Pending(*(getattr(c, n) for n in PENDING)), c.fate, c.gone, c.awake_mind, c.passage,
             c.aim, c.activity, c.role, c.p_zone, c.key, c.seed)  # fmt: skip


@shared
def tell_all(t, heard, event, x, wait, fate, gone, awake_mind, passage, aim, activity, role, p_zone,
             key, seed):  # fmt: skip
    """Let everybody conscious in the zone make up their mind, but for the soldiers on duty."""
    for m in range(fate.size):
        if fate[m] != 0 or gone[m] or not awake_mind[m] or passage[m] < 0:
            continue
        if not p_zone[passage[m]] or aim[m] == A_QUARANTINE:
            continue
        if role[m] == SOLDIER and activity[m] != SLEEP:
            continue
        u = uniform(seed[0], ALARM_HEARD, key[m], np.uint64(0), t, 0)
        raise_occasion(wait, m, C_ALARM, x, event, t + 1000 + int(u * heard))


def _post(c: Any, t: int, way: acts.Way, seen: list[int]) -> None:
    """Send every soldier who is free toward the nearest of those seen."""
    who = np.flatnonzero((c.role == SOLDIER) & (c.fate == 0) & ~c.gone & c.awake_mind)
    inside = (c.p_zone | c.p_gate)[c.passage[who]] & (c.passage[who] >= 0)
    free = (c.aim[who] == A_ROUTINE) & (c.activity[who] != SLEEP)
    posted = (c.aim[who] == A_POST) & ~c.moving[who] & (c.foe[who] < 0)
    for m in acts.by_key(c, who[inside & (free | posted)]):
        c.fires[m] = True
        if c.p_gate[c.passage[m]] and c.aim[m] == A_ROUTINE:
            continue  # the gate is held
        far = [way.length(m, x) for x in seen]
        x = seen[int(np.argmin(far))]
        if not np.isfinite(min(far)):
            continue
        if c.aim[m] == A_ROUTINE:
            c.aim_event[m] = acts.note(c, t, POSTED, m, -1, 0, way.place(x), -1, 0.0, 0.0,
                                       int(c.alarm_event[0]))  # fmt: skip
        c.aim[m], c.aim_about[m], c.aim_until[m] = A_POST, x, -1
        way.to_point(m, int(c.passage[x]), float(c.offset[x]), int(c.unit[x]), True)


def _call_out(c: Any, seen: list[int]) -> None:
    """Soldiers who have come to one that is dormant wake it by a shout, ready for it."""
    for x in seen:
        if c.alert[x] > 0:
            continue
        here = (c.aim == A_POST) & (c.passage == c.passage[x]) & (c.unit == c.unit[x])
        here &= (c.fate == 0) & ~c.gone & c.awake_mind & ~c.moving
        who = np.flatnonzero(here & (np.abs(c.offset - c.offset[x]) <= UPON))
        if len(who):
            m = int(who[np.argmin(c.key[who])])
            make_noise(Noise(*(getattr(c, name) for name in SOUNDS)), m, int(c.passage[x]),
                       float(c.offset[x]), int(c.unit[x]), S_SHOUT, float(c.loudness[S_SHOUT]),
                       int(c.alarm_event[0]))  # fmt: skip


def _all_clear(c: Any, t: int) -> None:
    c.alarm_on[0] = False
    acts.note(c, t, ALL_CLEAR, GROUP_ZONE, -1, 0, -1, -1, 0.0, 0.0, int(c.alarm_event[0]))
    c.fires[(c.role == SOLDIER) & c.p_gate[c.passage]] = False
    posted = np.flatnonzero((c.aim == A_POST) & (c.fate == 0) & ~c.gone)
    c.fires[posted] = False
    c.aim[posted], c.aim_about[posted], c.aim_event[posted] = A_ROUTINE, -1, -1
    c.resume[posted] = True


_WRITES = acts.once(*acts.ACT_WRITES, *PENDING, *SOUNDS, "alarm_on", "alarm_t", "alarm_event",
                    "fires", "resume", "aim_until")  # fmt: skip
ALARM_RAISED = Process(
    "alarm", "minute", alarm, section="alarm", python=True,
    writes=_WRITES,
    reads=acts.less(
        (*acts.ACT_READS, *acts.WAY_READS,
         *acts.NEAR_READS, "moving", "roll", "roll_n", "fate", "gone",
         "awake_mind", "activity", "alert", "foe", "sight_m", "exposed_event"),
        _WRITES,
    ),
    fixed=acts.once(*acts.ACT_FIXED, *acts.WAY_FIXED, *acts.NEAR_FIXED, *acts.LOOK_FIXED, "role",
                    "p_zone", "p_gate", "loudness"),
    meaning="infected inside the wall: soldiers are called, the rest told",
    of="zone",
)  # fmt: skip
