"""Time what the speed of Kinward rests on, and write it down with the machine and the versions.

    python benchmarks/run.py                 # a few minutes; writes benchmarks/results.md
    python benchmarks/run.py --large         # also a day of 100,000 people
    python benchmarks/run.py --only sound    # some of them; writes nothing

Every figure is the best of its rounds: others on the machine only make it slower. Figures of one
file are of one machine and one hour; compare ratios rather than seconds across machines. No test
rests on a time.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import kinward

RESULTS = Path(__file__).parent / "results.md"
Row = tuple[str, str, str]  # what, figure, how


def best(rounds: int, work: Callable[[], object]) -> float:
    """The shortest time of some rounds, s."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def program(*args: str, **environment: str) -> float:
    """Time of a process of its own, s."""
    return best(3, lambda: subprocess.run(
        [sys.executable, *args], check=True, capture_output=True, env=os.environ | environment
    ))  # fmt: skip


def start_up() -> Iterator[Row]:
    """Import, help, and how soon a second start is in its first minute."""
    bare = program("-c", "pass")
    yield "python -c pass", f"{bare:.2f} s", "for comparison"
    took = program("-c", "import kinward")
    yield "import kinward", f"{took:.2f} s", f"{took / bare:.1f} times bare Python"
    took = program("-m", "kinward", "--help")
    yield "kinward --help", f"{took:.2f} s", f"{took / bare:.1f} times bare Python"
    first = min(_first_minute() for _ in range(2))
    yield "second start to the first simulated minute", f"{first:.2f} s", "kyoto, 4,000 people"


