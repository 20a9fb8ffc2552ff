"""Ties of a whole population: kin at home and elsewhere, comrades, mentors, friends, the turned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kinward.core.vocabulary import HOUSEMATE
from kinward.people import friends as chosen
from kinward.people import kin
from kinward.people.edges import APART, SWORN, Edges
from kinward.people.households import Households
from kinward.people.parameters import TieParameters
from kinward.people.roles import Roles
from kinward.people.tie_table import TieTable, build, strongest
from kinward.people.turned_kin import among_the_turned


@dataclass(frozen=True)
class Bonds:
    """Who is tied to whom, over the living followed by the former.

    Attributes:
        ties: what people know of one another.
        kin: partners, parents, siblings, grandparents; also where ties are switched off, and
            those of the former residents among themselves.
        team: int32 (living,) number of each one's squad or pair of scouts, -1 for none.
    """

    ties: TieTable
    kin: Edges
    team: np.ndarray


def bind(
    seed: int,
    living: Households,
    former: Households,
    roles: Roles,
    area: np.ndarray,
    p: TieParameters | None = None,
    company: np.ndarray | None = None,
) -> Bonds:
    """Tie people to one another.

    A pair has one tie: its strongest kind. Beyond kin and household nobody has more than
    `p.closest`: comrades are admitted first, then mentors, then friends. The former residents
    have no ties with one another; a few are kin of the living.

    Args:
        seed: of the run.
        living, former: households of the living and of the first infected.
        roles: of the living.
        area: int64 (living,) square that each home lies in, from 0.
        p: parameters.
        company: int64 (living,) number of the band that each belongs to, -1; None for no bands.
    """
    p = p or TieParameters()
    n = len(living.age)
    own = np.full(n, -1, np.int64) if company is None else company
    total = n + len(former.age)
    home = kin.at_home(living)
    none = Edges.none()
    apart = kin.elsewhere(seed, living, home, p) if p.elsewhere else none
    family = strongest(Edges.join([home, apart]), total)
    team = chosen.squads(seed, living, roles, p, own)
    others = strongest(
        Edges.join(
            [
                chosen.comrades(roles, team) if p.comrades else none,
                chosen.mentors(seed, living, roles, p) if p.mentors else none,
                chosen.friends(seed, living, roles, area, p),
            ]
        ),
        total,
    )
    related = family.take(family.kind != HOUSEMATE)
    family = _unless_sworn(family, others, total)
    others = chosen.closest(_not_family(others, family, total), n, p.closest)
    turned = _after(among_the_turned(seed, living, former, related, p), 0, n)
    gone = kin.at_home(former)
    gone = _after(gone.take(gone.kind != HOUSEMATE), n, n)
    edges = Edges.join([family, others, turned])
    if company is not None:
        edges = strongest(Edges.join([edges, chosen.companions(company)]), total)
    edges = edges if p.on else none
    key, age = (np.concatenate([getattr(living, c), getattr(former, c)]) for c in ("key", "age"))
    return Bonds(build(seed, edges, key, age), Edges.join([related, turned, gone]), team)


def _after(edges: Edges, a: int, b: int) -> Edges:
    """The edges with their rows moved on."""
    return Edges(edges.a + a, edges.b + b, edges.kind, edges.grade)


def _unless_sworn(family: Edges, others: Edges, n: int) -> Edges:
    """Kin elsewhere who are a pair of scouts, or mentor and heir, are that and nothing else."""
    sworn = others.between(n)[others.grade == SWORN]
    return family.take(~((family.grade == APART) & np.isin(family.between(n), sworn)))


def _not_family(others: Edges, family: Edges, n: int) -> Edges:
    """The edges between people who are neither kin nor housemates."""
    return others.take(~np.isin(others.between(n), family.between(n)))
