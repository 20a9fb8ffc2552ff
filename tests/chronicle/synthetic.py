"""A small made-up run: a city of nine squares, a few households and a log of valid events."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from kinward.body import vocabulary as body
from kinward.chronicle.finish import finish
from kinward.chronicle.start import write_start
from kinward.chronicle.writer import LogWriter
from kinward.city.draft import Draft
from kinward.city.graph import ITEM, PlaceGraph, UnitKind
from kinward.core import choices
from kinward.core import vocabulary as core
from kinward.core.clock import HOUR
from kinward.core.decisions import DecisionBuffer, belief_row, decide_row, option_row
from kinward.core.draws import key_of
from kinward.core.events import EventBuffer, emit
from kinward.mind import vocabulary as mind
from kinward.people.population import Population, Timetable
from kinward.society.zone import vocabulary as society
from kinward.threats import vocabulary as threats

SURNAMES = ("Sato", "Tanaka", "Mori", "Kato", "Abe", "Ono", "Hara", "Ueda", "Noda", "Seki")
GIVEN = (
    ("Ren", "Kenji", "Taro", "Haru", "Jun", "Goro", "Shin", "Yuki"),
    ("Aiko", "Juri", "Emi", "Hana", "Mika", "Rie", "Sora", "Yoko"),
)
STREETS = ("Shijo-dori", "Ninenzaka", "Gion", "Matsubara-dori")
DAYS = 4
SECOND = 1000


@lru_cache(maxsize=1)
def city() -> PlaceGraph:
    """Nine squares, streets between them, ten houses with flats, a pharmacy, a hall."""
    d = Draft("toy")
    nodes = [d.node(100.0 * (i % 3), 100.0 * (i // 3)) for i in range(9)]
    ways = []
    for i in range(9):
        if i % 3 < 2:
            ways.append(d.passage(nodes[i], nodes[i + 1], name=STREETS[i % 4]))
        if i < 6:
            ways.append(d.passage(nodes[i], nodes[i + 3], name=STREETS[i % 3] if i else ""))
    for n, way in enumerate(ways[:10]):
        house = d.building(
            centre=(30.0 + 60 * (n % 4), 15.0 + 70 * (n // 4)), size=(9, 9), floors=1 + n % 3,
            door=(way, 30.0),
        )  # fmt: skip
        for floor in range(1 + n % 3):
            d.unit(house, floor=floor)
    shop = d.building(centre=(120, 130), size=(8, 8), kind=UnitKind.PHARMACY, door=(ways[3], 50.0))
    d.site(d.unit(shop, kind=UnitKind.PHARMACY), "pharmacy", {"medicine": 30, "bandage": 40})
    hall = d.building(centre=(170, 170), size=(9, 9), kind=UnitKind.HALL, door=(ways[6], 20.0))
    d.site(d.unit(hall, kind=UnitKind.HALL), "stores", {"food": 900, "ring": 1})
    return d.compile()


def population(households: int, infected: int, rng: np.random.Generator) -> Population:
    """Households of one to five with ties, then the first infected."""
    graph = city()
    rows, members = [], []
    for h in range(households):
        size = int(rng.integers(1, 6))
        members.append(list(range(len(rows), len(rows) + size)))
        for i in range(size):
            sex = i % 2 if i < 2 else int(rng.integers(2))
            age = int(rng.integers(24, 60)) if i < 2 else int(rng.integers(3, 17))
            given = GIVEN[sex][(h * 3 + i) % 8]
            role = core.CHILD if age < 16 else int(rng.choice([0, 2, 3, 4, 9]))
            rows.append((f"{SURNAMES[h % 10]} {given}", age, sex, h, role, False))
    for i in range(infected):
        sex = int(rng.integers(2))
        rows.append((f"Gone {GIVEN[sex][i % 8]}", 40, sex, households + i, core.OUTSIDER, True))
    n = len(rows)
    ties = _ties(members, rows, rng)
    a = np.array([t[0] for t in ties])
    back = {(t[0], t[1]): i for i, t in enumerate(ties)}
    home = np.array([1 + r[3] % 10 if not r[5] else 0 for r in rows], np.int32)
    return Population(
        key=np.array([key_of("synthetic", r[3], i) for i, r in enumerate(rows)], np.uint64),
        name=tuple(r[0] for r in rows),
        age=np.array([r[1] for r in rows], np.int16),
        sex=np.array([r[2] for r in rows], np.int8),
        household=np.array([r[3] for r in rows], np.int32),
        role=np.array([r[4] for r in rows], np.int8),
        infected=np.array([r[5] for r in rows]),
        home=home,
        work=np.where(home > 0, len(graph.u_passage) - 1, 0).astype(np.int32),
        shift=np.zeros(n, np.int8),
        teaches=np.full(n, -1, np.int8),
        pupil=np.zeros(n, np.int8),
        longing=np.full(n, -1, np.int8),
        tie_ptr=np.concatenate([[0], np.cumsum(np.bincount(a, minlength=n))]),
        tie_to=np.array([t[1] for t in ties], np.int32),
        tie_kind=np.array([t[2] for t in ties], np.int8),
        tie_strength=np.array([t[3] for t in ties], np.float32),
        tie_trust=np.array([t[3] / 2 for t in ties], np.float32),
        tie_since=np.full(len(ties), -1000 * HOUR),
        tie_back=np.array([back[t[1], t[0]] for t in ties]),
        h_key=np.array([key_of("h", h) for h in range(households)], np.uint64),
        h_home=np.array([1 + h % 10 for h in range(households)], np.int32),
        h_ptr=np.concatenate([[0], np.cumsum([len(m) for m in members])]),
        h_member=np.array([i for m in members for i in m], np.int32),
    )


def _ties(members, rows, rng) -> list[tuple[int, int, int, float]]:
    pairs: dict[tuple[int, int], tuple[int, int, float]] = {}
    for house in members:
        for i, a in enumerate(house):
            for j, b in list(enumerate(house))[i + 1 :]:
                if i == 0 and j == 1:
                    pairs[a, b] = (core.PARTNER, core.PARTNER, 0.9)
                elif i < 2:
                    pairs[a, b] = (core.CHILD_OF, core.PARENT, 0.95)
                else:
                    pairs[a, b] = (core.SIBLING, core.SIBLING, 0.8)
    living = sum(len(m) for m in members)
    for _ in range(living):
        a, b = sorted(int(x) for x in rng.integers(0, living, 2))
        if a != b and (a, b) not in pairs:
            pairs[a, b] = (core.FRIEND, core.FRIEND, 0.5)
    out = [(a, b, k, s) for (a, b), (k, _, s) in pairs.items()]
    out += [(b, a, k, s) for (a, b), (_, k, s) in pairs.items()]
    return sorted(out)


def timetable(n: int, infected: int) -> Timetable:
    """One pattern for everyone."""
    return Timetable(
        names=("day",),
        ptr=np.array([0, 4]),
        minute=np.array([0, 420, 480, 1020], np.int16),
        activity=np.array([core.SLEEP, core.EAT, core.WORK, core.FREE], np.int8),
        pattern=np.where(np.arange(n) < n - infected, 0, -1).astype(np.int16),
        jitter=np.zeros(n, np.int16),
    )


class World:
    """Emits valid events at random and keeps the truth that the engine would hand over."""

    def __init__(self, seed: int, households: int, infected: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.people = population(households, infected, self.rng)
        self.n = self.people.n
        self.graph = city()
        self.base = len(self.graph.p_len)
        self.fate = np.where(self.people.infected, core.TURNED, core.ALIVE).astype(np.int8)
        self.fate_t = np.where(self.people.infected, 0, -1).astype(np.int64)
        self.ended_t = np.full(self.n, -1, np.int64)
        self.stage = np.zeros(self.n, np.int8)
        self.trust = self.people.tie_trust.copy()
        self.stocks: dict[tuple[int, int], float] = {}
        for site in range(len(self.graph.s_unit)):
            for item in np.flatnonzero(self.graph.s_stock[site]):
                place = self.base + int(self.graph.s_unit[site])
                self.stocks[place, int(item)] = float(self.graph.s_stock[site, item])
        self.loads = {(p, ITEM["rifle_round"]): 30.0 for p in range(0, self.n - infected, 3)}
        self.start_stocks, self.start_loads = dict(self.stocks), dict(self.loads)
        self.buffer = EventBuffer(4096)
        self.decided = DecisionBuffer(512)
        self.t = 0

    def emit(self, kind, subject, object=-1, k=0, place=-1, what=-1, value=0.0, value2=0.0,
             cause=-1):  # fmt: skip
        b = self.buffer
        return emit(b.ints, b.reals, b.head, self.t, kind, subject, object, k, place, what,
                    value, value2, cause)  # fmt: skip

    def step(self) -> None:
        """One random thing and what follows from it."""
        rng = self.rng
        self.t += int(rng.integers(1, 40)) * SECOND
        alive = np.flatnonzero(self.fate == core.ALIVE)
        turned = np.flatnonzero((self.fate == core.TURNED) & (self.ended_t < 0))
        a = int(rng.choice(alive))
        place = int(rng.integers(self.base + 1, self.base + len(self.graph.u_passage)))
        street = int(rng.integers(self.base))
        act = int(rng.integers(20))
        if act < 6 and len(turned):
            self._encounter(a, int(rng.choice(turned)), street)
        elif act < 9:
            self.take(a, place)
        elif act < 12:
            self._trust(a)
        elif act == 12 and len(alive) > 6 and rng.random() < 0.3:
            self.fate[a], self.fate_t[a] = core.DEAD, self.t
            self.emit(core.DIED, a, place=street, what=core.BY_BLEEDING, value=0.4)
        elif act == 13:
            self.decide(a, street)
        else:
            self._talk(a, alive, street, act)

    def _encounter(self, a: int, it: int, street: int) -> None:
        saw = self.emit(body.SAW, a, it, place=street, value=20.0)
        item = ITEM["rifle_round"]
        if self.loads.get((a, item), 0) >= 1:
            hit = float(self.rng.integers(2))
            shot = self.emit(body.SHOT, a, it, place=street, what=core.RIFLE, value=hit, value2=12,
                             cause=saw)  # fmt: skip
            self.emit(body.ROUND_SPENT, a, what=item, value=1, cause=shot)
            self.loads[a, item] -= 1
            self.emit(body.SOUND, a, place=street, what=core.S_RIFLE, value=149, cause=shot)
            if hit:
                self.ended_t[it] = self.t
                self.emit(core.DESTROYED, it, a, place=street, what=core.RIFLE, cause=shot)
        elif self.rng.random() < 0.2:
            bite = self.emit(body.BITTEN, a, it, place=street, what=core.ARM, value=1, value2=1)
            self.emit(body.STAGE, a, place=street, what=core.STAGE_LATENT, cause=bite)
            self.stage[a] = core.STAGE_LATENT
            if self.rng.random() < 0.3 and (self.fate == core.ALIVE).sum() > 6:
                self.t += HOUR
                self.fate[a], self.fate_t[a] = core.TURNED, self.t
                self.emit(core.TURNED_EVENT, a, place=street, value=40, cause=bite)

    def take(self, a: int, place: int) -> None:
        """Take something from a place, if there is anything."""
        here = [(p, i) for (p, i), v in self.stocks.items() if p == place and v >= 2]
        if here:
            _, item = here[int(self.rng.integers(len(here)))]
            self.emit(society.TOOK, a, k=1, place=place, what=item, value=2)
            self.stocks[place, item] -= 2
            self.loads[a, item] = self.loads.get((a, item), 0) + 2

    def _trust(self, a: int) -> None:
        p = self.people
        rows = np.arange(p.tie_ptr[a], p.tie_ptr[a + 1])
        if len(rows):
            row = int(self.rng.choice(rows))
            self.trust[row] = np.float32(self.rng.uniform(-1, 1))
            self.emit(mind.TRUST, a, int(p.tie_to[row]), value=float(self.trust[row]), value2=0.1)

    def decide(self, a: int, street: int) -> None:
        """A decision between two options on two beliefs."""
        d = self.decided
        parts = np.zeros(8)
        parts[0], parts[1] = -1.2, 2.1
        option_row(d.options, d.parts, d.head, choices.O_STAY, -1, -1, 0.9, parts)
        option_row(
            d.options, d.parts, d.head, choices.O_FETCH, (a + 1) % self.n, street, 0.4, -parts
        )
        belief_row(d.beliefs, d.values, d.head, 0, (a + 1) % self.n, 0.8)
        belief_row(d.beliefs, d.values, d.head, 2, -1, 0.5)
        number = int(d.head[0] + d.head[3])
        event = self.emit(mind.DECIDED, a, k=number, place=street, what=choices.O_STAY, value=0.9,
                          value2=0.4)  # fmt: skip
        decide_row(d.rows, d.head, self.t, a, 3, core.C_THREAT, 0, 2, 2, event)

    def _talk(self, a: int, alive, street: int, act: int) -> None:
        b = int(self.rng.choice(alive))
        if a == b:
            return
        kinds = (body.HEARD, threats.HUNTED, mind.PARTED, mind.HELPED, mind.PASSED_BY, mind.FELT)
        kind = kinds[act % 6]
        what = {body.HEARD: core.S_SCREAM, mind.FELT: core.GRIEF}.get(kind, -1)
        self.emit(kind, a, b, place=street, what=what, value=40, value2=60)


def make_run(folder: Path, *, steps=1500, households=12, infected=20, seed=1, done=True) -> World:
    """Write a run folder of random valid events; with `final_state.npz` beside it."""
    world = World(seed, households, infected)
    log = LogWriter(folder)
    groups = [
        {"group_id": 0, "name": "Zone 7", "kind": "zone", "leader": 0, "style": 0.3, "since": 0}
    ]
    write_start(
        folder, world.people, timetable(world.n, infected), groups,
        _coordinates(world.start_stocks), world.graph, loads=_coordinates(world.start_loads),
        group_id=np.where(world.people.infected, -1, 0), about={"start_hour": 6.0},
    )  # fmt: skip
    for i in range(steps):
        world.step()
        if i % 97 == 96 or i == steps - 1:
            log.append(*world.buffer.drain())
            log.decisions(world.decided.drain())
            for word, code in (("alive", 0), ("dead", 1), ("turned", 2)):
                count = float((world.fate[~world.people.infected] == code).sum())
                log.series(world.t, word, -1, count)
        if i % 500 == 499:
            log.seal()
    segments = log.seal()
    np.savez(folder / "final_state.npz", fate=world.fate, fate_t=world.fate_t,
             ended_t=world.ended_t, stage=world.stage, trust=world.trust,
             **_named("stocks", "place", world.stocks), **_named("loads", "person", world.loads),
             )  # fmt: skip
    if done:
        finish(folder, {"scenario": "toy", "seed": seed, "people": world.n - infected,
                        "days": DAYS, "threads": 1, "wall_s": 0.1}, segments)  # fmt: skip
    return world


def _coordinates(amounts: dict) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    keys = np.array(list(amounts), np.int64).reshape(-1, 2)
    return keys[:, 0], keys[:, 1], np.array(list(amounts.values()), float)


def _named(table: str, of: str, amounts: dict) -> dict[str, np.ndarray]:
    who, item, amount = _coordinates(amounts)
    return {f"{table}_{of}": who, f"{table}_item": item, f"{table}_amount": amount}
