"""The only weapon: one goes after somebody who was taken, a friend stays, and one of them is armed.

When somebody sets out after one who was taken, or goes in at the manhole (mind/pursuing.py), and
of them and a friend beside them who does not go exactly one has a loaded firearm, the one without
may ask for it: who goes needs it below, who stays has their own to guard. The other gives it or
refuses. Who is refused may take it, which stands the other and theirs unarmed (world row S10). Each
is a choice by random utility over parts as in mind/worth.py, with assumed weights:

    ask       need + 0.8 trust                         or go without: 0.6
    give      2.4 bond + 0.6 trust - 1.2 dependants    or refuse: 1 + fear/2, and 1.5 in service
    take      need + 0.8 anger + 0.6 fear - 2.2 bond - 0.6 trust + (s - s')   or let it be: 1

with strengths s = (1 - hurt), and 0.7 of it from 65 years on. It comes off with the chance
1 / (1 + e^(-4 (s - s'))): who is hurt is easier to overpower. The blow hurts, and who was hurt
already bleeds anew.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import ITEM
from kinward.city.places import place_number
from kinward.core.bundles import CHASE, DECISIONS, DEEDS, EVENTS
from kinward.core.chase import AT_MOUTH, GOES_IN, NO_CHASE, RUNS
from kinward.core.choices import O_LET_PASS, O_REFUSE, O_SHARE, O_TAKE_WEAPON, O_TALK
from kinward.core.decisions import decide_row, next_decision, option_row
from kinward.core.deeds import D_SHARED, D_TOOK_WEAPON, Deeds, did
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.math import exp, log
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.purposes import CHOICE, WRESTS
from kinward.core.quantity import Length, Probability, Real, Switch
from kinward.core.vocabulary import A_PURSUE, C_ARMS, POLICE, SOLDIER
from kinward.mind import parameters as q
from kinward.mind.menu import B, C, D, F, R, U
from kinward.mind.pursuit_vocabulary import GAVE_WEAPON, KEPT_WEAPON, TOOK_WEAPON
from kinward.mind.vocabulary import DECIDED

FIREARMS = (("rifle", "rifle_round"), ("shotgun", "shell"), ("pistol", "pistol_round"))
GROWN, AGED = 14, 80  # years (mind/self.py)


class OnlyWeapon(Parameters):
    """A weapon that two need, of whom one goes after somebody and one stays."""

    on: Switch = param(True, "who is unarmed asks for a friend's only firearm, and may take "
                       "it", "story S10")  # fmt: skip
    beside: Length = param("40 m", "how far off a friend is asked", "pursuit.beside", ge="0 m",
                           le="1 km")  # fmt: skip
    dear: Probability = param(0.35, "strength of the tie from which one asks", "pursuit.dear")
    blow: Real = param(0.1, "loss of strength by being overpowered", "assumed", ge=0, le=1)
    reopens: Real = param(20, "bleeding of a wound that the blow opens, ml/min", "assumed", ge=0,
                          le=500)  # fmt: skip


def only_weapon(t: int, par: OnlyWeapon, c: Any) -> None:
    """Look at everyone who has just set out after somebody, or just goes into the dark."""
    if not par.on:
        return
    for m in c.chasers[: int(c.chase_n[0])].tolist():
        now = 2 * int(c.aim_about[m]) + int(c.chase[m] == GOES_IN)
        if c.asked_arms[m] == now or c.aim[m] != A_PURSUE or not _here(c, m):
            continue
        if c.chase[m] not in (RUNS, AT_MOUTH, GOES_IN):
            continue
        c.asked_arms[m] = now
        f = _friend(c, par, m)
        if f >= 0:
            armed = firearm(c, m) >= 0
            _Asking(t, par, c, *((f, m) if armed else (m, f))).run()


def firearm(c: Any, m: int) -> int:
    """Item of a loaded firearm of m, -1 none."""
    for gun, rounds in FIREARMS:
        if c.load[m, ITEM[gun]] >= 1.0 and c.load[m, ITEM[rounds]] >= 1.0:
            return ITEM[gun]
    return -1


def _here(c: Any, m: int) -> bool:
    return bool(c.fate[m] == 0 and not c.gone[m] and c.passage[m] >= 0 and c.awake_mind[m]
                and c.carried_by[m] < 0)  # fmt: skip


def _friend(c: Any, par: OnlyWeapon, m: int) -> int:
    """The dearest one beside m who does not go, where exactly one of the two is armed; -1 none."""
    best, most, armed = -1, par.dear, firearm(c, m) >= 0
    for r in range(int(c.tie_ptr[m]), int(c.tie_end[m])):
        o = int(c.tie_to[r])
        near = c.passage[o] == c.passage[m] and c.unit[o] == c.unit[m]
        if not near or abs(c.offset[o] - c.offset[m]) > par.beside or not _here(c, o):
            continue
        able = GROWN <= c.age[o] < AGED and c.chase[o] == NO_CHASE
        if able and (firearm(c, o) >= 0) != armed and c.tie_strength[r] >= most:
            best, most = o, float(c.tie_strength[r])
    return best


class _Asking:
    """One asks another for the only weapon of the two."""

    def __init__(self, t: int, par: OnlyWeapon, c: Any, a: int, b: int) -> None:
        self.t, self.par, self.c, self.a, self.b = t, par, c, a, b
        self.bond, self.trust = self.tie(a, b)
        self.cause = int(c.aim_event[a] if c.aim[a] == A_PURSUE else c.aim_event[b])

    def run(self) -> None:
        """Ask, or not; give, or refuse; take, or let it be."""
        c, a, b = self.c, self.a, self.b
        need = self.need()
        code, n = self.pick(a, b, self.cause, 0, {
            O_TALK: {B: need + 0.8 * self.trust}, O_LET_PASS: {C: 0.6},
        })  # fmt: skip
        if code != O_TALK:
            return
        bond, trust = self.tie(b, a)
        serves = c.role[b] in (SOLDIER, POLICE)
        code, n = self.pick(b, a, n, 1, {
            O_SHARE: {B: 2.4 * bond + 0.6 * trust, D: -1.2 * self.dependants(b)},
            O_REFUSE: {C: 1.0, F: 0.5 * float(c.fear[b]), U: 1.5 if serves else 0.0},
        })  # fmt: skip
        if code == O_SHARE:
            self.hand_over(GAVE_WEAPON, b, a, n)
            return
        gap = self.strength(a) - self.strength(b)
        code, n = self.pick(a, b, n, 2, {
            O_TAKE_WEAPON: {B: need - 2.2 * self.bond - 0.6 * self.trust, R: gap,
                            F: 0.8 * float(c.anger[a]) + 0.6 * float(c.fear[a])},
            O_LET_PASS: {C: 1.0},
        })  # fmt: skip
        if code == O_TAKE_WEAPON:
            self.wrest(gap, n)

    def need(self) -> float:
        """What a needs it for: the one who was taken, or those who need a where a stays."""
        c, a = self.c, self.a
        if c.aim[a] == A_PURSUE:
            return 1.5 * self.tie(a, int(c.aim_about[a]))[0] + 0.4
        return 0.6 * min(self.dependants(a), 3)

    def dependants(self, m: int) -> int:
        """Those of m's household beside m who could not go alone."""
        c, n = self.c, 0
        h = int(c.household[m])
        for o in c.h_member[c.h_ptr[h] : c.h_ptr[h + 1]].tolist():
            frail = c.age[o] < GROWN or c.age[o] >= AGED or c.hurt[o] > 0.5
            near = c.passage[o] == c.passage[m] and c.unit[o] == c.unit[m]
            near = near and abs(c.offset[o] - c.offset[m]) <= self.par.beside
            n += o != m and frail and near and c.fate[o] == 0 and not c.gone[o]
        return int(n)

    def tie(self, m: int, o: int) -> tuple[float, float]:
        """(strength, trust) of m's tie to o; 0 where there is none."""
        c = self.c
        for r in range(int(c.tie_ptr[m]), int(c.tie_end[m])):
            if c.tie_to[r] == o:
                return float(c.tie_strength[r]), float(c.tie_trust[r])
        return 0.0, 0.0

    def strength(self, m: int) -> float:
        """Strength of m in a struggle, 0..1."""
        c = self.c
        return (1.0 - min(1.0, float(c.hurt[m]))) * (0.7 if c.age[m] >= 65 else 1.0)

    def wrest(self, gap: float, cause: int) -> None:
        """a tries to take the weapon of b by force."""
        c, a, b = self.c, self.a, self.b
        chance = 1.0 / (1.0 + float(exp(-4.0 * gap)))
        if uniform(c.seed[0], WRESTS, c.key[a], c.key[b], self.t, 0) >= chance:
            self.say(KEPT_WEAPON, a, b, -1, chance, 0.0, cause)
            return
        n = self.hand_over(TOOK_WEAPON, a, b, cause, chance)
        if c.hurt[b] > 0.15:
            c.bleeding[b] += self.par.reopens
            c.bleed_t[b] = self.t if c.blood_lost[b] <= 0.0 else c.bleed_t[b]
            c.wound_event[b] = n
        c.hurt[b] = min(1.0, float(c.hurt[b]) + self.par.blow)

    def hand_over(self, kind: int, m: int, o: int, cause: int, value2: float = 0.0) -> int:
        """Weapon and rounds go from b to a by an event in which m does it to o."""
        c, a, b, n = self.c, self.a, self.b, -1
        gun = firearm(c, b)
        rounds = next(ITEM[r] for g, r in FIREARMS if ITEM[g] == gun)
        for item in (gun, rounds):
            number = 1.0 if item == gun else float(np.floor(c.load[b, item]))
            c.load[b, item] -= number
            c.load[a, item] += number
            e = self.say(kind, m, o, item, number, value2, cause)
            n = e if n < 0 else n
        deeds = Deeds(*(getattr(c, d) for d in DEEDS))
        did(deeds, m, o, D_TOOK_WEAPON if kind == TOOK_WEAPON else D_SHARED, n, 1.0)
        return n

    def pick(
        self, m: int, o: int, cause: int, k: int, worths: dict[int, dict[int, float]]
    ) -> tuple[int, int]:
        """(option that m chooses about o, event of the decision): random utility, recorded."""
        c, t = self.c, self.t
        w = c.danger_weights
        by = np.array([w[q.RISK], w[q.BOND], w[q.DEPENDANTS], w[q.DUTY], w[q.OTHERS], 1.0,
                       w[q.FEELING], w[q.MEMORY]])  # fmt: skip
        codes = [code for code in worths if c.option_on[code]]
        if not codes:
            return -1, cause
        parts = np.zeros((len(codes), 8))
        for i, code in enumerate(codes):
            for part, value in worths[code].items():
                parts[i, part] = value * by[part]
        v = parts.sum(1)
        lean = [-float(log(-log(uniform(c.seed[0], CHOICE, c.key[m], c.key[o], t + k, code))))
                for code in codes]  # fmt: skip
        best = int(np.argmax(v / w[q.THETA] + np.array(lean)))
        second = float(np.delete(v, best).max()) if len(codes) > 1 else -99.0
        n = emit(c.ev_ints, c.ev_reals, c.ev_head, t, DECIDED, m, o, next_decision(c.de_head),
                 self.place(m), codes[best], float(v[best]), second, cause)  # fmt: skip
        for i, code in enumerate(codes):
            option_row(c.de_options, c.de_parts, c.de_head, code, o, -1, float(v[i]), parts[i])
        decide_row(c.de_rows, c.de_head, t, m, int(c.party[m]), C_ARMS, best, len(codes), 0, n)
        return codes[best], int(n)

    def say(
        self, kind: int, m: int, o: int, what: int, value: float, value2: float, cause: int
    ) -> int:
        """Write an event; returns its number."""
        c = self.c
        return int(emit(c.ev_ints, c.ev_reals, c.ev_head, self.t, kind, m, o, 0, self.place(m),
                        what, value, value2, cause))  # fmt: skip

    def place(self, m: int) -> int:
        """Place number of m in events."""
        c = self.c
        return place_number(c, m)


ONLY_WEAPON = Process(
    "only_weapon", "second", only_weapon, section="only_weapon", python=True,
    writes=(*EVENTS, *DECISIONS, *DEEDS, "load", "hurt", "bleeding", "bleed_t", "wound_event",
            "asked_arms"),
    reads=(*CHASE, "aim", "aim_about", "aim_event", "fate", "gone", "passage", "offset", "unit",
           "awake_mind", "carried_by", "blood_lost", "fear", "anger", "party", "tie_end", "tie_to",
           "tie_strength", "tie_trust"),
    fixed=("tie_ptr", "age", "role", "household", "h_ptr", "h_member", "key", "seed", "p_len",
           "danger_weights", "option_on"),
    meaning="of two who part, one asks the other for the only weapon, and may take it",
    when=("chase_n",), of="swarm",
)  # fmt: skip
