"""Where compiled kernels are kept: a cache folder named by the source they were compiled from.

numba notices a changed file only where the kernel itself stands in it; a changed callee or
constant in another file would go unseen. So the folder's name is a digest of every file that
holds a kernel and of every file of the package that those import, and of where the package
stands: numba keeps the kernels of another copy elsewhere. Reads some tens of small files; never
imports numba.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+(kinward[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n]*)"
    rb"|import[ \t]+(kinward[\w.]*))",
    re.MULTILINE,
)
_WORD = re.compile(rb"\w+")
_KEEP_S = 30 * 86_400  # caches of other sources are dropped after this long


def prepare() -> None:
    """Set NUMBA_CACHE_DIR and OMP_WAIT_POLICY unless the user has set them."""
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    if "NUMBA_CACHE_DIR" in os.environ:
        return
    folder = str(cache_folder())
    os.environ["NUMBA_CACHE_DIR"] = folder
    numba = sys.modules.get("numba")
    if numba is not None:  # imported before us: it has read the environment already
        numba.config.CACHE_DIR = folder  # type: ignore[attr-defined]


def cache_folder() -> Path:
    """Folder of the compiled kernels of this source, made if it can be."""
    home = os.environ.get("KINWARD_CACHE") or os.path.join(
        os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "kinward"
    )
    name = f"numba-{digest()[:16]}"
    for root in (Path(home), Path(tempfile.gettempdir()) / f"kinward-{_user()}"):
        folder = root / name
        try:
            if not folder.is_dir():
                folder.mkdir(parents=True)
                _drop_old(root)
            if os.access(folder, os.W_OK):
                return folder
        except OSError:
            continue
    return Path(home) / name


def digest() -> str:
    """SHA-256 over kernel sources, what they import, their place, and what compiles them."""
    sha = hashlib.sha256(f"{sys.version_info[:3]}{_numba_version()}{_PACKAGE}".encode())
    for path, text in sorted(_kernel_sources().items()):
        sha.update(f"{path}\0{len(text)}\0".encode())
        sha.update(text)
    return sha.hexdigest()


def _kernel_sources() -> dict[str, bytes]:
    """{module: text} of the files that compile something, and of all they import in turn."""
    texts = {_module(p): p.read_bytes() for p in _PACKAGE.rglob("*.py")}
    todo = [m for m, text in texts.items() if b"njit" in text and m != __name__]
    found: dict[str, bytes] = {}
    while todo:
        module = todo.pop()
        if module in found or module not in texts:
            continue
        found[module] = texts[module]
        for base, names, plain in _IMPORT.findall(texts[module]):
            start = (base or plain).decode()
            todo.append(start)
            todo += [f"{start}.{word.decode()}" for word in _WORD.findall(names)]
    return found


def _module(path: Path) -> str:
    parts = path.relative_to(_PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _numba_version() -> str:
    spec = find_spec("numba")
    if spec is None or spec.origin is None:
        return ""
    try:
        return Path(spec.origin).with_name("_version.py").read_text()
    except OSError:
        return spec.origin


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "user"


def _drop_old(root: Path) -> None:
    """Remove caches of other sources that have not been written to for a month."""
    limit = time.time() - _KEEP_S
    for other in root.glob("numba-*"):
        with contextlib.suppress(OSError):
            if other.stat().st_mtime < limit:
                shutil.rmtree(other, ignore_errors=True)
