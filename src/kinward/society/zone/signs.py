"""Signs: what somebody shows to those who look them over, by the theory of signal detection.

A look sees x = s + e with e logistic, and takes x > 0 for Stage One (equal-variance logistic
detection: Green and Swets 1966, Signal Detection Theory and Psychophysics). With

    s = logit(1 - specificity) + shift     without Stage One
    s = logit(sensitivity) + shift         in Stage One
    shift = w_fear fear + w_grief grief + w_love love + w_anger anger + w_hurt hurt
            + w_spent (1 - stamina/rested) + w_hunger min(days without food, 3)/3

a calm and healthy person is seen as healthy with probability `specificity`, a calm one in Stage
One is seen with `sensitivity`, exactly; agitation, grief and being torn apart from somebody loved
bring a healthy person's signs on (story K11). A bite is seen by where it is on the body, less if
it is hidden.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.core.lean import inner
from kinward.core.math import log
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Probability, Real, Share, Switch
from kinward.core.stamina import running_left
from kinward.core.vocabulary import HAND, HEAD, NECK, STAGE_ONE


class Signs(Parameters):
    """What brings on the signs of Stage One in somebody who is well, and what shows of a bite."""

    feelings: Switch = param(True, "feelings and wounds look like Stage One", "story K11")
    fear: Real = param(2.0, "weight of fear, log odds at 1", "assumed", ge=0, le=20)
    grief: Real = param(1.5, "weight of grief, log odds at 1", "assumed", ge=0, le=20)
    love: Real = param(2.0, "weight of being torn apart, log odds at 1", "story K11, assumed",
                       ge=0, le=20)  # fmt: skip
    anger: Real = param(1.5, "weight of anger, log odds at 1", "assumed", ge=0, le=20)
    hurt: Real = param(1.0, "weight of wounds, log odds at 1", "assumed", ge=0, le=20)
    spent: Real = param(0.8, "weight of having run, log odds when out of breath", "assumed", ge=0,
                        le=20)  # fmt: skip
    hunger: Real = param(0.5, "weight of three days without food, log odds", "assumed", ge=0, le=20)
    bare: Probability = param(0.9, "a bite on head, neck or hand is seen at a look", "assumed")
    clothed: Probability = param(0.2, "a bite under clothes is seen at a look", "assumed")
    hidden: Share = param(0.5, "of these chances left where the bite is hidden on purpose",
                          "assumed")  # fmt: skip


(FEELINGS, W_FEAR, W_GRIEF, W_LOVE, W_ANGER, W_HURT, W_SPENT, W_HUNGER, BARE, CLOTHED, HIDDEN) = (
    range(11)
)


@inner
def logit(p):
    """Log odds of a probability; infinite at 0 and 1."""
    if p <= 0.0:
        return -np.inf
    if p >= 1.0:
        return np.inf
    return log(p / (1.0 - p))


@inner
def shift_of(par, fear, grief, love, anger, hurt, rested, hungry_days):
    """What feelings, wounds and exhaustion add to the log odds of being taken for Stage One."""
    if par[FEELINGS] == 0.0:
        return 0.0
    spent = min(max(1.0 - rested, 0.0), 1.0)
    return (
        par[W_FEAR] * fear + par[W_GRIEF] * grief + par[W_LOVE] * love + par[W_ANGER] * anger
        + par[W_HURT] * min(hurt, 1.0) + par[W_SPENT] * spent
        + par[W_HUNGER] * min(hungry_days, 3) / 3.0
    )  # fmt: skip


@nb.njit(cache=True)
def show(t, par, signs, bite_shows, roll, roll_n, stage, fate, gone, bite_part, bite_known,
         reported_t, fear, anger, grief, love, hurt, stamina, stamina_t, run_full, recover,
         hungry_days, rule_sensitivity, rule_specificity):  # fmt: skip
    """Write down what everyone on the roll shows: log odds `signs`, chance `bite_shows`."""
    sick, well = logit(rule_sensitivity[0]), logit(1.0 - rule_specificity[0])
    for i in range(roll_n[0]):
        m = roll[i]
        if gone[m] or fate[m] != 0:
            continue
        left = running_left(stamina[m], stamina_t[m], run_full[m], recover[0], t)
        shift = shift_of(par, fear[m], grief[m], love[m], anger[m], hurt[m],
                         left / max(run_full[m], 1.0), hungry_days[m])  # fmt: skip
        signs[m] = (sick if stage[m] == STAGE_ONE else well) + shift
        part = bite_part[m]
        if part < 0:
            bite_shows[m] = 0.0
            continue
        seen = par[BARE] if part in (HEAD, NECK, HAND) else par[CLOTHED]
        bite_shows[m] = seen * (par[HIDDEN] if bite_known[m] and reported_t[m] < 0 else 1.0)


SIGNS = Process(
    "signs", "minute", show, section="signs",
    writes=("signs", "bite_shows"),
    reads=("roll", "roll_n", "stage", "fate", "gone", "bite_part", "bite_known", "reported_t",
           "fear", "anger", "grief", "love", "hurt", "stamina", "stamina_t", "run_full",
           "recover", "hungry_days", "rule_sensitivity", "rule_specificity"),
    meaning="what those on the roll show: signs, a bite",
    of="zone",
)  # fmt: skip
