"""Words and events that every room shares: fates, causes of death, items, weapons, activities."""

from __future__ import annotations

import numpy as np

from kinward.core.events import domain, kind

# fates of the contract
ALIVE, DEAD, TURNED, CAPTURED, EVACUATED, MISSING = domain(
    "fate", "alive", "dead", "turned", "captured", "evacuated", "missing"
)
(
    BY_WOUNDS, BY_BLEEDING, BY_SHOT, BY_BLADE, BY_FALL, BY_OWN_HAND, BY_PROTOCOL, BY_HUNGER,
    BY_ILLNESS, BY_FIRE, BY_BLAST, BY_COLLAPSE, BY_CREATURE, BY_ACID, BY_GRENADE,
) = domain(
    "cause of death",
    "wounds", "loss of blood", "a shot", "a blade", "a fall", "their own hand", "the protocol",
    "hunger", "illness", "fire", "the blast", "the fall of a building",
    "the blows of a creature", "burns by acid", "the fragments of a grenade",
)  # fmt: skip
# weapons, in the order of ITEMS from "rifle"; bare hands first
HANDS, MACHETE, CHAIN_SICKLE, PISTOL, SHOTGUN, RIFLE, GRENADE = domain(
    "weapon", "bare hands", "machete", "chain-sickle", "pistol", "shotgun", "rifle", "grenade"
)
HEAD, NECK, CHEST, ARM, HAND, LEG, FOOT = domain(
    "body part", "head", "neck", "chest", "arm", "hand", "leg", "foot"
)
domain(
    "item",
    "food", "medicine", "bandage", "medkit", "fuel", "rifle round", "shell", "pistol round",
    "rifle", "shotgun", "pistol", "machete", "chain-sickle", "sheet music", "strings", "ring",
    "toy", "book", "water", "grenade",
)  # fmt: skip

# roles of a zone; OUTSIDER: lives in no zone (the former residents)
(
    SCOUT, SOLDIER, MEDIC, TEACHER, COOK, TECHNICIAN, OFFICER, CHILD, ELDER, WORKER, OUTSIDER,
    FIREMAN, POLICE,
) = domain(
    "role", "scout", "soldier", "medic", "teacher", "cook", "technician", "officer", "child",
    "elder", "worker", "outsider", "firefighter", "police officer",
)  # fmt: skip

# kinds of tie; directed rows, strength the same both ways
(
    PARTNER, PARENT, CHILD_OF, SIBLING, GRANDPARENT, GRANDCHILD, HOUSEMATE, FRIEND, COMRADE,
    MENTOR, PUPIL, ACQUAINTANCE,
) = domain(
    "tie",
    "partner", "parent", "child", "sibling", "grandparent", "grandchild", "housemate", "friend",
    "comrade", "mentor", "pupil", "acquaintance",
)  # fmt: skip
"""A row (a, b, PARENT) says: b is a's parent. (a, b, CHILD_OF): b is a's child."""
INVERSE_TIE = np.array(
    [PARTNER, CHILD_OF, PARENT, SIBLING, GRANDCHILD, GRANDPARENT, HOUSEMATE, FRIEND, COMRADE,
     PUPIL, MENTOR, ACQUAINTANCE], np.int8
)  # fmt: skip
"""Kind of a tie seen from the other side."""

# activities of a timetable
(
    SLEEP, HOME, EAT, SCHOOL, MUSIC_CLASS, DRILL, WORK, POST, PATROL, RANGE, FREE, CLINIC,
    ERRAND,
) = domain(
    "activity",
    "sleep", "at home", "eat", "school", "music class", "drill", "work", "on post", "patrol",
    "the range", "free time", "clinic", "an errand in town",
)  # fmt: skip

OF_SWARM = 3
"""Column `alert` of a creature that is out, as 2 is one of the infected on the hunt."""

