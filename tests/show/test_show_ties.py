"""The tie graphs of the report: the facts are the log's, and the page shows whoever is picked."""

from __future__ import annotations

import dataclasses
import html
import json
import re
import shutil
import subprocess

import numpy as np
import pytest
import synthetic
from synthetic import DAYS, World, _coordinates, make_run, timetable

from kinward.chronicle import LogWriter, Record, finish, write_start
from kinward.chronicle.became import outcomes
from kinward.chronicle.bonds import STRONG, bonds_of, changed_most
from kinward.chronicle.held import held
from kinward.chronicle.life import prepare
from kinward.core import vocabulary as core
from kinward.core.choices import O_WAIT
from kinward.core.clock import DAY, HOUR
from kinward.core.decisions import belief_row, decide_row, option_row
from kinward.core.deeds import D_BETRAYED
from kinward.mind import bond_vocabulary as ties
from kinward.mind import vocabulary as mind
from kinward.mind.boarding_vocabulary import AT_ANOTHER, DRIVEN_OUT, SAFE_ELSEWHERE
from kinward.mind.pursuit_vocabulary import RAN_AFTER, TOLD_OF_TAKEN
from kinward.show import report
from kinward.show.tiegraph import TIES, facts
from kinward.society.bands import vocabulary as bands
from kinward.society.zone import vocabulary as society

MILL, QUAY = 1, 2


def banded(folder, happen, before=lambda world: None) -> tuple[Record, World]:
    """A finished run of two bands in which `happen(world)` says what is in the log."""
    world = World(3, 8, 2)
    before(world)
    group = np.where(world.people.infected, -1, world.people.household % 2 + MILL)
    groups = [
        {"group_id": MILL, "name": "the people of the mill", "kind": "band", "leader": 0,
         "style": 0.5, "since": 0},
        {"group_id": QUAY, "name": "the people of the quay", "kind": "band", "leader": 1,
         "style": 0.5, "since": 0},
    ]  # fmt: skip
    write_start(folder, world.people, timetable(world.n, 2), groups, _coordinates({}), world.graph,
                group_id=group, about={"start_hour": 6.0})  # fmt: skip
    log = LogWriter(folder)
    happen(world)
    log.append(*world.buffer.drain())
    log.decisions(world.decided.drain())
    finish(folder, {"scenario": "toy", "people": world.n - 2, "days": DAYS}, log.seal())
    return Record(folder), world


def couple(world: World) -> tuple[int, int]:
    """The first two people who are partners."""
    p = world.people
    row = int(np.flatnonzero(p.tie_kind == core.PARTNER)[0])
    return int(np.searchsorted(p.tie_ptr, row, side="right") - 1), int(p.tie_to[row])


def bond(record: Record, a: int, b: int):
    return next(x for x in bonds_of(record, [a])[a] if x.b == b)


def shown(page: str) -> dict:
    return json.loads(re.search(r'id="tie-facts">(.*?)</script>', page, re.DOTALL)[1])


def test_the_facts_are_what_the_log_folds_to(toy, record):
    _, world = toy
    found = facts(record)
    assert found is not None
    p = world.people
    for person in found["order"][:3]:
        rows = {r[0]: r for r in found["ties"][person]}
        strong = {}
        for row in range(p.tie_ptr[person], p.tie_ptr[person + 1]):
            other = int(p.tie_to[row])
            if p.tie_kind[row] in range(core.GRANDCHILD + 1) or p.tie_strength[row] >= STRONG:
                strong[other] = row
        assert set(rows) == set(strong)
        assert 0 < len(rows) <= TIES
        for other, row in strong.items():
            back = p.tie_back[row]
            _, _, _, strength, trust, theirs, *_ = rows[other]
            assert strength == pytest.approx([p.tie_strength[row]] * 2, abs=0.006)
            assert trust == pytest.approx([p.tie_trust[row], world.trust[row]], abs=0.006)
            assert theirs == pytest.approx([p.tie_trust[back], world.trust[back]], abs=0.006)
            word = ("alive", "dead", "turned")[world.fate[other]]
            assert found["people"][other][3] == word
    scores = dict(changed_most(record, 1000))
    assert [scores[q] for q in found["order"]] == sorted(scores.values(), reverse=True)
    assert scores[found["order"][0]] > scores[found["order"][-1]]


