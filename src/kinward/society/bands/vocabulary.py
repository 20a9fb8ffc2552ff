"""What happens to bands, between them, and to those who leave them."""

from __future__ import annotations

from kinward.core.events import domain, kind

NO_GROUP, ZONE_KIND, BAND_KIND, COMPANY, SQUAD_KIND, CREW_KIND = domain(
    "group kind",
    "none",
    "zone",
    "band",
    "company on the road",
    "squad",
    "crew",
)
domain("rations", "equal", "need", "workers", "leader")
EQUAL, BY_NEED, TO_WORKERS, TO_LEADER = range(4)
domain("strangers", "welcome", "voucher", "closed", "rob")
WELCOME, BY_VOUCHER, CLOSED, ROB = range(4)
domain("bitten", "care", "apart", "end")
CARE, APART, END = range(3)
domain("theft", "forgive", "punish", "banish")
FORGIVE, PUNISH, BANISH = range(3)
FORAGE, FETCH_WATER, HUNT, RAID, LOOK_FOR, WANDER, TRADE = domain(
    "errand", "forage", "fetch water", "hunt people", "raid", "look for somebody",
    "look for a place", "trade",
)  # fmt: skip
(
    FAIR, TRADERS_PRESSED, HOSTS_PRESSED, NO_DEAL, ROBBED_AT_DOOR, NOTHING_TO_TRADE, NOT_HEARD,
) = domain(
    "bargain", "a fair price", "a hard price that the traders set",
    "a hard price that the hosts set", "no agreement", "robbery", "nothing that both wanted",
    "nobody heard them",
)  # fmt: skip
LET_PASS, WARNED_OFF, CUT_RATIONS, OUT = domain(
    "penalty", "nothing", "a warning", "shorter rations", "casting out"
)
TALKED, AVOIDED, THREATENED, ROBBED_THEM, FOUGHT = domain(
    "outcome", "talked", "kept out of each other's way", "were told to go", "were robbed",
    "fought",
)  # fmt: skip

