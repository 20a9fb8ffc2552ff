"""Run every command of the tutorial in a fresh folder and write its output into the page.

    python docs/refresh.py            # after a change that moves results
    python docs/refresh.py --check    # run everything, write nothing

Code blocks `console` hold lines that begin with `$`; what they print replaces what stands below
them. Blocks `python` are run in order. The person whose life is told is the first that the
summary names.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

PAGE = Path(__file__).parent / "tutorial.md"
_BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_WHO = re.compile(r"<!-- WHO: (.*?) -->")


def refresh(text: str, folder: Path) -> str:
    """The page with its outputs made anew, run in `folder`."""
    who = _WHO.search(text)
    done, position = [], 0
    while True:
        match = _BLOCK.search(text, position)
        if match is None:
            return "".join(done) + text[position:]
        done.append(text[position : match.start()])
        position = match.end()
        language, body = match.groups()
        if language == "python":
            _run([sys.executable, "-c", body], folder)
            done.append(match.group())
            continue
        lines = []
        for line in body.splitlines():
            if not line.startswith("$ "):
                continue
            printed = _run(["bash", "-o", "pipefail", "-c", _shell(line[2:])], folder)
            lines += [line, *printed.rstrip().splitlines()]
            name = re.search(r"^Lives worth reading\n  ([^,]+),", printed, re.MULTILINE)
            if name and who and name[1] != who[1]:
                text = text[:position] + text[position:].replace(who[1], name[1])
                done = ["".join(done).replace(f"WHO: {who[1]}", f"WHO: {name[1]}")]
        done.append("```console\n" + "\n".join(lines) + "\n```")


def _shell(line: str) -> str:
    """The command with the Python that runs this; a pipe that `head` closes is no failure."""
    return line.replace("kinward", f"{shlex.quote(sys.executable)} -m kinward", 1)


def _run(command: list[str], folder: Path) -> str:
    environment = dict(os.environ, COLUMNS="88", NO_COLOR="1")
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"{command[-1]}\nended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def main(check: bool = False) -> None:
    """Refresh the page, or only run it."""
    with tempfile.TemporaryDirectory() as folder:
        text = refresh(PAGE.read_text(encoding="utf-8"), Path(folder))
    if not check:
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main("--check" in sys.argv)
