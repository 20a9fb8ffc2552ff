"""The command line: `kinward run kyoto`."""

from __future__ import annotations

__all__ = ["main"]


def main(args: list[str] | None = None) -> int:
    """Run one command and return its exit code (what the `kinward` script calls)."""
    from kinward.cli.guard import guarded

    return guarded(args)
