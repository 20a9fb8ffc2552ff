"""What parameters mean: complete, with a source each."""

import pytest

from kinward.core.errors import InputError
from kinward.core.parameters import Parameters, param
from kinward.core.quantity import Duration
from kinward.engine import sections
from kinward.engine.explain import all_specs, explain
from kinward.engine.interventions import names


class Course(Parameters):
    """A section for these tests."""

    ripening: Duration = param("40 h", "median time to Stage One", "story K1", ge="1 min")


@pytest.fixture(autouse=True)
def course(monkeypatch):
    monkeypatch.setitem(sections.SECTIONS, "course", Course)


def test_one_parameter():
    assert explain("course.ripening").split("\n") == [
        "course.ripening",
        "  is       a duration, held in s",
        "  range    1 min to 60 days",
        "  default  40 h",
        "  meaning  median time to Stage One",
        "  source   story K1",
    ]


def test_a_section_and_everything():
    assert explain("course").startswith("[course]  A section for these tests.")
    everything = explain()
    assert "people" in everything
    assert "course.ripening" in everything
    for do in names():
        assert f"do = '{do}'" in everything
        assert f"do = '{do}'" in explain("interventions")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("course.ripenin", "did you mean 'course.ripening'?"),
        ("ripening", "did you mean course.ripening?"),
        ("curse", "did you mean 'course'?"),
        ("peopel", "did you mean 'people'?"),
    ],
)
def test_the_nearest_is_named(path, words):
    with pytest.raises(InputError) as error:
        explain(path)
    assert words in str(error.value)


def test_every_parameter_of_every_process_has_range_meaning_and_source():
    for path, spec in all_specs():
        assert spec.meaning, path
        assert spec.source, path
        assert spec.default, path
        if spec.quantity is not None:
            assert spec.range not in ("", "any"), f"{path} has no range"


def test_every_section_says_what_it_is():
    for name, model in sections.SECTIONS.items():
        assert model.__doc__, name
