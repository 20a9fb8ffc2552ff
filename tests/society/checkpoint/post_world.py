"""A checkpoint of a small town for tests: people put there by hand, its processes stepped."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from kinward.core.clock import MINUTE
from kinward.core.events import KINDS
from kinward.core.vocabulary import A_CHECKPOINT
from kinward.engine.build import build, settle_lists
from kinward.engine.plan import Step
from kinward.engine.scenario import Scenario
from kinward.engine.world import Live
from kinward.mind.boarding import BOARD
from kinward.society.checkpoint.columns import NOT_HERE
from kinward.society.checkpoint.screening import SCREEN
from kinward.society.checkpoint.transports import TRANSPORT
from kinward.verify.dangers import NO_TRADES


class Arrays:
    """Any column of a live world by its name."""

    def __init__(self, live: Live) -> None:
        self._live = live

    def __getattr__(self, name: str) -> np.ndarray:
        return self._live.array(name)


def scenario(people: int = 120, seed: int = 4, **sets: dict[str, Any]) -> Scenario:
    """A town on foot with a checkpoint and a danger that shows at once."""
    data = {
        "map": "ruins", "people": people, "infected_per_living": 0, "seed": seed, "days": 2,
        "start_hour": 10, "zone": {"on": False}, "roles": NO_TRADES, **sets,
        "warning": {"on": True, "at": "0 s", **sets.get("warning", {})},
        "checkpoint": {"on": True, **sets.get("checkpoint", {})},
    }  # fmt: skip
    return Scenario.from_data(data)


class Post:
    """The world of such a town; its checkpoint alone is stepped."""

    def __init__(self, people: int = 120, seed: int = 4, **sets: dict[str, Any]) -> None:
        self.live = build(scenario(people, seed, **sets))
        self.c = Arrays(self.live)
        self.c.danger_t[0] = 0
        self.t = 0
        self.steps = {p.name: Step(p, self.live) for p in (SCREEN, BOARD, TRANSPORT)}
        self.events: list[SimpleNamespace] = []

    def bring(self, *who: int, together: bool = False) -> None:
        """Let people be at the checkpoint, as one party or each alone."""
        c, u = self.c, int(self.c.check_unit[0])
        for m in who:
            c.passage[m], c.offset[m], c.unit[m] = c.u_passage[u], c.u_off[u], u
            c.aim[m], c.moving[m], c.warned_t[m], c.believes[m] = A_CHECKPOINT, False, 0, 1.0
        for i, m in enumerate(who if together and len(who) > 1 else ()):
            c.party[m] = who[0]
            c.party_next[m] = who[i + 1] if i + 1 < len(who) else -1
        settle_lists(self.live)

    def forget(self, m: int) -> None:
        """Let m be somebody who has not come yet."""
        self.c.cp_state[m], self.c.cp_at[m], self.c.aim[m] = NOT_HERE, -1, 0

    def run(self, minutes: int = 1, *names: str) -> list[SimpleNamespace]:
        """Step the processes (all, or some) for some minutes; the events of these."""
        got = []
        for _ in range(minutes):
            for name in names or self.steps:
                self.steps[name](self.t)
            ints, reals, _ = self.live.events.drain()
            self.live.decisions.drain()
            for row, (value, value2) in zip(ints.tolist(), reals.tolist()):
                t, kind, m, o, k, place, what, cause = row
                got.append(SimpleNamespace(
                    t=t, kind=KINDS[kind].name, subject=m, object=o, k=k, place=place, what=what,
                    value=value, value2=value2, cause=cause,
                ))  # fmt: skip
            self.t += MINUTE
        self.events += got
        return got

    def of(self, kind: str) -> list[SimpleNamespace]:
        """All events of a kind so far."""
        return [e for e in self.events if e.kind == kind]

    def households(self, size: int, grown: int = 1) -> list[list[int]]:
        """Members of the households of some size with at least so many grown."""
        c, out = self.c, []
        for h in range(len(c.h_ptr) - 1):
            who = c.h_member[c.h_ptr[h] : c.h_ptr[h + 1]].tolist()
            if len(who) == size and sum(c.age[m] >= 18 for m in who) >= grown:
                out.append(who)
        return out

    def singles(self, n: int) -> list[int]:
        """Grown people, each of another household, in the order of their keys."""
        c = self.c
        who = [w[0] for size in (1, 2, 3, 4) for w in self.households(size) if c.age[w[0]] >= 18]
        return sorted(who, key=lambda m: int(c.key[m]))[:n]
