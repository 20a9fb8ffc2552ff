"""Whole runs with interventions: the record folds exactly; a run that was stopped goes on alike."""

import json

import pytest

import kinward
from kinward.chronicle import Record
from kinward.core.clock import DAY, HOUR
from kinward.engine import resume, run
from kinward.engine.scenario import Scenario
from kinward.show.findings import fates

CHANGES = [
    {"at": "40 min", "do": "close_passage", "street": "Shijo-dori"},
    {"at": "90 min", "do": "close_gate", "gate": "1"},
    {"at": "2 h", "do": "immunise", "share": "20 %"},
    {"at": "2 h", "do": "empty_layer", "layer": "household"},
    {"at": "3 h", "do": "stock", "item": "medicine", "number": -1e6},
    {"at": "4 h", "do": "add_person",
     "person": {"name": "Mori Aki", "age": 40, "place": "Chion-in", "rations": 3.5}},
    {"at": "5 h", "do": "open_gate"},
    {"at": "24 h", "do": "stock", "item": "food", "number": 100.1},
    {"at": "24.5 h", "do": "add_person", "person": {"role": "worker", "rations": 2}},
    {"at": "25 h", "do": "open_passage", "street": "Shijo-dori"},
    {"at": "10 days", "do": "add_person", "person": {"name": "Never Comes"}},
]  # fmt: skip


def scenario():
    return Scenario.from_data(
        {"name": "changed", "map": "kyoto", "people": 200, "days": "26 h", "tracks": 50,
         "infected_per_living": 2, "interventions": CHANGES}
    )  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run") / "whole"
    folder.mkdir()
    return run(scenario(), folder, threads=1, strict=True)


def test_the_record_folds_exactly(record):
    assert record.check() == []


def test_every_intervention_is_one_event_or_one_for_each_it_touched(record):
    counts = dict(record.rows("SELECT k, count(*) FROM events WHERE kind IN ('passage_closed',"
                              "'passage_opened','gate_shut','gate_opened','immunised','stocked',"
                              "'layer_emptied','entered') GROUP BY k"))  # fmt: skip
    assert set(counts) == set(range(10))
    assert counts[1] == counts[4] == counts[5] == counts[7] == counts[8] == 1
    assert counts[0] == counts[9] > 1
    assert counts[6] == 2
    assert 20 <= counts[2] <= 60


def test_the_tables_show_what_was_done(record):
    assert record.rows("SELECT count(*) FROM passages WHERE NOT open") == [(0,)]
    ((immune,),) = record.rows("SELECT count(*) FROM people WHERE immune AND NOT infected")
    assert immune >= 20
    rows = record.rows("SELECT name, fate, fate_t, group_id FROM people WHERE NOT infected"
                       " ORDER BY person DESC LIMIT 3")  # fmt: skip
    assert rows[0] == ("Never Comes", "missing", 0, None)
    assert rows[2] == ("Mori Aki", "alive", None, None)
    assert "came into the city" in record.life("Mori Aki")


def test_who_is_still_to_come_is_counted_nowhere(record):
    counts = record.manifest["counts"]
    assert counts["missing"] == 0
    assert sum(counts.values()) == sum(fates(record).values()) == 202
    series = dict(record.rows("SELECT t, value FROM series WHERE measure = 'alive'"))
    assert series[0] == series[4 * HOUR] == 200
    assert series[5 * HOUR] == 201
    assert record.rows("SELECT max(value) FROM series WHERE measure = 'missing'") == [(0,)]


def test_tracks_follow_their_movers_without_gaps(record):
    legs = record.rows('SELECT person, t, t_end, passage, "offset", offset_end, unit FROM tracks'
                       " ORDER BY person, t")  # fmt: skip
    assert len({leg[0] for leg in legs}) == 50
    lengths = dict(record.rows("SELECT passage, length FROM passages"))
    end = {}
    for person, t, t_end, passage, a, b, _ in legs:
        assert t < t_end
        assert end.get(person, t) == t
        end[person] = t_end
        assert min(a, b) >= -1e-6
        assert max(a, b) <= lengths[passage] + 1e-6
    assert max(end.values()) == 26 * HOUR


class Stop(Exception):
    """The power is cut."""


def test_a_run_that_was_stopped_goes_on_alike(record, tmp_path):
    def cut(t, _):
        if t >= DAY + HOUR:
            raise Stop

    folder = tmp_path / "stopped"
    folder.mkdir()
    with pytest.raises(Stop):
        run(scenario(), folder, threads=1, progress=cut)
    assert not json.loads((folder / "manifest.json").read_text())["complete"]
    again = resume(folder, threads=1)
    assert again.manifest["digest"] == record.manifest["digest"]
    assert again.manifest["tables"] == record.manifest["tables"]
    assert isinstance(kinward.open_run(folder), Record)
