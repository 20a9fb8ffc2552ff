"""Moving a world forward: minutes, and within them the seconds in which somebody is active."""

from __future__ import annotations

from collections.abc import Callable

from kinward.city.heading import compact, settle
from kinward.core.clock import HOUR, MINUTE, SECOND
from kinward.core.occasion import first_due
from kinward.engine.intervene import Intervene
from kinward.engine.plan import Step, bind
from kinward.engine.tracks import Tracks
from kinward.engine.world import Live
from kinward.threats.watching import LOOKOUT

Drain = Callable[[Live], None]


class Engine:
    """Steps a `Live` world; `drain` takes the events and decisions out of the buffers.

    `tracks` watches a sample of the movers, if given. Seconds in which nobody would do anything
    are passed over; without `calm` every one is stepped, which changes nothing but the time.
    """

    def __init__(
        self, live: Live, drain: Drain, tracks: Tracks | None = None, *, calm: bool = True
    ) -> None:
        self.live = live
        self.drain = drain
        self.tracks = tracks
        self.intervene = Intervene(live)
        self.steps = bind(live)
        self.seconds = 0
        self.calm = calm
        # somebody moves or wants to, is hunted, shares a room with one of the infected, is in a
        # lift, a sound is in the air, goes after who was taken
        counters = ("moving_n", "hunt_n", "wish_n", "beside_n", "ride_n", "sound_n",
                    "swarm_n", "chase_n")  # fmt: skip
        self.busy = [live.array(n) for n in counters]
        self._thinking = [live.array(n) for n in ("thinkers", "think_n", "pending_t")]
        self.standing = live.array("active_n")
        self.listed = live.array("active_list")
        self._compact = [
            live.array(n)
            for n in (
                "active_list",
                "active_n",
                "active",
                "moving",
                "foe",
                "fate",
                "gone",
                "passage",
                "unit",
                "aim",
                "rotten",
                "p_zone",
            )
        ]

    def minute(self, t: int) -> None:
        """One simulated minute from `t` (ms, a whole minute)."""
        self.intervene(t)
        if t % HOUR == 0:
            self._run(self.steps["hour"], t)
        self._run(self.steps["minute"], t)
        self.drain(self.live)
        if self.tracks is not None:
            self.tracks.look(t)
        head = self.live.events.head
        room = len(self.live.events.ints) // 2
        s, n = 0, 0
        while s < 60:
            idle = not any(n[0] for n in self.busy)
            if self.calm and idle and (s >= LOOKOUT or not self.standing[0]):
                due = (first_due(*self._thinking) - t) // SECOND  # when a mind is to be made up
                if due > s:
                    s = due
                    continue
            self.seconds += 1
            if self.standing[0] > n:
                settle(self.listed, n, self.standing[0])
            n = int(self.standing[0])
            self._run(self.steps["second"], t + s * SECOND)
            if self.tracks is not None:
                self.tracks.look(t + (s + 1) * SECOND)
            if head[0] > room:
                self.drain(self.live)
            s += 1
        compact(*self._compact)
        self.drain(self.live)

    def _run(self, steps: list[Step], t: int) -> None:
        for step in steps:
            step(t)

    def until(self, start: int, end: int, tick: Callable[[int], None]) -> None:
        """All minutes from `start` to before `end` (ms); `tick` is called after each."""
        for t in range(start, end, MINUTE):
            self.minute(t)
            tick(t + MINUTE)

    def all_steps(self) -> list[Step]:
        """Every step of the run."""
        return [step for steps in self.steps.values() for step in steps]

    def timings(self) -> dict[str, float]:
        """Seconds that each process took, by name."""
        return {
            f"{clock}.{step.process.name}": round(step.time, 4)
            for clock, steps in self.steps.items()
            for step in steps
        }
