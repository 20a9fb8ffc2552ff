"""python -m kinward."""

from __future__ import annotations

import sys

from kinward.cli import main

if __name__ == "__main__":
    sys.exit(main())
