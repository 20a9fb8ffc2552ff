"""What happens to ties: deeds judged, tales told, promises, grief, love."""

from __future__ import annotations

from kinward.core.events import domain, kind

(COME_BACK,) = domain("promise", "come back")
RESILIENT, COMMON, CHRONIC, IMPROVED, DEPRESSED = domain(
    "course of grief", "resilient", "common grief", "chronic grief", "relieved",
    "long low before it",
)  # fmt: skip
DEED = kind(
    330, "deed", "somebody does something to somebody that others judge", object="person",
    place="place", what="deed", value="how good it was -1..1", value2="could have done otherwise",
    weight=1.5, told="{subject} {what} {object}.", told_object="{subject} {what} {object}.",
)  # fmt: skip
TIE_CHANGED = kind(
    331, "tie_changed", "a tie grows stronger or weaker", object="person",
    value="strength now 0..1", value2="by", weight=0.4,
    told="{subject} and {object:they} grew {value2?closer|apart}.",
    told_object="{subject} and {object:they} grew {value2?closer|apart}.",
    effects=("ties.strength[subject, object] = value", "ties.strength[object, subject] = value"),
)  # fmt: skip
TIE_FORMED = kind(
    332, "tie_formed", "two people come to know each other", object="person", place="place",
    what="tie", value="strength", value2="trust", weight=1.5,
    told="{subject} came to know {object}[ {place}].",
    told_object="{subject} and {object:they} came to know each other[ {place}].",
    effects=("ties.new[subject, object] = what",),
)  # fmt: skip
TIE_BECAME = kind(
    333, "tie_became", "two people become something else to each other", object="person",
    what="tie", weight=3, told="{subject} and {object:they} became {what}s.",
    told_object="{subject} and {object:they} became {what}s.",
    effects=("ties.kind[subject, object] = what", "ties.kind[object, subject] = what"),
)  # fmt: skip
REGARD = kind(
    334, "regard", "what one group thinks of another moves", subject="group", object="group",
    value="regard now -1..1", value2="by", weight=0,
)  # fmt: skip
TALE = kind(
    335, "tale", "a deed is told on", object="person", place="place", what="deed",
    value="times told before", weight=0.4, told="{subject} told {object} of what had been done.",
    told_object="{subject} told {object} of what had been done.",
)  # fmt: skip
PROMISED = kind(
    336, "promised", "gives somebody their word", object="person", place="place", what="promise",
    value="h to keep it", weight=3, told="{subject} promised {object} to {what}.",
    told_object="{subject} promised {object} to {what}.",
)  # fmt: skip
KEPT = kind(
    337, "kept_word", "keeps a promise", object="person", what="promise", weight=3,
    told="{subject} had promised {object} to {what}, and kept it.",
    told_object="{subject} had promised {object} to {what}, and kept it.",
)  # fmt: skip
BROKE = kind(
    338, "broke_word", "does not keep a promise", object="person", what="promise",
    value="could have kept it 0..1", weight=5,
    told="{subject} had promised {object} to {what}, and did not.",
    told_object="{subject} had promised {object} to {what}, and did not.",
)  # fmt: skip
KEEPSAKE_TAKEN = kind(
    339, "keepsake_taken", "takes something that belonged to one who is dead", object="person",
    place="place", weight=4,
    told="{subject} took along something that had been {object's}[ {place}].",
)  # fmt: skip
KEEPSAKE_BACK = kind(
    340, "keepsake_back", "gives what belonged to the dead to one who loved them",
    object="person", k="person", place="place", value="grief before", value2="grief after",
    weight=7, told="{subject} gave {object} what {k} had carried.",
    told_object="{subject} brought {object} what {k} had carried.",
)  # fmt: skip
GRIEVES_ON = kind(
    341, "course_of_grief", "grief takes its course", what="course of grief",
    value="grief 0..1", weight=2, told="{subject} mourned: {what}.",
)  # fmt: skip
WEDDING = kind(
    342, "wedding", "two people marry", object="person", k="group", place="place", weight=8,
    told="{subject} and {object:they} married[ {place}].",
    told_object="{subject} and {object:they} married[ {place}].",
)  # fmt: skip
EXPECTING = kind(
    343, "expecting", "expects a child", object="person", value="days until it is due", weight=7,
    told="{subject} and {object:they} were expecting a child.",
    told_object="{subject} and {object:they} were expecting a child.",
)  # fmt: skip
KEPT_BACK = kind(
    345, "kept_back", "keeps bad news from somebody", object="person", k="person", place="place",
    value="h that the news is known so far", weight=5,
    told="{subject} knew that {k} was lost, and did not tell {object}.",
    told_object="{subject} knew that {k} was lost, and did not tell {object:them}.",
)  # fmt: skip
BROKE_NEWS = kind(
    346, "broke_news", "tells somebody bad news", object="person", k="person", place="place",
    value="h that it was kept back", weight=4,
    told="{subject} told {object} that {k} was lost.",
    told_object="{subject} told {object:them} that {k} was lost.",
)  # fmt: skip
FOUND_KEPT = kind(
    347, "found_kept_back", "learns that somebody had kept bad news from them", object="person",
    k="person", place="place", value="h that it was kept back", weight=6,
    told="{subject} understood that {object} had known of {k}, and had kept it back.",
    told_object="{subject} understood that {object:they} had known of {k}, and had kept it back.",
)  # fmt: skip
LEARNED_FROM = kind(
    344, "learned_from", "learns from somebody", object="person", value="skill now 0..1",
    weight=1.5, told="{subject} learned from {object}.",
    told_object="{subject} learned from {object}.",
)  # fmt: skip
