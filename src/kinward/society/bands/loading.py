"""Loading: goods that leave the stores of a band with its traders, and rounds dealt out at home."""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import MASS
from kinward.society import groups
from kinward.society.acts import note
from kinward.society.bands.bartering import FIRED_BY, ROUNDS
from kinward.society.bands.vocabulary import DRAWN, GAVE


def load_up(
    c: Any, t: int, g: int, team: list[int], goods: dict[int, float], room: float, event: int
) -> dict[int, float]:
    """The team takes up to `goods` (item: number) along, `room` kg each; returns what they took."""
    u, taken = int(c.g_unit[g]), {}
    place = groups.place_of_unit(c, u)
    left = dict.fromkeys(team, room)
    for item, most in goods.items():
        for m in team:
            part = float(np.floor(min(most, left[m] / float(MASS[item]))))
            have = float(np.floor(c.stock[u, item]))
            got = min(part, have)
            if got >= 1.0:
                c.stock[u, item] -= got
                c.load[m, item] += got
                note(c, t, DRAWN, m, -1, g, place, item, got, 0.0, event)
            if item in FIRED_BY and got < part:
                got += _spare_rounds(c, t, g, m, item, part - got, event)
            if got >= 1.0:
                most -= got
                left[m] -= got * float(MASS[item])
                taken[item] = taken.get(item, 0.0) + got
    return taken


def _spare_rounds(c: Any, t: int, g: int, m: int, item: int, number: float, event: int) -> float:
    """m collects rounds from those at home who have no weapon for them; returns how many."""
    got = 0.0
    for o in groups.household_of(c, g).tolist():
        part = min(number - got, float(np.floor(c.load[o, item])))
        if o == m or part < 1.0 or c.unit[o] != c.g_unit[g] or c.load[o, FIRED_BY[item]] >= 1.0:
            continue
        c.load[o, item] -= part
        c.load[m, item] += part
        got += part
        note(c, t, GAVE, o, m, item, groups.where(c, o), item, part, 0.0, event)
    return got


def hand_out_rounds(c: Any, t: int, g: int) -> None:
    """Rounds in the stores go to those at home whose weapon they fit, who has fewest first."""
    u = int(c.g_unit[g])
    if u <= 0:
        return
    place = groups.place_of_unit(c, u)
    for item in ROUNDS:
        number = float(np.floor(c.stock[u, item]))
        who = groups.members(c, g)
        armed = who[(c.unit[who] == u) & (c.load[who, FIRED_BY[item]] >= 1.0)]
        if number < 1.0 or not len(armed):
            continue
        order = armed[np.lexsort((c.key[armed], c.load[armed, item]))].tolist()
        each, more = divmod(number, len(order))
        for k, m in enumerate(order):
            part = each + (1.0 if k < more else 0.0)
            if part >= 1.0:
                c.stock[u, item] -= part
                c.load[m, item] += part
                note(c, t, DRAWN, m, -1, g, place, item, part)
