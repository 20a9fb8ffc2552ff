"""Arms on the stage: who fights with what, against one of the infected each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from effects_stage import Sections, Stage, raised

from kinward.city.graph import ITEM
from kinward.core import vocabulary as v
from kinward.core.clock import SECOND

ARMS = ("rifle", "shotgun", "pistol", "machete", "chain_sickle")


@dataclass(frozen=True)
class Armed:
    """armed people, each with one of the infected as far off as their weapon is for, for 10 s

    Attributes:
        role: of those who fight; their share is raised.
        picks: last digits of the keys of those who get the weapon.
        metres: to the infected.
    """

    role: int
    picks: tuple[int, ...]
    metres: float

    def __call__(self, seed: int, sets: Sections) -> float:
        """How many of the infected are ended."""
        share = "soldiers" if self.role == v.SOLDIER else "scouts"
        stage = Stage(seed, raised(sets, f"roles.{share}=0.3"))
        a = stage.a
        digit = (a("key") % np.uint64(10)).astype(int)
        fit = (a("role") == self.role) & np.isin(digit, self.picks)
        ways = stage.streets(30.0)
        who = stage.people[fit[stage.people]][: len(ways)]
        ways, x = ways[: len(who)], stage.beasts[: len(who)]
        stage.alone(x)
        stage.put(who, ways, 5.0)
        stage.put(x, ways, 5.0 + self.metres)
        stage.wake(who)
        stage.hunt(x, who)
        if self.metres <= 3.0:  # at arm's length the blade alone is tried
            for rounds in ("rifle_round", "shell", "pistol_round"):
                a("load")[who, ITEM[rounds]] = 0
        for s in range(10):
            a("foe")[who] = np.where(a("gone")[x], -1, x)
            a("fires")[who] = self.metres > 3.0
            stage.second("fight", start=s * SECOND)
        return float(a("gone")[x].sum())


def lying_machetes(seed: int, sets: Sections) -> float:
    """20 unarmed people, each with one of the infected upon them and a machete at their feet"""
    stage = Stage(seed, sets)
    a = stage.a
    doors = stage.doors(20)
    who, x = stage.people[: len(doors)], stage.beasts[: len(doors)]
    stage.alone(x)
    for name in ARMS:
        a("load")[who, ITEM[name]] = 0
        a("load")[x, ITEM[name]] = 0
    n = len(doors)
    a("stock")[doors, ITEM["machete"]] += 1
    a("lying")[:n], a("lying_item")[:n], a("lying_n")[0] = doors, ITEM["machete"], n
    a("lies")[a("u_passage")[doors]] = True
    stage.put(who, a("u_passage")[doors], a("u_off")[doors] - 1.0)
    stage.put(x, a("u_passage")[doors], a("u_off")[doors] - 0.5)
    stage.wake(who)
    stage.hunt(x, who)
    for s in range(20):
        a("foe")[who] = np.where(a("gone")[x], -1, x)
        stage.second("pick_up", "fight", start=s * SECOND)
    return float(a("gone")[x].sum())
