"""Strategies for whole map files such as no mapper draws: random, crossed, absurd, broken."""

from __future__ import annotations

import bz2
import gzip
from xml.sax.saxutils import quoteattr

from hypothesis import strategies as st

M_LAT = 1 / 110_941  # degrees a metre
ABSURD = (
    "", " ", "0", "-3", "-1", "1e9", "1e400", "inf", "-inf", "nan", "9" * 40, "0.0000001", "3;4",
    "none", "walk", "RO:urban", "5 m", "12'6\"", "3,5 m", "١٢", "ⅷ", "½", "yes", "no", "both",
    "x" * 255, "é̂" * 40, "\u202e\u0644", "\U0001f9df", "\U0001f9df" * 90, "-5", "+5", "10000",
    "999", "-999", "-999..999", "0-3", "a\tb\nc", "' or 1=1 --", "<b>&amp;</b>", "%s%n{0}", "../..",
    "$\\frac{$ 1", "$x_{$", "$ $", "\\", "{{ 1 }}", "</script>",
)  # fmt: skip
_KEYS = (
    "highway building building:levels building:min_level building:part height min_height width "
    "est_width lanes layer level levels bridge tunnel indoor maxspeed oneway access foot surface "
    "name name:en ref shop amenity tourism historic railway natural landuse leisure waterway "
    "barrier locked roof:shape roof:levels type area"
)
_STREETS = (
    "residential steps primary footway service motorway pedestrian corridor path track busway "
    "tertiary_link road platform razed"
)
_HOUSES = (
    "yes apartments hospital school retail train_station temple commercial church roof shed "
    "garage industrial hotel mall"
)
KEYS, STREETS, HOUSES = (words.split() for words in (_KEYS, _STREETS, _HOUSES))
GROUNDS = (
    {"natural": "water"}, {"waterway": "river"}, {"waterway": "riverbank"}, {"leisure": "park"},
    {"amenity": "school"}, {"amenity": "hospital", "name": "Ward"}, {"barrier": "wall"},
    {"barrier": "city_wall", "height": "nan"}, {"barrier": "gate", "locked": "yes"},
    {"barrier": "bollard"}, {"building:part": "yes", "building:levels": "1e4"},
    {"landuse": "forest"}, {"railway": "station", "name": "Main"}, {"shop": "mall"}, {},
)  # fmt: skip
POINTS = (
    {"barrier": "bollard"}, {"barrier": "gate", "locked": "yes"}, {"barrier": "stile"},
    {"shop": "music"}, {"amenity": "pharmacy", "name": "\u202e"}, {"amenity": "police"},
    {"highway": "crossing"}, {"railway": "station"}, {"shop": "x" * 300},
)  # fmt: skip
ODD_PLACES = (
    "nan", "inf", "-inf", "1e308", "-1e308", "1e-320", "", " ", "91", "-91", "181", "-181", "90",
    "-90", "180", "-180", "2147483647", "214.7483648", "0x10", "35,0", "١", "35.0.0", "--35", "+35",
)  # fmt: skip
# where a map may lie: anywhere, on the date line and far north; and at the poles, where none does
READABLE = (
    (35.0, 135.0), (0.0, 0.0), (84.99, 20.0), (51.0, 179.9995), (-17.0, -179.9995), (0.0, 180.0),
)  # fmt: skip
MIDDLES = (*READABLE, *READABLE, (-85.0005, 20.0), (89.9999, 0.0), (-90.0, 179.9999))

metres = st.one_of(
    st.sampled_from([0.0, 1.0, 2.4, 10.0, 50.0, 50.0, 100.0, 100.0, 200.0]),
    st.integers(-250, 250).map(float),
    st.floats(-250, 250).map(lambda v: round(v, 2)),
)
texts = st.one_of(
    st.sampled_from(ABSURD),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="￾￿"), max_size=12),
)
tags = st.dictionaries(st.sampled_from(KEYS), texts, max_size=4)
node_ids = st.integers(1, 24)


def _written(tags_: dict[str, str]) -> str:
    return "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags_.items())


@st.composite
def _refs(draw, ids):
    """Nodes of a way: to and fro, round, the same again and again, or missing."""
    refs = draw(st.lists(st.one_of(st.sampled_from(ids), node_ids), max_size=8))
    how = draw(st.sampled_from(("as they are", "round", "back", "same", "again")))
    if how == "round" and refs:
        refs = [*refs, refs[0]]
    elif how == "back":
        refs = [*refs, *reversed(refs)]
    elif how == "same" and refs:
        refs = refs[:1] * len(refs)
    elif how == "again":
        refs = refs * 3
    return refs


@st.composite
def _streets(draw, ids):
    refs = draw(_refs(ids))
    own = {"highway": draw(st.sampled_from(STREETS)), "name": draw(texts)}
    return refs, draw(tags) | own if draw(st.booleans()) else own


@st.composite
def _outlines(draw, ids):
    """A building or a ground: often degenerate, a bow tie or open."""
    refs = draw(_refs(ids))
    own = draw(
        st.one_of(st.sampled_from(HOUSES).map(lambda v: {"building": v}), st.sampled_from(GROUNDS))
    )
    return refs, (draw(tags) if draw(st.booleans()) else {}) | own


