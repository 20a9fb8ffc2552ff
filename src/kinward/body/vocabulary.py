"""What bodies do and suffer: events of the room whose clock is seconds."""

from __future__ import annotations

from kinward.core.events import domain, kind

SCAFFOLD_GAVE, FLOOR_GAVE, STAIR_GAVE = domain(
    "structure", "rusted scaffold", "rotten floor", "rotten stair"
)

SOUND = kind(
    100, "sound", "makes a noise that carries", place="place", what="sound",
    value="dBA at 1 m", weight=0.2, told="{subject} could be heard far off[ {place}]: {what}.",
)  # fmt: skip
HEARD = kind(
    101, "heard", "hears a noise that matters to them", object="person", place="place",
    what="sound", value="dBA at the ear", value2="m along the way", weight=0.3,
    told="{subject} heard {what} {value2:.0f} m off[, {place}].",
)  # fmt: skip
SAW = kind(
    102, "saw", "catches sight of one of the infected", object="person", place="place",
    value="m away", weight=0.8,
    told="{subject} saw one of the infected {value:.0f} m away[, {place}].",
)  # fmt: skip
SHOT = kind(
    103, "shot", "fires at somebody", object="person", place="place", what="weapon",
    value="1 if it hit", value2="m", weight=1.0,
    told="{subject} fired {what} at {object} from {value2:.0f} m"
         "{value? and hit| and missed}[, {place}].",
    told_object="{subject} fired at {object}{value? and hit| and missed}[, {place}].",
)  # fmt: skip
STRUCK = kind(
    104, "struck", "strikes somebody", object="person", place="place", what="weapon",
    value="1 if it hit", weight=1.0,
    told="{subject} struck at {object} with {what}{value? and hit| and missed}[, {place}].",
    told_object="{subject} struck at {object} with {what}{value? and hit| and missed}[, {place}].",
)  # fmt: skip
BITTEN = kind(
    105, "bitten", "is bitten by one of the infected", object="person", place="place",
    what="body part", value="dose of The Rage, light bites", value2="1 if noticed at once",
    told="{subject} was bitten in the {what}[ {place}]{value2?, and knew it|, and did not notice}.",
    weight=8,
)  # fmt: skip
CLAWED = kind(
    106, "clawed", "is clawed by one of the infected", object="person", place="place",
    what="body part", value="severity 0..1", value2="bleeding, ml/min",
    told="{subject} was clawed across the {what}[ {place}].", weight=3,
)  # fmt: skip
GRABBED = kind(
    107, "grabbed", "is held by one of the infected", object="person", place="place",
    told="One of the infected got hold of {subject:them}[ {place}].", weight=2,
)  # fmt: skip
BROKE_FREE = kind(
    108, "broke_free", "tears loose", object="person", place="place",
    told="{subject} tore loose[ {place}].", weight=2,
)  # fmt: skip
EXPOSED = kind(
    109, "exposed", "gets infected fluids on broken skin or mouth", object="person",
    place="place", value="dose of The Rage, light bites", weight=4,
    told="Infected blood got on {subject:them}[ {place}].",
)  # fmt: skip
NOTICED = kind(
    110, "noticed_bite", "finds the bite on the own body", place="place", what="body part",
    value="h since", told="{subject} found a bite on {his} {what}; it was {hours} old.", weight=7,
)  # fmt: skip
STAGE = kind(
    111, "stage", "The Rage passes into another stage", place="place", what="stage",
    value="h since the first exposure",
    told="{subject} passed into {what}, {value:.0f} h after the first exposure.",
    effects=("people.stage[subject] = what",), weight=6,
)  # fmt: skip
HEALED = kind(
    112, "healed", "a bite closes to a scar and nothing follows", place="place",
    value="h since the bite",
    told="The bite closed to a scar on {subject:them}. Nothing followed.", weight=9,
    effects=("people.stage[subject] = what",), what="stage",
)  # fmt: skip
FELL = kind(
    113, "fell", "falls", place="place", value="m", value2="bleeding, ml/min",
    told="{subject} fell {value:.0f} m[ {place}].", weight=4,
)  # fmt: skip
UNCONSCIOUS = kind(
    114, "collapsed", "loses consciousness", place="place", value="blood lost, share",
    told="{subject} lost consciousness[ {place}].", weight=4,
)  # fmt: skip
TREATED = kind(
    115, "treated", "stops a bleeding or dresses a wound", object="person", place="place",
    what="item", value="bleeding after, ml/min",
    told="{subject} dressed[ {object's} wounds]{object?| the wound}[ {place}].",
    told_object="{subject} dressed {object's} wounds[ {place}].", weight=2,
    effects=("loads[subject, what] -= 1",),
)  # fmt: skip
DROPPED = kind(
    116, "dropped", "loses hold of a weapon", place="place", what="item", value="number",
    told="{subject} lost the {what}[ {place}].", weight=2,
    effects=("loads[subject, what] -= value", "stocks[place, what] += value"),
)  # fmt: skip
PICKED_UP = kind(
    117, "picked_up", "picks up something that lay there", place="place", what="item",
    value="number", told="{subject} picked up {amount}[ {place}].", weight=1,
    effects=("loads[subject, what] += value", "stocks[place, what] -= value"),
)  # fmt: skip
ROUND_SPENT = kind(
    118, "spent", "uses up ammunition", what="item", value="number", weight=0,
    effects=("loads[subject, what] -= value",),
)  # fmt: skip
CARRIED = kind(
    119, "carried", "takes somebody up to carry", object="person", place="place",
    told="{subject} took {object} up and carried {them}.",
    told_object="{subject} took {object} up and carried {them}.", weight=4,
)  # fmt: skip
SET_DOWN = kind(
    120, "set_down", "sets down whom they carried", object="person", place="place",
    told="{subject} set {object} down[ {place}].",
    told_object="{subject} set {object} down[ {place}].",
    weight=2,
)  # fmt: skip
LEAPT = kind(
    121, "leapt", "leaps from a roof to the next", place="place", value="m gap",
    value2="1 if one landed on it",
    told="{subject} leapt a gap of {value:.1f} m between roofs[ {place}]"
         "{value2?| and did not make it}.", weight=4,
)  # fmt: skip
BLED = kind(
    122, "bleeding", "a wound opens or closes", object="person", place="place",
    what="body part", value="bleeding of all wounds now, ml/min", value2="blood lost so far, ml",
    weight=0.3,
)  # fmt: skip
GAVE_WAY = kind(
    140, "gave_way", "something gives way under somebody", place="place", what="structure",
    value="kg on it", told="{a what} gave way under {subject:them}[ {place}].", weight=4,
)  # fmt: skip
AWNING = kind(
    141, "awning", "an awning breaks a fall", place="place", value="m fallen until there",
    told="An awning broke {his} fall[ {place}].", weight=2,
)  # fmt: skip
CAUGHT = kind(
    142, "caught", "catches somebody who falls", object="person", place="place",
    told="{subject} caught {object} by the arm, who was falling[ {place}].",
    told_object="{subject} caught {object} by the arm, who was falling[ {place}].", weight=6,
)  # fmt: skip
PULLED_ALONG = kind(
    143, "pulled_along", "reaches for somebody who falls and is pulled along", object="person",
    place="place", told="{subject} reached for {object} and was pulled along[ {place}].",
    told_object="{subject} reached for {object} and was pulled along[ {place}].", weight=6,
)  # fmt: skip
CAME_THROUGH = kind(
    144, "came_through", "one of the infected comes in through a window", object="person",
    place="place", value="m climbed", weight=2,
    told="{subject} came in through a window{value?, up the front of the house|}[ {place}].",
    told_object="One of the infected came through the window to {object}"
                "{value?, up the front of the house|}[, {place}].",
)  # fmt: skip
THREW_DOWN = kind(
    145, "threw_down", "one of the infected throws itself down on somebody", object="person",
    place="place", value="m", weight=2,
    told="{subject} threw itself down on {object}[ {place}].",
    told_object="One of the infected threw itself down on {object} from {value:.0f} m up"
                "[, {place}].",
)  # fmt: skip
OVER_ROOF = kind(
    146, "over_roof", "steps over to the roof next door", place="place", weight=1.5,
    told="{subject} climbed over to the next roof[ {place}].",
)  # fmt: skip
CRIED_BELOW = kind(
    154, "cried_below", "cries for help from under rubble", place="place", weight=4,
    told="{subject} cried for help from under the rubble[ {place}].",
)  # fmt: skip
STUCK_IN_LIFT = kind(
    170, "stuck_in_lift", "the power fails, and the lift stops", place="place",
    value="storeys above the ground", weight=4,
    told="The lift stopped, and {subject} was stuck[ {place}].",
)  # fmt: skip
FREED_FROM_LIFT = kind(
    171, "freed_from_lift", "gets out of a lift that stands", place="place", weight=3,
    told="{subject} got out of the lift at last.",
)  # fmt: skip
GOT_ON = kind(
    173, "got_on", "gets on a bus", place="place", weight=2,
    told="{subject} got on a bus[ {place}].",
)  # fmt: skip
DUG_OUT = kind(
    147, "dug_out", "is dug out from under rubble, alive", object="person", place="place",
    value="h since it fell", value2="work done in the heap, person-min",
    told="{object} dug {subject:them} out, alive[, {place}].",
    told_object="{object:they} dug {subject:them} out, alive[, {place}].",
    effects=("people.fate[subject] = alive", "people.fate_t[subject] = -1"), weight=10,
)  # fmt: skip
FOUND_UNDER = kind(
    148, "found_under", "finds somebody dead under rubble", object="person", place="place",
    value="work done in the heap, person-min",
    told="{subject} found {object} dead under the rubble[, {place}].", weight=8,
)  # fmt: skip
TAIL_STRUCK = kind(
    149, "tail_struck", "is struck by one of the swarm", object="person", place="place",
    what="body part", value="severity 0..1", value2="bleeding, ml/min",
    told="A creature struck {subject:them} in the {what}[ {place}].", weight=4,
)  # fmt: skip
ACID_ATE = kind(
    151, "acid_ate", "acid eats a weapon", what="item", value="number",
    told="The acid ate {his} {what}.", effects=("loads[subject, what] -= value",), weight=3,
)  # fmt: skip
ACID_FLOOR_EATEN = kind(
    152, "acid_floor", "acid eats at a floor", subject="", place="place",
    value="rate at which it gives way, 1/min", weight=0,
)  # fmt: skip
HELD_FIRE = kind(
    153, "held_fire", "does not shoot at what holds a person", object="person", place="place",
    told="{subject} held fire, because the creature had {object} in its grip[, {place}].",
    told_object="{subject} held fire, because the creature had {object:they} in its grip.",
    weight=5,
)  # fmt: skip
GRENADE_BURST = kind(
    155, "grenade_burst", "throws a grenade", place="place", what="item", value="number",
    value2="m", told="{subject} threw a grenade {value2:.0f} m far[, {place}].",
    effects=("loads[subject, what] -= value",), weight=5,
)  # fmt: skip
BY_FRAGMENTS = kind(
    156, "fragments", "is hit by fragments of a grenade", object="person", place="place",
    value="severity 0..1", value2="fragments",
    told="{subject} was hit by fragments of a grenade[ that {object} threw][, {place}].",
    told_object="{object:they} hit {subject} with fragments of the grenade[, {place}].", weight=7,
)  # fmt: skip
DREW_SIDEARM = kind(
    157, "drew_sidearm", "draws a pistol, the last round of the rifle being spent", place="place",
    what="weapon", value="rounds that it holds", weight=4,
    told="{subject} had fired the last round, and drew the {what}[ {place}].",
)  # fmt: skip
RICOCHET_HIT = kind(
    158, "ricochet", "is hit by a shot that glanced off a wall", object="person", place="place",
    what="weapon", value="m from whom it was meant for",
    told="{subject} was hit by a shot that {object} had fired at something else, and that glanced "
         "off a wall[, {place}].",
    told_object="{object:they} hit {subject} with a shot that glanced off a wall[, {place}].",
    weight=8,
)  # fmt: skip
ACID = kind(
    150, "acid", "is burnt by the blood of one of the swarm", object="person", place="place",
    what="body part", value="severity 0..1", value2="bleeding, ml/min",
    told="The acid of a dead creature burnt {his} {what}[ {place}].", weight=5,
)  # fmt: skip
