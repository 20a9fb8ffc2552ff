"""Words for options, occasions, deaths and stages, and how sentences begin with them."""

from __future__ import annotations

import re

from kinward.chronicle.language import capital

# how each option of a decision is told; a target is the {object}
OPTIONS = {
    "stay": "stay[ with {object}]", "hide silently": "hide and keep silent", "flee": "run",
    "go home": "make for home", "fetch": "fetch {object}", "wait for": "wait for {object}",
    "search for": "look for {object}", "obey": "do as told", "help": "help {object}",
    "pass by": "pass {object} by", "fight": "fight",
    "treat": "dress {object's} wounds", "report a bite": "report the bite",
    "hide a bite": "tell nobody of the bite", "obey the protocol": "obey the protocol",
    "wait it out together": "wait it out[ together with {object}]",
    "shelter": "hide {object} from the search", "volunteer": "volunteer", "decline": "decline",
    "carry": "carry {object}", "leave behind": "leave {object} behind",
    "give up": "give up",
    "follow": "follow {object}", "turn back": "turn back[ for {object}]",
    "talk": "talk[ with {object}]", "keep out of their way": "keep out of their way",
    "threaten": "threaten {object}", "rob": "rob {object}", "attack": "attack {object}",
    "share": "share food[ with {object}]", "trade": "trade[ with {object}]",
    "invite": "offer {object} a place", "ask to be taken in": "ask to be taken in",
    "part": "go on", "take in": "take {object} in", "refuse": "turn {object} away",
    "vouch": "speak for {object}", "keep out of it": "keep out of it",
    "grumble": "grumble[ about {object}]", "leave the group": "leave the band",
    "depose the leader": "stand against {object}", "refuse to follow": "stay behind",
    "join": "become one of them", "move on": "move on",
    "steal": "take from the stores in secret", "yield": "give in",
    "take the weapon from": "take {object's} weapon away",
    "go to safety": "go to safety", "stay on duty": "stay on duty",
    "report for duty": "report for duty",
    "press for more": "press[ {object}] for more", "let it pass": "let it pass",
    "warn": "warn {object}", "cut the rations of": "cut {object's} rations",
    "cast out": "cast {object} out", "dig for": "dig[ for {object}]",
    "leave by the window": "leave by the window", "board": "board",
    "stay to serve": "stay to serve[, for a seat for {object}]",
    "run after": "run after {object}", "go in after": "go in after {object}",
    "go to the meeting place": "go to the meeting place",
    "let through": "let {object} through", "tell": "tell {object}",
    "keep it back": "keep it back[ from {object}]", "close the class": "close {object's} class",
    "keep the class": "keep {object's} class open",
}  # fmt: skip
# where the occasion makes them mean something else
OPTIONS_AT = {
    ("somebody did not come back", "wait for"): "go on waiting for {object}",
    ("the infected were near", "stay"): "stay put",
    ("an order to carry out the protocol", "obey"): "obey",
    ("an order to carry out the protocol", "decline"): "refuse",
    ("somebody close was bitten", "obey the protocol"): "carry out the protocol on {object}",
    ("somebody close was bitten", "report a bite"): "report {object's} bite",
    ("somebody close was bitten", "stay"): "do nothing about it",
    ("a wound of their own", "treat"): "dress the wound",
    ("a wound of their own", "stay"): "go on",
    ("a companion was hurt", "wait for"): "stay with {object}",
    ("a death", "obey"): "go on with the day",
    ("a death", "stay"): "keep to {himself}",
    ("a death", "search for"): "look for {object} all the same",
    ("somebody attacked", "fight"): "fight back",
    ("how they were led", "obey"): "go along",
    ("how they were led", "leave the group"): "leave[ {object's} band]",
    ("a friend was leaving", "follow"): "go with {object}",
    ("a friend was leaving", "refuse to follow"): "let {object} go",
    ("one of theirs was taken", "leave behind"): "let {object} go",
    ("the way led below ground", "give up"): "turn back without {object}",
    ("a friend went after one who was taken", "follow"): "go with {object}",
    ("a friend went after one who was taken", "refuse to follow"): "let {object} go alone",
    ("somebody did not come back", "give up"): "give {object} up",
    ("an order to go out", "obey"): "go",
    ("an order to go out", "decline"): "refuse",
    ("a place among others", "stay"): "stay a guest",
    ("hunger beside the stores", "stay"): "leave them alone",
    ("one of theirs at the gate", "obey"): "do to {object} as the rule asks",
    ("one of theirs at the gate", "decline"): "leave {object} to another",
    ("somebody was lost from sight", "leave behind"): "go on without {object}",
    ("one weapon for two", "talk"): "ask for {object's} weapon",
    ("one weapon for two", "share"): "give {object} the weapon",
    ("one weapon for two", "refuse"): "keep the weapon",
    ("one weapon for two", "let it pass"): "go without {object's} weapon",
    ("a price to name", "trade"): "ask a fair price[ of {object}]",
    ("traders at the door", "trade"): "trade[ with {object}]",
    ("traders at the door", "refuse"): "send {object} away without a deal",
    ("harder terms", "trade"): "trade all the same",
    ("harder terms", "refuse"): "go without a deal",
    ("a stair full of smoke", "stay"): "wait for help at the window",
    ("a turn to board", "wait for"): "wait for {object}",
    ("too few seats", "board"): "board without the others",
    ("too few seats", "stay"): "stay together",
    ("a seat against service", "decline"): "decline",
}
NEAR = "the infected were near"
OCCASIONS = {
    NEAR: "with the infected near",
    "somebody cried for help": "hearing a cry for help",
    "a bite of their own": "bitten",
    "somebody close was bitten": "knowing of the bite",
    "somebody did not come back": "waiting in vain",
    "a call for volunteers": "asked to volunteer",
    "a companion was hurt": "with a companion hurt",
    "an alarm": "at the alarm",
    "one of theirs at the gate": "on post, before one of {his} own",
    "the change began": "as the change began",
    "a death": "in grief",
    "somebody was lost from sight": "having lost them from sight",
    "a wound of their own": "wounded",
    "an order to carry out the protocol": "told to carry out the protocol",
    "somebody attacked": "attacked",
    "strangers met": "before strangers",
    "a talk with strangers": "in talk with strangers",
    "somebody asked to be taken in": "asked to take somebody in",
    "somebody needed a word for them": "asked for a word",
    "how they were led": "over how they were led",
    "a friend was leaving": "as a friend was leaving",
    "an order to go out": "told to go out",
    "hunger beside the stores": "hungry beside the stores",
    "a place among others": "offered a place",
    "raiders at the door": "with raiders at the door",
    "a danger showed": "as a danger showed",
    "a stair full of smoke": "above a stair full of smoke",
    "not everybody was there": "with not everybody there",
    "a stranger needed help": "before a stranger who needed help",
    "bad news for somebody close": "with bad news to tell",
    "a class that costs": "with rations cut",
    "a price to name": "at the door of others",
    "traders at the door": "with traders at the door",
    "harder terms": "asked for more than was offered",
    "a thief was found out": "told of a theft",
    "a turn to board": "at the call to board",
    "too few seats": "with too few seats for all",
    "a seat against service": "offered seats against service",
    "one of theirs was taken": "with somebody close taken",
    "the way led below ground": "at the mouth of the sewer",
    "a friend went after one who was taken": "as a friend ran after one who was taken",
    "one weapon for two": "with one weapon for two",
}
# deeds by themselves, and as what had been done
DEEDS = {
    "helped": ("{subject} helped {object}.", "{subject} had helped {object}"),
    "passed by": ("{subject} passed {object} by.",
                  "{subject} had heard {object} cry for help and passed by"),
    "left behind": ("{subject} left {object} behind.", "{subject} had left {object} behind"),
    "came back for": ("{subject} came back for {object}.", "{subject} had come back for {object}"),
    "kept a promise to": ("{subject} kept a promise to {object}.",
                          "{subject} had kept a promise to {object}"),
    "broke a promise to": ("{subject} broke a promise to {object}.",
                           "{subject} had broken a promise to {object}"),
    "shared with": ("{subject} shared what there was with {object}.",
                    "{subject} had shared what there was with {object}"),
    "killed": ("{subject} killed {object}.", "{subject} had killed {object}"),
    "robbed": ("{subject} robbed {object}.", "{subject} had robbed {object}"),
    "threatened": ("{subject} threatened {object}.", "{subject} had threatened {object}"),
    "took in": ("{subject} took {object} in.", "{subject} had taken {object} in"),
    "turned away": ("{subject} turned {object} away.", "{subject} had turned {object} away"),
    "gave up": ("{subject} gave {object} up to the others.",
                "{subject} had given {object} up to the others"),
    "hid": ("{subject} hid {object} from the others.",
            "{subject} had hidden {object} from the others"),
    "stole from": ("{subject} stole from {object}.", "{subject} had stolen from {object}"),
    "took the weapon of": ("{subject} disarmed {object}.", "{subject} had disarmed {object}"),
    "walked out on": ("{subject} walked out on {object}.", "{subject} had walked out on {object}"),
    "let go hungry": ("{subject} let {object} go hungry.", "{subject} had let {object} go hungry"),
    "kept news from": ("{subject} kept bad news from {object}.",
                       "{subject} had kept bad news from {object}"),
    "traded fairly with": ("{subject} traded fairly with {object}.",
                           "{subject} had traded fairly with {object}"),
    "drove a hard bargain with": ("{subject} drove a hard bargain with {object}.",
                                  "{subject} had driven a hard bargain with {object}"),
    "let off": ("{subject} let {object} off.", "{subject} had let {object} off"),
    "cut the rations of": ("{subject} cut {object's} rations.",
                           "{subject} had cut the rations of {object}"),
    "cast out": ("{subject} cast {object} out.", "{subject} had cast {object} out"),
}  # fmt: skip
# how a meeting went, where only that is on record; the subject is whom it was done to
DEALS = {
    "talked": "{subject} and {object:they} talked[ {place}].",
    "kept out of each other's way": "{subject} and {object:they} kept out of each other's way.",
    "were told to go": "{object:they} told {subject:them} to go[ {place}].",
    "were robbed": "{object:they} robbed {subject:them}[ {place}].",
    "fought": "{subject} set upon {object}[ {place}].",
}
NOTES = {  # of whom somebody went after the log does not say
    "fetch": "{subject} read a note of {object}[ {place}], who had set out to fetch somebody.",
    "search for": "{subject} read a note of {object}[ {place}], who had set out to look for "
                  "somebody.",
}  # fmt: skip
GRIEFS = {
    "resilient": "{subject} mourned[ {object}], and bore it.",
    "common grief": "{subject} mourned[ {object}].",
    "chronic grief": "{subject} could not stop mourning[ {object}].",
    "relieved": "{subject} mourned[ {object}], and it was lighter than before.",
    "long low before it": "{subject}, long low before it, mourned[ {object}].",
}
ERRANDS = {
    "forage": "forage", "fetch water": "fetch water", "hunt people": "hunt people",
    "raid": "raid others", "look for somebody": "look for somebody",
    "look for a place": "look for a place to live", "trade": "trade with others",
}  # fmt: skip
PROMISES = {"come back": "come back"}  # fmt: skip
OVERDUE = "somebody did not come back"
UNSEEN = frozenset(("missed", "lost_hope", "hoped", "learned_death", "kept_back", "broke_news"))
"""Kinds in which the other is not there: whether they have turned is not known."""
# what a zone has words for and a band has not
_OF_A_ZONE = (
    (" ended it alone", " ended {his} own life"),
    (" from the search", " from the others"), (", as the protocol asks", ""),
    ("obey the protocol", "end it"), (" under the protocol", ""),
)  # fmt: skip
_PROTOCOL = re.compile(r"carr(?:y|ied) out the protocol on (\{[^{}]+\})")


