"""Log: 10,000,000 events of 100,000 people through the engine's own writer, and one life of them.

The events are those of a real day of 2,000 people, taken again and again in their order, each
time for other people and places; kinds that change a table or belong to a decision are left out,
since they would not add up. Writing is what a run does: batches into the writer, sealed segments,
then the final tables (ordered, linked to their causes, sorted by person, folded, with the digest).
A life is told by `Record.life`, as `kinward life` does, for people drawn at random.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

import kinward
from benchmarks.city import room_for
from benchmarks.rows import Row, timed
from kinward.chronicle import Record
from kinward.chronicle.vocabulary import current
from kinward.chronicle.writer import SEGMENTS, segment_paths
from kinward.core.clock import DAY
from kinward.engine.build import build
from kinward.engine.journal import Journal
from kinward.engine.scenario import load_scenario
from kinward.engine.stepping import Engine

EVENTS, PEOPLE, LIVES = 10_000_000, 100_000, 21
BATCH = 100_000
APART = DAY // 100  # ms between one round of the events and the next
SMALL = 2_000  # people of the day that the events are taken from
BUSY = ("infected_per_living=5", "horde.indoors=0.5", "supply.every=1", "supply.cars=0")


def day_of_events() -> tuple[np.ndarray, np.ndarray]:
    """Rows of events of a busy day: integers (n, 8) and values (n, 2)."""
    live = build(load_scenario("kyoto", BUSY, people=SMALL, days=1, seed=1))
    ints, reals = [], []

    def drain(_: Any) -> None:
        some, values, _ = live.events.drain()
        live.decisions.drain()
        if len(some):
            ints.append(some)
            reals.append(values)

    Engine(live, drain).until(0, DAY, lambda t: None)
    rows, values = np.concatenate(ints), np.concatenate(reals)
    plain = [c for c, k in current().kinds.items()
             if k.subject == "person" and not k.effects and k.k != "decision"]  # fmt: skip
    keep = np.isin(rows[:, 1], plain)
    place = np.where(keep, np.cumsum(keep) - 1, -1)  # by number of emission: place among these
    rows[:, 7] = np.where(rows[:, 7] >= 0, place[rows[:, 7]], -1)
    return rows[keep], values[keep]


def again(
    rows: np.ndarray, number: int, people: int, places: int, rng: np.random.Generator
) -> np.ndarray:
    """The events of a day for the `number`th time, later and for other people and places."""
    out = rows.copy()
    most = int(max(rows[:, 2].max(), rows[:, 3].max())) + 1
    others = rng.integers(0, people, most)
    streets = rng.integers(0, places, int(rows[:, 5].max()) + 1)
    out[:, 0] += number * APART
    for column, new in ((2, others), (3, others), (5, streets)):
        has = out[:, column] >= 0
        out[has, column] = new[out[has, column]]
    out[out[:, 7] >= 0, 7] += number * len(rows)
    return out


def write(folder: Path, events: int, people: int) -> dict[str, float]:
    """Write a run folder of so many events; seconds and bytes."""
    rows, values = day_of_events()
    live = build(load_scenario("kyoto", ("infected_per_living=0.1",), people=people,
                               map=room_for(people, folder.parent)))  # fmt: skip
    journal = Journal(folder, live)
    journal.open()
    rng = np.random.default_rng(1)
    done, took, number = 0, 0.0, 0
    while done < events:
        part = again(rows, number, people, len(live.world.graph.p_len), rng)[: events - done]
        number += 1
        for i in range(0, len(part), BATCH):
            start = time.perf_counter()
            ints, reals = part[i : i + BATCH], values[i : i + BATCH][: len(part) - i]
            journal.writer.append(ints, reals, done)
            took += time.perf_counter() - start
            done += len(ints)
    took += timed(journal.writer.seal).wall
    segments = sum(p.stat().st_size for p in segment_paths(folder, "events"))
    closing = timed(lambda: journal.close(DAY + number * APART, 1, {})).wall
    size = {name: (folder / f"{name}.parquet").stat().st_size
            for name in ("events", "events_by_person")}  # fmt: skip
    assert not (folder / SEGMENTS).exists()
    return {"writing": took, "closing": closing, "segments": segments, **size}


def measure(events: int = EVENTS, people: int = PEOPLE) -> list[Row]:
    """Events a second, bytes an event, milliseconds a life."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "run"
        folder.mkdir()
        got = write(folder, events, people)
        who = np.random.default_rng(2).integers(0, people, LIVES).tolist()
        first = timed(lambda: kinward.open_run(folder).life(who[0])).wall
        record = Record(folder)
        record.life(who[0])
        times = [timed(lambda m=m: record.life(m)).wall for m in who[1:]]
        lines = statistics.median(len(record.life(m)) for m in who[1:6])
    every, whole = events / 1e6, got["writing"] + got["closing"]
    return [
        Row("log-write", f"{events:,} events into segments", every / got["writing"],
            "million events/s", f"{got['segments'] / events:.1f} bytes an event there"),
        Row("log-close", "the same to the finished record", every / whole, "million events/s",
            f"{got['closing']:.0f} s for the final tables and the digest"),
        Row("log-bytes", "size of an event in the log", got["events"] / events, "bytes",
            f"and {got['events_by_person'] / events:.1f} in the copy that is sorted by person"),
        Row("life", "a life, of an open record", statistics.median(times) * 1e3, "ms",
            f"median of {len(times)} people, {min(times) * 1e3:.0f} to {max(times) * 1e3:.0f} ms; "
            f"{lines:,.0f} characters"),
        Row("life-first", "the first life, with opening the record", first * 1e3, "ms", ""),
    ]  # fmt: skip
