"""Problems that pydantic finds in what a user wrote, in our words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kinward.core.words import lower_first, shown

_RIGHT = {
    "int": "a whole number is right",
    "float": "a number is right",
    "bool": "true or false is right",
    "string": "text in quotes is right",
    "list": "a list in [ ] is right",
    "tuple": "a list in [ ] is right",
    "dict": "a table is right",
    "model": "a table is right",
}


def reason(problem: Mapping[str, Any]) -> str:
    """Why a value is not right, and what would be; `problem` is an entry of `errors()`."""
    own = problem.get("ctx", {}).get("error")
    if own:
        return str(own)
    kind = str(problem["type"])
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return "no such key"
    what = kind.split("_")[0]
    if kind.endswith(("_type", "_parsing", "_from_float", "_attributes_type")) and what in _RIGHT:
        return _RIGHT[what]
    return lower_first(str(problem["msg"]))


def told(problem: Mapping[str, Any]) -> str:
    """One line: the key, its value where there is one, and why it is not right."""
    where = ".".join(str(part) for part in problem["loc"]) or "the file"
    if problem["type"] in ("missing", "extra_forbidden"):
        return f"{where}: {reason(problem)}"
    return f"{where} = {shown(problem.get('input'))}: {reason(problem)}"
