"""Building a run: from a scenario to a World with its State, everyone in their place."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kinward import city
from kinward.body.buses import with_buses
from kinward.body.columns import COLUMNS as BODY
from kinward.body.courses import columns_of, households, start_infection, the_rage
from kinward.body.lifts import lift_columns, with_lifts
from kinward.body.sound import FIRST_LEVEL
from kinward.body.start import start_bodies
from kinward.city.graph import PlaceGraph
from kinward.city.parking import parking
from kinward.city.places import rebuild
from kinward.city.routes import Ways
from kinward.city.walls import wall_off, wall_points
from kinward.city.ways_up import ways_up
from kinward.core.columns import State
from kinward.core.decisions import DecisionBuffer
from kinward.core.errors import InputError
from kinward.core.events import EventBuffer
from kinward.core.process import pack
from kinward.core.quantity import ms
from kinward.engine.arrivals import add_newcomers, keep_off_map
from kinward.engine.havens import danger_weights, haven_columns, orders
from kinward.engine.meeting_places import meeting_columns
from kinward.engine.peopling import dead_from_the_start, site, with_members
from kinward.engine.ruins import ruin_columns
from kinward.engine.scenario import Scenario
from kinward.engine.targets import resolve
from kinward.engine.way_out import checkpoint_columns, open_checkpoints, places_at_checkpoints
from kinward.engine.world import Live, World
from kinward.mind.columns import COLUMNS as MIND
from kinward.mind.courses import courses_of_grief
from kinward.mind.options import option_on
from kinward.mind.props import USUAL
from kinward.mind.warning_columns import COLUMNS as OF_DANGER
from kinward.people import PeopleParameters, make_timetable, populate, with_creatures
from kinward.society.bands.founding import found_bands, found_zone
from kinward.society.checkpoint.barricade import stock_checkpoints
from kinward.society.checkpoint.columns import COLUMNS as AT_CHECKPOINTS
from kinward.society.columns import COLUMNS as SOCIETY
from kinward.society.group_columns import COLUMNS as OF_GROUPS
from kinward.society.group_columns import WORD, numbers
from kinward.society.platoon.columns import COLUMNS as OF_SQUADS
from kinward.society.platoon.platoons import form_platoons
from kinward.society.platoon.squads import found_squads
from kinward.society.services.columns import COLUMNS as OF_CREWS
from kinward.society.services.crews import aid_units, crews_at_most, found_crews
from kinward.society.town import errand_places
from kinward.society.zone.life import fixed_life, lay_out
from kinward.society.zone.routine import begin_day, departures
from kinward.threats.columns import COLUMNS as THREATS
from kinward.threats.mains import blocks
from kinward.threats.nests import nest_columns
from kinward.threats.start import start_swarm, start_threats
from kinward.threats.waking import sleeps

COLUMNS = (
    *BODY, *MIND, *OF_DANGER, *THREATS, *SOCIETY, *OF_GROUPS, *OF_SQUADS, *OF_CREWS,
    *AT_CHECKPOINTS,
)  # fmt: skip
SOUNDS = 4096  # sounds of one step
RUNS = 20_000  # supply runs and searches of one run
OUTINGS = 8_192  # errands of bands in one run


def build(scenario: Scenario, say: Callable[[str], None] = lambda _: None) -> Live:
    """Make the world of a scenario at its start.

    Raises:
        InputError: the map, or the people for it, cannot be.
    """
    say(f"reading the map {scenario.map}")
    graph, _ = city.load(scenario.map, sewers=scenario.swarm.on)
    say("siting the zone" if scenario.zone.on else "finding places to live")
    where = site(graph, scenario)
    zone, rooms = where.zone, where.rooms
    if scenario.zone.on and scenario.zone.wall:
        graph = wall_off(graph, zone.walls, zone.wall_nodes)
    graph = with_buses(with_lifts(graph, scenario.lifts), scenario.buses, scenario.seed)
    say("finding ways")
    ways = Ways(graph)
    say(f"settling {scenario.people:,} people and {scenario.infected:,} infected")
    population = populate(
        graph, scenario.seed, where.drawn, scenario.infected, zone.dwellings, zone.outside,
        PeopleParameters(roles=scenario.roles, ties=scenario.ties, housing=scenario.housing),
        culture=scenario.culture, census=scenario.census, workplaces=rooms, lodge=where.lodge,
    )  # fmt: skip
    population = with_members(graph, scenario, population, where.bands)
    population = with_creatures(population, scenario.creatures, scenario.culture, scenario.seed,
                                scenario.spare_creatures)  # fmt: skip
    timetable = make_timetable(
        population, seed=scenario.seed, style=where.style, params=scenario.timetable
    )
    world = World(scenario, graph, population, timetable, zone, ways, bands=where.bands)
    add_newcomers(world, rooms, where.style)
    open_checkpoints(world)
    world.arrays.update(fixed_columns(world))
    world.changes = resolve(world)
    state = State(COLUMNS, sizes(world))
    live = Live(world, state, EventBuffer(65_536 + 4 * world.n), DecisionBuffer(16_384 + world.n))
    state.home[:] = world.population.home
    start_bodies(live.array, scenario)
    start_infection(live.array, scenario.sections, scenario.seed)
    start_threats(live.array, scenario)
    start_swarm(live.array, scenario.swarm)
    dead_from_the_start(world.population, state.fate, state.gone)
    lay_ties(live)
    if scenario.zone.on:
        found_zone(live.array)
        lay_out(live.array, scenario, zone)
    elif where.bands is not None:
        found_bands(live.array, scenario, where.bands)
    if scenario.platoon.on:
        if scenario.zone.on or where.bands is not None:
            raise InputError("platoon.on = true: squads are of a city without a zone and without "
                             "bands; expected zone.on = false and bands.on = false")  # fmt: skip
        found_squads(live.array, scenario.platoon)
        form_platoons(live.array, scenario.platoon)
    if scenario.services.on:
        if scenario.zone.on or where.bands is not None:
            raise InputError("services.on = true: crews are of a city without a zone and without "
                             "bands; expected zone.on = false and bands.on = false")  # fmt: skip
        found_crews(live.array, scenario.services)
    stock_checkpoints(live.array, scenario.barricade)
    begin_day(live.array)
    keep_off_map(live)
    settle_lists(live)
    return live


def room_for_ties(world: World) -> np.ndarray:
    """Where everyone's rows of ties begin (N+1,): the ties there are, and room for more."""
    people = world.population
    rows = np.diff(people.tie_ptr)
    rows[~people.infected] += world.scenario.ties.room * world.scenario.ties.on
    return np.concatenate([[0], np.cumsum(rows)])


