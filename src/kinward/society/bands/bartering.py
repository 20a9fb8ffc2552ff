"""Barter: what goods are worth to a band by its stores, and what two bands agree on.

The worth of one more of an item falls in a straight line with how much of what it aims at a band
has: twice the base worth to those who have none, the base worth at the aim, 0.15 of it from 1.85
times the aim on (base worths and aims are those of society/sites.py; the line is assumed). Two
sides settle on the amounts that make gain_1^share x gain_2^(1 - share) largest: Nash (1950) where
they are equal, Kalai (1977) where one presses. Neither ever loses by it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from kinward.city.graph import ITEM
from kinward.society import groups
from kinward.society.bands.errands import FIRED_BY
from kinward.society.sites import AIMED, BASE

FOOD, WATER, FUEL = (ITEM[n] for n in ("food", "water", "fuel"))
ROUNDS = tuple(FIRED_BY)
GOODS = tuple(ITEM[n] for n in ("food", "water", "medicine", "bandage", "medkit", "fuel")) + ROUNDS
"""What bands trade in."""
WORTH = BASE.copy()
WORTH[WATER] = 1.0
"""A day of water is worth a day of food (assumed: a way to a well brings ten days of it in half the
time in which a search brings twenty rations)."""
LEAST = 0.15  # part of the base worth that more than enough keeps
FLAT = 2.0 - LEAST  # times the aim from which on it is no more than that
MOST = 60  # of an item in one deal (what three people carry of most goods)


class Store(NamedTuple):
    """What a band has of each item (20,), what it aims at, and what it could give away."""

    have: np.ndarray
    aim: np.ndarray
    spare: np.ndarray


class Deal(NamedTuple):
    """`given` of item `give` against `wanted` of item `want`, and what each side gains by it."""

    give: int
    given: float
    want: int
    wanted: float
    gain: float  # of the one who gives, rations
    other: float  # of the other side, rations

    @property
    def share(self) -> float:
        """The giver's share of what both gain 0..1."""
        return self.gain / max(self.gain + self.other, 1e-9)


def value(item: int, amount: np.ndarray | float, aim: float) -> np.ndarray:
    """Worth of `amount` of an item to those who aim at `aim` of it, rations."""
    r = np.asarray(amount, float) / max(aim, 1e-9)
    worth = np.where(r < FLAT, 2.0 * r - 0.5 * r * r, 0.0)
    flat = 2.0 * FLAT - 0.5 * FLAT * FLAT
    worth = np.where(r >= FLAT, flat + LEAST * (r - FLAT), worth)
    return WORTH[item] * max(aim, 1e-9) * worth


def store_of(c: Any, par: Any, g: int) -> Store:
    """The stores of band g; rounds are with its people, and spare where nobody can fire them."""
    u = int(c.g_unit[g])
    who = groups.household_of(c, g)
    home = who[c.unit[who] == u]
    n = max(len(who), 1)
    have = np.floor(c.stock[u].astype(float))
    aim = AIMED * n
    aim[FOOD], aim[WATER], aim[FUEL] = par.food * n, par.water * n, par.fuel * n
    aim = np.maximum(aim, 1e-9)
    for i, gun in FIRED_BY.items():
        armed = c.load[who, gun] >= 1.0
        have[i] += float(np.floor(c.load[home, i]).sum())
        aim[i] = max(par.rounds * float(armed.sum()), 1e-9)
    spare = np.floor(np.maximum(have - par.keeps * aim, 0.0))
    for i, gun in FIRED_BY.items():
        idle = home[c.load[home, gun] < 1.0]
        there = float(np.floor(c.stock[u, i]) + np.floor(c.load[idle, i]).sum())
        spare[i] = min(spare[i], there)
    return Store(have, aim, spare)


def can_give(c: Any, g: int, item: int) -> float:
    """How much of an item band g could hand out now, from its stores or unused by its people."""
    u = int(c.g_unit[g])
    there = float(np.floor(c.stock[u, item]))
    if item in FIRED_BY:
        who = groups.household_of(c, g)
        idle = who[(c.unit[who] == u) & (c.load[who, FIRED_BY[item]] < 1.0)]
        there += float(np.floor(c.load[idle, item]).sum())
    return there


def lacking(store: Store, below: float) -> list[int]:
    """Goods of which there is less than `below` times the aim, the worst lack by worth first."""
    lack = [(float(WORTH[i] * (store.aim[i] - store.have[i])), i) for i in GOODS
            if store.have[i] < below * store.aim[i] and store.aim[i] > 1e-6]  # fmt: skip
    return [i for _, i in sorted(lack, reverse=True)]


def offered(store: Store) -> list[int]:
    """Goods that could be given away, the most worth first."""
    spare = [(float(WORTH[i] * store.spare[i]), i) for i in GOODS if store.spare[i] >= 1.0]
    return [i for _, i in sorted(spare, reverse=True)]


def settle(
    one: Store, other: Store, give: int, want: int, most: tuple[float, float], share: float
) -> Deal | None:
    """What two sides agree on for an item against another; None where it helps only one of them.

    `most`: the largest amounts of each. `share`: power of the giver in the bargain, 0.5 equal.
    """
    a = np.arange(1.0, min(most[0], one.have[give], MOST) + 1.0)[:, None]
    b = np.arange(1.0, min(most[1], other.have[want], MOST) + 1.0)[None, :]
    if not a.size or not b.size or give == want:
        return None

    def gain(store: Store, out: int, out_n: np.ndarray, into: int, in_n: np.ndarray) -> np.ndarray:
        lost = value(out, store.have[out], store.aim[out]) - value(
            out, store.have[out] - out_n, store.aim[out])  # fmt: skip
        got = value(into, store.have[into] + in_n, store.aim[into]) - value(
            into, store.have[into], store.aim[into])  # fmt: skip
        return got - lost

    mine, theirs = gain(one, give, a, want, b), gain(other, want, b, give, a)
    both = (mine > 1e-6) & (theirs > 1e-6)
    if not both.any():
        return None
    score = np.where(
        both, np.maximum(mine, 1e-9) ** share * np.maximum(theirs, 1e-9) ** (1.0 - share), -1.0
    )
    i, j = np.unravel_index(int(np.argmax(score)), score.shape)
    return Deal(give, float(a[i, 0]), want, float(b[0, j]), float(mine[i, j]), float(theirs[i, j]))


def best(
    one: Store, other: Store, brought: dict[int, float], there: dict[int, float], share: float
) -> Deal | None:
    """The best deal for both of what was brought against what there is and can be carried home."""
    found: Deal | None = None
    for give, number in brought.items():
        for want, most in there.items():
            deal = settle(one, other, give, want, (number, most), share)
            if deal is not None and (
                found is None or deal.gain * deal.other > found.gain * found.other
            ):
                found = deal
    return found
