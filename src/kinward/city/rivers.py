"""Close rivers that a map draws by their banks only.

Some maps give a wide river as open lines: two banks and a middle. The faces that these lines form
with the frame of the map are water where hardly any street runs on the ground and the lines
themselves make up most of the rim. A stated rule: the map does not say so.
"""

from __future__ import annotations

import numpy as np

from kinward.city.graph import PassageKind
from kinward.city.shapes import linestrings
from kinward.city.survey import Survey

STREET_DENSITY = 0.002  # m of street a m2; a built-up quarter has ten times more (assumed)
RIM_SHARE = 0.75  # share of a face's rim that must be river lines (assumed)
REACH_M = 150.0  # a line that ends this near to the frame was cut there, m (assumed)
LEAST_M2 = 1_000.0  # smaller faces stay land, m2 (assumed)


def close_rivers(survey: Survey, lines: list[np.ndarray]) -> None:
    """Add the faces between river lines (each (n, 2) m) to the water of a survey."""
    import shapely

    if not lines:
        return
    xy = np.vstack([w.xy for w in survey.ways])
    (x0, y0), (x1, y1) = xy.min(axis=0), xy.max(axis=0)
    frame = shapely.box(x0, y0, x1, y1)
    banks = shapely.union_all([shapely.LineString(line) for line in lines])
    banks = shapely.intersection(banks, frame)
    ends = [shapely.Point(line[k]) for line in lines for k in (0, -1)]
    out = [shapely.shortest_line(end, frame.exterior) for end in ends]
    out = [line for line in out if line.length <= REACH_M]  # cut at the edge of the map
    rims = shapely.get_parts(shapely.union_all([banks, frame.exterior, *out]))
    faces = shapely.get_parts(shapely.polygonize(rims.tolist()))
    ground = [w for w in survey.ways if w.kind != PassageKind.TUNNEL and len(w.xy) > 1]
    streets = linestrings(
        np.vstack([w.xy for w in ground]),
        np.repeat(np.arange(len(ground)), [len(w.xy) for w in ground]),
    )
    tree = shapely.STRtree(streets)
    near = shapely.buffer(banks, 0.01)
    area = 0.0
    for face in faces:
        if face.area < LEAST_M2:
            continue
        inside = streets[tree.query(face, predicate="intersects")]
        run = float(shapely.length(shapely.intersection(inside, face)).sum())
        own = shapely.intersection(face.exterior, near).length
        if run <= STREET_DENSITY * face.area and own >= RIM_SHARE * face.exterior.length:
            survey.water.append(shapely.get_coordinates(face.exterior))
            area += face.area
    if area:
        survey.report.rules.append(
            f"water: {area / 1e6:.2f} km2 between open river lines taken for water, as hardly any "
            "street runs there"
        )
