"""Write the page of twenty lives, drawn from a finished run by a hash of its digest.

python docs/lives.py RUN [--count 20] [--out docs/lives.md]

Nobody chooses or edits the lives: the same run gives the same page.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import kinward
from kinward.chronicle import Record

_HEAD = """# Twenty lives of {scenario}

Everyone below was drawn from `{command}` by a hash of the run's digest
(`{digest}...`), and nothing was edited: `python docs/lives.py RUN` writes this page. Numbers in
brackets are rows of the run's log.
"""


def draw(digest: str, people: list[int], count: int) -> list[int]:
    """`count` people without repetition: those whose hash with the digest is smallest."""

    def rank(person: int) -> bytes:
        return hashlib.sha256(f"{digest}/{person}".encode()).digest()

    return sorted(people, key=rank)[:count]


def page(run: Record, count: int) -> str:
    """The page as Markdown."""
    manifest = run.manifest
    rows = run.sql("select person from people where fate != 'turned' or fate_t > 0 order by person")
    living = [int(row[0]) for row in rows.fetchall()]
    names = ("people", "days", "seed")
    command = f"kinward run {manifest['scenario']}"
    command += "".join(f" --{n} {manifest[n]:g}" for n in names)
    head = {"scenario": manifest["scenario"], "command": command}
    parts = [_HEAD.format(digest=manifest["digest"][:12], **head)]
    for person in draw(manifest["digest"], living, count):
        text = run.life(person).strip()
        parts.append(f"## {text.split(' was ')[0]}\n\n{text}\n")
    return "\n".join(parts)


def main() -> None:
    """Read the command line, write the page."""
    read = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    read.add_argument("run", type=Path, help="folder of a finished run")
    read.add_argument("--count", type=int, default=20, help="how many lives")
    read.add_argument("--out", type=Path, default=Path(__file__).with_name("lives.md"))
    given = read.parse_args()
    given.out.write_text(page(kinward.open_run(given.run), given.count), encoding="utf-8")
    print(f"written to {given.out}")


if __name__ == "__main__":
    main()