def lay_ties(live: Live) -> None:
    """Fill the rows of ties with those that there are at the start."""
    people, ptr = live.world.population, live.array("tie_ptr")
    count = np.diff(people.tie_ptr)
    live.array("tie_end")[:] = ptr[:-1] + count
    at = np.arange(len(people.tie_to)) + np.repeat(ptr[:-1] - people.tie_ptr[:-1], count)
    for name in ("tie_to", "tie_kind", "tie_strength", "tie_trust", "tie_since"):
        live.array(name)[at] = getattr(people, name)
    live.array("tie_back")[at] = at[people.tie_back]


def ties_in_use(live: Live) -> np.ndarray:
    """Whether each row of ties is one, bool (E,)."""
    ptr, end = live.array("tie_ptr"), live.array("tie_end")
    return np.arange(ptr[-1]) < np.repeat(end, np.diff(ptr))


def settle_lists(live: Live) -> None:
    """Derive the lists of who stands where from the positions (at the start and on resuming)."""
    names = (
        "passage", "offset", "unit", "cell", "facing", "next_in", "prev_in", "first_in", "cell_n",
        "gone", "p_len", "p_cell", "p_ncell",
    )  # fmt: skip
    rebuild(*(live.array(n) for n in names))


def sizes(world: World) -> dict[str, int]:
    """Rows of each table of state."""
    g = world.graph
    groups = numbers(_groups_at_first(world))
    return {
        "mover": world.n, "household": len(world.population.h_key), "party": world.n,
        "tie": int(world.arrays["tie_ptr"][-1]), "unit": len(g.u_passage),
        "building": len(g.b_x), "block": len(world.arrays["block_n"]),
        "pack": len(world.arrays["pack_nest"]), "passage": len(g.p_len),
        "cell": len(g.cell_area), "node": len(g.node_x),
        "slot": len(g.cell_area) + len(g.u_passage), "group": groups,
        "group word": groups // WORD, "outing": OUTINGS,
        "deed": 4_096,
        "run": RUNS, "sound": SOUNDS, "contact": len(world.arrays["contact_to"]),
        "layer": len(world.arrays["layer_rate"]), "world": 1, **places_at_checkpoints(world),
    }  # fmt: skip


def _groups_at_first(world: World) -> int:
    """How many groups the zone, squads and crews can be at the start."""
    s, people = world.scenario, world.population
    squads = len(np.unique(people.team)) if s.platoon.on else 0
    return 1 + squads + crews_at_most(people.role, s.services)


