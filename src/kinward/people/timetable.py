"""Timetables: the bell, school and music class, work, posts, patrols, drill, curfew.

Days repeat. The hall serves in three sittings, 25 minutes apart; a household always has the
same one, so that not all stand at the hatch at once. Pupils and teachers eat in the first sitting
at noon; children below school age spend the school's hours there too. Hours are assumed unless
the architecture or the stories give them (bell, school, music class, curfew, patrols).
"""

from __future__ import annotations

import numpy as np

from kinward.core.errors import InputError
from kinward.core.vocabulary import (
    CHILD,
    CLINIC,
    COOK,
    DRILL,
    EAT,
    ELDER,
    ERRAND,
    FREE,
    HOME,
    MEDIC,
    MUSIC_CLASS,
    OFFICER,
    OUTSIDER,
    PATROL,
    POST,
    RANGE,
    SCHOOL,
    SCOUT,
    SLEEP,
    SOLDIER,
    TEACHER,
    TECHNICIAN,
    WORK,
    WORKER,
)  # fmt: skip
from kinward.people.draw import draw
from kinward.people.parameters import TimetableParameters
from kinward.people.population import Population, Timetable
from kinward.people.purposes import GOES_OUT, GOES_OUT_AT, JITTER, PATROL_DUTY, SITTING

SITTINGS = 3
SITTING_MIN = 25  # minutes between sittings
CURFEW = 21 * 60  # minute of day from which one is at home
JITTER_S = 300  # s: nobody leaves later than this after the hour
GROWN, CARED_FOR = 14, 10  # years from which one cares for others, until which one is cared for
PATROL_SHARE = 0.4  # of the soldiers on evening and night shift (assumed)

_UP = ("00:00", SLEEP), ("06:15", HOME), ("07:00+", EAT)
_DINNER = ("18:00+", EAT), ("18:25+", FREE), ("20:40", HOME)
_NOON = ("12:00", EAT), ("12:30", FREE)
_DAY_SHIFT = (*_UP, ("07:25+", HOME))
_LATE_START = ("00:00", HOME), ("00:30", SLEEP), ("07:20", HOME), ("07:50", EAT), ("08:20", HOME)
_NIGHT_REST = ("08:20", EAT), ("08:45", HOME), ("09:00", SLEEP), ("15:30", HOME)
_LATE_NIGHT = (*_DINNER[:2], ("20:40", HOME))

