"""An evacuation in the field's terms: by hand on a log of six, and adding up on a small run."""

from __future__ import annotations

import pytest

import kinward
from kinward.chronicle.evacuation import PARTS, save_evacuation
from kinward.chronicle.tables import connect, save_rows, scan
from kinward.lab.outcomes import EVACUATION
from kinward.show.report import report

MIN = 60_000
LOG = {"event": "BIGINT", "t": "BIGINT", "kind": "VARCHAR", "subject": "INTEGER",
       "object": "INTEGER", "what": "VARCHAR", "value": "DOUBLE"}  # fmt: skip
PEOPLE = {"person": "INTEGER", "household": "INTEGER", "fate": "VARCHAR", "fate_t": "BIGINT",
          "infected": "BOOLEAN"}  # fmt: skip
HOME, SAFE = "go home", "go to safety"


def log_of(*rows):
    """Events from (minute, kind, subject, object, what, value)."""
    return [(i, m * MIN, kind, who, whom, what, value)
            for i, (m, kind, who, whom, what, value) in enumerate(rows)]  # fmt: skip


@pytest.fixture
def tables(tmp_path):
    """The tables of a log written by hand; the danger shows at 60 min, the order comes at 70."""
    people = [
        (0, 0, "evacuated", 100 * MIN, False),  # knew before the order, went home, then left
        (1, 0, "evacuated", 100 * MIN, False),  # learned of it by the order, left at once
        (2, 1, "evacuated", 90 * MIN, False),  # left before anything was ordered
        (3, 1, "dead", 60 * MIN, False),  # died as it showed
        (4, 2, "alive", None, False),  # stayed
        (5, 2, "dead", 10 * MIN, False),  # was dead before
        (6, 3, "evacuated", 95 * MIN, False),  # was carried out
    ]
    save_rows(PEOPLE, people, tmp_path / "people.parquet")
    save_rows(LOG, log_of(
        (60, "danger_showed", None, None, None, 5.0),
        (60, "apart", 0, None, None, 1.0),
        (62, "warned", 0, None, "sight and sound", 0.5),
        (63, "warned", 2, None, "sight and sound", 0.5),
        (64, "set_out", 2, None, SAFE, 4.0),
        (68, "set_out", 0, None, HOME, 8.0),
        (70, "order_given", None, None, "leave at once", None),
        (75, "warned", 1, None, "those in charge", 0.6),
        (75, "order_heard", 1, None, "leave at once", 5.0),
        (76, "order_heard", 0, 1, "leave at once", 6.0),
        (77, "order_heard", 4, None, "leave at once", 7.0),
        (78, "reunited", 0, 1, None, 18.0),
        (79, "set_out", 1, None, SAFE, 19.0),
        (80, "set_out", 0, None, SAFE, 20.0),
        (90, "reached_safety", 2, None, None, 30.0),
        (95, "joined_queue", 6, None, None, 0.0),
        (100, "reached_safety", 0, None, None, 40.0),
        (100, "reached_safety", 1, None, None, 40.0),
    ), tmp_path / "events.parquet")  # fmt: skip
    con = connect()
    assert save_evacuation(con, tmp_path)
    return tmp_path


def rows(folder, query, name="evacuation"):
    return connect().execute(query.replace("TABLE", scan(folder / f"{name}.parquet"))).fetchall()


