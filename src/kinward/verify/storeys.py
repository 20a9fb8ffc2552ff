"""Check of own speeds and ways: three storeys at three speeds, speeds by age, two exits: B12."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kinward.body.start import start_bodies
from kinward.city import Draft, Law
from kinward.verify.check import Line, at_least, check, near
from kinward.verify.exits import two_exits
from kinward.verify.worlds import Walk, stand, world

FLOORS, ROOMS, EACH = 3, 8, 4  # storeys, rooms of one, people of a room
STREET = 30.0  # m from the door of the house to where all go
SPEEDS = (0.5, 0.75, 1.0)  # m/s, own free speeds
ON_STAIRS = 0.922 / 1.34  # speed on a stair for one's own on the level (SFPE; Weidmann 1993)
AGES = {20: 1.50, 30: 1.50, 50: 1.38, 65: 1.12, 80: 0.70}  # years to m/s (model page)
OF_AGE = 10  # adults of each of these ages
SPREAD = 0.26 / 1.34  # relative sd of the free speed (Weidmann 1993)
CUT = 0.9594  # sd of a standard normal variable that is cut at 2


def out_of_house(speed: float, broken: str) -> tuple[float, float]:
    """All leave a house of three storeys whose rooms open on its stair.

    Returns:
        Time of the last (s), and the longest way (m on the level that takes as long).
    """
    draft = Draft("house")
    street = draft.passage(draft.node(0, 0), draft.node(STREET, 0), width=6.0)
    house = draft.building(centre=(0, 10), floors=FLOORS, door=(street, 0.0))
    rooms = [draft.unit(house, floor=f) for f in range(FLOORS) for _ in range(ROOMS)]
    graph = draft.compile()
    live = world(graph, EACH * len(rooms))
    home = np.repeat(rooms, EACH)
    live.array("unit")[:] = home
    where = [(int(graph.u_passage[u]), float(graph.u_off[u])) for u in home]
    # broken: own speed taken for its inverse, the seconds that a metre takes
    stand(live, where, 1.0 / speed if broken == "speed" else speed)
    walk = Walk(live)
    for m in range(len(home)):
        walk.send.to_point(m, street, STREET)
    walk.until(lambda: bool(live.array("arrived").all()), 2_000)
    return walk.seconds, float(graph.u_off[rooms[-1]]) / ON_STAIRS + STREET


def speeds_by_age(broken: str, seconds: int = 20) -> np.ndarray:
    """Speeds (m/s) at which adults walk who are put into a wide street at the start of a run.

    Returns:
        A row for each of AGES.
    """
    draft = Draft("street")
    street = draft.passage(draft.node(0, 0), draft.node(100, 0), width=1_000.0, law=Law.WEIDMANN)
    home = draft.unit(door=(street, 0.0))
    age = np.repeat(list(AGES), OF_AGE)
    n = len(age)
    if broken == "age":  # all are taken to be of one age
        age = np.full(n, 50)
    live = world(
        draft.compile(), n,
        fixed={"age": age, "infected": np.zeros(n, bool)},
    )  # fmt: skip
    live.array("home")[:] = home
    start_bodies(live.array, live.world.scenario)
    offset = live.array("offset")
    stand(live, zip(live.array("passage").tolist(), offset.tolist()), live.array("free_speed"))
    walk = Walk(live)
    for m in range(n):
        walk.send.to_point(m, street, 100.0)
    for _ in range(5):  # through the door
        walk.step()
    before = offset.copy()
    for _ in range(seconds):
        walk.step()
    return ((offset - before) / seconds).reshape(len(AGES), OF_AGE)


@check(
    "B12", "three storeys at three speeds, 50 adults by age, a near and a far exit",
    "RiMEA 8, 7 and 11; assumed: rooms of 4 on the stair of a house; ages and speeds of the model "
    "page, sd 0.194 cut at two; tolerance: never slower or before one alone; 3 standard errors; "
    "1000 people within 10 m of one of two doors of 1 m, the other 30 m off, its way 20 m longer",
    breaks=("speed", "age", "queue"),
)  # fmt: skip
def own_speed(broken: str) -> Iterator[Line]:
    """Faster is never slower; the old are slower by as much as is declared; queues spread."""
    yield from two_exits(broken)
    times = []
    for speed in SPEEDS:
        time, way = out_of_house(speed, broken)
        times.append(time)
        yield at_least(f"three storeys at {speed:g} m/s: last out, s", time, way / speed)
    for i in (0, 1):
        yield at_least(f"sooner at {SPEEDS[i + 1]:g} than at {SPEEDS[i]:g} m/s by, s",
                       times[i] - times[i + 1], 0.0)  # fmt: skip
    got = speeds_by_age(broken)
    for (age, v), of_age in zip(AGES.items(), got):
        yield near(f"mean speed of {OF_AGE} of {age}, m/s", v, of_age.mean(),
                   3.0 * CUT * SPREAD * v / OF_AGE**0.5)  # fmt: skip
    share = got / np.array(list(AGES.values()))[:, None]
    n = share.size
    yield near(f"mean of speed over curve, {n}", 1.0, share.mean(), 3.0 * CUT * SPREAD / n**0.5)
    yield near(f"its sd, {n}", CUT * SPREAD, share.std(ddof=1),
               3.0 * CUT * SPREAD / (2 * n - 2) ** 0.5)  # fmt: skip
