"""Divide a building into units: flats, shops, wards, class rooms, halls."""

from __future__ import annotations

from kinward.city.draft import Draft
from kinward.city.graph import UnitKind
from kinward.city.hashing import draw, pick
from kinward.city.sites import STREET_TRADE, TYPES, leftovers
from kinward.city.styles import FLAT_M2, HOUSE_M2, NET, STYLES, Style
from kinward.city.survey import Plot

K = UnitKind
BACK_EXIT_M2 = 150.0  # a public ground floor from this size on has a back exit (assumed)
WINDOW_SHARE = 0.5  # share of ground floor rooms with a window one can leave by (assumed)
MOST_A_FLOOR = 24  # units of a floor, at most: a longer one is not divided further (assumed)
ROOM_M2 = {  # gross floor of one room on upper floors, m2 (assumed; class room 8 x 8 m)
    K.SCHOOL: 80.0,
    K.HOSPITAL: 60.0,
    K.INN: 30.0,
    K.OFFICE: 150.0,
    K.MALL: 400.0,
}


def add_building(d: Draft, plot: Plot, door: tuple[int, float], trade: bool) -> int:
    """Add a plot's building, its units and sites; returns the building's id.

    Args:
        d: the draft. plot: its outline. door: street passage and offset.
        trade: give its shops a type by rule (the map shows no shops).
    """
    style = STYLES[plot.style]
    x, y = (float(v) for v in plot.ring.mean(axis=0))
    area = _ring_area(plot)
    floors = plot.floors or _floors(plot, style, area, x, y)
    kind = TYPES[plot.sites[0][0]].kind if plot.sites and plot.style == "yes" else style.kind
    flat = plot.flat if plot.flat is not None else style.flat and not (floors <= 2 and area < 90)
    b = d.building(
        ring=[(float(px), float(py)) for px, py in plot.ring],
        floors=floors,
        kind=kind,
        door=door,
        flat=flat,
        height=plot.height,
        name=plot.name,
        made=plot.made,
    )
    sites = list(plot.sites) or _trade(style, area, x, y, trade)
    before = len(d.units)
    _ground(d, b, sites, style, area, floors, (x, y))
    if plot.corridor is not None:
        _open_on(d, plot.corridor, before)
    if not _one_house(style, area, floors):
        for floor in range(1, floors):
            _divide(d, b, floor, style.kind, area * NET)
    return b


def _ring_area(plot: Plot) -> float:
    x, y = plot.ring[:, 0] - plot.ring[0, 0], plot.ring[:, 1] - plot.ring[0, 1]
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    return max(1.0, abs(float(cross.sum())) / 2)


def _floors(plot: Plot, style: Style, area: float, x: float, y: float) -> int:
    """Floors by height (3.3 m each, assumed) or by the style's weights; small ones stay low."""
    if plot.height:
        return max(1, min(200, round(plot.height / 3.3)))
    floors = pick(style.floors, draw(x, y, 1))
    return min(floors, 2) if area < 60 and not plot.made else floors


def _one_house(style: Style, area: float, floors: int) -> bool:
    return style.kind is K.DWELLING and area < HOUSE_M2 and floors <= 3


def _trade(style: Style, area: float, x: float, y: float, trade: bool) -> list[tuple[str, str]]:
    """The site of a ground floor where the map shows none: a type by the style's weights."""
    if not trade or area < 20:
        return []
    ground = style.ground or style.kind
    if ground not in (K.SHOP, K.FOOD, K.HALL, K.WORKSHOP) or draw(x, y, 2) >= style.ground_share:
        return []
    return [(pick(style.trade or STREET_TRADE, draw(x, y, 3)), "")]


def _ground(
    d: Draft,
    b: int,
    sites: list[tuple[str, str]],
    style: Style,
    area: float,
    floors: int,
    at: tuple[float, float],
) -> None:
    """Ground floor: its sites first, then what the building is for."""
    net = area * NET
    left = net
    for i, (kind, name) in enumerate(sites):
        share = net / len(sites) if style.kind is not K.DWELLING else net / (len(sites) + 1)
        if i == 0 and TYPES[kind].kind is style.kind:
            share = net / len(sites)
        size = max(8.0, min(share, 6 * TYPES[kind].area))
        left -= size
        public = size >= BACK_EXIT_M2 or TYPES[kind].kind is K.MALL
        unit = d.unit(
            b, area=size, kind=TYPES[kind].kind, name=name, exits=2 if public else _exits(at, i)
        )
        d.site(unit, kind, leftovers(kind, size, at[0] + i, at[1]))
    if _one_house(style, area, floors):
        home = left + net * (floors - 1)
        if home >= 12.0:
            d.unit(b, area=home, kind=K.DWELLING, exits=_exits(at, 50))
    elif left >= 12.0:
        _divide(d, b, 0, style.kind, left, at)
    elif not sites and floors == 1:
        d.unit(b, area=net, kind=style.kind, exits=_exits(at, 51))


def _divide(
    d: Draft,
    b: int,
    floor: int,
    kind: UnitKind,
    net: float,
    at: tuple[float, float] | None = None,
) -> None:
    """Divide a floor into equal units of its kind."""
    size = FLAT_M2 if kind is K.DWELLING else ROOM_M2.get(kind, net) * NET
    count = max(1, min(MOST_A_FLOOR, int(net / size)))
    if at is not None and kind in (K.MALL, K.HALL):
        count = 1  # one hall on the ground
    for i in range(count):
        exits = 1
        if at is not None:
            public = kind is not K.DWELLING and net / count >= BACK_EXIT_M2
            exits = 2 if public else _exits(at, 60 + i)
        d.unit(b, floor=floor, area=net / count, kind=kind, exits=exits)


def _open_on(d: Draft, corridor: int, first: int) -> None:
    """Let ground floor units open on the corridor, along its inner three fifths."""
    rows = d.units[first:]
    for i, unit in enumerate(rows):
        share = 0.2 + 0.6 * (i + 0.5) / len(rows)
        unit["passage"], unit["off"] = corridor, share * d.passages[corridor]["len"]


def _exits(at: tuple[float, float], k: int) -> int:
    return 2 if draw(at[0], at[1], 100 + k) < WINDOW_SHARE else 1
