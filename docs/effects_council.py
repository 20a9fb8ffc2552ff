"""A district of bands in which everybody has every occasion with others, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from effects_district import BANDS, District, Sections

from kinward.city.graph import ITEM
from kinward.core import vocabulary as v
from kinward.core.choices import OPTIONS
from kinward.core.clock import MINUTE

ROUNDS = 4  # times that everybody has an occasion


@dataclass(frozen=True)
class Council:
    """a district of four bands in which each has every occasion with others four times"""

    option: str
    occasion: int = -1  # the only one that counts, -1 for all

    def __call__(self, seed: int, sets: Sections) -> float:
        """How often the option is chosen."""
        code, chosen = OPTIONS.index(self.option), 0
        for occasion, about in ABOUT.items():
            if self.occasion not in (-1, occasion):
                continue
            w = District(seed, sets)
            _characters(w)
            for n in range(ROUNDS):
                who = _asked(w, occasion, about, n * MINUTE)
                w.step("deal", t=n * MINUTE)
                a = w.a
                said = who[a("answer")[who] == code]
                chosen += int((a("answer_to")[said] == occasion).sum())
                a("answer")[:], a("answer_n")[0] = -1, 0
        return float(chosen)


def _characters(w: District) -> None:
    """Moods, arms and goods of all kinds; one band has no place, and one hunts."""
    a, rng, who = w.a, w.rng, w.who
    for name, most in (("fear", 1), ("anger", 1), ("grief", 0.6), ("grievance", 0.6), ("legit", 1)):
        a(name)[who] = rng.uniform(0.0, most, len(who))
    a("hungry_days")[who] = rng.integers(0, 5, len(who))
    a("load")[who] = 0.0
    for name, share, number in (("food", 0.6, 6), ("bandage", 0.5, 2), ("rifle", 0.4, 1)):
        a("load")[who, ITEM[name]] = number * (rng.uniform(size=len(who)) < share)
    a("promised")[who] = np.where(rng.uniform(size=len(who)) < 0.5, w.leader_of(who), -1)
    bands = slice(1, BANDS + 1)
    a("g_sore")[bands], a("g_loyal")[bands], a("g_people")[bands] = 4, 4, 15
    a("g_ration")[bands], a("g_threat")[bands] = 0.75, 0.3
    a("g_strangers")[bands] = (0, 1, 1, 3)
    a("g_hunts")[BANDS] = True
    w.homeless(1)


def _asked(w: District, occasion: int, about: Callable, t: int) -> np.ndarray:
    """Who has the occasion at t, of whom."""
    a = w.a
    who = w.others()
    of = about(w, who)
    who, of = who[of >= 0], of[of >= 0]
    a("guest_of")[:] = -1
    if occasion == v.C_GUEST:
        a("guest_of")[who] = a("group_id")[of]
    a("pending")[:] = -1
    a("pending")[who], a("pending_about")[who], a("pending_t")[who] = occasion, of, t
    a("pending_event")[who] = -1
    a("thinkers")[: len(who)], a("think_n")[0] = who, len(who)
    return who


def _stranger(w: District, who: np.ndarray) -> np.ndarray:
    """Somebody of another band."""
    group, all_ = w.a("group_id"), w.who
    return np.array([w.rng.choice(all_[group[all_] != group[m]]) for m in who])


def _friend(w: District, who: np.ndarray) -> np.ndarray:
    """Another member of one's band who does not lead it."""
    group, all_ = w.a("group_id"), w.others()
    return np.array([w.rng.choice(all_[(group[all_] == group[m]) & (all_ != m)]) for m in who])


def _leader(w: District, who: np.ndarray) -> np.ndarray:
    """Who leads one's band."""
    return w.leader_of(who)


def _host(w: District, who: np.ndarray) -> np.ndarray:
    """Who leads the next band."""
    return w.a("g_leader")[w.a("group_id")[who] % BANDS + 1].astype(int)


ABOUT = {
    v.C_STRANGERS: _stranger, v.C_PARLEY: _stranger, v.C_ASKED_IN: _stranger, v.C_VOUCH: _stranger,
    v.C_ATTACKED: _stranger, v.C_GRIEVANCE: _leader, v.C_FRIEND_LEAVES: _friend, v.C_SENT: _leader,
    v.C_STORES: _leader, v.C_GUEST: _host,
}  # fmt: skip


def only_weapon(seed: int, sets: Sections) -> float:
    """four bands, frightened, three of each with the only rifles, one of whom means to leave"""
    w, code, chosen = District(seed, sets), OPTIONS.index("take the weapon from"), 0
    a = w.a
    a("load")[w.who], a("fear")[w.who], a("anger")[w.who] = 0.0, 1.0, 1.0
    armed = np.concatenate([w.of(g, 3) for g in range(1, BANDS + 1)])
    a("load")[armed, ITEM["rifle"]] = 1
    a("tie_strength")[w.rows()] = 0.2

    def one_of_them(w: District, who: np.ndarray) -> np.ndarray:
        of = armed[(a("group_id")[who] - 1) * 3]
        return np.where(np.isin(who, armed), -1, of)

    for n in range(ROUNDS):
        who = _asked(w, v.C_FRIEND_LEAVES, one_of_them, n * MINUTE)
        w.step("deal", t=n * MINUTE)
        chosen += int((a("answer")[who] == code).sum())
        a("answer")[:], a("answer_n")[0] = -1, 0
    return float(chosen)


def _declines(w: District) -> float:
    """How many refuse, of four orders to go out to each."""
    code, declined = OPTIONS.index("decline"), 0
    w.a("legit")[w.who], w.a("fear")[w.who] = 0.5, 0.5
    for n in range(ROUNDS):
        who = _asked(w, v.C_SENT, _leader, n * MINUTE)
        w.step("deal", t=n * MINUTE)
        declined += int((w.a("answer")[who] == code).sum())
        w.a("answer")[:], w.a("answer_n")[0] = -1, 0
    return float(declined)


def held_up(seed: int, sets: Sections) -> float:
    """four frightened bands sent out, promises given, comrades beside all, a leader who answers"""
    w = District(seed, sets)
    w.a("promised")[w.who] = w.leader_of(w.who)
    w.a("tie_strength")[w.rows()] = 0.6
    return _declines(w)


def on_their_own(seed: int, sets: Sections) -> float:
    """four frightened bands sent out, nobody bound by a promise, all alone, no leader awake"""
    w = District(seed, sets)
    w.a("promised")[:] = -1
    w.rooms(w.who)
    w.a("awake_mind")[w.leaders()] = False
    return _declines(w)
