"""The clinic: the hurt come in, medics close wounds with what the stores hold, and see bites.

Whoever in the zone is hurt above `hurt` or bleeds above `bleeds` and has nothing else in hand
goes to the ward (those who hide a bite do not, unless they bleed above `severe`); a medic is sent
to those who lie unconscious, or is called from home where the ward has none. Medics on the ward
treat `treats` patients an hour each, in quarantine too, the worst bleeding first, and those who
bleed above `severe` at once: a bandage or, if severe, a medical kit stops it; without either,
pressure halves it; medicine helps bad wounds. On the ward wounds heal at `heals`. Whoever is
treated is undressed: a bite is seen with `sees`. Patients leave when they are well enough.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import ITEM
from kinward.core.clock import HOUR, MINUTE
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import BloodRate, Duration, Probability, Rate, Real, Share, Switch, ms
from kinward.core.vocabulary import (
    A_CLINIC,
    A_QUARANTINE,
    A_ROUTINE,
    A_TREAT,
    MEDIC,
    SLEEP,
)
from kinward.society import acts
from kinward.society.zone.protocol import nearest
from kinward.society.zone.purposes_gate import LOOK_BITE
from kinward.society.zone.siting import CLINIC_WARD, QUARANTINE_HOUSE, STORES
from kinward.society.zone.vocabulary import (
    ADMITTED,
    DISCHARGED,
    DISCOVERED,
    MEDICINE_USED,
    SUSPECT,
    WOUND_CLOSED,
)

MEDICINE, BANDAGE, MEDKIT = ITEM["medicine"], ITEM["bandage"], ITEM["medkit"]


class Clinic(Parameters):
    """The ward of the zone."""

    on: Switch = param(True, "there is a clinic", "story K6")
    hurt: Share = param(0.15, "wounds above this bring people in, share of strength", "assumed")
    bleeds: BloodRate = param("2 ml/min", "bleeding above this brings them in", "assumed",
                              ge="0 ml/min",
                              le="500 ml/min")  # fmt: skip
    severe: BloodRate = param("60 ml/min", "bleeding that takes a medical kit", "assumed",
                              ge="0 ml/min", le="1000 ml/min")  # fmt: skip
    treats: Real = param(4, "patients that a medic treats in an hour", "assumed", ge=0.1, le=600)
    heals: Rate = param("0.3 /day", "strength regained on the ward, beyond healing alone",
                        "assumed")  # fmt: skip
    bad: Share = param(0.4, "wounds above this take medicine", "assumed")
    helps: Share = param(0.1, "strength that a course of medicine gives back", "assumed")
    again: Duration = param("24 h", "time between courses", "assumed", ge="1 h", le="60 days")
    sees: Probability = param(0.95, "a bite is seen when a patient is treated", "assumed")
    well: Share = param(0.08, "wounds below this are well enough to leave", "assumed")
    most: Duration = param("14 days", "longest stay", "assumed", ge="1 h", le="60 days")
    observes: Duration = param("7 days", "stay of one who was bitten and stays well", "assumed",
                               ge="1 h", le="60 days")  # fmt: skip


def clinic(t: int, p: Clinic, c: Any) -> None:
    """Run the ward for a minute."""
    rows = acts.rolled(c)
    rows = rows[(c.fate[rows] == 0) & ~c.gone[rows]]
    if not p.on or not len(rows):
        return
    ward = int(c.place_unit[CLINIC_WARD, 0])
    patient = c.aim[rows] == A_CLINIC
    hurt = (c.hurt[rows] > p.hurt) | (c.bleeding[rows] > p.bleeds)
    hides = c.bite_known[rows] & (c.reported_t[rows] < 0) & (c.bleeding[rows] <= p.severe)
    comes = hurt & (c.aim[rows] == A_ROUTINE) & ~hides & c.p_zone[c.passage[rows]]
    house = int(c.place_unit[QUARANTINE_HOUSE, 0])
    kept = rows[(c.aim[rows] == A_QUARANTINE) & (c.unit[rows] == house) & (c.bleeding[rows] > 0)]
    if not (patient.any() or comes.any() or len(kept)):
        return
    way = acts.Way(c)
    for m in acts.by_key(c, rows[comes]):
        _call_in(c, t, way, m, ward, rows)
    here = rows[patient & (c.unit[rows] == ward)]
    medics = on_duty(c, ward)
    if not len(here):
        _round(c, t, p, way, kept, medics)
        return
    for m in acts.by_key(c, here[c.stay_until[here] < 0]):
        by = medics[0] if medics else -1
        c.stay_from[m] = c.look_t[m] = t
        c.stay_until[m] = t + ms(p.observes if c.held[m] == acts.CLEARED else p.most)
        c.case_event[m] = acts.note(c, t, ADMITTED, m, by, 0, way.place(m), -1, 0.0, 0.0,
                                    int(c.aim_event[m]))  # fmt: skip
    if not medics:
        for m in acts.by_key(c, here[c.bleeding[here] > p.bleeds]):
            _call_medic(c, t, way, m, rows)
    c.hurt[here] = np.maximum(0.0, c.hurt[here] - p.heals * 60.0)
    _round(c, t, p, way, np.concatenate([here, kept]), medics)
    for m in acts.by_key(c, here):
        if c.aim[m] == A_CLINIC and not c.gone[m]:
            _leave(c, t, p, way, m)


def _call_in(c: Any, t: int, way: acts.Way, m: int, ward: int, rows: np.ndarray) -> None:
    """m goes to the ward, or a medic comes to where m lies."""
    if c.awake_mind[m]:
        c.aim[m], c.aim_about[m], c.aim_event[m] = A_CLINIC, -1, c.wound_event[m]
        way.to_unit(m, ward)
        return
    if c.bleeding[m] > 0.0:
        _call_medic(c, t, way, m, rows)


def _call_medic(c: Any, t: int, way: acts.Way, m: int, rows: np.ndarray) -> None:
    """A medic comes to m, unless one does already; those asleep are woken."""
    if ((c.aim[rows] == A_TREAT) & (c.aim_about[rows] == m)).any():
        return
    e = nearest(c, way, m, (MEDIC,), wake=True)
    if e >= 0:
        c.aim[e], c.aim_about[e], c.aim_event[e] = A_TREAT, m, c.wound_event[m]
        c.aim_until[e] = t + 30 * MINUTE
        way.to_person(e, m, True)


def on_duty(c: Any, ward: int) -> list[int]:
    """Medics awake on the ward, in the order of their keys."""
    who = acts.around(c, -1, 0.0, ward, 0.0)
    who = who[(c.role[who] == MEDIC) & (c.fate[who] == 0) & c.awake_mind[who]
              & (c.activity[who] != SLEEP) & (c.aim[who] != A_CLINIC)]  # fmt: skip
    return acts.by_key(c, who)


def _round(c: Any, t: int, p: Clinic, way: acts.Way, here: np.ndarray, medics: list[int]) -> None:
    """The medics treat whom they can in this minute."""
    minute = t // MINUTE
    each = int(p.treats / 60.0 * (minute + 1)) - int(p.treats / 60.0 * minute)
    if not medics:
        return
    due = (c.look_t[here] <= t) & (c.aim[here] == A_CLINIC)
    needs = here[(c.bleeding[here] > 0.0) | due]
    if not each:  # between two, there is time for whom cannot wait
        needs, each = needs[c.bleeding[needs] > p.severe], 1
    order = needs[np.lexsort((c.key[needs], -c.hurt[needs], -c.bleeding[needs]))]
    for i, m in enumerate(order[: each * len(medics)].tolist()):
        _treat(c, t, p, way, m, medics[i % len(medics)])


def _treat(c: Any, t: int, p: Clinic, way: acts.Way, m: int, by: int) -> None:
    """Close m's wounds with what there is, and see what there is to see."""
    if c.aim[m] == A_CLINIC:  # when those in quarantine are looked at is not for the clinic
        c.look_t[m] = t + ms(p.again)
    if c.bleeding[m] > 0.0:
        first, other = (MEDKIT, BANDAGE) if c.bleeding[m] > p.severe else (BANDAGE, MEDKIT)
        used = _take(c, t, m, by, first) or _take(c, t, m, by, other)
        c.blood_lost[m] += c.bleeding[m] * (t - c.bleed_t[m]) / 60_000.0
        c.bleed_t[m] = t
        c.bleeding[m] = 0.0 if used else c.bleeding[m] / 2.0
        acts.note(c, t, WOUND_CLOSED, m, by, 0, way.place(m), -1, float(c.bleeding[m]),
                  float(c.blood_lost[m]), int(c.case_event[m]))  # fmt: skip
    if c.hurt[m] > p.bad and _take(c, t, m, by, MEDICINE):
        c.hurt[m] = max(0.0, c.hurt[m] - p.helps)
    if c.bite_part[m] < 0 or c.held[m] != acts.FREE:
        return
    if acts.draw(c, LOOK_BITE, m, by, t, 9) < p.sees:
        _bite_found(c, t, way, m, by)


