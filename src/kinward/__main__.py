"""python -m kinward."""

from __future__ import annotations

from kinward.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
