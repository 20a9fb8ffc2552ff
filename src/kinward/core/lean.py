"""`lean`: compiles a small function that makes no array, without numba's reference counting."""

from __future__ import annotations

import numba as nb

# most of the compile time of the mind's functions is reference counting that they do not need
lean = nb.njit(cache=True, _nrt=False)  # pyright: ignore[reportCallIssue]
