"""Inner turns in a life: what was believed, what weighed, what was nearly done, what grief did."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from synthetic import DAYS, World, _coordinates, timetable
from test_chronicle_bands import (
    FRIEND,
    ME,
    OTHER,
    STRANGER,
    band_teller,
    deed,
    moment,
    sifted,
    told,
)

from kinward.chronicle import LogWriter, Record, finish, write_start
from kinward.chronicle.bandtellings import small_things
from kinward.chronicle.inner import AGAINST, WEIGHS, gerund
from kinward.chronicle.moments import Choice, choices_of
from kinward.chronicle.wording import OPTIONS, OVERDUE
from kinward.core import choices as options
from kinward.core import vocabulary as core
from kinward.core.clock import DAY, HOUR, MINUTE
from kinward.core.decisions import belief_row, decide_row, next_decision, option_row
from kinward.core.events import DOMAINS
from kinward.mind import bond_vocabulary as bonds
from kinward.mind import vocabulary as mind
from kinward.society.bands import vocabulary as bands

LED, SENT, CRY = "how they were led", "an order to go out", "somebody cried for help"
NEAR = "the infected were near"


@pytest.fixture
def teller(record):
    return band_teller(record)


def choice(event, occasion, name, target, next_name, next_target, *, by=1.0, parts=None, less=None,
           since=None, alive=None):  # fmt: skip
    return Choice(event, occasion, name, target, 1.0, next_name, next_target, 1.0 - by,
                  parts or {}, less or {}, since, alive)  # fmt: skip


def decided(teller, occasion, name, target, next_name, next_target, *, t=0, event=5, **more):
    """The sentence of a decision."""
    teller.choices[event] = choice(event, occasion, name, target, next_name, next_target, **more)
    return told(teller, moment(event, "decided", target, t=t, what=name))[0]


def test_what_weighed_most_is_told_against_what_spoke_for_something_else(teller):
    text = decided(teller, "a friend was leaving", "follow", FRIEND, "refuse to follow", FRIEND,
                   parts={"bond": 2.4, "risk": -1.0}, less={"bond": -0.5, "risk": 0.0})  # fmt: skip
    assert text == (
        "As a friend was leaving, Tom chose to go with his friend Ruby; what bound him to her"
        " weighed more than the danger."
    )


def test_what_speaks_for_a_choice_is_told_once_in_a_life(teller):
    parts = {"duty": 2.0}
    first = decided(teller, SENT, "obey", OTHER, "decline", OTHER, parts=parts)
    assert first == "Told to go out, Tom chose to go; duty weighed most."
    assert decided(teller, SENT, "obey", OTHER, "decline", OTHER, parts=parts, event=6) == (
        "Told to go out, he chose to go."
    )


@pytest.mark.parametrize(("by", "told_so"), [(WEIGHS + 0.1, True), (WEIGHS - 0.1, False)])
def test_small_differences_are_not_told(teller, by, told_so):
    text = decided(teller, SENT, "obey", OTHER, "decline", OTHER, parts={"duty": by})
    assert ("weighed most" in text) == told_so


def test_a_choice_against_the_odds_says_so_and_never_that_its_reason_weighed_most(teller):
    text = decided(teller, SENT, "decline", OTHER, "obey", OTHER, by=-1.0,
                   parts={"bond": 1.2, "duty": -2.0})  # fmt: skip
    assert text == (
        "Told to go out, Tom chose to refuse; worry about those at home spoke for it, and duty"
        " against it."
    )
    text = decided(teller, LED, "grumble", OTHER, "obey", OTHER, by=-1.0, event=6)
    assert text.endswith("chose to grumble about Lee Cook, though more spoke for going along.")
    assert "more spoke" not in decided(teller, LED, "leave the group", OTHER, "obey", OTHER,
                                       by=-AGAINST / 2, event=7)  # fmt: skip


def test_a_stranger_is_helped_out_of_pity(teller):
    parts = {"bond": 1.5, "risk": -1.2}
    text = decided(teller, CRY, "help", STRANGER, "hide silently", None, parts=parts)
    assert text.endswith("; pity weighed more than the danger.")
    text = decided(teller, CRY, "help", FRIEND, "hide silently", None, parts=parts, event=6)
    assert "bound" not in text  # the like has been told
    teller.weighed.clear()
    teller.begin()
    text = decided(teller, CRY, "help", FRIEND, "hide silently", None, parts=parts, event=6)
    assert text.endswith("; what bound him to her weighed more than the danger.")


def test_in_a_danger_the_burden_is_the_usual_day_and_a_bare_house_is_no_reason(teller):
    showed = "a danger showed"
    text = decided(teller, showed, "go to safety", None, "stay", None,
                   parts={"duty": 2.0}, less={"burden": 1.5})  # fmt: skip
    assert text.endswith("; duty weighed more than going on as usual.")
    text = decided(teller, showed, "fetch", FRIEND, "go home", None, event=6,
                   parts={"risk": -1.0}, less={"burden": -4.75})  # fmt: skip
    assert "weighed" not in text
    text = decided(teller, showed, "go home", None, "search for", FRIEND, event=7,
                   parts={"burden": -4.75, "risk": 2.0})  # fmt: skip
    assert text.endswith("; the danger weighed most.")


def test_in_a_moment_of_danger_fear_goes_without_saying(teller):
    text = decided(teller, NEAR, "flee", None, "fight", None, parts={"risk": 3.0})
    assert "weighed" not in text
    text = decided(teller, NEAR, "help", FRIEND, "flee", None, event=6,
                   parts={"bond": 2.0, "risk": -2.0})  # fmt: skip
    assert "what bound him to her weighed more than the danger" in text


def test_near_choices_before_the_infected_are_told_few_times(teller):
    said = []
    for n in range(4):
        teller.begin()
        said.append("rather than" in decided(teller, NEAR, "flee", None, "fight", None, by=0.1,
                                             event=n))  # fmt: skip
    assert said == [True, True, False, False]


@pytest.mark.parametrize(
    ("alive", "words"),
    [(1.0, "did not doubt that she lived"), (0.7, "thought it likely that she lived"),
     (0.4, "did not know whether she lived"), (0.1, "hardly believed that she lived"),
     (0.0, "no longer believed that she lived")],
)  # fmt: skip
def test_who_waits_says_what_they_believe(teller, alive, words):
    teller.given = [(0, 1 << 62, FRIEND)]
    text = decided(teller, OVERDUE, "wait for", FRIEND, "search for", FRIEND, t=12 * HOUR,
                   since=11.2, alive=alive)  # fmt: skip
    assert text == (
        "His friend Ruby had promised to come back and had not; he had last known of her eleven"
        f" hours before, {words}, and chose to go on waiting for her."
    )


def test_who_is_still_away_is_told_to_be_until_they_are_seen(teller):
    def wait(day, event):
        return decided(teller, OVERDUE, "wait for", OTHER, "search for", OTHER, t=day * DAY,
                       since=20.0, alive=0.7, event=event)  # fmt: skip

    assert wait(1, 5).startswith("Lee Cook had not come back; Tom had last known of him 20 hours")
    assert wait(2, 6) == "Lee Cook was still not back; Tom chose to go on waiting for him."
    teller.returns = [(2 * DAY + HOUR, OTHER)]
    assert "had not come back" in wait(3, 7)


def test_who_is_beside_one_is_not_believed_about(teller):
    text = decided(teller, OVERDUE, "search for", FRIEND, "wait for", FRIEND, since=0.2, alive=1.0)
    assert text.startswith("Waiting in vain, Tom chose to look for his friend Ruby")


def test_a_choice_from_which_nothing_followed_says_so(teller):
    args = (LED, "leave the group", OTHER, "obey", OTHER)
    assert decided(teller, *args).endswith("chose to leave Lee Cook's band, but did not go.")
    teller.went = [8 * HOUR]
    assert "did not go" not in decided(teller, *args, event=6)
    stands = (LED, "depose the leader", OTHER, "obey", OTHER)
    assert decided(teller, *stands, event=7).endswith("but nothing came of it.")
    teller.fell = [(OTHER, 3 * HOUR)]
    assert "nothing came" not in decided(teller, *stands, event=8)


def test_grief_stands_with_the_news_that_brought_it(teller):
    teller.cast.people[OTHER] = replace(teller.cast.people[OTHER], fate="dead", fate_t=0)
    learned = moment(1, "learned_death", OTHER)
    felt = moment(2, "felt", None, t=MINUTE, what="grief")
    course = moment(3, "course_of_grief", None, t=MINUTE, what="chronic grief")
    assert told(teller, learned, felt, course) == [
        "Tom learned that Lee Cook was lost; he was full of grief and could not stop mourning."
    ]
    teller.begin()
    death = replace(moment(0, "died", OTHER, mine=False, what="a fall"), object=None,
                    concerns=False)  # fmt: skip
    said = told(teller, death, learned, felt)
    assert len(said) == 1
    assert said[0].startswith("Lee Cook fell to his death")
    assert said[0].endswith(", and Tom learned of it and was full of grief.")
    fear = moment(4, "felt", None, t=MINUTE, what="fear")
    teller.begin()
    assert len(told(teller, learned, fear)) == 2


def test_who_was_believed_lost_is_found(teller):
    found = moment(1, "found_alive", FRIEND, value=0.0)
    assert told(teller, found)[0].endswith(", whom he had believed lost.")
    teller.begin()
    assert "believed" not in told(teller, replace(found, value=0.7))[0]


def test_what_repeats_is_summed_up(teller):
    days = [
        moment(n, "went_short", None, t=n * DAY, what="food", value=float(n)) for n in (1, 2, 3)
    ]
    moans = [moment(20 + n, "grumbled", OTHER, t=n * DAY, cause=30 + n) for n in (1, 2, 3)]
    why = [moment(30 + n, "decided", OTHER, t=n * DAY, what="grumble") for n in (1, 2, 3)]
    fear = [moment(40 + n, "felt", None, t=DAY + n * HOUR, what="fear") for n in (1, 2)]
    rows, trifles = sifted(teller, *days, *moans, *why, *fear)
    short = [m for m in rows if m.kind == "went_short"]
    assert told(teller, *short) == [
        "There was no food for him that day, nor on the two days after it."
    ]
    assert [m.event for m in rows if m.kind in ("grumbled", "decided")] == [21, 31]
    assert [m.event for m in rows if m.kind == "felt"] == [41]
    teller.begin()
    assert small_things(trifles, teller) == [("Tom grumbled about Lee Cook twice more.", [22, 23])]
    theirs = [moment(50 + n, "grumbled", OTHER, mine=False, t=n * DAY) for n in (1, 2)]
    assert small_things(sifted(teller, *theirs)[1], teller) == []  # that is not told of a leader
    hungry = [moment(60 + n, "deed", OTHER, t=n * DAY, what="let go hungry") for n in (1, 2, 3)]
    rows, trifles = sifted(teller, *hungry)
    assert [m.event for m in rows] == [61]
    assert small_things(trifles, teller)[0][0] == "He let Lee Cook go hungry twice more."
    apart = [days[0], replace(days[2], t=5 * DAY, value=1.0)]
    rows, _ = sifted(teller, *apart)
    assert [m.t for m in rows] == [DAY, 5 * DAY]


def test_half_hours_of_sitting_with_the_hurt_are_told_once_a_day(teller):
    by = [moment(5 + k, "decided", FRIEND, t=k * HOUR // 2, what="wait for") for k in range(8)]
    other = moment(30, "decided", OTHER, t=3 * HOUR, what="wait for")
    later = moment(31, "decided", FRIEND, t=DAY + HOUR, what="wait for")
    rows, _ = sifted(teller, *by, other, later)
    assert [m.event for m in rows] == [5, 30, 31]


def test_who_ends_it_is_told_soberly_and_why_then(teller):
    teller.choices[1] = choice(1, "a bite of their own", "obey the protocol", None, "report a bite",
                               None, parts={"feeling": 1.5, "risk": -2.0})  # fmt: skip
    made = moment(1, "decided", None, what="obey the protocol")
    own = moment(2, "own_hand", None, cause=1)
    died = moment(3, "died", None, what="their own hand", cause=2)
    said = told(teller, made, own, died)
    assert len(said) == 1
    assert said[0].startswith("Bitten, Tom ended his own life")
    assert "weighed" not in said[0]


def test_leaps_and_things_not_seen_are_told_together(teller):
    leaps = [moment(n, "leapt", None, t=n * 1000, value=1.0 + n, value2=1.0) for n in (1, 2)]
    assert told(teller, *leaps)[0].startswith("Tom leapt two gaps of up to 3.0 m between roofs")
    teller.begin()
    assert told(teller, leaps[0], replace(leaps[1], value2=0.0))[0].endswith(
        ", and did not make it over the last."
    )


def test_many_tales_about_the_like_are_counted(teller):
    teller.causes = {n: deed(n, 40 + n, FRIEND, "helped") for n in range(1, 6)}
    tales = [moment(10 + n, "tale", OTHER, mine=False, t=n * HOUR, cause=n) for n in range(1, 6)]
    rows, trifles = sifted(teller, *tales)
    assert [m.event for m in rows] == [11, 12]
    assert small_things(trifles, teller) == [
        ("Tom was told three times more who had helped his friend Ruby.", [13, 14, 15])
    ]


def test_every_option_can_be_said_as_a_noun():
    assert set(OPTIONS) | {"flee over the roofs"} == set(DOMAINS["option"])
    said = {name: gerund(re.sub(r"[\[\]]", "", words)) for name, words in OPTIONS.items()}
    assert said["hide silently"] == "hiding and keeping silent"
    assert said["flee"] == "running"
    assert said["rob"] == "robbing {object}"
    assert said["take in"] == "taking {object} in"
    assert said["yield"] == "giving in"
    assert all(words.split(" ")[0].endswith("ing") for words in said.values())


def test_a_choice_holds_what_the_decision_held(record):
    person = record.rows("SELECT person FROM decisions WHERE event IS NOT NULL LIMIT 1")[0][0]
    for event, found in choices_of(record, person).items():
        chosen, given, beliefs = record.rows(
            f"SELECT chosen, options, beliefs FROM decisions WHERE event = {event}"
        )[0]
        assert found.parts == given[chosen]["parts"]
        assert found.next_parts == given[1 - chosen]["parts"]
        about = {b["about"] for b in beliefs if b["name"] == "P(alive)"}
        assert (found.alive is None) == (found.target not in about)


def test_a_whole_life_tells_the_turn_from_a_promise_to_a_search(tmp_path):
    """From a log alone: a promise, dusk, an evening of waiting, then the search that more spoke
    against, and what became of the one who was looked for."""
    world = World(5, 8, 2)
    p = world.people
    row = int(np.flatnonzero(p.tie_kind == core.PARTNER)[0])
    me, other = int(np.searchsorted(p.tie_ptr, row, side="right") - 1), int(p.tie_to[row])
    groups = [{"group_id": 1, "name": "the people of the mill", "kind": "band", "leader": 0,
               "style": 0.5, "since": 0}]  # fmt: skip
    write_start(tmp_path, p, timetable(world.n, 2), groups, _coordinates({}), world.graph,
                group_id=np.where(p.infected, -1, 1), about={"start_hour": 6.0})  # fmt: skip

    def decide(name, since, worths):
        d = world.decided
        for code, worth, bond, risk in worths:
            parts = np.zeros(8)
            parts[0], parts[1] = risk, bond
            option_row(d.options, d.parts, d.head, code, other, -1, worth, parts)
        belief_row(d.beliefs, d.values, d.head, 0, other, 0.7)
        belief_row(d.beliefs, d.values, d.head, 1, other, since)
        event = world.emit(mind.DECIDED, me, other, k=int(next_decision(d.head)), what=name)
        chosen = [code for code, *_ in worths].index(name)
        decide_row(d.rows, d.head, world.t, me, -1, core.C_OVERDUE, chosen, 2, 2, event)

    world.t = 2 * HOUR
    sent = world.emit(bands.SENT_OUT, other, k=1, what=bands.FORAGE)
    given = world.emit(bonds.PROMISED, other, me, what=bonds.COME_BACK, value=10.0, cause=sent)
    world.t = 13 * HOUR
    world.emit(bonds.BROKE, other, me, what=bonds.COME_BACK, value=0.0, cause=given)
    worths = [(options.O_WAIT, 1.4, 0.6, -0.1), (options.O_SEARCH, 0.2, 2.0, -1.8)]
    decide(options.O_WAIT, 11.0, worths)
    world.t = 37 * HOUR
    decide(options.O_SEARCH, 35.0, worths)
    world.emit(core.DIED, other, what=core.BY_FALL)
    log = LogWriter(tmp_path)
    log.append(*world.buffer.drain())
    log.decisions(world.decided.drain())
    finish(tmp_path, {"scenario": "toy", "people": world.n - 2, "days": DAYS}, log.seal())
    record = Record(tmp_path)
    text = re.sub(r" \[[\d, …-]+\]", "", record.life(me, width=None))
    names = {q: record.rows(f"SELECT name FROM people WHERE person = {q}")[0][0].split()[-1]
             for q in (me, other)}  # fmt: skip
    assert f"At 19:00 {names[other]} had promised" in text
    assert "had last known of" in text
    assert "eleven hours before, thought it likely that" in text
    assert "; the danger out there weighed more than what bound" in text
    assert f"{names[other]} was still not back" in text
    assert "spoke for it, and the danger out there against it" in text
    assert f"{names[other]} is dead" in text


def test_the_last_words_are_of_those_whom_one_held_to(record):
    people = [q for (q,) in record.rows("SELECT person FROM people WHERE fate = 'alive'")]
    lost = dict(record.rows("SELECT name, fate_t FROM people WHERE fate <> 'alive'"))
    seen = 0
    for person in people:
        last = record.life(person, width=None).split("\n\n")[-1]
        for name in re.findall(r"(?:of those|Of those) .*? ([A-Z]\w+ [A-Z]\w+) (?:died|was)", last):
            assert name in lost
            seen += 1
    assert ME == 0
    assert seen >= 1
