"""State columns of a danger without notice: what people know of it, and of one another in it."""

from __future__ import annotations

from kinward.core.columns import Column as C

M = "mover"
COLUMNS = (
    C("danger_t", "i8", "world", "when the danger showed, -1", "ms", -1),
    C("activity_then", "i1", M, "activity that the timetable put one to when it showed"),
    C("warned_t", "i8", M, "when one learned of the danger, -1", "ms", -1),
    C("warned_event", "i8", M, "event by which one learned of it, -1", "", -1),
    C("believes", "f4", M, "belief that it threatens one 0..1"),
    C("think_t", "i8", M, "when one makes up one's mind about it (again), -1", "ms", -1),
    C("set_out_t", "i8", M, "when one first set out because of it, -1", "ms", -1),
    C("digs_at", "i4", M, "building in whose rubble one digs, -1", default=-1),
    C("wait_t", "i8", M, "since when one waits for one's own, -1", "ms", -1),
    C("guide", "i4", M, "who decides for those who go together in it, -1 oneself", default=-1),
    C("been_home", "b1", M, "has been at home since"),
    C("to_point", "b1", M, "is on the way to the meeting place, or waits there"),
    C("point_t", "i8", M, "when one came to the meeting place, -1", "ms", -1),
    C("left_word", "b1", M, "has left word at home of having gone to safety"),
    C("note_t", "i8", M, "when one's last note was written, by place: home, where one is by day,"
      " meeting place; -1 none", "ms", -1, 3),
    C("note_to", "i2", M, "option that it tells", "", -1, 3),
    C("note_event", "i8", M, "event by which it was written", "", -1, 3),
    C("note_aim", "i8", M, "event of the last setting out looked at for a note, -1", "", -1),
    C("note_unit", "i4", M, "unit in which one last looked for notes; -2 the meeting place"),
    C("bag_t", "i8", M, "when one left home, with belongings or none, -1", "ms", -1),
    C("bag_kg", "f8", M, "belongings that one carries", "kg"),
    C("afoot_t", "i8", M, "time for which a small child has walked without a rest", "ms"),
    C("rested", "i2", M, "time for which it has stood", "min"),
    C("met_foe_t", "i8", M, "when one last met creatures, as counted in met_foe_n, -1", "ms", -1),
    C("met_foe_n", "i2", M, "times that one met creatures since the danger showed"),
    C("held_n", "i2", M, "how many of these one has told of holding out for"),
    C("considered", "i4", M, "stranger whom one last thought of helping, -1", default=-1),
    C("tie_hope", "i2", "tie", "what a knows of b in it: 1 met, 2 not where they usually are, "
      "4 not at home, 8 spoken to, 16 left to themselves, 32 taken by the swarm, "
      "64 gone to the meeting place, 128 named in the lists of a checkpoint, 256 not where one "
      "last saw them"),
    C("tie_at", "i4", "tie", "place in which a last saw b since it showed, -1 not yet",
      "", -1),
    C("tie_at_off", "f4", "tie", "offset of that place along its street", "m"),
    C("tie_read_t", "i8", "tie", "when the last note of b that a read was written, -1", "ms", -1),
    C("order_heard", "i1", M, "order of those in charge that one has heard (domain order)"),
    C("order_t", "i8", M, "when one heard it, -1", "ms", -1),
    C("order_event", "i8", M, "event by which one heard it, -1", "", -1),
    C("order_n", "i8", "world", "event by which it was given, -1 not yet", "", -1),
    C("gathered_t", "i8", "household", "when all of it were together in it, -1", "ms", -1),
)  # fmt: skip
