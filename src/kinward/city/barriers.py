"""What `barrier` means: posts and gates at a point of a street, walls and fences along a line.

A post takes effect on the few metres of street around it alone: that piece is cut out of the
street, narrowed, and shut to cars; a gate that is locked shuts it to all. A wall, a fence or a
hedge is a line that no door leads through; a street that is mapped across it is taken to have
a gap there.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from kinward.city.graph import Use
from kinward.city.streets import number
from kinward.city.survey import Way

HALF_M = 2.0  # a post takes effect so far along the street on either side, m (assumed)
SAME_M = 0.2  # posts this near to one another along a street are one, m (assumed)
LOW_M = 1.0  # a wall that is tagged lower than this is stepped over, m (assumed)
POSTS_LEAVE = 0.8  # share of the width that a row of posts leaves open (assumed)
LEAST_M = 0.6  # a narrower opening is a mistake: nobody fits through, m (assumed)

_KINDS = {
    "solid": "wall city_wall fence wire_fence retaining_wall hedge yes",
    "rail": "guard_rail cable_barrier handrail ditch rope",
    "post": "bollard block jersey_barrier concrete_block planter log tank_trap debris chain "
    "bus_trap sump_buster yes",
    "gate": "gate lift_gate swing_gate sliding_gate sliding_beam hampshire_gate bump_gate bar "
    "entrance sally_port toll_booth border_control checkpoint",
    "low": "kerb cattle_grid height_restrictor coupure no",
}
SOLID = frozenset(_KINDS["solid"].split())  # lines that no door leads through
RAILS = frozenset(_KINDS["rail"].split())  # lines along carriageways, stepped over
POSTS = frozenset(_KINDS["post"].split())  # what stops a car and lets people through
GATES = frozenset(_KINDS["gate"].split())
STEPPED_OVER = frozenset(_KINDS["low"].split())  # what nobody is stopped by
NARROW = {  # what people go through one by one: clear width, m (assumed); cars do not
    "cycle_barrier": 1.2,
    "motorcycle_barrier": 1.2,
    "chicane": 1.2,
    "kissing_gate": 0.8,
    "wicket_gate": 0.9,
    "horse_stile": 0.8,
    "stile": 0.6,
    "turnstile": 0.6,
    "full-height_turnstile": 0.6,
}
_CLOSED, _OPEN = ("no", "private"), ("yes", "permissive", "designated", "destination")


@dataclass(frozen=True)
class Post:
    """A barrier at a point of a street."""

    kind: str
    shut: Use  # who does not pass
    opening: float = math.inf  # clear width at most, m
    share: float = 1.0  # of the street's width at most

    def width(self, street: float) -> float:
        """Clear width (m) that it leaves of a street's width."""
        return max(min(street, LEAST_M), min(street * self.share, self.opening))

    def alters(self, way: Way) -> bool:
        """Whether anything is different on this street because of it."""
        return bool(way.use & self.shut) or self.width(way.width) < way.width


def kind_of(tags: Mapping[str, str]) -> str:
    """The kind of barrier that tags name, "" for none; of several the first."""
    return tags.get("barrier", "").split(";")[0].strip().lower()


def post_of(tags: Mapping[str, str]) -> Post | None:
    """The barrier at a point that these tags describe, or None if it stops nobody.

    Posts stop cars, unless their tags let motor vehicles in. A gate is open, unless it is locked
    or its tags keep vehicles out: then it stops cars. On foot one finds it open or climbs over;
    only what is explicitly locked stops people too (assumed).
    """
    kind = kind_of(tags)
    drives = _may_drive(tags)
    locked = tags.get("locked") == "yes"
    if kind in GATES:
        stops = locked or drives is False
        opening = _opening(tags, ("maxwidth:physical", "opening", "width", "maxwidth"))
        return Post(kind, _shut(stops, locked), opening)
    opening = _opening(tags, ("maxwidth:physical", "opening"))
    if kind in POSTS:
        share = POSTS_LEAVE if opening == math.inf else 1.0
        return Post(kind, _shut(drives is not True, False), opening, share)
    if kind in NARROW:
        return Post(kind, _shut(True, locked), min(opening, NARROW[kind]))
    return None


