"""Draw a city to a picture: water, streets by kind, buildings by use, sites, landmarks, a scale."""

from __future__ import annotations

import math
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kinward.city.graph import PassageKind, PlaceGraph, UnitKind
from kinward.city.labels import INK, landmark_names, street_names
from kinward.city.shapes import linestrings
from kinward.core.errors import InputError

if TYPE_CHECKING:
    import shapely as sh
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

GROUND, WATER, SHORE = "#f6f3ec", "#a9c9dd", "#7fa9c4"
LEGEND_INCHES = 2.3  # of a picture 14 inches wide
WIDEST_M, NARROWEST_M = 70.0, 3.0  # of water that the map gives as a line, m (assumed)
OF_THE_ROOM = 0.8  # share of the room between the streets beside it that it takes (assumed)
GREEN = "#dbe6cb"
FENCE = "#4a3f35"
STREETS = {  # colour, and whether a thin dark casing lies under it
    PassageKind.STREET: "#ffffff",
    PassageKind.ALLEY: "#fbfaf6",
    PassageKind.BRIDGE: "#fff3cf",
    PassageKind.TUNNEL: "#c9c4bb",
    PassageKind.PATH: "#e8e0cc",
    PassageKind.STEPS: "#d98f6b",
    PassageKind.CORRIDOR: "#ddd2e6",
    PassageKind.ROOM: "#ddd2e6",
    PassageKind.SEWER: "#9a8f7d",
}
USES = {
    UnitKind.DWELLING: ("homes", "#d8cdbd"),
    UnitKind.SHOP: ("shops", "#e6a15c"),
    UnitKind.FOOD: ("food", "#d9b44a"),
    UnitKind.PHARMACY: ("pharmacy", "#5aa67a"),
    UnitKind.HOSPITAL: ("hospital", "#d0505a"),
    UnitKind.SCHOOL: ("school", "#7f8fc4"),
    UnitKind.HALL: ("temple, hall", "#a8583f"),
    UnitKind.OFFICE: ("offices", "#b9bcc4"),
    UnitKind.WORKSHOP: ("workshops", "#98907f"),
    UnitKind.MALL: ("mall", "#b5619a"),
    UnitKind.INN: ("inn", "#8d7bb8"),
    UnitKind.OTHER: ("other", "#cfcac2"),
}
DOTS = {  # sites worth marking: colour, marker
    "pharmacy": ("#14804a", "P"),
    "clinic": ("#c2202f", "P"),
    "hospital": ("#c2202f", "P"),
    "music": ("#5b2a86", "*"),
    "jewelry": ("#5b2a86", "D"),
    "police": ("#1d4e9e", "s"),
    "fuel": ("#3b3b3b", "h"),
    "hardware": ("#7a4a12", "^"),
    "hunting": ("#7a4a12", "v"),
    "supermarket": ("#b35c00", "o"),
    "convenience": ("#b35c00", "."),
}


def picture_path(path: str | Path) -> Path:
    """The path, if a picture can go there. Raises InputError."""
    path = Path(path)
    if path.is_dir():
        raise InputError(f"{path}: a folder; expected a file such as map.png")
    if path.suffix.lower() not in (".png", ".svg", ".pdf"):
        raise InputError(f"{path}: expected a name that ends in .png, .svg or .pdf")
    return path


def draw_map(graph: PlaceGraph, path: str | Path, width: float = 14.0, dpi: int = 150) -> Path:
    """Draw a city to a PNG, SVG or PDF file, by the ending of its name.

    Args:
        graph: the city. path: where the picture goes. width: inches. dpi: dots an inch.

    Raises:
        InputError: the name has another ending, or the folder cannot be written.
    """
    path = picture_path(path)
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    x0, x1, y0, y1 = _frame(graph)
    room = LEGEND_INCHES * width / 14.0  # at the left, so that the legend covers no street
    across = width - room
    height = min(max(across * (y1 - y0) / (x1 - x0), 0.35 * width), 1.8 * width)
    figure = Figure(figsize=(width, height), facecolor=GROUND)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((room / width, 0, across / width, 1))
    # equal scales, by hand: matplotlib complains on stderr of frames that differ from the paper
    metres = max((x1 - x0) / across, (y1 - y0) / height)  # to an inch
    axes.set_xlim((x0 + x1 - metres * across) / 2, (x0 + x1 + metres * across) / 2)
    axes.set_ylim((y0 + y1 - metres * height) / 2, (y0 + y1 + metres * height) / 2)
    axes.axis("off")
    points_per_m = 72 / metres
    _water(axes, graph)
    _buildings(axes, graph)
    _streets(axes, graph, points_per_m)
    _fences(axes, graph)
    _sites(axes, graph)
    street_names(axes, graph, points_per_m)
    landmark_names(axes, graph, x1 - x0)
    _legend(figure, axes, graph, room / width)
    _scale(axes, x0, x1, y0, y1)
    try:
        figure.savefig(path, dpi=dpi, facecolor=GROUND)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror})") from None
    return path


