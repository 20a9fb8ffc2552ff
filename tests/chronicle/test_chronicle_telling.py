"""What belongs together in a scene or a day is told once, and says no more than the record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kinward.chronicle.cast import Tie
from kinward.chronicle.language import plural
from kinward.chronicle.life import _paragraph, _when, choose, prepare, with_departures
from kinward.chronicle.moments import Choice, Moment, day_of
from kinward.chronicle.opening import opening
from kinward.chronicle.placewords import off_street, on_street, street_words
from kinward.chronicle.quiet import quiet
from kinward.chronicle.sentences import by_day, lines_of
from kinward.core.clock import HOUR, MINUTE

ME, OTHER = 0, 40
STREET, INSIDE = 0, 14


def moment(event, kind, other=None, *, mine=True, t=0, place=STREET, what=None, value=0.0, k=0):
    subject, object_ = (ME, other) if mine else (other, ME)
    return Moment(event, t, kind, mine, subject, object_, k, place, what, value, 0.0)


@pytest.fixture
def teller(record):
    teller, _, _ = prepare(record, ME)
    teller.begin()
    return teller


def told(teller, *moments):
    return [line.words() for line in lines_of(list(moments), teller)]


def choose_to(teller, event, name, occasion="the infected were near", target=None, close=False):
    teller.choices[event] = Choice(
        event, occasion, name, target, 1.0, "flee", None, 0.9 if close else -5.0
    )
    return moment(event, "decided", target, what=name)


def test_who_dies_in_quarantine_was_taken_there_and_not_sent_for_hours(teller):
    found = moment(1, "discovered", OTHER, place=INSIDE)
    taken = moment(2, "quarantined", place=INSIDE + 1, value=48.0)
    end = [
        moment(3, "protocol", OTHER, place=INSIDE + 1, value=1.0),
        moment(4, "died", OTHER, place=INSIDE + 1, what="the protocol"),
    ]
    said = told(teller, found, taken, *end)
    assert "taken to the quarantine" in said[1]
    assert "48" not in " ".join(said)
    assert "put to death" in said[2]
    teller.begin()
    assert "was to stay in quarantine for 48 hours." in told(teller, taken)[0]


def test_who_is_held_at_the_gate_and_killed_is_taken_there_first(teller):
    held = moment(1, "screened", OTHER, what="held as suspect")
    kept = moment(2, "quarantined", place=INSIDE + 1, value=48.0)
    end = moment(3, "died", OTHER, place=INSIDE + 1, what="the protocol")
    said = told(teller, held, kept, end)
    assert len(said) == 2
    assert said[0].endswith(" at the gate, held as suspect and taken to the quarantine.")


def test_a_killing_at_the_gate_is_told_once(teller):
    said = told(
        teller,
        moment(1, "screened", OTHER, what="killed at the gate"),
        moment(2, "protocol", OTHER, value=1.0),
        moment(3, "died", OTHER, what="the protocol"),
    )
    assert len(said) == 1
    assert "was looked over and put to death under the protocol by" in said[0]
    assert [x.events for x in lines_of([moment(1, "screened", OTHER, what="let through")], teller)]


def test_the_return_tells_what_the_gate_found(teller):
    back = moment(1, "run_back", value=2.0, k=7)
    screened = moment(2, "screened", OTHER, what="sent to quarantine", t=MINUTE)
    kept = moment(3, "quarantined", value=48.0, t=2 * MINUTE)
    (line,) = lines_of([back, screened, kept], teller)
    text = line.words()
    assert " was back after two hours, was looked over by " in text
    assert text.endswith(" at the gate and sent to quarantine for 48 hours.")
    assert line.events == [1, 2, 3]


def test_one_of_many_shrieked(teller):
    chase = [moment(i, "hunted", OTHER + i) for i in range(3)]
    shriek = moment(9, "shrieked", OTHER, mine=False)
    (text,) = told(teller, *chase, shriek)
    assert text.startswith("Three of the infected came after ")
    assert ", and one shrieked when it found " in text
    assert told(teller, shriek)[0].startswith("One of the infected shrieked when it found ")


def test_of_several_books_only_one_was_for_themself(teller):
    took = moment(1, "took", place=INSIDE, what="book", value=1.0)
    own = moment(2, "found_keepsake", place=INSIDE, what="book", value=1.0)
    assert told(teller, took, own)[0].endswith("; one of the books had been ordered by nobody.")
    assert told(teller, own)[0].endswith("; nobody had ordered the book.")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Kyoto-Kawaramachi Station", "at Kyoto-Kawaramachi Station"),
        ("Sannenzaka foot", "at the foot of Sannenzaka"),
        ("Kawaramachi mall", "in Kawaramachi mall"),
        ("Yasaka precinct", "in Yasaka precinct"),
        ("Gojo-dori", "on Gojo-dori"),
        ("", ""),
    ],
)
def test_places_that_are_no_streets_have_their_own_preposition(name, words):
    assert on_street(name) == words
    assert street_words("Yasui lane", "in") == ("in", "Yasui lane")
    assert off_street("Kyoto-Kawaramachi Station") == "near Kyoto-Kawaramachi Station"


def test_a_choice_that_the_deed_shows_is_not_told_twice(teller):
    fight, hide = choose_to(teller, 1, "fight"), choose_to(teller, 3, "hide silently")
    struck = moment(2, "struck", OTHER + 3, what="machete", value=1.0)
    hid = moment(4, "hid", place=INSIDE)
    teller.cast.people.pop(OTHER + 3, None)
    lines = lines_of([fight, struck, hide, hid], teller)
    text = " ".join(line.words() for line in lines)
    assert "chose" not in text
    assert "struck out with the machete" in text
    assert sorted(e for line in lines for e in line.events) == [1, 2, 3, 4]
    teller.begin()
    alone = told(teller, hide, hid)
    assert len(alone) == 1
    assert alone[0].startswith("With the infected near, ")
    assert alone[0].endswith("and kept silent.")


def test_what_was_nearly_done_instead_stays_told(teller):
    hide, hid = choose_to(teller, 1, "hide silently", close=True), moment(2, "hid", place=INSIDE)
    assert told(teller, hide, hid)[0].endswith(" rather than run.")
    teller.begin()
    fight = choose_to(teller, 3, "fight", close=True)
    struck = moment(4, "struck", OTHER, what="machete", value=1.0)
    assert any("chose to fight rather than run" in text for text in told(teller, fight, struck))


def test_silence_is_told_once_a_paragraph(teller):
    first, second, third = (
        moment(i, "hid", place=p, t=i * HOUR) for i, p in enumerate((14, 15, 15))
    )
    said = [told(teller, m)[0] for m in (first, second, third)]
    assert said[0].endswith(" and kept silent.")
    assert "silent" not in said[1] + said[2]
    assert said[2].endswith(" again.")


def test_hiding_in_one_place_again_and_again_is_one_sentence(teller):
    hid = [moment(i, "hid", place=INSIDE, t=i * HOUR // 2) for i in range(1, 5)]
    lines = by_day([x for m in hid for x in lines_of([m], teller)], teller, lambda t: 1)
    assert len(lines) == 1
    assert lines[0].words().endswith(" and kept silent, and again at 07:00, 07:30 and 08:00.")
    assert lines[0].events == [1, 2, 3, 4]


def test_an_order_is_told_with_what_came_of_it(teller):
    order = moment(1, "ordered", OTHER)
    obeyed = choose_to(teller, 2, "obey", "an order to carry out the protocol", OTHER)
    done = moment(3, "protocol", OTHER, mine=False, place=INSIDE, value=1.0)
    (line,) = lines_of([order, obeyed, done], teller)
    assert ", and did so " in line.words()
    assert line.events == [1, 3, 2]
    teller.begin()
    refusal = choose_to(teller, 5, "decline", "an order to carry out the protocol", OTHER)
    said = told(teller, moment(4, "ordered", OTHER), refusal, moment(6, "refused", OTHER))
    assert len(said) == 1
    assert ", and would not raise a hand against " in said[0]


def test_a_death_by_order_tells_the_order(teller):
    said = told(
        teller,
        moment(1, "ordered", OTHER, mine=False),
        moment(2, "protocol", OTHER, value=1.0),
        moment(3, "died", OTHER, what="the protocol"),
    )
    assert len(said) == 1
    assert said[0].endswith(", as had been ordered.")


def test_a_told_day_tells_that_its_run_left(teller):
    planned = moment(1, "run_planned", OTHER, value=5.0, k=3)
    left = moment(2, "run_left", OTHER, k=3, t=2 * HOUR)
    fights = [moment(i, "bitten", t=3 * HOUR + i * HOUR, what="arm") for i in range(3, 8)]
    scenes = [[planned], [left], *([f] for f in fights)]
    lines = [line for scene in scenes for line in lines_of(scene, teller)]
    lines = by_day(lines, teller, lambda t: day_of(t, 6.0))
    assert lines[0].family == "run_left"
    for line in lines:
        line.score = line.weight
    chosen, rest = choose(lines, page=2, most=2)
    assert all(x.family == "bitten" for x in chosen)
    chosen, rest = with_departures(chosen, rest, 6.0)
    assert chosen[0].family == "run_left"
    assert not any(x.family == "run_left" for x in rest)
    assert chosen[0].until == 2 * HOUR
    text = _paragraph(chosen, teller, 6.0)
    assert text.startswith("At 08:00 ")
    assert "with five places to search" in text
    assert "[1-2]" in text


def test_long_gaps_are_told_by_the_clock():
    assert _when(10 * MINUTE, 0, 0, 6.0) == "Ten minutes later "
    assert _when(30 * MINUTE, 0, 0, 6.0) == "At 06:30 "
    assert _when(2 * MINUTE, 0, 0, 6.0) == ""


def test_loud_grief_of_a_day_is_one_sentence(teller):
    cries = [moment(i, "noisy_act", what="grief", t=i * HOUR) for i in range(1, 4)]
    lines = by_day([x for c in cries for x in lines_of([c], teller)], teller, lambda t: 1)
    assert len(lines) == 1
    assert lines[0].words().endswith(", full of grief, and twice more that day.")


def test_a_quiet_life_says_who_was_lost_and_only_that(record, teller):
    cast = teller.cast
    cast.ties = {1: Tie(1, "friend", 0.5), 2: Tie(2, "friend", 0.5)}
    people = dict(record_people(record, (1, 2)))
    cast.people |= {p: replace(w, fate="alive", fate_t=None) for p, w in people.items()}
    text = quiet(record, cast, [], [])
    assert text.endswith(" of the two people tied to " + cast.pronoun(1) + " nobody was lost.")
    cast.people[2] = replace(cast.people[2], fate="dead", fate_t=HOUR)
    text = quiet(record, cast, [], [])
    assert " was lost on day 1; that " in text
    assert text.endswith(" heard of it is not recorded.")
    heard = quiet(record, cast, [], [moment(1, "learned_death", 2)])
    assert heard.endswith(" was lost on day 1.")


def test_the_first_infected_are_not_told_as_close(record, teller):
    cast = teller.cast
    gone = record.manifest["people"]
    (who,) = (w for _, w in record_people(record, (gone,)))
    cast.people[gone] = who
    cast.ties = {gone: Tie(gone, "sibling", 0.9)}
    text = opening(record, cast, [])
    assert "closest" not in text
    assert text.endswith(f"{who.name} was among the infected before any of this began.")


def test_in_laws_have_their_word(teller):
    teller.cast.ties = {1: Tie(1, "housemate", 0.5)}
    teller.cast.in_laws = {1: "parent-in-law"}
    assert teller.cast.relation(1) in ("father-in-law", "mother-in-law")
    assert plural("sister-in-law") == "sisters-in-law"


def record_people(record, rows):
    from kinward.chronicle.cast import people_of

    return people_of(record, f"person IN ({', '.join(map(str, rows))})").items()


@pytest.mark.parametrize("kind", ["missed", "lost_hope", "hoped", "learned_death"])
def test_who_has_turned_unseen_is_called_by_name_by_those_who_do_not_know(teller, kind):
    cast = teller.cast
    dear = next(p for p in cast.people if p != ME and cast.relation(p))
    cast.people[dear] = replace(cast.people[dear], fate="turned", fate_t=HOUR)
    words = " ".join(told(teller, moment(1, kind, dear, t=3 * HOUR)))
    assert cast.people[dear].given in words
    assert "what had been" not in words.lower()
    met = teller.fill("{object}", [moment(2, "saw", dear, t=3 * HOUR)])
    assert "what had been" in met.lower()
