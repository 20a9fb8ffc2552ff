"""Zachary's karate club: who was tied to whom how strongly, and which way each went at the split.

Zachary, W. W. (1977), An information flow model for conflict and fission in small groups, Journal
of Anthropological Research 33(4), 452-473, doi 10.1086/jar.33.4.3629752: the matrix C of strengths
(contexts, of eight, in which two met) and table 3 (the club each joined). Members are counted from
0, in the paper from 1. In the matrix as it is mostly handed on, the two halves differ in 7 of the
78 ties; what stands here is its lower half, which is that of the symmetric data set of UCINET.
"""

from __future__ import annotations

import numpy as np

MEMBERS = 34
MR_HI, OFFICER = 0, 33  # the instructor, who left with his own; the president ("John A.")

TIES = np.array([
    (0, 1, 4), (0, 2, 5), (0, 3, 3), (0, 4, 3), (0, 5, 3), (0, 6, 3), (0, 7, 2), (0, 8, 2),
    (0, 10, 2), (0, 11, 3), (0, 12, 1), (0, 13, 3), (0, 17, 2), (0, 19, 2), (0, 21, 2),
    (0, 31, 2), (1, 2, 6), (1, 3, 3), (1, 7, 4), (1, 13, 5), (1, 17, 1), (1, 19, 2), (1, 21, 2),
    (1, 30, 2), (2, 3, 3), (2, 7, 4), (2, 8, 5), (2, 9, 1), (2, 13, 3), (2, 27, 2), (2, 28, 2),
    (2, 32, 2), (3, 7, 3), (3, 12, 3), (3, 13, 3), (4, 6, 2), (4, 10, 3), (5, 6, 5), (5, 10, 3),
    (5, 16, 3), (6, 16, 3), (8, 30, 3), (8, 32, 3), (8, 33, 4), (9, 33, 2), (13, 33, 3),
    (14, 32, 3), (14, 33, 2), (15, 32, 3), (15, 33, 4), (18, 32, 1), (18, 33, 2), (19, 33, 1),
    (20, 32, 3), (20, 33, 1), (22, 32, 2), (22, 33, 3), (23, 25, 5), (23, 27, 4), (23, 29, 3),
    (23, 32, 5), (23, 33, 4), (24, 25, 2), (24, 27, 3), (24, 31, 2), (25, 31, 7), (26, 29, 4),
    (26, 33, 2), (27, 33, 4), (28, 31, 2), (28, 33, 2), (29, 32, 4), (29, 33, 2), (30, 32, 3),
    (30, 33, 3), (31, 32, 4), (31, 33, 4), (32, 33, 5),
])  # fmt: skip
"""Two members and the strength of their tie (78, 3) int64, 1 to 7 contexts, 231 in all."""

HALVES_DIFFER = np.array([
    (0, 12, 2), (2, 32, 3), (8, 32, 4), (8, 33, 3), (22, 33, 0), (23, 29, 2), (29, 32, 3),
])  # fmt: skip
"""Ties as in the upper half of the matrix where it says otherwise (7, 3) int64."""

_WITH_MR_HI = (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 16, 17, 19, 21)

WITH_OFFICER = ~np.isin(np.arange(MEMBERS), _WITH_MR_HI)
"""Whether a member went with the officer (34,) bool: 17 did, 17 with Mr. Hi."""


def strengths(ties: np.ndarray = TIES) -> np.ndarray:
    """Ties (m, 3) as a symmetric matrix (34, 34) float64, 0 where there is none; contexts."""
    out = np.zeros((MEMBERS, MEMBERS))
    out[ties[:, 0], ties[:, 1]] = ties[:, 2]
    return out + out.T
