"""The made-up run of the chronicle, written once for the tests of what is shown."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "chronicle"))

from synthetic import World, make_run

from kinward.chronicle import Record


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    """Folder and truth of a finished run."""
    folder = tmp_path_factory.mktemp("toy")
    return folder, make_run(folder)


@pytest.fixture(scope="session")
def record(toy: tuple[Path, World]) -> Record:
    """The finished run, opened."""
    return Record(toy[0])
