"""Standing orders of the zone that are kept as state: whether the lamps are to be lit."""

from __future__ import annotations

from typing import Any

from kinward.core.process import Process
from kinward.society.zone.siting import Zone


def orders(t: int, par: Zone, c: Any) -> None:
    """Put the zone's order for the lamps in force."""
    c.rule_lamps[0] = par.lamps


ORDERS = Process(
    "orders", "hour", orders, section="zone", python=True,
    writes=("rule_lamps",),
    meaning="whether the lamps at the wall are to be lit",
    of="zone",
)  # fmt: skip
