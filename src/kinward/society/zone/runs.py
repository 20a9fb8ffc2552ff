"""Runs: what a team does, minute by minute, from the stores out through the gate and back.

A team gathers at the stores, drives or walks to each place, searches it, carries off what is of
use, and turns home with the day, a full load, a wound, a bite or a loss. What its members' own
minds set them to (flight, help, hiding) goes before: the run waits until they are free again,
and passes over a place where they met the infected. Searches (society/zone/search.py) run the same
way, and look into the places instead of clearing them.
"""

from __future__ import annotations

from typing import Any

from kinward.city.dispatch import DISPATCH_FIXED, DISPATCH_READS, DISPATCH_WRITES
from kinward.core.bundles import AIM, EVENTS, PARTY, PENDING
from kinward.core.process import Process
from kinward.society.acts import less, once
from kinward.society.zone.hauling import HAUL_FIXED, HAUL_READS, HAUL_WRITES
from kinward.society.zone.news import NEWS_FIXED, NEWS_READS
from kinward.society.zone.run_rows import (
    AT_GATE_NOW,
    MISSED,
    OUT,
    PLANNED,
    TO_STORES,
    UNDER_WAY,
    WITH,
    close,
    lives,
    members,
    open_rows,
)
from kinward.society.zone.supply import Supply
from kinward.society.zone.team import Team


def step_runs(t: int, par: Supply, c: Any) -> None:
    """Move every open run on by a minute."""
    c.cars_moving[0] = 0
    if c.open_n[0] == 0:
        return
    team = Team(t, par, c)
    done = set()
    for r in open_rows(c):
        if t < c.run_start[r]:
            continue
        if c.run_state[r] in UNDER_WAY:
            team.out(r)
        team.in_zone(r)
        if _over(c, r):
            done.add(r)
            c.cars_lost[0] += int(c.run_car[r] and c.run_state[r] != 0)
            c.run_car[r] = False
    if done:
        close(c, done)


def _over(c: Any, r: int) -> bool:
    """Whether nothing is left to be done for run r."""
    if c.run_state[r] in (PLANNED, OUT, MISSED):
        return False
    still = (AT_GATE_NOW, TO_STORES, *((WITH,) if c.run_state[r] in UNDER_WAY else ()))
    return not any(c.run_in[r, i] in still and lives(c, m) for i, m in members(c, r))


_WRITES = once(
    *DISPATCH_WRITES, "offset", *EVENTS, *AIM, *PARTY, *PENDING, *HAUL_WRITES, "driving", "on_run",
    "run_state", "run_phase", "run_in", "run_leg", "run_until", "run_since", "run_home", "run_met",
    "run_seen", "run_left", "run_car", "run_car_passage", "run_car_offset", "run_event",
    "run_member", "run_found", "run_been_out", "run_gate", "open_runs", "open_n", "cars_lost",
    "cars_moving", "site_left", "site_risk",
)  # fmt: skip
RUNS = Process(
    "runs", "minute", step_runs, section="supply", python=True,
    writes=_WRITES,
    reads=less((*DISPATCH_READS, *HAUL_READS, *NEWS_READS, "hurt", "bite_known", "foe", "carrying",
                "carried_by", "stay_until", "free_speed", "threat_t", "threat_who", "alert",
                "daylight", "run_lead", "run_start", "run_due", "run_stops", "run_stops_n",
                "run_for", "run_of", "home"), _WRITES),
    fixed=once(*DISPATCH_FIXED, *HAUL_FIXED, *NEWS_FIXED, "p_zone", "gate_passage",
               "gate_offset", "u_area", "p_park", "p_park_off"),
    meaning="teams drive or walk, clear places, carry and come back by dusk",
    of="zone",
)  # fmt: skip
