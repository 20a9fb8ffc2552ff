"""Why somebody did what they did: options in words, and the decision that mattered most."""

from __future__ import annotations

import re

import numpy as np
import pytest
from synthetic import DAYS, make_run

from kinward.chronicle import LogWriter, Record, finish
from kinward.chronicle.optionwords import did, to_do
from kinward.chronicle.vocabulary import current
from kinward.core import choices
from kinward.core import vocabulary as core
from kinward.core.decisions import decide_row, option_row
from kinward.mind import vocabulary as mind

WORDS = [
    ("stay", "somebody close was bitten", "do nothing about Abe Aki", "did nothing about Abe Aki"),
    ("report a bite", "somebody close was bitten", "report Abe Aki's bite",
     "reported Abe Aki's bite"),
    ("hide silently", "somebody cried for help", "hide while Abe Aki cries for help",
     "hid while Abe Aki cried for help"),
    ("hide silently", "the infected were near", "hide silently", "hid and kept silent"),
    ("pass by", "somebody cried for help", "pass Abe Aki by", "passed Abe Aki by"),
    ("give up", "somebody did not come back", "give Abe Aki up", "gave Abe Aki up"),
    ("decline", "a call for volunteers", "decline to look for Abe Aki",
     "declined to look for Abe Aki"),
    ("obey", "an order to carry out the protocol", "carry out the protocol on Abe Aki",
     "chose to carry it out on Abe Aki"),
    ("leave behind", "the infected were near", "leave Abe Aki behind", "left Abe Aki behind"),
]  # fmt: skip


@pytest.mark.parametrize(("option", "occasion", "weighed", "done"), WORDS)
def test_an_option_about_somebody_is_a_phrase(option, occasion, weighed, done):
    assert to_do(option, "Abe Aki", occasion) == weighed
    assert did(option, "Abe Aki", occasion) == done


def test_every_option_has_words_with_and_without_somebody():
    domains = current().domains
    for option in domains["option"]:
        for occasion in ("", *domains["occasion"]):
            for words in (to_do, did):
                assert "{" not in words(option, "Abe Aki", occasion)
                text = words(option, "Abe Aki", occasion)
                assert not re.search(r"\(Abe Aki\)|\b(silently|stay|bite|decline) Abe", text)
                assert words(option, "", occasion)


def choose(world, person, occasion, options, chosen, part):
    """A logged decision of `options` [(option, target)]; returns its event."""
    d, parts = world.decided, np.zeros(8)
    parts[0] = part
    for option, target in options:
        option_row(d.options, d.parts, d.head, option, target, -1, 1.0, parts)
    number = int(d.head[0] + d.head[3])
    event = world.emit(mind.DECIDED, person, k=number, what=options[chosen][0])
    decide_row(d.rows, d.head, world.t, person, -1, occasion, chosen, len(options), 0, event)
    return event


def test_what_cannot_be_taken_back_mattered_most(tmp_path):
    world = make_run(tmp_path, steps=0, done=False)
    log = LogWriter(tmp_path)
    near = [(choices.O_HIDE, 2), (choices.O_FLEE, 2)]
    choose(world, 3, core.C_THREAT, near, 0, 4.0)
    world.t += 120_000
    bite = [(choices.O_REPORT, -1), (choices.O_PROTOCOL, -1)]
    event = choose(world, 3, core.C_BITTEN, bite, 1, 0.5)
    world.emit(mind.TOOK_OWN_LIFE, 3, cause=event)
    choose(world, 4, core.C_THREAT, near, 0, 3.0)
    world.t += 120_000
    saved = choose(world, 4, core.C_CRY, [(choices.O_HELP, 2), (choices.O_PASS, 2)], 0, 0.5)
    world.emit(mind.HELPED, 4, 2, cause=saved)
    log.append(*world.buffer.drain())
    log.decisions(world.decided.drain())
    finish(tmp_path, {"days": DAYS}, log.seal())
    record = Record(tmp_path)
    told = record.why(3)
    assert "Why then: a bite of their own." in told
    assert "> end it alone, as the protocol asks" in told
    assert "hide silently" in record.why(3, at=0).lower()
    assert "Why then: somebody cried for help." in record.why(4)
