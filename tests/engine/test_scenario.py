"""Scenarios: read, checked, changed, and written back."""

import copy
import pickle

import pytest

from kinward.core.errors import InputError
from kinward.core.parameters import Parameters, param
from kinward.core.quantity import Duration, Probability, Switch
from kinward.engine import sections
from kinward.engine.scenario import ELSEWHERE, Scenario, load_scenario
from kinward.engine.settings import Settings
from kinward.engine.shelf import builtin_names, titles


class Course(Parameters):
    """A section for these tests."""

    on: Switch = param(True, "whether it exists", "assumed")
    latent: Duration = param("40 h", "median time", "story K1", ge="1 min", le="60 days")
    chance: Probability = param("40 %", "how often", "assumed")


@pytest.fixture(autouse=True)
def course(monkeypatch):
    monkeypatch.setitem(sections.SECTIONS, "course", Course)


def refused(*args, **kwargs):
    with pytest.raises(InputError) as error:
        load_scenario(*args, **kwargs)
    return str(error.value)


def test_every_built_in_scenario_is_right():
    assert "kyoto" in builtin_names()
    assert titles().keys() == set(builtin_names())
    for name in builtin_names():
        scenario = load_scenario(name)
        assert scenario.name == name
        assert scenario.title == titles()[name]
        assert scenario.title


def test_no_section_has_the_name_of_a_top_level_key():
    assert not set(sections.SECTIONS) & {*Settings.model_fields, "extends", "sections"}


def test_kyoto():
    kyoto = load_scenario("kyoto")
    assert (kyoto.people, kyoto.days, kyoto.map, kyoto.seed) == (4000, 14.0, "kyoto", 1)
    assert kyoto.infected == 6000
    assert kyoto.end_ms == 14 * 86_400_000
    assert kyoto.course.latent == 144_000.0


def test_options_win_over_sets_and_sets_over_the_file():
    scenario = load_scenario(
        "kyoto", ["people=50", "seed=3", "course.latent=30 h"], people=60, days="36 h"
    )
    assert (scenario.people, scenario.seed, scenario.days) == (60, 3, 1.5)
    assert scenario.course.latent == 108_000.0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("course.chance=10 %", 0.1),
        ("course.chance=0.1", 0.1),
        ("course.chance = '10 %'", 0.1),
    ],
)
def test_a_set_takes_toml_or_plain_words(text, value):
    assert load_scenario("kyoto", [text]).course.chance == value


def test_text_stays_text():
    assert load_scenario("kyoto", ["name=42", "title=a = b"]).name == "42"
    assert load_scenario("kyoto", ["title=a = b"]).title == "a = b"


def test_what_ran_reads_back_as_the_same(tmp_path):
    changes = [
        "course.on=off",
        "course.latent=0.3 h",
        'interventions=[{at="2 days", do="close_passage", street="Shijo"},'
        '{at="1 h", do="add_person", person={name="Mori Aki", age=34}},'
        '{at="3 h", do="empty_layer", layer="school", between=["A", "B"]}]',
        'title=quotes " and \\ and ü and 木',
    ]
    scenario = load_scenario("kyoto", changes, people=17)
    path = tmp_path / "scenario.toml"
    path.write_text(scenario.to_toml(), encoding="utf-8")
    again = load_scenario(path)
    assert again == scenario
    assert again.digest() == scenario.digest()
    assert again.interventions[1].person.name == "Mori Aki"
    assert load_scenario(tmp_path) == scenario


def test_a_scenario_can_be_changed_pickled_and_copied():
    scenario = load_scenario("kyoto", ["course.latent=30 h"])
    assert load_scenario(scenario, people=5).course.latent == 108_000.0
    assert pickle.loads(pickle.dumps(scenario)) == scenario
    assert copy.deepcopy(scenario).course == scenario.course
    with pytest.raises(AttributeError):
        _ = scenario.nonsense


