"""Finding a bite that went unnoticed in the heat: at rest indoors, sooner or later (K1)."""

from __future__ import annotations

import numba as nb

from kinward.body.fight_parameters import FINDS
from kinward.body.vocabulary import NOTICED
from kinward.city.places import Places, place_of
from kinward.core.bundles import EVENTS, PENDING, PLACES
from kinward.core.clock import HOUR
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lend import lend
from kinward.core.math import exp
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.process import Process
from kinward.core.purposes import FIND_BITE
from kinward.core.vocabulary import C_BITTEN


@nb.njit(cache=True)
def find_bites(t, par, bite_known, pending, pending_about, pending_event, pending_t, thinkers,
               think_n, word_of, word_event, word_t, ev_ints, ev_reals, ev_head, passage, unit,
               cell, facing, next_in, prev_in, first_in, cell_n, moving, awake_mind, fate, gone,
               bite_part, exposed_t, exposed_event, p_len, key, seed):  # fmt: skip
    """Let those at rest in a room find the bite that they bear, by chance, once a minute."""
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    wait = lend(Pending(pending, pending_about, pending_event, pending_t, thinkers, think_n,
                        word_of, word_event, word_t))  # fmt: skip
    for m in range(bite_part.size):
        if bite_part[m] < 0 or bite_known[m] or fate[m] != 0 or gone[m]:
            continue
        if unit[m] == 0 or moving[m] or not awake_mind[m]:
            continue
        if uniform(seed[0], FIND_BITE, key[m], 0, t, 0) >= 1.0 - exp(-60.0 * par[FINDS]):
            continue
        bite_known[m] = True
        n = emit(ev_ints, ev_reals, ev_head, t, NOTICED, m, -1, 0, place_of(at, m, p_len.size),
                 bite_part[m], (t - exposed_t[m]) / HOUR, 0.0, exposed_event[m])  # fmt: skip
        raise_occasion(wait, m, C_BITTEN, -1, n, t + 1000)


FIND_BITES = Process(
    "find_bites", "minute", find_bites, section="fight",
    writes=("bite_known", *PENDING, *EVENTS),
    reads=(*PLACES, "moving", "awake_mind", "fate", "gone", "bite_part", "exposed_t",
           "exposed_event"),
    fixed=("p_len", "key", "seed"),
    meaning="who bears a bite unknowingly may find it at rest in a room",
)  # fmt: skip
