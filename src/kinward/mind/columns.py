"""State columns of the mind: what people are about, what they feel, believe and have to decide."""

from __future__ import annotations

from kinward.core.columns import Column as C

M = "mover"
COLUMNS = (
    C("activity", "i1", M, "activity that the timetable puts one to now"),
    C("aim", "i1", M, "what one is doing now, domain aim (0 the routine)"),
    C("aim_about", "i4", M, "whom or what unit it is about, -1", default=-1),
    C("aim_until", "i8", M, "when one will think again, -1 never", "ms", -1),
    C("aim_event", "i8", M, "event that led to it, -1", "", -1),
    C("resume", "b1", M, "takes up the routine again in the next minute"),
    C("told", "b1", M, "has told somebody of the own bite"),
    C("shown", "i1", M, "feeling that shows, -1 none", default=-1),
    C("witnessed", "b1", M, "those who stood by have learned of the end"),
    C("mourned", "b1", M, "those who were close have learned of the end"),
    C("pending", "i1", M, "occasion that waits to be decided, -1", default=-1),
    C("pending_about", "i4", M, "whom the occasion is about, -1", default=-1),
    C("pending_event", "i8", M, "event that the occasion began with, -1", "", -1),
    C("pending_t", "i8", M, "when it will be decided (reaction or milling time over)", "ms"),
    C("thinkers", "i4", M, "those with a pending occasion, first think_n"),
    C("think_n", "i8", "world", "length of the list of thinkers"),
    C("fear", "f4", M, "fear 0..1 at felt_t"),
    C("anger", "f4", M, "anger 0..1 at felt_t"),
    C("grief", "f4", M, "grief 0..1 at felt_t"),
    C("love", "f4", M, "tenderness or parting that fills one 0..1 at felt_t"),
    C("felt_t", "i8", M, "when the feelings were true", "ms"),
    C("passed_by", "f4", M, "cries passed by that weigh on one"),
    C("threat_t", "i8", M, "when one last saw or heard the infected near, -1", "ms", -1),
    C("threat_passage", "i4", M, "where", default=-1),
    C("threat_offset", "f8", M, "where", "m"),
    C("threat_who", "i4", M, "which of the infected, -1", default=-1),
    C("cry_t", "i8", M, "when one last heeded a cry", "ms", -600_000),
    C("hope_t", "i8", M, "when shots last fed one's hope", "ms", -3_600_000),
    C("tended_t", "i8", M, "when those beside one last saw to one's wounds", "ms", -3_600_000),
    C("shelters", "i4", M, "whom one hides or is hidden with, -1", default=-1),
    # ties: rows of a sorted by b, from tie_ptr up to tie_end; behind it room for those yet to be
    C("tie_end", "i8", M, "end of one's rows of ties in use"),
    C("tie_to", "i4", "tie", "b of the tie, -1 a free row", default=-1),
    C("tie_kind", "i1", "tie", "what b is to a, domain tie"),
    C("tie_strength", "f4", "tie", "strength 0..1, the same both ways"),
    C("tie_since", "i8", "tie", "when it began (before the start: negative)", "ms"),
    C("tie_back", "i8", "tie", "row of the same tie seen from b, -1", "", -1),
    C("tie_trust", "f4", "tie", "trust of a in b, -1..1"),
    C("tie_seen_t", "i8", "tie", "when a last knew of b", "ms"),
    C("tie_alive", "f4", "tie", "P(b alive) that a believes", "", 1.0),
    C("tie_warm", "f4", "tie", "change of strength that has gathered and is not logged yet"),
    C("tie_state", "i1", "tie", "what a believes of b: 0 well, 1 overdue, 2 bitten, 3 lost"),
)
