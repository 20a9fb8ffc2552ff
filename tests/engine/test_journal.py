"""What the journal measures: who is outside, and what comes and goes within an hour."""

import numpy as np

from kinward.core.clock import HOUR
from kinward.engine.build import build
from kinward.engine.journal import Journal, measures
from kinward.engine.scenario import Scenario


class Series:
    """A log that keeps the series alone."""

    def __init__(self):
        self.rows = {}

    def series(self, t, measure, group_id, value):
        self.rows[t, measure] = value


def test_who_stands_at_a_gate_is_not_outside_and_who_woke_between_hours_counts(tmp_path):
    live = build(Scenario.from_data({"map": "kyoto", "people": 120, "days": 1}))
    zone, passage = live.array("p_zone"), live.array("passage")
    own = np.flatnonzero(~live.array("infected"))
    passage[own] = np.flatnonzero(zone)[0]
    gate = int(live.world.zone.gates[0])
    beyond = int(np.flatnonzero(~zone & ~live.array("p_gate"))[0])
    passage[own[:3]] = gate
    assert measures(live, HOUR)["outside"] == 0
    passage[own[3:5]] = beyond
    assert measures(live, HOUR)["outside"] == 2

    journal = Journal(tmp_path, live)
    journal.writer = Series()
    for awake in (2, 7, 0):
        live.array("hunt_n")[0] = awake
        journal.minutely()
    journal.hourly(HOUR)
    journal.hourly(2 * HOUR)
    assert journal.writer.rows[HOUR, "awake_infected"] == 7
    assert journal.writer.rows[2 * HOUR, "awake_infected"] == 0
