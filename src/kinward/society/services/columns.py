"""State columns of crews, and of what has been called in to them."""

from __future__ import annotations

from kinward.core.columns import Column as C

G = "group"
COLUMNS = (
    C("g_craft", "i1", G, "what a crew does: 0 none, 1 fire, 2 medics, 3 police"),
    C("g_task", "i1", G, "what it is about: 0 none, 1 fire, 2 ruin, 3 wounded, 4 stretcher, "
      "5 child, 6 patrol"),
    C("g_target", "i4", G, "building or person of that, -1", default=-1),
    C("g_task_t", "i8", G, "when it set about it, or last heard anybody there", "ms"),
    C("g_post_unit", "i4", G, "unit that it goes into there, 0 none"),
    C("g_seen", "i4", G, "buildings that it knows of by sight or word, -1", "", -1, 8),
    C("b_called", "b1", "building", "has been called in: a fire, or a cry from its rubble"),
    C("b_closed", "b1", "building", "a crew has done there what it could"),
    C("bears", "i4", "mover", "whom one helps to carry on a stretcher, -1", default=-1),
    C("called_in", "b1", "mover", "has been called in as hurt"),
)  # fmt: skip