def _shut(cars: bool, all_: bool) -> Use:
    return (Use.WALK | Use.DRIVE) if all_ else Use.DRIVE if cars else Use(0)


def _may_drive(tags: Mapping[str, str]) -> bool | None:
    """What the most particular access tag says of cars, None if nothing."""
    for key in ("motorcar", "motor_vehicle", "vehicle", "access"):
        value = tags.get(key, "")
        if value in _CLOSED or value in _OPEN:
            return value in _OPEN
    return None


def _opening(tags: Mapping[str, str], keys: tuple[str, ...]) -> float:
    found = (number(tags.get(key), LEAST_M, 30.0) for key in keys)
    return next((width for width in found if width is not None), math.inf)


def is_low(tags: Mapping[str, str]) -> bool:
    """Whether a wall is so low that it is stepped over."""
    height = number(tags.get("height"), 0.01, 100.0)
    return height is not None and height < LOW_M


def cut_at_posts(way: Way, found: list[tuple[float, Post]]) -> list[Way]:
    """Cut out the pieces of a street around its posts.

    Args:
        way: the street. found: offset (m) along it and post, in any order.

    Returns:
        The street in pieces, from its start; those around posts carry their barrier.
    """
    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(way.xy, axis=0).T))])
    end = float(run[-1])
    posts: list[tuple[float, Post]] = []
    for at, post in sorted((f for f in found if f[1].alters(way)), key=lambda f: f[0]):
        if posts and at - posts[-1][0] < SAME_M:
            posts[-1] = (posts[-1][0], _both(posts[-1][1], post))
        else:
            posts.append((at, post))
    if not posts or end <= 0.0:
        return [way]
    spans: list[tuple[float, float, Post | None]] = []
    here = 0.0
    for i, (at, post) in enumerate(posts):
        low = max(here, at - HALF_M)
        high = min(end, at + HALF_M)
        if i + 1 < len(posts):
            high = min(high, (at + posts[i + 1][0]) / 2)
        if low - here < SAME_M:
            low = here
        if end - high < SAME_M:
            high = end
        if low > here:
            spans.append((here, low, None))
        spans.append((low, high, post))
        here = high
    if here < end:
        spans.append((here, end, None))
    return [_piece(way, run, low, high, post) for low, high, post in spans if high > low]


def _both(one: Post, two: Post) -> Post:
    """Two posts at one place."""
    return Post(
        one.kind, one.shut | two.shut, min(one.opening, two.opening), min(one.share, two.share)
    )


def _piece(way: Way, run: np.ndarray, low: float, high: float, post: Post | None) -> Way:
    """A street from one offset to another, with the post that stands there."""
    inner = np.flatnonzero((run > low) & (run < high)).tolist()
    xy: list[tuple[float, float]] = []
    keys: list[Hashable] = []
    for at in (low, *inner, high):
        i = at if isinstance(at, int) else _vertex(run, at)
        if i >= 0:
            xy.append((float(way.xy[i, 0]), float(way.xy[i, 1])))
            keys.append(None if way.keys is None else way.keys[i])
        else:
            x, y = (float(np.interp(at, run, way.xy[:, k])) for k in (0, 1))
            xy.append((x, y))
            keys.append(("cut", x, y))
    out = replace(way, xy=np.array(xy), keys=None if way.keys is None else keys)
    if post is None:
        return out
    width = round(post.width(way.width), 2)
    return replace(
        out, width=width, use=way.use & ~post.shut, shut=way.use & post.shut, barrier=post.kind
    )


def _vertex(run: np.ndarray, at: float) -> int:
    """The vertex at exactly this offset, -1 for none."""
    i = int(np.searchsorted(run, at))
    return i if i < len(run) and run[i] == at else -1


def offsets(xy: np.ndarray) -> list[float]:
    """Offset (m) of each vertex along a line."""
    steps = [math.dist(p, q) for p, q in pairwise(xy.tolist())]
    return [0.0, *np.cumsum(steps).tolist()]
