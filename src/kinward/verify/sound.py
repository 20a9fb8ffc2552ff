"""Check of sound: how loud a shot is, and how far a shout carries."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kinward.body.hearing import LEAST
from kinward.city import Draft
from kinward.core.bundles import SOUNDS
from kinward.core.noise import Noise, make_noise
from kinward.core.vocabulary import S_PISTOL, S_SHOUT
from kinward.engine.build import attached, unit_index
from kinward.engine.plan import Step
from kinward.engine.world import Live
from kinward.verify.check import Line, check, near
from kinward.verify.worlds import process, stand, world

STREET = 400.0  # m, straight and without corners
APART = 0.1  # m between those who listen
AUDIBLE = {40.0: 118.0, 30.0: 329.0}  # what else there is to hear, dBA: distance, m


def listeners(broken: str) -> Live:
    """One who makes a sound at the end of a street, and somebody at each `APART` of it."""
    draft = Draft("street")
    draft.passage(draft.node(0, 0), draft.node(STREET, 0), width=4.0)
    graph = draft.compile()
    n = round(STREET / APART) + 1
    names = ("unit_ptr", "unit_at", "att_ptr", "att_passage")
    index: dict[str, np.ndarray] = dict(zip(names, (*unit_index(graph), *attached(graph))))
    fade = {"fade": 50} if broken == "fade" else {}
    live = world(graph, n, fixed=index, sound=fade)
    stand(live, [(0, i * APART) for i in range(n)])
    return live


def heard(live: Live, kind: int, level: float) -> np.ndarray:
    """Level (dBA) at which each hears a sound of `level` at 1 m; 0 who hears nothing."""
    noise = Noise(*(live.array(n) for n in SOUNDS))
    make_noise(noise, 0, 0, 0.0, 0, kind, level, -1)
    Step(process("hear"), live)(0)
    return live.array("heard_level").copy()


@check(
    "N1", "a shot at 76 m, a shout against other noise",
    "a pistol measured at 76 m (model page); 82 - 20 log10 d - 0.005 d = 40 and 30 dBA; hearers "
    f"stand {APART:g} m apart; the engine notices from {LEAST:g} dBA on, so that the shout is as "
    "much louder as the other noise is fainter; tolerance: the last digit, and one hearer; "
    "broken: air takes ten times as much",
    breaks=("fade",),
)  # fmt: skip
def carries(broken: str) -> Iterator[Line]:
    """The level of a pistol at 76 m, the farthest who hear a shout against 40 and 30 dBA."""
    live = listeners(broken)
    sound = live.world.scenario.sound
    level = heard(live, S_PISTOL, sound.pistol)
    yield near("a pistol at 76 m, dBA", 106.0, level[round(76 / APART)], 0.5)
    for noise, d in AUDIBLE.items():
        level = heard(live, S_SHOUT, sound.shout + LEAST - noise)
        far = float(np.flatnonzero(level > 0).max()) * APART
        yield near(f"a shout against {noise:g} dBA, audible to, m", d, far, 0.5 + APART)
