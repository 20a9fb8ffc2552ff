"""The folder of compiled kernels follows the sources of the kernels and what they import."""

import os

from kinward import compiled


def test_sources_reach_from_kernels_to_all_that_they_import():
    found = compiled._kernel_sources()
    assert "kinward.core.draws" in found
    assert "kinward.core.math" in found
    above = ("kinward.cli", "kinward.engine", "kinward.chronicle", "kinward.show")
    assert not [m for m in found if m.startswith(above)]  # a new message recompiles nothing


def test_the_digest_is_stable_and_sees_a_changed_constant(monkeypatch):
    before = compiled.digest()
    assert compiled.digest() == before
    sources = compiled._kernel_sources()
    sources["kinward.core.math"] += b"\n# changed"
    monkeypatch.setattr(compiled, "_kernel_sources", lambda: sources)
    assert compiled.digest() != before


def test_the_cache_of_the_user_is_respected(monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", "elsewhere")
    compiled.prepare()
    assert os.environ["NUMBA_CACHE_DIR"] == "elsewhere"


def test_the_folder_is_made_where_kinward_cache_says(monkeypatch, tmp_path):
    monkeypatch.setenv("KINWARD_CACHE", str(tmp_path / "c"))
    folder = compiled.cache_folder()
    assert folder.parent == tmp_path / "c"
    assert folder.is_dir()


def test_a_cache_that_cannot_be_written_goes_to_the_temporary_folder(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KINWARD_CACHE", str(tmp_path / "file"))
    monkeypatch.setattr(compiled.tempfile, "gettempdir", lambda: str(tmp_path / "tmp"))
    assert (tmp_path / "tmp") in compiled.cache_folder().parents


def test_old_caches_are_dropped(tmp_path):
    old, new = tmp_path / "numba-old", tmp_path / "numba-new"
    old.mkdir()
    new.mkdir()
    os.utime(old, (0, 0))
    compiled._drop_old(tmp_path)
    assert not old.exists()
    assert new.exists()