def test_the_parts_are_those_that_one_finds_by_hand(tables):
    query = f"SELECT person, {', '.join(PARTS)} FROM TABLE WHERE travel IS NOT NULL"
    found = {p: [x and x // MIN for x in parts] for p, *parts in rows(tables, query)}
    assert found == {
        0: [2, 0, 6, 12, 20],  # learned at 62, before the order: nothing to wait for
        1: [10, 5, 4, 0, 21],  # the order at 70, heard at 75, on the way at 79
        2: [3, 0, 1, 0, 26],
    }


def test_who_was_there_and_who_did_what_about_the_order(tables):
    found = dict(rows(tables, "SELECT person, response FROM TABLE"))
    assert found == {0: "left at once", 1: "left at once", 2: None, 3: None, 4: "stayed", 6: None}
    assert rows(tables, "SELECT safe_t, leave_t, travel FROM TABLE WHERE person = 6") == [
        (95 * MIN, None, None)
    ]


def test_households_apart_found_each_other(tables):
    found = rows(tables, "SELECT household, members, away, reunion_t, whole, out FROM TABLE",
                 "reunions")  # fmt: skip
    assert found == [
        (0, 2, 1, 78 * MIN, True, True), (1, 2, 0, None, False, False),
        (2, 1, 0, None, True, False), (3, 1, 0, None, True, True),
    ]  # fmt: skip


def test_outcomes_by_hand(tables):
    con = connect()
    for name in ("events", "people", "evacuation", "reunions"):
        con.execute(f"CREATE VIEW {name} AS FROM {scan(tables / f'{name}.parquet')}")
    con.execute(f"CREATE TABLE series AS SELECT {200 * MIN} AS t")
    got = {o.name: con.execute(o.query).fetchall()[0][0] for o in EVACUATION}
    assert got["warned"] == 3
    assert got["ordered"] == 3
    assert (got["set_out"], got["left"], got["shadow"]) == (3, 3, 1)
    assert got["left_at_once"] == pytest.approx(2 / 3)
    assert got["stayed"] == pytest.approx(1 / 3)
    assert got["time_to_safety"] == pytest.approx((40 + 40 + 30) / 3)
    assert got["part_decision"] == pytest.approx(5.0)
    assert got["part_preparation"] == pytest.approx((18 + 4 + 1) / 3)
    assert got["clearance_50"] == pytest.approx(40.0)  # the second of three
    assert (got["households_apart"], got["reunion_50"]) == (1, 18.0)
    assert got["lost"] == 1
    assert (got["households_whole"], got["households_out"]) == (1, 1)


def test_a_log_without_a_danger_has_no_such_tables(tmp_path):
    save_rows(PEOPLE, [(0, 0, "alive", None, False)], tmp_path / "people.parquet")
    save_rows(LOG, log_of((1, "set_out", 0, None, SAFE, 1.0)), tmp_path / "events.parquet")
    assert not save_evacuation(connect(), tmp_path)
    assert not (tmp_path / "evacuation.parquet").exists()


def test_a_danger_in_which_nobody_lives_has_empty_ones(tmp_path):
    save_rows(PEOPLE, [], tmp_path / "people.parquet")
    save_rows(LOG, log_of((1, "danger_showed", None, None, None, 0.0)), tmp_path / "events.parquet")
    assert save_evacuation(connect(), tmp_path)
    assert rows(tmp_path, "SELECT count(*) FROM TABLE") == [(0,)]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Half an hour of an ordinary town, then a danger, and an order ten minutes later."""
    return kinward.run(
        "ruins", people=200, days="3 h", seed=4, out=tmp_path_factory.mktemp("e") / "run",
        sets=["zone.on=false", "bands.on=false", "infected_per_living=0", "start_hour=9.5",
              "warning.on=true", "warning.at=30 min", "warning.cue=0.5", "evacuation.order=leave",
              "evacuation.order_at=40 min"],
    )  # fmt: skip


def test_the_parts_add_up_for_every_person_of_a_run(run):
    table = run.sql("SELECT * FROM evacuation").fetchnumpy()
    timed = ~table["travel"].mask if hasattr(table["travel"], "mask") else table["travel"] >= 0
    assert timed.sum() > 50
    parts = [table[name][timed] for name in PARTS]
    assert all((part >= 0).all() for part in parts)
    ((showed,),) = run.sql("SELECT min(t) FROM events WHERE kind = 'danger_showed'").fetchall()
    assert showed == 30 * MIN
    assert (sum(parts) == table["safe_t"][timed] - showed).all()
    assert (parts[0] > 0).any()
    assert (parts[1] > 0).any()
    safe = run.sql("SELECT count(*) FROM events WHERE kind = 'reached_safety'").fetchall()
    assert run.sql("SELECT count(safe_t) FROM evacuation").fetchall() == safe


def test_the_report_shows_the_curves_and_the_parts(run, tmp_path):
    page = report(run, tmp_path / "report.html").read_text(encoding="utf-8")
    assert "The evacuation" in page
    assert "time to safety" in page
    assert "set out for safety" in page
