"""Pages from templates: self-contained HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def rendered(template: str, **context: Any) -> str:
    """A page from a template of `templates/`; a name that it lacks is an error."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    return environment.get_template(template).render(**context)


def signed(value: float | None, empty: str = "") -> str:
    """A difference with its sign: +3.2, −0.4, 0."""
    if value is None:
        return empty
    text = plain(abs(value))
    return text if float(text.replace(",", "")) == 0 else ("+" if value > 0 else "−") + text


def plain(value: float) -> str:
    """A number in as many digits as one reads: 4,213; 12.4; 0.37."""
    if value == round(value) and abs(value) < 1e15:
        return f"{value:,.0f}"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
