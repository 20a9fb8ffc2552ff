"""What a parameter means: unit, range, default, meaning and source, in words."""

from __future__ import annotations

from collections.abc import Iterator

from kinward.core.errors import InputError
from kinward.core.parameters import Parameters, Spec
from kinward.core.words import nearest, unknown_key
from kinward.engine.interventions import names
from kinward.engine.sections import SECTIONS
from kinward.engine.settings import Settings

_LIST = "interventions"


def explain(path: str = "") -> str:
    """Explain one parameter ("rage.latent"), a section ("rage"), or everything ("").

    Raises:
        InputError: there is no such parameter; names the nearest.
    """
    path = path.strip()
    if not path:
        parts = [_section("", Settings), _interventions()]
        parts += [_section(name, model) for name, model in SECTIONS.items()]
        return "\n\n".join(parts)
    if path == _LIST:
        return _interventions()
    if path in SECTIONS:
        return _section(path, SECTIONS[path])
    for full, spec in all_specs():
        if full == path:
            return _one(full, spec)
    known = [full for full, _ in all_specs()]
    near = [full for full in known if full.split(".")[-1] == path]
    if near:
        raise InputError(f"{path}: no such parameter; did you mean {' or '.join(near)}?")
    if "." in path and path.split(".")[0] in SECTIONS:
        section = path.split(".")[0]
        raise InputError(unknown_key(path, SECTIONS[section].model_fields))
    there = [*Settings.model_fields, *SECTIONS]
    if nearest(path, there) is None:
        raise InputError(f"{path}: no such key; there are: {', '.join(sorted(there))}")
    raise InputError(unknown_key(path, there))


def all_specs() -> Iterator[tuple[str, Spec]]:
    """Every parameter by its path."""
    for spec in Settings.specs():
        yield spec.name, spec
    for name, model in SECTIONS.items():
        for spec in model.specs():
            yield f"{name}.{spec.name}", spec


def _one(path: str, spec: Spec) -> str:
    rows = [
        ("is", spec.type + (f", held in {spec.unit}" if spec.unit else "")),
        ("range", spec.range),
        ("default", spec.default),
        ("meaning", spec.meaning),
        ("source", spec.source),
    ]
    lines = [path] + [f"  {label:<8} {text}" for label, text in rows if text]
    return "\n".join(lines)


def _section(name: str, model: type[Parameters]) -> str:
    head = f"[{name}]  {summary(model)}" if name else f"top level: {summary(model)}"
    specs = [s for s in model.specs() if s.name != _LIST]
    prefix = f"{name}." if name else ""
    wide = max((len(prefix + s.name) for s in specs), default=0)
    lines = [head]
    for s in specs:
        limits = f" ({s.range})" if s.range and s.range not in ("any", "true or false") else ""
        lines.append(f"  {prefix + s.name:<{wide}}  {s.default}{limits}: {s.meaning} [{s.source}]")
    return "\n".join(lines)


def _interventions() -> str:
    lines = ["[[interventions]]  Dated changes; each has at and do."]
    for do, model in names().items():
        lines.append(f"  do = {do!r}: {summary(model)}")
        for spec in model.specs():
            if spec.name not in ("do", "at"):
                lines.append(f"    {spec.name}: {spec.meaning}")
    return "\n".join(lines)


def summary(model: type[Parameters]) -> str:
    """First line of a model's docstring."""
    return (model.__doc__ or "").strip().split("\n")[0]
