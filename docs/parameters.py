"""Write the page of all parameters from the models that the processes declare."""

from __future__ import annotations

from pathlib import Path

from kinward.core.parameters import Parameters
from kinward.engine.explain import summary
from kinward.engine.interventions import names
from kinward.engine.sections import SECTIONS
from kinward.engine.settings import Settings

_HEAD = """# Parameters

Every key of a scenario file, with its default, its range and its source. `kinward explain KEY`
prints the same. This page is made from the code; "assumed" marks what no source is known for.
"""


def write_page(path: Path) -> None:
    """Write the page, if it would change."""
    write_if_changed(path, page())


def write_if_changed(path: Path, text: str) -> None:
    """Write a file unless it holds the text already."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def page() -> str:
    """The whole page in Markdown."""
    parts = [_HEAD, "## Top level", _table(Settings, "")]
    parts += ["## Interventions", "Dated changes: `[[interventions]]` with `at` and `do`."]
    for do, model in names().items():
        parts += [f"### `do = {do!r}`", summary(model), _table(model, "", skip=("at", "do"))]
    for name, section in SECTIONS.items():
        parts += [f"## `[{name}]`", summary(section), _table(section, f"{name}.")]
    return "\n\n".join(parts) + "\n"


def _table(model: type[Parameters], prefix: str, skip: tuple[str, ...] = ()) -> str:
    rows = ["| key | default | range | meaning | source |", "|---|---|---|---|---|"]
    for s in model.specs():
        if s.name in skip:
            continue
        default = s.default if len(s.default) < 40 else "..."
        rows.append(
            f"| `{prefix}{s.name}` | {cell(default)} | {cell(s.range)} | {cell(s.meaning)} "
            f"| {cell(s.source)} |"
        )
    return "\n".join(rows)


def cell(text: str) -> str:
    """A text as the cell of a table."""
    return text.replace("|", "\\|").replace("\n", " ").replace("*", "\\*")


if __name__ == "__main__":
    write_page(Path(__file__).parent / "reference" / "parameters.md")
