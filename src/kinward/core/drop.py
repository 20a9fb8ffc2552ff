"""Drop: how deadly a fall is, as bodies suffer it and as people believe it."""

from __future__ import annotations

from kinward.core.lean import lean
from kinward.core.math import power


@lean
def deadly(far, half, slope):
    """P(death) by a fall of `far` m > 0: 1 / (1 + (half / far)^slope), half at `half` m."""
    return 1.0 / (1.0 + power(half / far, slope))
