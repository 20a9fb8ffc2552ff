"""The rules in force: what the section "zone" says, as state that orders can change in a run.

Section "zone" is read once, at the first minute; every institution goes by the columns `rule_*`.
"""

from __future__ import annotations

from typing import Any

from kinward.core.process import Process
from kinward.core.quantity import ms
from kinward.society.zone.siting import Zone

RULES = (
    "rule_screening", "rule_sensitivity", "rule_specificity", "rule_stay", "rule_beds",
    "rule_protocol", "rule_search", "rule_curfew", "rule_from", "rule_to",
)  # fmt: skip


def set_rules(t: int, zone: Zone, c: Any) -> None:
    """Put the rules of the scenario in force."""
    if c.rules_set[0]:
        return
    c.rules_set[0] = True
    c.rule_screening[0] = zone.screening
    c.rule_sensitivity[0] = zone.sensitivity
    c.rule_specificity[0] = zone.specificity
    c.rule_stay[0] = ms(zone.quarantine)
    c.rule_beds[0] = zone.beds
    c.rule_protocol[0] = zone.protocol
    c.rule_search[0] = zone.search
    c.rule_curfew[0] = zone.curfew
    c.rule_from[0] = ms(zone.curfew_from)
    c.rule_to[0] = ms(zone.curfew_to)


RULES_SET = Process(
    "rules", "minute", set_rules, section="zone", python=True,
    writes=("rules_set", *RULES),
    meaning="the rules of the zone are in force",
    of="zone",
)  # fmt: skip