def test_who_has_no_strong_tie_cannot_be_picked(tmp_path, record):
    def friendless(world: World) -> None:
        p = world.people
        a = np.repeat(np.arange(p.n), np.diff(p.tie_ptr))
        keep = (a > 0) & (p.tie_to > 0)
        pairs = {(i, j): k for k, (i, j) in enumerate(zip(a[keep], p.tie_to[keep]))}
        columns = {n: getattr(p, n)[keep] for n in ("tie_to", "tie_kind", "tie_strength",
                                                    "tie_trust", "tie_since")}  # fmt: skip
        world.people = dataclasses.replace(
            p, **columns, tie_back=np.array([pairs[j, i] for i, j in pairs]),
            tie_ptr=np.concatenate([[0], np.cumsum(np.bincount(a[keep], minlength=p.n))]),
        )  # fmt: skip

    lonely, _ = banded(tmp_path, lambda world: None, friendless)
    everybody = [p for (p,) in lonely.rows("SELECT person FROM people WHERE NOT infected")]
    assert bonds_of(lonely, everybody)[0] == []
    assert set(facts(lonely)["order"]) == set(everybody) - {0}
    assert "When the record ends" in lonely.life(0)
    assert facts(record, most=0) is None


def test_the_page_holds_few_and_says_which(record, tmp_path, monkeypatch):
    few = facts(record, most=3)
    assert few is not None
    assert not few["whole"]
    assert few["order"] == facts(record)["order"][:3]
    small = facts(record, limit=1500)
    assert small is not None
    assert 0 < len(small["order"]) < len(facts(record)["order"])
    text = report(record, tmp_path / "all.html").read_text(encoding="utf-8")
    assert f"All {len(facts(record)['order'])} who have a strong tie can be picked" in text
    monkeypatch.setattr("kinward.show.tiegraph.facts", lambda _: few)
    text = report(record, tmp_path / "few.html").read_text(encoding="utf-8")
    assert f"Of {few['all']} people the 3 can be picked whose ties changed most" in text


def test_names_with_marks_of_html_are_shown_as_they_are(tmp_path, monkeypatch):
    name = '</script><b>"O\'Neil" & sons'
    monkeypatch.setattr(synthetic, "SURNAMES", (name,) * 10)
    make_run(tmp_path, steps=40)
    record = Record(tmp_path)
    page = report(record).read_text(encoding="utf-8")
    assert name not in page
    assert "<b>\"O'Neil" not in page
    assert page.count("</script>") == 2  # the facts and what draws them
    assert all(p[0].startswith(name) for p in shown(page)["people"].values())


def test_who_left_whom_and_who_met_again(tmp_path):
    def happen(world: World) -> None:
        a, _ = couple(world)
        world.t = DAY
        world.emit(bands.LEFT_GROUP, a, 0, k=MILL + world.people.household[a] % 2)
        world.emit(society.MOVED, a, k=QUAY)

    record, world = banded(tmp_path / "left", happen)
    a, b = couple(world)
    assert bond(record, a, b).parted().kind == "left"
    assert bond(record, b, a).parted().kind == "was left"
    row = next(r for r in facts(record)["ties"][b] if r[0] == a)
    given = [record.rows(f"SELECT name FROM people WHERE person = {p}")[0][0].split()[-1]
             for p in (a, b)]  # fmt: skip
    assert row[6:] == [1, "not met since day 2",
                       f"{given[0]} left the band without {given[1]} (day 2)"]  # fmt: skip
    assert "the people of the quay" in outcomes(record, [a])[a].text

    def later(world: World) -> None:
        happen(world)
        a, b = couple(world)
        world.t += DAY
        world.emit(bands.PARTED_AGAIN, b, a, value=24.0)

    record, world = banded(tmp_path / "met", later)
    assert bond(record, b, a).parted() is None
    assert next(r for r in facts(record)["ties"][b] if r[0] == a)[6] == 0


