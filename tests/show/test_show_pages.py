"""The summary and the report of a run."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from synthetic import DAYS, make_run

from kinward.body import vocabulary as body
from kinward.chronicle import LogWriter, Record, finish
from kinward.core.errors import InputError
from kinward.show import report, summary, worth_reading
from kinward.show.charts import curve, short
from kinward.show.findings import supply_runs
from kinward.show.report import RUNS
from kinward.society.zone import vocabulary as society


def test_summary_says_who_lived_and_what_next(record):
    text = summary(record, width=90, color=False)
    for word, count in record.manifest["counts"].items():
        if count:
            assert re.search(rf"{word} +{count} ", text)
    assert "Lost to The Rage" in text
    assert "Left behind" in text
    assert f"kinward report {record.folder}" in text
    assert "\x1b" not in text
    assert all(len(line) <= 90 or "kinward" in line for line in text.splitlines())


def test_summary_with_colour(record):
    assert "\x1b[" in summary(record, width=90, color=True)


def test_summary_of_an_unfinished_run(tmp_path):
    make_run(tmp_path, steps=100, done=False)
    assert "resume" in summary(Record(tmp_path), color=False)


def test_who_was_killed_in_error_may_have_been_bitten(tmp_path):
    world = make_run(tmp_path, steps=0, done=False)
    log = LogWriter(tmp_path)
    world.emit(body.BITTEN, 3, what=1)
    world.t += 1000
    world.emit(society.PROTOCOL, 3, 4, value=0)
    log.append(*world.buffer.drain())
    finish(tmp_path, {"people": world.n, "days": DAYS}, log.seal())
    record = Record(tmp_path)
    page = report(record, tmp_path / "page.html").read_text(encoding="utf-8")
    for text in (summary(record, color=False), page):
        assert "not infected" in text
        assert "not bitten" not in text
        assert "not been bitten" not in text


def test_lives_worth_reading(record):
    found = worth_reading(record, 5)
    assert len(found) == 5
    assert [s for _, s in found] == sorted((s for _, s in found), reverse=True)
    assert all(person < record.manifest["people"] for person, _ in found)


class Page(HTMLParser):
    """Collects tags and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.headings: list[str] = []

    def handle_starttag(self, tag, attrs):
        void = ("meta", "br", "input", "line", "path", "circle", "rect", "polygon", "polyline")
        if tag not in void:
            self.open.append(tag)
        self.links += [v for k, v in attrs if k in ("src", "href") and v]

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] == "h2":
            self.headings.append(data)


def test_report_is_one_whole_page(record, tmp_path):
    path = report(record, tmp_path / "page.html")
    text = path.read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert page.open == []
    assert page.links == []
    assert "http" not in text
    for heading in ("What became of them", "Hour by hour", "Where", "Households", "Ten lives"):
        assert heading in page.headings
    assert "None" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    assert "nan" not in re.findall(r"\b\w+\b", text)


def test_no_line_break_of_the_text_is_left_in_the_report(record, tmp_path):
    person = worth_reading(record, 1)[0][0]
    assert "\n" not in record.life(person, width=None).replace("\n\n", "")
    assert record.life(person, width=None).split() == record.life(person).split()
    for line in record.life(person).splitlines():
        assert not re.search(r"\w-$", line)
    text = report(record, tmp_path / "page.html").read_text(encoding="utf-8")
    assert not re.search(r"\w- \w", re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL))


def test_lives_differ_in_role_and_fate(record):
    about = dict(record.rows("SELECT person, role || fate FROM people WHERE NOT infected"))
    scores = dict(worth_reading(record, 200))
    best = sorted(scores, key=lambda p: (-scores[p], p))[:4]
    chosen = [p for p, _ in worth_reading(record, 4)]
    assert chosen[0] == best[0]
    assert len({about[p] for p in chosen}) >= len({about[p] for p in best})
    assert len({about[p] for p in chosen}) >= min(3, len(set(about.values())))


def test_charts_in_which_nothing_happened_are_left_out(tmp_path):
    make_run(tmp_path, steps=0, done=False)
    log = LogWriter(tmp_path)
    for t in range(5):
        for measure, value in (("alive", 3), ("turned", 0), ("power", 1), ("hurt", t)):
            log.series(t * 3_600_000, measure, -1, value)
    finish(tmp_path, {"days": DAYS}, log.seal())
    page = report(Record(tmp_path), tmp_path / "page.html").read_text(encoding="utf-8")
    assert re.findall(r'class="ct">([^<]+)<', page) == ["Alive", "Hurt"]


def test_supply_runs_say_how_many_there_are_and_when_they_were_back(tmp_path):
    world = make_run(tmp_path, steps=0, done=False)
    log = LogWriter(tmp_path)
    for k in range(RUNS + 2):
        world.emit(society.RUN_LEFT, 0, 1, k=k)
        world.t += 3_600_000
        if k == 0:
            world.emit(society.RUN_BACK, 0, 1, k=k, value=0.9)
        elif k == 1:
            world.emit(society.DELIVERED, 0, k=k, what=0, value=3)
    log.append(*world.buffer.drain())
    finish(tmp_path, {"days": DAYS}, log.seal())
    record = Record(tmp_path)
    runs = supply_runs(record)
    assert [run.hours for run in runs[:3]] == [0.9, 1.0, None]
    page = report(record, tmp_path / "page.html").read_text(encoding="utf-8")
    assert f"The first {RUNS} of {RUNS + 2};" in page
    cells = re.findall(r'<td class="n">([^<]*)</td><td>[^<]*</td><td>[^<]*</td></tr>', page)
    assert cells == ["0.9", "1.0", *["not back"] * (RUNS - 2)]


def test_report_of_an_unfinished_run(tmp_path):
    make_run(tmp_path, steps=50, done=False)
    with pytest.raises(InputError, match="not finished"):
        report(Record(tmp_path))


def test_report_of_a_run_in_which_nothing_happened(tmp_path):
    make_run(tmp_path, steps=0)
    record = Record(tmp_path)
    text = summary(record, width=300, color=False)
    assert "alive" in text
    who = re.search(r'kinward life \S+ "(.+)"', text)[1]
    assert record.rows(f"SELECT count(*) FROM people WHERE name = '{who}' AND NOT infected")[0][0]
    assert "kinward report" in text
    assert report(record).exists()
    assert "kinward report" not in summary(record, color=False)


def test_curves_hold_for_flat_and_single_values():
    for values in ([0.0, 0.0], [5.0, 5.0], [-1.0, 3.0], [2.0]):
        svg = curve("a < b", list(range(len(values))), values)
        assert "a &lt; b" in svg
        assert "nan" not in svg


@pytest.mark.parametrize(
    ("value", "text"),
    [(4213, "4,213"), (0.37, "0.37"), (12.34, "12.3"), (2e6, "2,000k"), (0, "0"), (1.2e-6, "0"),
     (-0.004, "-0.004")],
)  # fmt: skip
def test_short(value, text):
    assert short(value) == text
