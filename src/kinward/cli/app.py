"""The commands. Everything heavy is imported inside them, so that --help costs nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

import kinward
from kinward.cli import lab
from kinward.core.errors import CheckFailed

app = typer.Typer(
    name="kinward",
    help="Simulates a city in crisis in which people will not leave each other behind.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

Run = Annotated[str, typer.Argument(metavar="RUN", help="Folder of a run.", show_default=False)]
Who = Annotated[
    str,
    typer.Argument(metavar="WHO", help="A name, or the number of a person.", show_default=False),
]
Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="PATH=VALUE",
        help="Change a parameter, such as rage.latent='30 h'; may be repeated.",
    ),
]  # fmt: skip
Threads = Annotated[
    int | None, typer.Option(help="Threads; changes nothing but the time.", min=1, max=1024)
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")]
Strict = Annotated[bool, typer.Option(help="Check the state after every step (slow).")]


def _version(show: bool) -> None:
    if show:
        print(f"kinward {kinward.__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


@app.command()
def run(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A built-in scenario or a TOML file.")
    ] = "kyoto",
    people: Annotated[int | None, typer.Option(help="Living people at the start.")] = None,
    days: Annotated[str | None, typer.Option(help="Simulated days: 14, or '36 h'.")] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of every random draw.")] = None,
    threads: Threads = None,
    map_: Annotated[
        str | None, typer.Option("--map", help="A map file, or the name of a built-in map.")
    ] = None,
    set_: Sets = None,
    out: Annotated[
        Path | None, typer.Option(help="Run folder.  [default: runs/<scenario>-<seed>]")
    ] = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Run a scenario."""
    from kinward.cli.guard import resumable
    from kinward.engine.folder import new_run_folder
    from kinward.engine.scenario import load_scenario

    checked = load_scenario(scenario, set_ or (), people=people, days=days, seed=seed, map=map_)
    folder = new_run_folder(out, checked)
    with resumable(folder), _progress(checked, quiet) as progress:
        from kinward.engine import run as engine_run

        record = engine_run(checked, folder, threads=threads, strict=strict, progress=progress)
    _close(record, folder, quiet)  # the record stands by now, whatever becomes of its report


@app.command()
def resume(run: Run, threads: Threads = None, strict: Strict = False, quiet: Quiet = False) -> None:
    """Continue a run that was stopped."""
    from kinward.cli.guard import note, resumable
    from kinward.engine.folder import existing_run_folder
    from kinward.engine.scenario import load_scenario

    folder = existing_run_folder(run)
    scenario = load_scenario(folder / "scenario.toml", begun=True)
    with resumable(folder), _progress(scenario, quiet) as progress:
        from kinward.engine import resume as engine_resume

        record = engine_resume(folder, threads=threads, strict=strict, progress=progress, tell=note)
    _close(record, folder, quiet)


@app.command()
def life(run: Run, who: Who) -> None:
    """Tell the life of one person."""
    _say(kinward.open_run(run).life(who))


@app.command()
def why(
    run: Run,
    who: Who,
    at: Annotated[
        str | None,
        typer.Option(help="When: 'day 3, 14:05' or '50 h'; else what mattered most."),
    ] = None,
) -> None:
    """Say why somebody did what they did."""
    from kinward.core.moment import parse_moment

    record = kinward.open_run(run)
    _say(record.why(who, None if at is None else parse_moment(at, record.start_hour)))


@app.command()
def check(run: Run) -> None:
    """Check that a run is whole and adds up."""
    from kinward.engine.folder import existing_run_folder

    folder = existing_run_folder(run)
    from kinward.chronicle import check as find_problems
    from kinward.chronicle.check import soundness

    problems = find_problems(folder)
    if problems:
        raise CheckFailed("\n       ".join(str(p) for p in problems))
    print(f"{run}: {soundness(folder)}")


@app.command()
def report(run: Run) -> None:
    """Write the report of a run."""
    record = kinward.open_run(run)
    from kinward.show import report as write_report

    print(write_report(record))


@app.command()
def sql(
    run: Run,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="Such as 'FROM people LIMIT 5'.")],
    csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
) -> None:
    """Ask the tables of a run in SQL."""
    found = kinward.open_run(run).sql(query)
    if not csv or found is None:
        print("" if found is None else found)
        return
    import sys
    from csv import writer

    lines = writer(sys.stdout, lineterminator="\n")
    lines.writerow(found.columns)
    lines.writerows(found.fetchall())


