"""Checks of the quarantine: what a stay lets through, whom its beds are too few for."""

from __future__ import annotations

import heapq
from collections.abc import Iterator

import numpy as np

from kinward.body.infection import give_dose
from kinward.core.clock import HOUR, MINUTE
from kinward.core.purposes import START_PLACE
from kinward.core.vocabulary import A_GATE, A_QUARANTINE, A_ROUTINE, STAGE_LATENT
from kinward.verify.check import Line, check, equal, near
from kinward.verify.ward import HOUSE, MANY, SURE, Ward, minute
from kinward.verify.worlds import spread

STAYS = (24, 48, 72, 96)  # h
FRESH = (0.889, 0.331, 0.0798, 0.0181)
UNKNOWN = (0.461, 0.128, 0.0299, 0.0070)
RAGE = {"latent": "40 h", "sigma": 0.418, "takes": 1.0, "growth": "1 min"}
"""What the turned grow into concerns nobody here."""
EACH = 4_000  # people of a stay
TICK = 30 * MINUTE  # steps; onsets keep their own time, and looks and ends fall on these
BEFORE = 240  # h over which bites at an unknown time are spread: nobody stays well for longer
KEPT = 0.18  # share of them who show nothing at entry (mean latent time 43.65 h of 240)
BEDS, RATE = 200, 5.0  # places; arrivals an hour
TURNED_AWAY = {24: 0.0, 48: 0.184, 72: 0.448}
DROPPED, HOURS, BATCHES = 500, 4_500, 16  # h before it counts, h in all, parts for the error


def let_through(fresh: bool, broken: str) -> tuple[np.ndarray, np.ndarray]:
    """How many enter each stay, and how many it lets out; all stays at once."""
    n = len(STAYS) * EACH if fresh else round(len(STAYS) * EACH / KEPT)
    zone = {**SURE, "beds": MANY}
    if broken == "signs":  # Stage One is seldom seen
        zone["sensitivity"] = 0.2
    ward = Ward(n, zone=zone, rage=RAGE,
                signs={"feelings": False})  # fmt: skip
    array = ward.array
    dose = [array(name) for name in ("new_dose", "dosed", "dosed_n")]
    entry = 0 if fresh else BEFORE * HOUR
    when = (np.arange(n) * entry / n // TICK + 0.5) * TICK if entry else np.zeros(n)
    for t in range(TICK // 2 if entry else 0, entry + MINUTE, TICK):
        for m in range(*np.searchsorted(when, (t, t + 1))):
            give_dose(*dose, m, 1.0)
        ward.step(t, "infection")
    ward.step(entry, "infection")
    who = np.flatnonzero(array("stage")[:n] == STAGE_LATENT)
    who = who[np.argsort(array("key")[who])]  # no order in time of bite
    cohorts = [who[i :: len(STAYS)] for i in range(len(STAYS))]
    for stay, cohort in zip(STAYS, cohorts):
        array("rule_stay")[0] = stay * HOUR
        array("aim")[cohort] = A_QUARANTINE
        ward.put(cohort, HOUSE)
        ward.step(entry, "roll", "signs", "quarantine")
    out = np.zeros(n + 1, bool)
    for t in range(entry + TICK, entry + (STAYS[-1] + 6) * HOUR, TICK):
        released, _ = ward.step(t, "infection", "roll", "signs", "quarantine")
        out[released] = True
        ward.put(released, -1)
    return np.array([len(c) for c in cohorts]), np.array([out[c].sum() for c in cohorts])


@check(
    "I6", "bitten people whom a stay in quarantine lets through",
    "survival function of the latent time, lognormal, median 40 h, sigma .418, and its "
    "stationary form; detection is sure at onset, one light bite, looks every 4 h, steps of half "
    "an hour; tolerance: 3 standard errors; broken: Stage One is seen at one look in five",
    breaks=("signs",),
)  # fmt: skip
def stays(broken: str) -> Iterator[Line]:
    """Four stays, bites at entry and bites at an unknown time."""
    for fresh, word, expected in ((True, "fresh", FRESH), (False, "unknown time", UNKNOWN)):
        entered, out = let_through(fresh, broken)
        for stay, p, n, k in zip(STAYS, expected, entered, out):
            yield near(f"{word}, {stay} h, {n:,} people", p, k / n, 3 * np.sqrt(p * (1 - p) / n))


def turned_away(stay: int, broken: str) -> np.ndarray:
    """Share turned away in each batch of time, people coming to the gate one by one."""
    gaps = spread(stay, START_PLACE, round(RATE * HOURS * 1.1))
    hours = np.cumsum(-np.log(gaps) / RATE)
    come = [minute(h * HOUR) for h in hours[hours < HOURS]]
    n = len(come)
    ward = Ward(n, zone={**SURE, "beds": BEDS + 20 * (broken == "beds"), "quarantine": f"{stay} h"},
                gate={"serves": 1000, "retry": "60 days"}, quarantine={"every": "60 days"},
                signs={"feelings": False})  # fmt: skip
    array = ward.array
    array("hurt")[:n] = 0.1  # a wound: whoever comes is to be kept
    aim, held = array("aim"), array("held")
    refused = np.zeros(n + 1, bool)
    ends: list[int] = []  # minutes at which a stay ends; in all others nothing would happen
    i = 0
    while i < n or ends:
        t = min(come[i] if i < n else ends[0], ends[0] if ends else come[i])
        while ends and ends[0] == t:
            heapq.heappop(ends)
        new = []
        while i < n and come[i] == t:
            new.append(i)
            i += 1
        ward.put(new, 0)
        aim[new] = A_GATE
        _, away = ward.step(t, "roll", "signs", "gate")
        refused[away] = True
        ward.put(away, -1)
        aim[away] = A_ROUTINE
        kept = [m for m in new if held[m] > 0]
        ward.put(kept, HOUSE)
        released, _ = ward.step(t, "quarantine")
        ward.put(released, -1)
        if kept:
            heapq.heappush(ends, t + stay * HOUR)
    batch = (np.array(come) / HOUR - DROPPED) // ((HOURS - DROPPED) / BATCHES)
    return np.array([refused[:n][batch == b].mean() for b in range(BATCHES)])


@check(
    "I7", f"people turned away from {BEDS} beds",
    f"Erlang B; Poisson arrivals, {RATE:g} an hour, one by one at the gate, nobody comes again, "
    f"the first {DROPPED} h of {HOURS} dropped; the way from the gate to the beds takes no time; "
    f"tolerance: 3 standard errors of {BATCHES} batches; broken: 20 beds more",
    breaks=("beds",), quick=False,
)  # fmt: skip
def beds(broken: str) -> Iterator[Line]:
    """Stays of one, two and three days."""
    for stay, share in TURNED_AWAY.items():
        got = turned_away(stay, broken)
        if share == 0.0:
            yield equal(f"{stay} h: share turned away", 0, got.max())
            continue
        error = got.std(ddof=1) / np.sqrt(BATCHES)
        yield near(f"{stay} h: share turned away", share, got.mean(), 3 * error)
