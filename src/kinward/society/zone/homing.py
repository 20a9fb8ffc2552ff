"""Homing: turning home, coming to the gate, and what a team reports and hands over."""

from __future__ import annotations

from typing import Any

from kinward.city.dispatch import Dispatcher
from kinward.core.bundles import PARTY
from kinward.core.clock import HOUR, MINUTE
from kinward.core.party import Party, join
from kinward.core.party import leave as leave_party
from kinward.core.vocabulary import (
    A_CARRY,
    A_CLINIC,
    A_GATE,
    A_QUARANTINE,
    A_ROUTINE,
    A_RUN,
    C_GRIEF,
)
from kinward.society.acts import note
from kinward.society.zone import run_rows as rows
from kinward.society.zone.finding import word_of_found
from kinward.society.zone.hauling import deliver
from kinward.society.zone.news import in_reach, tell
from kinward.society.zone.run_rows import AT_GATE_NOW, BACK, DONE, HOMEWARD, TO_CAR, TO_STORES, WITH
from kinward.society.zone.siting import STORES
from kinward.society.zone.vocabulary import RUN_BACK

SPARE = 15 * MINUTE  # ms that teams allow themselves on the way home (assumed)
IN = (AT_GATE_NOW, TO_STORES, DONE)


class Homing:
    """What teams do when they turn home; from the columns `c` of the process "runs"."""

    def __init__(self, t: int, par: Any, c: Any) -> None:
        self.t, self.par, self.c = t, par, c
        self.go = Dispatcher(c)
        self.party = Party(*(getattr(c, n) for n in PARTY))

    def _able(self, r: int) -> list[int]:
        """Those of run r who are out, conscious, and not on their way home with somebody."""
        c = self.c
        return [
            m for _, m in rows.out_there(c, r)
            if rows.lives(c, m) and c.awake_mind[m] and c.aim[m] != A_CARRY
        ]  # fmt: skip

    def _take_over(self, r: int, m: int) -> None:
        c = self.c
        c.aim[m], c.aim_about[m], c.aim_until[m] = A_RUN, -1, -1
        c.aim_event[m] = c.run_event[r]
        lead = int(c.run_lead[r])
        if m != lead and rows.lives(c, lead) and c.on_run[lead] == r:
            join(self.party, m, lead)

    def _release(self, m: int) -> None:
        """Let m go home, back to the routine."""
        c = self.c
        c.aim[m], c.aim_about[m], c.aim_event[m], c.aim_until[m] = A_ROUTINE, -1, -1, -1
        leave_party(self.party, m)
        self.go.to_unit(m, int(c.home[m]))

    def _nearest_gate(self, m: int) -> tuple[int, float]:
        """Number of the gate nearest to m, and the way to it, m."""
        c = self.c
        ways = [self.go.way(m, int(p), float(o)) for p, o in zip(c.gate_passage, c.gate_offset)]
        g = min(range(len(ways)), key=ways.__getitem__)
        return g, ways[g]

    def head_home(self, r: int) -> None:
        """Turn home, by way of the car."""
        c = self.c
        if c.run_home[r]:
            return
        c.run_home[r] = True
        able = self._able(r)
        c.run_gate[r] = self._nearest_gate(able[0])[0] if able else 0
        c.run_phase[r] = TO_CAR if c.run_car[r] and c.run_car_passage[r] >= 0 else HOMEWARD

    def _late(self, r: int, m: int) -> bool:
        """Whether it is time to be on the way home."""
        c, par = self.c, self.par
        if not c.daylight[0]:
            return True
        if self.t % (5 * MINUTE) or self.t < c.run_due[r] - 3 * HOUR:
            return bool(self.t >= c.run_due[r])
        way = self._nearest_gate(m)[1]
        seconds = way / (par.drive if c.run_car[r] else par.walk) + (
            2.0 * par.park / par.walk if c.run_car[r] else 0.0
        )
        return self.t + SPARE + int(1000 * seconds) >= c.run_due[r]

    def _hand_over(self, r: int, slot: int, m: int) -> None:
        """m is at the gate: the guard takes over."""
        c = self.c
        c.run_in[r, slot] = AT_GATE_NOW
        c.driving[m] = False
        other = next((o for _, o in rows.out_there(c, r) if o != m and rows.is_led(c, r, o)), -1)
        note(c, self.t, RUN_BACK, m, other, r, self.go.place(m),
             value=(self.t - int(c.run_start[r])) / HOUR, cause=int(c.run_event[r]))  # fmt: skip
        if not c.p_zone[c.passage[m]] and rows.is_led(c, r, m):
            c.aim[m], c.aim_about[m], c.aim_until[m] = A_GATE, -1, -1
            c.arrived[m] = True
        if c.carried_by[m] < 0 and c.carrying[m] < 0:
            leave_party(self.party, m)

    def _is_back(self, r: int) -> bool:
        """Whether somebody is in, and nobody of whom those could not tell is out."""
        c = self.c
        some = any(c.run_in[r, i] in IN for i, _ in rows.members(c, r))
        return some and not any(rows.lives(c, m) for _, m in rows.out_there(c, r))

    def _come_back(self, r: int) -> None:
        """The run is over: what the team reports."""
        c = self.c
        c.run_state[r] = BACK
        for leg in range(int(c.run_stops_n[r])):
            unit = int(c.run_stops[r, leg])
            if c.run_of[r] < 0 and c.run_seen[r, leg] >= 0.0:
                c.site_left[unit] = c.run_seen[r, leg]
                c.site_risk[unit] *= 0.5
            c.site_risk[unit] += 0.5 * float(c.run_met[r, leg])
        for i, m in rows.members(c, r):  # those who are back know of those who are not
            if c.run_in[r, i] == WITH:
                rows.leave(c, r, i, m, DONE)
                tell(c, in_reach(c, m), C_GRIEF, m, int(c.run_event[r]), self.t)
        if c.run_of[r] >= 0:
            word_of_found(c, self.t, r)

    def in_zone(self, r: int) -> None:
        """Send those whom the guard has let through to the stores, and take what they bring."""
        c = self.c
        stores = int(c.place_unit[STORES, 0])
        for i, m in rows.members(c, r):
            how = c.run_in[r, i]
            if how not in (AT_GATE_NOW, TO_STORES) or not rows.lives(c, m):
                continue
            if how == AT_GATE_NOW and c.aim[m] == A_ROUTINE:
                c.run_in[r, i] = TO_STORES
                self._take_over(r, m)
                self.go.to_unit(m, stores)
            elif how == AT_GATE_NOW and c.aim[m] == A_RUN:
                self._to_gate_again(m)
            elif how == AT_GATE_NOW and c.aim[m] in (A_QUARANTINE, A_CLINIC):
                deliver(c, self.t, r, m, self.par.rounds)  # the guard takes what they bring
                rows.leave(c, r, i, m, DONE)
            elif how == TO_STORES and c.unit[m] == stores:
                deliver(c, self.t, r, m, self.par.rounds)
                rows.leave(c, r, i, m, DONE)
                if c.aim[m] == A_RUN:
                    self._release(m)
            elif how == TO_STORES and c.aim[m] == A_ROUTINE:
                c.run_in[r, i] = AT_GATE_NOW
            elif how == TO_STORES and c.aim[m] == A_RUN and not c.moving[m]:
                self.go.to_unit(m, stores)

    def _to_gate_again(self, m: int) -> None:
        """m came to the gate and was led away from it: back to it, or go on inside."""
        c = self.c
        if c.p_zone[c.passage[m]]:
            c.aim[m] = A_ROUTINE
            return
        g, way = self._nearest_gate(m)
        if way < 2.0 and c.unit[m] == 0:
            c.aim[m], c.arrived[m] = A_GATE, True
        elif not c.moving[m] and c.foe[m] < 0:
            self.go.to_point(m, int(c.gate_passage[g]), float(c.gate_offset[g]))
