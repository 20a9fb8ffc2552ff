"""A wish to go somewhere: any room writes it down, one process (body/setting_out.py) carries it
out. Finding a way is compiled once, not in every kernel that sends somebody."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.core.lean import lean, light

W_NONE, W_GO, W_STOP, W_GATE = range(4)


class Wish(NamedTuple):
    """The columns of what movers want, bundled inside kernels."""

    wish: np.ndarray
    wish_passage: np.ndarray
    wish_offset: np.ndarray
    wish_unit: np.ndarray
    wishers: np.ndarray
    wish_n: np.ndarray


@lean
def _note(w, m, kind):
    if w.wish[m] == 0:
        w.wishers[w.wish_n[0]] = m
        w.wish_n[0] += 1
    w.wish[m] = kind


@light
def go(w, m, p, off, u):
    """Let m go to offset off (m) of passage p, and into unit u there if above 0."""
    _note(w, m, W_GO)
    w.wish_passage[m] = p
    w.wish_offset[m] = off
    w.wish_unit[m] = u


@light
def stay(w, m):
    """Let m stand where it is."""
    _note(w, m, W_STOP)


@lean
def go_to_gate(w, m):
    """Let m go to the gate with the shortest way."""
    _note(w, m, W_GATE)