def _first_minute() -> float:
    """Seconds from the start of a process to its first simulated hour, less an hour's steps."""
    code = (
        "import time; a = time.perf_counter()\n"
        "from kinward.engine.build import build\n"
        "from kinward.engine.scenario import load_scenario\n"
        "from kinward.engine.session import _use_threads\n"
        "from kinward.engine.stepping import Engine\n"
        "from kinward.engine.warmup import warm_up\n"
        "_use_threads(None); live = build(load_scenario('kyoto'))\n"
        "engine = Engine(live, lambda _: (live.events.drain(), live.decisions.drain()))\n"
        "warm_up(engine.all_steps(), lambda _: None)\n"
        "engine.minute(0); print(time.perf_counter() - a)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return float(done.stdout)


def movement() -> Iterator[Row]:
    """Steps of people who walk on a lattice."""
    import numpy as np

    from kinward.city import lattice
    from kinward.verify.worlds import Walk, stand, world

    for n in (1_000, 10_000):
        graph = lattice(30)
        live = world(graph, n)
        rng = np.random.default_rng(1)
        street = rng.integers(0, graph.n_street, n)
        goal = rng.integers(0, graph.n_street, n)
        stand(live, [(int(p), float(graph.p_len[p] / 2)) for p in street])
        walk = Walk(live)
        for m in range(n):
            walk.send.to_point(m, int(goal[m]), float(graph.p_len[goal[m]] / 2))
        for _ in range(5):
            walk.step()
        steps = 50
        took = best(1, lambda: [walk.step() for _ in range(steps)])  # noqa: B023
        rate = n * steps / took
        yield f"steps of {n:,} people who walk", f"{rate / 1e6:.2f} million a second", "lattice 30"


def sound() -> Iterator[Row]:
    """A search for who hears a sound, over the streets of the built-in map."""
    from kinward.engine.build import build
    from kinward.engine.plan import PLAN, Step
    from kinward.engine.scenario import load_scenario

    live = build(load_scenario("kyoto", people=4000))
    hear = Step(next(p for p in PLAN if p.name == "hear"), live)
    for name, level in (("a scream", 100.0), ("a rifle shot", 149.0)):

        def once(level: float = level) -> None:
            live.array("sound_n")[0] = 1
            live.array("sound_who")[0] = 0
            live.array("sound_passage")[0] = 0
            live.array("sound_offset")[0] = 1.0
            live.array("sound_unit")[0] = 0
            live.array("sound_level")[0] = level
            hear(0)

        once()
        took = best(20, once)
        heard = int(live.array("hear_n")[0])
        yield f"search of {name}", f"{took * 1e3:.2f} ms", f"{heard:,} of 10,000 hear it"


def day(people: int) -> Iterator[Row]:
    """A day of the scenario, from an empty folder to the finished record."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        run = kinward.run("kyoto", people=people, days=1, map=_map(people), out=f"{folder}/run")
        took = time.perf_counter() - start
        steps = sum(run.manifest["timings"].values())
        slowest = sorted(run.manifest["timings"].items(), key=lambda item: -item[1])[:3]
        share = ", ".join(f"{name.split('.')[1]} {s / steps:.0%}" for name, s in slowest)
        size = sum(p.stat().st_size for p in Path(folder, "run").rglob("*") if p.is_file())
    yield (
        f"a day of {people:,} people", f"{took:.1f} s",
        f"{1e6 * took / people:,.0f} us a person; in steps {steps / took:.0%}: {share}; "
        f"{size / 1e6:.1f} MB",
    )  # fmt: skip


def _map(people: int) -> str:
    """The built-in map as far as it has room, else a lattice-like sketch large enough."""
    if people <= 70_000:
        return "kyoto"
    path = Path(tempfile.mkdtemp()) / "grid.toml"
    n = 1 + round((people / 40) ** 0.5)
    far = 100 * (n - 1)
    lines = ['name = "grid"', 'units = "m"']
    for i in range(n):
        for points in ([[0, 100 * i], [far, 100 * i]], [[100 * i, 0], [100 * i, far]]):
            lines += ["[[street]]", f'name = "Street {len(lines)}"', f"points = {points}"]
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def machine() -> list[str]:
    """What the figures were measured on."""
    names = ("numpy", "numba", "scipy", "duckdb", "shapely")
    return [
        f"- {os.cpu_count()} processors, {platform.machine()}, {_processor()}, "
        f"load {os.getloadavg()[0]:.1f} at the start",
        f"- Python {platform.python_version()}, Kinward {kinward.__version__}, "
        + ", ".join(f"{n} {version(n)}" for n in names),
        f"- {time.strftime('%Y-%m-%d')}",
    ]


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or "unknown processor"
    return next(
        (line.split(":")[1].strip() for line in text.splitlines() if line.startswith("model name")),
        "unknown processor",
    )


def main() -> None:
    """Run the benchmarks and print them; write them down if all were run."""
    parts: dict[str, Callable[[], Iterator[Row]]] = {
        "start": start_up,
        "movement": movement,
        "sound": sound,
        "day-1000": lambda: day(1_000),
        "day-10000": lambda: day(10_000),
        "day-100000": lambda: day(100_000),
    }
    parser = argparse.ArgumentParser(description="Time what the speed of Kinward rests on.")
    parser.add_argument("--large", action="store_true", help="also a day of 100,000 people")
    parser.add_argument("--only", choices=parts, action="append", help="some of them")
    wanted = parser.parse_args()
    names = wanted.only or [n for n in parts if wanted.large or n != "day-100000"]
    about = machine()
    print("compiling, if there is anything to compile", flush=True)
    kinward.run("kyoto", people=50, days="1 h", out=tempfile.mkdtemp())
    rows: list[Row] = []
    for name in names:
        for row in parts[name]():
            rows.append(row)
            print("  ".join(row), flush=True)
    if wanted.only:
        return
    table = ["| what | figure | |", "|---|---|---|", *(f"| {a} | {b} | {c} |" for a, b, c in rows)]
    text = ["# Benchmarks", "", "Written by `make bench`.", "", *about, "", *table, ""]
    RESULTS.write_text("\n".join(text), encoding="utf-8")
    print(f"written to {RESULTS.name}")


if __name__ == "__main__":
    main()
