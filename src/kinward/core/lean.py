"""`shared`, `light`, `inner` and `lean`: how the functions inside kernels are compiled.

Most of the time of compiling a small function goes into what it does not need: a version for each
width of its numbers, the wrapper by which Python could call it, and reference counting, which
costs at run time as well. All four have one version for all widths. `light` leaves out the
counting, so that such a function may not make arrays; `inner` the wrapper; `lean` both.

What a bundle of columns costs is handing it over: some seven words a column, by the hundred for
each call. `light` and `lean` are therefore put into their callers whole.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import numba as nb
import numpy as np
from numba import types
from numba.core import config

_njit: Any = nb.njit  # its types do not name these options
_INNER: dict[str, Any] = {"cache": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
_WHOLE: dict[str, Any] = {"_nrt": False, "forceinline": True}


def shared(function: Callable[..., Any]) -> Any:
    """Compile a function that kernels and Python call; numbers come 64 bits wide."""
    return _widen(_njit(cache=True, _nrt=True)(function))


def light(function: Callable[..., Any]) -> Any:
    """Compile a function that kernels and Python call and that makes neither arrays nor slices.

    What it calls is decorated by one of these four, as for `lean`.
    """
    return _widen(_njit(cache=True, **_WHOLE)(function))


def inner(function: Callable[..., Any]) -> Any:
    """Compile a function that only kernels call; from Python, call its `py_func`."""
    return _shut(_njit(**_INNER, _nrt=True)(function))


def lean(function: Callable[..., Any]) -> Any:
    """Compile a function that only kernels call and that makes neither arrays nor slices.

    What it calls is decorated by one of these four: a plain compiled function would be compiled
    without reference counting too.
    """
    return _shut(_njit(**_INNER, **_WHOLE)(function))


def _widen(dispatcher: Any) -> Any:
    """Let one compiled version serve callers whose integers or reals differ in width."""
    if config.DISABLE_JIT:  # pyright: ignore[reportAttributeAccessIssue]
        return dispatcher
    ask = dispatcher.get_call_template

    def get_call_template(args: tuple[Any, ...], kws: dict[str, Any]) -> Any:
        return ask(tuple(map(_wide, args)), {name: _wide(ty) for name, ty in kws.items()})

    dispatcher.get_call_template = get_call_template
    return dispatcher


def _wide(ty: Any) -> Any:
    if isinstance(ty, types.Integer) and ty.signed:  # pyright: ignore[reportAttributeAccessIssue]
        return types.int64
    if isinstance(ty, types.Boolean):
        return types.boolean
    return types.float64 if isinstance(ty, types.Float) else ty


def _shut(dispatcher: Any) -> Any:
    """Let a call from Python end in a clear error: there is no wrapper to run."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise TypeError(f"{dispatcher.__name__} is compiled for kernels alone: call its py_func")

    if config.DISABLE_JIT:  # pyright: ignore[reportAttributeAccessIssue]
        return dispatcher
    dispatcher._insert = lambda *_, **__: None  # the fast way from Python finds no version ...
    dispatcher._compile_for_args = refuse  # ... and asks for one
    return _widen(dispatcher)


@light
def row(i):
    """Row i >= 0 of a column, as a number that is never counted from the end.

    That of a signed number costs a comparison at each use: worth it where a mover's step reads
    twenty columns. Do no arithmetic with it: with a signed one it becomes a float.
    """
    return np.uint64(i)
