"""An order of those in charge in a danger: what it says, when, how it reaches people."""

from __future__ import annotations

from typing import Literal

import numpy as np

from kinward.core.errors import InputError
from kinward.core.parameters import Parameters, param
from kinward.core.process import pack, slots
from kinward.core.quantity import Duration, Probability, Rate, Share
from kinward.mind.evacuation_vocabulary import (
    GO,
    GO_ALONE,
    GO_TOGETHER,
    IN,
    IN_ALONE,
    IN_TOGETHER,
    NOTHING,
)
from kinward.mind.warning_parameters import Warned

_PAGE = "docs/model/evacuation.md"


class Evacuation(Parameters):
    """An order in a danger (`warning`): to leave or to shelter, and what it says of families."""

    order: Literal["none", "leave", "shelter"] = param(
        "none", "what those in charge order everybody: 'none', to 'leave' at once, or to "
        "'shelter' where they are", "scenario",
    )  # fmt: skip
    order_at: Duration = param("4 h", "when it is given, after the start", "scenario", ge="0 s",
                               le="60 days")  # fmt: skip
    gathering: Literal["unmentioned", "allowed", "forbidden"] = param(
        "unmentioned", "what it says of looking for one's own first (tendenko: 'forbidden')",
        "scenario",
    )  # fmt: skip
    reaches: Rate = param("0.05 /min", "share of those who have not heard it that it reaches a "
                          "minute, by siren, loudspeaker, telephone", "assumed")  # fmt: skip
    lasts: Duration = param("2 h", "how long after it is given power and network carry it; then "
                            "it goes by word of mouth alone", "assumed", ge="0 s",
                            le="60 days")  # fmt: skip
    believed: Probability = param(0.6, "belief in the danger that hearing it gives", "assumed")
    unsaid: Share = param(0.5, "share of its weight against looking for one's own where it does "
                          "not speak of them", "assumed")  # fmt: skip


W = slots(Evacuation)
CODE, ORDER_AT, REACHES, LASTS, BELIEVED, UNSAID = range(6)
"""Places in what `facts` gives: the code of the order, then the numbers of the section."""
_CODES = {
    ("leave", "unmentioned"): GO, ("leave", "forbidden"): GO_ALONE,
    ("leave", "allowed"): GO_TOGETHER, ("shelter", "unmentioned"): IN,
    ("shelter", "forbidden"): IN_ALONE, ("shelter", "allowed"): IN_TOGETHER,
}  # fmt: skip


def code_of(par: Evacuation) -> int:
    """Word of the domain "order" that the section makes."""
    return _CODES.get((par.order, par.gathering), NOTHING)


def facts(par: Evacuation, danger: Warned) -> np.ndarray:
    """The order as the process *gather* reads it, float64 (6,).

    Raises:
        InputError: it is given before the danger shows.
    """
    code = code_of(par)
    if code != NOTHING and danger.on and par.order_at < danger.at:
        raise InputError(
            f"evacuation.order_at = {par.written('order_at')!r}: before the danger shows "
            f"(warning.at = {danger.written('at')!r}); expected that time or a later one"
        )
    return np.concatenate([[float(code)], pack(par)])