def as_in_a_band(words: str) -> str:
    """A sentence, or how it is filled, without what only a zone has: a search, a protocol."""
    for zone, band in _OF_A_ZONE:
        words = words.replace(zone, band)
    return _PROTOCOL.sub(r"put \1 to death", words)


DEATHS = {
    "wounds": "{subject} died of {his} wounds[ {place}][, at the hands of {object}].",
    "loss of blood": "{subject} bled to death[ {place}].",
    "a shot": "{subject} was shot dead[ by {object}][ {place}].",
    "a blade": "{subject} was killed with a blade[ by {object}][ {place}].",
    "a fall": "{subject} fell to {his} death[ {place}].",
    "their own hand": "{subject} died by {his} own hand[ {place}].",
    "the protocol": "{subject} was put to death under the protocol[ by {object}][ {place}].",
    "hunger": "{subject} starved[ {place}].",
    "illness": "{subject} died of an illness[ {place}].",
    "fire": "{subject} died in a fire[ {place}].",
}
DIED = "{subject} died[ of {what}][ {place}]."
STAGES = {
    "well": "{subject} was well again.",
    "incubating": "The Rage took hold in {subject:them}, unseen.",
    "Stage One": "{subject} began to change: {his} heart raced, and {he} raged at everyone.",
    "Stage Two": "The Rage had {subject:them} wholly.",
    "Stage Three": "The fungus grew over {subject's} face.",
    "immune": "The Rage found no hold in {subject:them}.",
}
# words that begin a sentence and are no name
_STARTS = frozenset(
    (
        "He", "She", "They", "His", "Her", "It", "One", "Two", "Three", "Four", "Five", "Six",
        "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "The", "Among", "Infected", "What",
        "Somebody", "Nothing", "There", "A", "An",
    )
)  # fmt: skip
_CLAUSES = frozenset(words.split(" ")[0] for words in OCCASIONS.values())


def is_clause(text: str) -> bool:
    """Whether a sentence begins with the words of an occasion."""
    return text.split(" ", 1)[0].rstrip(",").lower() in _CLAUSES


def lowered(text: str) -> str:
    """The sentence as it goes on after an opening phrase."""
    first = text.split(" ", 1)[0]
    return text[0].lower() + text[1:] if first.rstrip(",") in _STARTS or is_clause(text) else text


def led(lead: str, text: str) -> str:
    """The sentence after the words of its occasion: "At the alarm, she hid."."""
    return f"{capital(lead)}, {lowered(text)}" if lead else text
