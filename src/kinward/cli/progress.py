"""How far a run is: a live line on a terminal, a plain line every few seconds elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from kinward.core.clock import HOUR, span, words

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_PLAIN_EVERY_S = 5.0
_LIVE_EVERY_S = 0.1


class Reporter(Protocol):
    """What the engine calls: simulated ms since the start, and what is happening."""

    def __call__(self, t: int, text: str = "") -> None:
        """Report."""


class Progress:
    """Context manager and `Reporter`.

    Args:
        end_ms: simulated time at which the run ends.
        start_hour: time of day at which it starts.
        stream: where to write; stderr by default.
        live: whether to draw a moving line; by default if the stream is a terminal.
    """

    def __init__(
        self,
        end_ms: int,
        start_hour: float = 0.0,
        stream: TextIO | None = None,
        live: bool | None = None,
    ) -> None:
        self.end_ms = max(end_ms, 1)
        self.start_hour = start_hour
        self.stream = sys.stderr if stream is None else stream
        self.live = self.stream.isatty() if live is None else live
        self._bar: Bar | None = None
        self._task: Any = None
        self._first: tuple[float, int] | None = None
        self._last_s = 0.0
        self._text = ""

    def __enter__(self) -> Progress:
        if self.live:
            bar = self._bar = self._rich_bar()
            bar.start()
            self._task = bar.add_task("starting", total=self.end_ms, rate="", left="")
        return self

    def __exit__(self, *exc: object) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def __call__(self, t: int, text: str = "") -> None:
        """Report simulated time t (ms) and what is happening; cheap if called often."""
        now = time.monotonic()
        changed = bool(text) and text != self._text
        self._text = text or self._text
        if t > 0 and self._first is None:
            self._first = (now, t)
        due = now - self._last_s >= (_LIVE_EVERY_S if self.live else _PLAIN_EVERY_S)
        building = t <= 0 and changed  # each stage of building is worth a line
        if not (due or building or t >= self.end_ms):
            return
        self._last_s = now
        if self._bar is not None:
            self._bar.update(
                self._task, completed=t, description=self._where(t),
                rate=self._rate(now, t), left=self._left(now, t),
            )  # fmt: skip
        else:
            parts = [self._where(t), self._rate(now, t), self._left(now, t)]
            print("  ".join(p for p in parts if p), file=self.stream, flush=True)

    update = __call__

    def _where(self, t: int) -> str:
        moment = words(t, self.start_hour) if t > 0 else ""
        return ": ".join(p for p in (moment, self._text) if p)

    def _speed(self, now: float, t: int) -> float:
        """Simulated ms a wall second since the first step; 0 while unknown."""
        if self._first is None or now - self._first[0] < 0.5:
            return 0.0
        return (t - self._first[1]) / (now - self._first[0])

    def _rate(self, now: float, t: int) -> str:
        speed = self._speed(now, t)
        return f"{speed / HOUR:.3g} simulated h/s" if speed > 0 else ""

    def _left(self, now: float, t: int) -> str:
        speed = self._speed(now, t)
        if speed <= 0 or t >= self.end_ms:
            return ""
        return f"{span(1000 * (self.end_ms - t) / speed)} left"

    def _rich_bar(self) -> Bar:
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn
        from rich.progress import Progress as Bar

        return Bar(
            BarColumn(bar_width=24),
            TaskProgressColumn(),
            TextColumn("{task.fields[rate]}"),
            TextColumn("{task.fields[left]}"),
            TextColumn("{task.description}", markup=False),
            console=Console(file=self.stream),
            transient=True,
        )
