"""Check of walking through smoke: B13."""

from __future__ import annotations

from collections.abc import Iterator

from kinward.city import Draft, Law
from kinward.verify.check import Line, check, near
from kinward.verify.worlds import Walk, stand, without, world

SPEED, LENGTH = 1.25, 100.0  # m/s, m


def time_through(extinction: float, broken: str) -> float:
    """Time (s) that one person takes through 100 m of air with an extinction (1/m)."""
    draft = Draft("smoke")
    draft.passage(draft.node(0, 0), draft.node(LENGTH, 0), width=2.0, law=Law.WEIDMANN)
    live = world(draft.compile(), 1, walking=without(broken))
    live.array("smoke")[:] = extinction
    stand(live, [(0, 0.0)], SPEED)
    walk = Walk(live)
    walk.send.to_point(0, 0, LENGTH)
    walk.until(lambda: bool(live.array("arrived")[0]), 1_000)
    return walk.seconds


@check(
    "B13", "one person walks 100 m at 1.25 m/s through smoke",
    "NIST TN 1822 Verif.2.5, with the declared rule max(0.2, 1 - 0.5 K) of the model page "
    "(assumed); tolerance: a step of 1 s",
    breaks=("smoke",),
)  # fmt: skip
def smoke(broken: str) -> Iterator[Line]:
    """In clear air, at 1/m, and where the rule ends."""
    for extinction, factor in ((0.0, 1.0), (1.0, 0.5), (3.0, 0.2)):
        got = time_through(extinction, broken)
        yield near(f"extinction {extinction:g} /m, s", LENGTH / SPEED / factor, got, 1.0)
