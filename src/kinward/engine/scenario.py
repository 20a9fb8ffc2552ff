"""The scenario: everything that decides a run, checked, and written back as TOML.

A scenario is the top-level keys of `Settings` and one table for each process (`SECTIONS`).
What a file does not say has its default; a file may extend a built-in scenario.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Self

from pydantic import PrivateAttr

from kinward.core.errors import InputError
from kinward.core.parameters import Parameters
from kinward.core.quantity import ms
from kinward.core.words import nearest, shown, unknown_key
from kinward.engine import toml
from kinward.engine.interventions import minute_of, read_intervention
from kinward.engine.sections import SECTIONS
from kinward.engine.settings import Settings
from kinward.engine.shelf import builtin_names, find

_DAY_S = 86_400.0
_INERT = ("name", "title")  # keys that change nothing but words
# titles of the built-in scenarios away from the map that theirs is about
ELSEWHERE = {
    "kyoto": "A military zone in a ruined city", "ruins": "Bands of survivors in a dead district",
    "shanghai": "An impact on a city",
}  # fmt: skip


class Scenario(Settings):
    """A checked scenario: `scenario.people`, and `scenario.rage.latent` for a section."""

    _sections: dict[str, Parameters] = PrivateAttr(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        """A section by its name."""
        if not name.startswith("_"):
            private = object.__getattribute__(self, "__pydantic_private__")
            if private and name in private["_sections"]:
                return private["_sections"][name]
        return super().__getattr__(name)  # type: ignore[misc]

    @property
    def sections(self) -> Mapping[str, Parameters]:
        """Parameters of each process, by section."""
        return dict(self._sections)

    @property
    def end_ms(self) -> int:
        """Simulated time at which the run ends, ms."""
        return ms(self.days * _DAY_S)

    @property
    def infected(self) -> int:
        """Number of the first infected."""
        return round(self.people * self.infected_per_living)

    @property
    def creatures(self) -> int:
        """Number of creatures of the swarm."""
        return round(self.people * self.swarm.per_living) if self.swarm.on else 0

    @property
    def spare_creatures(self) -> int:
        """Rows for creatures that the nests may bring forth; none where the run ends before."""
        p = self.swarm
        if not p.grows or self.days * _DAY_S <= p.at + p.grows_after:
            return 0
        return round(self.creatures * p.spare)

    @classmethod
    def from_data(cls, data: Mapping[str, Any], where: str = "") -> Self:
        """Check a scenario as read from TOML (without `extends`).

        Raises:
            InputError: names file, key, value and what would be right.
        """
        top: dict[str, Any] = {}
        tables: dict[str, Mapping[str, Any]] = {}
        for key, value in data.items():
            if key in SECTIONS:
                if not isinstance(value, Mapping):
                    raise InputError(f"{_at(where)}{key} is a table: write [{key}]")
                tables[key] = value
            elif key in Settings.model_fields:
                top[key] = value
            else:
                raise InputError(_at(where) + _unknown(key, [*Settings.model_fields, *SECTIONS]))
        if "interventions" in top:
            top["interventions"] = _interventions(top["interventions"], where)
        scenario = cls.read(top, where)
        for name, model in SECTIONS.items():
            scenario._sections[name] = model.read(tables.get(name, {}), where, name)
        return scenario

    def refuse_what_comes_too_late(self, where: str) -> None:
        """Raise InputError for an intervention that the run would never come to."""
        for n, item in enumerate(self.interventions):
            if minute_of(item) >= self.end_ms:
                raise InputError(
                    f"{_at(where)}interventions.{n}.at = {shown(item.written('at'))}: the run is "
                    f"over by then (days = {self.written('days')}); expected an earlier time, or "
                    "more days"
                )

    def to_data(self) -> dict[str, Any]:
        """All keys and values as a scenario file writes them."""
        data = super().to_data()
        data["interventions"] = [i.to_data() for i in self.interventions]
        return data | {name: section.to_data() for name, section in self._sections.items()}

    def to_toml(self) -> str:
        """The scenario as a TOML file that reads back as the same scenario."""
        return toml.dumps(self.to_data())

    def digest(self) -> str:
        """SHA-256 over all that can change the run: values, and the content of a map file."""
        data = {k: v for k, v in self.to_data().items() if k not in _INERT}
        if os.path.isfile(self.map):
            data["map"] = hashlib.sha256(Path(self.map).read_bytes()).hexdigest()
        return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()

    def differences_from(self, other: Scenario) -> dict[str, tuple[Any, Any]]:
        """What differs, as {path: (value in other, value here)}."""
        mine, theirs = _flat(self.to_data()), _flat(other.to_data())
        return {p: (theirs.get(p), v) for p, v in mine.items() if theirs.get(p) != v}

    def differences_from_default(self) -> dict[str, tuple[Any, Any]]:
        """What this scenario sets differently from the defaults of the code."""
        return self.differences_from(Scenario.from_data({}))


def load_scenario(
    source: str | os.PathLike[str] | Scenario,
    sets: Iterable[str] = (),
    *,
    begun: bool = False,
    **overrides: Any,
) -> Scenario:
    """Read a scenario and check it.

    Args:
        source: name of a built-in scenario, path of a TOML file, or a scenario to be changed.
        sets: changes such as "rage.latent=30 h", in order.
        begun: a run of it was begun: what it says stands, were it refused by now for a new one.
        overrides: values of top-level keys (people, days, seed, map ...); None leaves the key.

    Raises:
        InputError: unknown scenario or key, or a value that is not right.
    """
    if isinstance(source, Scenario):
        data, where = source.to_data(), f"scenario '{source.name}'"
    elif isinstance(source, str | os.PathLike):
        data, where = _read(os.fspath(source))
    else:
        raise InputError(
            f"scenario = {shown(source)}: expected the name of a built-in scenario, a TOML file "
            "or a Scenario"
        )
    sets = [sets] if isinstance(sets, str) else list(sets)
    for text in sets:
        apply_set(data, text)
    for key, value in overrides.items():
        if value is not None:
            data[key] = value
    _fit_to_this_map(data, sets)
    scenario = Scenario.from_data(data, where)
    _check_map(scenario.map, where)
    if not begun:
        scenario.refuse_what_comes_too_late(where)
    return scenario


def apply_set(data: dict[str, Any], text: str) -> None:
    """Apply one change "path=value" to the data of a scenario. Raises InputError."""
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise InputError(f"--set {text!r}: not text in UTF-8")
    path, equals, raw = text.partition("=")
    path = path.strip()
    if not equals or not path:
        raise InputError(f"--set {text!r}: expected path=value, such as rage.latent='30 h'")
    *tables, key = path.split(".")
    if len(tables) > 1:
        raise InputError(f"--set {text!r}: a path has at most two parts, such as rage.latent")
    target = data
    if tables:
        if tables[0] not in SECTIONS:
            raise InputError("--set " + _unknown(tables[0], SECTIONS))
        target = data.setdefault(tables[0], {})
        if not isinstance(target, dict):
            raise InputError(f"{tables[0]} is a table: write [{tables[0]}]")
    elif key in SECTIONS:
        raise InputError(f"--set {key}: a section: expected {key}.KEY=value")
    model = SECTIONS[tables[0]] if tables else Settings
    if key not in model.model_fields:
        known = [*model.model_fields] if tables else [*Settings.model_fields, *SECTIONS]
        raise InputError("--set " + _unknown(path, known))
    is_text = model.model_fields[key].annotation is str
    target[key] = raw.strip() if is_text else toml.value(raw.strip())


def _read(source: str) -> tuple[dict[str, Any], str]:
    """Data of a scenario with all that it extends merged in, and its name for messages."""
    path = find(source)
    where = f"scenario '{source}'" if source in builtin_names() else str(path)
    data = toml.load(path)
    if isinstance(data.get("map"), str) and source not in builtin_names():
        beside = os.path.join(os.path.dirname(path), data["map"])
        if _looks_like_path(data["map"]) and os.path.isfile(beside):
            data["map"] = beside
    chain = [source]
    base_name = data.pop("extends", None)
    while base_name is not None:
        if not isinstance(base_name, str) or base_name not in builtin_names():
            names = ", ".join(builtin_names())
            raise InputError(
                f"{where}: extends = {base_name!r}: expected a built-in scenario: {names}"
            )
        if base_name in chain:
            raise InputError(f"{where}: extends = {base_name!r}: a scenario cannot extend itself")
        chain.append(base_name)
        base = toml.load(find(base_name))
        next_name = base.pop("extends", None)
        data = _merged(base, data)
        base_name = next_name
    data.setdefault("name", Path(path).stem)
    return data, where


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """`base` changed by `over`: tables key by key, interventions one after the other."""
    out = dict(base)
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(out.get(key), dict):
            out[key] = {**out[key], **value}
        elif key == "interventions" and isinstance(value, list) and isinstance(out.get(key), list):
            out[key] = [*out[key], *value]
        else:
            out[key] = value
    return out


def _interventions(value: Any, where: str) -> tuple[Parameters, ...]:
    if not isinstance(value, list | tuple):
        raise InputError(f"{_at(where)}interventions: expected a list: write [[interventions]]")
    return tuple(
        item
        if isinstance(item, Parameters)
        else read_intervention(item, where, f"interventions.{i}")
        for i, item in enumerate(value)
    )


def _unknown(path: str, known: Iterable[str]) -> str:
    """Message for a key or section that does not exist: the nearest, or all that there are."""
    if nearest(path.split(".")[-1], known):
        return unknown_key(path, known)
    return f"{path}: no such key; there are: {', '.join(sorted(known))}"


def _fit_to_this_map(data: dict[str, Any], sets: list[str]) -> None:
    """Replace what a built-in scenario says of its own map where the map is another.

    Its title; and the place that something falls on, unless it was set: then the middle of the map.
    """
    for name in builtin_names():
        base, city = toml.load(find(name)), data.get("map")
        if name not in ELSEWHERE or not isinstance(city, str) or city == base.get("map"):
            continue
        if "title" in base and data.get("title") == base["title"]:
            data["title"] = f"{ELSEWHERE[name]}: {Path(city).name.split('.')[0] or city}"
        impact, place = data.get("impact"), base.get("impact", {}).get("site")
        is_set = any(text.partition("=")[0].strip() == "impact.site" for text in sets)
        if place and isinstance(impact, dict) and impact.get("site") == place and not is_set:
            impact["site"] = ""


def _check_map(source: str, where: str) -> None:
    if not source.strip():
        raise InputError(
            f"{_at(where)}map = {source!r}: empty; expected a map file or the name of a built-in "
            "map, such as kyoto"
        )
    if _looks_like_path(source) and not os.path.exists(source):
        raise InputError(f"{_at(where)}map = {source!r}: there is no such file")


def _looks_like_path(text: str) -> bool:
    return "/" in text or os.sep in text or bool(Path(text).suffix)


def _at(where: str) -> str:
    return f"{where}: " if where else ""


def _flat(data: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in data.items():
        if isinstance(value, Mapping):
            out |= _flat(value, f"{prefix}{key}.")
        else:
            out[prefix + key] = value
    return out
