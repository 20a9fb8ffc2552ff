"""What a highway class means: kind of passage, clear width, who may use it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kinward.city.graph import PassageKind, Use

BOTH = Use.WALK | Use.DRIVE
LANE_M = 3.25  # one traffic lane, m (Japanese Road Structure Ordinance: 2.75 to 3.5)
WALKS_M = 4.0  # two sidewalks together on streets with lanes, m (assumed)
NARROW_M = 3.5  # a street at most this wide is an alley, m (assumed)


@dataclass(frozen=True)
class StreetClass:
    """The usual street of a class; the width is between the walls and is assumed."""

    kind: PassageKind
    width: float  # m, assumed
    use: Use
    frontage: str  # style of the buildings raised along it


_S, _P = PassageKind.STREET, PassageKind.PATH
CLASSES: dict[str, StreetClass] = {
    "motorway": StreetClass(_S, 16.0, BOTH, ""),
    "trunk": StreetClass(_S, 18.0, BOTH, "commercial"),
    "primary": StreetClass(_S, 16.0, BOTH, "commercial"),
    "secondary": StreetClass(_S, 11.0, BOTH, "mixed"),
    "tertiary": StreetClass(_S, 8.0, BOTH, "mixed"),
    "unclassified": StreetClass(_S, 6.0, BOTH, "quarter"),
    "residential": StreetClass(_S, 5.0, BOTH, "quarter"),
    "living_street": StreetClass(_S, 5.0, BOTH, "quarter"),
    "road": StreetClass(_S, 5.0, BOTH, "quarter"),
    "service": StreetClass(PassageKind.ALLEY, 3.5, BOTH, ""),
    "pedestrian": StreetClass(_S, 6.0, Use.WALK, "shops"),
    "busway": StreetClass(_S, 7.0, BOTH, ""),
    "track": StreetClass(_P, 2.5, BOTH, ""),
    "footway": StreetClass(_P, 2.0, Use.WALK, ""),
    "path": StreetClass(_P, 1.5, Use.WALK, ""),
    "cycleway": StreetClass(_P, 2.5, Use.WALK, ""),
    "bridleway": StreetClass(_P, 2.0, Use.WALK, ""),
    "corridor": StreetClass(PassageKind.CORRIDOR, 2.5, Use.WALK, ""),
    "steps": StreetClass(PassageKind.STEPS, 2.0, Use.WALK, ""),
}
_RAMPS = ("motorway_link", "trunk_link", "primary_link", "secondary_link", "tertiary_link")
CLASSES |= {ramp: StreetClass(_S, 7.0, BOTH, "") for ramp in _RAMPS}


@dataclass(frozen=True)
class Street:
    """One street as its tags say."""

    kind: PassageKind
    width: float
    use: Use
    layer: int
    name: str
    frontage: str


def number(text: str | None, low: float, high: float) -> float | None:
    """A length or count in a tag ("3.5", "3,5 m", "12'"), or None if absent or absurd."""
    match = re.match(r"\s*([0-9]{1,7}(?:[.,][0-9]{1,6})?)\s*(m\b|ft\b|')?", text or "", re.ASCII)
    if not match:
        return None
    value = float(match[1].replace(",", ".")) * (0.3048 if match[2] in ("ft", "'") else 1.0)
    return value if low <= value <= high else None


def street_of(tags: Mapping[str, str]) -> Street | None:
    """The street that these tags describe, or None if one cannot walk there."""
    usual = CLASSES.get(tags.get("highway", ""))
    if usual is None:
        return None
    width = number(tags.get("width") or tags.get("est_width"), 0.6, 80.0)
    lanes = number(tags.get("lanes"), 1, 16)
    if width is None:
        width = usual.width
        if lanes is not None and usual.use & Use.DRIVE:
            width = max(LANE_M * lanes + WALKS_M, 3.0) if usual.width >= 7 else usual.width
    layer = layer_of(tags)
    kind = usual.kind
    if kind is PassageKind.STREET and width <= NARROW_M:
        kind = PassageKind.ALLEY
    if kind is not PassageKind.STEPS:
        if tags.get("bridge", "no") != "no":
            kind = PassageKind.BRIDGE
        elif is_tunnel(tags) or layer < 0:
            kind = PassageKind.TUNNEL
        elif tags.get("indoor") == "yes":
            kind = PassageKind.CORRIDOR
    frontage = usual.frontage if layer == 0 and kind != PassageKind.BRIDGE else ""
    return Street(kind, round(width, 2), usual.use, layer, name_of(tags), frontage)


def name_of(tags: Mapping[str, str]) -> str:
    """The name of a thing in at most 80 characters."""
    text = tags.get("name:en") or tags.get("name_en") or tags.get("name") or tags.get("ref") or ""
    return " ".join("".join(c for c in text if c.isprintable()).split())[:80]


def is_tunnel(tags: Mapping[str, str]) -> bool:
    """Whether a street runs under ground: by its tag, or without one by its name."""
    if "tunnel" in tags:
        return tags["tunnel"] not in ("no", "building_passage")
    return re.search(r"(隧道|トンネル|\b[Tt]unnel)\s*(\(.*\))?$", name_of(tags)) is not None


def layer_of(tags: Mapping[str, str]) -> int:
    """The level of a thing: its layer tag, else below for tunnels and above for bridges."""
    text = tags.get("layer", "").strip()
    if re.fullmatch(r"[+-]?[0-9]", text, re.ASCII):
        return int(text)
    if is_tunnel(tags):
        return -1
    return 1 if tags.get("bridge", "no") != "no" else 0
