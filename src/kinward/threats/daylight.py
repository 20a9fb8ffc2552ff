"""Daylight and weather: how far one sees, minute by minute.

Sunrise and sunset by the declination of the sun (Cooper 1969) at the city's latitude; the moon
by its 29.53-day cycle. Sight is 150 m by day, 25 m in full moonlight, 10 m in the dark with a
lamp (model page). Rain and storm come in spells drawn by the hour.
"""

from __future__ import annotations

import math

from kinward.core.clock import DAY, HOUR
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.purposes import WEATHER_DRAW
from kinward.core.quantity import Count, Length, Probability, Real, Switch
from kinward.threats.vocabulary import WEATHER


class Sky(Parameters):
    """Season, moon and weather."""

    day_of_year: Count = param(
        289, "day of the year at the start (289: 16 October)", "assumed", le=366
    )
    latitude: Real = param(35.0, "latitude, degrees", "Kyoto", ge=-66, le=66)
    moon_age: Real = param(10.0, "age of the moon at the start, days", "assumed", ge=0, le=29.53)
    sight_day: Length = param("150 m", "sight by day", "model page", ge="1 m", le="2 km")
    sight_moon: Length = param("25 m", "sight in full moonlight", "model page", ge="1 m", le="2 km")
    sight_dark: Length = param(
        "10 m", "sight in the dark with a lamp", "model page", ge="1 m", le="2 km"
    )
    rain: Probability = param(0.04, "an hour begins a spell of rain", "assumed")
    clears: Probability = param(0.25, "an hour ends it", "assumed")
    night: Switch = param(True, "it gets dark; off: the sun is always up", "model page")
    moon: Switch = param(True, "the moon lights the night", "model page")


def sun_hours(day_of_year: float, latitude: float) -> tuple[float, float]:
    """Local solar times of sunrise and sunset, h."""
    declination = math.radians(23.45) * math.sin(2 * math.pi * (284 + day_of_year) / 365)
    x = -math.tan(math.radians(latitude)) * math.tan(declination)
    half = math.degrees(math.acos(max(-1.0, min(1.0, x)))) / 15.0
    return 12.0 - half, 12.0 + half


def sky(t: int, par: Sky, c) -> None:
    """Set daylight, moonlight, weather and sight for this minute."""
    clock = (t + int(c.start_ms[0])) / HOUR
    day, hour = divmod(clock, 24.0)
    rise, down = sun_hours(par.day_of_year + day, par.latitude)
    c.daylight[0] = rise <= hour < down or not par.night
    age = (par.moon_age + t / DAY) % 29.53
    lit = 0.5 * (1.0 - math.cos(2 * math.pi * age / 29.53))
    # the full moon is up all night, the new moon not at all
    c.moonlight[0] = 0.0 if c.daylight[0] or not par.moon else lit
    if t % HOUR == 0:
        u = uniform(c.seed[0], WEATHER_DRAW, 0, 0, t, 0)
        before = int(c.weather[0])
        if before == 0 and u < par.rain:
            c.weather[0] = 1
        elif before and u < par.clears:
            c.weather[0] = 0
        if c.weather[0] != before:
            emit(c.ev_ints, c.ev_reals, c.ev_head, t, WEATHER, -1, -1, 0, -1, c.weather[0], 0.0,
                 0.0, -1)  # fmt: skip
    if c.daylight[0]:
        sight = par.sight_day
    else:
        sight = par.sight_dark + (par.sight_moon - par.sight_dark) * float(c.moonlight[0])
    c.sight_m[0] = sight * (0.6 if c.weather[0] else 1.0)


SKY = Process(
    "sky", "minute", sky, section="sky", python=True,
    writes=("daylight", "moonlight", "weather", "sight_m", "ev_ints", "ev_reals", "ev_head"),
    fixed=("start_ms", "seed"),
    meaning="daylight, moon and weather set how far one sees",
)  # fmt: skip
