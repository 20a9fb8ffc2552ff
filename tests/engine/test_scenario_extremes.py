"""Parameters at the ends of their ranges, lived through: a run that holds, or one message."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fuzzing import examples, one_message

from kinward.core.parameters import Parameters, Spec
from kinward.engine.sections import SECTIONS
from kinward.engine.settings import Settings

OURS = {"people", "days", "seed", "map", "start_hour", "name", "title", "tracks", "culture",
        "census", "interventions", "walking.step"}  # fmt: skip


def ends(spec: Spec) -> list[str]:
    """The values at the ends of a parameter's range, and both of a switch, as one writes them."""
    if spec.type == "a switch":
        return ["true", "false"]
    quantity = spec.quantity
    if quantity is None:
        return []
    low = quantity.low if spec.low is None else spec.low
    high = quantity.high if spec.high is None else spec.high
    far = [v for v in (low, high) if math.isfinite(v)]
    text = [quantity.text(v) for v in far]
    return [t if _bare(t) else f"'{t}'" for t in text]


def _bare(text: str) -> bool:
    return text.replace(".", "").replace("e+", "").replace("e-", "").replace("-", "").isdigit()


def extremes() -> dict[str, list[str]]:
    """Path of each parameter of a scenario, and the values at its ends."""
    models: list[tuple[str, type[Parameters]]] = [
        ("", Settings), *((f"{name}.", model) for name, model in SECTIONS.items())
    ]  # fmt: skip
    found = {
        f"{prefix}{spec.name}": ends(spec)
        for prefix, model in models
        for spec in model.specs()
        if f"{prefix}{spec.name}" not in OURS
    }
    return {path: values for path, values in found.items() if values}


EXTREMES = extremes()
ONE = st.sampled_from(sorted(EXTREMES)).flatmap(
    lambda path: st.tuples(st.just(path), st.sampled_from(EXTREMES[path]))
)
WAYS = {  # worlds in which all comes within the first hour
    "kyoto": [],
    "kyoto overrun": ["infected_per_living=20", "zone.wall=false"],
    "shanghai": ["impact.at='1 min'", "warning.at='1 min'", "swarm.at='5 min'",
                 "evacuation.order_at='3 min'", "checkpoint.quarantine='5 min'",
                 "checkpoint.first='20 min'", "swarm.per_living=0.1"],
}  # fmt: skip
WORLDS = st.tuples(
    st.lists(ONE, max_size=6, unique_by=lambda one: one[0]), st.sampled_from(sorted(WAYS)),
    st.integers(1, 50), st.integers(0, 23), st.integers(0, 2**63 - 1),
)  # fmt: skip


def live(drawn) -> None:
    """An hour of a few people with every step checked."""
    chosen, way, people, hour, seed = drawn
    sets = [f"--set={one}" for one in WAYS[way]]
    sets += [f"--set={path}={value}" for path, value in chosen]
    with tempfile.TemporaryDirectory() as place:
        one_message(
            "run", way.split()[0], "--people", people, "--days", "1 h", "--seed", seed, "--set",
            f"start_hour={hour}", *sets, "--out", Path(place) / "run", "--strict", "--quiet",
        )  # fmt: skip


def test_every_section_has_ends():
    assert {path.split(".")[0] for path in EXTREMES if "." in path} == set(SECTIONS)
    assert len(EXTREMES) > 300


def test_a_few_extreme_worlds():
    examples(10)(given(WORLDS)(live))()


@pytest.mark.slow
def test_many_extreme_worlds():
    examples(150)(given(WORLDS)(live))()