def _frame(g: PlaceGraph) -> tuple[float, float, float, float]:
    """The box of the streets and a margin, m."""
    xs, ys = (g.line_x, g.line_y) if g.line_x.size else (g.node_x, g.node_y)
    margin = 20.0 + 0.02 * max(np.ptp(xs), np.ptp(ys))
    return xs.min() - margin, xs.max() + margin, ys.min() - margin, ys.max() + margin


def _water(axes: Axes, g: PlaceGraph) -> None:
    """Water and green."""
    import shapely
    from matplotlib.collections import PolyCollection

    axes.add_collection(PolyCollection(list(g.green), facecolors=GREEN, zorder=0.5))
    closed = [w for w in g.water if len(w) > 3 and np.allclose(w[0], w[-1])]
    lines = [w for w in g.water if not (len(w) > 3 and np.allclose(w[0], w[-1]))]
    axes.add_collection(
        PolyCollection(closed, facecolors=WATER, edgecolors=SHORE, linewidths=0.4, zorder=1)
    )
    if not lines:
        return
    known = shapely.buffer(shapely.union_all([shapely.Polygon(w).buffer(0) for w in closed]), 3.0)
    drawn = [shapely.LineString(w) for w in lines]
    # the banks of water that is drawn already only close it
    streets = _on_the_ground(g)
    widths = [
        NARROWEST_M if shapely.intersection(line, known).length > 0.6 * line.length
        else width_of(w, g, streets)
        for w, line in zip(lines, drawn)
    ]  # fmt: skip
    beds = [shapely.buffer(line, w / 2, cap_style="flat") for w, line in zip(widths, drawn)]
    parts = shapely.get_parts(shapely.union_all(beds))
    rings = [shapely.get_coordinates(part.exterior) for part in parts]
    label = (
        "water given as a line: as wide as\nthe streets beside it leave room,\n"
        f"at most {WIDEST_M:g} m"
    )
    axes.add_collection(
        PolyCollection(
            rings, facecolors=WATER, edgecolors=SHORE, linewidths=0.4, zorder=1, label=label
        )
    )


def _on_the_ground(g: PlaceGraph) -> tuple[sh.STRtree, np.ndarray]:
    """The streets that water is beside: a search tree of their lines, and their widths, m."""
    import shapely

    ground = np.flatnonzero(
        ~np.isin(g.p_kind[: g.n_street], (PassageKind.BRIDGE, PassageKind.TUNNEL))
    )
    if not len(ground):
        return shapely.STRtree([]), np.zeros(0)
    rows = [np.arange(g.p_xy[p], g.p_xy[p + 1]) for p in ground]
    xy = np.column_stack([g.line_x, g.line_y])[np.concatenate(rows)]
    lines = linestrings(xy, np.repeat(np.arange(len(rows)), [len(r) for r in rows]))
    return shapely.STRtree(lines), g.p_width[ground]


def width_of(
    line: np.ndarray, g: PlaceGraph, streets: tuple[sh.STRtree, np.ndarray] | None = None
) -> float:
    """Width at which water is drawn that the map gives as a line (n, 2), m.

    A rule, as the map does not say it: a share of the room that the streets leave beside it.

    Args:
        streets: those on the ground, where they are known already.
    """
    import shapely

    tree, wide = streets or _on_the_ground(g)
    if not len(wide):
        return NARROWEST_M
    middle = shapely.LineString(line)
    at = shapely.line_interpolate_point(middle, np.linspace(0.02, 0.98, 25), normalized=True)
    near, away = tree.query_nearest(at, return_distance=True, all_matches=False)
    free = away - wide[near[1]] / 2
    widest = max(min(WIDEST_M, middle.length / 6), NARROWEST_M)  # what is short is a brook
    return float(np.clip(2 * OF_THE_ROOM * np.median(free), NARROWEST_M, widest))


def _buildings(axes: Axes, g: PlaceGraph) -> None:
    """Footprints by use (that of their shop, if any), darker at the rim the higher they are."""
    from matplotlib.collections import PolyCollection

    xy = np.column_stack([g.foot_x, g.foot_y])
    rings = [xy[g.b_xy[i] : g.b_xy[i + 1]] for i in range(g.b_x.size)]
    use = g.b_kind.copy()
    public = g.s_unit[g.u_building[g.s_unit] >= 0]
    plain = np.isin(use[g.u_building[public]], (UnitKind.DWELLING, UnitKind.OFFICE))
    use[g.u_building[public[plain]]] = g.u_kind[public[plain]]
    colours = [USES[UnitKind(k)][1] for k in use]
    rim = np.clip(0.15 + 0.06 * g.b_floors, 0.2, 0.7)
    edges = [(0.25, 0.22, 0.2, a) for a in rim]
    axes.add_collection(
        PolyCollection(rings, facecolors=colours, edgecolors=edges, linewidths=0.3, zorder=2)
    )


