"""The grammar of the sentences that kinds of events declare.

{subject} {object}          a name or a pronoun, as who acts and who is acted upon
{subject:them} {object:they}  the same the other way round: "shot {subject:them}"
{subject's} {object's}      whose
{he} {his}                  pronouns of the subject; {them} {their} of the object
{place} {site}              "on Ninenzaka", "Ninenzaka"
{what} {a what}             the word, with an article
{amount}                    value and what: "three courses of medicine"
{value} {value2} {k}        numbers, with a format as in Python: {value:.0f}
{hours} {count}             value in hours, as a number, in words
{leader}                    who else decided it, if anybody did: "her father Shaohua"
{times}                     " twice" where several are told at once, else nothing
{value?yes|no}              yes where the field is above 0, else no; also {object?...|...}
[text {object} text]        left out where a field in it is empty
"""

from __future__ import annotations

import re
from collections.abc import Callable

_CHOICE = re.compile(r"\{(\w+)\?([^|{}]*)\|([^|{}]*)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_FIELD = re.compile(r"\{([^{}?|]+)\}")
_SPACES = re.compile(r"\s+")
FIELDS = frozenset(
    (
        "subject", "object", "subject:them", "object:they", "subject's", "object's", "he", "his",
        "them", "their", "place", "site", "what", "a what", "amount", "value", "value2", "k",
        "hours", "times", "count", "leader",
    )
)  # fmt: skip


def fields_of(template: str) -> set[str]:
    """Names of the fields of a template, formats left off."""
    names = {m[0] for m in _CHOICE.findall(template)}
    return names | {_name(f) for f in _FIELD.findall(template)}


def render(
    template: str,
    get: Callable[[str], str | float | None],
    has: Callable[[str], bool],
) -> str:
    """Fill a template. `get` gives a field; `has` says whether it is there, or above 0.

    `get` is asked from left to right, once for each field that is printed.
    Raises ValueError where the template names a field that there is not.
    """

    def choose(match: re.Match[str]) -> str:
        return match[2] if has(_name(match[1])) else match[3]

    def optional(match: re.Match[str]) -> str:
        needed = (_name(field) for field in _FIELD.findall(match[1]))
        return match[1] if all(has(name) for name in needed) else ""

    def fill(match: re.Match[str]) -> str:
        name, form = _name(match[1]), match[1].partition(":")[2]
        value = get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        return format(value, form or ("g" if isinstance(value, float) else "d"))

    text = _CHOICE.sub(choose, template)
    text = _OPTIONAL.sub(optional, text)
    text = _FIELD.sub(fill, text)
    text = _SPACES.sub(" ", text).strip()
    return re.sub(r"\s+([.,;:])", r"\1", text)


def _name(field: str) -> str:
    name = field if field in FIELDS else field.partition(":")[0]
    if name not in FIELDS:
        raise ValueError(f"unknown field {{{field}}}; fields are {', '.join(sorted(FIELDS))}")
    return name
