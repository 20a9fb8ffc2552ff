"""Run folders: new ones are made, wrong ones are refused with what to do."""

import os

import pytest

from kinward.core.errors import InputError
from kinward.engine.folder import existing_run_folder, new_run_folder
from kinward.engine.scenario import load_scenario

KYOTO = load_scenario("kyoto")


def test_folders_are_numbered(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = [str(new_run_folder(None, KYOTO)) for _ in range(3)]
    assert made == [os.path.join("runs", f"kyoto-1{k}") for k in ("", "-2", "-3")]


def test_a_new_or_empty_folder_is_taken(tmp_path):
    assert new_run_folder(tmp_path / "a" / "b", KYOTO).is_dir()
    assert new_run_folder(tmp_path / "a" / "b", KYOTO).is_dir()


def test_a_file_a_full_folder_and_a_run_are_refused(tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(InputError, match="a file; expected a folder"):
        new_run_folder(file, KYOTO)
    with pytest.raises(InputError, match="cannot be made"):
        new_run_folder(file / "below", KYOTO)
    with pytest.raises(InputError, match="not empty"):
        new_run_folder(tmp_path, KYOTO)
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(InputError, match="holds a run already"):
        new_run_folder(tmp_path, KYOTO)
    with pytest.raises(InputError, match="--out"):
        new_run_folder("x\x00y", KYOTO)


def test_runs_as_a_file_is_in_the_way(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "runs").write_text("")
    with pytest.raises(InputError, match="--out runs"):
        new_run_folder(None, KYOTO)


def test_only_a_run_folder_is_one(tmp_path):
    with pytest.raises(InputError, match="holds no run"):
        existing_run_folder(tmp_path)
    with pytest.raises(InputError, match="no such folder"):
        existing_run_folder(tmp_path / "nowhere")
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="a file"):
        existing_run_folder(tmp_path / "file")
    (tmp_path / "manifest.json").write_text("{}")
    assert existing_run_folder(str(tmp_path)) == tmp_path
