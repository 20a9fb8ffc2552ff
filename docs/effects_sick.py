"""The bitten, the sick and the hurt on the stage."""

from __future__ import annotations

import numpy as np
from effects_stage import Sections, Stage, raised

from kinward.body.infection import give_dose
from kinward.city.graph import ITEM
from kinward.core import vocabulary as v
from kinward.core.clock import MINUTE


def bitten_at_rest(seed: int, sets: Sections) -> float:
    """50 people at home with bites that they do not know of, for eight hours"""
    stage = Stage(seed, sets)
    a = stage.a
    who = stage.people[:50]
    a("bite_part")[who], a("exposed_t")[who], a("moving")[who] = 3, 0, False
    stage.minute("find_bites", n=480)
    return float(a("bite_known")[who].sum())


def _bitten(seed: int, sets: Sections, bites: float, *more: str) -> Stage:
    """60 people who are bitten at once, so many light bites each; then their infection alone."""
    fast = raised(sets, "rage.latent='4 h'", "rage.change='4 h'", "rage.household='0 /h'", *more)
    stage = Stage(seed, fast)
    a = stage.a
    for m in stage.people[:60].tolist():
        give_dose(a("new_dose"), a("dosed"), a("dosed_n"), m, bites)
    stage.minute("infection", n=2880)
    return stage


def bitten_once(seed: int, sets: Sections) -> float:
    """60 people with a light bite each, and a fast Rage, for two days"""
    return float(_bitten(seed, sets, 1.0).count("stage"))


def bitten_often(seed: int, sets: Sections) -> float:
    """60 people with five light bites each, and a fast Rage, for two days"""
    noted = _bitten(seed, sets, 5.0).noted
    hours = [e.value for e in noted if e.name == "stage" and e.what == v.STAGE_ONE]
    return float(np.mean(hours))


def nine_in_ten_immune(seed: int, sets: Sections) -> float:
    """60 people with a light bite each, nine in ten of them immune, for two days"""
    immune = ("rage.immune=0.9", "rage.window='24 h'")
    return float(_bitten(seed, sets, 1.0, *immune).count("healed"))


def _bleeding(seed: int, sets: Sections) -> Stage:
    """40 people who bleed 60 ml a minute from the start, for two hours."""
    stage = Stage(seed, sets)
    who = stage.people[:40]
    stage.a("hurt")[who], stage.a("bleeding")[who], stage.a("bleed_t")[who] = 0.4, 60.0, 0
    stage.minute("bleed", n=120)
    return stage


def bled_to_death(seed: int, sets: Sections) -> float:
    """40 people who bleed and whom nobody helps, for two hours"""
    return float(_bleeding(seed, sets).count("died"))


def fainted(seed: int, sets: Sections) -> float:
    """40 people who bleed and whom nobody helps, for two hours"""
    return float(_bleeding(seed, sets).count("collapsed"))


def lost_minds(seed: int, sets: Sections) -> float:
    """people whose minds go, each with somebody 3 m off in the street, for five minutes"""
    still = raised(sets, "horde.near=false")
    stage = Stage(seed, still, start_hour=10)
    ways = stage.streets(40.0)[:30]
    n = len(ways)
    sick, near = stage.people[:n], stage.people[n : 2 * n]
    stage.alone(sick)
    stage.put(sick, ways, 20.0)
    stage.put(near, ways, 23.0)
    stage.wake(near)
    stage.sicken(sick, v.STAGE_ONE, MINUTE // 2)
    stage.minutes(5)
    return float(sum(e.name in ("bitten", "clawed") and e.whom in sick for e in stage.noted))


def _hurt_at_home(seed: int, sets: Sections) -> Stage:
    """20 people at home who are hurt and bleed, bandages in the stores alone, for two hours."""
    stage = Stage(seed, raised(sets, "roles.medics=0.1"), start_hour=8.25)
    a = stage.a
    who = stage.people[a("role")[stage.people] == v.WORKER][:20]
    stage.alone(stage.beasts[:0])
    stage.into(who, a("home")[who])
    a("load")[:, [ITEM["bandage"], ITEM["medkit"]]] = 0.0
    a("hurt")[who], a("bleeding")[who], a("bleed_t")[who] = 0.3, 20.0, 0
    stage.minutes(120)
    return stage


def taken_in(seed: int, sets: Sections) -> float:
    """20 people hurt at home, bandages in the stores alone, and many medics, for two hours"""
    return float(_hurt_at_home(seed, sets).count("admitted"))


def wounds_closed(seed: int, sets: Sections) -> float:
    """20 people hurt at home, bandages in the stores alone, and many medics, for two hours"""
    return float(_hurt_at_home(seed, sets).count("wound_closed"))
