"""The built-in world of an impact, small: whole, strict, and the same however it is run."""

from __future__ import annotations

import pytest
from tests.engine.stopped import hourly

import kinward
from kinward.chronicle import check
from kinward.core.clock import HOUR
from kinward.engine import stepping

WORLD = {"people": 250, "days": "4 h", "seed": 2}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return kinward.run("shanghai", **WORLD, strict=True, out=tmp_path_factory.mktemp("s") / "run")


def test_the_record_is_whole_and_nobody_has_two_fates(run):
    assert check(run.folder) == []
    fates = dict(
        run.sql("SELECT fate, count(*) FROM people WHERE NOT infected GROUP BY fate").fetchall()
    )
    assert sum(fates.values()) == WORLD["people"]
    assert {"dead", "captured", "missing"} <= set(fates)


def test_families_are_apart_when_it_falls_and_find_each_other(run):
    found = dict(run.sql("SELECT kind, count(*) FROM events GROUP BY kind").fetchall())
    assert found["impact"] == 1
    assert found["building_fell"] > 300
    for kind in ("took_fire", "trapped", "blasted", "reunited", "joined_queue", "set_out"):
        assert found.get(kind, 0) > 0, kind
    ((first,),) = run.sql("SELECT min(t) FROM events WHERE kind <> 'weather'").fetchall()
    assert first == HOUR, "before it an ordinary afternoon"


def test_two_threads_give_the_same(run, tmp_path):
    again = kinward.run("shanghai", **WORLD, threads=2, out=tmp_path / "run")
    assert again.manifest["digest"] == run.manifest["digest"]


def test_stopped_amid_the_flight_and_resumed_it_is_the_same(run, tmp_path):
    minute = stepping.Engine.minute

    def interrupted(engine, t):
        if t == 2 * HOUR + HOUR // 2:
            raise KeyboardInterrupt
        minute(engine, t)

    with hourly() as patch:
        patch.setattr(stepping.Engine, "minute", interrupted)
        with pytest.raises(KeyboardInterrupt):
            kinward.run("shanghai", **WORLD, out=tmp_path / "run")
    again = kinward.resume(tmp_path / "run")
    assert again.manifest["digest"] == run.manifest["digest"]
    assert check(again.folder) == []
