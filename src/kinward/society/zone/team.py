"""A team on its way: gathering, orders, places, and what its members' own minds do meanwhile."""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.core.clock import MINUTE
from kinward.core.vocabulary import (
    A_CLINIC,
    A_FLEE,
    A_GATE,
    A_HIDE,
    A_HOME,
    A_QUARANTINE,
    A_ROOF,
    A_ROUTINE,
    A_RUN,
)
from kinward.society.acts import note
from kinward.society.zone import run_rows as rows
from kinward.society.zone.finding import look_about, look_done
from kinward.society.zone.hauling import burden, issue, take
from kinward.society.zone.homing import IN, Homing
from kinward.society.zone.run_rows import (
    DONE,
    DRIVE,
    HOMEWARD,
    HURT,
    MUSTER,
    NONE,
    OUT,
    PLANNED,
    TO_CAR,
    UNDER_WAY,
    WALK,
    WITH,
    WORK,
)
from kinward.society.zone.siting import STORES
from kinward.society.zone.vocabulary import RUN_LEFT, SEARCH_SENT

GATHER = 45 * MINUTE  # who has not come to the stores by then is not waited for (assumed)
HERE = 2.0  # m: one has arrived
ENOUGH = 2  # places that a team fled from, after which it turns home (assumed)
FULL = 0.9  # share of what a team can carry at which it turns home (assumed)
LOOK = 5 * MINUTE  # ms that a search party takes over one place (assumed)
AWAY = (A_FLEE, A_HIDE, A_HOME, A_ROOF)
INSIDE = (A_GATE, A_QUARANTINE, A_CLINIC)


