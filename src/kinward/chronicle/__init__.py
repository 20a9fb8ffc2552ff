"""What happened: the log of a run, the tables built from it, and lives told from them."""

from __future__ import annotations

from kinward.chronicle.check import Finding, check, require
from kinward.chronicle.finish import finish, write_manifest
from kinward.chronicle.record import Record, open_run
from kinward.chronicle.start import write_start
from kinward.chronicle.writer import LogWriter

__all__ = [
    "Finding", "LogWriter", "Record", "check", "finish", "open_run", "require", "write_manifest",
    "write_start",
]  # fmt: skip
