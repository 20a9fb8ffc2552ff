"""Load a city: a built-in sketch by name, a sketch file, or an OpenStreetMap file."""

from __future__ import annotations

import time
from pathlib import Path

from kinward.city.cache import digest_of, keep, recall
from kinward.city.graph import PlaceGraph
from kinward.city.report import MapReport
from kinward.core.errors import InputError

_SKETCHES = Path(__file__).parent / "sketches"


def builtin() -> tuple[str, ...]:
    """Names of the built-in maps."""
    return tuple(sorted(path.stem for path in _SKETCHES.glob("*.toml")))


def load(
    source: str | Path, cache: bool = True, sewers: bool = False
) -> tuple[PlaceGraph, MapReport]:
    """Load a city and the report of what was understood, dropped and raised by rule.

    Args:
        source: a built-in name ("kyoto"), a sketch (.toml) or an OpenStreetMap file.
        cache: keep the compiled city by content and use the kept one.
        sewers: lay sewers under the streets, for those who crawl; the junctions are manholes.

    Raises:
        InputError: there is no such map, or it cannot be understood.
    """
    path = _find(source)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path.name}: cannot be read ({error.strerror})") from None
    if not content.strip():
        sketch = path.suffix.lower() == ".toml"
        right = "a sketch has a name and at least one [[street]]" if sketch else "export it again"
        kind = "sketch" if sketch else "OpenStreetMap file"
        raise InputError(f"{path.name}: an empty file, not a whole {kind}; {right}")
    digest = digest_of(content, f"{path.name} sewers={sewers}")
    kept = recall(digest) if cache else None
    if kept is not None:
        return kept
    start = time.perf_counter()
    graph, report = compile_map(path, sewers)
    report.digest = digest
    report.seconds = time.perf_counter() - start
    if cache:
        keep(digest, graph, report)
    return graph, report


def compile_map(path: Path, sewers: bool = False) -> tuple[PlaceGraph, MapReport]:
    """Read and compile a map file without the cache."""
    from kinward.city.assemble import assemble

    if path.suffix.lower() == ".toml":
        from kinward.city.sketch import read_sketch

        survey = read_sketch(path)
    else:
        from kinward.city.osm import read_osm

        survey = read_osm(path)
    return assemble(survey, sewers), survey.report


def _find(source: str | Path) -> Path:
    """The file that a name or a path means."""
    if not str(source).strip():
        raise InputError(
            f"map {str(source)!r}: empty; give a map file (.osm, .osm.pbf, .toml) or a built-in "
            f"name: {', '.join(builtin()) or 'none'}"
        )
    if str(source) in builtin():
        return _SKETCHES / f"{source}.toml"
    path = Path(source)
    if path.is_file():
        return path
    if path.is_dir():
        raise InputError(f"{source}: is a folder; give a map file in it")
    raise InputError(
        f"{source}: there is no such map; use a file (.osm, .osm.pbf, .toml) or a built-in "
        f"name: {', '.join(builtin()) or 'none'}"
    )
