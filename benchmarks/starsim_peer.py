"""Starsim: the disease of infection.py (`ss.SEIR`) on the same people and contacts, daily steps.

The households and the ten contacts of each are two `ss.Network`s made of the same arrays. A
second row has Starsim's own `ss.RandomNet(n_contacts=10)` instead, which draws the contacts anew
every day. Nobody is born or dies; only the loop is timed, not the initialisation.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.contacts import (
    CONTACTS,
    DAYS,
    HOME,
    ILL,
    INFECTIOUS,
    LATENT,
    OUT,
    PEOPLE,
    pairs,
)
from benchmarks.rows import Row, missing, timed

ROUNDS = 2


def town(ss: Any, people: int, days: int, chance: float, lasting: bool, seed: int = 1) -> Any:
    """A simulation of Starsim, initialised."""
    home, out = pairs(people)

    class Lasting(ss.Network):
        def step(self) -> None:
            """Contacts stay as they are."""

    def network(name: str, who: np.ndarray) -> Any:
        return Lasting(name=name, p1=who[:, 0], p2=who[:, 1], beta=np.ones(len(who)))

    meets = network("out", out) if lasting else ss.RandomNet(name="out", n_contacts=CONTACTS)
    disease = ss.SEIR(
        beta={"home": ss.perday(HOME), "out": ss.perday(chance)},
        init_prev=ss.bernoulli(p=ILL / people), p_death=ss.bernoulli(p=0.0),
        dur_exp=ss.expon(scale=ss.days(LATENT)), dur_inf=ss.expon(scale=ss.days(INFECTIOUS)),
    )  # fmt: skip
    sim = ss.Sim(
        n_agents=people, diseases=disease, networks=[network("home", home), meets],
        start="2026-01-01", dur=ss.days(days), dt=ss.days(1), rand_seed=seed, verbose=0,
    )  # fmt: skip
    sim.init()
    return sim


def measure(people: int = PEOPLE, days: int = DAYS) -> list[Row]:
    """Person-steps per second of the processor."""
    what = f"Starsim, {people:,} people, {days} days"
    try:
        import starsim as ss
    except ImportError:
        return [missing("starsim", what, "starsim")]
    town(ss, 1_000, 10, OUT[""], True).run()
    rows = []
    for word, lasting, words in (
        ("", True, "the same contacts"),
        ("-slow", True, "the same contacts"),
        ("-random", False, "contacts drawn anew every day (ss.RandomNet)"),
    ):
        chance = OUT.get(word, OUT[""])
        times, share = [], 0.0
        for seed in range(1, ROUNDS + 1):
            sim = town(ss, people, days, chance, lasting, seed)
            times.append(timed(sim.run).cpu)
            share = 1.0 - float(sim.diseases.seir.susceptible.mean())
        rows.append(
            Row(f"starsim{word}", f"{what}, chance {chance}, {words}",
                people * days / min(times) / 1e6,
                "million person-steps/CPU s",
                f"{share:.1%} infected by the end; best of {ROUNDS} epidemics; "
                f"Starsim {ss.__version__}")
        )  # fmt: skip
    return rows
