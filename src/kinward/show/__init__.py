"""What one sees of a run: the closing summary and the report."""

from __future__ import annotations

from kinward.show.lives import worth_reading
from kinward.show.report import report
from kinward.show.summary import summary

__all__ = ["report", "summary", "worth_reading"]