# (time of day, activity); a time with + is later by the sitting
PATTERNS: dict[str, tuple[tuple[str, int], ...]] = {
    "small child": (
        ("00:00", SLEEP), ("06:30", HOME), ("07:00+", EAT), ("07:25+", HOME), ("08:30", SCHOOL),
        *_NOON, ("13:00", SCHOOL), ("15:00", HOME), ("18:00+", EAT), ("18:25+", HOME),
        ("20:00", SLEEP),
    ),
    "pupil": (
        *_UP, ("07:25+", HOME), ("08:30", SCHOOL), *_NOON, ("13:00", SCHOOL), ("15:00", FREE),
        *_DINNER, ("21:30", SLEEP),
    ),
    "music pupil": (
        *_UP, ("07:25+", HOME), ("08:30", SCHOOL), *_NOON, ("13:00", SCHOOL), ("15:00", FREE),
        ("15:15", MUSIC_CLASS), ("16:15", FREE), *_DINNER, ("21:30", SLEEP),
    ),
    "worker": (
        *_UP, ("07:25+", WORK), ("12:00+", EAT), ("12:25+", WORK), ("17:00", HOME), *_DINNER,
        ("22:15", SLEEP),
    ),
    "worker in the music class": (
        *_UP, ("07:25+", WORK), ("12:00+", EAT), ("12:25+", WORK), ("15:05", MUSIC_CLASS),
        ("16:15", FREE), *_DINNER, ("22:15", SLEEP),
    ),
    "cook": (
        ("00:00", SLEEP), ("05:00", HOME), ("05:30", WORK), ("08:30", EAT), ("09:00", HOME),
        ("10:00", WORK), ("13:30", EAT), ("14:00", HOME), ("15:30", WORK), ("19:20", EAT),
        ("19:50", FREE), ("20:40", HOME), ("21:30", SLEEP),
    ),
    "teacher": (
        *_UP, ("07:25+", HOME), ("08:20", SCHOOL), ("12:00", EAT), ("12:30", SCHOOL),
        ("16:00", HOME), *_DINNER, ("22:15", SLEEP),
    ),
    "music teacher": (
        *_UP, ("07:25+", HOME), ("08:20", SCHOOL), ("12:00", EAT), ("12:30", SCHOOL),
        ("15:10", MUSIC_CLASS), ("16:20", FREE), *_DINNER, ("22:15", SLEEP),
    ),
    "technician": (
        *_UP, ("07:25+", WORK), ("12:00+", EAT), ("12:25+", WORK), ("17:30", HOME), *_DINNER,
        ("22:15", SLEEP),
    ),
    "officer": (
        *_DAY_SHIFT, ("08:20", WORK), ("12:00+", EAT), ("12:25+", WORK), ("16:15", DRILL),
        ("17:15", HOME), *_DINNER[:2], ("19:30", WORK), ("20:40", HOME), ("22:30", SLEEP),
    ),
    "soldier, day": (
        *_DAY_SHIFT, ("08:20", POST), ("12:00+", EAT), ("12:25+", POST), ("16:00", DRILL),
        ("16:45", RANGE), ("17:30", HOME), *_DINNER, ("22:15", SLEEP),
    ),
    "soldier, evening": (
        *_LATE_START, ("09:30", RANGE), ("10:30", FREE), ("12:00+", EAT), ("12:25+", FREE),
        ("13:45", DRILL), ("14:45", HOME), ("16:00", POST), ("18:00+", EAT), ("18:25+", POST),
    ),
    "patrol, evening": (
        *_LATE_START, ("09:30", RANGE), ("10:30", FREE), ("12:00+", EAT), ("12:25+", FREE),
        ("13:45", DRILL), ("14:45", HOME), ("16:00", POST), ("18:00+", EAT), ("18:25+", POST),
        ("21:00", PATROL),
    ),
    "soldier, night": (
        ("00:00", POST), *_NIGHT_REST, ("16:00", RANGE), ("16:45", DRILL), ("17:30", HOME),
        *_LATE_NIGHT, ("23:45", POST),
    ),
    "patrol, night": (
        ("00:00", PATROL), ("05:00", POST), *_NIGHT_REST, ("16:00", RANGE), ("16:45", DRILL),
        ("17:30", HOME), *_LATE_NIGHT, ("23:45", PATROL),
    ),
    "scout": (
        *_DAY_SHIFT, ("08:30", DRILL), ("09:45", RANGE), ("10:45", FREE), ("12:00+", EAT),
        ("12:25+", WORK), ("15:30", FREE), *_DINNER, ("22:15", SLEEP),
    ),
    "medic, day": (
        *_DAY_SHIFT, ("08:20", CLINIC), ("12:00+", EAT), ("12:25+", CLINIC), ("16:15", HOME),
        ("17:00", FREE), *_DINNER, ("22:15", SLEEP),
    ),
    "medic, evening": (
        *_LATE_START, ("10:00", FREE), ("12:00+", EAT), ("12:25+", HOME), ("16:00", CLINIC),
        ("18:00+", EAT), ("18:25+", CLINIC),
    ),
    "medic, night": (
        ("00:00", CLINIC), *_NIGHT_REST, ("16:30", FREE), *_LATE_NIGHT, ("23:45", CLINIC),
    ),
    "elder": (
        *_UP, ("07:25+", HOME), ("10:00", FREE), ("11:30", HOME), ("12:00+", EAT),
        ("12:25+", HOME), ("14:30", FREE), ("16:30", HOME), ("18:00+", EAT), ("18:25+", HOME),
        ("21:15", SLEEP),
    ),
    "resident": (
        ("00:00", SLEEP), ("06:30", HOME), ("08:00", WORK), ("17:30", HOME), ("22:30", SLEEP),
    ),
    "resident pupil": (
        ("00:00", SLEEP), ("06:45", HOME), ("08:20", SCHOOL), ("15:30", FREE), ("17:30", HOME),
        ("21:30", SLEEP),
    ),
    "resident at home": (
        ("00:00", SLEEP), ("06:45", HOME), ("10:00", FREE), ("11:30", HOME), ("22:00", SLEEP),
    ),
}  # fmt: skip
OUT_FROM, OUT_EVERY, OUT_TIMES = 9 * 60, 30, 18  # minutes of day at which errands begin
OUT_FOR = 45  # minutes of an errand, ways included (assumed)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _with_errand(name: str, begins: int) -> tuple[tuple[str, int], ...]:
    """A day with an errand that begins at a minute of the day."""
    day = sorted(PATTERNS[name])
    ends = begins + OUT_FOR
    back = [what for word, what in day if word <= _clock(ends)][-1]
    kept = [e for e in day if not _clock(begins) <= e[0] <= _clock(ends)]
    return tuple(sorted([*kept, (_clock(begins), ERRAND), (_clock(ends), back)]))


