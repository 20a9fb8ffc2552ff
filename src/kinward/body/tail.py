"""The tail: how one of the swarm strikes a person (story S2)."""

from __future__ import annotations

from kinward.body import weapons as w
from kinward.body.arena import cry, remove, wound
from kinward.body.dropping import lose_weapon
from kinward.body.fight_parameters import ARMED, TAIL, TRAINED
from kinward.body.vocabulary import TAIL_STRUCK
from kinward.city.places import place_of
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import lean
from kinward.core.math import log
from kinward.core.purposes import FIGHT_HIT, FIGHT_PART, FIGHT_WOUND
from kinward.core.vocabulary import BY_CREATURE, DEAD, DIED

LEAST, MOST = 0.25, 0.9  # loss of strength by one blow, uniform between (assumed)
BLEEDS = 60.0  # mean bleeding of such a wound, ml/min (assumed)


@lean
def strike_with_tail(x, m, ms, a, at, noise, par, seed):
    """One blow of creature x at person m: it throws down, or kills."""
    k = a.act_k[x]
    lands = par[TAIL]
    if a.load[m, w.ITEM_OF[1]] >= 1.0 or a.load[m, w.ITEM_OF[2]] >= 1.0:
        lands *= 0.5 + 0.5 * par[ARMED]  # a blade parries little of it (assumed)
    if a.role[m] <= 1:
        lands *= 0.5 + 0.5 * par[TRAINED]
    if uniform(seed[0], FIGHT_HIT, a.key[x], a.key[m], k, 0) >= min(0.95, lands + 0.3 * a.hurt[m]):
        return
    place = place_of(at, m, a.unit_near.size)
    part = int(7.0 * uniform(seed[0], FIGHT_PART, a.key[x], a.key[m], k, 0))
    severity = LEAST + (MOST - LEAST) * uniform(seed[0], FIGHT_WOUND, a.key[x], a.key[m], k, 0)
    bleeds = -BLEEDS * log(uniform(seed[0], FIGHT_WOUND, a.key[x], a.key[m], k, 1))
    n = emit(a.ints, a.reals, a.head, ms, TAIL_STRUCK, m, x, k, place, part, severity, bleeds, -1)
    wound(m, severity, bleeds, ms, n, a, par)
    if a.hurt[m] >= 1.0:
        emit(a.ints, a.reals, a.head, ms, DIED, m, x, 0, place, BY_CREATURE, 0.0, 0.0, n)
        a.fate[m], a.fate_t[m] = DEAD, ms
        remove(m, a, at)
        return
    cry(m, x, ms, n, a, at, noise)
    lose_weapon(m, x, ms, place, n, a, par, seed)
