"""The commands that run a scenario many times: compare and ensemble."""

from __future__ import annotations

import contextlib
import shlex
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import kinward
from kinward.core.errors import InputError, RunStopped

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from kinward.lab.compare import Comparison
    from kinward.lab.ensemble import Ensemble

People = Annotated[int | None, typer.Option(help="Living people at the start.")]
Days = Annotated[str | None, typer.Option(help="Simulated days: 14, or '36 h'.")]
Map = Annotated[str | None, typer.Option("--map", help="A map file, or a built-in map.")]
Seeds = Annotated[
    str, typer.Option(help="How many (0, 1, 2 ...), or which: 3,5,8 or 100-119.", metavar="N|LIST")
]
Jobs = Annotated[
    int | None, typer.Option(help="Processes at a time.  [default: a core each, 4 at most]", min=1)
]
Dask = Annotated[str | None, typer.Option(help="Run on a Dask scheduler, such as tcp://host:8786.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no tables.")]
SHOWN = 12  # people told of on the terminal
WIDTH = 100
_WHOLE = 1_000_000  # of the progress of all runs together


def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="A scenario, or the folder of a run.")],
    b: Annotated[
        str | None, typer.Argument(metavar="[B]", help="Another; else A with --set-b.")
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="A change of both; may be repeated."),
    ] = None,
    set_b: Annotated[
        list[str] | None,
        typer.Option("--set-b", metavar="PATH=VALUE", help="A change of B alone, over --set."),
    ] = None,
    seeds: Seeds = "10",
    jobs: Jobs = None,
    people: People = None,
    days: Days = None,
    map_: Map = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder; one that was begun is gone on with.")
    ] = None,
    dask: Dask = None,
    quiet: Quiet = False,
) -> None:
    """Compare two policies person by person, over pairs of runs that share every draw."""
    keys = {"people": people, "days": days, "map": map_}
    with _stoppable(), _progress(quiet) as progress, _executor(dask) as executor:
        found = kinward.compare(
            a, b, seeds=seeds_in(seeds), sets=set_ or (), sets_b=set_b or (), jobs=jobs,
            executor=executor, out=out, progress=progress,
            **{k: v for k, v in keys.items() if v is not None},
        )  # fmt: skip
    if not quiet:
        _show(_print_comparison, found)
    print(f"{'' if quiet else 'page: '}{found.folder / 'compare.html'}")
    _tell_failures([(name, reason) for name, _, reason in found.failures], len(found.seeds))


def ensemble(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A built-in scenario or a TOML file.")
    ] = "kyoto",
    seeds: Seeds = "10",
    jobs: Jobs = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a parameter; may be repeated."),
    ] = None,
    people: People = None,
    days: Days = None,
    map_: Map = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder; one that was begun is gone on with.")
    ] = None,
    dask: Dask = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the run folders too.")] = False,
    quiet: Quiet = False,
) -> None:
    """Run a scenario over many seeds and gather what they come to."""
    keys = {"people": people, "days": days, "map": map_}
    with _stoppable(), _progress(quiet) as progress, _executor(dask) as executor:
        found = kinward.ensemble(
            scenario, seeds=seeds_in(seeds), sets=set_ or (), jobs=jobs, executor=executor,
            out=out, progress=progress, keep=keep,
            **{k: v for k, v in keys.items() if v is not None},
        )  # fmt: skip
    if not quiet:
        _show(_print_ensemble, found)
    print(f"{'' if quiet else 'page: '}{found.folder / 'ensemble.html'}")
    failures = [(f"seed {r.seed}", r.reason) for r in found.failures]
    _tell_failures(failures, len(found.done))


def seeds_in(text: str) -> Any:
    """Seeds from "10", "3,5,8" or "100-119". Raises InputError."""
    try:
        if "," not in text and "-" not in text.strip():
            return int(text)
        out: list[int] = []
        for part in text.split(","):
            first, _, last = part.strip().partition("-")
            out += range(int(first), int(last) + 1) if last else [int(first)]
            if len(out) > 100_000:
                raise ValueError
        return out
    except (ValueError, OverflowError, MemoryError):
        raise InputError(
            f"--seeds {text!r}: expected how many, such as 10, or which, such as 3,5,8 or 100-119"
        ) from None


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """Ctrl-C loses nothing: the same command goes on."""
    try:
        yield
    except KeyboardInterrupt:
        raise RunStopped(
            f"stopped; go on with the same command: kinward {shlex.join(sys.argv[1:])}"
        ) from None