GROUP_FORMED = kind(
    440, "group_formed", "a group begins", k="group", place="place", what="group kind",
    value="style 0 care .. 1 control", value2="people", weight=4,
    told="{subject} led {k} from then on[, living {place}].",
    effects=("groups.new[k] = subject",),
)  # fmt: skip
GROUP_ENDED = kind(
    441, "group_ended", "a group is no more", subject="group", weight=2,
    effects=("groups.until[subject] = t",),
)  # fmt: skip
LEADER_CHANGED = kind(
    442, "leads", "becomes the leader of a group", object="person", k="group", value="votes share",
    value2="style 0 care .. 1 control", weight=7,
    told="{subject} came to lead {k}[, after {object}].",
    told_object="{subject} led in {object's} place.",
    effects=("groups.leader[k] = subject", "groups.style[k] = value2"),
)  # fmt: skip
STYLE = kind(
    443, "style_drifts", "a leader leads otherwise than before", k="group",
    value="style now, 0 care .. 1 control", value2="by", weight=2,
    told="{subject} led with {value2?a harder|a gentler} hand from then on.",
    effects=("groups.style[k] = value",),
)  # fmt: skip
MOVED_IN = kind(
    444, "moved_in", "lives somewhere else from now on", place="place", weight=2,
    told="{subject} lived[ {place}] from then on.", effects=("people.home[subject] = place",),
)  # fmt: skip
LEFT_GROUP = kind(
    445, "left_group", "leaves a group of one's own will", object="person", k="group",
    place="place", value="grievance", value2="legitimacy of the leader", weight=8,
    told="{subject} left {object's} band.", told_object="{subject} left {object's} band.",
)  # fmt: skip
DEPOSED = kind(
    447, "deposed", "is made to lead no longer", object="person", k="group",
    value="share of the grown members against", weight=9,
    told="{subject} was made to give up the lead of {k}[, {object} first among those against].",
    told_object="{object:they} brought {subject:them} down as the leader of {k}.",
)  # fmt: skip
SPLIT_OFF = kind(
    448, "split", "a group breaks in two", object="person", k="group", value="people who went",
    value2="people who stayed", weight=9,
    told="The band broke in two: {count} went with {subject}.",
    told_object="The band broke in two: {count} went with {subject}.",
)  # fmt: skip
MERGED = kind(
    449, "merged", "two groups become one", subject="group", k="group", value="people", weight=2,
)  # fmt: skip
GRUMBLED = kind(
    450, "grumbled", "grumbles about the leader", object="person", k="group", value="grievance",
    weight=1, told="{subject} grumbled about {object}.",
)  # fmt: skip
MET = kind(
    451, "met_strangers", "meets people of another group", object="person", place="place",
    value="m apart", value2="of them", weight=3,
    told="{subject} came upon {object}[ {place}].",
    told_object="{subject} and {object:they} came upon each other[ {place}].",
)  # fmt: skip
DEALT = kind(
    452, "dealt", "how a meeting of strangers went", object="person", place="place",
    what="outcome", weight=3, told="{subject} and {object:they} {what}.",
    told_object="{subject} and {object:they} {what}.",
)  # fmt: skip
GAVE = kind(
    453, "gave", "gives something to somebody", object="person", place="place", what="item",
    value="number", weight=3, told="{subject} gave {object} {amount}.",
    told_object="{subject} gave {object} {amount}.",
    effects=("loads[subject, what] -= value", "loads[object, what] += value"),
)  # fmt: skip
ROBBED = kind(
    454, "robbed", "takes something from somebody by force", object="person", place="place",
    what="item", value="number", weight=6, told="{subject} took {amount} from {object} by force.",
    told_object="{subject} took {amount} from {object} by force.",
    effects=("loads[subject, what] += value", "loads[object, what] -= value"),
)  # fmt: skip
ASKED_IN = kind(
    455, "asked_in", "asks to be taken in", object="person", k="group", place="place",
    value="of them", weight=5, told="{subject} asked {object}[ {place}] to be taken in.",
    told_object="{subject} asked {object}[ {place}] to be taken in.",
)  # fmt: skip
VOUCHED = kind(
    456, "vouched", "speaks for somebody", object="person", k="group", weight=5,
    told="{subject} spoke for {object}.", told_object="{subject} spoke for {object}.",
)  # fmt: skip
TAKEN_IN = kind(
    457, "taken_in", "is taken in as a guest", object="person", k="group", place="place",
    value="of them", weight=7, told="{object:they} took {subject:them} in among {k}[, {place}].",
    told_object="{object:they} took {subject:them} in among {k}[, {place}].",
)  # fmt: skip
TURNED_OFF = kind(
    458, "turned_off", "is not taken in", object="person", k="group", place="place",
    value="1 if armed", value2="1 if with a child", weight=6,
    told="{object:they} turned {subject:them} away[ {place}].",
    told_object="{object:they} turned {subject:them} away[ {place}].",
)  # fmt: skip
MEMBER_NOW = kind(
    459, "became_member", "a guest becomes a member", object="person", k="group", weight=6,
    told="{subject} became one of {k}[, whom {object:they} led].",
)  # fmt: skip
SENT_OUT = kind(
    460, "sent_out", "goes out on an errand", object="person", k="outing", place="place",
    what="errand", value="of them", weight=1,
    told="{subject} went out[ with {object}] to {what}.",
)  # fmt: skip
CAME_HOME = kind(
    461, "came_home", "is back from an errand", object="person", k="outing", place="place",
    value="h out", what="errand", weight=0.5, told="{subject} was back after {hours}.",
)  # fmt: skip
FORAGED = kind(
    462, "foraged", "takes something from a place", k="outing", place="place", what="item",
    value="number", weight=0.5, told="{subject} took {amount} from {site}.",
    effects=("loads[subject, what] += value", "stocks[place, what] -= value"),
)  # fmt: skip
STORED = kind(
    463, "stored", "hands something to the stores of the band", k="group", place="place",
    what="item", value="number", weight=0.3, told="{subject} brought {amount}.",
    effects=("loads[subject, what] -= value", "stocks[place, what] += value"),
)  # fmt: skip
DRAWN = kind(
    464, "drawn", "gets something from the stores of the band", k="group", place="place",
    what="item", value="number", weight=0,
    effects=("loads[subject, what] += value", "stocks[place, what] -= value"),
)  # fmt: skip
FED = kind(
    465, "fed", "a group eats or drinks from its stores", subject="group", place="place",
    what="item", value="rations", value2="people", weight=0,
    effects=("stocks[place, what] -= value",),
)  # fmt: skip
LIVED_ON = kind(
    466, "lived_on", "eats or drinks of what one carries", place="place", what="item",
    value="number", weight=0, effects=("loads[subject, what] -= value",),
)  # fmt: skip
WENT_SHORT = kind(
    467, "went_short", "gets no food or water today", place="place", what="item",
    value="days in a row", weight=2, told="There was no {what} that day for {subject:them}.",
)  # fmt: skip
RATION_SET = kind(
    468, "ration_set", "a group changes its ration", subject="group",
    value="rations a head and day", weight=0,
)  # fmt: skip
STOLE = kind(
    469, "stole", "takes from the stores in secret", object="person", k="group", place="place",
    what="item", value="number", value2="1 if seen", weight=6,
    told="{subject} took {amount} from the stores in secret[, and {object} saw it].",
    told_object="{object:they} saw {subject} steal from the stores.",
    effects=("loads[subject, what] += value", "stocks[place, what] -= value"),
)  # fmt: skip
HUNT_SET = kind(
    470, "hunt_begun", "is sent to hunt people of another group", object="person", k="outing",
    place="place", value="of them", weight=5,
    told="{subject} was sent out to hunt down {object}.",
    told_object="{subject} was sent out to hunt {object:them} down.",
)  # fmt: skip
QUARRY_FOUND = kind(
    471, "quarry_found", "a hunting party finds the one it hunted", object="person", k="outing",
    place="place", value="h after setting out", weight=8,
    told="{subject} found {object}, whom {he} had been sent to hunt down[, {place}].",
    told_object="{subject}, sent to hunt {object:them} down, found {object:them}[ {place}].",
)  # fmt: skip
GAVE_UP_HUNT = kind(
    472, "hunt_given_up", "a hunting party gives up", object="person", k="outing", weight=3,
    told="{subject} gave up the hunt for {object}.",
)  # fmt: skip
MOVED_ON = kind(
    473, "moved_on", "a group on the road keeps a place from now on", k="group", place="place",
    weight=3, told="{subject} and {his} people stayed where they were[, {place}].",
    effects=(f"groups.kind[k] = {BAND_KIND}",),
)  # fmt: skip
PARTED_AGAIN = kind(
    474, "met_again", "two who had left each other meet again", object="person", place="place",
    value="h apart", weight=6, told="{subject} met {object} again[ {place}].",
    told_object="{subject} met {object} again[ {place}].",
)  # fmt: skip
REFUSED_ORDER = kind(
    477, "refused_order", "refuses to go out", object="person", k="outing", what="errand",
    value="legitimacy of the leader", weight=4,
    told="{subject} refused to go out to {what} for {object}.",
    told_object="{subject} refused to go out to {what} for {object:them}.",
)  # fmt: skip
KEPT_APART = kind(
    478, "kept_apart", "is shut in a room by themselves as bitten", place="place",
    value="h to stay", weight=5, told="{subject} was shut up alone[ {place}] for {hours}.",
)  # fmt: skip
LET_BACK = kind(
    479, "let_back", "comes back from being kept apart", place="place", value="h apart", weight=5,
    told="{subject} had not changed after {hours}, and was let back.",
)  # fmt: skip
SET_OUT_TO_ASK = kind(
    481, "set_out_to_ask", "goes to ask another group to take them in", object="person", k="group",
    place="place", value="of them", weight=4,
    told="{subject} set out to ask {object} for a place.",
)  # fmt: skip
RAIDED = kind(
    482, "raided", "takes something from the stores of another band by force", object="person",
    k="group", place="place", what="item", value="number", weight=6,
    told="{subject} took {amount} from the stores of {object's} people by force.",
    told_object="{subject} took {amount} from {object's} stores by force.",
    effects=("loads[subject, what] += value", "stocks[place, what] -= value"),
)  # fmt: skip
GAVE_UP_PLACE = kind(
    483, "gave_up_place", "too few to hold a place, and leave it", k="group", place="place",
    value="of them", weight=5, told="{subject} gave up the place: they were too few to hold it.",
    effects=(f"groups.kind[k] = {COMPANY}",),
)  # fmt: skip
CAME_FOR = kind(
    480, "came_for", "comes back for somebody who did not come home", object="person",
    place="place", value="1 if alive", weight=7,
    told="{subject} found {object}[ {place}], {value?alive|dead}.",
    told_object="{subject} came back for {object}[ {place}].",
)  # fmt: skip
GRAVE_DUG = kind(
    475, "buried", "buries somebody", object="person", place="place", weight=5,
    told="{subject} buried {object}[ {place}].",
    told_object="{subject} buried {object}[ {place}].",
)  # fmt: skip
AT_THE_GRAVE = kind(
    476, "at_grave", "goes to a grave", object="person", place="place", weight=3,
    told="{subject} stood at {object's} grave[ {place}].",
)  # fmt: skip
CARED_FOR = kind(
    485, "cared_for", "a healer of a band dresses and treats a wound", object="person",
    k="group", place="place", what="item", value="number", value2="wounds after, 0..1", weight=2,
    told="{object} saw to {subject's} wounds.",
    told_object="{object} saw to {subject's} wounds.",
    effects=("stocks[place, what] -= value",),
)  # fmt: skip
STORES_SHORT = kind(
    486, "stores_short", "the count of the stores does not come out", k="group", place="place",
    what="item", value="number missing", weight=2,
    told="{subject} counted the stores and missed {amount}.",
)  # fmt: skip
WORK_LAPSED = kind(
    487, "work_lapsed", "nobody is left who has learned the work of one who is lost",
    object="person", k="group", what="role", weight=3,
    told="{subject} found nobody in {k} who had learned the work of {object}.",
)  # fmt: skip
TRADERS_CAME = kind(
    488, "traders_came", "traders of another band stand at the door", object="person", k="outing",
    place="place", what="item", value="number", weight=4,
    told="{subject} came to trade with {object}, with {amount}.",
    told_object="{subject} came to the door to trade, with {amount}.",
)  # fmt: skip
PRICE = kind(
    489, "price", "names a price", object="person", k="outing", what="item",
    value="number wanted", value2="number given for it", weight=0,
)  # fmt: skip
GAVE_IN_TRADE = kind(
    490, "gave_in_trade", "what traders gave in all", object="person", k="outing", what="item",
    value="number", value2="worth of it to their own band, rations", weight=4,
    told="{subject} gave {object} {amount}.", told_object="{subject} gave {object} {amount}.",
)  # fmt: skip
GOT_IN_TRADE = kind(
    491, "got_in_trade", "what traders got in all", object="person", k="outing", what="item",
    value="number", value2="worth of it to their own band, rations", weight=4,
    told="{subject} got {amount} from {object}.",
    told_object="{subject} got {amount} from {object}.",
)  # fmt: skip
BARGAINED = kind(
    492, "bargained", "how a bargain between bands ended", object="person", k="outing",
    place="place", what="bargain", value="share of the gain that the traders' band had 0..1",
    weight=4, told="{subject} and {object} ended with {what}.",
    told_object="{subject} and {object} ended with {what}.",
)  # fmt: skip
HANDED_OVER = kind(
    493, "handed_over", "a trader hands goods to the stores of another band", object="person",
    k="outing", place="place", what="item", value="number", weight=0,
    effects=("loads[subject, what] -= value", "stocks[place, what] += value"),
)  # fmt: skip
HANDED_OUT = kind(
    494, "handed_out", "a trader is given goods from the stores of another band", object="person",
    k="outing", place="place", what="item", value="number", weight=0,
    effects=("loads[subject, what] += value", "stocks[place, what] -= value"),
)  # fmt: skip
SEIZED = kind(
    495, "seized", "goods of traders are taken from them at a door by force", object="person",
    k="outing", place="place", what="item", value="number", weight=6,
    told="{object:they} took {amount} from {subject:them} by force.",
    told_object="{object:they} took {amount} from {subject:them} by force.",
    effects=("loads[subject, what] -= value", "stocks[place, what] += value"),
)  # fmt: skip
THEFT_FOUND = kind(
    496, "theft_found", "it comes out who took from the stores", object="person", k="group",
    place="place", what="item", value="number that was found", weight=6,
    told="It came out that {subject} had taken from the stores[, through {object}].",
    told_object="{object:they} brought it out that {subject} had taken from the stores.",
)  # fmt: skip
THEFT_JUDGED = kind(
    497, "theft_judged", "a leader has decided about a theft", object="person", k="group",
    what="penalty", value="thefts found out so far", weight=6,
    told="{subject} decided on {object's} theft: {what}.",
    told_object="{subject} decided on {object's} theft: {what}.",
)  # fmt: skip
CAST_OUT = kind(
    498, "cast_out", "is cast out of a band", object="person", k="group", place="place",
    value="of them", weight=9, told="{object:they} cast {subject:them} out of {k}.",
    told_object="{object:they} cast {subject:them} out of {k}.",
)  # fmt: skip
TOOK_WORK = kind(
    499, "took_work", "a pupil takes over the work of one who died or left", object="person",
    k="group", what="role", value="skill 0..1", weight=7,
    told="{subject} took over the work of {object}, from whom {he} had learned it.",
    told_object="{subject}, who had learned from {object}, took over {object's} work.",
)  # fmt: skip
