"""Scenes of duty, order and help in a danger: what each of those asked first did."""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import UnitKind
from kinward.core.choices import O_FETCH
from kinward.core.events import SUBJECT, WHAT
from kinward.core.hope import LEFT
from kinward.core.vocabulary import CHILD_OF, MEDIC, SCHOOL, SOLDIER
from kinward.engine.world import Live
from kinward.mind.warned import DECIDES, GROWN
from kinward.mind.warning_vocabulary import KEPT_POST, REPORTED, SET_OUT, TOOK_ALONG, WENT_BY
from kinward.verify.dangers import SHOWS, Scene, town
from kinward.verify.worlds import rebuild_lists

SURE = {"cue": 1.0, "clarity": 1.0}  # asked outright: what one would do, were it so
TOLD = {**SURE, "time_left": "1 h"}
ORDER = {
    "order": "leave",
    "gathering": "forbidden",
    "order_at": f"{SHOWS} min",
    "reaches": "1000 /s",
}
"""All are told at once to leave, and that the school sees to the children."""
AWAY = {**SURE, "safe": "beyond", "x": 100_000, "y": 0, "beyond": "1 m"}  # nobody lives in it


def parents(seed: int) -> tuple[int, int]:
    """(parents of a child at school who go to fetch one against the order, those who set out)."""
    scene = town(seed, TOLD, last=40, order=ORDER)
    a = scene.live.array
    first = _first(scene)
    fetch = asked = 0
    for m, option in first.items():
        if a("age")[m] < GROWN or a("activity")[m] == SCHOOL:
            continue
        rows = slice(int(a("tie_ptr")[m]), int(a("tie_end")[m]))
        of, kind = a("tie_to")[rows], a("tie_kind")[rows]
        own = of[(kind == CHILD_OF) & (a("age")[of] < GROWN)]
        if any(a("activity")[c] == SCHOOL and a("household")[c] == a("household")[m] for c in own):
            asked += 1
            fetch += option == O_FETCH
    return fetch, asked


def _first(scene: Scene) -> dict[int, int]:
    """What each who set out did first."""
    out: dict[int, int] = {}
    for row in scene.rows(SET_OUT):
        out.setdefault(int(row[SUBJECT]), int(row[WHAT]))
    return out


def reporting(seed: int, contagious: bool) -> tuple[int, int]:
    """(medics off duty who report for it, all of them)."""
    asked: list[np.ndarray] = []

    def prepare(live: Live) -> None:
        a = live.array
        asked.append(np.flatnonzero((a("role") == MEDIC) & (a("unit") == a("home"))
                                    & (a("work") > 0)))  # fmt: skip

    scene = town(seed, {**AWAY, "contagious": contagious}, last=30, roles={"medics": "25 %"},
                 prepare=prepare)  # fmt: skip
    went = np.isin(asked[0], scene.rows(REPORTED)[:, SUBJECT])
    return int(went.sum()), len(went)


def police(seed: int) -> tuple[int, int]:
    """(those on their post who stay in a flood of days, all of them)."""
    asked: list[np.ndarray] = []

    def prepare(live: Live) -> None:
        """A station: those on the day shift are at it, several together."""
        a = live.array
        force = np.flatnonzero((a("role") == SOLDIER) & (a("shift") == 0))
        rooms = np.flatnonzero(a("u_kind") == UnitKind.OFFICE)
        unit = rooms[np.arange(len(force)) // 8 % len(rooms)]
        a("post_passage")[force], a("post_offset")[force] = a("u_passage")[unit], a("u_off")[unit]
        _move(live, force, unit, inside=False)
        for m in force:  # of their own it is known that they have left
            rows = slice(int(a("tie_ptr")[m]), int(a("tie_end")[m]))
            a("tie_hope")[rows] |= LEFT
        asked.append(force)

    scene = town(seed, {"cue": 1.0, "clarity": 0.3, "time_left": "2 days"}, last=120,
                 roles={"soldiers": "12 %"}, prepare=prepare)  # fmt: skip
    stayed = np.isin(asked[0], scene.rows(KEPT_POST)[:, SUBJECT])
    return int(stayed.sum()), len(stayed)


def helping(seed: int, staff: bool) -> tuple[int, int]:
    """(those who take along a stranger in need before they leave, those who see one)."""
    asked: list[np.ndarray] = []

    def prepare(live: Live) -> None:
        """Rooms in which some are hurt; staff work there, guests do not."""
        a = live.array
        grown = np.flatnonzero((a("age") >= 18) & (a("age") < 70) & (a("work") > 0)
                               & (a("unit") == a("work")))  # fmt: skip
        hurt = np.flatnonzero(a("age") >= DECIDES)
        hurt = hurt[~np.isin(hurt, grown)][: len(grown)]
        helpers = grown[: len(hurt)]
        rooms = a("work")[helpers]
        if not staff:  # everybody is a guest of where the next one works
            rooms = np.roll(rooms, 1)
            clash = rooms == a("work")[helpers]
            helpers, rooms, hurt = helpers[~clash], rooms[~clash], hurt[~clash]
        _move(live, helpers, rooms)
        _move(live, hurt, rooms)
        a("hurt")[hurt] = 0.6
        asked.append(helpers)

    scene = town(seed, {**SURE, "time_left": "20 min"}, last=20, prepare=prepare)
    who = asked[0]
    took = np.isin(who, scene.rows(TOOK_ALONG)[:, SUBJECT])
    saw = took | np.isin(who, scene.rows(WENT_BY)[:, SUBJECT])
    return int(took.sum()), int(saw.sum())


def _move(live: Live, who: np.ndarray, unit: Any, *, inside: bool = True) -> None:
    """Put people into rooms, or before their doors."""
    a = live.array
    a("unit")[who] = unit if inside else 0
    a("passage")[who], a("offset")[who] = a("u_passage")[unit], a("u_off")[unit]
    rebuild_lists(live)
