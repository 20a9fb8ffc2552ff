"""Points: where an offset of a passage lies on the map."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.core.lean import light


class Lines(NamedTuple):
    """The columns of where passages lie, bundled inside kernels."""

    p_host: np.ndarray
    p_host_off: np.ndarray
    p_xy: np.ndarray
    line_x: np.ndarray
    line_y: np.ndarray
    p_len: np.ndarray


LINES = Lines._fields


@light
def point_at(lines, p, off):
    """Where offset `off` (m) of passage p lies, (x, y) m; of an attached one, its foot."""
    while lines.p_host[p] >= 0:
        off = lines.p_host_off[p]
        p = lines.p_host[p]
    first, last = lines.p_xy[p], lines.p_xy[p + 1] - 1
    whole = 0.0
    for i in range(first, last):
        dx, dy = lines.line_x[i + 1] - lines.line_x[i], lines.line_y[i + 1] - lines.line_y[i]
        whole += np.sqrt(dx * dx + dy * dy)
    left = off * whole / lines.p_len[p]  # a declared length stretches the line
    for i in range(first, last):
        dx = lines.line_x[i + 1] - lines.line_x[i]
        dy = lines.line_y[i + 1] - lines.line_y[i]
        step = np.sqrt(dx * dx + dy * dy)
        if left <= step and step > 0.0:
            return lines.line_x[i] + dx * left / step, lines.line_y[i] + dy * left / step
        left -= step
    return lines.line_x[last], lines.line_y[last]
