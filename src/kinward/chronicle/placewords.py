"""Words for places: "on Matsubara-dori", "in a third-floor flat on Ninenzaka"."""

from __future__ import annotations

from collections import Counter

import numpy as np

from kinward.city.graph import PassageKind, PlaceGraph, UnitKind

ORDINALS = (
    "ground", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip
_NAMED = {
    PassageKind.STREET: ("on", "{}"),
    PassageKind.ALLEY: ("in", "{}"),
    PassageKind.PATH: ("on", "{}"),
    PassageKind.STEPS: ("on", "the steps of {}"),
    PassageKind.BRIDGE: ("on", "the bridge of {}"),
    PassageKind.TUNNEL: ("in", "the tunnel of {}"),
    PassageKind.CORRIDOR: ("in", "a corridor off {}"),
    PassageKind.STAIRS: ("on", "the stairs of {}"),
    PassageKind.ROOM: ("in", "{}"),
    PassageKind.SEWER: ("in", "the sewer under {}"),
    PassageKind.SCAFFOLD: ("on", "the scaffolding of {}"),
}
# names that are no street's, by their last word: where one is
_STANDS = {
    **dict.fromkeys(
        ("station", "gate", "crossing", "intersection", "junction", "terminal", "corner",
         "entrance"), "at"
    ),
    **dict.fromkeys(
        ("mall", "market", "arcade", "precinct", "park", "garden", "gardens", "grounds", "square",
         "plaza", "court", "yard", "village"), "in"
    ),
}  # fmt: skip
# where a name has this word in it, it says what the passage is
_SAYS = {PassageKind.STEPS: "step", PassageKind.BRIDGE: "bridge", PassageKind.TUNNEL: "tunnel"}
_NAMELESS = {
    PassageKind.STREET: ("in", "a side street"),
    PassageKind.ALLEY: ("in", "an alley"),
    PassageKind.PATH: ("on", "a footpath"),
    PassageKind.STEPS: ("on", "steps"),
    PassageKind.BRIDGE: ("on", "a bridge"),
    PassageKind.TUNNEL: ("in", "a tunnel"),
    PassageKind.CORRIDOR: ("in", "a corridor"),
    PassageKind.STAIRS: ("on", "the stairs of a house"),
    PassageKind.ROOM: ("in", "a hall"),
    PassageKind.SEWER: ("in", "the sewers"),
    PassageKind.SCAFFOLD: ("on", "scaffolding"),
}
_UNIT = {
    UnitKind.SHOP: "shop", UnitKind.FOOD: "restaurant", UnitKind.PHARMACY: "pharmacy",
    UnitKind.HOSPITAL: "hospital", UnitKind.SCHOOL: "school", UnitKind.HALL: "hall",
    UnitKind.OFFICE: "office", UnitKind.WORKSHOP: "workshop", UnitKind.MALL: "mall",
    UnitKind.INN: "inn", UnitKind.OTHER: "building", UnitKind.LIFT: "lift",
    UnitKind.BUS: "bus",
}  # fmt: skip
_SITE = {
    "convenience": "convenience store", "jewelry": "jeweller's", "jewellery": "jeweller's",
    "doctors": "doctor's surgery", "fuel": "petrol station", "police": "police station",
    "cafe": "tea house", "doityourself": "hardware shop", "sweets": "sweet shop",
    "knives": "knife shop", "antiques": "antique shop", "books": "bookshop", "toys": "toy shop",
    "grocery": "grocer's",
}  # fmt: skip
# types of sites that are a kind of shop rather than the word for one
_WARES = frozenset(
    ("music", "hardware", "hunting", "clothes", "gift", "electronics", "sports", "furniture")
)


def site_noun(kind: str) -> str:
    """What one calls a site of a type of the map: "hunting shop", "tea house"."""
    word = kind.replace("_", " ")
    return _SITE.get(kind, f"{word} shop" if kind in _WARES else word)


def article(noun: str) -> str:
    """The noun with its indefinite article."""
    return ("an " if noun[:1].lower() in "aeiou" else "a ") + noun


def ordinal_floor(floor: int) -> str:
    """The storey as one counts it from the street: 0 ground, 1 second, 2 third."""
    if floor < 0:
        return "basement"
    return ORDINALS[floor] if floor < len(ORDINALS) else f"{floor + 1}th"


def street_words(name: str, preposition: str = "on") -> tuple[str, str]:
    """Preposition and phrase for a named way: "on Gojo-dori", "at the foot of Sannenzaka"."""
    head, _, last = name.rpartition(" ")
    if last.lower() in ("foot", "end", "top") and head:
        return "at", f"the {last.lower()} of {head}"
    return _STANDS.get(last.lower(), preposition), name


def on_street(name: str) -> str:
    """ "on Gojo-dori", "in Nishiki market"; "" where there is no name."""
    return " ".join(street_words(name)) if name else ""


def off_street(name: str) -> str:
    """ "off Gojo-dori", "near Kyoto Station"."""
    preposition, phrase = street_words(name)
    return f"{'near' if preposition == 'at' else 'off'} {phrase}"


def near_names(graph: PlaceGraph) -> np.ndarray:
    """For each street passage the name (index) of itself or of the nearest named neighbours.

    Up to four passages away; the lowest index wins where several are equally near.
    """
    name = graph.p_name.astype(np.int64).copy()
    street = graph.p_host < 0
    big = np.int64(len(graph.names))
    for _ in range(4):
        at_node = np.full(len(graph.node_x), big)
        known = street & (name > 0)
        for end in (graph.p_a, graph.p_b):
            np.minimum.at(at_node, end[known], name[known])
        lacking = np.flatnonzero(street & (name == 0))
        if not len(lacking):
            break
        found = np.minimum(at_node[graph.p_a[lacking]], at_node[graph.p_b[lacking]])
        name[lacking] = np.where(found < big, found, 0)
    return name


def street_of(graph: PlaceGraph, passage: np.ndarray) -> np.ndarray:
    """The street passage that a passage hangs on (itself where it is a street)."""
    out = passage.copy()
    for _ in range(3):
        host = graph.p_host[out]
        out = np.where(host >= 0, host, out)
    return out


def passage_words(graph: PlaceGraph) -> list[tuple[str, str]]:
    """Preposition and noun phrase of every passage."""
    near = near_names(graph)
    hosts = street_of(graph, np.arange(len(graph.p_len), dtype=np.int64))
    out = []
    for p, kind in enumerate(graph.p_kind.tolist()):
        kind = PassageKind(kind)
        own = graph.names[graph.p_name[p]]
        building = int(graph.p_building[p])
        street = graph.names[near[hosts[p]]]
        if graph.p_host[p] >= 0 or kind in (PassageKind.CORRIDOR, PassageKind.ROOM):
            house = graph.names[graph.b_name[building]] if building >= 0 else ""
            if house or own:
                preposition, phrase = _NAMED[kind]
                out.append((preposition, phrase.format(house or own)))
                continue
            preposition, phrase = _NAMELESS[kind]
            out.append((preposition, f"{phrase} {on_street(street)}".strip()))
        elif own:
            preposition, phrase = _NAMED[kind]
            said = _SAYS.get(kind, "\0") in own.lower()
            if kind in (PassageKind.STREET, PassageKind.ALLEY, PassageKind.PATH):
                out.append(street_words(own, preposition))
            else:
                out.append((preposition, own if said else phrase.format(own)))
        else:
            preposition, phrase = _NAMELESS[kind]
            out.append((preposition, f"{phrase} {off_street(street)}" if street else phrase))
    return out


def unit_words(graph: PlaceGraph) -> list[tuple[str, str]]:
    """Preposition and noun phrase of every unit; row 0 is empty."""
    near = near_names(graph)
    street = near[street_of(graph, graph.u_passage.astype(np.int64))]
    types = {int(u): graph.names[t] for u, t in zip(graph.s_unit, graph.s_type)}
    nouns = []
    for u, kind in enumerate(graph.u_kind.tolist()):
        site = types.get(u, "")
        if kind == UnitKind.DWELLING:
            low = graph.b_floors[graph.u_building[u]] <= 1
            flat = f"{ordinal_floor(int(graph.u_floor[u]))}-floor flat"
            nouns.append("house" if low else flat)
        else:
            nouns.append(site_noun(site) if site else _UNIT.get(UnitKind(kind), "building"))
    count = Counter(zip(nouns, street.tolist()))
    out = [("", "")]
    for u in range(1, len(nouns)):
        name = graph.names[graph.u_name[u]]
        where = graph.names[street[u]]
        tail = f" {on_street(where)}" if where and where != name else ""
        if name:
            out.append(("in" if graph.u_kind[u] != UnitKind.HOSPITAL else "at", name + tail))
            continue
        only = count[nouns[u], int(street[u])] == 1 and graph.u_kind[u] != UnitKind.DWELLING
        out.append(("in", (f"the {nouns[u]}" if only and where else article(nouns[u])) + tail))
    return out
