"""Give raised quarters their schools, hospitals and other public buildings."""

from __future__ import annotations

from kinward.city.hashing import draw
from kinward.city.survey import Plot

# type of site: style, one for so many raised buildings, floors; all assumed (a raised building
# houses some ten people; Japan has one primary school for about 6,500 people)
PUBLIC = {
    "school": ("school", 600, 4),
    "hospital": ("hospital", 2500, 6),
    "mall": ("mall", 4000, 5),
    "temple": ("hall", 800, 1),
    "inn": ("inn", 500, 4),
    "library": ("hall", 4000, 2),
    "fire_station": ("hall", 2500, 3),
    "police": ("office", 1500, 2),
}
LEAST_M2 = 180.0  # a public building takes a plot at least this large, m2


def add_public(plots: list[Plot], known: set[str]) -> dict[str, int]:
    """Turn some of the large raised plots into public buildings.

    Args:
        plots: raised plots, changed in place. known: types that the map shows itself.

    Returns:
        How many of each type were made.
    """
    large = [p for p in plots if _area(p) >= LEAST_M2 and not p.sites]
    middle: dict[int, tuple[float, float]] = {id(p): _middle(p) for p in large}
    large.sort(key=lambda p: (draw(*middle[id(p)], 90), *middle[id(p)]))
    made = {}
    for kind, (style, each, floors) in PUBLIC.items():
        if kind in known:
            continue
        count = min(max(1, len(plots) // each), len(large))
        for i in range(count):
            plot = large.pop()
            plot.style, plot.floors = style, floors
            plot.name = f"{kind.replace('_', ' ').capitalize()} {i + 1}"
            plot.sites = [(kind, plot.name)]
        if count:
            made[kind] = count
    return made


def _area(plot: Plot) -> float:
    x, y = plot.ring[:, 0] - plot.ring[0, 0], plot.ring[:, 1] - plot.ring[0, 1]
    return abs(float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum())) / 2


def _middle(p: Plot) -> tuple[float, float]:
    x, y = p.ring.mean(axis=0).tolist()
    return x, y