@contextlib.contextmanager
def _executor(address: str | None) -> Iterator[Any]:
    """The executor of a Dask scheduler; None without an address."""
    if address is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError:
        raise InputError(
            "--dask: distributed is not installed; install it with: pip install 'kinward[dask]'"
        ) from None
    try:
        client = Client(address, timeout="10s")
    except (OSError, ValueError, TypeError) as error:
        raise InputError(
            f"--dask {address}: no scheduler answers ({type(error).__name__}); expected an address "
            "such as tcp://host:8786"
        ) from None
    with client:
        yield client.get_executor(pure=False, retries=0)


@contextlib.contextmanager
def _progress(quiet: bool) -> Iterator[Any]:
    """A reporter of runs done, or None."""
    if quiet:
        yield None
        return
    from kinward.cli.progress import Progress

    class Runs(Progress):
        """Runs in place of simulated time."""

        def __init__(self) -> None:
            super().__init__(_WHOLE)
            self.runs = (0.0, 1)

        def say(self, done: float, total: int, text: str) -> None:
            self.runs = (done, total)
            self(int((_WHOLE - 1) * done / max(total, 1)), text)

        def _where(self, t: int) -> str:
            done, total = self.runs
            return f"{int(done)} of {total} runs done: {self._text}"

        def _rate(self, now: float, t: int) -> str:
            return ""

    bar = Runs()
    with bar:
        yield bar.say


def _show(write: Callable[[Console, Any], None], found: Any) -> None:
    """Print what `write` writes, without the blanks at the ends of its lines."""
    from rich.console import Console

    console = Console(highlight=False)
    console.width = min(console.width, WIDTH)
    with console.capture() as capture:
        write(console, found)
    print("\n".join(line.rstrip() for line in capture.get().splitlines()))


def _print_comparison(console: Console, found: Comparison) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from kinward.show.page import plain, signed

    console.print(Text.assemble(("A  ", "bold"), found.a, ("\nB  ", "bold"), found.b))
    table = _table("outcome", "A", "B", "B - A", "95 % interval", "saved")
    for o in found.to_data()["outcomes"]:
        known = o["low"] is not None
        table.add_row(
            o["what"], plain(o["mean_a"]), plain(o["mean_b"]), signed(o["difference"]),
            f"{signed(o['low'])} to {signed(o['high'])}" if known else "",
            "" if o["saved"] is None else f"{o['saved']:.0%}",
            style="" if o["shown"] or not known else "dim",
        )  # fmt: skip
    console.print(table)
    pairs, n = found.pairs, max(len(found.pairs), 1)
    lives = sum(len(p.changed) for p in pairs) / n
    fates = sum(len(p.fates) for p in pairs) / n
    console.print(
        f"\n{plain(lives)} of {plain(sum(p.lives for p in pairs) / n)} lives differ in a pair, "
        f"{plain(fates)} {'fate' if fates == 1 else 'fates'}"
    )
    for s in found.fates[:SHOWN]:
        p = s.parting
        console.print(Text(f"\n{p.name}, {p.age}, {p.role} (seed {s.seed})", style="bold"))
        console.print(Padding(Text(s.because.sentence), (0, 0, 0, 2)))
        if len(s.chain) > 1:
            console.print(Padding(Text("\n".join(s.chain), style="dim"), (0, 0, 0, 4)))
    more = sum(len(p.fates) for p in pairs) - len(found.fates[:SHOWN])
    console.print(f"\nand {more} more on the page\n" if more > 0 else "")


def _print_ensemble(console: Console, found: Ensemble) -> None:
    from kinward.show.page import plain, signed

    data = found.to_data()
    picks = [data["quantiles"].index(q) for q in (0.05, 0.5, 0.95)]
    table = _table("outcome", "mean", "95 % interval", "sd", "5 %", "50 %", "95 %")
    for o in data["outcomes"]:
        bounds = [plain(x) if x >= 0 else signed(x) for x in (o["low"], o["high"]) if x is not None]
        quantiles = [plain(o["quantiles"][i]) for i in picks]
        table.add_row(o["what"], plain(o["mean"]), " to ".join(bounds), plain(o["sd"]), *quantiles)
    console.print(table)
    console.print(
        f"{len(found.done)} runs; one row for each in {found.folder / 'ensemble.parquet'}"
    )


def _table(*heads: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for n, head in enumerate(heads):
        table.add_column(head, justify="right" if n else "left", no_wrap=n > 0)
    return table


def _tell_failures(failures: list[tuple[str, str]], done: int) -> None:
    """Raise RunStopped for runs that did not come to their end; the others stand."""
    if failures:
        lines = [f"  {name}: {reason}" for name, reason in failures[:10]]
        more = [f"  and {len(failures) - 10} more"] if len(failures) > 10 else []
        what = "run" if len(failures) == 1 else "runs"
        raise RunStopped(
            f"{len(failures)} {what} failed, {done} stand:\n" + "\n".join(lines + more)
        )
