"""Small parts of English: numbers, lists, plurals, pronouns, articles."""

from __future__ import annotations

from collections.abc import Sequence

NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
NOMINATIVE, ACCUSATIVE, POSSESSIVE, REFLEXIVE = range(4)
PRONOUNS = (("he", "him", "his", "himself"), ("she", "her", "her", "herself"))
_MEASURED = {
    "food": "ration", "medicine": "course of medicine", "fuel": "litre of fuel",
    "water": "day of water", "strings": "set of strings", "sheet music": "piece of sheet music",
}  # fmt: skip
_VOWELS = "aeiou"


def number(n: float) -> str:
    """A count as one writes it: words up to twelve."""
    n = round(n)
    return NUMBERS[n] if 0 < n < len(NUMBERS) else f"{n:,}"


def times(n: int) -> str:
    """How often: "once", "twice", "five times"."""
    return {1: "once", 2: "twice"}.get(n, f"{number(n)} times")


def listed(words: Sequence[str], most: int = 5) -> str:
    """Words as a list in prose; more than `most` are counted."""
    words = list(words)
    if len(words) > most:
        words = [*words[: most - 1], f"{number(len(words) - most + 1)} others"]
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def plural(noun: str) -> str:
    """The plural of a noun or a noun phrase with "of"."""
    head, of, rest = noun.partition(" of ")
    if head.endswith("-in-law"):
        return plural(head.removesuffix("-in-law")) + "-in-law" + of + rest
    if head.endswith(("s", "sh", "ch", "x")):
        return head + "es" + of + rest
    if head.endswith("y") and head[-2:-1] not in _VOWELS:
        return head[:-1] + "ies" + of + rest
    return head + "s" + of + rest


def with_article(noun: str) -> str:
    """A noun with "a" or "an", unless it has an article already."""
    if noun.split(" ", 1)[0] in ("a", "an", "the"):
        return noun
    return ("an " if noun[:1].lower() in _VOWELS else "a ") + noun


def amount(value: float, item: str) -> str:
    """An amount of an item: "a ring", "three courses of medicine", "2.5 litres of fuel"."""
    noun = _MEASURED.get(item, item)
    if abs(value - round(value)) > 0.05:
        return f"{value:.1f} {plural(noun)}"
    return with_article(noun) if round(value) == 1 else f"{number(value)} {plural(noun)}"


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def hours(value: float) -> str:
    """A number of hours in words: "half an hour", "40 hours", "three days"."""
    if value < 0.75:
        minutes = max(round(value * 60), 1)
        return "a minute" if minutes == 1 else f"{minutes} minutes"
    if value < 1.5:
        return "an hour"
    if value >= 72:
        return f"{number(value / 24)} days"
    return f"{number(value)} hours"


def bracketed(events: Sequence[int]) -> str:
    """Numbers of events in brackets; runs as ranges, many cut short."""
    runs: list[list[int]] = []
    for event in sorted(set(events)):
        if runs and event == runs[-1][1] + 1:
            runs[-1][1] = event
        else:
            runs.append([event, event])
    words = [str(a) if a == b else f"{a}-{b}" for a, b in runs]
    if len(words) > 4:
        words = [*words[:3], f"… {words[-1]}"]
    return "[" + ", ".join(words) + "]"
