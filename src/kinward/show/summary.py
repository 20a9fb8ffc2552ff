"""The closing summary of a run for the terminal."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING, Any

from kinward.chronicle.language import capital, number, times
from kinward.chronicle.moments import day_of
from kinward.chronicle.tables import quote
from kinward.show.findings import Deed, counts_of, deeds, fates, wrong_killings
from kinward.show.lives import turning_points, worth_reading
from kinward.show.report import FILE as REPORT

if TYPE_CHECKING:
    from rich.console import Group

    from kinward.chronicle.record import Record

NAMED = 6  # names listed before the rest is counted
_COLOURS = {
    "alive": "green", "dead": "bright_black", "turned": "red", "captured": "magenta",
    "evacuated": "cyan", "missing": "yellow",
}  # fmt: skip


def summary(record: Record, width: int | None = None, color: bool | None = None) -> str:
    """The summary as text: who lived, who turned, who was left, which lives to read.

    Args:
        record: a run.
        width: columns; None takes the terminal's, at most 100.
        color: ANSI colours; None if standard output is a terminal.
    """
    from rich.console import Console

    console = Console(
        width=width, force_terminal=sys.stdout.isatty() if color is None else color,
        no_color=color is False, highlight=False,
    )  # fmt: skip
    if width is None and console.width > 100:
        console.width = 100
    with console.capture() as capture:
        console.print(_body(record))
    return "\n".join(line.rstrip() for line in capture.get().rstrip("\n").split("\n"))


def _body(record: Record) -> Group:
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    manifest = record.manifest
    title = capital(str(manifest.get("title") or manifest.get("scenario") or "run"))
    facts = [f"{manifest[k]:,} {k}" for k in ("people",) if isinstance(manifest.get(k), int)]
    days = manifest.get("days")
    if days:
        facts.append(f"{days:.3g} {'day' if days == 1 else 'days'}")
    facts.append(f"seed {manifest.get('seed', '?')}")
    if manifest.get("wall_s"):
        facts.append(f"{manifest['wall_s']:,.0f} s to run")
    if not record.complete:
        return Group(
            Text(f"{title}: not finished", style="bold"),
            Text(f"Continue it with: kinward resume {record.folder}"),
        )
    parts: list[Any] = [
        Text(title, style="bold"),
        Text(", ".join(facts), style="dim"),
        Text(""),
        _fates(record),
    ]
    for head, lines in _sections(record):
        parts += [
            Text(""),
            Text(head, style="bold"),
            *[Padding(Text(line), (0, 0, 0, 2)) for line in lines],
        ]
    return Group(*parts)


def _fates(record: Record) -> Any:
    from rich.table import Table
    from rich.text import Text

    counts = fates(record)
    total = max(sum(counts.values()), 1)
    table = Table.grid(padding=(0, 2))
    for word, count in counts.items():
        if count or word in ("alive", "dead", "turned"):
            bar = "━" * round(40 * count / total) or ("╸" if count else "")
            table.add_row(
                Text(f"  {word}", style=_COLOURS.get(word, "")),
                Text(f"{count:,}", justify="right"),
                Text(f"{count / total:.1%}", style="dim", justify="right"),
                Text(bar, style=_COLOURS.get(word, "")),
            )
    return table


def _sections(record: Record) -> list[tuple[str, list[str]]]:
    counts = counts_of(record)
    out = []
    turned = _turned(record)
    if turned:
        out.append(("Lost to The Rage", turned))
    left = deeds(record, "left_behind")
    if left:
        those = list(_by_object(left).values())
        out.append(("Left behind", [_left(d, record) for d in those[:NAMED]] + _more(those)))
    elif counts.get("decided"):
        out.append(("Left behind", ["nobody"]))
    back = deeds(record, "turned_back")
    if back:
        lines = [f"{d.name} went back for {_tied(d)}, {d.when(record)}" for d in back[:3]]
        out.append(("Went back", lines + _more(back, 3)))
    wrong = wrong_killings(record)
    if wrong:
        lines = [
            f"{d.name} ({d.age}), not infected, was put to death by {d.other or 'somebody'},"
            f" {d.when(record)}"
            for d in wrong[:NAMED]
        ]
        known = counts.get("wrong_killing", 0)
        lines.append(f"it came to light {times(known)}" if known else "it has not come to light")
        out.append(("Killed in error", lines))
    conduct = _conduct(counts)
    if conduct:
        out.append(("What people did", conduct))
    lives = _lives(record)
    if lives:
        out.append(("Lives worth reading", [line for line, _, _ in lives]))
    folder = shlex.quote(str(record.folder))
    reader = lives[0][1] if lives else _anybody(record)
    commands = [f'kinward life {folder} "{reader}"'] if reader else []
    decider = record.rows("SELECT person FROM decisions ORDER BY decision LIMIT 1")
    told = [r[0] for r in record.rows("SELECT DISTINCT person FROM decisions")] if lives else []
    who = next((call for _, call, person in lives if person in told), None)
    if who or decider:
        commands.append(f'kinward why {folder} "{who or decider[0][0]}"')
    if not (record.folder / REPORT).exists():
        commands.append(f"kinward report {folder}")
    out.append(("Next", commands))
    return out


def _anybody(record: Record) -> str:
    """How to call the first of the living with a name of their own; "" if there is none."""
    rows = record.rows(
        "SELECT min_by(name, person) FROM (SELECT name, min(person) AS person FROM people"
        " WHERE NOT infected GROUP BY name HAVING count(*) = 1)"
    )
    return rows[0][0] or ""


def _turned(record: Record) -> list[str]:
    rows = record.rows(
        "SELECT name, age, fate_t FROM people WHERE fate = 'turned' AND NOT infected"
        " ORDER BY fate_t, person"
    )
    names = [f"{n} ({a}), day {day_of(t, record.start_hour)}" for n, a, t in rows[:NAMED]]
    if len(rows) > NAMED:
        names.append(f"and {number(len(rows) - NAMED)} more")
    return names


def _tied(deed: Deed) -> str:
    name = deed.other or "somebody"
    return f"{name} ({deed.tie})" if deed.tie else name


def _by_object(done: list[Deed]) -> dict[int | None, list[Deed]]:
    """Deeds by whom they were done to, in the order in which those first come."""
    out: dict[int | None, list[Deed]] = {}
    for deed in done:
        out.setdefault(deed.object, []).append(deed)
    return out


def _left(done: list[Deed], record: Record) -> str:
    """One line on somebody who was left behind, by one or by many."""
    deed = done[0]
    others = len({d.subject for d in done}) - 1
    by = deed.name + (f" and {number(others)} other{'s' * (others > 1)}" if others else "")
    fate = {"alive": "lived", "dead": "died", "turned": "turned"}
    became = fate.get(deed.other_fate or "", "")
    place = record.place(deed.place)[0]
    where = f" {place}" if place else ""
    return f"{_tied(deed)}, by {by}, {deed.when(record)}{where}" + (
        f"; {deed.other} {became}" if became else ""
    )


def _more(rows: list, shown: int = NAMED) -> list[str]:
    return [f"and {number(len(rows) - shown)} more"] if len(rows) > shown else []


def _conduct(counts: dict[str, int]) -> list[str]:
    words = {
        "helped": "came to somebody's help", "passed_by": "passed a cry for help by",
        "sheltered": "hid somebody bitten", "refused": "refused to carry out the protocol",
        "own_hand": "ended it alone, as the protocol asks", "run_left": "went out for supplies",
        "search_sent": "went out to look for somebody", "went_hungry": "went hungry",
    }  # fmt: skip
    return [f"{counts[k]:>7,} x {text}" for k, text in words.items() if counts.get(k)]


def _lives(record: Record) -> list[tuple[str, str, int]]:
    found = worth_reading(record, 3)
    out = []
    for person, _ in found:
        rows = record.rows(f"SELECT name, age, role, fate FROM people WHERE person = {person}")
        name, age, role, fate = rows[0]
        others = record.rows(f"SELECT count(*) FROM people WHERE name = {quote(name)}")[0][0]
        call = name if others == 1 else str(person)
        moments = turning_points(record, person)
        tail = f": {'; '.join(moments)}" if moments else ""
        out.append((f"{name}, {age}, {role}, {fate}{tail}", call, person))
    return out