def _streets(axes: Axes, g: PlaceGraph, points_per_m: float) -> None:
    """Street passages with a casing, wide ones on top; steps are dashed."""
    from matplotlib.collections import LineCollection

    xy = np.column_stack([g.line_x, g.line_y])
    seen = np.flatnonzero(g.p_kind[: g.n_street] != PassageKind.SEWER).tolist()
    order = sorted(seen, key=lambda p: (g.p_kind[p] == PassageKind.BRIDGE, g.p_width[p], p))
    lines = [xy[g.p_xy[p] : g.p_xy[p + 1]] for p in order]
    width = np.array([max(g.p_width[p] * points_per_m, 0.7) for p in order])
    colour = [STREETS.get(PassageKind(g.p_kind[p]), "#ffffff") for p in order]
    axes.add_collection(
        LineCollection(lines, colors="#8f877a", linewidths=width + 0.7, zorder=3, capstyle="round")
    )
    axes.add_collection(
        LineCollection(lines, colors=colour, linewidths=width, zorder=4, capstyle="round")
    )
    steps = [xy[g.p_xy[p] : g.p_xy[p + 1]] for p in order if g.p_kind[p] == PassageKind.STEPS]
    axes.add_collection(
        LineCollection(steps, colors="#7c3f22", linewidths=1.3, linestyles=(0, (1, 1.2)), zorder=5)
    )


def _fences(axes: Axes, g: PlaceGraph) -> None:
    """Walls, fences and hedges as thin dark lines."""
    from matplotlib.collections import LineCollection

    if g.fences:
        axes.add_collection(
            LineCollection(
                list(g.fences), colors=FENCE, linewidths=0.6, zorder=5.5, label="walls, fences"
            )
        )


def _unit_xy(g: PlaceGraph, units: np.ndarray) -> np.ndarray:
    """Where units stand: in their building, else at their door; (n, 2) m."""
    out = np.empty((len(units), 2))
    for i, u in enumerate(units.tolist()):
        b = g.u_building[u]
        out[i] = (g.b_x[b], g.b_y[b]) if b >= 0 else g.point(int(g.u_passage[u]), float(g.u_off[u]))
    return out


def _sites(axes: Axes, g: PlaceGraph) -> None:
    if not g.s_unit.size:
        return
    place = _unit_xy(g, g.s_unit)
    kinds = np.array([g.names[k] for k in g.s_type])
    small = 1.0 if g.s_unit.size < 1500 else 0.5
    for kind, (colour, marker) in DOTS.items():
        rows = kinds == kind
        if rows.any():
            axes.scatter(
                *place[rows].T,
                s=34 * small,
                c=colour,
                marker=marker,
                linewidths=0.4,
                edgecolors="white",
                zorder=7,
                label=kind,
            )


def _legend(figure: Figure, axes: Axes, g: PlaceGraph, share: float) -> None:
    """What the colours and signs mean, in the strip at the left (a share of the width)."""
    from matplotlib.patches import Patch

    present = [UnitKind(k) for k in np.union1d(g.b_kind, g.u_kind[g.s_unit])]
    handles: list = [
        Patch(facecolor=USES[k][1], edgecolor="#777", label=USES[k][0]) for k in present
    ]
    dots, names = axes.get_legend_handles_labels()
    if not (handles or dots):
        return
    legend = figure.legend(
        handles=[*handles, *dots],
        labels=[*(USES[k][0] for k in present), *names],
        loc="upper left",
        bbox_to_anchor=(0.02 * share, 0.99),
        fontsize=7.5,
        frameon=False,
        title="\n".join(textwrap.wrap(g.name.replace("_", " "), 20)),
        title_fontsize=11,
        alignment="left",
        markerscale=1.6,
    )
    legend.get_title().set_parse_math(False)  # type: ignore[attr-defined]


def _scale(axes: Axes, x0: float, x1: float, y0: float, y1: float) -> None:
    """A scale bar of a round length near a sixth of the width."""
    goal = (x1 - x0) / 6
    unit = 10.0 ** math.floor(math.log10(goal))
    bar = max(m * unit for m in (1, 2, 5) if m * unit <= goal)
    left, low = x1 - 0.03 * (x1 - x0) - bar, y0 + 0.03 * (y1 - y0)
    high = 0.004 * (x1 - x0)
    axes.fill_between(
        [left - 0.3 * goal / 6, left + bar + 0.3 * goal / 6],
        low - 4 * high,
        low + 6 * high,
        color="#fffdf6",
        alpha=0.85,
        zorder=18,
        linewidth=0,
    )
    for i, colour in enumerate((INK, "white")):
        axes.fill_between(
            [left + i * bar / 2, left + (i + 1) * bar / 2],
            low,
            low + high,
            facecolor=colour,
            edgecolor=INK,
            linewidth=0.6,
            zorder=19,
        )
    for at, text in ((left, "0"), (left + bar / 2, f"{bar / 2:g}"), (left + bar, f"{bar:g} m")):
        axes.text(at, low + 1.8 * high, text, fontsize=6.5, ha="center", color=INK, zorder=19)
