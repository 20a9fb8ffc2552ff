"""Groups of column names that several processes declare together."""

from __future__ import annotations

EVENTS = ("ev_ints", "ev_reals", "ev_head")
DECISIONS = ("de_rows", "de_options", "de_parts", "de_beliefs", "de_values", "de_head")
# position and lists (city/places.py: Places)
PLACES = ("passage", "unit", "cell", "facing", "next_in", "prev_in", "first_in", "cell_n")
# a goal (city/heading.py: Heading)
HEADING = (
    "goal_passage", "goal_offset", "goal_unit", "leg_to", "leg_end", "moving", "arrived",
    "blocked", "waiting_since", "active", "active_list", "active_n",
)  # fmt: skip
# what one goes by: what one knows of closures, and whether by car (city/routes.py: chart_of)
GOES_BY = ("chart", "driving")
# the graph to find a way on (city/routes.py: Net)
NET = (
    "p_a", "p_b", "p_len", "p_host", "p_host_off", "adj_ptr", "adj_passage", "adj_node",
    "way_cost", "table", "row_of", "owner", "turn",
)  # fmt: skip
# lines of sight (city/sight.py: Axes), less what NET has already
AXES = ("p_axis", "p_axis_off", "p_axis_dir", "axis_ptr", "axis_passage", "p_cell", "p_ncell")
SOUNDS = (
    "sound_who", "sound_passage", "sound_offset", "sound_unit", "sound_class", "sound_level",
    "sound_event", "sound_n",
)  # fmt: skip
# an occasion that somebody has to decide (core/occasion.py: Pending)
PENDING = (
    "pending", "pending_about", "pending_event", "pending_t", "thinkers", "think_n", "word_of",
    "word_event", "word_t",
)  # fmt: skip
# a wish to go somewhere (core/wish.py: Wish)
WISH = ("wish", "wish_passage", "wish_offset", "wish_unit", "wishers", "wish_n")
AIM = ("aim", "aim_about", "aim_until", "aim_event")
# what was chosen and another room has to carry out (core/choices.py: Answers)
ANSWERS = (
    "answer", "answer_to", "answer_about", "answer_event", "answerers", "answer_n",
)  # fmt: skip
# deeds of this minute (core/deeds.py: Deeds)
DEEDS = ("deed_who", "deed_whom", "deed_kind", "deed_event", "deed_could", "deed_n")
# ties (core/ties.py: Ties); "tie_ptr" is fixed
TIES = (
    "tie_end", "tie_to", "tie_kind", "tie_strength", "tie_since", "tie_back", "tie_trust",
    "tie_seen_t", "tie_alive", "tie_state", "tie_warm",
)  # fmt: skip
# who goes after one whom the swarm took (core/chase.py: Chase)
CHASE = ("chase", "chasers", "chase_n", "in_chase")
# marks of those who were dragged (threats/below.py: Trail)
TRAIL = ("drag_t", "drag_to", "drag_off")
# who moves together (core/party.py: Party)
PARTY = ("party", "party_next", "party_n", "hold")
