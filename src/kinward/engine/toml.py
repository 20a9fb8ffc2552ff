"""TOML for scenarios: read a file or one value, write a whole scenario."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kinward.core.errors import InputError

_MOST_BYTES = 10_000_000


def load(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Read a TOML file. Raises InputError naming the file and, where known, the line."""
    name = os.fspath(path)
    try:
        if os.path.getsize(path) > _MOST_BYTES:
            raise InputError(f"{name}: too large for a scenario (more than 10 MB)")
        return tomllib.loads(Path(path).read_bytes().decode("utf-8"))
    except UnicodeDecodeError:
        raise InputError(f"{name}: not a text file in UTF-8") from None
    except ValueError as error:  # TOMLDecodeError is one
        if isinstance(error, InputError):
            raise
        raise InputError(f"{name}: not valid TOML: {error}") from None
    except RecursionError:
        raise InputError(f"{name}: not valid TOML: nested too deeply") from None
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror}") from None


def value(text: str) -> Any:
    """Read what stands after `--set path=`: a TOML value, or else plain text."""
    try:
        data = tomllib.loads(f"x = {text}")
    except (ValueError, RecursionError):
        return text
    found = data.get("x")
    plain = isinstance(found, bool | int | float | str | list | dict)
    return found if len(data) == 1 and plain else text


def dumps(data: Mapping[str, Any]) -> str:
    """Write plain keys first, then tables, then lists of tables."""
    lines = [f"{_key(k)} = {_value(v)}" for k, v in data.items() if not _is_table(v)]
    for key, table in data.items():
        if isinstance(table, Mapping):
            lines += ["", f"[{_key(key)}]"]
            lines += [f"{_key(k)} = {_value(v)}" for k, v in table.items() if v is not None]
    for key, tables in data.items():
        if _is_table(tables) and not isinstance(tables, Mapping):
            for table in tables:
                lines += ["", f"[[{_key(key)}]]"]
                lines += [f"{_key(k)} = {_value(v)}" for k, v in table.items() if v is not None]
    return "\n".join(lines) + "\n"


def _is_table(item: Any) -> bool:
    if isinstance(item, Mapping):
        return True
    return isinstance(item, list) and bool(item) and all(isinstance(i, Mapping) for i in item)


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("_", "a").replace("-", "a").isalnum()
    return key if bare else _value(key)


def _value(item: Any) -> str:
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, int | float):
        return repr(item)
    if isinstance(item, str):
        return json.dumps(item, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(item, Mapping):
        inside = ", ".join(f"{_key(k)} = {_value(v)}" for k, v in item.items() if v is not None)
        return f"{{ {inside} }}"
    if isinstance(item, list | tuple):
        return "[" + ", ".join(_value(i) for i in item) + "]"
    raise TypeError(f"cannot be written as TOML: {item!r}")
