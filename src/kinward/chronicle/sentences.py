"""Turns the scenes of a life into lines: what belongs together becomes one sentence."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kinward.chronicle.bandtellings import BAND_TELLINGS, band_weight
from kinward.chronicle.merging import Shown, merge
from kinward.chronicle.moments import Moment
from kinward.chronicle.sifting import deed_of
from kinward.chronicle.teller import Teller
from kinward.chronicle.tellings import TELLINGS
from kinward.chronicle.wording import led

# kinds that are told together within a scene
_FAMILIES = {
    "saw": "threat", "hunted": "threat", "shrieked": "threat",
    "shot": "fight", "struck": "fight", "destroyed": "fight",
    "grabbed": "held", "broke_free": "held",
    "clawed": "clawed", "heard": "heard", "sound": "noise",
    "door_beaten": "door", "door_broken": "door",
    "took": "took", "site_cleared": "took", "found_keepsake": "took",
    "delivered": "delivered", "dropped": "dropped", "picked_up": "picked up",
    "trust_changed": "trust", "promised": "promised", "kept_word": "promised",
    "broke_word": "promised", "sent_out": "errand", "came_home": "errand", "foraged": "errand",
    "stored": "errand", "leapt": "roofs", "over_roof": "roofs",
    "left_group": "leaving", "group_formed": "leaving",
    "gave_in_trade": "traded", "got_in_trade": "traded", "bargained": "traded",
}  # fmt: skip
# kinds that are told together within a day
_DAILY = {"run_planned": "run", "run_left": "run", "noisy_act": "noise", "overlooked": "unseen",
          "held_out": "in"}  # fmt: skip
_OF_A_DAY = ("noisy_act", "overlooked", "held_out")  # the times of one day together
_MET = frozenset(("met_strangers", "dealt"))
_WORDS = frozenset(("promised", "kept_word", "broke_word"))
# what several others do to the person is one sentence, however close they are
_TOGETHER = frozenset(("helped", "found_alive", "learned_death", "left_group", "passed_by"))
# options by which a life takes another way
_TURNS = frozenset(
    ("leave the group", "depose the leader", "follow", "refuse to follow", "attack", "rob", "yield",
     "take in", "refuse", "steal", "take the weapon from", "join", "move on", "search for")
)  # fmt: skip
_BARGAINS = frozenset(("a price to name", "traders at the door", "harder terms"))
_LOSS = frozenset(("died", "turned"))
_ENDS = frozenset(("died", "own_hand", "protocol"))
# kinds that go without saying where one of the others is told
_IMPLIED_BY = {
    "party_formed": frozenset(("run_left", "search_sent", "left_behind", "parted")),
    "party_joined": frozenset(("run_left", "search_sent", "party_formed", "carried")),
    "felt": frozenset(("collapsed",)),
    "member_of": frozenset(("left_group", "group_formed", "became_member", "cast_out")),
    "group_formed": frozenset(("cast_out",)),
    "overdue": frozenset(("broke_word",)),
    "at_gate": frozenset(("screened", "run_left")),
}
# what is routine in these grows less worth telling each time
STALE = 0.35
EVERYDAY = 3.0  # weight below which running or hiding is routine
# kinds that are never left out, by weight
TURNING_POINT = 7.0
# kinds that are told each by itself: one may be taken, freed and taken again
_EACH = ("grasped", "captured", "freed", "came_up", "let_go")
_LEAST_TRUST = 0.15
_ROUTINE = 0.3  # weight of a decision to go on as before


@dataclass
class Line:
    """A sentence to be: what it is made of, how much it matters, how it is told."""

    moments: list[Moment]
    weight: float
    family: str
    tell: Callable[[], str]
    score: float = field(default=0.0)
    shown: Shown = field(default_factory=Shown)

    @property
    def t(self) -> int:
        """When it begins."""
        return self.moments[0].t

    @property
    def until(self) -> int:
        """When it ends, ms; what is told of a whole day ends where it began."""
        whole = (*_OF_A_DAY, "promised", "went_short")
        return self.t if self.family in whole else max(m.t for m in self.moments)

    @property
    def events(self) -> list[int]:
        """Numbers of the events it tells."""
        return [m.event for m in (*self.moments, *self.shown.moments)]

    def words(self) -> str:
        """The sentence, with what led to it and what was nearly done instead."""
        text = self.tell()
        if self.shown.instead:
            text = f"{text[:-1]}{self.shown.instead()}."
        if self.shown.inner:
            text = f"{text[:-1]}{self.shown.inner()}."
        return led(self.shown.lead, text)


def lines_of(scene: Sequence[Moment], teller: Teller) -> list[Line]:
    """The lines of one scene, in the order in which they begin."""
    groups: dict[tuple, list[Moment]] = {}
    for moment in scene:
        key = _key(moment, teller)
        if key is not None:
            groups.setdefault(key, []).append(moment)
    there = {moment.kind for moment in scene}
    shown = merge(groups, teller)
    lines = [
        _line(key, moments, teller, shown.get(key, Shown()))
        for key, moments in groups.items()
        if not there & _IMPLIED_BY.get(moments[0].kind, frozenset())
    ]
    lines = [line for line in lines if line is not None]
    return sorted(lines, key=lambda line: (line.family == "end", line.moments[0].event))


def _hides_on(before: Line, line: Line) -> bool:
    """Whether a line tells no more than that somebody hid once more where they had hidden."""
    both = before.family == line.family == "hid" and not line.shown.instead
    places = {m.place for m in line.moments}
    return both and len(places) == 1 and before.moments[-1].place in places


def _key(moment: Moment, teller: Teller) -> tuple | None:
    """What a moment is told together with; None if this life does not tell it."""
    family = _FAMILIES.get(moment.kind, moment.kind)
    if moment.kind in _EACH and moment.mine:
        return (family, moment.event)
    if moment.kind in _LOSS and not moment.concerns:
        return ("news", moment.event)
    if moment.kind in _ENDS and moment.subject is not None and teller.template(moment):
        return ("end", moment.subject)
    if family == "traded" or family == "told_of_taken":
        return (family, moment.k)
    if not moment.mine:
        if moment.kind == "shrieked":
            return ("threat",)
        if moment.kind == "destroyed":
            return ("fight",)
        if not teller.template(moment):
            return None
        who = moment.subject if teller.cast.close(moment.subject) else None
        if moment.kind in _MET:
            return ("meeting", moment.subject)
        if moment.kind in _WORDS:
            return ("promised", moment.subject, moment.mine)
        if moment.kind in _TOGETHER:
            who = None
        if moment.kind == "tale":
            who = moment.event
        return (f"{moment.kind} by another", who, moment.what)
    if moment.kind == "destroyed":
        return ("own end",)
    if family == "fight" and not teller.cast.is_infected(moment.object, moment.t):
        return ("fired on", moment.kind, moment.object)
    if family in ("took", "delivered", "dropped", "picked up"):
        return (family, moment.place)
    if family in ("roofs", "threat", "fight", "held", "clawed", "bitten", "heard", "door"):
        return (family,)
    if family == "trust":
        deed = deed_of(moment, teller.causes)
        if deed is None or deed.subject != moment.object:
            return (family, moment.object)
        return (family, (moment.value2 or 0.0) > 0, deed.what, deed.object)
    if moment.kind in _MET:
        return ("meeting", moment.object)
    if family == "promised":
        return (family, moment.object, moment.mine)
    if family == "errand":
        return (family, moment.k if moment.kind in ("sent_out", "came_home") else -1, moment.t)
    if family in ("leaving", "learned_death", "went_short"):
        return (family,)
    if family == "tale":
        return (family, moment.event)
    if moment.kind == "decided":
        choice = teller.choices.get(moment.event)
        if choice is not None and choice.name == "trade" and choice.occasion in _BARGAINS:
            return None  # what came of it says so
        return (family, choice.occasion if choice else "")
    used = teller.template(moment)
    if not used:
        return None
    exact = any(f in used for f in ("{value", "{hours}", "{count}"))
    one = any(f in used for f in ("{object's}", "{them}", "{their}", "{times}"))
    return (family, moment.what, moment.event if exact else moment.object if one else 0)


def _line(key: tuple, moments: list[Moment], teller: Teller, shown: Shown) -> Line | None:
    family = key[0]
    special = TELLINGS.get(family) or BAND_TELLINGS.get(family)
    if family == "trust" and abs(sum(m.value2 or 0 for m in moments)) < _LEAST_TRUST:
        return None
    weight = band_weight(moments, teller, family)
    weight = _weight(moments, teller) if weight is None else weight
    if shown.moments:
        weight = max(weight, _weight(shown.moments, teller))
    if special is None:
        return Line(moments, weight, family, lambda: teller.tell(moments), shown=shown)
    return Line(moments, weight, family, lambda: special(moments, teller), shown=shown)


def by_day(lines: Sequence[Line], teller: Teller, day: Callable[[int], int]) -> list[Line]:
    """Lines of different scenes of one day that are told as one: an errand and its leaving."""
    out: list[Line] = []
    seen: dict[tuple, Line] = {}
    for line in sorted(lines, key=lambda x: x.moments[0].event):
        first = line.moments[0]
        if line.family in _DAILY and first.mine:
            key = (_DAILY[line.family], day(line.t), first.what, first.k)
            before = seen.get(key)
            if before is not None and (before.family != "run_left" or line.family in _OF_A_DAY):
                # what the later line tells is when it was; an errand alone is only news
                late = line.family == "run_left"
                moments = (
                    [*line.moments, *before.moments] if late else before.moments + line.moments
                )
                shown = Shown(before.shown.moments + line.shown.moments, before.shown.lead)
                both = _line((line.family,), moments, teller, shown)
                if both is not None:
                    out[out.index(before)] = both
                    seen[key] = both
                continue
            seen[key] = line
        if out and _hides_on(out[-1], line) and day(out[-1].t) == day(line.t):
            before = out.pop()
            shown = Shown(before.shown.moments + line.shown.moments, before.shown.lead)
            line = _line(("hid",), before.moments + line.moments, teller, shown) or line
        out.append(line)
    return sorted(out, key=lambda x: (x.t, x.moments[0].event))


def _weight(moments: Sequence[Moment], teller: Teller) -> float:
    """How much a line matters: its kinds, how many they are, and who is at stake."""
    kinds = teller.kinds
    weight = max(kinds[m.kind].weight for m in moments) * (1 + 0.15 * math.log2(len(moments)))
    if any(teller.cast.close(m.other) for m in moments):
        weight = weight * 1.3 + (1.0 if weight >= 1.0 else 0.0)
        turned = any(
            teller.cast.close(m.other) and teller.cast.is_infected(m.other, m.t - 1)
            for m in moments
        )
        weight += 5.0 if turned else 0.0
    for moment in moments:
        choice = teller.choices.get(moment.event)
        if choice and choice.occasion == "a death" and choice.name == "stay":
            return _ROUTINE  # nothing was changed
        if choice and choice.name in _TURNS and teller.cast.me.band:
            weight = max(weight, 7.0 if choice.name == "move on" else 5.0)
        if choice and teller.cast.close(choice.target):
            weight += 1.5
            break
    return weight


def score(lines: Sequence[Line], routine: float = STALE) -> None:
    """Score lines: weight, less the more often a life has told the like.

    `routine`: how much less with each time that somebody ran or hid, where that is everyday.
    """
    seen: Counter[str] = Counter()
    for line in sorted(lines, key=lambda x: (-x.weight, x.moments[0].event)):
        everyday = line.family in ("hid", "decided") and line.weight < EVERYDAY
        stale = routine if everyday else STALE
        line.score = line.weight / (1.0 + stale * seen[line.family])
        if line.weight >= TURNING_POINT:
            line.score = max(line.score, line.weight * 0.8)
        seen[line.family] += 1
