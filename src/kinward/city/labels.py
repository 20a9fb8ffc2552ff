"""Names on the picture of a city: main streets along their lines, landmarks beside their dots."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING

from kinward.city.graph import PlaceGraph
from kinward.city.romanised import ROMANISED

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK = "#2b2b33"
MAIN_M = 900.0  # streets at least this long are written larger, m
MOST_NAMES = 3_000  # names of one kind tried, the first that are to be written
LETTER = 0.62  # rough width of a letter, of the size of the font
# families with Japanese or Chinese letters, as far as the machine has them
FAMILIES = (
    "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans JP", "Noto Sans SC", "IPAexGothic",
    "IPAGothic", "TakaoGothic", "VL Gothic", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
    "Droid Sans Fallback", "Hiragino Sans", "Yu Gothic", "PingFang SC", "Microsoft YaHei",
    "SimHei", "Arial Unicode MS",
)  # fmt: skip


@cache
def _more_letters() -> tuple[str, frozenset[int]]:
    """The first of `FAMILIES` on this machine and its letters; "" and nothing without one."""
    from matplotlib.font_manager import fontManager
    from matplotlib.ft2font import FT2Font

    there = {font.name: font.fname for font in fontManager.ttflist}
    for family in FAMILIES:
        if family in there:
            return family, frozenset(FT2Font(there[family]).get_charmap())
    return "", frozenset()


def readable(name: str) -> str:
    """A name in letters that can be drawn, "" where there are none.

    The Latin part of a name in two scripts is enough; of main streets a table knows the Latin name.
    """
    if all(ord(c) < 0x250 for c in name):
        return name
    latin = re.search(r"\(([ -\u024f]+)\)", name)
    bare = re.sub(r"\s*[(（].*", "", name)
    if latin and latin[1].strip():
        return latin[1].strip()
    if bare in ROMANISED:
        return ROMANISED[bare]
    return name if all(ord(c) < 0x250 or ord(c) in _more_letters()[1] for c in name) else ""


def without_letters(graph: PlaceGraph) -> int:
    """How many street names cannot be drawn here, for want of a font."""
    names = {graph.names[n] for n in set(graph.p_name[: graph.n_street].tolist())}
    return sum(bool(name) and not readable(name) for name in names)


def street_names(axes: Axes, g: PlaceGraph, points_per_m: float) -> None:
    """Write the names of streets, the longest first, each once along its longest piece."""
    import shapely
    from matplotlib import patheffects

    total: dict[int, float] = {}
    best: dict[int, int] = {}
    for p in range(g.n_street):
        name = int(g.p_name[p])
        if name:
            total[name] = total.get(name, 0.0) + float(g.p_len[p])
            if name not in best or g.p_len[p] > g.p_len[best[name]]:
                best[name] = p
    family = ["DejaVu Sans", *filter(None, [_more_letters()[0]])]
    halo = [patheffects.withStroke(linewidth=1.6, foreground="#fffdf6")]
    taken: list = []
    order = sorted(best.items(), key=lambda item: (-total[item[0]], item[0]))
    for name, p in order[:MOST_NAMES]:
        text = readable(g.names[name])
        size = 6.4 if total[name] >= MAIN_M else 4.6
        long = LETTER * size * len(text) / points_per_m  # m on the ground
        if not text or total[name] < 1.3 * long:
            continue
        x, y = g.point(p, float(g.p_len[p]) / 2)
        xa, ya = g.point(p, float(g.p_len[p]) / 2 - 5)
        angle = math.atan2(y - ya, x - xa)
        dx, dy = long / 2 * math.cos(angle), long / 2 * math.sin(angle)
        line = shapely.LineString([(x - dx, y - dy), (x + dx, y + dy)])
        if any(line.distance(other) < 1.2 * size / points_per_m for other in taken):
            continue
        taken.append(line)
        axes.text(
            x, y, text, fontsize=size, color="#57503f", ha="center", va="center", zorder=6,
            rotation=(math.degrees(angle) + 90) % 180 - 90, rotation_mode="anchor", family=family,
            path_effects=halo, clip_on=True, parse_math=False,
        )  # fmt: skip


def landmark_names(axes: Axes, g: PlaceGraph, span: float) -> None:
    """Label landmarks, leaving out those that would cover an earlier label."""
    from matplotlib import patheffects

    halo = [patheffects.withStroke(linewidth=2.2, foreground="#fffdf6")]
    letter = 0.0052 * span  # rough width of a letter, m
    taken: list[tuple[float, float, float, float]] = []
    for known, x, y in g.landmarks[:MOST_NAMES]:
        name = readable(known)
        if not name:
            continue
        half, high = len(name) * letter / 2, 1.6 * letter
        for dy in (1.1 * high, -1.1 * high, 2.4 * high, -2.4 * high):
            box = (x - half, y + dy - high, x + half, y + dy + high)
            if not any(
                box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken
            ):
                break
        else:
            continue
        taken.append(box)
        axes.plot([x], [y], "o", ms=2.4, color=INK, zorder=8)
        axes.text(
            x, y + dy, name, fontsize=6.8, color=INK, ha="center", va="center", zorder=9,
            weight="bold", path_effects=halo, clip_on=True, parse_math=False,
        )  # fmt: skip
