"""Options: what people can choose, as words that the mind chooses and other rooms carry out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.core.events import domain
from kinward.core.lean import light

OPTIONS = (
    "stay", "hide silently", "flee", "go home", "fetch", "wait for", "search for", "obey",
    "help", "pass by", "fight", "treat", "report a bite", "hide a bite",
    "obey the protocol", "wait it out together", "shelter", "volunteer", "decline", "carry",
    "leave behind", "give up", "follow", "turn back",
    "flee over the roofs",
    "talk", "keep out of their way", "threaten", "rob", "attack", "share", "trade", "invite",
    "ask to be taken in", "part", "take in", "refuse", "vouch", "keep out of it", "grumble",
    "leave the group", "depose the leader", "refuse to follow", "join", "move on", "steal",
    "yield", "take the weapon from", "go to safety", "stay on duty", "report for duty",
    "let through", "tell", "keep it back", "close the class", "keep the class",
    "press for more", "let it pass", "warn", "cut the rations of", "cast out",
    "dig for", "leave by the window", "board", "stay to serve", "run after", "go in after",
    "go to the meeting place",
)  # fmt: skip
(
    O_STAY, O_HIDE, O_FLEE, O_HOME, O_FETCH, O_WAIT, O_SEARCH, O_OBEY, O_HELP, O_PASS, O_FIGHT,
    O_TREAT, O_REPORT, O_HIDE_BITE, O_PROTOCOL, O_WAIT_OUT, O_SHELTER, O_VOLUNTEER,
    O_DECLINE, O_CARRY, O_LEAVE, O_GIVE_UP, O_FOLLOW, O_TURN_BACK, O_ROOF,
    O_TALK, O_AVOID, O_THREATEN, O_ROB, O_ATTACK, O_SHARE, O_TRADE, O_INVITE, O_ASK_IN, O_PART,
    O_TAKE_IN, O_REFUSE, O_VOUCH, O_SILENT, O_GRUMBLE, O_LEAVE_GROUP, O_DEPOSE, O_NOT_FOLLOW,
    O_JOIN, O_MOVE_ON, O_STEAL, O_YIELD, O_TAKE_WEAPON, O_SAFETY, O_KEEP_POST, O_ON_CALL,
    O_LET_THROUGH, O_TELL, O_KEEP_BACK, O_CLOSE_CLASS, O_KEEP_CLASS,
    O_PRESS, O_LET_PASS, O_WARN, O_CUT, O_CAST_OUT, O_DIG,
    O_WINDOW, O_BOARD, O_SERVE, O_RUN_AFTER, O_GO_IN, O_MEETING,
) = domain("option", *OPTIONS)  # fmt: skip


class Answers(NamedTuple):
    """The columns of what was chosen and another room has to carry out (core/bundles.py)."""

    answer: np.ndarray
    answer_to: np.ndarray
    answer_about: np.ndarray
    answer_event: np.ndarray
    answerers: np.ndarray
    answer_n: np.ndarray


@light
def answer(a, m, occasion, option, about, event):
    """Note that m chose `option` on an occasion; read once, in the next minute."""
    if a.answer[m] < 0:
        a.answerers[a.answer_n[0]] = m
        a.answer_n[0] += 1
    a.answer[m] = option
    a.answer_to[m] = occasion
    a.answer_about[m] = about
    a.answer_event[m] = event
