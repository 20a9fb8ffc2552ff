"""A room with a near and a far exit, for B12: who takes which."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kinward.city import Draft, Law
from kinward.verify.check import Line, at_least
from kinward.verify.worlds import Walk, stand, world

PEOPLE = 1_000
LENGTH, WIDTH = 30.0, 20.0  # m, of the room
PLACE = 10.0  # m from the near exit within which all stand
NEAR, FAR = 20.0, 40.0  # m from the exits to where both ways meet
OUTSIDE = 1e4  # m2, so much that nobody beyond a door is in the way of those who come after


def through_exits(broken: str, most: int = 1_500) -> tuple[int, int]:
    """All leave a room in which everybody stands near one of its two exits.

    Returns:
        How many go by the near exit, and by the far one.
    """
    draft = Draft("room")
    a, b = draft.node(0, 0), draft.node(LENGTH, 0)
    meet, end = draft.node(0, 30), draft.node(0, 60)
    hall = draft.passage(a, b, width=WIDTH, layer=0.0, law=Law.SFPE_LEVEL,
                         room=draft.room(LENGTH * WIDTH))  # fmt: skip
    exits = [
        draft.passage(door, meet, width=1.0, layer=0.0, length=length, law=Law.SFPE_LEVEL,
                      room=draft.room(OUTSIDE))
        for door, length in ((a, NEAR), (b, FAR))
    ]  # fmt: skip
    goal = draft.passage(meet, end, width=20.0, length=30.0, room=draft.room(OUTSIDE))
    live = world(draft.compile(), PEOPLE, walking={"turns_back": broken != "queue"})
    stand(live, [(hall, (i + 0.5) / PEOPLE * PLACE) for i in range(PEOPLE)])
    walk = Walk(live)
    for m in range(PEOPLE):
        walk.send.to_point(m, goal, 15.0)
    passage = live.array("passage")
    by = np.zeros((2, PEOPLE), bool)
    while walk.seconds < most and not live.array("arrived").all():
        walk.step()
        by |= np.array([passage == row for row in exits])
    return int(by[0].sum()), int(by[1].sum())


def two_exits(broken: str) -> Iterator[Line]:
    """Most take the near exit, some the far one, and everybody one of them."""
    near, far = through_exits(broken)
    yield at_least("far exit, people", far, 1)
    yield at_least("near exit, more people than the far one", near - far, 1)
    yield at_least("both, people", near + far, PEOPLE)
