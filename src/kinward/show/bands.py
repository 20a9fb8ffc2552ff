"""The picture of the bands: who belonged where over time, and who moved between them (alluvial)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from kinward.chronicle.tables import scan
from kinward.core.clock import DAY

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

COLUMNS = 8  # points in time that are shown
WIDTH, HEIGHT, TOP, BAR = 1020, 560, 26, 9
GAP = 5.0  # px between two groups of a column
LOST = -2  # those dead, turned or gone
ROAD = -1  # those of groups too small or short-lived to have a place of their own
NAMED = 14  # groups that get a colour and a name
_HUES = (205, 28, 150, 340, 265, 50, 185, 95, 0, 230, 310, 125, 15, 75)


@dataclass(frozen=True)
class Flow:
    """Where everybody belonged at some points in time."""

    times: list[int]
    where: list[dict[int, int]]  # person to group, LOST or ROAD
    names: dict[int, str]


def flow_of(record: Record) -> Flow | None:
    """Membership over time, from the starting table and the log; None where there are no bands."""
    groups = record.rows("SELECT group_id, name, kind FROM groups WHERE kind <> 'zone'")
    if not groups:
        return None
    people = scan(record.folder / "start" / "people.parquet")
    start = dict(record.rows(
        f"SELECT person, group_id FROM {people} WHERE NOT infected AND group_id > 0"
    ))  # fmt: skip
    moves = record.rows(
        "SELECT t, subject, k FROM events WHERE kind = 'member_of' ORDER BY t, event"
    )
    ends = dict(record.rows(
        "SELECT person, fate_t FROM people WHERE NOT infected AND fate_t IS NOT NULL"
    ))  # fmt: skip
    end = int(float(record.manifest.get("days", 1)) * DAY)
    times = [round(end * i / (COLUMNS - 1)) for i in range(COLUMNS)]
    peak: Counter[int] = Counter()
    where: list[dict[int, int]] = []
    now, i = dict(start), 0
    for t in times:
        while i < len(moves) and moves[i][0] <= t:
            now[moves[i][1]] = moves[i][2]
            i += 1
        at = {p: LOST if p in ends and ends[p] <= t else g for p, g in now.items()}
        where.append(at)
        for g, n in Counter(at.values()).items():
            peak[g] = max(peak[g], n)
    named = [g for g, n in peak.most_common() if g >= 0 and n >= 3][:NAMED]
    shown = set(named)
    where = [{p: g if g == LOST or g in shown else ROAD for p, g in at.items()} for at in where]
    names = {g: name for g, name, _ in groups if g in shown}
    return Flow(times, where, names | {ROAD: "on the road, or few", LOST: "dead or turned"})


def picture(flow: Flow, start_hour: float) -> str:
    """The flow as SVG: a column of bars for each point in time, ribbons for who went where."""
    order = [*sorted(flow.names, key=lambda g: (g < 0, g == LOST, g))]
    people = max(len(at) for at in flow.where)
    most = max(len(set(at.values())) for at in flow.where)
    scale = (HEIGHT - TOP - 30 - GAP * most) / max(people, 1)
    step = (WIDTH - 190 - BAR) / (len(flow.times) - 1)
    tops: list[dict[int, float]] = []
    out = [f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="Who belonged where">']
    for at in flow.where:
        count, y = Counter(at.values()), float(TOP)
        top = {}
        for g in order:
            if count[g]:
                top[g] = y
                y += count[g] * scale + GAP
        tops.append(top)
    for i in range(len(flow.times) - 1):
        out += _ribbons(flow, order, tops, i, step, scale)
    for i, at in enumerate(flow.where):
        out += _bars(flow, order, Counter(at.values()), tops[i], i * step, scale)
        day = int((flow.times[i] + start_hour * 3_600_000) // DAY) + 1
        out.append(f'<text x="{i * step:.0f}" y="14" class="cl">day {day}</text>')
    out += _labels(flow, order, Counter(flow.where[-1].values()), tops[-1], scale)
    return "".join(out) + "</svg>"


def _colour(flow: Flow, g: int) -> str:
    if g == LOST:
        return "var(--dead)"
    if g == ROAD:
        return "var(--soft)"
    rank = sorted(x for x in flow.names if x >= 0).index(g)
    return f"hsl({_HUES[rank % len(_HUES)]} 42% 52%)"


def _ribbons(flow: Flow, order, tops, i: int, step: float, scale: float) -> list[str]:
    """Ribbons from column i to the next, for each pair of groups."""
    before, after = flow.where[i], flow.where[i + 1]
    moved = Counter((g, after.get(p, LOST)) for p, g in before.items())
    left, right = dict(tops[i]), dict(tops[i + 1])
    x0, x1 = i * step + BAR, (i + 1) * step
    mid = (x0 + x1) / 2
    out = []
    for a in order:
        for b in order:
            n = moved[a, b]
            if not n or a not in left or b not in right:
                continue
            y0, y1, h = left[a], right[b], n * scale
            left[a] += h
            right[b] += h
            what = f"{n} from {flow.names[a]} to {flow.names[b]}" if a != b else flow.names[a]
            out.append(
                f'<path d="M{x0:.1f},{y0:.1f}C{mid:.1f},{y0:.1f} {mid:.1f},{y1:.1f} '
                f"{x1:.1f},{y1:.1f}v{h:.1f}C{mid:.1f},{y1 + h:.1f} {mid:.1f},{y0 + h:.1f} "
                f'{x0:.1f},{y0 + h:.1f}z" fill="{_colour(flow, a)}" '
                f'opacity="{0.28 if a == b else 0.55}"><title>{escape(what)}</title></path>'
            )
    return out


def _bars(flow: Flow, order, count, top, x: float, scale: float) -> list[str]:
    return [
        f'<rect x="{x:.1f}" y="{top[g]:.1f}" width="{BAR}" height="{count[g] * scale:.1f}" '
        f'fill="{_colour(flow, g)}"><title>{escape(flow.names[g])}: {count[g]}</title></rect>'
        for g in order
        if count[g]
    ]


def _labels(flow: Flow, order, count, top, scale: float) -> list[str]:
    out, last = [], -20.0
    for g in order:
        if not count[g]:
            continue
        y = max(top[g] + count[g] * scale / 2 + 4, last + 13)
        last = y
        text = escape(flow.names[g].removeprefix("the people of "))
        out.append(f'<text x="{WIDTH - 184}" y="{y:.1f}" class="cs">{text} {count[g]}</text>')
    return out


def table(record: Record) -> list[dict[str, Any]]:
    """Each band at the end: people at first and now, leader, style, legitimacy, food."""
    rows = record.rows(
        """
        SELECT g.group_id, g.name, p.name, g.style, g.since, g.until,
            first(s.value ORDER BY s.t) FILTER (s.measure = 'members'),
            last(s.value ORDER BY s.t) FILTER (s.measure = 'members'),
            last(s.value ORDER BY s.t) FILTER (s.measure = 'legitimacy'),
            last(s.value ORDER BY s.t) FILTER (s.measure = 'food')
        FROM groups g JOIN series s ON s.group_id = g.group_id
        LEFT JOIN people p ON p.person = g.leader WHERE g.kind = 'band'
        GROUP BY ALL ORDER BY g.group_id
        """
    )
    return [
        {
            "name": name.removeprefix("the people of "), "leader": leader or "nobody",
            "style": "control" if style > 0.6 else "care" if style < 0.4 else "between",
            "first": f"{first or 0:.0f}", "last": f"{last or 0:.0f}" if until is None else "ended",
            "trust": f"{trust or 0:.0%}" if until is None else "", "food": f"{food or 0:,.0f}",
        }
        for _, name, leader, style, _, until, first, last, trust, food in rows
    ]  # fmt: skip
