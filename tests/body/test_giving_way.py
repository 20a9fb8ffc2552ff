"""What gives way, falls and catches."""

from __future__ import annotations

import numpy as np
import pytest
from tests.body.small import City

ALWAYS = 50.0  # 1/s


def on_scaffold(city, m, height=9.0):
    p = city.scaffold(height)
    city.put_on(m, p, height)
    city.c.frail[p] = ALWAYS
    return p


def test_a_scaffold_gives_way_once_and_drops_who_is_on_it():
    city = City(heights={"awning": 0.0})
    m = city.rows()[0]
    p = on_scaffold(city, m)
    names = [e[0] for e in city.second("give_way")]
    assert names[:2] == ["gave_way", "fell"]
    assert city.last("fell").value == pytest.approx(9.0)
    assert city.c.passage[m] == city.c.p_host[p]
    assert city.c.offset[m] == city.c.p_host_off[p]
    assert city.c.frail[p] == 0
    assert city.c.gave_way[p]
    assert city.c.sound_n[0] == 1  # heard: falling metal
    assert city.c.sound_level[0] == city.c.loudness[8]
    city.put_on(m, p, 9.0)
    assert not city.second("give_way", n=20)  # broken: gives way no more


def test_the_switch_and_solid_ground_keep_everybody_up():
    city = City(heights={"gives_way": False})
    m = city.rows()[0]
    on_scaffold(city, m)
    assert not city.second("give_way", n=20)
    city = City()
    m = city.rows()[0]
    city.put_on(m, int(city.c.p_host[city.scaffold()]), 5.0)
    assert not city.second("give_way", n=50)


def held(city, who, height, rate, seconds):
    """Seconds until it gives way under `who`, mean over many tries."""
    p = city.scaffold(height)
    out = []
    for _ in range(60):
        for i, m in enumerate(who):
            city.put_on(m, p, height - 0.2 * i)
        city.c.frail[p], city.c.gave_way[p] = rate, False
        start = city.t
        for _ in range(seconds):
            if city.second("give_way"):
                break
        out.append((city.t - start) / 1000)
    return np.mean(out)


def test_it_gives_way_sooner_under_two_and_under_load():
    city = City(heights={"catch": False, "half_die": "100 m"})
    a, b = city.rows(n=2)
    city.c.load[[a, b]] = 0.0
    one = held(city, [a], 9.0, 0.05, 400)
    two = held(city, [a, b], 9.0, 0.05, 400)
    city.c.load[a, 4] = 81.25  # litres: another person's weight
    laden = held(city, [a], 9.0, 0.05, 400)
    assert one == pytest.approx(20, rel=0.4)
    assert two == pytest.approx(one / 4, rel=0.5)
    assert laden == pytest.approx(one / 4, rel=0.5)


def test_half_die_of_a_fall_of_twelve_metres():
    city = City(heights={"awning": 0.0, "catch": False})
    p = city.scaffold(12.0)
    m = city.rows()[0]
    died = 0
    for _ in range(300):
        city.put_on(m, p, 12.1 if city.c.p_len[p] > 12.1 else 12.0)
        city.c.frail[p] = ALWAYS
        names = [e[0] for e in city.second("give_way")]
        died += "died" in names
        if "died" in names:
            assert city.c.fate[m] == 1
            assert city.c.gone[m]
        else:
            assert 0 < city.c.hurt[m] <= 0.95
            assert city.c.bleeding[m] > 0
    assert died / 300 == pytest.approx(0.5, abs=0.1)


def test_a_rotten_floor_lets_one_through_into_the_room_below():
    city = City(heights={"further": 0.0})
    c = city.c
    upper = np.flatnonzero((c.u_floor == 2) & ~c.p_zone[c.u_passage])
    u = next(
        int(v) for v in upper
        if ((c.u_building == c.u_building[v]) & (c.u_floor == 1)).any()
    )  # fmt: skip
    m = city.rows()[0]
    city.put(m, unit=u)
    city.wake(m)
    c.rotten[u] = ALWAYS
    city.second("give_way")
    assert city.last("fell").value == pytest.approx(3.0)
    v = int(c.unit[m])
    assert c.u_building[v] == c.u_building[u]
    assert c.u_floor[v] == 1
    assert c.rotten[u] == 0
    assert city.c.first_in[len(c.cell_n) + v] == m


def falls_of_two(tries=150, free=True, **sets):
    """Of two companions 2 m apart the upper breaks through: what the other does."""
    city = City(heights={"half_die": "100 m", "awning": 0.0} | sets)
    c = city.c
    a, b = city.rows(n=2)
    c.party[[a, b]] = a
    c.party_next[a], c.party_next[b] = b, -1
    c.age[[a, b]] = 30
    c.load[[a, b]] = 0.0
    p = city.scaffold(9.0)
    counts = {"caught": 0, "pulled_along": 0, "fell": 0}
    for _ in range(tries):
        city.put_on(a, p, 9.0)
        city.put_on(b, p, 7.0)
        if not free:
            c.held_by[b] = city.infected(1)[0]
        c.moving[b] = False
        c.frail[p], c.gave_way[p] = ALWAYS, False
        for name, *_ in city.second("give_way"):
            if name in counts:
                counts[name] += 1
    return counts


def test_a_companion_catches_or_is_pulled_along():
    counts = falls_of_two()
    assert 0.35 < counts["caught"] / 150 < 0.75
    assert counts["pulled_along"] > 0
    assert counts["caught"] + counts["fell"] == 150 + counts["pulled_along"]


def test_nobody_catches_without_hands_or_with_the_switch_off():
    assert falls_of_two(30, free=False)["caught"] == 0
    assert falls_of_two(30, catch=False)["caught"] == 0
