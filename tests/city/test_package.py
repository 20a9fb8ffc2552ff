"""The public names, and cheap imports."""

from __future__ import annotations

import subprocess
import sys

import kinward.city as city

HEAVY = ("osmium", "shapely", "pyproj", "matplotlib", "scipy", "numba", "pydantic")


def test_public_names():
    for name in city.__all__:
        assert getattr(city, name) is not None
    assert "kyoto" in city.builtin()


def test_importing_costs_nothing_heavy():
    code = f"import sys, kinward.city; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_loader_and_function_do_not_share_a_name():
    import kinward.city.loader

    assert city.load is kinward.city.loader.load
    assert callable(city.load)
    assert callable(city.lattice)
