"""What was understood of a map, what was dropped and why, what was raised by rule."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass
class MapReport:
    """The read report of a map."""

    source: str  # file name or name of the sketch
    format: str = ""  # osm, pbf, sketch, lattice
    digest: str = ""  # of the content and of the compiler's sources
    counts: dict[str, float] = field(default_factory=dict)  # what was understood
    dropped: dict[str, int] = field(default_factory=dict)  # reason -> how many
    rules: list[str] = field(default_factory=list)  # what was assumed or raised, in words
    seconds: float = 0.0  # compile time, s (0 from the cache)
    cached: bool = False

    def drop(self, reason: str, n: int = 1) -> None:
        """Count something that was left out, by reason."""
        if n:
            self.dropped[reason] = self.dropped.get(reason, 0) + int(n)

    def lines(self) -> list[str]:
        """The report in words, one fact a line."""
        how = "from the cache" if self.cached else f"compiled in {self.seconds:.1f} s"
        out = [f"{self.source} ({self.format}), {how}", "Understood:"]
        out += [f"  {key}: {_figure(value)}" for key, value in self.counts.items()]
        if self.dropped:
            out.append("Dropped:")
            out += [f"  {_agreeing(f'{n} {reason}')}" for reason, n in self.dropped.items()]
        if self.rules:
            out.append("By rule:")
            out += [f"  {_agreeing(rule)}" for rule in self.rules]
        return out

    def to_dict(self) -> dict:
        """Plain data for JSON."""
        return {
            "source": self.source,
            "format": self.format,
            "digest": self.digest,
            "counts": self.counts,
            "dropped": self.dropped,
            "rules": self.rules,
        }

    @classmethod
    def from_dict(cls, data: dict) -> MapReport:
        """Read back what `to_dict` gave; it is marked as cached."""
        return cls(**data, cached=True)


def _figure(value: float) -> str:
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.1f}"


_PLURALS = (
    "pieces", "buildings", "malls", "hospitals", "stations", "doors", "streets", "lines", "points",
    "gates", "libraries", "outlines", "shops", "posts", "walls", "fences", "relations", "parts",
)  # fmt: skip
_ONE = re.compile(rf"(?<![\d.,])1 (?:street )?({'|'.join(_PLURALS)})\b")


def _agreeing(text: str) -> str:
    """A line of the report with the singular after a one: "1 piece of street"."""
    text = re.sub(r"(?<![\d.,])1 street (points|lines)\b", lambda m: f"1 street {m[1][:-1]}", text)
    return _ONE.sub(lambda m: m[0].replace(m[1], _singular(m[1])), text)


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]
