"""Reading a run: tables, queries, finding people, errors."""

from __future__ import annotations

import shutil

import pytest
from synthetic import DAYS, make_run

from kinward.chronicle import LogWriter, Record, finish, open_run
from kinward.core.errors import InputError
from kinward.mind import vocabulary as mind
from kinward.society.zone import vocabulary as society
from kinward.threats import vocabulary as threats


def test_the_subject_of_an_event_is_a_person(tmp_path):
    world = make_run(tmp_path, steps=0, done=False)
    log = LogWriter(tmp_path)
    world.emit(society.RATION_CUT, 0, value=1)
    world.emit(threats.WEATHER, 0)
    world.emit(mind.HELPED, 3, 1)
    log.append(*world.buffer.drain())
    log.seal()
    query = "SELECT kind, subject, group_id FROM events ORDER BY kind"
    rows = [("helped", 3, None), ("rations_cut", None, 0), ("weather", None, None)]
    assert Record(tmp_path).rows(query) == rows
    finish(tmp_path, {"days": DAYS})
    assert Record(tmp_path).rows(query) == rows
    joined = "SELECT e.kind FROM events e JOIN people p ON p.person = e.subject"
    assert Record(tmp_path).rows(joined) == [("helped",)]


def test_tables_and_queries(record):
    n = record.sql("SELECT count(*) FROM events").fetchall()[0][0]
    assert n == record.manifest["events"]
    assert record.people.columns[0] == "person"
    for name in ("events", "ties", "groups", "decisions", "series", "places"):
        assert getattr(record, name).limit(1).fetchall()
    joined = record.sql(
        "SELECT p.name FROM events_by_person e JOIN people p USING (person) LIMIT 1"
    )
    assert joined.fetchall()
    assert "complete" in repr(record)


def test_find(record):
    assert record.find(3) == 3
    assert record.find("3") == 3
    assert record.find("Sato Ren") == 0
    assert record.find("  sato REN ") == 0
    assert record.find("taro sato") == 2
    with pytest.raises(InputError, match=r"people fit.*\n +0  Sato Ren, 42, cook, alive"):
        record.find("sato")
    with pytest.raises(InputError, match="did you mean Sato Ren"):
        record.find("Sato Renn")
    with pytest.raises(InputError, match="0 to"):
        record.find(10_000)
    with pytest.raises(InputError, match="empty"):
        record.find(" ")
    with pytest.raises(InputError, match="nobody"):
        record.find("O'Hara; DROP")


def test_errors_name_the_thing(record, tmp_path):
    with pytest.raises(InputError, match="no such folder"):
        open_run(tmp_path / "nowhere")
    with pytest.raises(InputError, match="not a run folder"):
        open_run(tmp_path)
    with pytest.raises(InputError, match=r"query: .*\n  tables: decisions, events"):
        record.sql("SELECT * FROM nothing")
    with pytest.raises(InputError, match="no table 'arcs'"):
        record.table("arcs")


def test_damaged_files(toy, tmp_path):
    shutil.copytree(toy[0], tmp_path / "run")
    (tmp_path / "run" / "people.parquet").write_bytes(b"not parquet at all")
    with pytest.raises(InputError, match=r"people.parquet: damaged"):
        _ = Record(tmp_path / "run").people
    (tmp_path / "run" / "vocabulary.json").write_text("{")
    with pytest.raises(InputError, match=r"vocabulary.json: damaged"):
        Record(tmp_path / "run")


def test_an_unfinished_run_can_be_read(tmp_path):
    make_run(tmp_path, steps=300, done=False)
    record = Record(tmp_path)
    assert "unfinished" in repr(record)
    assert record.rows("SELECT count(*) FROM events WHERE kind = 'trust_changed'")[0][0] > 0
    assert record.find("Sato Ren") == 0
    assert "Ren" in record.life("Sato Ren")
    with pytest.raises(InputError, match="finished"):
        record.why("Sato Ren")


def test_a_run_without_segments_can_be_opened(tmp_path):
    make_run(tmp_path, steps=0, done=False)
    record = Record(tmp_path)
    with pytest.raises(InputError, match="resume"):
        _ = record.events
    assert record.find("Sato Ren") == 0
    assert "not finished" in record.life("Sato Ren").replace("\n", " ")
