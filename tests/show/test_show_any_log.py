"""Whatever is in a log, it can be told and shown."""

from __future__ import annotations

import contextlib
import re

import numpy as np
from synthetic import DAYS, World, _coordinates, timetable

from kinward.chronicle import LogWriter, Record, finish, write_start
from kinward.chronicle.vocabulary import current
from kinward.core.errors import InputError
from kinward.show import report, summary


def babble(folder, seed: int, events: int) -> Record:
    """A run whose log has random events of every kind, in no sensible order."""
    world = World(seed, 10, 12)
    words = current()
    rng = np.random.default_rng(seed)
    write_start(
        folder, world.people, timetable(world.n, 12),
        [{"group_id": 0, "name": "Zone 7", "kind": "zone"}], _coordinates({}), world.graph,
        group_id=np.zeros(world.n, np.int64),
    )  # fmt: skip
    log = LogWriter(folder)
    kinds = list(words.kinds.values())
    units = world.base + np.arange(1, len(world.graph.u_passage))
    for _ in range(events):
        kind = kinds[int(rng.integers(len(kinds)))]
        world.t += int(rng.integers(0, 120_000))
        domain = words.domains.get(kind.what, ())
        world.emit(
            kind.code,
            int(rng.integers(world.n)) if kind.subject == "person" else 0,
            int(rng.integers(-1, world.n)) if kind.object == "person" else -1,
            k=int(rng.integers(3)),
            place=int(rng.choice(units)) if kind.place and rng.random() < 0.8 else -1,
            what=int(rng.integers(len(domain))) if domain else -1,
            value=float(rng.choice([0.0, 1.0, -0.5, 37.25, np.nan])),
            value2=float(rng.choice([0.0, 1.0, 12.0])),
        )
        if rng.random() < 0.05:
            world.decide(int(rng.integers(world.n)), 0)
    log.append(*world.buffer.drain())
    log.decisions(world.decided.drain())
    finish(folder, {"scenario": "babble", "seed": seed, "people": world.n - 12, "days": DAYS},
           log.seal())  # fmt: skip
    return Record(folder)


def test_any_log_can_be_told_and_shown(tmp_path):
    record = babble(tmp_path, 4, 3000)
    for person in range(record.manifest["people"] + 12):
        text = record.life(person)
        assert not re.search(r"[{}|]|\bNone\b|\bnan\b|[^\n] {2}|\.\.(?!\.)|,,| \.(?!\.)", text), (
            text
        )
        with contextlib.suppress(InputError):  # who has decided nothing
            assert record.why(person)
    assert report(record).stat().st_size > 10_000
    assert "Lives worth reading" in summary(record, color=False)
    assert record.check()