def test_who_goes_together_is_not_parted(tmp_path):
    def happen(world: World) -> None:
        world.t = DAY
        for who in couple(world):
            world.emit(bands.LEFT_GROUP, who, 0, k=MILL + world.people.household[who] % 2)

    record, world = banded(tmp_path, happen)
    a, b = couple(world)
    assert bond(record, a, b).parted() is None
    others = [x for x in bonds_of(record, [a])[a] if x.b != b]
    assert all(x.parted() is not None for x in others
               if world.people.household[x.b] % 2 == world.people.household[a] % 2)  # fmt: skip


@pytest.mark.parametrize(
    ("kinds", "dead", "unknown", "words"),
    [
        ((), True, 1, "no news of it is on record"),
        ((mind.LEARNED_DEATH,), True, 0, ""),
        ((mind.LOST_HOPE,), False, 1, "believed lost"),
        ((mind.LOST_HOPE, mind.FOUND_ALIVE), False, 0, ""),
        ((), False, 0, ""),
    ],
)
def test_what_the_person_knows(tmp_path, kinds, dead, unknown, words):
    def happen(world: World) -> None:
        a, b = couple(world)
        world.t = DAY
        if dead:
            world.emit(core.DIED, b, what=core.BY_FALL)
        for kind in kinds:
            world.t += HOUR
            world.emit(kind, a, b)

    record, world = banded(tmp_path, happen)
    a, b = couple(world)
    row = next(r for r in facts(record)["ties"][a] if r[0] == b)
    assert row[6:8] == [unknown, words]
    became = outcomes(record, [b])[b]
    assert became.lost == dead
    assert became.text == "died in a fall on day 2, 06:00" if dead else "alive" in became.text


@pytest.mark.parametrize(
    ("happens", "hears"),
    [
        ((), False),
        (("told",), True), (("another told",), False), (("told", "met again"), False),
        (("driven out",), True), (("elsewhere",), False), (("driven out", "elsewhere"), False),
        (("ran after",), True), (("was run after",), False),
    ],
)  # fmt: skip
def test_who_hears_that_one_of_theirs_is_gone(tmp_path, happens, hears):
    """By word, by the lists of a checkpoint, or by having run after them; the life says so."""

    def happen(world: World) -> None:
        a, b = couple(world)
        c, d = [p for p in range(4) if p not in (a, b)]
        acts = {
            "told": (TOLD_OF_TAKEN, c, a, {"k": b}),
            "another told": (TOLD_OF_TAKEN, c, d, {"k": b}),
            "met again": (mind.FOUND_ALIVE, a, b, {}),
            "driven out": (SAFE_ELSEWHERE, a, b, {"what": DRIVEN_OUT}),
            "elsewhere": (SAFE_ELSEWHERE, a, b, {"what": AT_ANOTHER}),
            "ran after": (RAN_AFTER, a, b, {}), "was run after": (RAN_AFTER, b, a, {}),
        }  # fmt: skip
        for act in happens:
            kind, subject, object_, more = acts[act]
            world.t += HOUR
            world.emit(kind, subject, object_, **more)
        world.t = DAY
        world.emit(core.DIED, b, what=core.BY_FALL)

    record, world = banded(tmp_path, happen)
    a, b = couple(world)
    assert bond(record, a, b).knows(True) == hears
    text = held(record, prepare(record, a)[0].cast, [])
    assert "died in a fall on day 2, 06:00" in text
    assert ("is not recorded" in text) == (not hears)


