"""Sending movers from Python processes: the same kernels, over a process's columns."""

from __future__ import annotations

from typing import Any

from kinward.city.heading import Heading, send, stop
from kinward.city.places import Places, place_of, put_in, take_out
from kinward.city.routes import Net, chart_of, remaining
from kinward.core.bundles import GOES_BY, HEADING, NET, PLACES

# what a Python process declares in order to use a Dispatcher
DISPATCH_WRITES = (*PLACES, *HEADING, "running")
DISPATCH_READS = ("offset", *GOES_BY)
DISPATCH_FIXED = (*NET, "u_passage", "u_off")


class Dispatcher:
    """Sends movers on their way from the columns `c` of a Python process.

    The process declares DISPATCH_WRITES, DISPATCH_READS and DISPATCH_FIXED.
    """

    def __init__(self, c: Any) -> None:
        self.c = c
        self._at = Places(*(getattr(c, n) for n in PLACES))
        self._to = Heading(*(getattr(c, n) for n in HEADING))
        self._net = Net(*(getattr(c, n) for n in NET))

    def to_unit(self, m: int, unit: int, run: bool = False) -> bool:
        """Send m to a unit; False if there is no way."""
        c = self.c
        return self.to_point(m, int(c.u_passage[unit]), float(c.u_off[unit]), unit, run)

    def to_point(self, m: int, p: int, off: float, unit: int = 0, run: bool = False) -> bool:
        """Send m to offset `off` (m) of passage p, and into `unit` there if above 0."""
        self.c.running[m] = run
        by = chart_of(self.c.chart, self.c.driving, m)
        return bool(send(self._to, self._at, self._net, by, self.c.offset, m, p, off, unit))

    def halt(self, m: int) -> None:
        """Let m stand where it is."""
        stop(self._to, self._at, m)

    def place(self, m: int) -> int:
        """Place number of m in events."""
        return int(place_of(self._at, m, len(self.c.p_len)))

    def way(self, m: int, p: int, off: float) -> float:
        """Length of the way (m) from where m is to offset `off` of passage p; inf if none."""
        c = self.c
        by = chart_of(c.chart, c.driving, m)
        return float(remaining(self._net, by, int(c.passage[m]), float(c.offset[m]), p, off))

    def remove(self, m: int) -> None:
        """Take m out of the lists of who stands where (the dead)."""
        take_out(self._at, m)

    def appear(self, m: int) -> None:
        """Put m into the list of its position."""
        put_in(self._at, m)