PATTERNS |= {
    f"{name}, out at {_clock(begins)}": _with_errand(name, begins)
    for name in ("resident", "resident at home")
    for begins in range(OUT_FROM, OUT_FROM + OUT_TIMES * OUT_EVERY, OUT_EVERY)
}
BAND_PATTERNS: dict[str, tuple[tuple[str, int], ...]] = {
    "of a band": (
        ("00:00", SLEEP), ("06:15", HOME), ("07:00+", EAT), ("07:25+", WORK), ("12:30+", EAT),
        ("13:00+", WORK), ("18:05", HOME), ("18:30+", EAT), ("19:45", FREE), ("22:00", SLEEP),
    ),
    "guard of a band, day": (
        ("00:00", SLEEP), ("06:00", EAT), ("06:30", POST), ("14:30", FREE), ("18:30+", EAT),
        ("19:45", FREE), ("22:00", SLEEP),
    ),
    "guard of a band, evening": (
        ("00:00", SLEEP), ("07:00", EAT), ("07:30", WORK), ("14:00", EAT), ("14:30", POST),
        ("22:30", SLEEP),
    ),
    "guard of a band, night": (
        ("00:00", POST), ("06:30", EAT), ("07:00", SLEEP), ("14:30", FREE), ("18:30+", EAT),
        ("19:45", FREE), ("22:30", POST),
    ),
    "child or elder of a band": (
        ("00:00", SLEEP), ("07:00+", EAT), ("07:25+", FREE), ("12:30+", EAT), ("13:00+", FREE),
        ("18:30+", EAT), ("19:45", FREE), ("20:30", SLEEP),
    ),
}  # fmt: skip
"""Days of a band, all within the place that it holds; who forages is sent (assumed hours)."""
PATTERNS |= BAND_PATTERNS
STYLES = ("zone", "city", "band")


def _minutes(word: str, sitting: int) -> int:
    late = SITTING_MIN * sitting if word.endswith("+") else 0
    return int(word[:2]) * 60 + int(word[3:5]) + late


def _zone(people: Population, seed: int) -> np.ndarray:
    """Pattern of each of the zone's people, as rows of PATTERNS, int64 (N,)."""
    code = {name: i for i, name in enumerate(PATTERNS)}
    out = np.full(people.n, code["worker"], np.int64)
    out[people.pupil > 1] = code["worker in the music class"]
    for role, name in (
        (COOK, "cook"), (TECHNICIAN, "technician"), (OFFICER, "officer"), (SCOUT, "scout"),
        (TEACHER, "teacher"), (ELDER, "elder"), (CHILD, "small child"),
    ):  # fmt: skip
        out[people.role == role] = code[name]
    out[people.teaches == 1] = code["music teacher"]
    idle = (people.role == CHILD) | (people.role == WORKER)
    out[idle & (people.pupil & 1 == 1)] = code["pupil"]
    out[idle & (people.pupil == 3)] = code["music pupil"]
    walks = draw(seed, PATROL_DUTY, people.key) < PATROL_SHARE
    for shift, word in enumerate(("day", "evening", "night")):
        on = people.shift == shift
        out[on & (people.role == MEDIC)] = code[f"medic, {word}"]
        out[on & (people.role == SOLDIER)] = code[f"soldier, {word}"]
        if shift:
            out[on & (people.role == SOLDIER) & walks] = code[f"patrol, {word}"]
    return out


