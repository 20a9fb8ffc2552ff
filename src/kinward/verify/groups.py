"""Checks of groups: where a band breaks, at what size, and how many camps talk leaves."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kinward.core.draws import uniforms
from kinward.engine.build import build
from kinward.engine.plan import Step
from kinward.engine.scenario import Scenario, load_scenario
from kinward.mind.opinion import talk
from kinward.society.bands.fission import breaks, critical_size
from kinward.society.bands.leading import LEAD, Leaders
from kinward.society.purposes import BAND_CRITICAL
from kinward.verify.check import Line, at_least, check, equal, near
from kinward.verify.karate import MR_HI, OFFICER, WITH_OFFICER, strengths
from kinward.verify.karate import TIES as KARATE

UNUSUAL = 8  # the one member whom the cut puts on the other side (Zachary 1977)
CLUSTER = 0.1  # share of the opinions that is a camp


def _club(broken: str) -> np.ndarray:
    """Who goes with the officer when the club breaks by the engine's own split, bool (34,)."""
    weight = strengths(KARATE)
    most = float(weight.max())
    if broken == "weights":
        weight = np.where(weight > 0, most, 0.0)
    rows, cols = np.nonzero(np.triu(weight))
    people = [{"name": f"member {i}", "band": "the club", "age": 30} for i in range(34)]
    ties = [
        {"a": f"member {i}", "b": f"member {j}", "strength": float(weight[i, j] / most)}
        for i, j in zip(rows.tolist(), cols.tolist())
    ]
    # members are tied by what is written down alone
    scenario = load_scenario("ruins", people=34, infected_per_living=0).to_data()
    scenario["bands"] |= {
        "count": 1, "hostile": 0, "member": people, "tie": ties,
        "band": [{"name": "the club", "leader": f"member {MR_HI}"}],
    }  # fmt: skip
    live = build(Scenario.from_data(scenario))
    par, columns = Step(LEAD, live).args
    first = int(np.flatnonzero(live.array("group_id") == 1)[0])
    who = np.flatnonzero(live.array("group_id") == 1)
    went = Leaders(0, par, columns).split(1, who, first + MR_HI, first + OFFICER)
    out = np.zeros(34, bool)
    out[np.array(went, np.int64) - first] = True
    return out


@check(
    "G1", "the karate club breaks between its two leaders",
    "Zachary 1977: 34 members, 78 ties with his weights as strengths, leaders 0 and 33; the "
    "minimum cut gives the observed factions but for index 8",
    breaks=("weights",),
)  # fmt: skip
def karate_club(broken: str) -> Iterator[Line]:
    """The engine's split puts one member, number 8, on the side that he did not take."""
    went = _club(broken)
    wrong = np.flatnonzero(went != WITH_OFFICER)
    yield equal("members on another side than observed", 1, len(wrong))
    yield equal("who it is", UNUSUAL, int(wrong[0]) if len(wrong) else -1)
    if not broken:
        other = _club("weights")
        yield at_least("the same without the weights", float((other != WITH_OFFICER).sum()), 2.0)


@check(
    "G2", "groups of 110, 127 and 145 under critical stress break",
    "Alberti 2014: critical size 127; logistic with an assumed scale of 6.67; 4,000 groups each; "
    "tolerance: three standard errors",
    breaks=("spread",),
)  # fmt: skip
def critical_sizes(broken: str) -> Iterator[Line]:
    """Shares of .072, .5 and .937 break."""
    n = 4000
    u = np.empty(n)
    uniforms(np.uint64(1), BAND_CRITICAL, np.arange(1, n + 1, dtype=np.uint64), 0, 0, u)
    own = np.array([127.0 if broken == "spread" else critical_size(float(x)) for x in u])
    for size, expected in ((110, 0.072), (127, 0.5), (145, 0.937)):
        share = float(np.mean([breaks(size, float(c), 1.0, np.inf) for c in own]))
        tolerance = 3.0 * np.sqrt(expected * (1.0 - expected) / n) + 0.0005  # rounding of .072
        yield near(f"share of groups of {size} that break", expected, share, float(tolerance))


@check(
    "G3", "talk with bounded confidence leaves one camp or two",
    "Deffuant 2000: 1,000 opinions uniform on [0, 1], mu .5, 400 N meetings, camps of a tenth or "
    "more; tolerance .5 and .2",
    breaks=("listening",),
)  # fmt: skip
def camps(broken: str) -> Iterator[Line]:
    """One camp at tolerance .5, two at .2."""
    n = 1000
    for tolerance, expected in ((0.5, 1), (0.2, 2)):
        opinion, u = np.empty(n), np.empty((2, 400 * n))
        key = np.arange(n, dtype=np.uint64)
        uniforms(np.uint64(3), BAND_CRITICAL, key, 0, 1, opinion)
        pairs = np.arange(400 * n, dtype=np.uint64)
        for k in range(2):
            uniforms(np.uint64(3), BAND_CRITICAL, pairs, 1, 2 + k, u[k])
        first = (u[0] * n).astype(np.int64)
        second = (first + 1 + (u[1] * (n - 1)).astype(np.int64)) % n
        talk(opinion, first, second, 0.5, 10.0 if broken == "listening" else tolerance)
        yield equal(f"camps at tolerance {tolerance}", expected, _camps(opinion))


def _camps(opinion: np.ndarray) -> int:
    """Groups of opinions within a hundredth of one another that hold a tenth of all or more."""
    at = np.sort(opinion)
    cut = np.flatnonzero(np.diff(at) > 0.01) + 1
    return sum(len(part) >= CLUSTER * len(at) for part in np.split(at, cut))
