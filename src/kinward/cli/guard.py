"""From an error to one clear message and an exit code.

Exit codes: 0 done, 1 a check failed, 2 wrong use or input, 3 stopped after the run had begun.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from kinward.core.errors import KinwardError, RunStopped
from kinward.engine.folder import is_run_folder

_WORDS = {
    errno.ENOSPC: "no space left on the disk",
    errno.EFBIG: "the file would be larger than the system allows",
    errno.EDQUOT: "the disk quota is used up",
    errno.EACCES: "not allowed",
    errno.EPERM: "not allowed",
    errno.EROFS: "the disk is read-only",
    errno.EMFILE: "too many open files",
}


def guarded(args: list[str] | None = None) -> int:
    """Run the app; every expected error becomes one message on stderr. Returns the exit code."""
    _open_what_is_closed()
    from kinward.cli.app import app

    args = sys.argv[1:] if args is None else args
    try:
        code = app(args=args or ["--help"], prog_name="kinward", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except BrokenPipeError:
        _silence_stdout()
        return 0
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):  # click leaves with 1 for it
            _silence_stdout()
            return 0
        raise
    except KeyboardInterrupt:
        return fail("interrupted", 3)
    except KinwardError as error:
        return fail(str(error), error.exit_code)
    except OSError as error:
        return fail(os_words(error), 2)
    except MemoryError:
        return fail("out of memory; try fewer people (--people)", 2)
    except Exception as error:
        # wrong usage, whichever copy of click typer brings
        if hasattr(error, "format_message") and hasattr(error, "exit_code"):
            return fail(_usage(error), 2)
        raise


@contextlib.contextmanager
def resumable(folder: Path) -> Iterator[None]:
    """Turn what stops a run that has begun into RunStopped with the command that continues it.

    A folder in which nothing was written yet is removed.

    Raises:
        RunStopped: Ctrl-C, a full disk or a lack of memory after the run had begun.
    """
    hint = f"stopped; resume with: kinward resume {folder}"
    try:
        yield
    except BaseException as error:
        with contextlib.suppress(OSError):
            folder.rmdir()  # only succeeds on an empty folder
        begun = is_run_folder(folder)
        if isinstance(error, KeyboardInterrupt):
            raise RunStopped(hint if begun else "stopped before the run began") from None
        if isinstance(error, RunStopped) and "kinward resume" not in str(error):
            raise RunStopped(f"{error}\n{hint}") from error
        if begun and isinstance(error, MemoryError):
            raise RunStopped(f"out of memory\n{hint}") from error
        if begun and isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise RunStopped(f"{os_words(error)}\n{hint}") from error
        raise


def fail(message: str, code: int) -> int:
    """Print "error: message" in red on stderr; returns the code."""
    red, plain = ("\x1b[31m", "\x1b[0m") if _colour() else ("", "")
    with contextlib.suppress(OSError, ValueError):
        text = message.encode("utf-8", "replace").decode()
        print(f"{red}error:{plain} {text}", file=sys.stderr)
    return code


def note(message: str) -> None:
    """Print "note: message" on stderr: something to know, which stops nothing."""
    with contextlib.suppress(OSError, ValueError):
        text = message.encode("utf-8", "replace").decode()
        print(f"note: {text}", file=sys.stderr)


def os_words(error: OSError) -> str:
    """An OSError in words, with the file it is about."""
    reason = _WORDS.get(error.errno or 0) or error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason


def _usage(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    command = getattr(context, "command_path", "kinward")
    return f"{error.format_message()}\ntry: {command} --help"  # type: ignore[attr-defined]


def _colour() -> bool:
    return sys.stderr.isatty() and "NO_COLOR" not in os.environ


def _open_what_is_closed() -> None:
    """Lead standard streams that are closed (`>&-`) to nowhere.

    Otherwise the next file that is opened takes their number, and what is printed goes into it.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is not None:
            continue
        with contextlib.suppress(OSError):
            nowhere = os.open(os.devnull, os.O_RDWR)
            if not _is_open(number):
                os.dup2(nowhere, number)
            if nowhere > 2:
                os.close(nowhere)
            stream = open(os.devnull, "r" if number == 0 else "w", encoding="utf-8")  # noqa: SIM115
            setattr(sys, name, stream)


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _silence_stdout() -> None:
    """Keep the interpreter from complaining about the closed pipe when it exits."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
