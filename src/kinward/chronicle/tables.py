"""Columns in and out of Parquet, through DuckDB."""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import duckdb

ROW_GROUP = 122_880  # rows that are packed, and read, together
SINGLE = 8_192  # the same of a table that is asked for single rows


def connect(temp: Path | None = None, threads: int = 1) -> duckdb.DuckDBPyConnection:
    """An in-memory database that may spill into the folder `temp`."""
    import duckdb

    con = duckdb.connect()
    con.execute(f"SET threads = {int(threads)}")
    con.execute("SET enable_progress_bar = false")
    if temp is not None:
        con.execute(f"SET temp_directory = {quote(str(temp))}")
    return con


def quote(text: str) -> str:
    """A string literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def scan(paths: Path | Sequence[Path]) -> str:
    """The SQL that reads one or several Parquet files as one table."""
    if isinstance(paths, Path):
        return f"read_parquet({quote(str(paths))})"
    return "read_parquet([" + ", ".join(quote(str(p)) for p in paths) + "])"


def save(con: duckdb.DuckDBPyConnection, query: str, path: Path, group: int = ROW_GROUP) -> None:
    """Write the rows of a query as Parquet: temporary name, fsync, rename.

    Args:
        group: rows that are packed together.

    Raises:
        OSError: the disk is full, or cannot be written to. MemoryError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    import duckdb

    temporary = path.with_name(path.name + ".tmp")
    try:
        con.execute(
            f"COPY ({query}) TO {quote(str(temporary))}"
            f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {group})"
        )
    except duckdb.IOException as error:
        temporary.unlink(missing_ok=True)  # a disk that is full needs the space
        raise disk_error(error, path) from None
    except duckdb.OutOfMemoryException as error:
        raise MemoryError(str(error)) from None
    with open(temporary, "rb+") as file:
        os.fsync(file.fileno())
    os.replace(temporary, path)


def disk_error(error: Exception, path: Path) -> OSError:
    """What DuckDB says of the disk as the system's own error."""
    found = re.search(r'errno"?: ?"?(\d+)', str(error))
    number = int(found[1]) if found else errno.EIO
    for known in (errno.ENOSPC, errno.EFBIG):
        if os.strerror(known) in str(error):
            number = known
    return OSError(number, os.strerror(number), str(path))


def save_columns(
    columns: Mapping[str, Any], path: Path, select: str = "*", where: str = "true"
) -> None:
    """Write columns of equal length (arrays or sequences of strings) as Parquet."""
    con = connect()
    con.register("columns", {name: plain(column) for name, column in columns.items()})
    save(con, f"SELECT {select} FROM columns WHERE {where}", path)
    con.close()


def save_rows(types: Mapping[str, str], rows: Sequence[Sequence[Any]], path: Path) -> None:
    """Write a small table given by rows; `types` are SQL types by column name."""
    con = connect()
    con.execute("CREATE TABLE rows (" + ", ".join(f'"{n}" {t}' for n, t in types.items()) + ")")
    if rows:
        con.executemany(f"INSERT INTO rows VALUES ({', '.join('?' * len(types))})", list(rows))
    save(con, "SELECT * FROM rows", path)
    con.close()


def plain(column: Any) -> np.ndarray:
    """A column as DuckDB reads it: a contiguous array, strings as objects."""
    array = column if isinstance(column, np.ndarray) else _array(column)
    if array.dtype.kind == "U":
        array = array.astype(object)
    return np.ascontiguousarray(array)


def _array(values: Sequence[Any]) -> np.ndarray:
    if len(values) and (isinstance(values[0], str) or values[0] is None):
        out = np.empty(len(values), object)
        out[:] = values
        return out
    return np.asarray(values)


def columns_of(con: duckdb.DuckDBPyConnection, query: str) -> dict[str, np.ndarray]:
    """The result of a query as arrays; missing numbers are masked (see `filled`)."""
    return con.sql(query).fetchnumpy()


def filled(array: np.ndarray, empty: Any) -> np.ndarray:
    """An array with what is missing in it replaced by `empty`."""
    return np.ma.filled(array, empty) if isinstance(array, np.ma.MaskedArray) else array


def sha256(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_text(path: Path, text: str) -> None:
    """Write a text file: temporary name, fsync, rename."""
    temporary = path.with_name(path.name + ".tmp")
    try:
        with open(temporary, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    os.replace(temporary, path)


def sync_folder(folder: Path) -> None:
    """Have the disk keep the names in a folder, as renames have left them."""
    if os.name == "nt":  # where a folder cannot be opened
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
