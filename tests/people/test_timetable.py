"""Timetables."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.core import vocabulary as v
from kinward.core.errors import InputError
from kinward.core.vocabulary import (
    CHILD,
    DRILL,
    EAT,
    FREE,
    HOME,
    MEDIC,
    MUSIC_CLASS,
    PATROL,
    POST,
    RANGE,
    SCHOOL,
    SLEEP,
    SOLDIER,
    WORK,
)
from kinward.people import PATTERNS, make_timetable
from kinward.people.timetable import CURFEW, JITTER_S, SITTINGS

from .worlds import zone


@pytest.fixture(scope="module")
def people():
    return zone(seed=1, living=4000, infected=50)


@pytest.fixture(scope="module")
def table(people):
    return make_timetable(people, seed=1)


def at(table, minute):
    """Activity of each pattern at a minute of the day."""
    out = []
    for m in range(len(table.names)):
        own = slice(table.ptr[m], table.ptr[m + 1])
        row = np.searchsorted(table.minute[own], minute, side="right") - 1
        out.append(table.activity[own][row])
    return np.array(out)


def test_every_day_begins_at_midnight_and_rises(table):
    assert len(table.names) == SITTINGS * len(PATTERNS)
    for m in range(len(table.names)):
        minute = table.minute[table.ptr[m] : table.ptr[m + 1]]
        assert minute[0] == 0
        assert (np.diff(minute) > 0).all(), table.names[m]
        assert minute[-1] < 24 * 60


def test_the_infected_have_none(people, table):
    assert (table.pattern[people.infected] == -1).all()
    assert (table.pattern[~people.infected] >= 0).all()
    assert table.jitter.min() >= 0
    assert table.jitter.max() <= JITTER_S


def test_a_household_has_one_sitting(people, table):
    living = ~people.infected
    sitting = table.pattern[living] % SITTINGS
    household = people.household[living]
    first = people.h_ptr[household]
    assert (sitting == (table.pattern % SITTINGS)[first]).all()
    assert (np.bincount(sitting) / living.sum() > 0.29).all()


def test_all_eat_and_sleep(table):
    for m, name in enumerate(table.names):
        activity = table.activity[table.ptr[m] : table.ptr[m + 1]]
        assert SLEEP in activity
        if not name.startswith("resident"):
            assert (activity == EAT).sum() >= 2, name


def test_the_bell_school_and_music(people, table):
    day = {clock: at(table, clock * 60 // 100)[table.pattern[:4000]] for clock in (900, 1205, 1400)}
    pupil = people.pupil[:4000] & 1 == 1
    assert (day[900][pupil] == SCHOOL).all()
    assert (day[1205][pupil] == EAT).all()
    assert (day[1400][pupil] == SCHOOL).all()
    music = at(table, 15 * 60 + 30)[table.pattern[:4000]] == MUSIC_CLASS
    player = (people.pupil[:4000] & 2 == 2) & np.isin(people.role[:4000], (CHILD, 9))
    assert music[player].all()
    assert music[people.teaches[:4000] == 1].all()
    assert not music[(people.teaches[:4000] != 1) & (people.pupil[:4000] & 2 == 0)].any()


@pytest.mark.parametrize("minute", [CURFEW + 5, 23 * 60, 60, 4 * 60])
def test_curfew_keeps_people_in(people, table, minute):
    what = at(table, minute)[table.pattern[:4000]]
    out = ~np.isin(what, (SLEEP, HOME))
    assert np.isin(people.role[:4000][out], (SOLDIER, MEDIC)).all()
    assert not np.isin(what, (FREE, WORK, SCHOOL, EAT, DRILL)).any()


def test_posts_are_manned_round_the_clock(people, table):
    soldiers = people.role[:4000] == SOLDIER
    for hour in range(24):
        what = at(table, hour * 60 + 45)[table.pattern[:4000]][soldiers]
        assert np.isin(what, (POST, PATROL)).mean() > 0.15, hour
    for minute in (22 * 60, 2 * 60):
        assert (at(table, minute)[table.pattern[:4000]] == PATROL).any()


def test_soldiers_and_scouts_keep_up_their_skill(people, table):
    for m in np.unique(table.pattern[:4000][np.isin(people.role[:4000], (0, SOLDIER))]):
        activity = table.activity[table.ptr[m] : table.ptr[m + 1]]
        assert DRILL in activity
        assert RANGE in activity


def test_sittings_spread_the_hall(table, people):
    everyone = table.pattern[:4000]
    eating = [(at(table, m)[everyone] == EAT).mean() for m in range(0, 24 * 60, 5)]
    assert max(eating) < 0.5


def test_city(people):
    table = make_timetable(people, seed=1, style="city")
    names = {table.names[m].split("/")[0] for m in np.unique(table.pattern[table.pattern >= 0])}
    assert {"resident", "resident pupil", "resident at home"} <= names
    assert "worker" not in names


def test_unknown_style(people):
    with pytest.raises(InputError, match="village"):
        make_timetable(people, seed=1, style="village")


@pytest.fixture(scope="module")
def town():
    """A city of 4,000 without a zone."""
    from kinward.engine.build import build
    from kinward.engine.scenario import Scenario

    data = {"map": "shanghai", "people": 4000, "infected_per_living": 0, "seed": 3, "days": 1,
            "culture": "chinese", "census": "shanghai", "zone": {"on": False},
            "roles": {"soldiers": 0, "scouts": 0, "officers": 0, "cooks": 0, "technicians": 0,
                      "longing": 0, "music_share": 0}}  # fmt: skip
    return build(Scenario.from_data(data))


def days(live, **params):
    """Name of the pattern of each of the people, without the sitting."""
    from kinward.people.parameters import TimetableParameters

    table = make_timetable(live.world.population, 3, "city", TimetableParameters(**params))
    return np.array([table.names[p].rsplit("/", 1)[0] for p in table.pattern])


def test_in_a_city_somebody_grown_stays_with_small_children(town):
    people = town.world.population
    small = np.flatnonzero((people.age < 10) & (people.pupil & 1 == 0))

    def alone(names):
        """Households with a child at home and nobody grown there who could be."""
        at_home = np.char.startswith(names, "resident at home") & (people.age >= 14)
        kept = np.isin(people.household[small], people.household[at_home])
        workers = (people.role == v.WORKER) & (people.age >= 14)
        could = np.isin(people.household[small], people.household[workers])
        return int((~kept & could).sum())

    assert len(small) > 50
    assert alone(days(town)) == 0
    assert alone(days(town, carers=False)) > 10


def test_errands_and_business_are_as_frequent_as_they_are_set(town):
    people = town.world.population
    plain = days(town, carers=False)
    names = days(town, carers=False, errands=0.8, business=0.2)
    for day, share in (("resident", 0.2), ("resident at home", 0.8)):
        of = (plain == day) & (people.age >= 14)
        out = np.char.startswith(names[of], f"{day}, out at")
        error = 3.0 * np.sqrt(share * (1 - share) / of.sum())
        assert out.mean() == pytest.approx(share, abs=error)
    assert (plain[plain != names] != "resident pupil").all()


def test_who_stays_with_small_children_does_not_go_out(town):
    plain, with_carers = days(town, carers=False), days(town)
    cares = plain != with_carers
    assert cares.sum() > 50
    assert (days(town, errands=1.0, business=1.0)[cares] == "resident at home").all()


def test_an_errand_leads_to_a_public_room_not_far_from_home(town):
    a = town.array
    u, home = a("shop_of"), town.world.population.home
    assert (a("u_building")[u] >= 0).all()
    x, y, of = a("b_x"), a("b_y"), a("u_building")
    far = np.hypot(x[of[u]] - x[of[home]], y[of[u]] - y[of[home]])
    assert 400.0 < far.mean() < 800.0  # 600 m are meant
    assert len(np.unique(u)) > 300


def test_a_city_goes_to_work_in_the_morning(town):
    """And nobody was sent home by a rule for those who have left a zone."""
    from kinward.core.clock import HOUR, MINUTE
    from kinward.engine.stepping import Engine

    def drain(live):
        live.events.drain()
        live.decisions.drain()

    engine = Engine(town, drain)
    for t in range(0, 3 * HOUR, MINUTE):  # the run starts at 6:00
        engine.minute(t)
    a, people = town.array, town.world.population
    works = np.char.startswith(days(town), "resident") & (people.role == v.WORKER)
    works &= (people.work > 0) & (a("activity") == WORK)
    assert works.sum() > 500
    assert (a("unit")[works] == people.work[works]).mean() > 0.9
