"""Meals: three a day in the halls, from the stores; rations are cut as they run down (K6, R5).

One event a meal and hall. Who is in the hall at their sitting eats; who is on post, in the
clinic, in quarantine or out gets theirs brought at the end of the day, as far as there is food.
A day is one ration: a quarter in the morning, .35 at noon, .4 in the evening (assumed).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import ITEM
from kinward.city.places import place_number
from kinward.core.bundles import EVENTS
from kinward.core.draws import uniforms
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Real, Share, Switch
from kinward.core.vocabulary import EAT
from kinward.society.acts import note
from kinward.society.purposes import MEAL_ORDER
from kinward.society.zone.life import GROUP_ZONE
from kinward.society.zone.run_rows import clock
from kinward.society.zone.siting import HALL, STORES
from kinward.society.zone.vocabulary import ATE_OWN, HUNGRY, MEAL, RATION_CUT

FOOD = ITEM["food"]
SHARES = (0.25, 0.35, 0.40)  # of a day's ration at each meal
SITTINGS = ((430, 455, 480), (730, 755, 780), (1090, 1115, 1140))
"""Minutes of the day at which it is seen who sits at table (ten after each sitting begins)."""
LATE = ((520,), (820,), (1170,))  # those on other shifts (cooks, the night shift)
SERVED = tuple(max(s) + 45 for s in SITTINGS)  # minute at which the meal is written down
NIGHT = 1260  # minute at which the rest is brought
GRAIN = 16.0  # amounts are kept in sixteenths, which float32 holds exactly


class Meals(Parameters):
    """Rations and meals."""

    on: Switch = param(True, "people eat from the stores", "story K6")
    low: Real = param(5, "days of food below which the ration is cut", "assumed", ge=0, le=365)
    scarce: Real = param(3, "days of food below which it is cut again", "assumed", ge=0, le=365)
    cut: Share = param(0.75, "ration when food is low", "assumed")
    least: Share = param(0.5, "ration when food is scarce", "assumed")
    plenty: Real = param(1.0, "days of food above a limit from which a cut is lifted", "assumed",
                         ge=0, le=365)  # fmt: skip
    rationing: Switch = param(True, "the ration is cut as food runs down", "story K6")


def meals(t: int, par: Meals, c: Any) -> None:
    """See who eats, serve, and settle the day."""
    if not par.on:
        return
    day, minute = clock(c, t)
    for meal in range(3):
        if minute in SITTINGS[meal] or minute in LATE[meal]:
            _sit(c, meal)
        if minute == SERVED[meal]:
            _serve(t, c, meal)
    if minute == NIGHT:
        _settle(t, c, day)
        _ration(t, par, c)


def members(c: Any) -> np.ndarray:
    """The living of the zone (N,) bool."""
    return (c.group_id == GROUP_ZONE) & (c.fate == 0) & ~c.gone


def _sit(c: Any, meal: int) -> None:
    """Those who sit in their hall now eat this meal."""
    there = members(c) & (c.unit == c.hall_of) & (c.activity == EAT) & (c.passage >= 0)
    c.fed[there] |= 1 << meal


def whole(amount: float) -> float:
    """An amount in grains, rounded up."""
    return float(np.ceil(amount * GRAIN - 1e-6) / GRAIN)


def _serve(t: int, c: Any, meal: int) -> None:
    """Write the meal of each hall down; who finds the pot empty has not eaten."""
    stores = int(c.place_unit[STORES, 0])
    each = SHARES[meal] * float(c.ration[0])
    fed = members(c) & (c.fed & (1 << meal) > 0)
    for j, hall in enumerate(c.place_unit[HALL].tolist()):
        if hall <= 0:
            continue
        at = np.flatnonzero(fed & (c.hall_of == hall))
        at = _as_many(t, c, at, each, stores, meal)
        _eat(t, c, len(at) * each, len(at), stores, j + 10 * meal)


def _as_many(t: int, c: Any, at: np.ndarray, each: float, stores: int, meal: int) -> np.ndarray:
    """Those of `at` for whom there is food, by lot; the rest lose the meal again."""
    room = int(np.floor((float(c.stock[stores, FOOD]) * GRAIN - 1.0) / GRAIN / each + 1e-9))
    if len(at) <= room or each <= 0.0:
        return at
    u = np.empty(len(at))
    uniforms(c.seed[0], MEAL_ORDER, c.key[at], t, meal, u)
    order = at[np.argsort(u, kind="stable")]
    c.fed[order[max(room, 0) :]] &= ~(1 << meal)
    return order[: max(room, 0)]


def _eat(t: int, c: Any, amount: float, people: int, stores: int, k: int) -> None:
    amount = min(whole(amount), float(c.stock[stores, FOOD]))
    if people == 0 or amount <= 0.0:
        return
    c.stock[stores, FOOD] -= amount
    note(c, t, MEAL, GROUP_ZONE, -1, k, len(c.p_len) + stores, FOOD, amount, people)


def _settle(t: int, c: Any, day: int) -> None:
    """Bring the meals that were missed to those within reach; who got nothing goes hungry."""
    stores = int(c.place_unit[STORES, 0])
    all_ = members(c) & (c.passage >= 0)
    at = np.maximum(c.passage, 0)
    near = all_ & (c.p_zone[at] | c.p_gate[at])
    for meal in range(3):
        each = SHARES[meal] * float(c.ration[0])
        missed = np.flatnonzero(near & (c.fed & (1 << meal) == 0))
        got = _as_many(t, c, missed, each, stores, meal)
        c.fed[got] |= 1 << meal
        _eat(t, c, len(got) * each, len(got), stores, 100 + meal)
    without = all_ & (c.fed == 0)
    c.hungry_days[all_ & ~without] = 0
    c.hungry_days[without] += 1
    own = (c.group_id < 0) & (c.fate == 0) & ~c.gone & (c.passage >= 0)
    for m in np.flatnonzero(own).tolist():
        without[m] = not _eat_own(t, c, m)
    for m in np.flatnonzero(without & (c.hungry_days == 1)).tolist():
        note(c, t, HUNGRY, m, place=_place(c, m), value=1.0)
    c.fed[:] = 0


def _place(c: Any, m: int) -> int:
    return place_number(c, m)


def _eat_own(t: int, c: Any, m: int) -> bool:
    """Who belongs to no zone eats of what they carry, a ration a day; False if there is none."""
    amount = min(1.0, float(c.load[m, FOOD]))
    if amount <= 0.0:
        c.hungry_days[m] += 1
        return False
    c.load[m, FOOD] -= amount
    c.hungry_days[m] = 0
    note(c, t, ATE_OWN, m, -1, 0, _place(c, m), FOOD, amount)
    return True


def _ration(t: int, par: Meals, c: Any) -> None:
    """Set tomorrow's ration by how many days the food lasts at the full one."""
    if not par.rationing:
        return
    living = int(members(c).sum())
    days = float(c.stock[c.place_unit[STORES, 0], FOOD]) / max(living, 1)
    now = float(c.ration[0])
    step = [1.0, par.cut, par.least]
    want = step[(days < par.low) + (days < par.scarce)]
    if want > now:  # a cut is lifted only when there is some to spare
        want = max(now, step[(days < par.low + par.plenty) + (days < par.scarce + par.plenty)])
    if want != now:
        c.ration[0] = want
        note(c, t, RATION_CUT, GROUP_ZONE, value=want)


MEALS = Process(
    "meals", "minute", meals, section="meals", python=True,
    writes=(*EVENTS, "fed", "ration", "hungry_days", "stock", "load"),
    reads=("group_id", "fate", "gone", "unit", "passage", "activity"),
    fixed=("hall_of", "place_unit", "p_len", "p_zone", "p_gate", "key", "seed", "start_ms"),
    meaning="the halls serve three meals a day from the stores",
    of="zone",
)  # fmt: skip
