"""The institutions' processes use exactly the columns that they declare."""

import ast
import inspect
import sys

import pytest

from kinward.core import bundles
from kinward.engine.plan import PLAN
from kinward.society import acts

MINE = ("rules", "gate", "quarantine", "discovery", "protocol", "manhunt", "reckoning", "clinic",
        "alarm")  # fmt: skip
BUNDLED = {
    *bundles.AXES, *bundles.PLACES, *bundles.NET, *bundles.GOES_BY, *bundles.PENDING, *bundles.WISH,
    *bundles.SOUNDS, *bundles.DEEDS,
    *bundles.EVENTS, *acts.ACT_WRITES, *acts.ACT_READS, *acts.ACT_FIXED, *acts.LOOK_READS,
    *acts.WELL_WRITES,
}  # fmt: skip
"""Columns that are declared together, some of them for a helper that another process calls."""


def used(process):
    """Columns that the functions reachable from a process name as `c.column`."""
    seen, found, queue = set(), set(), [process.kernel]
    while queue:
        thing = queue.pop()
        if thing in seen:
            continue
        seen.add(thing)
        tree = ast.parse(inspect.getsource(thing).lstrip())
        module = sys.modules[thing.__module__]
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("c", "self.c"):
                found.add(node.attr)
            name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
            owner = acts if isinstance(node, ast.Attribute) else module
            target = getattr(owner, name, None)
            ours = getattr(target, "__module__", "").startswith("kinward.society")
            if ours and (inspect.isfunction(target) or target is acts.Way):
                queue.append(target)
    return found


@pytest.mark.parametrize("name", MINE)
def test_declared_and_used_columns_agree(name):
    process = next(p for p in PLAN if p.name == name)
    declared = {*process.writes, *process.reads, *process.fixed}
    assert used(process) <= declared
    assert declared - used(process) <= BUNDLED
