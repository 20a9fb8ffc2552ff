"""The subjects of the benchmarks, and the parts of each, every one in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Part:
    """One measurement: a function of a module and what it is called with.

    Attributes:
        name: by which its results are kept.
        module: of this folder. function: of it.
        threads: that compiled kernels may use.
        large: takes so long, or so much memory, that it is asked for by itself.
    """

    name: str
    module: str
    call: dict[str, Any] = field(default_factory=dict)
    function: str = "measure"
    threads: int = 1
    large: bool = False


def _movement() -> tuple[Part, ...]:
    return tuple(
        Part(f"movement-{movers}-{threads}", "movement", {"movers": movers, "threads": threads},
             threads=threads)
        for movers in (100_000, 1_000_000) for threads in (1, 2, 4)
    )  # fmt: skip


def _city() -> tuple[Part, ...]:
    days = (
        Part(f"city-{people}", "city", {"people": people}, threads=2, large=people > 100_000)
        for people in (1_000, 10_000, 100_000, 1_000_000)
    )
    return *days, Part("city-building", "city", {"people": 1_000_000}, "building", 2, True)


SUBJECTS: dict[str, tuple[Part, ...]] = {
    "start": (Part("start", "start_up"),),
    "movement": (*_movement(), Part("mesa", "mesa_peer"), Part("jupedsim", "jupedsim_peer")),
    "infection": (Part("infection", "infection"), Part("starsim", "starsim_peer")),
    "routing": (Part("routing", "routing", threads=2),),
    "sound": (Part("sound", "sound"),),
    "city": _city(),
    "log": (Part("log", "log"),),
}
