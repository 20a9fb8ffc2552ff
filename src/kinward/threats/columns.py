"""State columns of the threats: the infected, light and weather, lamps, what may give way."""

from __future__ import annotations

from kinward.core.columns import Column as C

COLUMNS = (
    C("alert", "i1", "mover", "infected: 0 dormant, 1 drawn by a sound, 2 hunting"),
    C("saw_t", "i8", "mover", "when one last caught sight of one of the infected, -1", "ms", -1),
    C("infested", "b1", "passage", "one of the infected stands so near that one might wake it"),
    C("attend_until", "i8", "mover", "infected: when it goes dormant unless it finds prey", "ms"),
    C("shriek_t", "i8", "mover", "when it last shrieked", "ms", -600_000),
    C("in_hunt", "b1", "mover", "is in the list of the awake"),
    C("risen", "b1", "mover", "one who turned has got up"),
    C("hunters", "i4", "mover", "the awake infected, first hunt_n"),
    C("hunt_n", "i8", "world", "length of the list of the awake"),
    C("beside_n", "i8", "world", "people who share a room with one of the infected"),
    C("scent", "i4", "mover", "infected: working memory of the hunt, whom it goes for, -1"),
    C("scent_what", "u1", "mover", "infected: working memory of the hunt, what it does"),
    C("sight_m", "f8", "world", "how far one sees along a street", "m", 150.0),
    C("daylight", "b1", "world", "the sun is up", default=1),
    C("moonlight", "f8", "world", "share of the moon that is lit and up"),
    C("weather", "i1", "world", "clear, rain or storm"),
    C("lamps_on", "b1", "world", "the lamps at the wall are lit", default=1),
    C("frail", "f4", "passage", "rate at which it gives way under one person", "1/s"),
    C("gave_way", "b1", "passage", "has given way"),
    C("rotten", "f4", "unit", "rate at which its floor gives way under one person", "1/s"),
    C("over", "b1", "mover", "flips each time that one of the infected gets over the wall"),
    C("struck_t", "i8", "world", "when something fell on the city, -1", "ms", -1),
    C("trapped_until", "i8", "mover", "how long one who is trapped lives, -1", "ms", -1),
    C("ruin_of", "i4", "mover", "building whose rubble one lies under, -1", default=-1),
    C("depth", "f4", "mover", "work that reaches one there", "person-min"),
    C("b_dug", "f8", "building", "work done so far in its rubble", "person-min"),
    C("trapped_n", "i8", "world", "people under rubble"),
    C("raised", "f8", "cell", "put into the air since the last minute: extinction by volume", "m2"),
    C("air_n", "i8", "world", "1 while there is dust or smoke in the streets"),
    C("burning", "i1", "building", "0 unburnt, 1 burns, 2 burnt out"),
    C("lit_t", "i8", "building", "when it took fire, -1", "ms", -1),
    C("burns_until", "i8", "building", "when it burns out, -1", "ms", -1),
    C("fire_event", "i8", "building", "event of that, -1", "", -1),
    C("heat", "f8", "building", "heat from what burns close by, of the mean that lights one"),
    C("scorched", "f4", "mover", "hazard of fire so far"),
)
