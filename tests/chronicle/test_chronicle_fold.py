"""The grammar of effects, and the fold against a plain loop."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinward.chronicle.effects import Effect, parse
from kinward.chronicle.fold import ITEM_STRIDE, Fold, Tables, effects_of, ties_until
from kinward.chronicle.vocabulary import Vocabulary, current
from kinward.core.events import Kind

DOMAINS = {"fate": ("alive", "dead", "turned"), "item": ("food", "ring")}


def test_every_effect_of_the_vocabulary_is_in_the_grammar():
    assert effects_of(current())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("people.fate[subject] = dead", Effect("people", "fate", ("subject",), 0, "", 1.0)),
        ("people.stage[object] = what", Effect("people", "stage", ("object",), 0, "what", 0.0)),
        (
            "ties.trust[subject, object] = value",
            Effect("ties", "trust", ("subject", "object"), 0, "value", 0.0),
        ),
        ("loads[subject, what] -= 1", Effect("loads", "amount", ("subject", "what"), -1, "", 1.0)),
        ("groups.leader[k] = object", Effect("groups", "leader", ("k",), 0, "object", 0.0)),
        ("passages.open[place] = 0", Effect("passages", "open", ("place",), 0, "", 0.0)),
        ("people.fate_t[subject] = -1", Effect("people", "fate_t", ("subject",), 0, "", -1.0)),
    ],
)
def test_parse(text, expected):
    assert parse(text, DOMAINS) == expected


@pytest.mark.parametrize(
    "text",
    [
        "people.fate[subject] = eaten", "people[subject] = dead", "stocks[place] += value",
        "towns.fate[subject] = dead", "people.fate[subject] += value", "loads[subject, what] = 1",
        "people.fate[who] = dead", "nonsense",
    ],
)  # fmt: skip
def test_parse_refuses(text):
    with pytest.raises(ValueError, match="effect"):
        parse(text, DOMAINS)


KINDS = {
    1: Kind(1, "died", "", effects=("people.fate[subject] = dead", "people.fate_t[subject] = t")),
    2: Kind(2, "took", "", effects=(
        "loads[subject, what] += value", "stocks[place, what] -= value")),
    3: Kind(3, "trust", "", effects=("ties.trust[subject, object] = value",)),
    4: Kind(4, "lead", "", effects=("groups.leader[k] = subject",)),
    5: Kind(5, "quiet", ""),
}  # fmt: skip


def tables() -> Tables:
    return Tables(
        people={"person": np.arange(4), "fate": np.zeros(4, np.int8),
                "fate_t": np.full(4, -1, np.int64)},
        ties={"a": np.array([0, 1, 2]), "b": np.array([1, 0, 3]),
              "trust": np.zeros(3, np.float32)},
        groups={"group_id": np.array([7, 9]), "leader": np.array([0, 1])},
        stocks=(np.array([5 * ITEM_STRIDE]), np.array([100.0])),
        loads=(np.zeros(0, np.int64), np.zeros(0)),
    )  # fmt: skip


EVENT = st.tuples(
    st.integers(1, 5), st.integers(-1, 3), st.integers(-1, 3), st.sampled_from([0, 7, 9]),
    st.integers(4, 6), st.integers(0, 1), st.integers(-8, 8),
)  # fmt: skip


@given(st.lists(EVENT, max_size=60), st.integers(0, 60))
@settings(derandomize=True, max_examples=60, deadline=None)
def test_fold_equals_a_plain_loop(events, cut):
    batch = {
        "t": np.arange(len(events)),
        "code": np.array([e[0] for e in events], np.int64),
        "subject": np.array([e[1] for e in events], np.int64),
        "object": np.array([e[2] for e in events], np.int64),
        "k": np.array([e[3] for e in events], np.int64),
        "place": np.array([e[4] for e in events], np.int64),
        "what": np.array([e[5] for e in events], np.int64),
        "value": np.array([float(e[6]) for e in events]),
        "value2": np.zeros(len(events)),
    }
    fold = Fold(tables(), Vocabulary(KINDS, DOMAINS, ()))
    for part in (slice(None, cut), slice(cut, None)):
        fold.apply({name: column[part] for name, column in batch.items()})
    got = fold.close()
    expected = _plain(events)
    assert got.people["fate"].tolist() == expected["fate"]
    assert got.people["fate_t"].tolist() == expected["fate_t"]
    assert got.ties["trust"].tolist() == expected["trust"]
    assert got.groups["leader"].tolist() == expected["leader"]
    for name in ("stocks", "loads"):
        keys, values = getattr(got, name)
        assert dict(zip(keys.tolist(), values.tolist())) == expected[name]


def _plain(events) -> dict:
    fate, fate_t, trust, leader = [0] * 4, [-1] * 4, [0.0] * 3, [0, 1]
    stocks, loads = {5 * ITEM_STRIDE: 100.0}, {}
    pairs, groups = {(0, 1): 0, (1, 0): 1, (2, 3): 2}, {7: 0, 9: 1}
    for t, (code, subject, other, k, place, what, value) in enumerate(events):
        if code == 1 and subject >= 0:
            fate[subject], fate_t[subject] = 1, t
        if code == 2 and subject >= 0:
            key = subject * ITEM_STRIDE + what
            loads[key] = loads.get(key, 0.0) + value
        if code == 2:
            key = place * ITEM_STRIDE + what
            stocks[key] = stocks.get(key, 0.0) - value
        if code == 3 and (subject, other) in pairs:
            trust[pairs[subject, other]] = float(value)
        if code == 4 and k in groups:
            leader[groups[k]] = subject
    return {"fate": fate, "fate_t": fate_t, "trust": trust, "leader": leader, "stocks": stocks,
            "loads": loads}  # fmt: skip


def test_ties_end_with_the_first_loss():
    t = tables()
    t.people["fate"][:] = [1, 0, 2, 0]
    t.people["fate_t"][:] = [50, -1, 20, -1]
    assert ties_until(t).tolist() == [50, 50, 20]


def test_columns_that_are_words_are_set_by_their_words():
    words = Vocabulary(
        {6: Kind(6, "settles", "", effects=("groups.kind[k] = 2",))},
        {"group kind": ("none", "zone", "band", "company")}, (),
    )  # fmt: skip
    start = tables()
    start.groups["kind"] = np.array(["company", "company"], object)
    fold = Fold(start, words)
    names = ("t", "code", "subject", "object", "k", "place", "what", "value", "value2")
    fold.apply({n: np.array([v]) for n, v in zip(names, (0, 6, 0, -1, 9, -1, -1, 0.0, 0.0))})
    assert fold.close().groups["kind"].tolist() == ["company", "band"]