def _city(people: Population, seed: int, p: TimetableParameters) -> np.ndarray:
    """Pattern of each of a city's people, as rows of PATTERNS, int64 (N,)."""
    code = {name: i for i, name in enumerate(PATTERNS)}
    out = np.full(people.n, code["resident"], np.int64)
    out[(people.role == CHILD) | (people.role == ELDER)] = code["resident at home"]
    out[people.pupil & 1 == 1] = code["resident pupil"]
    cares = np.zeros(people.n, bool)
    if p.carers:
        cares[_carers(people, out == code["resident at home"])] = True
        out[cares] = code["resident at home"]
    u, when = draw(seed, GOES_OUT, people.key), draw(seed, GOES_OUT_AT, people.key)
    for name, share in (("resident", p.business), ("resident at home", p.errands)):
        goes = (out == code[name]) & (u < share) & (people.age >= GROWN) & ~cares
        first = code[f"{name}, out at {_clock(OUT_FROM)}"]
        out[goes] = first + np.minimum((when[goes] * OUT_TIMES).astype(np.int64), OUT_TIMES - 1)
    on_duty = np.isin(people.role, (SOLDIER, MEDIC))
    out[on_duty] = _zone(people, seed)[on_duty]
    return out


def _carers(people: Population, at_home: np.ndarray) -> np.ndarray:
    """Rows of those who stay with the small children of their household: of each household with
    a child that does not go to school and with nobody grown at home, the worker of lowest key."""
    small = (people.age < CARED_FOR) & (people.pupil & 1 == 0) & ~people.infected
    needs = np.zeros(len(people.h_key), bool)
    needs[people.household[small]] = True
    needs[people.household[at_home & (people.age >= GROWN)]] = False
    could = (people.age >= GROWN) & (people.role == WORKER) & ~people.infected
    rows = np.flatnonzero(could & needs[people.household])
    rows = rows[np.lexsort((people.key[rows], people.household[rows]))]
    first = np.unique(people.household[rows], return_index=True)[1]
    return rows[first]


def _band(people: Population, seed: int) -> np.ndarray:
    """Pattern of each of the people of bands, as rows of PATTERNS, int64 (N,)."""
    code = {name: i for i, name in enumerate(PATTERNS)}
    out = np.full(people.n, code["of a band"], np.int64)
    out[(people.role == CHILD) | (people.role == ELDER)] = code["child or elder of a band"]
    for shift, word in enumerate(("day", "evening", "night")):
        guards = (people.role == SOLDIER) & (people.shift == shift)
        out[guards] = code[f"guard of a band, {word}"]
    return out


_INSTEAD = {SCHOOL: ("school", HOME), MUSIC_CLASS: ("music", HOME), DRILL: ("drill", HOME),
            RANGE: ("drill", HOME), PATROL: ("patrols", POST)}  # fmt: skip
"""Activities that a switch takes out of the days, and what one does instead."""


def make_timetable(
    population: Population,
    seed: int,
    style: str = "zone",
    params: TimetableParameters | None = None,
) -> Timetable:
    """Give everyone their day.

    Args:
        population: whose roles, shifts and classes decide.
        seed: of the run.
        style: "zone" (bell, hall, curfew), "city" (home, work, home) or "band" (one place).
        params: what the days hold.

    Returns:
        Patterns named "worker/1" and so on: pattern and sitting 0 to 2. The infected, and in a
        zone the outsiders, have -1.

    Raises:
        InputError: no such style.
    """
    if style not in STYLES:
        raise InputError(f"style {style!r} of a timetable: use one of {STYLES}")
    p = params or TimetableParameters()
    instead = {a: other for a, (name, other) in _INSTEAD.items() if not getattr(p, name)}
    names, ptr, minute, activity = [], [0], [], []
    for name, entries in PATTERNS.items():
        for sitting in range(SITTINGS):
            names.append(f"{name}/{sitting}")
            minute.extend(_minutes(word, sitting) for word, _ in entries)
            activity.extend(instead.get(what, what) for _, what in entries)
            ptr.append(len(minute))
    own = (
        _city(population, seed, p)
        if style == "city"
        else {"zone": _zone, "band": _band}[style](population, seed)
    )
    sitting = (draw(seed, SITTING, population.h_key) * SITTINGS).astype(np.int64)
    pattern = own * SITTINGS + sitting[population.household]
    late = draw(seed, JITTER, population.key) * JITTER_S
    none = population.infected | ((population.role == OUTSIDER) & (style != "city"))
    return Timetable(
        names=tuple(names),
        ptr=np.array(ptr, np.int64),
        minute=np.array(minute, np.int16),
        activity=np.array(activity, np.int8),
        pattern=np.where(none | (not p.on), -1, pattern).astype(np.int16),
        jitter=late.astype(np.int16),
    )
