"""How lines made of several events are told: fights, runs, the gate, a death and what led to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from kinward.chronicle.language import (
    amount,
    capital,
    hours,
    listed,
    number,
    plural,
    times,
    with_article,
)
from kinward.chronicle.moments import SCENE_GAP, Moment, clock_of
from kinward.chronicle.teller import Teller

GIVEN_UP = 0.05  # P(alive) up to which somebody was believed lost
LONG = 6.0  # h out from which a return tells how long it was
Telling = Callable[[list[Moment], Teller], str]


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
    if not after and not seen:
        teller.cast.subject_is(None)
        return f"One of the infected shrieked when it found {hers}{where}."
    if not after:
        who = _subject(moments, teller)
        text = f"{who} saw {number(len(seen))} of the infected{where}"
        text += f", and one shrieked when it found {hers}." if shriek else "."
    elif len(seen) > len(after):
        who = _subject([m for m in moments if m.kind == "saw"], teller)
        text = f"{who} saw {number(len(seen))} of the infected{where}, and {number(len(after))}"
        text += f" came after {hers}" + (", shrieking." if shriek else ".")
    else:
        text = f"{capital(number(len(after)))} of the infected came after {hers}{where}"
        if shriek and len(after) > 1:
            text += f", and one shrieked when it found {hers}."
        else:
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
                clause += " and hit" if len(done) == 1 else ", hitting every time"
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
    where = _place(moments, teller)
    where = "," + where if where and clauses[-1].endswith("time") else where
    text = f"{who} {f'{comma} and '.join(clauses)}{where}."
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
    where = _place(moments, teller)
    text += f"{',' if where and len(parts) > 1 else ''}{where}, and {end}."
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
    found = listed([amount(v, item) for item, v in _most(amounts) if v > 0], most=9)
    longed = any(m.kind == "found_keepsake" for m in moments)
    if not found:
        return f"{who} searched {site} and found nothing of use."
    cleared = any(m.kind == "site_cleared" for m in moments)
    verb = f"searched {site} and took {found}" if cleared else f"took {found} from {site}"
    extra = ""
    if longed:
        extra = _unordered(moments, amounts)
    return f"{who} {verb}{extra}."


def _unordered(moments: list[Moment], amounts: dict[str, float]) -> str:
    """A clause for what somebody took who had longed for it, of all that was taken."""
    own: dict[str, float] = {}
    for moment in moments:
        if moment.kind == "found_keepsake":
            item = moment.what or "thing"
            own[item] = own.get(item, 0.0) + (moment.value or 1.0)
    item, n = _most(own)[0]
    if n >= amounts.get(item, 0.0):
        return f"; nobody had ordered the {item if n <= 1 else plural(item)}"
    return f"; {number(n)} of the {amount(2, item).split(' ', 1)[1]} had been ordered by nobody"


def _most(amounts: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(amounts.items(), key=lambda pair: -pair[1])


def _delivered(moments: list[Moment], teller: Teller) -> str:
    amounts: dict[str, float] = {}
    for moment in moments:
        item = moment.what or "thing"
        amounts[item] = amounts.get(item, 0.0) + (moment.value or 0.0)
    found = listed([amount(v, item) for item, v in _most(amounts)], most=9)
    return f"{_subject(moments, teller)} brought {found} to the stores."


def _dropped(moments: list[Moment], teller: Teller) -> str:
    items = list(dict.fromkeys(m.what or "load" for m in moments))
    lost = moments[0].kind == "dropped"
    verb = "lost" if lost else "picked up"
    things = listed([f"the {i}" if lost else with_article(i) for i in items])
    return f"{_subject(moments, teller)} {verb} {things}{_place(moments, teller)}."


def _own_end(moments: list[Moment], teller: Teller) -> str:
    return teller.tell(moments)


def _end(moments: list[Moment], teller: Teller) -> str:
    """A death with the deed that brought it: told once, by the words that say most."""
    mine = moments[0].mine
    order = ("own_hand", "died") if mine else ("protocol", "died")
    ranked = sorted(moments, key=lambda m: order.index(m.kind) if m.kind in order else len(order))
    text = teller.tell(ranked[:1])
    if any(m.kind == "screened" for m in moments):
        text = text.replace(" was put to death", " was looked over and put to death", 1)
    if mine and any(m.kind == "ordered" for m in moments):
        text = text[:-1] + ", as had been ordered."
    return text


def _ordered(moments: list[Moment], teller: Teller) -> str:
    """An order to carry out the protocol, with what the one who got it did."""
    orders = [m for m in moments if m.kind == "ordered"]
    text = teller.tell(orders[:1])
    done = [m for m in moments if m.kind == "protocol"]
    if done:
        return f"{text[:-1]}, and did so{_place(done, teller)}."
    if any(m.kind == "refused" for m in moments):
        return (
            f"{text[:-1]}, and would not raise a hand against {teller.pronoun(orders[0].object)}."
        )
    return text


def _back(moments: list[Moment], teller: Teller) -> str:
    """The return from a run, with what was found at the gate."""
    back = next(m for m in moments if m.kind == "run_back")
    text = teller.tell([back])[:-1]
    if (back.value or 0.0) < LONG and teller.out_since(back):
        text = f"{text.partition(' was back')[0]} was back"  # both times stand there already
    screened = [m for m in moments if m.kind == "screened"]
    if not screened:
        return text + "."
    rest = _screened([m for m in moments if m is not back], teller).split(" ", 1)[1]
    return f"{text}, {rest}"


def _screened(moments: list[Moment], teller: Teller) -> str:
    """What was found at the gate, and where it led."""
    first = next(m for m in moments if m.kind == "screened")
    text = teller.tell([first])
    kept = [m for m in moments if m.kind == "quarantined"]
    if not kept:
        return text
    time = f" for {hours(kept[0].value)}" if kept[0].value else ""
    if first.what == "sent to quarantine":
        return f"{text[:-1]}{time}."
    head, _, verdict = text[:-1].rpartition(" and ")
    return f"{head}, {verdict} and taken to the quarantine{time}."


def _taken(moments: list[Moment], teller: Teller) -> str:
    """Who does not come out of quarantine alive was taken there; for how long says nothing."""
    return f"{_subject(moments, teller)} was taken to the quarantine."


def _left(moments: list[Moment], teller: Teller) -> str:
    """Leaving on a run, with the errand where the same day had it given."""
    left = [m for m in moments if m.kind == "run_left"]
    planned = [m for m in moments if m.kind == "run_planned"]
    if not left:
        return _planned(planned, teller)
    text = teller.tell(left[:1])
    new = teller.leaves(left[0], planned[0].value if planned else None)
    if not new:
        return text
    return f"{text[:-1]}, with {number(new)} {'place' if round(new) == 1 else 'places'} to search."


def _planned(moments: list[Moment], teller: Teller) -> str:
    count = moments[0].value or 0
    places = f"{number(count)} {'place' if round(count) == 1 else 'places'} to search, "
    text = "{subject} was told to go out on a run[ with {object}]: " + places + "back by dusk."
    return teller.fill(text, moments)


def _hid(moments: list[Moment], teller: Teller) -> str:
    """Hiding; that it was in silence is said once a paragraph, a place once in a row."""
    who = _subject(moments, teller)
    again, silent = teller.hides(moments[0])
    where = _place(moments, teller)
    text = f"{who} hid{where or ' there'}" + (" again" if again else "")
    text += "" if silent or again else " and kept silent"
    return f"{text}{_and_again(moments, teller)}."


def _held_out(moments: list[Moment], teller: Teller) -> str:
    """Holding out indoors; how often more on one day, or the hours in the same place."""
    text, more = teller.tell(moments[:1])[:-1], len(moments) - 1
    if len({m.place for m in moments}) > 1:
        return f"{text}, and {times(more)} more that day."
    return f"{text}{_and_again(moments, teller)}."


def _and_again(moments: list[Moment], teller: Teller) -> str:
    """The hours at which the same was done once more in the same place."""
    later = [b.t for a, b in pairwise(moments) if a.place == b.place and b.t - a.t > SCENE_GAP]
    hour = teller.record.start_hour
    return f", and again at {listed([clock_of(t, hour) for t in later], 4)}" if later else ""


def _noisy(moments: list[Moment], teller: Teller) -> str:
    """Growing loud with feeling; the times of one day together."""
    text = teller.tell(moments[:1])
    more = len(moments) - 1
    return text if not more else f"{text[:-1]}, and {times(more)} more that day."


def _news(moments: list[Moment], teller: Teller) -> str:
    """The loss of somebody, and that the person learned of it, where that is in the scene."""
    text = teller.tell_loss(moments[0])
    learned = [m for m in moments[1:] if m.kind == "learned_death"]
    if not learned:
        return text
    teller.cast.subject_is(teller.cast.focus)
    turns = listed(["learned of it", *mourning(moments)])
    return f"{text[:-1]}, and {teller.cast.me.given} {turns}."


def mourning(moments: Sequence[Moment]) -> list[str]:
    """How grief took hold of somebody who learned of a loss; nothing where it did not."""
    course = next((m.what for m in moments if m.kind == "course_of_grief"), None)
    ends = {"resilient": "bore it", "chronic grief": "could not stop mourning"}
    felt = any(m.kind == "felt" for m in moments)
    first = ["was full of grief"] if felt else ["mourned"] if course else []
    return [*first, ends[course]] if course in ends else first


def _found(moments: list[Moment], teller: Teller) -> str:
    """Finding somebody alive, and that they had been believed lost."""
    text = teller.tell(moments)
    if not moments[0].mine or any((m.value or 0.0) > GIVEN_UP for m in moments):
        return text
    return f"{text[:-1]}, whom {teller.cast.pronoun()} had believed lost."


def _roofs(moments: list[Moment], teller: Teller) -> str:
    """A way over the roofs: leaps and steps of a scene together."""
    leaps = [m for m in moments if m.kind == "leapt"]
    who, where = _subject(moments, teller), _place(moments, teller)
    if not leaps:
        return f"{who} climbed over to the next roof{where}."
    wide = max(m.value or 0.0 for m in leaps)
    missed = "" if leaps[-1].value2 else " and did not make it"
    if len(leaps) == 1:
        return f"{who} leapt a gap of {wide:.1f} m between roofs{where}{missed}."
    missed = missed and f",{missed} over the last"
    many = f"{number(len(leaps))} gaps of up to {wide:.1f} m"
    return f"{who} leapt {many} between roofs{where}{missed}."


def _overlooked(moments: list[Moment], teller: Teller) -> str:
    """Feeling that kept somebody from seeing; the times of one day together."""
    if len(moments) == 1:
        return teller.tell(moments)
    near = min(m.value or 0.0 for m in moments)
    return (
        f"{_subject(moments, teller)} was so full of {moments[0].what} that"
        f" {times(len(moments))} that day {teller.cast.pronoun()} did not see one of the infected,"
        f" the nearest {near:.0f} m away."
    )


TELLINGS: dict[str, Telling] = {
    "threat": _threat, "fight": _fight, "held": _held, "clawed": _clawed, "bitten": _bitten,
    "heard": _heard, "door": _door, "took": _took, "delivered": _delivered, "dropped": _dropped,
    "picked up": _dropped, "own end": _own_end, "end": _end, "news": _news,
    "hid": _hid, "held_out": _held_out,
    "noisy_act": _noisy, "run_back": _back, "screened": _screened, "taken": _taken,
    "roofs": _roofs, "found_alive": _found, "overlooked": _overlooked,
    "run_left": _left, "run_planned": _planned, "ordered": _ordered,
}  # fmt: skip