@app.command()
def plan(
    source: Annotated[
        str, typer.Argument(metavar="SCENARIO|RUN", help="A scenario, or the folder of a run.")
    ] = "kyoto",
    set_: Sets = None,
) -> None:
    """List the processes in order, with their times."""
    import os

    from kinward.engine.folder import is_run_folder
    from kinward.engine.scenario import load_scenario

    is_run = os.path.isdir(source) and is_run_folder(Path(source))
    if not is_run:
        checked = load_scenario(source, set_ or ())
    from kinward.engine import plan as plans

    _say(plans.shares(Path(source)) if is_run else plans.describe(checked))


@app.command("map")
def map_(
    source: Annotated[str, typer.Argument(metavar="FILE", help="A map file or a built-in map.")],
    out: Annotated[
        Path | None,
        typer.Option(help="The picture (.png, .svg, .pdf).  [default: <name of the map>.png]"),
    ] = None,
) -> None:
    """Say what was understood of a map and what was dropped, and draw it."""
    from kinward.city.draw import draw_map, picture_path
    from kinward.city.labels import without_letters

    path = _unused(source) if out is None else picture_path(out)
    replaces = path.exists()
    graph, found = kinward.load_map(source)
    _say("\n".join(found.lines()))
    draw_map(graph, path)
    if nameless := without_letters(graph):
        print(
            f"Not written on the picture: {nameless} street names in letters that no font here has"
        )
    print(f"Drawn to {path}{' (replaced)' if replaces else ''}")


def _unused(source: str) -> Path:
    """A name for the picture of a map, here, that nothing has: town.png, town-2.png ..."""
    from itertools import count

    name = Path(source).name.split(".")[0] or "map"
    names = (f"{name}.png" if k == 1 else f"{name}-{k}.png" for k in count(1))
    return next(Path(n) for n in names if not Path(n).exists())


@app.command()
def scenarios() -> None:
    """List the built-in scenarios."""
    for name, title in kinward.scenarios().items():
        print(f"{name:<12} {title}")


@app.command()
def explain(
    parameter: Annotated[
        str, typer.Argument(metavar="[PARAMETER]", help="Such as rage.latent, or rage.")
    ] = "",
) -> None:
    """Print what a parameter means."""
    print(kinward.explain(parameter))


app.command()(lab.compare)
app.command()(lab.ensemble)


@app.command()
def verify(
    only: Annotated[list[str] | None, typer.Option(help="Only these checks; repeatable.")] = None,
    quick: Annotated[bool, typer.Option(help="Leave out the long ones.")] = False,
    break_: Annotated[
        str | None, typer.Option("--break", help="Break the model on purpose: its check must fail.")
    ] = None,
) -> None:
    """Run the published checks against the model."""
    from kinward.verify import run_checks

    results = list(run_checks(only=only, break_=break_, quick=quick))
    for result in results:
        _say(result)
    failed = sum(not result.passed for result in results)
    if failed:
        raise CheckFailed(f"{failed} of {len(results)} checks failed")


def _progress(scenario: Any, quiet: bool) -> Any:
    """A progress reporter as a context, or one that gives None."""
    if quiet:
        import contextlib

        return contextlib.nullcontext()
    from kinward.cli.progress import Progress

    return Progress(scenario.end_ms, scenario.start_hour)


def _close(record: Any, folder: Path, quiet: bool) -> None:
    """Write the report; print the closing summary, and the next command to try."""
    from kinward import show

    written = _report_of(record, folder)
    if quiet:
        print(folder)
        return
    _say(show.summary(record))
    print(f"\nrun folder: {folder}")
    if written is not None:
        print(f"report:     {written}")


def _report_of(record: Any, folder: Path) -> Path | None:
    """Write the report of a run that is done; None, and a line that says why, where it fails."""
    import sys

    from kinward import show
    from kinward.cli.guard import os_words

    try:
        return show.report(record)
    except Exception as error:  # the run is done and stands: its report can be written later
        why = os_words(error) if isinstance(error, OSError) else str(error) or repr(error)
        print(
            f"the report was not written: {why}\ntry: kinward report {folder}",
            file=sys.stderr,
        )
        return None


def _say(thing: Any) -> None:
    """Print a text, or anything that prints as one."""
    if isinstance(thing, list | tuple):
        for item in thing:
            print(item)
    else:
        print(thing)
