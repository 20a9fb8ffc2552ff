"""The options that there are: each can be taken out of everybody's mind."""

from __future__ import annotations

import numpy as np

from kinward.core import choices as v
from kinward.core.parameters import Parameters, param
from kinward.core.quantity import Switch

_SOURCE = "model page, Mind"


class Options(Parameters):
    """What people can choose at all. Off: nobody thinks of it."""

    stay: Switch = param(True, "stay, or keep to oneself", _SOURCE)
    hide: Switch = param(True, "hide silently behind a door", _SOURCE)
    flee: Switch = param(True, "flee", _SOURCE)
    home: Switch = param(True, "go home with a bite", _SOURCE)
    fetch: Switch = param(True, "fetch a child when the alarm is raised", _SOURCE)
    wait: Switch = param(True, "wait for somebody", _SOURCE)
    search: Switch = param(True, "set out to search for somebody", _SOURCE)
    obey: Switch = param(True, "obey an alarm, an order, the routine", _SOURCE)
    help: Switch = param(True, "help somebody who is held or cries", _SOURCE)
    pass_by: Switch = param(True, "pass by a cry", _SOURCE)
    fight: Switch = param(True, "turn on the infected", _SOURCE)
    treat: Switch = param(True, "dress a companion's wounds", _SOURCE)
    carry: Switch = param(True, "carry a companion", _SOURCE)
    leave: Switch = param(True, "leave somebody behind", _SOURCE)
    report: Switch = param(True, "report a bite", _SOURCE)
    hide_bite: Switch = param(True, "hide a bite", _SOURCE)
    protocol: Switch = param(True, "carry out the protocol, on oneself too", _SOURCE)
    wait_out: Switch = param(True, "wait a bite out together", _SOURCE)
    shelter: Switch = param(True, "shelter somebody bitten", _SOURCE)
    volunteer: Switch = param(True, "volunteer for a search", _SOURCE)
    decline: Switch = param(True, "decline to go on a search", _SOURCE)
    give_up: Switch = param(True, "give somebody up", _SOURCE)
    turn_back: Switch = param(True, "go back for somebody lost from sight", "stories")
    let_through: Switch = param(True, "let somebody through the gate against the rule", "stories")
    tell: Switch = param(True, "tell somebody close bad news", "stories")
    keep_back: Switch = param(True, "keep bad news back from somebody close", "stories, K14")
    close_class: Switch = param(True, "close the music class to save", "story K13")
    keep_class: Switch = param(True, "keep the music class although it costs", "story K13")


CODES = {
    "stay": v.O_STAY, "hide": v.O_HIDE, "flee": v.O_FLEE, "home": v.O_HOME, "fetch": v.O_FETCH,
    "wait": v.O_WAIT, "search": v.O_SEARCH, "obey": v.O_OBEY, "help": v.O_HELP,
    "pass_by": v.O_PASS, "fight": v.O_FIGHT, "treat": v.O_TREAT, "carry": v.O_CARRY,
    "leave": v.O_LEAVE, "report": v.O_REPORT, "hide_bite": v.O_HIDE_BITE,
    "protocol": v.O_PROTOCOL, "wait_out": v.O_WAIT_OUT, "shelter": v.O_SHELTER,
    "volunteer": v.O_VOLUNTEER, "decline": v.O_DECLINE, "give_up": v.O_GIVE_UP,
    "turn_back": v.O_TURN_BACK, "let_through": v.O_LET_THROUGH, "tell": v.O_TELL,
    "keep_back": v.O_KEEP_BACK, "close_class": v.O_CLOSE_CLASS, "keep_class": v.O_KEEP_CLASS,
}  # fmt: skip


def option_on(options: Options) -> np.ndarray:
    """Whether each option, by its code, can be chosen: bool (58,)."""
    out = np.ones(len(v.OPTIONS), bool)
    for name, code in CODES.items():
        out[code] = getattr(options, name)
    return out