@pytest.mark.parametrize("at", ["48 h", "3 days"])
def test_an_intervention_after_the_end_is_refused(at):
    late = f'interventions=[{{at="{at}", do="close_passage", street="Shijo"}}]'
    said = refused("kyoto", [late], days=2)
    assert "interventions.0.at = '" in said
    assert "the run is over by then (days = 2); expected an earlier time, or more days" in said
    whole = load_scenario("kyoto", [late], days=4)
    assert whole.interventions
    with pytest.raises(InputError, match="over by then"):
        load_scenario(whole, days=2)
    assert load_scenario(whole, begun=True, days=2).interventions  # a run of it goes on


def test_the_title_follows_the_map(tmp_path):
    (tmp_path / "bund_streets.osm.gz").write_text("<osm/>")
    other = load_scenario("kyoto", map=str(tmp_path / "bund_streets.osm.gz"))
    assert other.title == "A military zone in a ruined city: bund_streets"
    own = load_scenario("kyoto", ["title=Mine"], map=str(tmp_path / "bund_streets.osm.gz"))
    assert own.title == "Mine"
    assert load_scenario("kyoto", map="kyoto").title == load_scenario("kyoto").title
    assert ELSEWHERE.keys() == set(builtin_names())


def test_on_another_map_the_impact_is_in_its_middle_unless_a_place_is_given(tmp_path):
    other = str(tmp_path / "town.osm")
    (tmp_path / "town.osm").write_text("<osm/>", encoding="utf-8")
    built_in = load_scenario("shanghai").impact.site
    assert built_in
    moved = load_scenario("shanghai", map=other)
    assert (moved.impact.site, moved.impact.x, moved.impact.y) == ("", 0, 0)
    for place in ("Town hall", built_in):
        assert load_scenario("shanghai", f"impact.site={place}", map=other).impact.site == place
    own = tmp_path / "own.toml"
    own.write_text('extends = "shanghai"\nmap = "town.osm"\n[impact]\nsite = "Town hall"\n')
    assert load_scenario(own).impact.site == "Town hall"
    assert load_scenario(moved, begun=True).impact.site == ""


def test_the_digest_sees_what_matters_and_nothing_else(tmp_path):
    base = load_scenario("kyoto")
    assert load_scenario("kyoto", ["title=x"]).digest() == base.digest()
    assert load_scenario("kyoto", seed=2).digest() != base.digest()
    assert load_scenario("kyoto", ["course.latent=30 h"]).digest() != base.digest()
    digests = []
    for folder in ("a", "b"):
        town = tmp_path / folder / "town.osm"
        town.parent.mkdir()
        town.write_text("<osm/>")
        digests.append(load_scenario("kyoto", map=str(town)).digest())
    assert digests[0] == digests[1]
    town.write_text("<osm></osm>")
    assert load_scenario("kyoto", map=str(town)).digest() != digests[0]


def test_differences_are_named_by_path():
    kyoto = load_scenario("kyoto")
    changed = load_scenario("kyoto", ["course.latent=30 h"], people=5)
    assert changed.differences_from(kyoto) == {
        "people": (4000, 5), "course.latent": ("40 h", "30 h"),
    }  # fmt: skip
    assert "course.latent" in changed.differences_from_default()


def test_a_file_extends_a_built_in_scenario(tmp_path):
    path = tmp_path / "small.toml"
    path.write_text('extends = "kyoto"\npeople = 12\n[course]\nlatent = "2 h"\n')
    scenario = load_scenario(path)
    assert (scenario.name, scenario.people, scenario.map) == ("kyoto", 12, "kyoto")
    assert scenario.course.latent == 7200.0
    assert load_scenario(tmp_path / "small.toml") == scenario


def test_interventions_of_a_base_come_first(tmp_path, monkeypatch):
    from kinward.engine import scenario as module
    from kinward.engine import shelf

    for name, street in (("base", "A"), ("more", "B")):
        head = 'extends = "base"\n' if name == "more" else ""
        text = f'{head}[[interventions]]\nat = "1 h"\ndo = "close_passage"\nstreet = "{street}"\n'
        (tmp_path / f"{name}.toml").write_text(text)
    (tmp_path / "loop.toml").write_text('extends = "loop"\n')
    monkeypatch.setattr(shelf, "FOLDER", tmp_path)
    shelf.builtin_names.cache_clear()
    try:
        found = module.load_scenario("more")
        assert [i.street for i in found.interventions] == ["A", "B"]
        with pytest.raises(InputError, match="cannot extend itself"):
            module.load_scenario("loop")
    finally:
        shelf.builtin_names.cache_clear()