def _take(c: Any, t: int, m: int, by: int, item: int) -> bool:
    """Use one of an item from the stores for m; False if there is none."""
    stores = int(c.place_unit[STORES, 0])
    if c.stock[stores, item] < 1.0:
        return False
    c.stock[stores, item] -= 1.0
    acts.note(c, t, MEDICINE_USED, m, by, item, len(c.p_len) + stores, item, 1.0, 0.0,
              int(c.case_event[m]))  # fmt: skip
    return True


def _bite_found(c: Any, t: int, way: acts.Way, m: int, by: int) -> None:
    """A medic sees m's bite: to quarantine, and with the protocol to die there; or a scar."""
    if acts.is_scar(c, m):
        acts.notice_well(c, way, t, m, by, int(c.case_event[m]))
        return
    c.case_event[m] = acts.note(c, t, DISCOVERED, m, by, 0, way.place(m), SUSPECT,
                                acts.is_infected(c, m), 0.0, int(c.case_event[m]))  # fmt: skip
    c.reported_t[m] = t
    c.held[m] = acts.CONDEMNED if c.rule_protocol[0] else acts.WATCHED
    c.stay_until[m] = c.stay_from[m] = -1
    acts.to_quarantine(c, way, m)


def _leave(c: Any, t: int, p: Clinic, way: acts.Way, m: int) -> None:
    """Let m go when well enough, or after the longest stay."""
    if c.stay_until[m] < 0:
        return
    fit = c.hurt[m] <= p.well and c.bleeding[m] <= 0.0 and c.held[m] != acts.CLEARED
    if not fit and t < c.stay_until[m]:
        return
    acts.note(c, t, DISCHARGED, m, -1, 0, way.place(m), -1, (t - c.stay_from[m]) / HOUR, 0.0,
              int(c.case_event[m]))  # fmt: skip
    c.stay_until[m] = c.stay_from[m] = -1
    acts.send_home(c, way, m)


_WRITES = acts.once(*acts.ACT_WRITES, *acts.WELL_WRITES, "reported_t", "look_t", "hurt",
                    "bleeding", "blood_lost", "bleed_t", "stock", "aim_until")  # fmt: skip
CLINIC_WARD_RUN = Process(
    "clinic", "minute", clinic, section="clinic", python=True,
    writes=_WRITES,
    reads=acts.less(
        (*acts.ACT_READS, *acts.WAY_READS,
         *acts.NEAR_READS, "roll", "roll_n", "stage", "fate", "gone",
         "exposed_t", "activity", "awake_mind", "bite_part", "bite_known", "wound_event",
         "ordered", "rule_protocol"),
        _WRITES,
    ),
    fixed=acts.once(*acts.ACT_FIXED, *acts.WAY_FIXED, *acts.NEAR_FIXED, *acts.LOOK_FIXED,
                    *acts.SCAR_FIXED,
                    "role",
                    "household", "p_zone", "p_gate"),
    meaning="the hurt are treated from the stores",
    of="zone",
)  # fmt: skip
