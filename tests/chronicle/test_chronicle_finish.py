"""The final tables: canonical order, digest, decisions."""

from __future__ import annotations

import json

import numpy as np
import pytest
from synthetic import make_run

from kinward.chronicle import Record, finish
from kinward.chronicle.writer import LogWriter, segment_paths


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    """A run that is not finished, with its segments."""
    folder = tmp_path_factory.mktemp("raw")
    world = make_run(folder, steps=400, seed=5, done=False)
    return folder, world


def _events(folder):
    record = Record(folder)
    return record.rows("SELECT * FROM events ORDER BY event")


def _copy(source, target):
    import shutil

    shutil.copytree(source, target)
    return target


def _emitted(folder):
    """Numbers and values of the events in the segments, in the order of emission."""
    from kinward.chronicle.tables import columns_of, connect, scan

    found = columns_of(
        connect(), f"SELECT * FROM {scan(segment_paths(folder, 'events'))} ORDER BY n"
    )
    names = ("t", "kind", "subject", "object", "k", "place", "what", "cause")
    ints = np.stack([found[c].astype(np.int64) for c in names], axis=1)
    return ints, np.stack([found["value"], found["value2"]], axis=1)


def _rewrite(folder, ints, reals):
    """Put these events in place of those in the segments."""
    segments = [
        s for s in json.loads((folder / "segments" / "segments.json").read_text())
        if s["table"] not in ("events", "decisions", "options", "beliefs")
    ]  # fmt: skip
    log = LogWriter(folder, segments)
    log.append(ints, reals, 0)
    return log.seal()


def test_order_does_not_depend_on_the_order_of_emission(raw, tmp_path):
    one = _copy(raw[0], tmp_path / "one")
    two = _copy(raw[0], tmp_path / "two")
    ints, reals = _emitted(one)
    shuffle = np.random.default_rng(3).permutation(len(ints))
    place = np.argsort(shuffle)  # old number -> new number
    ints[:, 7] = np.where(ints[:, 7] >= 0, place[ints[:, 7]], -1)
    segments = _rewrite(two, ints[shuffle], reals[shuffle])
    for path in segment_paths(one, "decisions"):
        path.unlink()
    a = finish(one, {"days": 4}, None)
    b = finish(two, {"days": 4}, segments)
    assert a["digest"] == b["digest"]
    assert _events(one) == _events(two)


def test_nothing_stands_in_the_log_before_what_caused_it(raw, tmp_path):
    folder = _copy(raw[0], tmp_path / "one")
    ints, reals = _emitted(folder)
    ints[:, 0] -= ints[:, 0] % 86_400_000  # much happens in one millisecond
    finish(folder, {"days": 4}, _rewrite(folder, ints, reals))
    causes = Record(folder).rows(
        "SELECT e.event, c.event AS before FROM events e JOIN events c ON e.cause = c.event"
        " WHERE e.t = c.t"
    )
    assert len(causes) > 20
    assert all(before < event for event, before in causes)


def test_tables_do_not_depend_on_threads(raw, tmp_path):
    digests, rows = [], []
    for threads in (1, 4):
        folder = _copy(raw[0], tmp_path / str(threads))
        digests.append(finish(folder, {"days": 4}, threads=threads)["digest"])
        record = Record(folder)
        rows.append([record.rows(f'SELECT * FROM "{name}"') for name in record.tables])
    assert digests[0] == digests[1]
    assert rows[0] == rows[1]


def test_manifest_and_contract(record):
    manifest = record.manifest
    for name in ("kinward", "scenario", "seed", "people", "days", "threads", "wall_s"):
        assert name in manifest
    assert manifest["complete"] is True
    assert len(manifest["digest"]) == 64
    assert sum(manifest["counts"].values()) == manifest["people"]
    expected = {
        "people": "person name age sex household home role group_id fate fate_t immune",
        "ties": "a b kind strength trust since until",
        "groups": "group_id name kind leader style since until",
        "events": "event t kind subject object k place what value value2 cause",
        "decisions": "decision t person party chosen options beliefs event",
        "series": "t measure group_id value",
        "places": "place kind name",
        "passages": "passage kind name length width x y",
    }
    for table, columns in expected.items():
        assert set(columns.split()) <= set(record.table(table).columns)


def test_fates_follow_the_log(record, toy):
    world = toy[1]
    words = record.vocabulary.domains["fate"]
    fates = [f for (f,) in record.rows("SELECT fate FROM people ORDER BY person")]
    assert fates == [words[f] for f in world.fate]
    alive = record.rows("SELECT count(*) FROM people WHERE fate = 'alive' AND fate_t IS NOT NULL")
    assert alive == [(0,)]


def test_events_by_person_is_complete(record):
    once = record.rows(
        "SELECT count(*) FILTER (subject IS NOT NULL) + count(*) FILTER (object IS NOT NULL AND"
        " object IS DISTINCT FROM subject) FROM events JOIN (SELECT 1) ON true"
    )[0][0]
    assert record.rows("SELECT count(*) FROM events_by_person")[0][0] == once
    assert record.rows(
        "SELECT count(*) FROM (SELECT person, event, lag(person) OVER () AS p, lag(event) OVER ()"
        " AS e FROM events_by_person) WHERE p > person OR (p = person AND e >= event)"
    ) == [(0,)]


def test_decisions_carry_options_parts_and_beliefs(record):
    rows = record.rows(
        "SELECT d.person, chosen, options, beliefs, e.kind, e.subject, e.k, decision"
        " FROM decisions d JOIN events e USING (event)"
    )
    assert rows
    for person, chosen, options, beliefs, kind, subject, k, decision in rows:
        assert (kind, subject, k, chosen) == ("decided", person, decision, 0)
        assert [o["name"] for o in options] == ["stay", "fetch"]
        assert options[0]["worth"] == pytest.approx(0.9)
        assert options[0]["parts"]["bond"] == pytest.approx(2.1)
        assert options[1]["parts"]["bond"] == pytest.approx(-2.1)
        assert [b["name"] for b in beliefs] == ["P(alive)", "threat"]
        assert beliefs[0]["value"] == pytest.approx(0.8)


def test_an_empty_log_can_be_finished(tmp_path):
    world = make_run(tmp_path, steps=0, done=False)
    out = finish(tmp_path, {"days": 1})
    assert out["events"] == 0
    assert out["counts"]["alive"] == world.n - 20
    assert Record(tmp_path).check() == []


def test_same_run_same_digest(tmp_path, toy):
    make_run(tmp_path / "again")
    again = json.loads((tmp_path / "again" / "manifest.json").read_text())
    assert again["digest"] == json.loads((toy[0] / "manifest.json").read_text())["digest"]
