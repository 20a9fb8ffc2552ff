"""Keep compiled cities by content: an npz file per digest, written whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import zipfile
from dataclasses import fields
from pathlib import Path

import numpy as np

from kinward.city.graph import PlaceGraph
from kinward.city.report import MapReport

_WORDS = ("name", "crs", "origin", "synthetic", "names", "landmarks")
_SHAPES = ("water", "green", "fences")


def cache_dir() -> Path:
    """Where compiled cities lie: $KINWARD_CACHE or ~/.cache/kinward."""
    root = os.environ.get("KINWARD_CACHE")
    return Path(root) if root else Path.home() / ".cache" / "kinward"


def digest_of(content: bytes, name: str) -> str:
    """SHA-256 of a map's bytes, its name and the sources of the compiler."""
    digest = hashlib.sha256()
    for part in (name.encode(), content, *_sources()):
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.hexdigest()


def _sources() -> list[bytes]:
    return [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]


def recall(digest: str) -> tuple[PlaceGraph, MapReport] | None:
    """The city kept under this digest, or None (also if the file is damaged)."""
    path = cache_dir() / f"city-{digest[:32]}.npz"
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as data:
            words = json.loads(bytes(data["words"]))
            columns = {f.name: data[f.name] for f in fields(PlaceGraph) if f.name in data.files}
            shapes = {
                kind: tuple(data[f"{kind}_{i}"] for i in range(words.pop(f"n_{kind}")))
                for kind in _SHAPES
            }
        report = MapReport.from_dict(words.pop("report"))
        words["origin"] = tuple(words["origin"])
        words["landmarks"] = tuple(tuple(mark) for mark in words["landmarks"])
        words["names"], words["synthetic"] = tuple(words["names"]), tuple(words["synthetic"])
        return PlaceGraph(**shapes, **words, **columns), report
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None


def keep(digest: str, graph: PlaceGraph, report: MapReport) -> None:
    """Keep a city; a folder that cannot be written is no error."""
    words = {key: getattr(graph, key) for key in _WORDS}
    words |= {"report": report.to_dict()}
    columns = graph.arrays()
    for kind in _SHAPES:
        shapes = getattr(graph, kind)
        words[f"n_{kind}"] = len(shapes)
        columns |= {f"{kind}_{i}": shape for i, shape in enumerate(shapes)}
    columns["words"] = np.frombuffer(json.dumps(words).encode(), np.uint8)
    folder = cache_dir()
    temporary = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix="city-", suffix=".tmp")
        with os.fdopen(handle, "wb") as stream:
            np.savez(stream, allow_pickle=False, **columns)
        os.replace(temporary, folder / f"city-{digest[:32]}.npz")
    except OSError:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
