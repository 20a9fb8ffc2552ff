"""One self-contained HTML page about a run."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kinward.chronicle.bonds import STRONG
from kinward.chronicle.language import amount, capital, listed, number
from kinward.chronicle.moments import day_of
from kinward.chronicle.tables import write_text
from kinward.core.errors import InputError
from kinward.show import bands, evacuation, tiegraph
from kinward.show.charts import bars, curve
from kinward.show.findings import (
    SupplyRun,
    counts_of,
    deeds,
    fates,
    households,
    supply_runs,
    transports,
    wrong_killings,
)
from kinward.show.lives import turning_points, worth_reading
from kinward.show.maps import frame_of_run, map_of_marks, map_of_noise, marks_of, ruins
from kinward.show.page import rendered

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

FILE = "report.html"
LIVES = 10
RUNS = 40  # supply runs listed
MEASURES = {
    "alive": ("Alive", "var(--alive)"), "latent": ("Bitten, incubating", "var(--latent)"),
    "stage_one": ("In Stage One", "var(--stage)"), "turned": ("Turned", "var(--turned)"),
    "dead": ("Dead", "var(--dead)"), "missing": ("Missing", "var(--missing)"),
    "evacuated": ("Evacuated", "var(--evacuated)"), "captured": ("Captured", "var(--missing)"),
    "infected": ("Infected in the city", "var(--turned)"),
    "awake_infected": ("Infected awake, the most in the hour", "var(--turned)"),
    "bitten_known": ("Know of their bite", "var(--latent)"),
    "hurt": ("Hurt", "var(--stage)"), "afraid": ("Afraid", "var(--stage)"),
    "outside": ("Outside the walls", "var(--evacuated)"),
    "hungry": ("Went hungry", "var(--latent)"), "food": ("Rations in store", "var(--store)"),
    "medicine": ("Courses of medicine", "var(--store)"),
    "rounds": ("Rounds of ammunition", "var(--store)"), "fuel": ("Litres of fuel", "var(--store)"),
    "power": ("Lamps on", "var(--store)"), "haze": ("Dust and smoke, 1/m, mean", "var(--stage)"),
}  # fmt: skip
_FATE_COLOURS = {
    "alive": "var(--alive)", "dead": "var(--dead)", "turned": "var(--turned)",
    "captured": "var(--missing)", "evacuated": "var(--evacuated)", "missing": "var(--missing)",
}  # fmt: skip
_HOUSE_WORDS = {
    "whole": "all alive or out of the city", "broken": "some lost", "one left": "one left of all",
    "gone": "nobody left",
}  # fmt: skip
MARKS = {"died": "m-dead", "turned": "m-turned", "grasped": "m-taken"}
"""Kinds of event that the map shows, and their class of style."""
PAIRS = 10  # pairs shown who left, or went back for, one another
_EVENTS = re.compile(r"\[([\d, …-]+)\]")


def report(record: Record, out: Path | str | None = None) -> Path:
    """Write the report of a finished run; returns its path.

    Args:
        record: a run.
        out: file; None for `report.html` in the run folder.

    Raises:
        InputError: the run is not finished, or a table of it is missing.
    """
    if not record.complete:
        raise InputError(
            f"{record.folder}: not finished; continue it with: kinward resume {record.folder}"
        )
    record.require()
    page = rendered("report.html.j2", **context(record))
    path = Path(out) if out is not None else record.folder / FILE
    write_text(path, page)
    return path


def context(record: Record) -> dict[str, Any]:
    """Everything that the template shows."""
    manifest = record.manifest
    counts = fates(record)
    kinds = counts_of(record)
    lives = _lives(record)
    runs = supply_runs(record)
    frame = frame_of_run(record)
    marks = marks_of(record, MARKS) if frame else []
    return {
        "title": capital(str(manifest.get("title") or manifest.get("scenario", "run"))),
        "manifest": manifest,
        "facts": _facts(record),
        "fates": bars(
            [(w, n, _FATE_COLOURS.get(w, "var(--ink)")) for w, n in counts.items()
             if n or w in ("alive", "dead", "turned")],
            total=sum(counts.values()),
        ),
        "curves": _curves(record),
        "evacuation": evacuation.facts(record),
        "map_marks": map_of_marks(record, marks, frame, "Deaths and turnings", ruins(record, frame))
        if frame else "",
        "map_noise": map_of_noise(record, frame) if frame else "",
        "marks": len(marks),
        "taken": any(m.css == "m-taken" for m in marks),
        "struck": "impact" in kinds,
        "runs": _runs(record, runs[:RUNS]),
        "runs_all": len(runs),
        "transports": [(_when(record, t), *row) for t, *row in transports(record)],
        "households": bars(
            [(_HOUSE_WORDS[w], n, c) for (w, n), c in zip(
                households(record),
                ("var(--alive)", "var(--latent)", "var(--stage)", "var(--dead)"),
            )]
        ),
        "partings": _partings(record),
        "bands": _bands(record),
        "band_rows": bands.table(record) if _has_bands(record) else [],
        **_ties(record),
        "lives": lives,
        "lives_word": capital(number(len(lives))),
        "wrong": _wrong(record),
        "outcomes": _outcomes(record, kinds),
        "screening": _screening(record),
        "changed": _changed(record),
        "counts": sorted(kinds.items(), key=lambda x: (-x[1], x[0])),
        "meanings": {k.name: k.meaning for k in record.vocabulary.kinds.values()},
        "manifest_rows": _manifest_rows(manifest),
    }  # fmt: skip


def _facts(record: Record) -> list[tuple[str, str]]:
    manifest = record.manifest
    rows = [("people", f"{manifest.get('people', 0):,}")]
    if manifest.get("first_infected"):
        rows.append(("infected at the start", f"{manifest['first_infected']:,}"))
    rows += [("days", f"{manifest.get('days', 0):.3g}"), ("seed", str(manifest.get("seed", "")))]
    rows.append(("events", f"{manifest.get('events', 0):,}"))
    return rows


def _curves(record: Record) -> list[str]:
    """A small chart for each measure of everybody, those with known names first."""
    columns = record.rows(
        "SELECT measure, list(t ORDER BY t), list(value ORDER BY t) FROM series"
        " WHERE group_id IS NULL GROUP BY measure ORDER BY measure"
    )
    found = {m: (t, v) for m, t, v in columns if len(t) > 1}
    end = max((t[-1] for t, _ in found.values()), default=0)
    order = [m for m in MEASURES if m in found] + [m for m in found if m not in MEASURES]
    walled = bool(record.rows("SELECT 1 FROM groups WHERE kind = 'zone' LIMIT 1"))
    out = []
    for measure in order:
        t, v = found[measure]
        if min(v) == max(v) and measure != "alive":  # nothing happened to it
            continue
        title, colour = MEASURES.get(measure, (measure.replace("_", " "), "var(--ink)"))
        if measure == "outside" and not walled:
            title = "Out of doors"
        out.append(curve(title, t, v, start_hour=record.start_hour, colour=colour, end=end))
    return out


def _runs(record: Record, runs: list[SupplyRun]) -> list[dict[str, Any]]:
    out = []
    for run in runs:
        brought = listed([amount(n, item) for item, n in run.brought if n and n > 0], 7)
        out.append(
            {
                "when": _when(record, run.t),
                "who": listed(run.people, 4),
                "hours": "not back" if run.hours is None else f"{run.hours:.1f}",
                "brought": brought or "nothing",
                "lost": listed(run.lost, 4),
            }
        )
    return out


def _when(record: Record, t: int) -> str:
    from kinward.chronicle.opening import moment_words

    return moment_words(record, t)


def _partings(record: Record) -> list[dict[str, str]]:
    """Who was left behind by whom, and who went back for whom: each pair once, the first few."""
    out = []
    for kind, word in (("left_behind", "left behind by"), ("turned_back", "gone back for by")):
        pairs: dict[tuple[str, str, int], list[Any]] = {}
        for deed in deeds(record, kind):
            pairs.setdefault((deed.name, deed.other, deed.other_age), []).append(deed)
        for times in list(pairs.values())[:PAIRS]:
            deed = times[0]
            tie = f"{deed.tie} of {deed.name}" if deed.tie else "a stranger"
            often = f" ({len(times)} times)" if len(times) > 1 else ""
            out.append(
                {
                    "when": _when(record, deed.t),
                    "whom": f"{deed.other} ({deed.other_age})",
                    "word": word,
                    "who": deed.name + often,
                    "tie": tie,
                    "fate": deed.other_fate,
                    "event": str(deed.event),
                }
            )
        if len(pairs) > PAIRS:
            more = f"and {len(pairs) - PAIRS} more pairs"
            out.append(dict.fromkeys(("when", "word", "who", "tie", "fate", "event"), "")
                       | {"whom": more})  # fmt: skip
    return out


def _has_bands(record: Record) -> bool:
    return bool(record.rows("SELECT 1 FROM groups WHERE kind = 'band' LIMIT 1"))


def _bands(record: Record) -> str:
    """Who belonged where over time, as a picture; nothing where there are no bands."""
    flow = bands.flow_of(record) if _has_bands(record) else None
    return bands.picture(flow, record.start_hour) if flow else ""


def _ties(record: Record) -> dict[str, Any]:
    """The tie graphs that a reader can pick, and who is among them; no facts where nobody is."""
    found = tiegraph.facts(record)
    if found is None:
        return {"tie_facts": ""}
    n, everybody = len(found["order"]), found["all"]
    rule = f"All {n:,} who have a strong tie can be picked"
    if not found["whole"]:
        rule = (
            f"Of {everybody:,} people the {n:,} can be picked whose ties changed most: by strength,"
            " by trust, and by who was lost or left"
        )
    rule += "; the page begins with whoever's ties changed most."
    return {"tie_facts": tiegraph.embedded(found), "tie_rule": rule, "tie_strong": STRONG}


def _lives(record: Record) -> list[dict[str, Any]]:
    out = []
    for person, _ in worth_reading(record, LIVES):
        name, age, role, fate, fate_t = record.rows(
            f"SELECT name, age, role, fate, fate_t FROM people WHERE person = {person}"
        )[0]
        paragraphs = record.life(person, width=None).split("\n\n")
        when = "" if fate_t is None else f", day {day_of(fate_t, record.start_hour)}"
        out.append(
            {
                "person": person, "name": name, "age": age, "role": role, "fate": fate + when,
                "css": f"f-{fate}", "moments": "; ".join(turning_points(record, person, 3)),
                "paragraphs": [_marked(p) for p in paragraphs],
            }
        )  # fmt: skip
    return out


def _marked(text: str) -> Any:
    """A paragraph with its event numbers small and the day bold."""
    from markupsafe import Markup

    safe = _EVENTS.sub(r'<span class="ev">\1</span>', escape(text, quote=False))
    safe = re.sub(r"^(Day \d+|Afterwards|Beyond this)([.,])", r"<b>\1</b>\2", safe)
    return Markup(safe)


def _wrong(record: Record) -> list[dict[str, str]]:
    known = {d.subject for d in deeds(record, "wrong_killing")}
    return [
        {
            "when": _when(record, d.t), "whom": f"{d.name} ({d.age})",
            "who": d.other or "", "tie": d.tie or "none",
            "known": "came to light" if d.subject in known else "never known",
        }
        for d in wrong_killings(record)
    ]  # fmt: skip


_OUTCOMES = (
    ("protocol", "killed under the protocol"),
    ("own_hand", "ended it by their own hand, as the protocol asks"),
    ("refused", "would not carry out the protocol"),
    ("sheltered", "hid somebody bitten"),
    ("discovered", "found out as bitten or changing"),
    ("confided", "told somebody of the bite"),
    ("quarantined", "went into quarantine"),
    ("released", "let out of quarantine"),
    ("healed", "were bitten and stayed well"),
    ("overdue", "not back by dusk"),
    ("search_sent", "went out to search"),
    ("class_taken_over", "took over the class of one who was lost"),
    ("went_hungry", "went without a ration"),
    ("curfew_broken", "out after curfew"),
)


def _outcomes(record: Record, kinds: dict[str, int]) -> list[tuple[str, int]]:
    return [(text, kinds[kind]) for kind, text in _OUTCOMES if kinds.get(kind)]


def _screening(record: Record) -> list[tuple[str, int, int]]:
    """Verdicts at the gate against the truth: verdict, well, infected."""
    rows = record.rows(
        "SELECT what, count(*) FILTER (coalesce(value2, 0) < 0.5), count(*) FILTER (value2 >= 0.5)"
        " FROM events WHERE kind = 'screened' GROUP BY what ORDER BY count(*) DESC"
    )
    return [(what or "", int(well), int(ill)) for what, well, ill in rows]


def _changed(record: Record) -> list[tuple[str, str, str]]:
    """Parameters that differ from their defaults: path, default, value."""
    found = record.manifest.get("changed")
    path = record.folder / "scenario.toml"
    if found is None and path.exists():
        from kinward.engine.scenario import load_scenario

        try:
            found = load_scenario(path, begun=True).differences_from_default()
        except InputError:  # written by another version: the manifest still tells the rest
            found = None
    hidden = ("name", "title", "people", "days", "seed")
    pairs = sorted((found or {}).items())
    return [(p, str(v[0]), str(v[1])) for p, v in pairs if p not in hidden]


def _manifest_rows(manifest: dict[str, Any]) -> list[tuple[str, str]]:
    hidden = ("tables", "files", "counts", "segments", "timings", "changed")
    return [(k, str(v)) for k, v in manifest.items() if k not in hidden and not _long(v)]


def _long(value: Any) -> bool:
    return isinstance(value, dict | list) and len(str(value)) > 300
