"""Mechanisms of word among people in a danger: switch, quantity, situation."""

from __future__ import annotations

import effects_words as words

from kinward.lab.effects import Measure


def _timed(what: str, unit: str) -> Measure:
    return Measure(what, unit, "")


WORDS = (
    ("meeting places and notes", "reunion.on=false",
     _timed("people who come to a meeting place", "people"), words.to_the_place),
    ("notes are left and read", "reunion.notes=false", _timed("notes that are read", "notes"),
     words.notes_read),
    ("option: go to the meeting place", "options.meeting=false",
     _timed("decisions to go there", "decisions"), words.chose_the_place),
    ("people keep away from where they met creatures", "warning.avoids=false",
     _timed("people who make for another way out", "people"), words.other_ways),
    ("runners of squads", "messengers.on=false", _timed("errands that runners end", "errands"),
     words.runners),
    ("crawlers push through", "crawlers.on=false", _timed("parts of streets opened", "cells"),
     words.opened),
    ("who serves stands watch", "barricade.on=false", _timed("watches begun", "watches"),
     words.on_watch),
    ("the only weapon is asked for, and taken", "only_weapon.on=false",
     _timed("weapons, and rounds, that change hands", "things"), words.asked_for_arms),
    ("burdens", "burdens.on=false", _timed("people who leave with a bag", "people"),
     words.laden),
    ("belongings are taken along", "burdens.bags=false",
     _timed("people who leave with a bag", "people"), words.laden),
    ("belongings are dropped", "burdens.drops=false", _timed("bags dropped", "bags"),
     words.dropped),
    ("spent children are carried", "burdens.shoulders=false",
     _timed("children taken on the shoulder", "times"), words.on_shoulders),
)  # fmt: skip
