"""Parameters: plain floats to read, and messages that say what is wrong."""

import pytest
from pydantic import ValidationError

from kinward.core.errors import InputError
from kinward.core.parameters import Parameters, param
from kinward.core.quantity import Count, Duration, Probability, Speed, Switch
from kinward.core.words import nearest


class Course(Parameters):
    """The course of something."""

    on: Switch = param(True, "whether it exists", "assumed")
    latent: Duration = param("40 h", "median time", "story K1", ge="1 min", le="90 days")
    chance: Probability = param("40 %", "how often", "assumed")
    size: Count = param(3, "how many", "assumed", ge=1, le=10)
    speeds: tuple[Speed, ...] = param(("1 m/s", "2 m/s"), "by age", "assumed")


def test_values_are_plain_numbers_in_base_units():
    course = Course()
    assert course.latent == 144_000.0
    assert type(course.latent) is float
    assert course.chance == 0.4
    assert type(course.size) is int
    assert course.speeds == (1.0, 2.0)


def test_parameters_are_frozen():
    with pytest.raises(ValidationError):
        Course().latent = 3.0


def test_what_is_known_of_each_parameter():
    spec = {s.name: s for s in Course.specs()}
    assert spec["latent"].default == "40 h"
    assert spec["latent"].range == "1 min to 90 days"
    assert spec["latent"].source == "story K1"
    assert spec["latent"].unit == "s"
    assert spec["on"].range == "true or false"


def test_values_are_written_as_a_scenario_file_writes_them():
    data = Course().to_data()
    assert data == {
        "on": True, "latent": "40 h", "chance": 0.4, "size": 3, "speeds": ["1 m/s", "2 m/s"],
    }  # fmt: skip
    assert Course.read(data) == Course()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"latent": "48 km"}, "x.toml: course.latent = '48 km': expected a duration such as "
         "'48h', '30 min', '2 days' (1 min to 90 days)"),
        ({"latent": 5}, "x.toml: course.latent = 5: expected a duration such as "
         "'48h', '30 min', '2 days' (1 min to 90 days)"),
        ({"chance": 1.5}, "x.toml: course.chance = 1.5: expected a probability such as "
         "'40 %', 0.4 (0 to 1)"),
        ({"chance": float("nan")}, "x.toml: course.chance = nan: expected a probability such as "
         "'40 %', 0.4 (0 to 1)"),
        ({"size": 11}, "x.toml: course.size = 11: expected a whole number such as 3 (1 to 10)"),
        ({"on": 3}, "x.toml: course.on = 3: expected true or false"),
        ({"laten": "1 h"}, "x.toml: course.laten: no such key; did you mean 'course.latent'?"),
        ({"speeds": ["1 m"]}, "x.toml: course.speeds.0 = '1 m': expected a speed such as "
         "'2.5 m/s', '5 km/h' (0 to 200 m/s)"),
    ],
)  # fmt: skip
def test_messages_name_file_key_value_and_what_would_be_right(data, message):
    with pytest.raises(InputError) as error:
        Course.read(data, "x.toml", "course")
    assert str(error.value) == message


def test_all_problems_are_named_at_once():
    with pytest.raises(InputError) as error:
        Course.read({"latent": "x", "chance": 2, "nonsense": 1})
    assert str(error.value).count("\n") == 2


@pytest.mark.parametrize(("meaning", "source"), [("", "assumed"), ("what", " ")])
def test_a_parameter_needs_a_meaning_and_a_source(meaning, source):
    with pytest.raises(ValueError, match="needs a meaning and a source"):
        param(1, meaning, source)


def test_a_wrong_default_is_found():
    class Wrong(Parameters):
        """Has a default outside its own range."""

        late: Duration = param("2 h", "late", "assumed", le="1 h")

    with pytest.raises(ValidationError):
        Wrong()


def test_nearest():
    assert nearest("latnt", ["latent", "lethal"]) == "latent"
    assert nearest("zzz", ["latent"]) is None
