"""The built-in world of an impact where something of it is missing: it runs, or names the key."""

from __future__ import annotations

import pytest

import kinward
from kinward.chronicle import check
from kinward.core.errors import InputError

SOON = {"impact.at": "10 min", "warning.at": "10 min", "swarm.at": "20 min",
        "evacuation.order_at": "15 min", "checkpoint.quarantine": "10 min",
        "checkpoint.first": "40 min", "swarm.per_living": 0.02}  # fmt: skip


def lived(tmp_path, people=120, days="2 h", **sets):
    """Two hours of Shanghai, in which all comes early, with some parameters (a__b for a.b) set."""
    given = {**SOON, **{path.replace("__", "."): value for path, value in sets.items()}}
    sets = [f"{path}={value}" for path, value in given.items()]
    world = {"people": people, "days": days, "seed": 5}
    run = kinward.run("shanghai", sets=sets, strict=True, out=tmp_path / "run", **world)
    assert check(run.folder) == []
    return run


def counted(run, what):
    """How many people have the fate, or events the kind, `what`."""
    fates = "SELECT fate, count(*) FROM people WHERE NOT creature GROUP BY fate"
    kinds = "SELECT kind, count(*) FROM events GROUP BY kind"
    return {**dict(run.sql(fates).fetchall()), **dict(run.sql(kinds).fetchall())}.get(what, 0)


def test_as_it_is_all_of_it_comes(tmp_path):
    run = lived(tmp_path)
    for kind in ("impact", "grasped", "joined_queue", "boarded"):
        assert counted(run, kind) > 0, kind


def test_no_creatures(tmp_path):
    run = lived(tmp_path, swarm__per_living=0)
    assert counted(run, "captured") == 0
    assert counted(run, "boarded") > 0


def test_nobody_lives_through_the_first_minutes(tmp_path):
    run = lived(tmp_path, impact__energy="1000000 t", impact__kills_inside=1,
                impact__kills="0.1 kPa", days="1 h")  # fmt: skip
    assert counted(run, "alive") + counted(run, "evacuated") == 0
    assert counted(run, "dead") > 100


def test_more_seats_than_people(tmp_path):
    run = lived(tmp_path, checkpoint__seats=1_000_000, checkpoint__posts=500)
    assert counted(run, "boarded") > 0


def test_one_person(tmp_path):
    lived(tmp_path, people=1, days="1 h")


def test_no_soldier_and_no_officer(tmp_path):
    run = lived(tmp_path, roles__soldiers="'0 %'", roles__officers="'0 %'")
    assert counted(run, "took_command") == 0


@pytest.mark.parametrize(
    ("sets", "key"),
    [
        ({"impact__x": 1_000_000, "impact__site": ""}, "impact"),
        ({"checkpoint__site": "'nowhere'"}, "checkpoint.site"),
        ({"checkpoint__posts_at": 8, "checkpoint__apart": "'100 km'"}, "checkpoint"),
    ],
)
def test_what_cannot_be_names_its_key(tmp_path, sets, key):
    with pytest.raises(InputError, match=key):
        lived(tmp_path, **sets)
