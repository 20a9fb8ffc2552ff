"""`kinward map`: what was understood, what was dropped, and a picture that harms no other file."""

import pytest

from kinward.cli import main

TOWN = """<?xml version="1.0"?>
<osm version="0.6">
<node id="1" lat="35.0" lon="135.0"/><node id="2" lat="35.0" lon="135.002"/>
<node id="3" lat="35.001" lon="135.001"/><node id="4" lat="34.999" lon="135.001"/>
<way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way>
<way id="2"><nd ref="3"/><nd ref="4"/><nd ref="9"/><tag k="highway" v="residential"/></way>
</osm>"""


@pytest.fixture
def call(capsys, monkeypatch, tmp_path):
    """Run `kinward map` in a folder that holds town.osm; returns (code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KINWARD_CACHE", str(tmp_path / "cache"))
    (tmp_path / "town.osm").write_text(TOWN)

    def run(*args):
        code = main(["map", *args])
        return code, *capsys.readouterr()

    return run


def test_it_says_what_it_read_and_draws_beside_you(call, tmp_path):
    code, out, err = call("town.osm")
    assert (code, err) == (0, "")
    assert "Understood:\n" in out
    assert "Dropped:\n  1 street point whose node is missing" in out
    assert out.endswith("Drawn to town.png\n")
    first = (tmp_path / "town.png").read_bytes()
    assert first.startswith(b"\x89PNG")
    assert call("town.osm")[1].endswith("Drawn to town-2.png\n")
    assert (tmp_path / "town.png").read_bytes() == first


def test_a_named_picture_is_replaced_and_it_says_so(call, tmp_path):
    assert call("town.osm", "--out", "a.svg")[1].endswith("Drawn to a.svg\n")
    assert call("town.osm", "--out", "a.svg")[1].endswith("Drawn to a.svg (replaced)\n")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("town.osm", "--out", "town.osm"), "town.osm: expected a name that ends in .png"),
        (("town.osm", "--out", "."), "a folder; expected a file such as map.png"),
        (("town.osm", "--out", "no/a.png"), "no/a.png: cannot be written"),
        (("atlantis",), "atlantis: there is no such map"),
        (
            ("empty.toml",),
            "empty.toml: an empty file, not a whole sketch; a sketch has a name and at least",
        ),
        (("bad.osm",), "bad.osm: not a whole OpenStreetMap file"),
    ],
)
def test_what_is_wrong_is_one_message(call, tmp_path, args, words):
    (tmp_path / "bad.osm").write_text(TOWN[:300])
    (tmp_path / "empty.toml").write_text("\n")
    code, _, err = call(*args)
    assert code == 2
    assert err.startswith("error: ")
    assert words in err
    assert (tmp_path / "town.osm").read_text() == TOWN
    assert not list(tmp_path.glob("*.png"))
