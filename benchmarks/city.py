"""City: one day of the scenario kyoto with everything on, from an empty folder to the record.

Above 70,000 people the built-in map has no room; a grid of streets of 100 m as large as they
need, with houses raised along it, stands for it. For each living person there are one and a half
infected, as always. Seconds are of the wall, with building and writing; the shares are of the
time in processes.
"""

from __future__ import annotations

import resource
import tempfile
from pathlib import Path

import kinward
from benchmarks.rows import Row, Time, timed
from kinward.engine.build import build
from kinward.engine.scenario import load_scenario

SHOWN = 5  # processes named
ROOM = 70_000  # people that the built-in map has room for
BLOCK = 100  # m
PEOPLE_A_NODE = 82  # people to each crossing of the grid; a million stay below 2,500 km of streets


def room_for(people: int, folder: Path) -> str:
    """The built-in map as far as it has room, else a grid of streets that is large enough."""
    if people <= ROOM:
        return "kyoto"
    path = folder / "grid.toml"
    n = 1 + round((people / PEOPLE_A_NODE) ** 0.5)
    far = BLOCK * (n - 1)
    lines = ['name = "grid"', 'units = "m"']
    for i in range(n):
        at = BLOCK * i
        for points in ([[0, at], [far, at]], [[at, 0], [at, far]]):
            lines += ["[[street]]", f'name = "Street {len(lines)}"', f"points = {points}"]
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def peak_mb() -> float:
    """Most memory that this process has held, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(people: int) -> list[Row]:
    """Seconds, share by process, bytes a person of one day."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ground = room_for(people, folder)
        kinward.run("kyoto", people=50, days="1 h", out=folder / "first")  # compiled by then
        before = peak_mb()
        runs: list[kinward.Record] = []
        took = timed(lambda: runs.append(
            kinward.run("kyoto", people=people, days=1, map=ground, out=folder / "run")
        ))  # fmt: skip
        files = (folder / "run").rglob("*")
        size = sum(p.stat().st_size for p in files if p.is_file())
        return rows_of(people, took, runs[0].manifest, size, peak_mb(), peak_mb() - before)


def rows_of(
    people: int, took: Time, manifest: dict, size: int, peak: float, grown: float
) -> list[Row]:
    """The rows of one day; `size` of the record in bytes, memory in MB."""
    steps = sum(manifest["timings"].values()) or 1.0
    slowest = sorted(manifest["timings"].items(), key=lambda item: -item[1])[:SHOWN]
    share = ", ".join(f"{name.split('.')[1]} {s / steps:.0%}" for name, s in slowest)
    what = f"a day of {people:,} people"
    return [
        Row(f"day-{people}", what, took.wall, "s",
            f"{took.cpu:.0f} CPU s; {1e6 * took.wall / people:,.0f} us a person; in processes "
            f"{steps / took.wall:.0%}: {share}"),
        Row(f"day-{people}-memory", f"{what}, memory", 1e6 * grown / people, "bytes a person",
            f"of the living; {peak:,.0f} MB at most"),
        Row(f"day-{people}-record", f"{what}, record", size / people, "bytes a person",
            f"{manifest['events']:,} events, {size / 1e6:.1f} MB"),
    ]  # fmt: skip


def building(people: int) -> list[Row]:
    """Seconds and memory that building alone takes."""
    with tempfile.TemporaryDirectory() as name:
        scenario = load_scenario("kyoto", people=people, map=room_for(people, Path(name)))
        before = peak_mb()
        took = timed(lambda: build(scenario))
    return [
        Row(f"build-{people}", f"building {people:,} people and their town", took.wall, "s",
            f"{took.cpu:.0f} CPU s, {peak_mb():,.0f} MB at most, "
            f"{1e6 * (peak_mb() - before) / people:,.0f} bytes a person")
    ]  # fmt: skip