# classes of sound; levels at 1 m are parameters of body/sound.py
(
    S_FOOTSTEPS, S_SPEECH, S_SHOUT, S_SCREAM, S_INFANT, S_MUSIC, S_CAR, S_ALARM, S_METAL, S_GLASS,
    S_PISTOL, S_SHOTGUN, S_RIFLE, S_SHRIEK, S_BELL, S_BLOWS, S_CRASH, S_BELOW, S_GRENADE, S_SHAFT,
) = domain(
    "sound",
    "footsteps", "speech", "a shout", "a scream", "an infant's cry", "music", "an electric car",
    "a car alarm", "falling metal", "breaking glass", "a pistol shot", "a shotgun blast",
    "a rifle shot", "a shriek", "the bell", "blows on a door", "a crash",
    "a cry from under rubble", "the burst of a grenade", "claws in the shaft of a lift",
)  # fmt: skip
STAGE_WELL, STAGE_LATENT, STAGE_ONE, STAGE_TWO, STAGE_THREE, STAGE_IMMUNE = domain(
    "stage", "well", "incubating", "Stage One", "Stage Two", "Stage Three", "immune"
)
# occasions: why somebody has to make up their mind
(
    C_THREAT, C_CRY, C_BITTEN, C_LEARNED_BITE, C_OVERDUE, C_CALL, C_WOUNDED, C_ALARM, C_GATE,
    C_ONSET, C_GRIEF, C_PARTED, C_ORDERED,
    C_HURT, C_ATTACKED, C_STRANGERS, C_PARLEY, C_ASKED_IN, C_VOUCH, C_GRIEVANCE, C_FRIEND_LEAVES,
    C_SENT, C_STORES, C_GUEST, C_RAIDED, C_WARNED, C_UNMET, C_NEED, C_NEWS, C_CLASS,
    C_PRICE, C_OFFER, C_TERMS, C_THIEF, C_CORNERED, C_TURN, C_SEATS, C_SERVE, C_TAKEN, C_MOUTH,
    C_GOES_AFTER, C_BELOW, C_ARMS,
) = domain(
    "occasion",
    "the infected were near", "somebody cried for help", "a bite of their own",
    "somebody close was bitten", "somebody did not come back", "a call for volunteers",
    "a companion was hurt", "an alarm", "one of theirs at the gate", "the change began", "a death",
    "somebody was lost from sight", "an order to carry out the protocol",
    "a wound of their own", "somebody attacked", "strangers met", "a talk with strangers",
    "somebody asked to be taken in", "somebody needed a word for them", "how they were led",
    "a friend was leaving", "an order to go out", "hunger beside the stores",
    "a place among others", "raiders at the door", "a danger showed", "not everybody was there",
    "a stranger needed help", "bad news for somebody close", "a class that costs",
    "a price to name", "traders at the door", "harder terms",
    "a thief was found out", "a stair full of smoke", "a turn to board", "too few seats",
    "a seat against service", "one of theirs was taken", "the way led below ground",
    "a friend went after one who was taken", "a cry from under rubble",
    "one weapon for two",
)  # fmt: skip
FIRST_SOCIAL = C_ATTACKED
"""Occasions from here on are between people: mind/dealing.py decides them."""
FEAR, ANGER, GRIEF, LOVE = domain("feeling", "fear", "anger", "grief", "love")
# what somebody is doing now, beyond the timetable
(
    A_ROUTINE, A_FLEE, A_HIDE, A_HOME, A_FETCH, A_WAIT, A_SEARCH, A_RUN, A_GATE, A_QUARANTINE,
    A_CLINIC, A_TREAT, A_FIGHT, A_WAIT_OUT, A_SHELTER, A_POST, A_FOLLOW, A_HELP, A_REPORT,
    A_ENFORCE, A_CARRY, A_MOURN, A_ROOF, A_ERRAND, A_FACE,
    A_SAFETY, A_GATHER, A_COLLECT, A_EXPECT, A_LOOK_FOR, A_ON_DUTY, A_DIG,
    A_CHECKPOINT, A_INDOORS, A_PURSUE, A_COMES_UP,
) = domain(
    "aim",
    "the routine", "flee", "hide", "go home", "fetch", "wait", "search", "a supply run",
    "the gate", "quarantine", "the clinic", "treat", "fight", "wait it out", "shelter", "a post",
    "follow", "help", "report", "carry out the protocol", "carry",
    "mourn", "flee over the roofs", "an errand", "face strangers",
    "go to safety", "gather at home", "collect", "wait for one's own", "look for", "stay on duty",
    "dig", "the checkpoint", "stay indoors", "go after one who was taken", "come up",
)  # fmt: skip

DIED = kind(
    2, "died", "dies", object="person", place="place", what="cause of death",
    value="blood lost, share", told="{subject} died of {what}[ {place}].",
    told_object="{object:they} killed {subject:them}[ {place}].",
    effects=("people.fate[subject] = dead", "people.fate_t[subject] = t"), weight=10,
)  # fmt: skip
TURNED_EVENT = kind(
    3, "turned", "the mind is lost to The Rage", place="place", value="h since the first exposure",
    told="{subject} lost {his} mind to The Rage[ {place}], {hours} after the first exposure.",
    effects=("people.fate[subject] = turned", "people.fate_t[subject] = t"), weight=10,
)  # fmt: skip
DESTROYED = kind(
    4, "destroyed", "one of the infected is ended", object="person", place="place", what="weapon",
    told="{subject} was ended[ {place}][ by {object}].",
    told_object="{object:they} ended one of the infected[ {place}].",
    effects=("people.ended_t[subject] = t",), weight=2,
)  # fmt: skip
