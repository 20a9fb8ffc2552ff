"""Words for options, occasions, deaths and stages, and how sentences begin with them."""

from __future__ import annotations

from kinward.chronicle.language import capital

# how each option of a decision is told; a target is the {object}
OPTIONS = {
    "stay": "stay[ with {object}]", "hide silently": "hide and keep silent", "flee": "run",
    "go home": "make for home", "fetch": "fetch {object}", "wait for": "wait for {object}",
    "search for": "look for {object}", "obey": "do as told", "help": "help {object}",
    "pass by": "pass {object} by", "fight": "fight", "hold fire": "hold fire",
    "treat": "dress {object's} wounds", "report a bite": "report the bite",
    "hide a bite": "tell nobody of the bite", "obey the protocol": "obey the protocol",
    "wait it out together": "wait it out[ together with {object}]",
    "shelter": "hide {object} from the search", "volunteer": "volunteer", "decline": "decline",
    "carry": "carry {object}", "leave behind": "leave {object} behind",
    "go for a keepsake": "go back for a keepsake", "give up": "give up",
    "follow": "follow {object}", "turn back": "turn back[ for {object}]",
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
    "the gate": "at the gate",
    "the change began": "as the change began",
    "a death": "in grief",
    "it had become quiet": "once it was quiet",
    "a wound of their own": "wounded",
    "an order to carry out the protocol": "told to carry out the protocol",
}
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
