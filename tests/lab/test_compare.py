"""Comparisons: nothing changed changes nobody; a policy parts lives, and it is told how."""

from __future__ import annotations

import json
from collections import Counter

import duckdb
import pytest

import kinward
from kinward.chronicle import Record
from kinward.cli.guard import guarded
from kinward.cli.lab import seeds_in
from kinward.core.errors import InputError
from kinward.lab.because import Because, Words
from kinward.lab.compare import write_tables
from kinward.lab.outcomes import OUTCOMES, Outcome, differences, spread
from kinward.lab.pairs import pair_of
from kinward.show.page import plain, signed

SMALL = {"people": 200, "days": 0.4, "jobs": 1}
HARD = ("infected_per_living=8", "horde.indoors=0.4", "supply.every=1", "supply.cars=0")


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    """A change that touches nobody: other movers are tracked."""
    out = tmp_path_factory.mktemp("quiet")
    return kinward.compare(
        "kyoto", sets=HARD, sets_b=["tracks=7"], seeds=[1, 2], out=out, **SMALL
    )  # fmt: skip


@pytest.fixture(scope="module")
def loud(tmp_path_factory):
    """Scouts who go by car or on foot."""
    out = tmp_path_factory.mktemp("loud")
    return kinward.compare(
        "kyoto", sets=HARD, sets_b=["supply.cars=1"], seeds=[1, 2], out=out, **SMALL
    )  # fmt: skip


def test_a_change_that_touches_nobody_changes_nobody(quiet):
    assert [p.partings for p in quiet.pairs] == [(), ()]
    assert {d.mean for d in quiet.differences} == {0.0}
    assert quiet.fates == ()
    assert quiet.changed == {"tracks": (200, 7)}


def test_a_policy_parts_lives(loud):
    assert all(len(p.changed) > 0 for p in loud.pairs)
    for pair in loud.pairs:
        assert pair.lives == 200
        times = [p.t for p in pair.partings]
        assert times == sorted(times)


def test_lives_part_at_the_first_event_that_only_one_run_has(loud):
    """Recomputed without SQL, over everybody."""
    a, b = (Record(loud.folder / side / "seed-1") for side in "ab")
    columns = "person, t, kind, part, subject, object, place, what, event"
    logs = []
    for record in (a, b):
        lives = {}
        for person, *same, event in record.rows(f"SELECT {columns} FROM events_by_person"):
            lives.setdefault(person, []).append((tuple(same), event))
        logs.append(lives)
    first = {}
    for person in set(logs[0]) | set(logs[1]):
        one, two = (Counter(e for e, _ in log.get(person, ())) for log in logs)
        apart = {*(one - two), *(two - one)}
        if apart:
            first[person] = min(t for t, *_ in apart)
    assert {p.a: p.t for p in loud.pairs[0].partings} == first


def test_a_change_comes_from_somebody_who_parted_before(loud):
    for pair in loud.pairs:
        for p in pair.partings:
            chain = pair.chain(p)
            assert chain[-1] is p
            assert len(chain) == p.steps + 1
            assert [x.t for x in chain] == sorted({x.t for x in chain})
            assert chain[0].source is None


def test_it_is_told_in_words(loud):
    story = loud.ways[0]
    assert story.because.in_a or story.because.in_b
    assert story.because.sentence.startswith("From day 1, ")
    assert len(story.chain) == story.parting.steps + 1


def test_the_same_words_in_both_runs_are_told_with_what_differs(loud):
    said = Because("day 1, 08:10", "he fought", "he fought", "54 seconds later in B", "", "")
    assert said.difference == "in both he fought, 54 seconds later in B"
    for pair in loud.pairs:
        words = Words(*(Record(loud.folder / x / f"seed-{pair.seed}") for x in "ab"), pair)
        for p in pair.changed[:40]:
            because = words.because(p)
            assert bool(because.apart) == (bool(because.in_a) and because.in_a == because.in_b)


def test_what_was_run_is_not_run_again(loud):
    marks = {p: p.stat().st_mtime_ns for p in loud.folder.glob("*/seed-*/manifest.json")}
    assert len(marks) == 4
    again = kinward.compare(
        "kyoto", sets=HARD, sets_b=["supply.cars=1"], seeds=[1], out=loud.folder, **SMALL
    )  # fmt: skip
    assert {p: p.stat().st_mtime_ns for p in marks} == marks
    assert again.pairs[0].partings == loud.pairs[0].partings


def test_a_folder_of_another_comparison_is_refused(loud):
    with pytest.raises(InputError, match="holds a run of another scenario"):
        kinward.compare("kyoto", sets_b=["supply.cars=1"], seeds=[1], out=loud.folder, **SMALL)


