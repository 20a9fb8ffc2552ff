"""State columns of society: post, runs, quarantine, clinic, rations."""

from __future__ import annotations

from kinward.core.columns import Column as C

M, R = "mover", "run"
COLUMNS = (
    C("group_id", "i4", M, "group that one belongs to, -1 none", default=-1),
    C("post_passage", "i4", M, "passage of one's post, -1 none", default=-1),
    C("post_offset", "f8", M, "offset of one's post", "m"),
    C("hungry_days", "i2", M, "days in a row without a ration"),
    C("on_run", "i4", M, "supply run or search that one is on, -1", default=-1),
    C("stay_until", "i8", M, "end of quarantine or of a stay in the clinic, -1", "ms", -1),
    C("volunteers_for", "i4", M, "run or search that one has offered to join, -1", default=-1),
    C("reported_t", "i8", M, "when the own bite came to the knowledge of the zone, -1", "ms", -1),
    C("sought", "b1", M, "is sought by the zone as bitten"),
    C("wronged", "b1", M, "was killed by the protocol while well, and nobody knows yet"),
    C("alarm_on", "b1", "world", "the alarm is raised"),
    C("alarm_t", "i8", "world", "when the alarm was last fed, -1", "ms", -1),
    C("fuel_low", "b1", "world", "the generators stand still"),
    # supply runs and searches, one row each
    C("run_state", "i1", R, "0 none, 1 planned, 2 out, 3 back, 4 overdue, 5 lost, 6 searched for"),
    C("run_lead", "i4", R, "who leads it", default=-1),
    C("run_second", "i4", R, "who goes along, -1", default=-1),
    C("run_start", "i8", R, "when it leaves", "ms"),
    C("run_due", "i8", R, "when it should be back", "ms"),
    C("run_leg", "i2", R, "number of the stop that it is at or on the way to"),
    C("run_for", "i4", R, "search: for whom, -1", default=-1),
    C("run_until", "i8", R, "when the work at the present stop is done", "ms"),
    C("run_car", "b1", R, "goes by car"),
    C("run_n", "i8", "world", "runs so far"),
)