def fixed_columns(world: World) -> dict[str, np.ndarray]:
    """Every fixed column by name: city, routes, people, timetable, zone."""
    g, pop = world.graph, world.population
    columns: dict[str, np.ndarray] = dict(g.arrays())
    columns |= {
        **world.ways.columns(),
        "seed": np.array([world.scenario.seed], np.uint64),
        "start_ms": np.array([ms(world.scenario.start_hour * 3600.0)], np.int64),
        "unit_ptr": unit_index(g)[0], "unit_at": unit_index(g)[1],
        "p_wall": _flag(len(g.p_len), world.zone.walls),
        "p_gate": _flag(len(g.p_len), world.zone.gates),
        "p_zone": world.zone.passages,
    }  # fmt: skip
    for name in (
        "key", "age", "sex", "household", "role", "infected", "work", "shift", "teaches",
        "pupil", "longing", "h_ptr", "h_member",
    ):  # fmt: skip
        columns[name] = getattr(pop, name)
    columns["tie_ptr"] = room_for_ties(world)
    columns |= departures(world.timetable)
    columns["pattern"] = world.timetable.pattern
    columns |= fixed_life({**columns, "home": pop.home}.__getitem__, world.zone, pop.team)
    columns["shop_of"] = errand_places(columns, pop.home)
    if not world.scenario.zone.on and world.bands is None:
        columns["hall_of"] = np.zeros_like(columns["hall_of"])  # a city eats at home
    sound = pack(world.scenario.sound)
    columns["wakes_at"] = sound[FIRST_LEVEL - 1 : FIRST_LEVEL].copy()
    columns["sleep_z"] = sleeps(pop.key, columns["seed"][0])
    columns["loudness"] = sound[FIRST_LEVEL:].copy()
    columns |= parking(g, world.zone.gates)
    columns["no_wall"] = np.array([not world.scenario.zone.on])
    columns |= wall_points(g, world.zone.walls, world.zone.wall_nodes, world.zone.passages)
    columns |= ways_up(columns, world.scenario.heights.roofs)
    heeds = world.scenario.mind.attention
    columns["careless"] = np.array([world.scenario.fight.careless if heeds else 0.0])
    columns["protocol_on"] = np.array([world.scenario.zone.protocol])
    columns["scars_noticed"] = np.array([world.scenario.zone.scars])
    columns["barricade"] = np.array([world.scenario.horde.barricade / 60.0])  # min
    mind = world.scenario.mind
    columns["props"] = np.array(
        [mind.promise, mind.comrades, mind.command, mind.safe_home, 0.0]
        if mind.props
        else [0.0, 0.0, 0.0, 0.0, USUAL]
    )
    columns["promises"] = np.array([world.scenario.bonds.promises])
    bonds = world.scenario.bonds
    columns["keepsakes"] = np.array([bonds.keepsakes])
    columns["courses"] = np.array([bonds.courses])
    columns["course"] = courses_of_grief(pop.key, columns["seed"][0])
    columns["option_on"] = option_on(world.scenario.options)
    heights = world.scenario.heights
    columns["fall_law"] = np.array([heights.half_die, heights.slope])
    columns["danger_weights"] = danger_weights(world)
    columns["orders"] = orders(world)
    columns |= haven_columns(world)
    columns |= meeting_columns(world)
    columns |= checkpoint_columns(world)
    columns["aid_unit"] = aid_units(columns)
    columns |= ruin_columns(world, columns)
    columns["creature"], columns["unborn"] = pop.creatures, pop.unborn
    columns |= nest_columns(columns, world.scenario.swarm)
    columns["marks_last"] = np.array([ms(world.scenario.swarm.marks_last)], np.int64)
    columns |= blocks(columns, world.scenario.mains)
    columns |= lift_columns(columns, world.scenario.lifts)
    rage = world.scenario.rage
    layers = [households(rage, pop.h_ptr, pop.h_member)]
    world.layers = tuple(layer.name for layer in layers)
    columns["enters"] = pop.enters if len(pop.enters) else np.full(pop.n, -1, np.int64)
    columns |= columns_of(the_rage(rage), layers, pop.n)
    columns["att_ptr"], columns["att_passage"] = attached(g)
    columns["unit_near"] = nearest_unit(g, columns["unit_ptr"], columns["unit_at"])
    return columns


def attached(graph: PlaceGraph) -> tuple[np.ndarray, np.ndarray]:
    """CSR of the attached passages by their host: ptr (P+1,), passages."""
    own = np.flatnonzero(graph.p_host >= 0)
    order = own[np.argsort(graph.p_host[own], kind="stable")]
    ptr = np.zeros(len(graph.p_len) + 1, np.int64)
    np.cumsum(np.bincount(graph.p_host[own], minlength=len(graph.p_len)), out=ptr[1:])
    return ptr, order.astype(np.int32)


def nearest_unit(graph: PlaceGraph, ptr: np.ndarray, at: np.ndarray) -> np.ndarray:
    """A unit on each passage (P,), or of a stair on it, where things that fall end up; 0 none."""
    out = np.zeros(len(graph.p_len), np.int32)
    has = np.diff(ptr) > 0
    out[has] = at[ptr[:-1][has]]
    for p in np.flatnonzero((graph.p_host >= 0) & has):
        if out[graph.p_host[p]] == 0:
            out[graph.p_host[p]] = out[p]
    return out


def unit_index(graph: PlaceGraph) -> tuple[np.ndarray, np.ndarray]:
    """CSR of units by the passage that their door opens on: ptr (P+1,), units in order of door."""
    u = np.arange(1, len(graph.u_passage))
    order = np.lexsort((u, graph.u_off[1:], graph.u_passage[1:]))
    ptr = np.zeros(len(graph.p_len) + 1, np.int64)
    np.cumsum(np.bincount(graph.u_passage[1:], minlength=len(graph.p_len)), out=ptr[1:])
    return ptr, u[order].astype(np.int32)


def _flag(n: int, rows: np.ndarray) -> np.ndarray:
    out = np.zeros(n, bool)
    out[rows] = True
    return out
