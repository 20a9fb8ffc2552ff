"""The vocabulary of a run as a file, so that its folder is read without the code of its rooms."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from kinward.chronicle.tables import write_text
from kinward.core.errors import InputError
from kinward.core.events import DOMAINS, KINDS, Kind

FILE = "vocabulary.json"


@dataclass(frozen=True)
class Vocabulary:
    """Kinds by code, words by domain, and the order of the parts of a worth."""

    kinds: dict[int, Kind]
    domains: dict[str, tuple[str, ...]]
    parts: tuple[str, ...]

    def code(self, name: str) -> int:
        """The code of a kind, -1 if there is none of that name."""
        return next((c for c, k in self.kinds.items() if k.name == name), -1)

    def word(self, domain: str, code: int) -> str:
        """The word of a domain for a code; a bare number where there is none."""
        words = self.domains.get(domain, ())
        return words[code] if 0 <= code < len(words) else str(code)


def current() -> Vocabulary:
    """What the rooms imported so far have declared."""
    from kinward.body import vocabulary as _body  # noqa: F401
    from kinward.core import choices as _choices  # noqa: F401
    from kinward.core import dated as _dated  # noqa: F401
    from kinward.core import deeds as _deeds  # noqa: F401
    from kinward.mind import bond_vocabulary as _bonds  # noqa: F401
    from kinward.mind import vocabulary as mind
    from kinward.society.bands import vocabulary as _bands  # noqa: F401
    from kinward.society.zone import vocabulary as _society  # noqa: F401
    from kinward.threats import vocabulary as _threats  # noqa: F401

    return Vocabulary(dict(KINDS), dict(DOMAINS), tuple(mind.PARTS))


def write_vocabulary(folder: Path) -> Vocabulary:
    """Write `vocabulary.json` into a run folder."""
    words = current()
    out = {
        "kinds": [asdict(k) for _, k in sorted(words.kinds.items())],
        "domains": words.domains,
        "parts": words.parts,
    }
    write_text(folder / FILE, json.dumps(out, indent=1, ensure_ascii=False))
    return words


def read_vocabulary(folder: Path) -> Vocabulary:
    """Read the vocabulary of a run. Raises InputError if it is missing or damaged."""
    path = folder / FILE
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        kinds = {k["code"]: Kind(**{**k, "effects": tuple(k["effects"])}) for k in raw["kinds"]}
        domains = {name: tuple(w) for name, w in raw["domains"].items()}
        return Vocabulary(kinds, domains, tuple(raw["parts"]))
    except FileNotFoundError:
        raise InputError(f"{folder}: no {FILE}; this is not a run folder of kinward") from None
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: damaged ({error}); restore it or run again") from None
