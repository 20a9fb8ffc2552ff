"""The page of results: what was aimed at and reached, every figure, how it was measured."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.subjects import SUBJECTS, Part
from benchmarks.targets import TARGETS, Target

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Written by `make bench` from `benchmarks/results.json`; one subject is measured anew with
`python -m benchmarks.run --only SUBJECT`, and what takes very long is added by `--large`. Every
part runs in a process of its own. Figures are of one machine and one hour, which stand with
them; ratios hold better than seconds. CPU seconds are those of all threads together. No test
rests on a time.
"""


def table(head: Iterable[str], lines: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    head = list(head)
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in r) + " |" for r in rows)


def number(value: float | None) -> str:
    """A figure with three digits that count."""
    if value is None:
        return "-"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def aims(results: Mapping[str, Any], targets: Iterable[Target] = TARGETS) -> str:
    """What is aimed at beside what was found."""
    words = {True: "yes", False: "no", None: "not measured"}
    lines = [
        (t.what, f"{'at most' if t.below else 'at least'} {number(t.wanted)} {t.unit}",
         number(t.found(results)), words[t.met(results)])
        for t in targets
    ]  # fmt: skip
    return table(("what", "aimed at", "found", "reached"), lines)


def causes(results: Mapping[str, Any], targets: Iterable[Target] = TARGETS) -> str:
    """Why what falls short, or was not measured, does so; each cause once."""
    short = [t for t in targets if not t.met(results) and t.cause]
    return "\n\n".join(dict.fromkeys(t.cause for t in short))


def figures(parts: Iterable[Part], results: Mapping[str, Any]) -> str:
    """Every figure of some parts."""
    lines = [
        (row["what"], number(row["value"]), row["unit"], row["note"])
        for part in parts if part.name in results
        for row in results[part.name]["rows"]
    ]  # fmt: skip
    return table(("what", "figure", "unit", ""), lines)


def machines(parts: Iterable[Part], results: Mapping[str, Any]) -> str:
    """What the parts were measured on, each machine once."""
    lines = []
    for part in parts:
        if part.name not in results:
            continue
        r = results[part.name]
        versions = ", ".join(f"{n} {v}" for n, v in r["versions"].items() if v)
        about = f"{r['cores']} cores, {r['processor']}, Python {r['python']}; {versions}"
        when = f"{part.name}: {r['date']}, load {r['load']} before"
        if "peak_mb" in r:
            when += f", {r['wall_s']:.0f} s, {r['cpu_s']:.0f} CPU s, {r['peak_mb']:,} MB in all"
        lines.append((when, about))
    places = dict.fromkeys(about for _, about in lines)
    return "\n\n".join(
        f"{about}\n\n" + "\n".join(f"- {when}" for when, where in lines if where == about)
        for about in places
    )


def method(parts: Iterable[Part]) -> str:
    """How the parts measure, in the words of their modules."""
    modules = dict.fromkeys(part.module for part in parts)
    return "\n\n".join(
        (importlib.import_module(f"benchmarks.{name}").__doc__ or "").strip() for name in modules
    )


def page(results: Mapping[str, Any]) -> str:
    """The whole page."""
    parts = [HEAD, "## What is aimed at\n", aims(results)]
    why = causes(results)
    if why:
        parts += ["\n### What falls short, and why\n", why]
    for name, some in SUBJECTS.items():
        if any(part.name in results for part in some):
            parts += [f"\n## {name.capitalize()}\n", f"`python -m benchmarks.run --only {name}`\n",
                      method(some), "", figures(some, results)]  # fmt: skip
    every = [part for some in SUBJECTS.values() for part in some]
    parts += ["\n## Machine\n", machines(every, results)]
    return "\n".join(parts) + "\n"


def write(results: Mapping[str, Any], path: Path = PAGE) -> None:
    """Write the page."""
    path.write_text(page(results), encoding="utf-8")
