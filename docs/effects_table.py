"""Measure what every mechanism changes, and write the table of effects.

    python docs/effects_table.py --seeds 8 --workers 2

Runs are kept in a cache folder, so that a measurement that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

HEAD = """# What each mechanism changes

Each mechanism is switched off in a small world and the world run again with the same seeds; draws
do not depend on what else happens, so that the difference is the mechanism's own. The interval is
the 95 % interval of the mean difference by Student's t. One that includes zero reads "no effect
shown" and is a defect. Made by
`python docs/effects_table.py --seeds {seeds} --whole {whole} --first {first}`: {seeds} pairs of a
situation that is stepped, {whole} of a world that is run whole. The worlds stand below, and in
`docs/effects_list.py` and `docs/effects_list_bands.py`. A switch that is a share, a rate or a
number is set to zero, or to where it no longer acts.
"""


def number(x: float) -> str:
    """A number in at most four figures."""
    if math.isinf(x) or math.isnan(x):
        return "-"
    if abs(x) >= 1000 or x == int(x):
        return f"{x:,.0f}"
    return f"{x:.3g}"


def cells(row) -> list[str]:
    """One line of the table."""
    e = row.effect
    low, high = row.interval
    mean = [number(sum(v) / len(v)) for v in (row.with_it, row.without)]
    return [
        e.mechanism, " ".join(f"`{o}`" for o in e.off), f"{e.measure.what}, {e.measure.unit}",
        e.where(), str(len(row.seeds)), *mean, number(row.difference),
        f"{number(low)} .. {number(high)}", row.verdict,
    ]  # fmt: skip


def page(rows: Sequence, seeds: int, whole: int = 0, first: int = 1) -> str:
    """The whole page in Markdown; `whole` 0: worlds run whole have as many pairs as others."""
    from kinward.lab.effects import NONE_SHOWN, World

    parts = [HEAD.format(seeds=seeds, whole=whole or seeds, first=first)]
    shown = sum(r.verdict != NONE_SHOWN for r in rows)
    parts.append(f"{shown} of {len(rows)} mechanisms show an effect.")
    for section in dict.fromkeys(r.effect.section for r in rows):
        lines = [
            "| mechanism | switch | quantity | world | seeds | with | without | difference "
            "| 95 % interval | verdict |",
            "|---|---|---|---|---|---|---|---|---|---|",
        ]
        lines += [
            "| " + " | ".join(cells(r)) + " |" for r in rows if r.effect.section == section
        ]  # fmt: skip
        parts += [f"## {section}", "\n".join(lines)]
    worlds = {r.effect.where(): r.effect.world for r in rows}
    lines = [f"- **{n}**: {w.words()}" for n, w in worlds.items() if isinstance(w, World)]
    return "\n\n".join([*parts, "## The worlds", "\n".join(lines)]) + "\n"


def is_named(effect, names: Sequence[str]) -> bool:
    """Whether one of the names is in the mechanism, the switch or the world of an effect."""
    words = f"{effect.mechanism} {effect.off} {effect.where()}"
    return any(name in words for name in names)


def main() -> None:
    """Measure and write."""
    from effects_list import EFFECTS

    from kinward.lab.effects import World, measure

    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=8, help="pairs of runs for each effect")
    parser.add_argument(
        "--whole",
        type=int,
        default=0,
        help="pairs for worlds that are run whole; as --seeds if left out",
    )
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--workers", type=int, default=2, help="processes at a time")
    parser.add_argument(
        "--only", action="append", default=[], metavar="NAME",
        help="print the rows with this in mechanism, switch or world, write nothing; repeatable",
    )  # fmt: skip
    parser.add_argument("--cache", type=Path,
                        default=Path(tempfile.gettempdir()) / "kinward-effects")  # fmt: skip
    parser.add_argument("--out", type=Path, default=here / "effects.md")
    args = parser.parse_args()
    chosen = [e for e in EFFECTS if not args.only or is_named(e, args.only)]
    rows = []
    for pairs, run_whole in ((args.seeds, False), (args.whole or args.seeds, True)):
        part = [e for e in chosen if isinstance(e.world, World) == run_whole]
        rows += measure(part, range(args.first, args.first + pairs), args.cache,
                        workers=args.workers,
                        say=lambda text: print(text, file=sys.stderr, flush=True))  # fmt: skip
    rows.sort(key=lambda row: chosen.index(row.effect))
    if args.only:
        for row in rows:
            print(" | ".join(cells(row)))
        return
    args.out.write_text(page(rows, args.seeds, args.whole, args.first), encoding="utf-8")
    print(args.out)


if __name__ == "__main__":
    main()
