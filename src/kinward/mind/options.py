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
    press: Switch = param(True, "press for more than a fair price", _SOURCE)
    let_pass: Switch = param(True, "let a theft pass", _SOURCE)
    warn: Switch = param(True, "warn a thief", _SOURCE)
    cut: Switch = param(True, "cut the rations of a thief", _SOURCE)
    cast_out: Switch = param(True, "cast a thief out", _SOURCE)
    roof: Switch = param(True, "flee over the roofs", _SOURCE)
    talk: Switch = param(True, "talk to strangers", _SOURCE)
    avoid: Switch = param(True, "keep out of the way of strangers", _SOURCE)
    threaten: Switch = param(True, "threaten strangers", _SOURCE)
    rob: Switch = param(True, "rob strangers", _SOURCE)
    attack: Switch = param(True, "attack strangers", _SOURCE)
    share: Switch = param(True, "share food with strangers", _SOURCE)
    trade: Switch = param(True, "trade with strangers", _SOURCE)
    invite: Switch = param(True, "invite strangers", _SOURCE)
    ask_in: Switch = param(True, "ask strangers to be taken in", _SOURCE)
    part: Switch = param(True, "part from strangers", _SOURCE)
    take_in: Switch = param(True, "take in those who ask", _SOURCE)
    refuse: Switch = param(True, "refuse those who ask", _SOURCE)
    vouch: Switch = param(True, "speak for a stranger", _SOURCE)
    silent: Switch = param(True, "keep out of it, and speak for nobody", _SOURCE)
    grumble: Switch = param(True, "grumble about the leader", _SOURCE)
    leave_group: Switch = param(True, "leave the group", _SOURCE)
    depose: Switch = param(True, "stand against the leader", _SOURCE)
    follow: Switch = param(True, "follow a friend who leaves", _SOURCE)
    not_follow: Switch = param(True, "refuse to follow a friend who leaves", _SOURCE)
    take_weapon: Switch = param(True, "take the weapon from a friend who leaves", _SOURCE)
    join: Switch = param(True, "become one of one's hosts", _SOURCE)
    move_on: Switch = param(True, "move on from one's hosts", _SOURCE)
    steal: Switch = param(True, "steal from the stores", _SOURCE)
    give_way: Switch = param(True, "yield to those who are stronger", _SOURCE)
    safety: Switch = param(True, "go to safety from a danger", _SOURCE)
    keep_post: Switch = param(True, "stay on duty in a danger", _SOURCE)
    on_call: Switch = param(True, "report for duty in a danger", _SOURCE)
    dig: Switch = param(True, "dig for somebody under rubble", "stories")
    window: Switch = param(True, "leave a house that burns by the window", "story S8")
    board: Switch = param(True, "board a transport at the checkpoint", "stories")
    serve: Switch = param(True, "stay to serve, that one's own may leave", "stories, S12")
    run_after: Switch = param(True, "run after somebody who was taken", "story S7")
    go_in: Switch = param(True, "go in after them below the streets", "story S10")
    meeting: Switch = param(True, "go to the meeting place that one agreed on", "issue, stories")


CODES = {
    "stay": v.O_STAY, "hide": v.O_HIDE, "flee": v.O_FLEE, "home": v.O_HOME, "fetch": v.O_FETCH,
    "wait": v.O_WAIT, "search": v.O_SEARCH, "obey": v.O_OBEY, "help": v.O_HELP,
    "pass_by": v.O_PASS, "fight": v.O_FIGHT, "treat": v.O_TREAT, "carry": v.O_CARRY,
    "leave": v.O_LEAVE, "report": v.O_REPORT, "hide_bite": v.O_HIDE_BITE,
    "protocol": v.O_PROTOCOL, "wait_out": v.O_WAIT_OUT, "shelter": v.O_SHELTER,
    "turn_back": v.O_TURN_BACK, "let_through": v.O_LET_THROUGH, "tell": v.O_TELL,
    "keep_back": v.O_KEEP_BACK, "close_class": v.O_CLOSE_CLASS, "keep_class": v.O_KEEP_CLASS,
    "volunteer": v.O_VOLUNTEER, "decline": v.O_DECLINE, "give_up": v.O_GIVE_UP, "roof": v.O_ROOF,
    "talk": v.O_TALK, "avoid": v.O_AVOID, "threaten": v.O_THREATEN, "rob": v.O_ROB,
    "attack": v.O_ATTACK, "share": v.O_SHARE, "trade": v.O_TRADE, "invite": v.O_INVITE,
    "ask_in": v.O_ASK_IN, "part": v.O_PART, "take_in": v.O_TAKE_IN, "refuse": v.O_REFUSE,
    "vouch": v.O_VOUCH, "silent": v.O_SILENT, "grumble": v.O_GRUMBLE,
    "leave_group": v.O_LEAVE_GROUP, "depose": v.O_DEPOSE, "follow": v.O_FOLLOW,
    "not_follow": v.O_NOT_FOLLOW, "take_weapon": v.O_TAKE_WEAPON, "join": v.O_JOIN,
    "move_on": v.O_MOVE_ON, "steal": v.O_STEAL, "give_way": v.O_YIELD, "safety": v.O_SAFETY,
    "keep_post": v.O_KEEP_POST, "on_call": v.O_ON_CALL, "press": v.O_PRESS,
    "let_pass": v.O_LET_PASS, "warn": v.O_WARN, "cut": v.O_CUT, "cast_out": v.O_CAST_OUT,
    "dig": v.O_DIG, "window": v.O_WINDOW, "board": v.O_BOARD, "serve": v.O_SERVE,
    "run_after": v.O_RUN_AFTER, "go_in": v.O_GO_IN, "meeting": v.O_MEETING,
}  # fmt: skip
"""Who has no option left that is on goes on with what they were about: none has to stay."""


def option_on(options: Options) -> np.ndarray:
    """Whether each option, by its code, can be chosen: bool (options,)."""
    out = np.ones(len(v.OPTIONS), bool)
    for name, code in CODES.items():
        out[code] = getattr(options, name)
    return out
