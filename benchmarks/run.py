"""Measure Kinward and its peers, and write down what was found with the machine and the versions.

    python -m benchmarks.run                        # everything but what is very large
    python -m benchmarks.run --large                # that too: a day of 1,000,000 people
    python -m benchmarks.run --only movement        # one subject anew; the rest is kept
    python -m benchmarks.run --only city-10000      # one part of it
    python -m benchmarks.run --page                 # the page alone, from what is kept

The results go into benchmarks/results.json and the page docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile

from benchmarks import page, results
from benchmarks.part import run
from benchmarks.subjects import SUBJECTS, Part

EVERY = {part.name: part for parts in SUBJECTS.values() for part in parts}


def wanted(only: list[str] | None, large: bool) -> list[Part]:
    """The parts that are asked for; those that are named by themselves whatever their size."""
    names = dict.fromkeys(only or SUBJECTS)
    return list({
        part.name: part
        for name in names for part in (SUBJECTS.get(name) or (EVERY[name],))
        if large or not part.large or name == part.name
    }.values())  # fmt: skip


def compile_engine() -> None:
    """Have the engine compiled before anything is measured."""
    print("compiling, if there is anything to compile", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        out = f"{folder}/run"
        code = f"import kinward; kinward.run('kyoto', people=50, days='1 h', out={out!r})"
        subprocess.run([sys.executable, "-c", code], check=True)


def main() -> None:
    """Measure what is asked for, and write it down part by part."""
    parser = argparse.ArgumentParser(description="Measure Kinward and its peers.")
    parser.add_argument("--large", action="store_true", help="also what is very large")
    parser.add_argument("--only", choices=[*SUBJECTS, *EVERY], action="append", metavar="SUBJECT",
                        help=f"one of {', '.join(SUBJECTS)}, or a part of one")  # fmt: skip
    parser.add_argument("--page", action="store_true", help="write the page alone")
    asked = parser.parse_args()
    if not asked.page:
        compile_engine()
        for part in wanted(asked.only, asked.large):
            record = run(part)
            results.merge({part.name: record})
            for row in record["rows"]:
                print(f"{part.name}: {row['what']}: {page.number(row['value'])} {row['unit']}"
                      f"  {row['note']}", flush=True)  # fmt: skip
    found = results.read()
    page.write(found)
    print(f"\n{page.aims(found)}\n\nwritten to {results.RESULTS.name} and docs/{page.PAGE.name}")


if __name__ == "__main__":
    main()
