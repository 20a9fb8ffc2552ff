"""Why somebody did what they did: beliefs, options, worths and their parts, and the choice."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from kinward.chronicle.cast import Who, people_of
from kinward.chronicle.foes import in_this_world
from kinward.chronicle.inner import burden
from kinward.chronicle.language import capital, listed
from kinward.chronicle.moments import clock_of, day_of
from kinward.chronicle.optionwords import did, to_do
from kinward.chronicle.wording import as_in_a_band
from kinward.core.clock import HOUR, MINUTE
from kinward.core.errors import InputError

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

BAR = 24  # characters of the longest bar
WIDTH = 96
NEAR = HOUR  # other decisions within this of the one told are listed
SHOWN = 12
HELD_UP = {
    "a promise given": "the word given, that held the order up",
    "comrades beside one": "comrades beside them",
    "a command that answers": "a command that answered",
}
_PARTS = {
    "risk": "the danger", "bond": "the bond", "dependants": "those who depended on {them}",
    "duty": "duty", "others": "what the others did", "burden": "the burden",
    "feeling": "what {they} felt", "memory": "what {they} remembered",
}  # fmt: skip
# how much hangs on what cannot be taken back, beside what followed from it in the log (0 .. 10)
_WEIGHTS = {
    "obey the protocol": 9.0, "leave behind": 7.0, "shelter": 6.0, "report a bite": 6.0,
    "hide a bite": 6.0, "wait it out together": 6.0, "turn back": 5.0, "give up": 5.0,
    "pass by": 3.0, "attack": 8.0, "leave the group": 7.0, "depose the leader": 7.0, "rob": 7.0,
    "follow": 5.0, "refuse to follow": 4.0, "refuse": 5.0, "take in": 5.0, "steal": 5.0,
    "take the weapon from": 6.0, "yield": 5.0,
}  # fmt: skip
_ORDER = "an order to carry out the protocol"


def why(record: Record, person: int, at: int | str | None = None) -> str:
    """The decision of a person nearest to `at` (ms or words), or the one that mattered most.

    Raises InputError where the person has made no decision that was logged.
    """
    me = people_of(record, f"person = {person}")[person]
    if "decisions" not in record.tables or not record.complete:
        raise record.missing("decisions")
    rows = _decisions(record, person)
    if not rows:
        raise InputError(
            f"{me.name} (person {person}): no decision is logged; kinward life tells what happened"
        )
    moment = _moment(at, record.start_hour)
    if moment is None:
        chosen = max(rows, key=lambda r: (_matter(r), -r["t"]))
    else:
        chosen = min(rows, key=lambda r: (abs(r["t"] - moment), r["t"]))
    people = people_of(record, f"person IN ({_named(rows)})")
    text = _decision(record, me, chosen, people)
    text += _others(record, rows, chosen, people, me, everything=moment is None)
    return in_this_world(record, text)


def _moment(at: int | str | None, start_hour: float) -> int | None:
    if at is None or isinstance(at, int):
        return at
    from kinward.core.moment import parse_moment

    return parse_moment(at, start_hour)


def _decisions(record: Record, person: int) -> list[dict[str, Any]]:
    names = ("decision", "t", "party", "occasion", "chosen", "options", "beliefs", "event", "place")
    rows = record.rows(
        "SELECT d.decision, d.t, d.party, d.occasion, d.chosen, d.options, d.beliefs, d.event,"
        " e.place FROM decisions d LEFT JOIN events_by_person e ON e.event = d.event"
        f" AND e.person = d.person WHERE d.person = {person} ORDER BY d.decision"
    )
    weights = _weights(record, person)
    found: list[dict[str, Any]] = [
        {**dict(zip(names, row)), "weight": weights.get(row[0], 0.0)} for row in rows
    ]
    return [d for d in found if d["options"] and 0 <= d["chosen"] < len(d["options"])]


def _weights(record: Record, person: int) -> dict[int, float]:
    """Weight of the greatest thing that followed at once from each decision of a person."""
    weight = {k.name: k.weight for k in record.vocabulary.kinds.values()}
    out: dict[int, float] = {}
    for decision, kind in record.rows(
        "SELECT d.k, e.kind FROM events_by_person d JOIN events e ON e.cause = d.event"
        f" WHERE d.person = {person} AND d.part = 'subject' AND d.kind = 'decided'"
        " AND e.kind <> 'decided'"
    ):
        out[decision] = max(out.get(decision, 0.0), weight.get(kind, 0.0))
    return out


def _matter(row: dict[str, Any]) -> float:
    """How much hung on a decision: what cannot be taken back, what followed from it, the greatest
    part at stake, and how close it was."""
    options = row["options"]
    stake = max(max(abs(v) for v in o["parts"].values()) for o in options)
    worths = sorted((o["worth"] for o in options), reverse=True)
    close = 1.0 / (1.0 + max(worths[0] - worths[1], 0.0)) if len(worths) > 1 else 0.0
    someone = any(o["target"] is not None for o in options)
    name = options[row["chosen"]]["name"]
    final = 9.0 if row["occasion"] == _ORDER else _WEIGHTS.get(name, 0.0)
    return max(final, row["weight"]) + stake + close + (1.0 if someone else 0.0)


def _named(rows: list[dict[str, Any]]) -> str:
    found = {o["target"] for r in rows for o in r["options"]}
    found |= {b["about"] for r in rows for b in r["beliefs"]}
    return ", ".join(str(p) for p in sorted(p for p in found if p is not None)) or "-1"


def _decision(record: Record, me: Who, row: dict[str, Any], people: dict[int, Who]) -> str:
    hour = record.start_hour
    place = record.place(row["place"])[0]
    lines = [
        f"{me.name}, {me.age}, {me.role}: day {day_of(row['t'], hour)},"
        f" {clock_of(row['t'], hour)}{', ' + place if place else ''}",
        f"Why then: {row['occasion']}."
        + (f" [event {row['event']}]" if row["event"] is not None else ""),
        "",
    ]
    if row["beliefs"]:
        lines += ["Believed", *_beliefs(row["beliefs"], people, me, row["t"]), ""]
    lines += _table(row, people, me)
    lines += ["", textwrap.fill(_because(row, me, people), WIDTH, break_on_hyphens=False)]
    return "\n".join(lines)


def _name(person: int | None, people: dict[int, Who], me: Who, t: int = 0) -> str:
    if person is None:
        return ""
    if person == me.person:
        return "self"
    who = people.get(person)
    if who is None:
        return "?"
    return "one of the infected" if who.turned_by(t - 1) else who.name


def _about(option: dict[str, Any], people: dict[int, Who], me: Who, t: int) -> str:
    """Whom an option is about; threats only where they are fought."""
    name = _name(option["target"], people, me, t)
    return "" if name == "one of the infected" and option["name"] != "fight" else name


def _option(option: dict[str, Any], people: dict[int, Who], me: Who, row: dict[str, Any]) -> str:
    """An option of a decision in words: "fetch Sato Taro"."""
    words = to_do(option["name"], _about(option, people, me, row["t"]), row["occasion"])
    return as_in_a_band(words) if me.band else words


def _beliefs(beliefs: list[dict[str, Any]], people: dict[int, Who], me: Who, t: int) -> list[str]:
    out = []
    for belief in beliefs:
        name, value = belief["name"], float(belief["value"])
        about = _name(belief["about"], people, me, t)
        if name == "P(alive)":
            text = f"that {about or 'they'} lived: {value:.0%}"
        elif name == "h since last known":
            text = f"last heard of {about or 'them'} {value:.1f} h before"
        elif name == "is bitten":
            text = f"that {about or 'they'} had been bitten: {value:.0%}"
        elif name == "home is safe":
            text = f"that home was safe: {value:.0%}"
        elif name in HELD_UP:
            text = f"{HELD_UP[name]}: {value:.0%}"
        else:
            text = f"{name}{f' ({about})' if about else ''}: {value:.2f}"
        out.append(f"  {text}")
    return out


def _table(row: dict[str, Any], people: dict[int, Who], me: Who) -> list[str]:
    """Options with worth, a bar each, and the parts that are not zero in any of them."""
    options = row["options"]
    names = [_option(o, people, me, row) for o in options]
    parts = [p for p in options[0]["parts"] if any(abs(o["parts"][p]) > 0.04 for o in options)]
    wide = max(len("Option"), *(len(n) for n in names)) + 2
    low = min(0.0, *(o["worth"] for o in options))
    high = max(0.0, *(o["worth"] for o in options))
    scale = BAR / max(high - low, 1e-9)
    head = "  " + "Option".ljust(wide) + " worth  " + " " * (BAR + 1)
    lines = [(head + "".join(f"{p:>11}" for p in parts)).rstrip()]
    order = sorted(range(len(options)), key=lambda i: (-options[i]["worth"], i))
    for i in order:
        option = options[i]
        mark = "> " if i == row["chosen"] else "  "
        zero = round(-low * scale)
        length = round(abs(option["worth"]) * scale)
        bar = (" " * zero + "#" * length) if option["worth"] >= 0 else (
            " " * (zero - length) + "-" * length
        )  # fmt: skip
        cells = "".join(f"{option['parts'][p]:>+11.1f}" for p in parts)
        lines.append(
            f"{mark}{names[i].ljust(wide)}{option['worth']:>+6.2f}  {bar.ljust(BAR + 1)}{cells}"
        )
    return lines


def _because(row: dict[str, Any], me: Who, people: dict[int, Who]) -> str:
    """The choice in words."""
    options = row["options"]
    taken = options[row["chosen"]]
    they, them = ("she", "her") if me.female else ("he", "him")
    done = did(taken["name"], _about(taken, people, me, row["t"]), row["occasion"])
    done = as_in_a_band(done) if me.band else done
    rest = [o for i, o in enumerate(options) if i != row["chosen"]]
    if not rest:
        return f"{me.given} {done}: there was nothing else to do."
    best = max(rest, key=lambda o: o["worth"])
    gain = {p: taken["parts"][p] - best["parts"][p] for p in taken["parts"]}
    against = _option(best, people, me, row)
    reasons = sorted((p for p in gain if gain[p] > 0.04), key=lambda p: -gain[p])[:2]
    costs = sorted((p for p in gain if gain[p] < -0.04), key=lambda p: gain[p])[:2]
    words = {p: str(_PARTS.get(p) or p) for p in gain}
    words["burden"] = burden(row["occasion"], (taken["name"], best["name"])) or _PARTS["burden"]
    clauses = [
        listed([f"{words[p].format(they=they, them=them)} ({abs(gain[p]):.1f})" for p in of]) + side
        for of, side in ((reasons, " counted for it"), (costs, " against it"))
        if of
    ]
    text = f"{me.given} {done}"
    if clauses:
        if not reasons:
            clauses[0] = clauses[0].replace(" against it", " counted against it")
        text += f". Set against '{against}', {', '.join(clauses)}"
    gap = taken["worth"] - best["worth"]
    if gap < 0:
        return f"{text}. It did not weigh most, by {-gap:.2f}: choices follow odds, not ranks."
    if gap < 0.3:
        return f"{text}. It was close: {gap:.2f} apart."
    return text + "."


def _others(record: Record, rows, chosen, people, me: Who, everything: bool) -> str:
    """Other decisions that one can ask about."""
    rest = [r for r in rows if r is not chosen]
    if not everything:
        rest = [r for r in rest if abs(r["t"] - chosen["t"]) <= NEAR]
    if not rest:
        return ""
    rest = sorted(rest, key=lambda r: (-_matter(r), r["t"]))[:SHOWN]
    hour = record.start_hour
    lines = ["", "", "Other decisions (ask with --at)"]
    seen = set()
    for row in sorted(rest, key=lambda r: r["t"]):
        option = row["options"][row["chosen"]]
        what = _option(option, people, me, row)
        if (what, row["t"] // MINUTE) in seen:
            continue
        seen.add((what, row["t"] // MINUTE))
        when = f"day {day_of(row['t'], hour)}, {clock_of(row['t'], hour)}"
        lines.append(f"  {when:<14} {capital(what)} ({row['occasion']})")
    return "\n".join(lines)