@st.composite
def _relations(draw, ways):
    members = draw(
        st.lists(
            st.tuples(
                st.sampled_from(("way", "way", "way", "node", "relation")),
                st.one_of(st.integers(1, max(ways, 1)), st.integers(-3, 10**12)),
                st.sampled_from(("outer", "", "inner", "x")),
            ),
            max_size=5,
        )
    )
    kind = draw(st.sampled_from(("multipolygon", "multipolygon", "multipolygon", "route", "")))
    own = draw(
        st.one_of(st.sampled_from(HOUSES).map(lambda v: {"building": v}), st.sampled_from(GROUNDS))
    )
    return members, draw(tags) | own | {"type": kind}


@st.composite
def towns(draw, middles=MIDDLES, odd=True):
    """The text of a whole map, well-formed XML; `odd` lets some coordinates be none."""
    lat0, lon0 = draw(st.sampled_from(middles))
    nodes = draw(
        st.dictionaries(node_ids, st.tuples(metres, metres), min_size=3, max_size=24)
    )  # fmt: skip
    ids = sorted(nodes)
    spoilt = draw(st.dictionaries(st.sampled_from(ids), st.sampled_from(ODD_PLACES), max_size=1))
    spoilt = spoilt if odd and draw(st.integers(0, 7)) == 0 else {}
    marked = draw(st.dictionaries(st.sampled_from(ids), st.sampled_from(POINTS), max_size=4))
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">']
    for i, (x, y) in nodes.items():
        lon = (lon0 + x * M_LAT + 180.0) % 360.0 - 180.0
        lat = f"{min(max(lat0 + y * M_LAT, -90.0), 90.0):.7f}"
        lat = spoilt.get(i, lat)
        out.append(f'<node id="{i}" lat={quoteattr(lat)} lon="{lon:.7f}">')
        out.append(_written(marked.get(i, {})) + "</node>")
    ways = draw(st.lists(st.one_of(_streets(ids), _streets(ids), _outlines(ids)), max_size=9))
    if draw(st.integers(0, 7)):  # mostly one street at least
        ends = draw(st.lists(st.sampled_from(ids), min_size=2, max_size=6, unique=True))
        ways.insert(0, (ends, {"highway": "residential", "name": draw(texts)}))
    for i, (refs, own) in enumerate(ways, 1):
        nds = "".join(f'<nd ref="{r}"/>' for r in refs)
        out.append(f'<way id="{i}">{nds}{_written(own)}</way>')
    for i, (members, own) in enumerate(draw(st.lists(_relations(len(ways)), max_size=3)), 1):
        inside = "".join(
            f'<member type="{t}" ref="{r}" role={quoteattr(role)}/>' for t, r, role in members
        )
        out.append(f'<relation id="{i}">{inside}{_written(own)}</relation>')
    out.append("</osm>")
    return "\n".join(out)


def bad_heads(body: str) -> list[str]:
    """A map behind declarations that an XML reader might follow."""
    laughs = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12)
    )
    quadratic = f'<!ENTITY a "{"x" * 50_000}">'
    outside = '<!ENTITY a SYSTEM "file:///etc/passwd">'
    parameter = '<!ENTITY % a SYSTEM "file:///dev/zero"> %a;'
    inside = body.replace('v="', 'v="&a;', 1).split("?>", 1)[-1]
    return [
        f'<?xml version="1.0"?><!DOCTYPE osm [{laughs}]>{inside.replace("&a;", "&a11;")}',
        f'<?xml version="1.0"?><!DOCTYPE osm [{quadratic}]>{inside.replace("&a;", "&a;" * 5000)}',
        f'<?xml version="1.0"?><!DOCTYPE osm [{outside}]>{inside}',
        f'<?xml version="1.0"?><!DOCTYPE osm [{parameter}]>{inside}',
        f'<?xml version="1.0"?><!DOCTYPE osm SYSTEM "nowhere.dtd">{inside}',
        f'<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY a "&a;">]>{inside}',
        f'<?xml version="1.0" encoding="UTF-16"?>{inside}',
        f'<?xml version="1.0" encoding="no-such"?>{inside}',
        "<osm>" * 30_000 + body + "</osm>" * 30_000,
        "<a>" * 200_000,
        body.replace("<osm", "\ufeff<osm", 1),
        body.replace("<osm", f"<osm {'x' * 100_000}='1'", 1),
        body.replace("</osm>", "<osmChange><create></create></osmChange></osm>"),
    ]


@st.composite
def spoilt_files(draw):
    """(name, bytes): a map cut, patched, packed twice, packed wrongly, or no map at all."""
    body = draw(towns())
    if draw(st.booleans()):
        body = draw(st.sampled_from(bad_heads(body)))
    data = body.encode("utf-8", "replace")
    cut = st.floats(0, 1).map(lambda s: int(s * len(data)))
    how = draw(st.sampled_from(("whole", "cut", "patched", "binary")))
    if how == "cut":
        data = data[: draw(cut)]
    elif how == "patched":
        at = draw(cut)
        data = data[:at] + draw(st.binary(max_size=8)) + data[at + draw(st.integers(0, 60)) :]
    elif how == "binary":
        data = draw(st.binary(max_size=200))
    for _ in range(draw(st.integers(0, 2))):
        pack = draw(st.sampled_from((gzip.compress, bz2.compress)))
        data = pack(data)
        if draw(st.integers(0, 2)) == 0:
            data = data[: int(draw(st.floats(0, 1)) * len(data))]
    ending = draw(st.sampled_from(("osm", "osm", "osm.gz", "osm.bz2", "osm.pbf", "pbf", "toml")))
    return f"any.{ending}", data