class Team(Homing):
    """Moves runs on; one for each minute."""

    def out(self, r: int) -> None:
        """One minute of run r for those of it who are not in."""
        c = self.c
        if c.run_state[r] == PLANNED and self._calls(r):
            return
        self._notice(r)
        with_ = self._able(r)
        if c.run_of[r] >= 0 and c.run_left[r]:
            look_about(self, r, with_)
        led = [m for m in with_ if rows.is_led(c, r, m)]
        if self._is_back(r):
            self._come_back(r)
            return
        if not led:
            return
        if len(led) == len(with_):
            c.run_since[r] = self.t if c.run_phase[r] != MUSTER else c.run_since[r]
            self._turn_home(r, led)
            if all(self._is_there(r, m) for m in led):
                self._go_on(r, led)
        elif self._late(r, led[0]) or self.t - c.run_since[r] > self.par.suspended * 1000:
            self.head_home(r)
        self._send(r, [m for _, m in rows.out_there(c, r) if m in led])
        if any(c.driving[m] for m in led):
            c.cars_moving[0] += 1

    def _calls(self, r: int) -> bool:
        """Call the team together at its time; True if the run does not take place."""
        c = self.c
        team = [m for _, m in rows.members(c, r)]
        if self.t == c.run_start[r]:
            for m in team:
                c.on_run[m] = -1
            fit = all(rows.is_fit(c, m) for m in team)
            for m in team:
                c.on_run[m] = r
            if not fit:
                self._cancel(r)
                return True
            for m in team:
                self._take_over(r, m)
        elif self.t - c.run_start[r] > GATHER * (1 if c.run_phase[r] == MUSTER else 2):
            self._cancel(r)
            return True
        return False

    def _cancel(self, r: int) -> None:
        c = self.c
        for i, m in rows.members(c, r):
            c.driving[m] = False
            rows.leave(c, r, i, m, DONE)
            if c.aim[m] == A_RUN:
                self._release(m)
        c.run_state[r], c.run_car[r] = NONE, False

    def _notice(self, r: int) -> None:
        """See who has come in, who has left the car, whose own mind lets them go on."""
        c = self.c
        for i, m in rows.out_there(c, r):
            if not rows.lives(c, m):
                c.driving[m] = False
                continue
            outside = not c.p_zone[c.passage[m]]
            c.run_been_out[r, i] |= outside
            if c.run_been_out[r, i] and (
                c.aim[m] in INSIDE or (not outside and not rows.is_led(c, r, m))
            ):
                self._hand_over(r, i, m)
            elif c.aim[m] == A_ROUTINE:
                self._take_over(r, m)
            elif not rows.is_led(c, r, m):
                self._own_mind(r, m)
            if outside and not c.run_left[r] and c.on_run[m] == r:
                self._left(r)

    def _own_mind(self, r: int, m: int) -> None:
        """m was led to something else: in a car one drives on, on foot the run waits."""
        c, leg = self.c, c_leg(self.c, r)
        if c.threat_t[m] > self.t - 10 * MINUTE:
            x = int(c.threat_who[m])
            awake = x >= 0 and c.alert[x] > 0 and not c.gone[x]
            c.run_met[r, leg] = max(int(c.run_met[r, leg]), 2 if awake else 1)
        if not c.driving[m]:
            return
        if c.aim[m] in AWAY and c.unit[m] == 0:
            self._take_over(r, m)
            if c.run_phase[r] == DRIVE and c.run_met[r, leg] == 2:
                c.run_leg[r] += 1
                if c.run_leg[r] >= c.run_stops_n[r]:
                    self.head_home(r)
        else:
            self._leave_car(r)
            c.driving[m] = False

    def _left(self, r: int) -> None:
        """The team has passed the gate, but for who died on the way there."""
        c = self.c
        c.run_left[r], c.run_state[r] = True, OUT
        team = [m for _, m in rows.members(c, r) if rows.lives(c, m)]
        lead = int(c.run_lead[r])
        lead = lead if lead in team else team[0]
        place = self.go.place(lead)
        about = int(c.run_for[r])
        if about >= 0:
            cause = int(c.run_event[c.run_of[r]])
            for m in team:
                n = note(c, self.t, SEARCH_SENT, m, about, r, place, cause=cause)
                c.run_event[r] = n if m == lead else c.run_event[r]
        else:
            for m in team:
                other = next((o for o in team if o != m), -1)
                n = note(c, self.t, RUN_LEFT, m, other, r, place)
                c.run_event[r] = n if m == lead else c.run_event[r]
        for m in team:
            c.aim_event[m] = c.run_event[r]

    def _leave_car(self, r: int) -> None:
        """The car stays where it stands; who comes back to it drives on."""
        c = self.c
        lead = next((m for _, m in rows.out_there(c, r) if c.driving[m]), -1)
        if lead < 0:
            return
        c.run_car_passage[r], c.run_car_offset[r] = c.passage[lead], c.offset[lead]
        for _, m in rows.out_there(c, r):
            c.driving[m] = False
        c.run_phase[r] = TO_CAR

    def _give_up_car(self, r: int) -> None:
        """No street leads home by car: it stays where it is, and they go on foot."""
        c = self.c
        self._leave_car(r)
        c.run_car[r], c.run_phase[r] = False, HOMEWARD
        c.cars_lost[0] += 1

    def target(self, r: int, m: int) -> tuple[int, float, int]:
        """Passage, offset and unit that m is to be at in the present phase."""
        c, phase = self.c, int(self.c.run_phase[r])
        if phase == MUSTER:
            return self._at_unit(int(c.place_unit[STORES, 0]))
        if phase == TO_CAR:
            return int(c.run_car_passage[r]), float(c.run_car_offset[r]), 0
        if phase == HOMEWARD:
            g = int(c.run_gate[r])
            return int(c.gate_passage[g]), float(c.gate_offset[g]), 0
        unit = int(c.run_stops[r, c.run_leg[r]])
        return self.parking(unit) if phase == DRIVE else self._at_unit(unit)

    def _at_unit(self, u: int) -> tuple[int, float, int]:
        return int(self.c.u_passage[u]), float(self.c.u_off[u]), u

    def parking(self, unit: int) -> tuple[int, float, int]:
        """Where a car waits for those in `unit`: toward the nearer corner with ways out."""
        c = self.c
        p, off, _ = self._at_unit(unit)
        if c.p_host[p] >= 0:
            p, off = int(c.p_host[p]), float(c.p_host_off[p])
        if c.p_park[p] != p:  # no car comes there
            return int(c.p_park[p]), float(c.p_park_off[p]), 0
        length = float(c.p_len[p])
        ways = [int(c.adj_ptr[n + 1] - c.adj_ptr[n]) for n in (c.p_a[p], c.p_b[p])]
        to_a = (ways[0] >= 3, -off) > (ways[1] >= 3, off - length)
        step = min(self.par.park, max(0.0, (off if to_a else length - off) - 2.0))
        return p, off - step if to_a else off + step, 0

    def _is_there(self, r: int, m: int) -> bool:
        c = self.c
        if c.moving[m] or c.foe[m] >= 0:
            return False
        p, off, u = self.target(r, m)
        return bool(
            c.passage[m] == p and c.unit[m] == u and (u > 0 or abs(c.offset[m] - off) < HERE)
        )

    def _send(self, r: int, led: list[int]) -> None:
        """Send those on their way who are not, and let who is carried be where the carrier is."""
        c = self.c
        if c.run_state[r] not in UNDER_WAY:
            return
        for m in led:
            if c.run_in[r, rows.slot_of(c, r, m)] != WITH or c.foe[m] >= 0 or c.carried_by[m] >= 0:
                continue
            p, off, u = self.target(r, m)
            here = c.passage[m] == p and c.unit[m] == u and (u > 0 or abs(c.offset[m] - off) < HERE)
            same = c.goal_passage[m] == p and c.goal_unit[m] == u
            same = same and abs(c.goal_offset[m] - off) < HERE
            if here or (c.moving[m] and same):
                continue
            if not self.go.to_point(m, p, off, u) or c.blocked[m]:
                self._no_way(r, m)

    def _no_way(self, r: int, m: int) -> None:
        """A place that cannot be reached is passed over; another gate, or on foot, home."""
        c = self.c
        if c.run_phase[r] == HOMEWARD:
            c.run_gate[r], way = self._nearest_gate(m)
            if c.driving[m] and way == np.inf:
                self._give_up_car(r)
        elif c.run_phase[r] == TO_CAR:
            c.run_phase[r] = HOMEWARD if c.run_home[r] else WALK
        elif c.run_phase[r] in (DRIVE, WALK) and not c.run_home[r]:
            self._next_stop(r)

    def _go_on(self, r: int, led: list[int]) -> None:
        """All are where they should be: what comes next?"""
        c, phase = self.c, int(self.c.run_phase[r])
        drives = bool(c.run_car[r]) and c.run_car_passage[r] < 0
        if phase == MUSTER:
            for m in led:
                issue(c, self.t, m, self.par.rounds)
            self._set_out(r, led, drives)
        elif phase == TO_CAR:
            c.run_car_passage[r] = -1
            if c.run_home[r]:
                c.run_phase[r] = HOMEWARD
                self._seat(led, True)
            else:
                self._drive_or_walk(r, led, True)
        elif phase == DRIVE:
            self._seat(led, False)
            c.run_car_passage[r], c.run_car_offset[r] = c.passage[led[0]], c.offset[led[0]]
            c.run_phase[r] = WALK
        elif phase == WALK:
            c.run_phase[r] = WORK
            c.run_until[r] = self.t + self._work(r)
        elif phase == WORK and self.t >= c.run_until[r]:
            self._finish_stop(r, led)
        elif phase == HOMEWARD:
            for m in led:
                self._hand_over(r, rows.slot_of(c, r, m), m)
            self._seat(led, False)
            if c.run_car_passage[r] < 0:
                c.run_car[r] = False  # the car is home
            if self._is_back(r):
                self._come_back(r)

    def _set_out(self, r: int, led: list[int], drives: bool) -> None:
        """From the stores, by the car that stands before them, or as near as cars come."""
        c, stores = self.c, int(self.c.place_unit[STORES, 0])
        street = int(c.u_passage[stores])
        street = int(c.p_host[street]) if c.p_host[street] >= 0 else street
        if drives and c.p_park[street] != street:
            c.run_car_passage[r], c.run_car_offset[r], _ = self.parking(stores)
            c.run_phase[r] = TO_CAR
            return
        self._drive_or_walk(r, led, drives)

    def _seat(self, team: list[int], driving: bool) -> None:
        for m in team:
            self.c.driving[m] = driving

    def _drive_or_walk(self, r: int, led: list[int], drives: bool) -> None:
        self.c.run_phase[r] = DRIVE if drives else WALK
        self._seat(led, drives)

    def _work(self, r: int) -> int:
        """Time (ms) that the present place takes."""
        c, par = self.c, self.par
        if c.run_of[r] >= 0:
            return LOOK
        area = float(c.u_area[c.run_stops[r, c.run_leg[r]]])
        return int(1000 * min(max(area / par.area * par.search, 300.0), par.most_search))

    def _finish_stop(self, r: int, led: list[int]) -> None:
        c, leg = self.c, int(self.c.run_leg[r])
        if c.run_of[r] < 0:
            seen = any(c.threat_t[m] > c.run_until[r] - self._work(r) for m in led)
            c.run_met[r, leg] = max(int(c.run_met[r, leg]), int(seen))
            unit = int(c.run_stops[r, leg])
            _, left = take(c, self.t, r, led, unit, self.par)
            c.run_seen[r, leg] = left * float(c.site_left[unit])
        self._next_stop(r)

    def _next_stop(self, r: int) -> None:
        """On to the next place, or home."""
        c, par = self.c, self.par
        c.run_leg[r] += 1
        led = [m for _, m in rows.out_there(c, r) if rows.is_led(c, r, m)]
        most = par.carry * len(led) + (par.car_load if c.run_car[r] else 0.0)
        full = sum(burden(c, m, par.rounds) for m in led) > FULL * most
        if c.run_leg[r] >= c.run_stops_n[r] or (full and c.run_of[r] < 0):
            if c.run_of[r] >= 0:
                look_done(self, r)
            self.head_home(r)
            return
        c.run_phase[r] = DRIVE if led and c.driving[led[0]] else WALK
        if c.run_car[r] and c.run_car_passage[r] >= 0 and led:
            p, off, _ = self._at_unit(int(c.run_stops[r, c.run_leg[r]]))
            if self.go.way(led[0], p, off) > par.on_foot:
                c.run_phase[r] = TO_CAR

    def _turn_home(self, r: int, led: list[int]) -> None:
        """Turn home for a wound, a loss, dusk or much danger; pass over a place they fled from."""
        c = self.c
        if c.run_home[r] or not c.run_left[r]:
            return
        lost = any(not rows.lives(c, m) for i, m in rows.members(c, r) if c.run_in[r, i] == WITH)
        hurt = any(c.hurt[m] > HURT or c.bite_known[m] for m in led)
        parted = any(c.run_in[r, i] in IN for i, _ in rows.members(c, r))
        fled = int((c.run_met[r] == 2).sum()) >= ENOUGH
        if c.run_of[r] >= 0:  # a search goes on while there are two of them
            lost, parted, fled = len(led) < 2, False, False
        if lost or hurt or parted or fled or self._late(r, led[0]):
            self.head_home(r)
        elif c.run_met[r, c.run_leg[r]] == 2 and c.run_phase[r] in (WALK, WORK):
            self._next_stop(r)


def c_leg(c: Any, r: int) -> int:
    """Number of the stop that run r is at, or the last."""
    return min(int(c.run_leg[r]), rows.SLOTS - 1)
