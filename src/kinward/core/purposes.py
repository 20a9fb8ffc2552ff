"""What a draw is for: one number each, so that no two uses share random numbers.

1000 to 1099 are the synthesis of people (people/purposes.py), 1100 to 1199 the city.
"""

from __future__ import annotations

(
    WALKING_SPEED, WAKE, DRIFT, HEARING, FIGHT_TIME, FIGHT_HIT, FIGHT_PART, FIGHT_WOUND, NOTICE,
    EXPOSURE, LATENT, IMMUNE, STAGES, CHOICE, REACTION, MILLING, SCREEN, SITES, LONGING_SEEN,
    GIVES_WAY, WEATHER_DRAW, START_PLACE, STAGE_THREE, MUSIC_NIGHT, DROP, FLUIDS, BREAK_FREE,
    SIGNS, CLASS, FEELING, HIDING, WINDOW, RUMOUR, PAIRING, CALL, CLINIC_DRAW, LOCATE, PATROL_WAY,
    SHRIEKS, IMMUNISATION, FIND_BITE,
) = range(1, 42)  # fmt: skip
# ties
TALE_TOLD, TALKS_WITH, KEEPSAKE_FOUND, COURSE, FALLS_IN_LOVE, WEDS, EXPECTS_CHILD = range(70, 77)
# what gives way, climbing, leaping and falling; walls
COLLAPSE, FALL, AWNING, CATCH, LEAP_GAP, CLIMB_DRAW, OVER_WALL_DRAW = range(60, 67)
# a danger without notice
CUE_SEEN, WORD_TOLD, MILLS, CALL_THROUGH = range(80, 84)
FALLS_IN, BROODS = range(84, 86)
# an order in a danger: whom it reaches, who passes it on
ORDER_REACHES, ORDER_TOLD = range(86, 88)
# an impact: what falls, whom it kills, buries or hurts, how long the buried live
FALLS_DOWN, BLAST_KILLS, UNDER_RUBBLE, BLAST_HURTS, HELD_OUT = range(90, 95)
# fire: what it starts in, lights, how long it burns, who notices, whom it kills
STARTS_FIRE, CATCHES_FIRE, BURNS_FOR, NOTICES_FIRE, FIRE_KILLS = range(100, 105)
# cries from under rubble; services: who is called in, fires put out
CRIES_BELOW, CALLS_IN, PUTS_OUT = range(105, 108)
# the swarm: nests, packs, who is seized, which way it comes, whom it finds, blows, acid
NEST_SITE, PACK_SIZE, SEIZES_ONE, COMES_BY, FINDS_HIDDEN, ACID_DRAW, CAPTIVE = range(110, 117)
# the same: who wakes in a nest, who reads tracks, which way one takes to whoever shoots
WAKES_IN_NEST, READS_TRACKS, FLANKS_BY = range(117, 120)
# towers: the storey that burns, blocks that lose their power, who gets out of a lift
STOREY_BURNS, LOSES_POWER, FREED = range(120, 123)
# vehicles: which lanes they stand in, where a bus is
LEFT_STANDING, BUS_STOP = range(123, 125)
# vehicles: which take fire, how long they burn
CAR_CATCHES, CAR_BURNS_FOR = range(126, 128)
# a usual day in a city: where errands lead
ERRAND_TO = 125
# fragments of grenades, shots that glance off a wall
FRAGMENTS, GLANCES = range(140, 142)
# who agreed on a meeting place, and where; who writes a note, who goes by it
AGREED, AT_DOOR, NOTE_WRITTEN, NOTE_TRUSTED = range(130, 134)
# who wrests the only weapon from a friend; who takes belongings along, and how many
WRESTS, TAKES_BAG, BAG_WEIGHS = range(134, 137)
