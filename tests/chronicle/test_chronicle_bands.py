"""Lives of bands: names, deeds and tales, promises, errands, meetings, partings, leading."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kinward.chronicle.bandtellings import small_things
from kinward.chronicle.cast import Tie, Who, band_words
from kinward.chronicle.life import BAND_STALE, LEAST, prepare
from kinward.chronicle.moments import Choice, Moment
from kinward.chronicle.opening import opening
from kinward.chronicle.sentences import lines_of, score
from kinward.chronicle.sifting import Trifles, given_to, sift
from kinward.chronicle.vocabulary import current
from kinward.chronicle.wording import DEALS, DEEDS, ERRANDS, GRIEFS, PROMISES, as_in_a_band
from kinward.core.clock import DAY, HOUR, MINUTE
from kinward.core.events import DOMAINS

ME, FRIEND, OTHER, STRANGER = 0, 1, 2, 3
STREET, INSIDE = 0, 14
BAND, THEIRS = "the people of the foundry", "the people of the brewery"


def who(person, name, band=BAND, **more):
    about = Who(person, name, 30, person % 2 == 1, person, 3, "worker", 1, "alive", None, None,
                False, surname_first=False, band=band)  # fmt: skip
    return replace(about, **more)


def moment(event, kind, other=None, *, mine=True, t=0, place=STREET, what=None, value=0.0, k=0,
           value2=0.0, cause=None):  # fmt: skip
    subject, object_ = (ME, other) if mine else (other, ME)
    return Moment(event, t, kind, mine, subject, object_, k, place, what, value, value2,
                  cause=cause)  # fmt: skip


def deed(event, subject, object_, what):
    return Moment(event, 0, "deed", False, subject, object_, 0, STREET, what, 0.0, 0.0)


def band_teller(record):
    """A teller of the life of Tom, among people of his band and a stranger."""
    teller, _, _ = prepare(record, ME)
    cast = teller.cast
    cast.people = {
        ME: who(ME, "Tom Page"), FRIEND: who(FRIEND, "Ruby Page"), OTHER: who(OTHER, "Lee Cook"),
        STRANGER: who(STRANGER, "Ines Hart", THEIRS),
    }  # fmt: skip
    cast.ties = {FRIEND: Tie(FRIEND, "friend", 0.7), OTHER: Tie(OTHER, "acquaintance", 0.1)}
    cast.in_laws, cast._once, cast.mentioned = {}, {"Tom", "Ruby", "Lee"}, set()
    cast.groups = {1: BAND, 2: THEIRS}
    teller.begin()
    return teller


@pytest.fixture
def teller(record):
    return band_teller(record)


def told(teller, *moments):
    return [line.words() for line in lines_of(list(moments), teller)]


def sifted(teller, *moments):
    return sift(list(moments), teller.cast, teller.causes, lambda t: t // DAY)


def test_names_begin_with_what_a_household_shares_or_not(record):
    assert record.surname_first
    assert who(0, "Ruby Page").given == "Ruby"
    assert replace(who(0, "Page Ruby"), surname_first=True).given == "Ruby"


def test_of_a_band_one_says_the_band_and_strangers_have_theirs(record, teller):
    cast = teller.cast
    led = opening(record, cast, [])
    assert led.startswith("Tom Page was 30, a worker, and led the people of the foundry.")
    cast.focus = FRIEND
    own = opening(record, cast, [])
    assert own.startswith("Ruby Page was 30, one of the people of the foundry, a worker.")
    cast.focus, cast.mentioned = ME, set()
    assert band_words(THEIRS) == "of the brewery"
    assert band_words("Ruby Page's people") == "of Ruby Page's people"
    assert cast.call(STRANGER, 0, 1) == "Ines Hart of the brewery"
    assert cast.call(STRANGER, 0, 1) == "Ines Hart"
    assert cast.call(OTHER, 0, 1) == "Lee Cook"  # all of a band know each other
    assert cast.call(FRIEND, 0, 1) == "his friend Ruby"


def test_every_word_of_the_vocabulary_has_its_sentence():
    current()
    assert set(DEEDS) == set(DOMAINS["deed"])
    assert set(DEALS) == set(DOMAINS["outcome"])
    assert set(GRIEFS) == set(DOMAINS["course of grief"])
    assert set(ERRANDS) == set(DOMAINS["errand"])
    assert set(PROMISES) == set(DOMAINS["promise"])


def test_a_deed_that_an_event_tells_is_not_told_twice(teller):
    helped = moment(1, "helped", FRIEND, place=INSIDE)
    again = moment(2, "deed", FRIEND, what="helped", cause=1)
    other = moment(3, "deed", FRIEND, what="took in", cause=99)
    rows, _ = sifted(teller, helped, again, other)
    assert [m.event for m in rows] == [1, 3]
    assert told(teller, other) == ["Tom took his friend Ruby in."]


def test_a_tale_says_what_was_done_and_is_told_once(teller):
    teller.causes = {9: deed(9, FRIEND, OTHER, "left behind"), 8: deed(8, OTHER, 40, "robbed")}
    first = moment(10, "tale", OTHER, mine=False, t=HOUR, cause=9)
    again = moment(11, "tale", STRANGER, mine=False, t=2 * HOUR, cause=9)
    far = moment(12, "tale", STRANGER, mine=False, t=2 * HOUR, cause=8)
    rows, _ = sifted(teller, again, far)
    assert [m.event for m in rows] == [11]
    rows, _ = sifted(teller, replace(first, subject=STRANGER), again)
    assert [m.event for m in rows] == [10]
    said = told(teller, again)
    assert said == [
        "Ines Hart of the brewery told him that his friend Ruby had left Lee Cook behind."
    ]


def test_trust_says_for_what_and_small_steps_are_left_out(teller):
    teller.causes = {8: deed(8, OTHER, ME, "left behind"), 9: deed(9, FRIEND, ME, "left behind")}
    small = moment(1, "trust_changed", FRIEND, value2=0.1, cause=9)
    rows, _ = sifted(teller, small)
    assert rows == []
    one = moment(2, "trust_changed", OTHER, value2=-0.4, cause=8)
    two = moment(3, "trust_changed", FRIEND, value2=-0.8, cause=9)
    assert told(teller, one, two) == [
        "Tom trusted Lee Cook and his friend Ruby much less than before, because they had left him"
        " behind."
    ]
    teller.begin()
    assert told(teller, one)[0].endswith(" less than before, because he had left him behind.")


def test_the_lost_are_trusted_no_less(teller):
    teller.causes = {8: deed(8, OTHER, ME, "left behind")}
    teller.cast.people[OTHER] = replace(teller.cast.people[OTHER], fate="dead", fate_t=5)
    rows, _ = sifted(teller, moment(2, "trust_changed", OTHER, value2=-0.9, cause=8, t=HOUR))
    assert rows == []


def promise(event, t, *, mine=True):
    return moment(event, "promised", FRIEND, t=t, what="come back", value=9.0, mine=mine)


def kept(event, t, of, *, mine=True):
    return moment(event, "kept_word", FRIEND, t=t, what="come back", cause=of, mine=mine)


def test_kept_promises_are_told_once_and_then_summed_up(teller):
    days = [m for d in range(3) for m in (promise(2 * d, d * DAY), kept(2 * d + 1, d * DAY + HOUR,
                                                                        2 * d))]  # fmt: skip
    rows, trifles = sifted(teller, *days)
    assert [m.event for m in rows] == [0, 1]
    (line,) = lines_of(rows, teller)
    assert line.words() == "Tom promised his friend Ruby to come back, and did."
    assert line.events == [0, 1]
    teller.begin()
    ((text, events),) = small_things(trifles, teller)
    assert text == "Tom promised Ruby twice more to come back, and came back each time."
    assert events == [2, 3, 4, 5]


def test_a_broken_promise_is_told_when_it_is_broken(teller):
    broken = moment(2, "broke_word", FRIEND, t=9 * HOUR, what="come back", cause=1)
    overdue = replace(moment(3, "overdue", t=9 * HOUR), object=None)
    rows, _ = sifted(teller, promise(1, 0), broken, overdue)
    assert {m.t for m in rows} == {9 * HOUR}
    lines = lines_of(rows, teller)
    assert [x.words() for x in lines] == [
        "Tom had promised his friend Ruby to come back, and was not there by dusk."
    ]
    assert lines[0].weight > 5


def test_a_promise_that_is_kept_too_late_is_only_a_promise(teller):
    me = teller.cast.people[ME]
    teller.cast.people[ME] = replace(me, fate="dead", fate_t=HOUR)
    rows, _ = sifted(teller, promise(1, 0, mine=False), kept(2, 2 * HOUR, 1, mine=False))
    assert told(teller, *rows) == ["His friend Ruby promised him to come back."]


def test_who_waits_was_promised(teller):
    given = promise(1, 0, mine=False)
    teller.given = given_to([given])
    wait = moment(5, "decided", FRIEND, t=12 * HOUR, what="search for")
    teller.choices[5] = Choice(5, "somebody did not come back", "search for", FRIEND, 1.0,
                               "wait for", FRIEND, 0.9)  # fmt: skip
    assert told(teller, wait) == [
        "His friend Ruby had promised to come back and had not; he chose to look for her rather"
        " than go on waiting for her."
    ]
    teller.given = given_to([given, kept(2, HOUR, 1, mine=False)])
    teller.missed.clear()
    teller.begin()
    assert told(teller, wait)[0].startswith("Waiting in vain, Tom chose to look for Ruby")


def test_quiet_errands_are_one_sentence_and_then_none(teller):
    def errand(event, k, t):
        return [
            moment(event, "sent_out", OTHER, t=t, what="fetch water", value=2.0, k=k),
            moment(event + 1, "foraged", t=t + HOUR, what="water", value=6.0, k=k, place=INSIDE),
            moment(event + 2, "came_home", t=t + 2 * HOUR, what="fetch water", value=2.0, k=k),
            moment(event + 3, "stored", t=t + 2 * HOUR, what="water", value=6.0, k=1),
        ]

    rows, trifles = sifted(teller, *errand(0, 7, 0), *errand(10, 8, DAY))
    assert [m.event for m in rows] == [0, 1, 2, 3]
    assert " to fetch water, and was back after two hours" in told(teller, *rows)[0]
    assert [m.event for m in trifles.errands] == [10]
    hurt = moment(5, "clawed", OTHER, t=HOUR, what="arm")
    rows, _ = sifted(teller, *errand(0, 7, 0), hurt)
    assert next(m.t for m in rows if m.kind == "came_home") == 2 * HOUR


def test_hunters_know_whom_they_hunt(teller):
    teller.hunted = {7: STRANGER}
    out = moment(1, "sent_out", OTHER, what="hunt people", value=4.0, k=7)
    assert told(teller, out) == [
        "Tom went out with Lee Cook to hunt down Ines Hart of the brewery."
    ]
    begun = moment(0, "hunt_begun", STRANGER, k=7)
    rows, _ = sifted(teller, begun, out)
    assert [m.event for m in rows] == [0]


@pytest.mark.parametrize(
    ("outcome", "mine", "words"),
    [
        ("kept out of each other's way", True, ", and they kept out of each other's way."),
        ("talked", False, ", and they talked."),
        ("were told to go", True, " and was told to go."),
        ("were told to go", False, " and told them to go."),
        ("were robbed", True, " and was robbed."),
        ("were robbed", False, " and robbed them."),
        ("fought", True, " and set upon them."),
        ("fought", False, " and was set upon."),
    ],
)
def test_a_meeting_is_told_with_how_it_went_from_either_side(teller, outcome, mine, words):
    met = moment(1, "met_strangers", STRANGER, mine=not mine, value=9.0)
    dealt = moment(2, "dealt", STRANGER, mine=mine, what=outcome)
    (text,) = told(teller, met, dealt)
    assert text.startswith("Tom came upon Ines Hart of the brewery")
    assert text.endswith(words)


def test_a_close_choice_on_meeting_strangers_is_told_with_the_meeting(teller):
    met = moment(1, "met_strangers", STRANGER, value=9.0)
    chose = moment(2, "decided", STRANGER, what="threaten")
    dealt = moment(3, "dealt", STRANGER, mine=False, what="were told to go")
    teller.choices[2] = Choice(2, "strangers met", "threaten", STRANGER, 1.0, "rob", STRANGER, 0.9)
    (text,) = told(teller, met, chose, dealt)
    assert text.endswith(" and chose to threaten her rather than rob her.")


def test_leaving_a_band_says_whose_and_with_whom(teller):
    formed = replace(moment(1, "group_formed", k=3, value2=2.0, what="band"), object=None)
    left = moment(2, "left_group", OTHER, k=1, value=0.2)
    belongs = replace(moment(3, "member_of", k=3), object=None)
    teller.went_with = {2: [FRIEND]}
    assert told(teller, formed, left, belongs) == [
        "Tom left the people of the foundry, whom Lee Cook led, and his friend Ruby went along."
    ]
    teller.begin()
    teller.went_with = {}
    assert told(teller, left)[0].endswith(", whom Lee Cook led, and went alone.")
    teller.begin()
    gone = [moment(i, "left_group", p, k=1, mine=False) for i, p in ((4, FRIEND), (5, OTHER))]
    assert told(teller, *gone) == ["Ruby and Lee Cook left his band."]


def test_who_leads_is_told_with_the_band(teller):
    lost = replace(teller.cast.people[OTHER], fate="turned", fate_t=-5)
    teller.cast.people[OTHER] = lost
    leads = moment(1, "leads", OTHER, k=1, value=0.6)
    assert told(teller, leads) == ["Tom came to lead the people of the foundry, after Lee Cook."]


def test_the_news_of_a_day_is_told_when_all_of_it_is_known(teller):
    cast = teller.cast
    for person in (OTHER, STRANGER):
        cast.people[person] = replace(cast.people[person], fate="dead", fate_t=0)
    news = [moment(i, "learned_death", p, t=i * HOUR) for i, p in ((1, OTHER), (5, STRANGER))]
    rows, _ = sifted(teller, *news)
    assert {m.t for m in rows} == {5 * HOUR}
    assert told(teller, *rows)[0].startswith("Tom had by then learned that Lee Cook and Ines Hart")
    assert told(teller, *rows)[0].endswith(" were lost.")
    cast.people[OTHER] = who(OTHER, "Lee Cook")
    teller.begin()
    assert told(teller, news[0]) == ["Tom came to believe that Lee Cook was lost."]


def test_hunger_tells_how_long(teller):
    food, water = (replace(moment(i, "went_short", what=w, value=3.0), object=None)
                   for i, w in ((1, "food"), (2, "water")))  # fmt: skip
    assert told(teller, food, water) == [
        "There was no food and no water for him, for the third day in a row."
    ]
    assert told(teller, replace(food, value=1.0)) == ["There was no food for him."]


def test_a_band_has_neither_search_nor_protocol(teller):
    hid = moment(1, "sheltered", FRIEND)
    assert told(teller, hid)[0].startswith("Tom hid his friend Ruby from the others")
    assert as_in_a_band("{object:they} carried out the protocol on {subject:them}.") == (
        "{object:they} put {subject:them} to death."
    )
    for kind in current().kinds.values():
        for words in (kind.told, kind.told_object):
            assert "the search" not in as_in_a_band(words).replace("looking", "")


def test_home_is_where_one_lives_by_then(teller):
    home, new = teller.cast.me.home, INSIDE
    teller.homes = [(10 * HOUR, new)]
    move = replace(moment(1, "moved_in", place=new, t=10 * HOUR), object=None)
    assert "at home" not in told(teller, move)[0]
    teller.begin()
    assert teller.where(replace(move, t=12 * HOUR)) == "at home"
    assert teller.where(replace(move, t=12 * HOUR, place=home)) != "at home"


def test_growing_closer_is_told_at_the_end_and_only_where_it_adds_up(teller):
    steps = [moment(i, "tie_changed", FRIEND, t=i * MINUTE, value2=0.04) for i in range(5)]
    few = moment(9, "tie_changed", OTHER, mine=False, value2=0.04)
    rows, trifles = sifted(teller, *steps, few)
    assert rows == []
    assert small_things(trifles, teller)[0][0] == "Tom grew closer to his friend Ruby."
    assert small_things(Trifles(), teller) == []


def test_both_sides_of_what_two_do_are_grammatical(teller):
    for kind in ("tie_formed", "wedding", "expecting", "tie_became", "met_again", "gave", "robbed"):
        what = {"tie_formed": "friend", "tie_became": "friend", "gave": "food", "robbed": "food"}
        for mine in (True, False):
            teller.begin()
            (text,) = told(teller, moment(1, kind, FRIEND, mine=mine, what=what.get(kind), value=2))
            assert not re.search(r"\b(and|or) (him|her)\b|[{}\[\]]|None", text), text
            assert text.endswith(".")


def test_a_keepsake_says_whose_it_was(teller):
    back = moment(1, "keepsake_back", FRIEND, k=OTHER)
    assert told(teller, back) == ["Tom gave his friend Ruby what Lee Cook had carried."]


def test_running_and_hiding_grow_stale_where_they_are_everyday(teller):
    hid = [moment(i, "hid", place=INSIDE + i, t=i * HOUR) for i in range(6)]
    lines = [x for m in hid for x in lines_of([m], teller)]
    score(lines)
    usual = [x.score for x in lines]
    score(lines, BAND_STALE)
    assert lines[0].score == usual[0]
    assert all(x.score < u for x, u in zip(lines[1:], usual[1:]))
    assert sum(x.score >= LEAST for x in lines) < sum(u >= LEAST for u in usual)


def test_who_turned_later_is_named_as_one_was(teller):
    cast = teller.cast
    cast.people[FRIEND] = replace(cast.people[FRIEND], fate="turned", fate_t=3 * HOUR)
    found = [moment(i, "found_alive", p, mine=False, t=t) for i, p, t in
             ((1, FRIEND, HOUR), (2, OTHER, 5 * HOUR))]  # fmt: skip
    assert teller.tell(found).startswith("His friend Ruby and Lee Cook found him alive")


def test_those_on_the_road_are_not_away_and_who_moved_in_is_back():
    from kinward.chronicle.became import _away

    class Log:
        tables = ("events_by_person",)

        def rows(self, query):
            return [
                (1, "sent_out", 10, "forage"),
                (2, "sent_out", 10, "look for a place"),
                (3, "sent_out", 10, "trade"), (3, "taken_in", 20, None),
                (4, "sent_out", 10, "forage"), (4, "came_home", 20, "forage"),
            ]  # fmt: skip

    assert _away(Log(), "1, 2, 3, 4") == {1: ("sent_out", 10)}
