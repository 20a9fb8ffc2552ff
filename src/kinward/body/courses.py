"""Courses of an infection and the layers it passes through, as data for the infection process.

A course is a row for each stage: the law of its time with its parameters, the stage after it, how
much those in it shed in each contact layer, and marks of what it does to a person. Stage 0 is
well, stage 1 is where an infection begins. Those immune follow a course of their own. A layer is
a list of pairs with weights, or groups that mix evenly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kinward.core.draws import uniforms
from kinward.core.math import exponential
from kinward.core.parameters import Parameters, param
from kinward.core.purposes import EXPOSURE, IMMUNE
from kinward.core.quantity import Duration, Probability, Rate, Real, Switch
from kinward.core.vocabulary import (
    STAGE_IMMUNE,
    STAGE_LATENT,
    STAGE_ONE,
    STAGE_THREE,
    STAGE_TWO,
)

FIXED, EXPONENTIAL, LOGNORMAL, ERLANG, NEVER = range(5)  # laws of the time of a stage
TURNS, HEALS, SIGNS = 1, 2, 4  # marks: the mind is lost, nothing followed, signs begin


@dataclass(frozen=True)
class Stage:
    """One row of a course.

    Attributes:
        law: of its time; NEVER if it does not end.
        a: mean of the time (fixed, exponential, Erlang) or median (lognormal), s.
        b: sigma of its logarithm (lognormal), or number of phases (Erlang).
        next: stage that follows.
        sheds: share of each layer's rate at which those in it infect.
        dose_power: the time is shortened as dose to the minus this.
        marks: TURNS, HEALS, SIGNS or none.
    """

    law: int = NEVER
    a: float = 0.0
    b: float = 0.0
    next: int = 0
    sheds: tuple[float, ...] = ()
    dose_power: float = 0.0
    marks: int = 0


@dataclass(frozen=True)
class Layer:
    """A way in which people infect one another.

    Attributes:
        name: as scenarios call it.
        rate: force of infection on each contact of weight 1, or, in a group, of one who sheds on
            all its members together, 1/s.
        pairs: (K, 2) ordered rows of movers, who infects whom; empty for groups.
        weights: (K,) of the pairs; None for 1.
        groups: rows of movers that mix evenly.
        together: only while both are behind the same door.
        dose: what an infection through it counts, light bites.
    """

    name: str
    rate: float
    pairs: np.ndarray | None = None
    weights: np.ndarray | None = None
    groups: Sequence[np.ndarray] = ()
    together: bool = False
    dose: float = 1.0


class Rage(Parameters):
    """The Rage: a fungal infection passed by bites and infected fluids."""

    on: Switch = param(True, "whether exposure infects", "story K1")
    latent: Duration = param("40 h", "median time from one light bite to Stage One", "story K1",
                             ge="1 min", le="60 days")  # fmt: skip
    sigma: Real = param(0.418, "spread of its logarithm", "assumed, model page", ge=0, le=3)
    power: Real = param(1.2, "shortening by dose: median times dose to the minus this",
                        "story K1: hours at heavy exposure; assumed law", ge=0, le=5)  # fmt: skip
    change: Duration = param("8 h", "from Stage One to the loss of the mind", "story K1",
                             ge="1 min", le="60 days")  # fmt: skip
    growth: Duration = param("5 days", "from there to Stage Three", "assumed", ge="1 min",
                             le="60 days")  # fmt: skip
    takes: Probability = param(0.95, "a light bite infects",
                               "story K1: certain infection is believed")  # fmt: skip
    immune: Probability = param(0.00002, "a person is immune for life", "model page: 1 in 50,000")
    window: Duration = param("72 h", "after which an immune person's bite is a scar", "assumed",
                             ge="1 h", le="60 days")  # fmt: skip
    household: Rate = param("0.01 /h", "somebody in Stage One infects a housemate in the same room",
                            "assumed")  # fmt: skip


ON, TAKES = 0, 6  # places of the parameters that the process itself reads
FLUIDS_DOSE = 0.5  # light bites that an infection in the household counts (assumed)


def the_rage(p: Rage) -> tuple[list[Stage], list[Stage]]:
    """The course of The Rage, of the susceptible and of the immune."""
    well, home = Stage(), (1.0,)
    rows = [well] * 6
    rows[STAGE_LATENT] = Stage(LOGNORMAL, p.latent, p.sigma, STAGE_ONE, dose_power=p.power)
    rows[STAGE_ONE] = Stage(FIXED, p.change, 0.0, STAGE_TWO, home, marks=SIGNS)
    rows[STAGE_TWO] = Stage(FIXED, p.growth, 0.0, STAGE_THREE, marks=TURNS)
    immune = list(rows)
    immune[STAGE_LATENT] = Stage(FIXED, p.window, 0.0, STAGE_IMMUNE)
    immune[STAGE_IMMUNE] = Stage(marks=HEALS)
    return rows, immune


def households(p: Rage, h_ptr: np.ndarray, h_member: np.ndarray) -> Layer:
    """The contact layer of those who live together: everyone with everyone else of the home."""
    size = np.diff(h_ptr)
    times = np.repeat(size, size)  # of each member: as many pairs as the household has members
    first = np.repeat(np.repeat(h_ptr[:-1], size), times)
    inner = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    a, b = np.repeat(h_member, times), h_member[first + inner]
    pairs = np.stack([a, b], 1)[a != b]
    return Layer("household", p.household, pairs, together=True, dose=FLUIDS_DOSE)


def columns_of(
    courses: Sequence[Sequence[Stage]], layers: Sequence[Layer], n: int
) -> dict[str, np.ndarray]:
    """Fixed columns of the infection process.

    Args:
        courses: of the susceptible, and of the immune if there are any.
        layers: contact layers; stages shed in their order.
        n: number of movers.
    """
    both = [courses[0], courses[-1]]

    def table(dtype: Any, value: Callable[[Stage], float]) -> np.ndarray:
        return np.array([[value(s) for s in course] for course in both], dtype)

    sheds = np.zeros((2, len(both[0]), max(len(layers), 1)))
    for k, course in enumerate(both):
        for s, stage in enumerate(course):
            sheds[k, s, : len(stage.sheds)] = stage.sheds
    return {
        "course_law": table(np.int8, lambda s: s.law),
        "course_a": table(float, lambda s: s.a),
        "course_b": table(float, lambda s: s.b),
        "course_next": table(np.int8, lambda s: s.next),
        "course_dose": table(float, lambda s: s.dose_power),
        "course_marks": table(np.int8, lambda s: s.marks),
        "course_sheds": sheds,
        "layer_rate": np.array([x.rate for x in layers] or [0.0]),
        "layer_together": np.array([x.together for x in layers] or [False]),
        "layer_dose": np.array([x.dose for x in layers] or [1.0]),
        **_pairs(layers, n), **_groups(layers, n),
    }  # fmt: skip


def _pairs(layers: Sequence[Layer], n: int) -> dict[str, np.ndarray]:
    """CSR of all pairs of all layers by who infects."""
    parts = [(i, np.asarray(x.pairs), x.weights) for i, x in enumerate(layers)
             if x.pairs is not None]  # fmt: skip
    none = np.zeros((0, 2), np.int32)
    pairs = np.concatenate([none, *(p for _, p, _ in parts)])
    layer = np.repeat([i for i, _, _ in parts] or [0], [len(p) for _, p, _ in parts] or [0])
    weight = np.concatenate(
        [np.zeros(0)] + [np.ones(len(p)) if w is None else w for _, p, w in parts]
    )
    order = np.lexsort((pairs[:, 1], layer, pairs[:, 0]))
    return {
        "contact_ptr": _pointers(pairs[:, 0], n),
        "contact_to": pairs[order, 1].astype(np.int32),
        "contact_layer": layer[order].astype(np.int8),
        "contact_start": weight[order].astype(np.float32),
    }


def _groups(layers: Sequence[Layer], n: int) -> dict[str, np.ndarray]:
    """CSR of the members of all mixing groups, and of the groups of each mover."""
    groups = [(i, np.asarray(g, np.int32)) for i, x in enumerate(layers) for g in x.groups]
    member = np.concatenate([np.zeros(0, np.int32), *(g for _, g in groups)])
    number = np.repeat(np.arange(len(groups)), [len(g) for _, g in groups] or [])
    order = np.lexsort((number, member))
    return {
        "mix_layer": np.array([i for i, _ in groups], np.int8),
        "mix_ptr": _pointers(number, len(groups)), "mix_member": member,
        "mixes_ptr": _pointers(member, n), "mixes": number[order].astype(np.int32),
    }  # fmt: skip


def _pointers(row: np.ndarray, n: int) -> np.ndarray:
    out = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(row.astype(np.int64), minlength=n), out=out[1:])
    return out


def start_infection(
    column: Callable[[str], np.ndarray], sections: Mapping[str, Any], seed: int
) -> None:
    """Draw who is immune for life and what everyone withstands; fill the contact layers."""
    u = np.empty(len(column("key")))
    uniforms(np.uint64(seed), IMMUNE, column("key"), 0, 0, u)
    column("immune")[:] = u < sections["rage"].immune
    uniforms(np.uint64(seed), EXPOSURE, column("key"), 0, 7, u)
    column("withstands")[:] = [exponential(1.0, x) for x in u]
    column("contact_weight")[:] = column("contact_start")
