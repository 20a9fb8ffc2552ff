"""Sentences: every kind of event can be told; the grammar; lives and reasons."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinward.chronicle.language import amount, bracketed, listed, number, plural, times
from kinward.chronicle.life import prepare
from kinward.chronicle.moments import Moment
from kinward.chronicle.opening import ending, span_words
from kinward.chronicle.sentences import lines_of
from kinward.chronicle.template import FIELDS, fields_of, render
from kinward.chronicle.vocabulary import current
from kinward.chronicle.wording import lowered
from kinward.core.choices import OPTIONS as OPTION_NAMES
from kinward.core.events import DOMAINS

KINDS = list(current().kinds.values())


@pytest.mark.parametrize(("days", "words"), [
    (1, "one day"), (14, "14 days"), (1.25, "30 hours"), (1 / 3, "eight hours"),
    (1 / 24, "one hour"), (4.5, "four days"),
])  # fmt: skip
def test_the_length_of_a_run_in_words(days, words):
    assert span_words(days) == words


@pytest.mark.parametrize("kind", KINDS, ids=[k.name for k in KINDS])
def test_every_kind_has_a_sentence_or_no_weight(kind):
    said = kind.told or kind.told_object or kind.weight == 0 or kind.subject != "person"
    assert said or kind.weight <= 0.5, f"{kind.name}: weight {kind.weight} and no sentence"
    for template in (kind.told, kind.told_object):
        assert fields_of(template) <= FIELDS
        assert template == "" or template.endswith((".", "!"))


@pytest.mark.parametrize("kind", KINDS, ids=[k.name for k in KINDS])
def test_every_kind_can_be_told(kind, record):
    """By subject and object, to the close and to strangers, with and without place and other."""
    teller, _, _ = prepare(record, 0)
    words = record.vocabulary.domains.get(kind.what, (None,))
    for what, other, mine, place, value in itertools.product(
        words, (1, 40, None), (True, False), (3, None), (0.0, 1.0)
    ):
        subject, other_ = (0, other) if mine else (other, 0)
        moment = Moment(7, 5000, kind.name, mine, subject, other_, 0, place, what, value, 2.0)
        teller.begin()
        for line in lines_of([moment], teller):
            text = line.tell()
            assert text[0].isupper(), text
            assert text.endswith("."), text
            assert not re.search(r"[{}\[\]|]|  | \.|None|nan", text), text


def test_options_mean_what_their_occasion_makes_of_them(record):
    teller, _, _ = prepare(record, 0)
    assert teller.option("wait for", 1, 5000).startswith("wait for ")
    occasion = "somebody did not come back"
    assert teller.option("wait for", 1, 5000, occasion=occasion).startswith("go on waiting for ")
    told = teller.option("stay", 1, 5000, occasion="a death")
    assert told in ("keep to himself", "keep to herself")


@pytest.mark.parametrize("target", [None, 1])
def test_every_option_of_every_occasion_has_words(record, target):
    teller, _, _ = prepare(record, 0)
    for occasion in ("", *DOMAINS["occasion"]):
        for name in OPTION_NAMES:
            said = teller.option(name, target, 5000, occasion=occasion)
            assert said
            assert not re.search(r"[{}\[\]|]", said), said


def test_a_sentence_goes_on_after_an_opening_phrase():
    assert lowered("He, full of grief, grew loud.") == "he, full of grief, grew loud."
    assert lowered("At the alarm, Ren ran.") == "at the alarm, Ren ran."
    assert lowered("Ren, full of grief, grew loud.") == "Ren, full of grief, grew loud."


def test_every_sentence_goes_on_after_an_opening_phrase():
    """A sentence that begins with no name begins small after "Half an hour later"."""
    for kind in current().kinds.values():
        for told in (kind.told, kind.told_object):
            if told and not told.startswith("{"):
                assert lowered(told)[0].islower(), told


def test_grammar():
    def told(template: str, **fields) -> str:
        return render(template, lambda n: fields.get(n), lambda n: bool(fields.get(n)))

    assert told("{subject} fell[ {place}].", subject="Ren") == "Ren fell."
    assert told("{subject} fell[ {place}].", subject="Ren", place="in Gion") == "Ren fell in Gion."
    assert told("It {value?held|broke}.", value=1.0) == "It held."
    assert told("It {value?held|broke}.", value=0.0) == "It broke."
    assert told("{value:.1f} m", value=2.04) == "2.0 m"
    with pytest.raises(ValueError, match="unknown field"):
        told("{nobody}")


def test_words():
    assert [number(n) for n in (0, 1, 12, 13)] == ["0", "one", "twelve", "13"]
    assert (times(1), times(2), times(5)) == ("once", "twice", "five times")
    assert plural("course of medicine") == "courses of medicine"
    assert amount(3, "medicine") == "three courses of medicine"
    assert amount(1, "ring") == "a ring"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert bracketed([3, 1, 2, 9]) == "[1-3, 9]"


@given(st.lists(st.integers(0, 300), min_size=1, max_size=30))
@settings(derandomize=True, max_examples=50, deadline=None)
def test_brackets_hold_numbers_in_order(events):
    numbers = [int(n) for n in re.findall(r"\d+", bracketed(events))]
    assert numbers == sorted(numbers)
    assert set(numbers) <= set(events)
    assert numbers[0] == min(events)
    assert numbers[-1] == max(events)


def test_lives_tell_their_own_events(record):
    for person in range(0, record.manifest["people"], 3):
        text = record.life(person)
        own = {m.event for m in prepare(record, person)[2]}
        for group in re.findall(r"\[([\d, …-]+)\]", text):
            for number_ in re.findall(r"\d+", group.replace("\n", " ")):
                assert int(number_) in own
        assert not re.search(r"[{}|]|None|nan|[^\n] {2}", text), text
        assert len(text) < 9000


def test_no_sentence_is_repeated_in_a_row(record):
    for person in range(record.manifest["people"]):
        flat = " ".join(record.life(person).split())
        sentences = [s.strip() for s in re.split(r"\[[\d, …-]+\]", flat)]
        assert all(a != b for a, b in itertools.pairwise(sentences) if a)


def test_what_was_done_to_the_household_is_past_and_what_they_are_is_not(record):
    teller, household, _ = prepare(record, 0)
    one = next(w for w in household if w.person != 0)

    def told(*fates: str) -> str:
        who = [replace(one, fate=fate) for fate in fates]
        return ending(record, teller.cast, who).partition("alive. ")[2]

    assert told("captured") == f"{one.given} was carried off."
    assert told("captured", "captured") == "Both others of the household were carried off."
    assert told("evacuated", "evacuated") == "Both others of the household are out of the city."
    assert f"{one.given} was carried off" in told("captured", "dead")


def test_a_life_names_household_and_end(record):
    text = " ".join(record.life("Sato Ren").split())
    assert text.startswith("Sato Ren was 42, a cook of Zone 7.")
    assert "his partner Juri (58)" in text
    assert "Of the others of the household" in text
    gone = " ".join(record.life("Sato Juri").split())
    assert "lost her mind to The Rage" in gone
    assert "She lived with her partner Ren" in gone


def test_the_first_infected_have_no_life(record):
    first = record.manifest["people"]
    assert "was one of the infected before any of this began" in record.life(first).replace(
        "\n", " "
    )


def test_why(record):
    person = record.rows("SELECT person FROM decisions LIMIT 1")[0][0]
    text = record.why(person)
    assert "> stay" in text
    assert "Believed" in text
    assert "the bond (4.2) counted for it" in text.replace("\n", " ")
    later = record.rows(f"SELECT max(t) FROM decisions WHERE person = {person}")[0][0]
    at = record.why(person, at=later)
    assert f"day {1 + (later + 6 * 3_600_000) // 86_400_000}" in at
    assert record.why(person, at="day 1, 06:01")


def test_why_without_decisions(record):
    from kinward.core.errors import InputError

    with pytest.raises(InputError, match="no decision"):
        record.why(record.manifest["people"])
    with pytest.raises(InputError, match="moment 'noon'"):
        record.why(record.rows("SELECT person FROM decisions LIMIT 1")[0][0], at="noon")
