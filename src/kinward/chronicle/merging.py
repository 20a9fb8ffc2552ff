"""What goes without saying in a scene: a choice that the deed shows, a step that another names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kinward.chronicle import inner
from kinward.chronicle.moments import Choice, Moment
from kinward.chronicle.teller import Teller
from kinward.chronicle.wording import NEAR, OCCASIONS

Groups = dict[tuple, list[Moment]]
# an option and the families of deeds that show that it was taken
_DEEDS = {
    "fight": ("fight",), "hide silently": ("hid",), "help": ("helped",),
    "flee over the roofs": ("roofs",), "pass by": ("passed_by",),
    "shelter": ("sheltered",), "carry": ("carried",), "leave behind": ("left_behind",),
    "turn back": ("turned_back",), "treat": ("treated",), "search for": ("search_sent",),
    "obey": ("ordered",), "decline": ("ordered", "refused_order"), "grumble": ("grumbled",),
    "give up": ("lost_hope",), "leave the group": ("leaving",),
    "share": ("gave",), "ask to be taken in": ("asked_in",),
    "obey the protocol": ("end",),
    "vouch": ("vouched",), "steal": ("stole",), "join": ("became_member",),
}  # fmt: skip
# deeds that say themselves what they were about
_PLAIN = (
    "fight", "passed_by", "left_behind", "ordered", "search_sent", "grumbled", "leaving", "gave",
    "asked_in", "vouched", "became_member", "refused_order",
)  # fmt: skip
# deeds after which "rather than ..." reads on
_OPEN = ("hid", "helped", "grumbled")
_THREATS = ("fight", "threat", "held", "clawed", "bitten", "door")
_SENT = "an order to go out"
_ORDER = "an order to carry out the protocol"


@dataclass
class Shown:
    """What a line tells besides its own moments.

    Attributes:
        moments: choices that its deed shows, and steps that go without saying.
        lead: the occasion of the deed, "hearing a cry for help".
        instead: gives what was nearly done instead, " rather than run".
        inner: gives what weighed most, "; duty weighed most".
    """

    moments: list[Moment] = field(default_factory=list)
    lead: str = ""
    instead: Callable[[], str] | None = None
    inner: Callable[[], str] | None = None


def merge(groups: Groups, teller: Teller) -> dict[tuple, Shown]:
    """Merge groups of a scene in place; what each line shows besides, by key."""
    _protocol(groups, teller)
    _gate(groups, teller)
    _meetings(groups)
    _losses(groups)
    shown: dict[tuple, Shown] = {}
    for key in [k for k in groups if k[0] == "decided"]:
        _choices(key, groups, teller, shown)
    return shown


def _meetings(groups: Groups) -> None:
    """What somebody chose on meeting strangers is told with the meeting."""
    met = [k for k in groups if k[0] == "meeting"]
    key = ("decided", "strangers met")
    if len(met) == 1 and key in groups:
        groups[met[0]] += groups.pop(key)


def _losses(groups: Groups) -> None:
    """Learning of a loss, and the grief that came of it, as one; with the loss where it is told."""
    key = ("learned_death",)
    learned = groups.get(key, [])
    if not learned or not learned[0].mine:
        return
    for felt in [k for k in groups if k[0] in ("felt", "course_of_grief")]:
        moments = groups[felt]
        grief = moments[0].kind == "course_of_grief" or moments[0].what == "grief"
        if grief and moments[0].mine and moments[0].t >= learned[0].t:
            learned += groups.pop(felt)
    lost = {m.object for m in learned if m.kind == "learned_death"}
    for news in [k for k in groups if k[0] == "news"]:
        first = groups[news][0]
        if lost == {first.subject} and first.event < learned[0].event:
            groups[news] += groups.pop(key)
            return


def _own(groups: Groups, *families: str) -> list[tuple]:
    """Keys of groups of these families in which the person acts."""
    return [k for k, moments in groups.items() if k[0] in families and moments[0].mine]


def _protocol(groups: Groups, teller: Teller) -> None:
    """An order and how it was carried out, from either side."""
    me = teller.cast.focus
    end = groups.get(("end", me))
    if end is not None:
        by = {m.object for m in end if m.kind == "protocol"}
        for key in [k for k in groups if k[0] == "ordered by another"]:
            if {m.subject for m in groups[key]} == by:
                end += groups.pop(key)
    for key in _own(groups, "ordered"):
        about = {m.object for m in groups[key]}
        if len(about) != 1:
            continue
        refused = [k for k in _own(groups, "refused") if {m.object for m in groups[k]} == about]
        done = groups.get(("end", next(iter(about))), [])
        if done and {m.object for m in done if m.kind == "protocol"} == {me}:
            groups[key] += groups.pop(("end", next(iter(about))))
        elif len(refused) == 1:
            groups[key] += groups.pop(refused[0])


def _gate(groups: Groups, teller: Teller) -> None:
    """The way back in: what the gate found, where that led, and a death there."""
    end = groups.get(("end", teller.cast.focus))
    for key in _own(groups, "screened"):
        verdict = groups[key][0].what
        if end is not None and verdict == "killed at the gate":
            end += groups.pop(key)
            continue
        kept = _own(groups, "quarantined")
        if kept and verdict in ("sent to quarantine", "held as suspect"):
            # for how long says nothing of one who dies there
            for moment in groups.pop(kept[0]):
                groups[key].append(moment if end is None else replace(moment, value=0.0))
        back = _own(groups, "run_back")
        if len(back) == 1:
            groups[back[0]] += groups.pop(key)
    if end is not None:
        for key in _own(groups, "quarantined"):
            groups[("taken",)] = groups.pop(key)


def _choices(key: tuple, groups: Groups, teller: Teller, shown: dict[tuple, Shown]) -> None:
    """Leave out the choices that a deed of the scene shows; the deed says what led to it."""
    occasion = key[1]
    taken: dict[int, tuple] = {}
    for moment in groups[key]:
        deed = _deed(moment, teller.choices.get(moment.event), occasion, groups)
        if deed is not None:
            taken[moment.event] = deed
    rest = [m for m in groups[key] if m.event not in taken]
    told = {m.what for m in groups[key]}
    first = groups[key][0]
    choice = teller.choices.get(first.event)
    close = len(told) == 1 and choice is not None and teller.is_close(choice)
    plain = {"refused_order", "end", *_OPEN}
    if close and not rest and taken[first.event][0] not in plain and occasion != _ORDER:
        return  # what was weighed is worth its own sentence
    for moment in groups[key]:
        if moment.event in taken:
            entry = shown.setdefault(taken[moment.event], Shown())
            entry.moments.append(moment)
    if rest:
        groups[key] = rest
        return
    groups.pop(key)
    deed = taken[first.event]
    if close and choice is not None and deed[0] in _OPEN:
        shown[deed].instead = lambda: teller.instead(choice, first, deed[0] == "helped")
    if choice is not None and len(told) == 1 and deed[0] != "end":
        shown[deed].inner = lambda: inner.moved(choice, first.t, True, teller)
    evident = occasion == NEAR and any(k[0] in _THREATS for k in groups)
    if deed[0] not in _PLAIN and not evident and not shown[deed].lead:
        shown[deed].lead = OCCASIONS.get(occasion, "")


def _deed(moment: Moment, choice: Choice | None, occasion: str, groups: Groups) -> tuple | None:
    """Key of the group that shows that a choice was carried out."""
    name = choice.name if choice else (moment.what or "")
    if name in ("obey", "decline") and occasion not in (_ORDER, _SENT):
        return None
    for key in _own(groups, *_DEEDS.get(name, ())):
        if name in ("help", "pass by") and choice and choice.target is not None:
            if choice.target not in {m.object for m in groups[key]}:
                continue
        if (key[0] == "ordered") != (occasion == _ORDER) and name in ("obey", "decline"):
            continue
        if key[0] == "ordered" and len({m.kind for m in groups[key]}) == 1:
            continue
        if key[0] == "hid" and len(groups[key]) and groups[key][-1].t < moment.t:
            continue
        return key
    return None
