"""Whatever is thrown at the reader, only InputError comes out."""

import contextlib
import datetime
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinward.core.errors import InputError
from kinward.core.parameters import Parameters, param
from kinward.core.quantity import Duration, Probability, Switch
from kinward.engine import sections
from kinward.engine.scenario import Scenario, load_scenario
from kinward.engine.settings import Settings

wild = settings(derandomize=True, deadline=None, max_examples=250)


class Course(Parameters):
    """A section for these tests."""

    on: Switch = param(True, "whether it exists", "assumed")
    latent: Duration = param("40 h", "median time", "story K1", ge="1 min", le="60 days")
    chance: Probability = param("40 %", "how often", "assumed")
    way: str = param("", "which way", "assumed")


@pytest.fixture(autouse=True, scope="module")
def course():
    sections.SECTIONS["course"] = Course
    yield
    del sections.SECTIONS["course"]


plain = st.one_of(
    st.booleans(), st.integers(), st.integers(-(2**80), 2**80), st.floats(), st.text(max_size=30),
    st.sampled_from(["40 h", "1 %", "close_passage", "kyoto", 1, 0.5, "on", "add_person"]),
    st.datetimes(), st.dates(), st.just(datetime.time(1, 2)),
)  # fmt: skip
keys = st.one_of(
    st.sampled_from(
        [*Settings.model_fields, *Course.model_fields, "course", "at", "do", "street", "person",
         "passage", "layer", "age", "who", "share", "between", "extends"]
    ),
    st.text(max_size=12),
)  # fmt: skip
values = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=12,
)  # fmt: skip
step = st.fixed_dictionaries(
    {"do": st.sampled_from(["close_passage", "add_person", "immunise", "empty_layer", "stock"])},
    optional={k: values for k in ("at", "street", "passage", "person", "layer", "who", "share")},
)


def round_trip(scenario):
    text = scenario.to_toml().encode().decode()
    assert Scenario.from_data(tomllib.loads(text)) == scenario


@wild
@given(data=st.dictionaries(keys, values, max_size=6))
def test_any_table_is_a_scenario_or_an_input_error(data):
    try:
        scenario = Scenario.from_data(data, "wild.toml")
    except InputError:
        return
    round_trip(scenario)


@wild
@given(steps=st.lists(st.one_of(step, values), max_size=4))
def test_any_interventions_are_right_or_an_input_error(steps):
    try:
        scenario = Scenario.from_data({"interventions": steps})
    except InputError:
        return
    round_trip(scenario)


set_paths = st.one_of(
    st.sampled_from([*Settings.model_fields, *(f"course.{k}" for k in Course.model_fields)]),
    st.text(max_size=15),
)
set_values = st.one_of(
    st.text(max_size=40),
    plain.map(str),
    st.sampled_from(['{a = 1}', '[1, "x"]', "1\ny = 2", '"', "nan", "-inf", "0x" + "f" * 5000,
                     "1" * 5000, "[" * 3000, "\x00", "\ud800"]),
)  # fmt: skip


@wild
@given(path=set_paths, value=set_values)
def test_any_set_is_right_or_an_input_error(path, value):
    try:
        scenario = load_scenario("kyoto", [f"{path}={value}"])
    except InputError as error:
        str(error).encode("utf-8", "backslashreplace")
        return
    round_trip(scenario)


@wild
@given(text=st.text(max_size=60))
def test_any_text_is_no_set_or_an_input_error(text):
    with contextlib.suppress(InputError):
        load_scenario("kyoto", [text])


@wild
@given(content=st.one_of(st.binary(max_size=80), st.text(max_size=80).map(str.encode)))
def test_any_file_is_a_scenario_or_an_input_error(content, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "wild.toml"
    path.write_bytes(content)
    with contextlib.suppress(InputError):
        load_scenario(path)


@wild
@given(name=st.text(max_size=40))
def test_any_name_is_a_scenario_or_an_input_error(name):
    with contextlib.suppress(InputError):
        load_scenario(name)