def test_a_map_beside_the_file_is_found(tmp_path):
    (tmp_path / "town.osm").write_text("<osm/>")
    (tmp_path / "s.toml").write_text('map = "town.osm"\n')
    assert load_scenario(tmp_path / "s.toml").map == str(tmp_path / "town.osm")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("kyotto",), "no such scenario; did you mean 'kyoto'?"),
        (("nowhere.toml",), "there is no such file"),
        (("kyoto", ["course.laten=3 h"]), "did you mean 'course.latent'?"),
        (("kyoto", ["curse.latent=3 h"]), "did you mean 'course'?"),
        (("kyoto", ["peeple=3"]), "did you mean 'people'?"),
        (("kyoto", ["people"]), "expected path=value"),
        (("kyoto", ["=3"]), "expected path=value"),
        (("kyoto", ["a.b.c=3"]), "at most two parts"),
        (("kyoto", ["course=3"]), "expected course.KEY=value"),
        (("kyoto", ["course.latent=48 km"]), "course.latent = '48 km': expected a duration"),
        (("kyoto", ["course.latent=5"]), "course.latent = 5: expected a duration"),
        (("kyoto", ["course.chance=1.5"]), "course.chance = 1.5: expected a probability"),
        (("kyoto", ["course.chance=nan"]), "course.chance = nan: expected a probability"),
        (("kyoto", ["people=0"]), "people = 0: expected a whole number such as 3, 40"),
        (("kyoto", ["people=1000000000"]), "(1 to 5000000)"),
        (("kyoto", ["people=2.5"]), "people = 2.5"),
        (("kyoto", ["people=true"]), "people = True"),
        (("kyoto", ["days=inf"]), "days = inf: expected a number of days"),
        (("kyoto", ["days=0"]), "(1 h to 3650 days)"),
        (("kyoto", ["seed=-1"]), "seed = -1"),
        (("kyoto", ["name=../x"]), "name = '../x': expected letters"),
        (("kyoto", ["map=town.osm"]), "map = 'town.osm': there is no such file"),
        (("kyoto", ["interventions=3"]), "interventions: expected a list"),
        (("kyoto", ['interventions=[{do="close_pasage"}]']), "did you mean 'close_passage'?"),
        (("kyoto", ['interventions=[{do="close_passage"}]']), "expected either street ="),
        (("kyoto", ['interventions=[{do="add_person", person={nme="x"}}]']),
         "did you mean 'interventions.0.person.name'?"),
        (("kyoto", ['interventions=[{do="open_gate", at="soon"}]']),
         "interventions.0.at = 'soon': expected a duration"),
        (("kyoto", ['interventions=[{do="immunise"}]']), "expected either who ="),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_what_would_be_right(args, words):
    assert words in refused(*args)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"people = ", "not valid TOML"),
        (b"\xff\xfe", "not a text file in UTF-8"),
        (b"x = " + b"[" * 5000, "not valid TOML"),
        (b"people = 9" + b"9" * 5000, "not valid TOML"),
        (b"peeple = 3", "did you mean 'people'?"),
        (b"course = 3", "course is a table: write [course]"),
        (b"people = 2020-01-01", "people = datetime.date"),
        (b'extends = "nowhere"', "expected a built-in scenario"),
        (b"extends = 3", "expected a built-in scenario"),
        (b"people = 0x" + b"f" * 6000, "people = a very long number"),
    ],
)
def test_a_file_that_is_wrong_is_named(tmp_path, text, words):
    path = tmp_path / "mine.toml"
    path.write_bytes(text)
    message = refused(path)
    assert words in message
    assert "mine.toml" in message


def test_defaults_alone_are_a_scenario():
    assert Scenario.from_data({}).people == 4000
