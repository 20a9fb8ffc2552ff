"""What the infected do to people in reach, and people to them: the parameters of a fight."""

from __future__ import annotations

from kinward.core.parameters import Parameters, param
from kinward.core.quantity import BloodRate, Length, Probability, Rate, Real, Switch


class Fight(Parameters):
    """What the infected do to people in reach, and people to them."""

    on: Switch = param(True, "whether the infected can hurt people", "story K4")
    attack: Rate = param("0.5 /s", "attacks of one of the infected in reach", "assumed")
    bites: Probability = param(0.25, "share of attacks that are bites", "assumed")
    grabs: Probability = param(
        0.4, "share of attacks that are grabs; the rest are claws", "assumed"
    )
    lands: Probability = param(0.5, "an attack on an untrained unarmed person lands", "assumed")
    armed: Probability = param(0.4, "factor on that for who holds a blade", "assumed")
    trained: Probability = param(0.45, "factor on that for scouts and soldiers", "assumed")
    covered: Probability = param(0.5, "factor on that where a practised partner covers one",
                                 "story K8, assumed size")  # fmt: skip
    held: Real = param(1.8, "factor on that for who is held", "assumed", ge=1, le=10)
    careless: Real = param(0.8, "rise of that with strong grief, anger or love (mind.attention)",
                           "story, assumed size",
                           ge=0, le=10)  # fmt: skip
    dark: Real = param(1.3, "factor on that in the dark", "assumed", ge=1, le=10)
    unnoticed: Probability = param(0.15, "a bite goes unnoticed in the heat", "story K1, assumed")
    finds: Rate = param("0.08 /h", "such a bite is found, while one rests in a room", "assumed")
    claw_bleeds: BloodRate = param("12 ml/min", "mean bleeding of a claw wound", "assumed")
    breaks_free: Probability = param(0.35, "tearing loose at one try", "assumed")
    skilled: Real = param(1.35, "factor on hits of scouts and soldiers", "assumed", ge=0.1, le=5)
    pairs: Switch = param(True, "practised pairs cover each other", "story K8")
    splash: Probability = param(0.04, "fluids get on who ends one at arm's length", "assumed")
    splash_dose: Real = param(0.3, "dose of such fluids, light bites", "assumed", ge=0, le=10)
    drops: Probability = param(0.08, "a grab or a claw costs the weapon", "assumed")
    picks_up: Switch = param(True, "the unarmed take up a weapon that lies next to them",
                             "story K9")  # fmt: skip
    ammunition: Switch = param(True, "shots use up rounds", "story K9")
    tail: Probability = param(0.6, "a blow of one of the swarm at an unarmed person lands",
                              "assumed")  # fmt: skip
    holds: Probability = param(0.6, "one will not shoot at a creature that holds somebody",
                               "story S5, assumed share")  # fmt: skip
    strays: Probability = param(0.35, "a shot that hits such a creature hits whom it holds",
                                "story S5, assumed share")  # fmt: skip
    acid: Switch = param(True, "the blood of the swarm burns who is near", "story S4")
    acid_reach: Length = param("3 m", "as far as it burns", "assumed", ge="0 m", le="50 m")
    acid_burns: Real = param(0.3, "mean loss of strength of who stands next to it", "assumed",
                             ge=0, le=1)  # fmt: skip
    acid_floor: Rate = param("0.2 /min", "rate at which a floor it was shed on gives way under one "
                             "person", "story S4, assumed size")  # fmt: skip
    wounds: Switch = param(True, "claws and bites wound", "story K4")
    grenades: Switch = param(True, "who has grenades throws them", "story S5")
    thrown_from: Length = param("10 m", "nearer than this none is thrown, nor where a soldier is "
                                "so near to where it bursts", "assumed", ge="1 m",
                                le="1 km")  # fmt: skip
    thrown_to: Length = param("35 m", "as far as one throws", "US Army TC 3-23.30", ge="1 m",
                              le="1 km")  # fmt: skip
    casualty: Length = param("15 m", "within this half of those who stand are hit by a grenade",
                             "US Army TC 3-23.30: M67", ge="1 m", le="1 km")  # fmt: skip
    flat: Probability = param(0.25, "part of the body that one shows who lies flat", "assumed")
    armour: Probability = param(0.5, "part of a wound by fragments that gets through the armour of "
                                "the swarm", "assumed")  # fmt: skip
    ricochets: Switch = param(False, "a shot that missed may hit somebody else", "story S5")
    ricochet: Probability = param(0.02, "it does, in a way of 6 m or less with people about",
                                  "assumed")  # fmt: skip
    acid_arms: Probability = param(0.3, "it eats the weapon in the hand of one next to it",
                                   "story S4, assumed size")  # fmt: skip


(
    ON, ATTACK, BITES, GRABS, LANDS, ARMED, TRAINED, COVERED, HELD, CARELESS, DARK, UNNOTICED,
    FINDS, CLAW_BLEEDS, BREAKS_FREE, SKILLED, PAIRS, SPLASH, SPLASH_DOSE, DROPS, PICKS_UP,
    AMMUNITION, TAIL, HOLDS, STRAYS, ACID_ON, ACID_REACH, ACID_BURNS, ACID_FLOOR, WOUNDS,
    GRENADES, THROWN_FROM, THROWN_TO, CASUALTY, FLAT, ARMOUR, RICOCHETS, RICOCHET, ACID_ARMS,
) = range(39)  # fmt: skip
