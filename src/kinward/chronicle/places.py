"""The tables of the city in a run folder: places, passages and their shapes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from kinward.chronicle.placewords import passage_words, unit_words
from kinward.chronicle.tables import connect, plain, save, save_columns
from kinward.city.graph import PassageKind, PlaceGraph, UnitKind


def place_of(graph: PlaceGraph, passage: np.ndarray, unit: np.ndarray) -> np.ndarray:
    """Place ids: the passage where `unit` is 0, else the number of passages plus the unit."""
    return np.where(unit > 0, len(graph.p_len) + unit, passage)


def along(graph: PlaceGraph, passage: np.ndarray, offset: np.ndarray) -> tuple[np.ndarray, ...]:
    """Coordinates (m) of offsets along passages; attached passages stand at their foot."""
    passage, offset = passage.astype(np.int64), offset.astype(float)
    for _ in range(3):
        hung = graph.p_host[passage] >= 0
        offset = np.where(hung, graph.p_host_off[passage], offset)
        passage = np.where(hung, graph.p_host[passage], passage)
    x, y = graph.line_x, graph.line_y
    if not len(x):
        return np.zeros(len(passage)), np.zeros(len(passage))
    step = np.hypot(np.diff(x, append=x[-1:]), np.diff(y, append=y[-1:]))
    step[graph.p_xy[1:][graph.p_xy[1:] > graph.p_xy[:-1]] - 1] = 0.0
    total = np.concatenate([[0.0], np.cumsum(step)])
    first, last = graph.p_xy[passage], graph.p_xy[passage + 1] - 1
    drawn = total[last] - total[first]
    share = np.clip(offset / np.maximum(graph.p_len[passage], 1e-9), 0.0, 1.0)
    at = total[first] + share * drawn
    i = np.clip(np.searchsorted(total, at, side="right") - 1, first, np.maximum(last - 1, first))
    part = np.clip((at - total[i]) / np.maximum(step[i], 1e-9), 0.0, 1.0)
    j = np.minimum(i + 1, last)
    return x[i] + part * (x[j] - x[i]), y[i] + part * (y[j] - y[i])


def write_places(folder: Path, graph: PlaceGraph, names: Mapping[int, str] | None = None) -> None:
    """Write `places.parquet`: passages 0..P-1, then P + unit.

    `names` gives phrases with their preposition for places that have one of their own in this
    run ("at the north gate", "in the dining hall").
    """
    n_passages, n_units = len(graph.p_len), len(graph.u_passage)
    words = passage_words(graph) + unit_words(graph)
    phrases = [" ".join(w) for w in words]
    titles = [w[1] for w in words]
    for place, phrase in (names or {}).items():
        phrases[place] = phrase
        titles[place] = phrase.split(" ", 1)[1] if " " in phrase else phrase
    kinds = [PassageKind(k).name.lower() for k in graph.p_kind.tolist()]
    kinds += ["none", *[UnitKind(k).name.lower() for k in graph.u_kind[1:].tolist()]]
    passage = np.concatenate([np.arange(n_passages), graph.u_passage]).astype(np.int64)
    offset = np.concatenate([graph.p_len / 2, graph.u_off])
    x, y = along(graph, passage, offset)
    columns = {
        "place": np.arange(n_passages + n_units),
        "kind": kinds,
        "name": phrases,
        "title": titles,
        "passage": passage,
        "unit": np.concatenate([np.zeros(n_passages, int), np.arange(n_units)]),
        "offset": offset,
        "floor": np.concatenate([np.zeros(n_passages, int), graph.u_floor.astype(int)]),
        "x": x,
        "y": y,
    }
    save_columns(columns, folder / "places.parquet", where=f"place <> {n_passages}")


def write_passages(folder: Path, graph: PlaceGraph) -> None:
    """Write `passages.parquet`: kind, name, length, width and the polyline as lists of m.

    `open` becomes at the end of the run what interventions left.
    """
    n = len(graph.p_len)
    con = connect()
    numbers = np.repeat(np.arange(n), np.diff(graph.p_xy))
    points = {"id": numbers, "i": np.arange(len(numbers)), "x": graph.line_x, "y": graph.line_y}
    con.register("points", {k: plain(v) for k, v in points.items()})
    columns = {
        "id": np.arange(n),
        "kind": [PassageKind(k).name.lower() for k in graph.p_kind.tolist()],
        "name": [graph.names[i] for i in graph.p_name.tolist()],
        "length": graph.p_len,
        "width": graph.p_width,
        "host": graph.p_host,
        "host_offset": graph.p_host_off,
        "open": np.ones(n, bool),
    }
    con.register("passages", {k: plain(v) for k, v in columns.items()})
    save(
        con,
        "SELECT p.id AS passage, p.* EXCLUDE (id), xs.x, xs.y FROM passages p LEFT JOIN"
        " (SELECT id, list(x ORDER BY i) AS x, list(y ORDER BY i) AS y FROM points GROUP BY id) xs"
        " USING (id) ORDER BY p.id",
        folder / "passages.parquet",
    )
    con.close()