def test_the_dead_know_nothing_of_what_came_after(tmp_path):
    def happen(world: World) -> None:
        a, b = couple(world)
        world.t = DAY
        world.emit(core.DIED, a, what=core.BY_FALL)
        world.t = 2 * DAY
        world.emit(core.DIED, b, what=core.BY_HUNGER)

    record, world = banded(tmp_path, happen)
    a, b = couple(world)
    rows = {p: next(r for r in facts(record)["ties"][p] if r[0] == q) for p, q in ((a, b), (b, a))}
    assert rows[a][6:8] == [0, "after their own time"]
    assert rows[b][6:8] == [1, "no news of it is on record"]


def test_what_was_last_believed_of_the_lost(tmp_path):
    def happen(world: World) -> None:
        a, b = couple(world)
        world.t = DAY
        world.emit(core.DIED, b, what=core.BY_FALL)
        d = world.decided
        for hours in (20.0, 0.0):  # who was beside one is not believed about
            world.t += DAY
            option_row(d.options, d.parts, d.head, O_WAIT, b, -1, 1.0, np.zeros(8))
            belief_row(d.beliefs, d.values, d.head, 0, b, 0.7 if hours else 0.2)
            belief_row(d.beliefs, d.values, d.head, 1, b, hours)
            decide_row(d.rows, d.head, world.t, a, -1, core.C_OVERDUE, 0, 1, 2, -1)

    record, world = banded(tmp_path, happen)
    a, b = couple(world)
    row = next(r for r in facts(record)["ties"][a] if r[0] == b)
    assert row[6:8] == [1, "thought alive at 70% on day 3"]


def test_deeds_between_two_are_told_with_their_days(tmp_path):
    def happen(world: World) -> None:
        a, b = couple(world)
        for day in (1, 2):
            world.t = day * DAY
            world.emit(ties.DEED, b, a, what=D_BETRAYED, value=-1.0)
        world.emit(society.QUARANTINED, b, value=48.0)

    record, world = banded(tmp_path, happen)
    a, b = couple(world)
    names = [record.rows(f"SELECT name FROM people WHERE person = {p}")[0][0].split()[-1]
             for p in (a, b)]  # fmt: skip
    row = next(r for r in facts(record)["ties"][a] if r[0] == b)
    assert row[8] == f"{names[1]} gave {names[0]} up to the others (days 2 and 3)"
    assert outcomes(record, [b])[b].text == "alive, in quarantine since day 3, 06:00"


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs a browser")
def test_a_browser_draws_whoever_is_picked(record, tmp_path):
    found = facts(record)
    page = report(record, tmp_path / "page.html").read_text(encoding="utf-8")
    person = found["order"][1]
    asks = (
        "<script>var w = document.getElementById('tie-who');"
        f"w.value = '{found['people'][person][0]} · {person}';"
        "w.dispatchEvent(new Event('change'));</script></body>"
    )
    (tmp_path / "page.html").write_text(page.replace("</body>", asks), encoding="utf-8")
    done = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
         f"--user-data-dir={tmp_path / 'browser'}", "--dump-dom", f"file://{tmp_path}/page.html"],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    drawn = done.stdout[done.stdout.index('id="tie-show"') :].partition("<script")[0]
    name = html.escape(found["people"][person][0])
    assert f"<caption>Strong ties of {name}</caption>" in drawn
    rows = found["ties"][person]
    assert drawn.count("<line") == 2 * len(rows)
    assert drawn.count(' dash"') == 2 * sum(r[6] for r in rows)
    assert len(re.findall(r"<tr><td>", drawn)) == len(rows)
    assert "NaN" not in drawn
    assert "undefined" not in drawn


def test_every_deed_can_be_said_of_two(record):
    from kinward.chronicle.bonds import Step
    from kinward.chronicle.wording import DEEDS
    from kinward.show.tiegraph import between

    for what in DEEDS:
        said = between(record, [Step(0, "deed", True, what)], "Ann", "Bea")
        assert "Ann" in said, what
        assert "{" not in said
