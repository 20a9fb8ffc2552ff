"""Turns the scenes of a life into lines: what belongs together becomes one sentence."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kinward.chronicle.language import amount, capital, listed, number, times
from kinward.chronicle.moments import Moment
from kinward.chronicle.teller import Teller

# kinds that are told together within a scene
_FAMILIES = {
    "saw": "threat", "hunted": "threat", "shrieked": "threat",
    "shot": "fight", "struck": "fight", "destroyed": "fight",
    "grabbed": "held", "broke_free": "held",
    "clawed": "clawed", "heard": "heard", "sound": "noise",
    "door_beaten": "door", "door_broken": "door",
    "took": "took", "site_cleared": "took", "found_keepsake": "took",
    "delivered": "delivered", "dropped": "dropped", "picked_up": "picked up",
    "trust_changed": "trust",
}  # fmt: skip
_LOSS = frozenset(("died", "turned"))
_ENDS = frozenset(("died", "own_hand", "protocol"))
# kinds that go without saying where one of the others is told
_IMPLIED_BY = {
    "party_formed": frozenset(("run_left", "search_sent", "left_behind", "parted")),
    "party_joined": frozenset(("run_left", "search_sent", "party_formed", "carried")),
    "at_gate": frozenset(("screened", "run_left")),
}
# what is routine in these grows less worth telling each time
STALE = 0.35
# kinds that are never left out, by weight
TURNING_POINT = 7.0
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

    @property
    def t(self) -> int:
        """When it begins."""
        return self.moments[0].t

    @property
    def events(self) -> list[int]:
        """Numbers of the events it tells."""
        return [m.event for m in self.moments]


def lines_of(scene: Sequence[Moment], teller: Teller) -> list[Line]:
    """The lines of one scene, in the order in which they begin."""
    groups: dict[tuple, list[Moment]] = {}
    for moment in scene:
        key = _key(moment, teller)
        if key is not None:
            groups.setdefault(key, []).append(moment)
    there = {moment.kind for moment in scene}
    lines = [
        _line(key, moments, teller)
        for key, moments in groups.items()
        if not there & _IMPLIED_BY.get(moments[0].kind, frozenset())
    ]
    lines = [line for line in lines if line is not None]
    return sorted(lines, key=lambda line: (line.family == "end", line.moments[0].event))


def _key(moment: Moment, teller: Teller) -> tuple | None:
    """What a moment is told together with; None if this life does not tell it."""
    family = _FAMILIES.get(moment.kind, moment.kind)
    if moment.kind in _LOSS and not moment.concerns:
        return ("news", moment.event)
    if moment.kind in _ENDS and moment.subject is not None and teller.template(moment):
        return ("end", moment.subject)
    if not moment.mine:
        if moment.kind == "destroyed":
            return ("fight",)
        if not teller.template(moment):
            return None
        who = moment.subject if teller.cast.close(moment.subject) else None
        return (f"{moment.kind} by another", who, moment.what)
    if moment.kind == "destroyed":
        return ("own end",)
    if family == "fight" and not teller.cast.is_infected(moment.object, moment.t):
        return ("fired on", moment.kind, moment.object)
    if family in ("took", "delivered", "dropped", "picked up"):
        return (family, moment.place)
    if family in ("threat", "fight", "held", "clawed", "bitten", "heard", "door"):
        return (family,)
    if family == "trust":
        return (family, moment.object)
    if moment.kind == "decided":
        choice = teller.choices.get(moment.event)
        return (family, choice.occasion if choice else "")
    used = teller.template(moment)
    if not used:
        return None
    exact = any(f in used for f in ("{value", "{hours}", "{count}"))
    one = any(f in used for f in ("{object's}", "{them}", "{their}", "{times}"))
    return (family, moment.what, moment.event if exact else moment.object if one else 0)


def _line(key: tuple, moments: list[Moment], teller: Teller) -> Line | None:
    family = key[0]
    special = _SPECIAL.get(family)
    if family == "trust" and abs(sum(m.value2 or 0 for m in moments)) < _LEAST_TRUST:
        return None
    weight = _weight(moments, teller)
    if special is None:
        return Line(moments, weight, family, lambda: teller.tell(moments))
    return Line(moments, weight, family, lambda: special(moments, teller))


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
        if choice and teller.cast.close(choice.target):
            weight += 1.5
            break
    return weight


def score(lines: Sequence[Line]) -> None:
    """Score lines: weight, less the more often a life has told the like."""
    seen: Counter[str] = Counter()
    for line in sorted(lines, key=lambda x: (-x.weight, x.moments[0].event)):
        line.score = line.weight / (1.0 + STALE * seen[line.family])
        if line.weight >= TURNING_POINT:
            line.score = max(line.score, line.weight * 0.8)
        seen[line.family] += 1


# --- lines made of several kinds ---------------------------------------------------------------


def _subject(moments: Sequence[Moment], teller: Teller) -> str:
    mine = next(m for m in moments if m.mine)
    return teller.fill("{subject}", [mine])


def _place(moments: Sequence[Moment], teller: Teller) -> str:
    phrase = teller.where(moments[0])
    return f" {phrase}" if phrase else ""


def _had_been(people: set[int | None], moments: Sequence[Moment], teller: Teller) -> str:
    """A clause for those among the infected whom the person knew."""
    cast = teller.cast
    tied = sorted(p for p in people if p is not None and cast.relation(p))
    if not tied:
        return ""
    names = [cast._short(cast.people[p], cast.relation(p), p not in cast.mentioned) for p in tied]
    cast.subject_is(None)
    one = len([p for p in people if p is not None]) == 1
    return f" {'It' if one else 'One of them' if len(tied) == 1 else 'Among them'} had been " + (
        listed(names) + "."
    )


def _threat(moments: list[Moment], teller: Teller) -> str:
    seen = {m.object for m in moments if m.kind == "saw"}
    after = {m.object for m in moments if m.kind == "hunted"}
    shriek = any(m.kind == "shrieked" for m in moments)
    where = _place(moments, teller)
    hers = teller.cast.pronoun(1)
    if not after:
        who = _subject(moments, teller)
        text = f"{who} saw {number(max(len(seen), 1))} of the infected{where}"
        text += ", and one shrieked." if shriek else "."
    elif len(seen) > len(after):
        who = _subject([m for m in moments if m.kind == "saw"], teller)
        text = f"{who} saw {number(len(seen))} of the infected{where}, and {number(len(after))}"
        text += f" came after {hers}" + (", shrieking." if shriek else ".")
    else:
        text = f"{capital(number(len(after)))} of the infected came after {hers}{where}"
        text += ", shrieking." if shriek else "."
        teller.cast.subject_is(None)
    return text + _had_been(seen | after, moments, teller)


def _fight(moments: list[Moment], teller: Teller) -> str:
    acts = [m for m in moments if m.mine]
    ended = {m.subject for m in moments if m.kind == "destroyed"}
    clauses = []
    for kind, verb, noun in (("shot", "fired", "shot"), ("struck", "struck", "blow")):
        done = [m for m in acts if m.kind == kind]
        if done:
            weapons = listed(list(dict.fromkeys(m.what or "hands" for m in done)), 3)
            weapons = weapons if "hands" in weapons else f"the {weapons}"
            hits = sum((m.value or 0) > 0 for m in done)
            clause = f"{verb} {weapons}" if kind == "shot" else f"{verb} out with {weapons}"
            if len(done) > 1:
                clause += f" {times(len(done))}"
            if not hits:
                clause += " and missed" if len(done) == 1 else f" without one {noun} going home"
            elif hits < len(done):
                clause += f", hitting {times(hits)}"
            elif not ended:
                clause += " and hit" if len(done) == 1 else " and hit every time"
            clauses.append(clause)
    if ended:
        clauses.append(f"ended {number(len(ended))} of the infected")
    if acts:
        who = teller.fill("{subject}", [acts[0]])
    else:
        again = teller.cast.speaks_of_focus()
        who = capital(teller.cast.pronoun()) if again else teller.cast.me.given
        teller.cast.subject_is(teller.cast.focus)
    comma = "," if any("," in c for c in clauses) else ""
    text = f"{who} {f'{comma} and '.join(clauses)}{_place(moments, teller)}."
    return text + _had_been(ended, moments, teller)


def _held(moments: list[Moment], teller: Teller) -> str:
    held = sum(m.kind == "grabbed" for m in moments)
    free = sum(m.kind == "broke_free" for m in moments)
    who = _subject(moments, teller)
    if not held:
        return f"{who} tore loose{_place(moments, teller)}."
    often = "" if held == 1 else f" {times(held)}"
    text = f"{who} was seized{often}{_place(moments, teller)}"
    if free >= held:
        return text + (" and tore loose." if held == 1 else ", and each time tore loose.")
    if free:
        return text + f", and tore loose {times(free)}."
    return text + "." + _had_been({m.object for m in moments}, moments, teller)


def _clawed(moments: list[Moment], teller: Teller) -> str:
    parts = list(dict.fromkeys(m.what or "body" for m in moments))
    where = listed([f"the {p}" for p in parts])
    return f"{_subject(moments, teller)} was clawed across {where}{_place(moments, teller)}."


def _bitten(moments: list[Moment], teller: Teller) -> str:
    parts = [f"the {p}" for p in dict.fromkeys(m.what or "body" for m in moments)]
    knew = any((m.value2 or 0) > 0 for m in moments)
    often = f" {times(len(moments))}," if len(moments) > 1 else ""
    end = "knew it" if knew else "did not notice"
    text = f"{_subject(moments, teller)} was bitten{often} in {listed(parts)}"
    text += f"{_place(moments, teller)}, and {end}."
    return text + _had_been({m.object for m in moments}, moments, teller)


def _heard(moments: list[Moment], teller: Teller) -> str:
    counts = Counter(m.what or "a noise" for m in moments)
    sounds = [_many(sound, n) for sound, n in counts.most_common(3)]
    near = min((m.value2 for m in moments if m.value2), default=None)
    off = f", the nearest {near:.0f} m away" if near and len(moments) > 1 else ""
    off = f", {near:.0f} m away" if near and len(moments) == 1 else off
    return f"{_subject(moments, teller)} heard {listed(sounds)}{off}."


def _many(sound: str, n: int) -> str:
    article, _, noun = sound.partition(" ")
    if n == 1 or article not in ("a", "an") or "'" in noun:
        return sound
    ending = "es" if noun.endswith(("s", "sh", "ch")) else "s"
    return f"{number(n)} {noun}{ending}"


def _door(moments: list[Moment], teller: Teller) -> str:
    broken = any(m.kind == "door_broken" for m in moments)
    where = _place(moments, teller)
    who = _subject(moments, teller)
    if not broken:
        return f"{who} beat on a door{where}."
    return f"{who} broke through a door{where}."


def _took(moments: list[Moment], teller: Teller) -> str:
    amounts: dict[str, float] = {}
    for moment in moments:
        if moment.kind != "site_cleared" and moment.what:
            amounts[moment.what] = amounts.get(moment.what, 0.0) + (moment.value or 0.0)
    who = _subject(moments, teller)
    site = teller.record.place(moments[0].place)[1]
    found = listed([amount(v, item) for item, v in _most(amounts) if v > 0])
    longed = any(m.kind == "found_keepsake" for m in moments)
    if not found:
        return f"{who} searched {site} and found nothing of use."
    cleared = any(m.kind == "site_cleared" for m in moments)
    verb = f"searched {site} and took {found}" if cleared else f"took {found} from {site}"
    extra = ""
    if longed:
        keepsake = next(m.what for m in moments if m.kind == "found_keepsake")
        extra = f"; nobody had ordered the {keepsake}"
    return f"{who} {verb}{extra}."


def _most(amounts: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(amounts.items(), key=lambda pair: -pair[1])


def _delivered(moments: list[Moment], teller: Teller) -> str:
    amounts: dict[str, float] = {}
    for moment in moments:
        item = moment.what or "thing"
        amounts[item] = amounts.get(item, 0.0) + (moment.value or 0.0)
    found = listed([amount(v, item) for item, v in _most(amounts)])
    return f"{_subject(moments, teller)} brought {found} to the stores."


def _dropped(moments: list[Moment], teller: Teller) -> str:
    items = list(dict.fromkeys(m.what or "load" for m in moments))
    verb = "lost" if moments[0].kind == "dropped" else "picked up"
    things = listed([f"the {i}" for i in items])
    return f"{_subject(moments, teller)} {verb} {things}{_place(moments, teller)}."


def _trust(moments: list[Moment], teller: Teller) -> str:
    change = sum(m.value2 or 0.0 for m in moments)
    word = "more" if change > 0 else "less"
    much = "much " if abs(change) > 0.5 else ""
    return teller.fill(f"{{subject}} trusted {{object}} {much}{word} than before.", moments)


def _own_end(moments: list[Moment], teller: Teller) -> str:
    return teller.tell(moments)


def _end(moments: list[Moment], teller: Teller) -> str:
    """A death with the deed that brought it: told once, by the words that say most."""
    order = ("own_hand", "died") if moments[0].mine else ("protocol", "died")
    ranked = sorted(moments, key=lambda m: order.index(m.kind) if m.kind in order else len(order))
    return teller.tell(ranked[:1])


def _news(moments: list[Moment], teller: Teller) -> str:
    return teller.tell_loss(moments[0])


_SPECIAL: dict[str, Callable[[list[Moment], Teller], str]] = {
    "threat": _threat, "fight": _fight, "held": _held, "clawed": _clawed, "bitten": _bitten,
    "heard": _heard, "door": _door, "took": _took, "delivered": _delivered, "dropped": _dropped,
    "picked up": _dropped, "trust": _trust, "own end": _own_end, "end": _end, "news": _news,
}  # fmt: skip
