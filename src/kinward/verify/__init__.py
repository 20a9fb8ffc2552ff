"""Published checks of the model: what the literature says it must give, and what it gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kinward.verify.check import Check, Result

__all__ = ["checks", "run_checks"]


def checks() -> dict[str, Check]:
    """Every check by its id."""
    from kinward.verify import (  # noqa: F401
        counterflow,
        doors,
        duels,
        gathering,
        ground,
        groups,
        growth,
        infection,
        merging,
        movement,
        on_the_map,
        party,
        quarantine,
        same_world,
        smoke,
        sound,
        stairs,
        steps,
        storeys,
        threads,
        towers,
    )
    from kinward.verify.check import CHECKS

    return dict(sorted(CHECKS.items()))


def run_checks(
    only: Iterable[str] | None = None,
    break_: str | None = None,
    quick: bool = False,
    first: bool = False,
) -> Iterator[Result]:
    """Run checks one after the other.

    Args:
        only: ids; None for all.
        break_: a way to break the model; only the checks that must notice it are run.
        quick: leave out the long ones.
        first: end each check with its first line that fails.

    Raises:
        InputError: no such check or break.
    """
    chosen = _chosen(only, break_, quick)
    return (_run(check, break_ or "", first) for check in chosen)


def _chosen(only: Iterable[str] | None, break_: str | None, quick: bool) -> list[Check]:
    from kinward.core.errors import InputError
    from kinward.core.words import unknown_key

    known = checks()
    ids = list(known) if only is None else [i.upper() for i in only]
    for i in ids:
        if i not in known:
            raise InputError("--only " + unknown_key(i, known))
    breaks = {b for c in known.values() for b in c.breaks}
    if break_ is not None and break_ not in breaks:
        raise InputError("--break " + unknown_key(break_, sorted(breaks)))
    chosen = [known[i] for i in ids if break_ is None or break_ in known[i].breaks]
    if not chosen:
        raise InputError(f"--break {break_}: none of the checks {', '.join(ids)} is about it")
    return [c for c in chosen if c.quick or not quick or only is not None]


def _run(check: Check, broken: str, first: bool) -> Result:
    from kinward.verify.check import Result

    start, lines = perf_counter(), []
    for line in check.run(broken):
        lines.append(line)
        if first and not line.passed:
            break
    return Result(check, broken, tuple(lines), perf_counter() - start)
