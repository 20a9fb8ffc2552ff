"""From a survey to a place graph: streets, buildings, units, sites, scaffolds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kinward.city.corridors import SHUT, add_corridors
from kinward.city.draft import SCAFFOLD_M, Draft
from kinward.city.graph import FLOOR_M, PassageKind, PlaceGraph, UnitKind, Use
from kinward.city.hashing import draw
from kinward.city.near import nearest
from kinward.city.network import Edge, street_network
from kinward.city.own_side import OwnSide
from kinward.city.public import add_public
from kinward.city.raise_buildings import BARE, frontage_covered, raise_buildings
from kinward.city.shapes import line_of, points, polygons
from kinward.city.sites import TYPES, leftovers
from kinward.city.survey import Survey
from kinward.city.units import add_building

if TYPE_CHECKING:
    import shapely as sh

DOOR_M = 80.0  # a building farther than this from every street is left out, m (assumed)
INSIDE_M = 12.0  # a shop drawn this near to a building is in it, m (assumed)
MAIN_M = 7.0  # a street from this width on has a main sewer, m (assumed)
SEWER_M, PIPE_M = 2.4, 1.2  # width of a main and of a side sewer, m (assumed)
SCAFFOLD_SHARE = 0.03  # share of buildings of 3 and more floors with scaffolding (assumed)
HOUSEHOLD = 2.2  # people a dwelling houses in the report (Japan's 2020 census: 2.21)


def assemble(survey: Survey, sewers: bool = False) -> PlaceGraph:
    """Compile a survey; its report is completed on the way.

    Args:
        survey: what a reader understood.
        sewers: lay sewers under the streets (their map is never public: by rule).

    Raises:
        InputError: the survey has no street.
    """
    report = survey.report
    net = street_network(survey.ways, report)
    halls = add_corridors(net, survey)
    d = Draft(survey.name, crs=survey.crs, origin=survey.origin)
    for x, y in net.xy:
        d.node(x, y)
    for e in net.edges:
        w = e.way
        d.passage(e.a, e.b, kind=w.kind, width=w.width, use=w.use, name=w.name, line=e.line[1:-1])
    if sewers:
        _sewers(net.edges, d)
    if halls:
        d.synthetic.append(f"corridors through {halls} malls, hospitals and stations, assumed")
    _doors(net.edges, survey)
    sketched = survey.edge is not None
    trade = sketched or not (survey.spots or any(p.sites for p in survey.plots))
    _raise(net.edges, survey, d)
    loose = _spots_to_plots(survey)
    for plot in survey.plots:
        assert plot.door is not None  # those without were dropped
        add_building(d, plot, plot.door, trade and plot.made)
    if trade and any(p.made for p in survey.plots):
        d.synthetic.append("types of shops: drawn by place from the usual shares of trades")
    _loose_sites(d, loose, net.edges, survey)
    _scaffolds(d)
    d.water = [w.tolist() for w in survey.water]
    d.green = [w.tolist() for w in survey.green]
    d.fences = [f.xy.tolist() for f in survey.fences]
    d.landmarks = list(survey.landmarks)
    report.rules += d.synthetic
    d.synthetic.append("stocks: what is left in a looted city, assumed by type of site")
    graph = d.compile()
    report.counts |= _counts(graph)
    return graph


def _raise(edges: list[Edge], survey: Survey, d: Draft) -> None:
    """Raise buildings where the map has too few; say so either way."""
    covered = frontage_covered(edges, survey.plots)
    read = len(survey.plots)
    if covered < BARE or survey.edge is not None:
        made = raise_buildings(edges, survey)
        if survey.edge is None:  # a sketch names its own
            known = {kind for p in survey.plots for kind, _ in p.sites}
            public = add_public(made, known | {s.type for s in survey.spots})
            if public:
                words = ", ".join(f"{n} {kind.replace('_', ' ')}" for kind, n in public.items())
                d.synthetic.append(f"public buildings among the raised ones: {words}; assumed")
        survey.plots += made
        why = (
            "houses between the landmarks"
            if survey.edge is not None
            else f"buildings line {covered:.0%} of the street frontage, under {BARE:.0%}"
        )
        d.synthetic.append(
            f"buildings: {len(made):,} of {len(survey.plots):,} raised along the streets ({why}); "
            "style by district or class of street, size and floors drawn by place, assumed"
        )
    else:
        survey.report.rules.append(
            f"buildings: as on the map ({read:,} line {covered:.0%} of the street frontage; "
            f"under {BARE:.0%} more would be raised)"
        )
    blind = sum(p.floors is None and p.height is None for p in survey.plots if not p.made)
    if blind:
        d.synthetic.append(
            f"floors of {blind:,} of {read:,} read buildings: drawn by place from their use, "
            "assumed"
        )


def _hosts(edges: list[Edge]) -> tuple[list[int], sh.STRtree]:
    """Streets that a door may open on, and a search tree of their lines."""
    import shapely

    rows = [i for i, e in enumerate(edges) if e.way.layer == 0 and e.way.kind not in SHUT]
    rows = rows or list(range(len(edges)))
    return rows, shapely.STRtree([shapely.LineString(edges[i].line) for i in rows])


def _doors(edges: list[Edge], survey: Survey) -> None:
    """Give each read building a door on its nearest street; drop those far from all."""
    import shapely

    if not survey.plots:
        return
    rows, tree = _hosts(edges)
    shapes = polygons(p.ring for p in survey.plots)
    best = nearest(tree, shapes, DOOR_M, survey.report.source)
    side = OwnSide(survey.fences, tree, DOOR_M)
    kept = []
    for i, plot in enumerate(survey.plots):
        if i not in best:
            continue
        k = best[i][1]
        line = line_of(tree, k)
        meet = shapely.shortest_line(shapes[i], line)
        off = line.project(shapely.get_point(meet, 1))
        if best[i][0] == 0.0:  # it stands over the street
            off = line.project(shapely.centroid(shapes[i]))
        else:
            k, off = side.street(shapes[i], k, off)
        plot.door = (rows[k], min(off, edges[rows[k]].length))
        kept.append(plot)
    survey.report.drop(
        f"buildings more than {DOOR_M:.0f} m from any street kept", len(survey.plots) - len(kept)
    )
    survey.plots = kept
    if side.moved:
        survey.report.rules.append(
            f"barriers: {side.moved} doors open on their own side of a wall or fence, not on the "
            "nearest place of a street"
        )
    if side.through:
        survey.report.rules.append(
            f"barriers: {side.through} doors lead through a wall or fence, as no street is in "
            "reach on their own side: a gate is assumed"
        )


def _spots_to_plots(survey: Survey) -> list:
    """Put shops drawn as points into the building they stand in; returns the others."""
    import shapely

    if not survey.spots or not survey.plots:
        return list(survey.spots)
    tree = shapely.STRtree([shapely.Polygon(p.ring) for p in survey.plots])
    where = points([(s.x, s.y) for s in survey.spots])
    best = nearest(tree, where, INSIDE_M, survey.report.source)
    loose = []
    for i, spot in enumerate(survey.spots):
        if i in best:
            survey.plots[best[i][1]].sites.append((spot.type, spot.name))
        else:
            loose.append(spot)
    return loose


def _loose_sites(d: Draft, spots: list, edges: list[Edge], survey: Survey) -> None:
    """Sites outside any building: a unit with a door on the nearest street."""
    import shapely

    if not spots:
        return
    rows, tree = _hosts(edges)
    side = OwnSide(survey.fences, tree, DOOR_M)
    far = 0
    for spot in spots:
        point = shapely.Point(spot.x, spot.y)
        near = tree.query_nearest(point, max_distance=DOOR_M)
        if not len(near):
            far += 1
            continue
        k = int(min(near))
        k, off = side.street(point, k, line_of(tree, k).project(point))
        off = min(off, edges[rows[k]].length)
        kind = TYPES[spot.type]
        unit = d.unit(area=kind.area, kind=kind.kind, door=(rows[k], off), name=spot.name)
        d.site(unit, spot.type, leftovers(spot.type, kind.area, spot.x, spot.y))
    survey.report.drop(f"shops and amenities more than {DOOR_M:.0f} m from any street kept", far)


def _sewers(edges: list[Edge], d: Draft) -> None:
    """A sewer under every driven street on the ground; each junction on it is a manhole."""
    metres = 0.0
    for e in edges:
        w = e.way
        if (
            w.layer
            or not (w.use | w.shut) & Use.DRIVE
            or w.kind not in (PassageKind.STREET, PassageKind.ALLEY)
        ):
            continue
        width = SEWER_M if w.width >= MAIN_M else PIPE_M
        d.passage(e.a, e.b, kind=PassageKind.SEWER, width=width, name=w.name, line=e.line[1:-1])
        metres += e.length
    d.synthetic.append(
        f"sewers: {metres:,.0f} m under the driven streets, with a manhole at each "
        "junction, assumed"
    )


def _scaffolds(d: Draft) -> None:
    """Scaffolding on a few of the higher buildings, chosen by place."""
    n = 0
    for i, b in enumerate(d.buildings):
        if b["floors"] >= 3 and draw(b["x"], b["y"], 5) < SCAFFOLD_SHARE:
            n += 1
            d.attach(
                b["passage"],
                b["off"],
                b["floors"] * FLOOR_M,
                kind=PassageKind.SCAFFOLD,
                width=SCAFFOLD_M,
                building=i,
            )
    if n:
        d.synthetic.append(
            f"scaffolding on {n} buildings: {SCAFFOLD_SHARE:.0%} of those with 3 floors, assumed"
        )


def _counts(g: PlaceGraph) -> dict[str, float]:
    """Figures of the compiled city."""
    homes = g.u_kind[1:] == UnitKind.DWELLING
    street = g.p_host < 0
    return {
        "places": g.node_x.size,
        "street passages": int(street.sum()),
        "street length, m": round(float(g.p_len[street].sum()), 1),
        "attached passages": int((~street).sum()),
        "cells": g.cell_area.size,
        "axes of sight": g.axis_ptr.size - 1,
        "buildings": g.b_x.size,
        "buildings raised by rule": int(g.b_made.sum()),
        "units": g.u_area.size - 1,
        "dwellings": int(homes.sum()),
        f"people housed at {HOUSEHOLD} a dwelling": int(homes.sum() * HOUSEHOLD),
        "sites": g.s_unit.size,
        "types of sites": int(np.unique(g.s_type).size),
        "pairs of roofs within a jump": g.roof_to.size // 2,
    }
