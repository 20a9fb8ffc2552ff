"""The command line: codes, one message without traceback, and the lazy start."""

import errno
import json
import re
import subprocess
import sys

import pytest

import kinward
from kinward import engine
from kinward.cli import main
from kinward.core.errors import CheckFailed, InputError, RunStopped


@pytest.fixture
def cli(capsys, monkeypatch, tmp_path):
    """Run a command in an empty folder; returns (code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)

    def call(*args):
        code = main(list(args))
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return call


class FakeRecord:
    """What the CLI asks of a record."""

    start_hour = 6.0

    def life(self, who):
        """Echo."""
        return f"the life of {who}"

    def why(self, who, at=None):
        """Echo."""
        return f"{who} at {at}"


BAD = [
    (("run", "kyotto"), "did you mean 'kyoto'?"),
    (("run", "kyoto", "--set", "nonsense.x=1"), "no such key"),
    (("run", "kyoto", "--set", "peple=3"), "did you mean 'people'?"),
    (("run", "kyoto", "--days", "48 km"), "expected a number of days such as 14"),
    (("run", "kyoto", "--set", "days=nan"), "days = nan"),
    (("run", "kyoto", "--set", "infected_per_living=inf"), "infected_per_living = inf"),
    (("run", "kyoto", "--people", "0"), "people = 0"),
    (("run", "kyoto", "--people", "1000000000"), "1 to 5000000"),
    (("run", "kyoto", "--people", "many"), "people"),
    (("run", "kyoto", "--map", "nowhere.osm"), "there is no such file"),
    (("run", "kyoto", "--out", "file"), "a file; expected a folder"),
    (("run", "kyoto", "--out", "full"), "not empty"),
    (("run", "kyoto", "--threads", "0"), "threads"),
    (("run", "kyoto", "--peeple", "3"), "--people"),
    (("runn", "kyoto"), "runn"),
    (("run", "kyoto", "--set", "zzz.x=1"), ", rage, "),
    (("run", "kyoto", "--set", "zzz=1"), ", rage, "),
    (("run", "kyoto", "--set", "rage.zzz=1"), "window"),
    (("explain", "zzz"), ", rage, "),
    (("run", "kyoto", "--map", ""), "map = '': empty"),
    (("map", ""), "map '': empty; give a map file"),
    (("life", "nowhere", "Tanaka"), "no such folder"),
    (("life", "full", "Tanaka"), "holds no run"),
    (("why", "full", "Tanaka"), "holds no run"),
    (("check", "file"), "a file"),
    (("report", "full"), "holds no run"),
    (("resume", "full"), "holds no run"),
    (("sql", "full", "SELECT 1"), "holds no run"),
    (("life",), "RUN"),
    (("explain", "peple"), "did you mean 'people'?"),
    (("plan", "kyotto"), "did you mean 'kyoto'?"),
]


@pytest.mark.parametrize(("args", "words"), BAD, ids=lambda x: " ".join(x) if len(x) < 9 else "")
def test_wrong_use_is_one_message_and_code_2(cli, tmp_path, args, words):
    (tmp_path / "file").write_text("")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("")
    code, out, err = cli(*args)
    assert code == 2
    assert out == ""
    assert err.startswith("error: ")
    assert err.count("error:") == 1
    assert words in err
    assert not (tmp_path / "runs").exists()


def test_help_version_and_lists(cli):
    assert cli("--help")[0] == 0
    assert cli()[1].startswith("Usage: kinward")
    assert cli("--version")[1] == f"kinward {kinward.__version__}\n"
    code, out, _ = cli("scenarios")
    assert code == 0
    assert out.startswith("kyoto ")
    assert "1 to 5000000" in cli("explain", "people")[1]


def fake_engine(monkeypatch, effect=None, begun=True):
    """An engine that writes a manifest and then does what `effect` says."""
    seen = {}

    def run(scenario, out, threads=None, strict=False, progress=None):
        seen.update(scenario=scenario, out=out, threads=threads, strict=strict)
        if begun:
            (out / "scenario.toml").write_text(scenario.to_toml())
            (out / "manifest.json").write_text(json.dumps({"complete": False}))
        if progress:
            progress(0, "building the city")
            progress(3_600_000, "the bell")
        if effect is not None:
            raise effect
        return FakeRecord()

    def resume(folder, threads=None, strict=False, progress=None, tell=None):
        seen.update(resumed=folder)
        if effect is not None:
            raise effect
        return FakeRecord()

    monkeypatch.setattr(engine, "run", run, raising=False)
    monkeypatch.setattr(engine, "resume", resume, raising=False)
    from kinward import show

    monkeypatch.setattr(show, "summary", lambda record: "3 of 4 lived", raising=False)
    monkeypatch.setattr(show, "report", lambda record: seen["out"] / "report.html", raising=False)
    monkeypatch.setattr(kinward, "open_run", lambda folder: FakeRecord())
    return seen


def test_run_hands_the_options_on_and_closes_with_the_summary(cli, monkeypatch):
    seen = fake_engine(monkeypatch)
    code, out, err = cli(
        "run", "kyoto", "--people", "9", "--days", "36 h", "--seed", "5", "--threads", "2",
        "--set", "title=x", "--set", "tracks=3", "--strict",
    )  # fmt: skip
    assert code == 0, err
    scenario = seen["scenario"]
    assert (scenario.people, scenario.days, scenario.seed) == (9, 1.5, 5)
    assert (scenario.title, scenario.tracks) == ("x", 3)
    assert (str(seen["out"]), seen["threads"], seen["strict"]) == ("runs/kyoto-5", 2, True)
    assert "3 of 4 lived" in out
    assert out.endswith("run folder: runs/kyoto-5\nreport:     runs/kyoto-5/report.html\n")
    assert "building the city" in err


def test_quiet_prints_the_folder_alone(cli, monkeypatch):
    fake_engine(monkeypatch)
    assert cli("run", "--quiet", "--out", "here") == (0, "here\n", "")


def test_a_report_that_fails_leaves_the_run_standing(cli, monkeypatch):
    fake_engine(monkeypatch)
    from kinward import show

    def full(record):
        raise OSError(errno.ENOSPC, "No space left on device", "here/report.html")

    monkeypatch.setattr(show, "report", full)
    code, out, err = cli("run", "--out", "here")
    assert code == 0
    assert "3 of 4 lived" in out
    assert "report:" not in out
    assert err.endswith(
        "the report was not written: here/report.html: no space left on the disk\n"
        "try: kinward report here\n"
    )


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        (KeyboardInterrupt(), "stopped; resume with: kinward resume here"),
        (OSError(errno.ENOSPC, "No space left on device", "here/events"), "no space left"),
        (MemoryError(), "out of memory"),
        (RunStopped("the disk went away"), "kinward resume here"),
    ],
)
def test_a_run_that_stops_says_how_to_resume(cli, monkeypatch, effect, words):
    fake_engine(monkeypatch, effect)
    code, _, err = cli("run", "--out", "here")
    assert code == 3
    assert words in err
    assert err.count("kinward resume here") == 1
    assert cli("resume", "here")[0] == 3


def test_a_run_that_never_began_leaves_nothing(cli, monkeypatch, tmp_path):
    fake_engine(monkeypatch, InputError("map: has no street"), begun=False)
    assert cli("run", "--out", "here")[0] == 2
    assert not (tmp_path / "here").exists()
    fake_engine(monkeypatch, KeyboardInterrupt(), begun=False)
    code, _, err = cli("run", "--out", "here")
    assert code == 3
    assert "before the run began" in err
    fake_engine(monkeypatch, OSError(errno.EACCES, "Permission denied", "here/x"), begun=False)
    code, _, err = cli("run", "--out", "here")
    assert (code, err.split("\n")[1:]) == (2, ["error: here/x: not allowed", ""])


def test_resume_and_a_failed_check(cli, monkeypatch):
    seen = fake_engine(monkeypatch)
    cli("run", "--quiet", "--out", "here")
    assert cli("resume", "here")[0] == 0
    assert str(seen["resumed"]) == "here"
    fake_engine(monkeypatch, CheckFailed("people are lost"))
    assert cli("resume", "here")[0] == 1


def test_life_and_why(cli, monkeypatch):
    fake_engine(monkeypatch)
    assert cli("life", "here", "Tanaka Juri")[1] == "the life of Tanaka Juri\n"
    assert (
        cli("why", "here", "7", "--at", "day 2, 06:30")[1] == f"7 at {24 * 3600_000 + 1800_000}\n"
    )
    assert cli("why", "here", "7")[1] == "7 at None\n"
    code, _, err = cli("why", "here", "7", "--at", "yesterday")
    assert code == 2
    assert "expected 'day 3, 14:05'" in err


def test_a_run_that_does_not_add_up_is_code_1(cli, monkeypatch, tmp_path):
    import kinward.chronicle

    whole = '{"complete": true, "digest": "0", "tables": {}}'
    (tmp_path / "manifest.json").write_text(whole)
    monkeypatch.setattr(kinward.chronicle, "check", lambda folder: ["fold: 3 people are lost"])
    code, out, err = cli("check", ".")
    assert (code, out, err) == (1, "", "error: fold: 3 people are lost\n")
    monkeypatch.setattr(kinward.chronicle, "check", lambda folder: [])
    assert cli("check", ".")[:2] == (0, ".: whole, and the log adds up\n")
    (tmp_path / "manifest.json").write_text('{"complete": false}')
    assert "not finished" in cli("check", ".")[1]


def test_a_closed_pipe_is_quiet():
    for count in (0, 1):  # closed before the first line, and after it
        command = f'"{sys.executable}" -m kinward explain | head -n {count}; echo done'
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", f"set -e; {command}"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stderr == ""
        assert done.stdout.endswith("done\n")


@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_closed_standard_stream_is_quiet(closed):
    command = f'"{sys.executable}" -m kinward explain people {closed}'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    command = f'"{sys.executable}" -m kinward life nowhere x {closed}'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_the_parameters_that_help_and_errors_name_exist(cli):
    said = [cli("run", "--help")[1], cli("explain", "--help")[1], kinward.run.__doc__]
    said += [cli("run", "--set", text)[2] for text in ("x", "a.b.c=1")]
    for text in said:
        names = re.findall(r"such as\s+\"?([a-z]+\.[a-z]+)", text, re.IGNORECASE)
        assert names, text
        for name in names:
            assert kinward.explain(name).startswith(name)


def test_the_module_ends_with_the_exit_code():
    done = subprocess.run(
        [sys.executable, "-m", "kinward", "life", "nowhere", "x"], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: run folder 'nowhere'")


LIGHT = """
import sys
{what}
heavy = {{"numba", "numpy", "duckdb", "matplotlib", "scipy", "osmium", "shapely", "rich"}}
print(sorted(heavy & set(sys.modules)))
"""


@pytest.mark.parametrize(
    "what",
    [
        "import kinward",
        "import kinward\nfrom kinward.cli import main\n"
        "import io, contextlib\nwith contextlib.redirect_stdout(io.StringIO()): main(['--help'])",
    ],
    ids=["import", "help"],
)
def test_the_start_is_light(what):
    done = subprocess.run(
        [sys.executable, "-c", LIGHT.format(what=what)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_python_m_kinward_ends_with_the_code_of_its_command():
    command = [sys.executable, "-m", "kinward", "run", "kyoto", "--people", "0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "people = 0" in done.stderr


def test_the_names_of_the_python_face_are_pinned():
    assert set(kinward.__all__) == {
        "CheckFailed", "InputError", "KinwardError", "RunStopped", "compare", "ensemble", "explain",
        "load_map", "open_run", "resume", "run", "scenarios", "__version__",
    }  # fmt: skip
    for name in kinward.__all__:
        assert getattr(kinward, name)


def test_the_python_face(monkeypatch, tmp_path):
    seen = fake_engine(monkeypatch)
    monkeypatch.chdir(tmp_path)
    kinward.run("kyoto", seed=7, days=2, people=500, sets=["tracks=1"])
    assert (seen["scenario"].people, seen["scenario"].tracks) == (500, 1)
    assert str(seen["out"]) == "runs/kyoto-7"
    assert "kyoto" in kinward.scenarios()
    with pytest.raises(InputError, match="no such key"):
        kinward.run("kyoto", colour="red")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: kinward.run(None), "scenario = None: expected the name of a built-in scenario"),
        (lambda: kinward.run("kyoto", out=3), "out = 3: expected a path"),
        (lambda: kinward.run("kyoto", threads=0), "threads = 0: expected a whole number"),
        (lambda: kinward.run("kyoto", threads="2"), "threads = '2'"),
        (lambda: kinward.load_map(3), "source = 3: expected a path"),
        (lambda: kinward.load_map(""), "map '': empty"),
        (lambda: kinward.open_run(None), "folder = None: expected a path"),
        (lambda: kinward.resume(3), "folder = 3: expected a path"),
        (lambda: kinward.explain(3), "path = 3: expected the name of a parameter"),
    ],
)
def test_a_wrong_argument_is_an_input_error(call, words, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=re.escape(words)):
        call()
    assert not list(tmp_path.glob("runs/*"))