def test_the_tables_hold_it_all(loud):
    write_tables(loud)
    con = duckdb.connect()
    rows = con.execute(f"SELECT count(*) FROM '{loud.folder}/partings.parquet'").fetchall()
    assert rows == [(sum(len(p.partings) for p in loud.pairs),)]
    data = json.loads((loud.folder / "compare.json").read_text())
    assert data["seeds"] == [1, 2]
    assert data["outcomes"][0]["outcome"] == "alive"
    page = (loud.folder / "compare.html").read_text()
    assert "What B changes" in page
    assert "http" not in page.replace("http://www.w3.org", "")
    lines = (loud.folder / "outcomes.csv").read_text().splitlines()
    assert len(lines) == len(data["outcomes"]) + 1


def test_two_finished_runs_are_one_pair(loud, tmp_path):
    a, b = loud.folder / "a" / "seed-2", loud.folder / "b" / "seed-2"
    found = kinward.compare(a, Record(b), out=tmp_path / "pair")
    assert found.seeds == (2,)
    assert found.pairs[0].partings == loud.pairs[1].partings
    assert found.differences[0].saved is None
    with pytest.raises(InputError, match="give the run to compare it with"):
        kinward.compare(a)
    with pytest.raises(InputError, match="compared as they are"):
        kinward.compare(a, b, people=3)


def test_a_run_and_itself_are_the_same(loud):
    record = Record(loud.folder / "a" / "seed-1")
    assert pair_of(record, record).partings == ()


def test_runs_of_other_people_are_refused(loud):
    a, b = (Record(loud.folder / "a" / f"seed-{s}") for s in (1, 2))
    with pytest.raises(InputError, match="other people than in"):
        pair_of(a, b)  # another seed: the same keys, other people


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({}, "A and B are the same"),
        ({"sets_b": ["seed=3"]}, "a comparison runs over seeds"),
        ({"sets_b": ["tracks=7"], "seeds": [-1]}, "seeds = "),
        ({"sets_b": ["tracks=7"], "seeds": 0}, "seeds = 0"),
        ({"sets_b": ["tracks=7"], "seeds": [1, 1]}, "different whole numbers"),
        ({"sets_b": ["tracks=7"], "seeds": None}, "seeds = None"),
        ({"sets_b": ["tracks=7"], "jobs": 0}, "jobs = 0"),
        ({"sets_b": ["zone.nothing=7"]}, "no such key"),
    ],
)
def test_what_is_wrong_is_named(keys, words):
    with pytest.raises(InputError, match=words):
        kinward.compare("kyoto", **keys)


def test_variance_saved_and_interval():
    names = [o.name for o in OUTCOMES]
    a = [dict.fromkeys(names, 0.0) | {"alive": x} for x in (10.0, 12.0, 14.0)]
    b = [dict.fromkeys(names, 0.0) | {"alive": x} for x in (11.0, 13.0, 15.0)]
    (d,) = differences(a, b)
    assert isinstance(d.outcome, Outcome)
    assert (d.mean, d.low, d.high, d.saved, d.shown) == (1.0, 1.0, 1.0, 1.0, True)
    assert spread([1.0, 2.0, 3.0]).quantiles[3] == 2.0


def test_numbers_are_written_as_one_reads_them():
    assert [plain(x) for x in (4213.0, 12.34, 0.371, 2.0)] == ["4,213", "12.3", "0.37", "2"]
    assert [signed(x) for x in (3.0, -0.4, 0.0, None)] == ["+3", "−0.40", "0", ""]


def test_seeds_on_the_command_line():
    assert seeds_in("10") == 10
    assert seeds_in("3,5,8-10") == [3, 5, 8, 9, 10]
    with pytest.raises(InputError, match="--seeds 'x'"):
        seeds_in("x")


def test_the_command_compares(loud, capsys):
    a, b = (str(loud.folder / side / "seed-1") for side in "ab")
    assert guarded(["compare", a, b, "--out", str(loud.folder / "cli")]) == 0
    said = capsys.readouterr()
    assert "B - A" in said.out
    assert "lives differ in a pair" in said.out
    assert guarded(["compare", "kyoto"]) == 2
    assert "A and B are the same" in capsys.readouterr().err


def test_one_immunised_scout_changes_only_what_goes_back_to_his_own(loud, tmp_path):
    base = Record(loud.folder / "a" / "seed-2")
    bitten = base.rows(
        "SELECT p.name FROM events e JOIN people p ON p.person = e.subject WHERE e.kind = 'bitten'"
        " AND e.t > 3600000 AND NOT p.infected ORDER BY e.event LIMIT 1"
    )
    name = bitten[0][0] if bitten else base.rows("SELECT name FROM people WHERE person = 3")[0][0]
    (tmp_path / "one.toml").write_text(
        f'extends = "kyoto"\n[[interventions]]\nat = "1 h"\ndo = "immunise"\nwho = "{name}"\n'
    )
    found = kinward.compare(
        "kyoto", tmp_path / "one.toml", sets=HARD, seeds=[2], out=tmp_path / "out", **SMALL
    )  # fmt: skip
    (pair,) = found.pairs
    assert pair.partings[0].name == name
    assert {pair.chain(p)[0].name for p in pair.partings} == {name}
