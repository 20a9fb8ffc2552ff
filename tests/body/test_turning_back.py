"""Who queues at one exit turns to another where that is sooner, and only there."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.city import Draft, Law
from kinward.core.bundles import PARTY
from kinward.core.party import Party, join
from kinward.verify.worlds import Walk, stand, world

PEOPLE = 160


def emptied(*, far=True, together=False, turns_back=True):
    """A hall of 30 m, everybody near the exit at its start; people by each exit, time of the last.

    Args:
        far: there is an exit at its end too. together: all are of one party.
    """
    draft = Draft("hall")
    a, b, meet = draft.node(0, 0), draft.node(30, 0), draft.node(0, 30)
    hall = draft.passage(a, b, width=10.0, law=Law.SFPE_LEVEL, room=draft.room(300.0))
    doors = [
        draft.passage(node, meet, width=1.0, length=length, law=Law.SFPE_LEVEL,
                      room=draft.room(1e4))
        for node, length in ((a, 20.0), (b, 30.0))[: 1 + far]
    ]  # fmt: skip
    goal = draft.passage(meet, draft.node(0, 60), width=20.0, room=draft.room(1e4))
    live = world(draft.compile(), PEOPLE,
                 walking={"turns_back": turns_back, "together": "1 km"})  # fmt: skip
    stand(live, [(hall, 0.05 * i) for i in range(PEOPLE)])
    if together:
        party = Party(*(live.array(n) for n in PARTY))
        for m in range(1, PEOPLE):
            join(party, m, 0)
    walk = Walk(live)
    for m in range(PEOPLE):
        walk.send.to_point(m, goal, 15.0)
    by = np.zeros((len(doors), PEOPLE), bool)
    while not live.array("arrived").all():
        assert walk.seconds < 600
        walk.step()
        by |= np.array([live.array("passage") == row for row in doors])
    return by.sum(axis=1), walk.seconds


@pytest.fixture(scope="module")
def only_near():
    """Nobody looks back."""
    return emptied(turns_back=False)


def test_the_last_in_the_queue_take_the_far_exit_and_all_are_out_sooner(only_near):
    (near, far), last = emptied()
    assert only_near[0].tolist() == [PEOPLE, 0]
    assert near + far == PEOPLE
    assert near > far > 0
    assert last < 0.8 * only_near[1]


def test_nobody_turns_where_the_other_end_leads_back():
    assert emptied(far=False)[0].tolist() == [PEOPLE]


def test_a_party_stays_together(only_near):
    assert emptied(together=True)[0].tolist() == only_near[0].tolist()
