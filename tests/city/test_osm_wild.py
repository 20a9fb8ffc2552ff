"""Maps that no mapper draws are read or refused in one line, in reasonable time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fuzzing import examples, in_time

from .contract import read_or_refuse
from .wild_maps import spoilt_files, towns

PATIENCE = 60  # s for one map
TOWNS = towns().map(lambda text: ("any.osm", text.encode()))
FILES = st.one_of(TOWNS, TOWNS, TOWNS, spoilt_files())


def read(folder, file):
    """Read one file, or have it refused in one line that names it."""
    name, data = file
    path = folder / name
    path.write_bytes(data)
    with in_time(PATIENCE):
        read_or_refuse(path, name)


def test_any_town_and_any_file(tmp_path):
    examples(100)(given(FILES)(lambda file: read(tmp_path, file)))()


@pytest.mark.slow
def test_many_towns_and_files(tmp_path):
    examples(4000)(given(FILES)(lambda file: read(tmp_path, file)))()
