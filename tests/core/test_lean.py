"""How the functions inside kernels are compiled: see core/lean.py."""

from __future__ import annotations

import ast
from importlib.resources import files
from pathlib import Path

import numba as nb
import numpy as np
import pytest
from numba.core.caching import NullCache

from kinward.core.lean import inner, lean, light, shared

SOURCE = Path(str(files("kinward")))
MAKERS = {"empty", "zeros", "ones", "full", "arange", "array", "empty_like", "zeros_like", "copy"}


@shared
def doubled(x):
    """Twice x."""
    return 2 * x


@light
def tripled(a, i):
    """Three times a[i]."""
    return 3 * a[i]


@inner
def first_of(x):
    """Of a new array."""
    out = np.full(2, doubled(x))
    return out[0]


@lean
def lifted(a, i):
    """One more than a function that makes an array."""
    return first_of(a[i]) + 1


for compiled in (doubled, tripled, first_of, lifted):
    compiled._cache = NullCache()  # what is counted here must not depend on an earlier run


@nb.njit
def kernel(wide, narrow):
    """Calls it with both widths."""
    return lifted(wide, np.int64(0)) + lifted(narrow, np.int32(1)) + tripled(wide, 0)


def test_one_version_serves_both_widths_and_arrays_may_be_made_below_a_lean_function():
    assert kernel(np.array([3, 4]), np.array([3, 4], np.int32)) == 7 + 9 + 9
    assert tripled(np.array([3, 4]), 1) == 12
    assert len(doubled.signatures) == 1
    assert len(first_of.signatures) == 1


def test_a_call_from_python_is_refused_with_the_way_out():
    with pytest.raises(TypeError, match="first_of is compiled for kernels alone: call its py_func"):
        first_of(3)
    kernel(np.array([3, 4]), np.array([3, 4]))
    with pytest.raises(TypeError, match="py_func"):
        first_of(3)


def functions(how):
    """Functions of the package with the decorator `how`: (file, node)."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                for mark in node.decorator_list:
                    if how in ast.unparse(mark):
                        yield path, node


def test_lean_functions_make_no_arrays_and_call_no_plainly_compiled_function():
    plain = {
        node.name
        for _, node in functions("njit")
        if not any("inline" in ast.unparse(mark) for mark in node.decorator_list)
    }
    found = 0
    for path, node in [*functions("lean"), *functions("light")]:
        found += 1
        for call in (n for n in ast.walk(node) if isinstance(n, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id  # type: ignore[attr-defined]
            where = f"{path.name}: {node.name} calls {name}"
            assert name not in plain, where
            assert not (ast.unparse(call.func).startswith("np.") and name in MAKERS), where
    assert found > 30
