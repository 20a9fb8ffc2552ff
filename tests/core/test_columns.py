"""State: columns by name, sized by table."""

import copy

import numpy as np
import pytest

from kinward.core.columns import Column, State

COLUMNS = [
    Column("fate", "i1", "mover", "what became of them"),
    Column("pos", "f8", "mover", "where", "m", default=np.nan),
    Column("belief", "f4", "mover", "beliefs", width=3),
    Column("tick", "i8", "world", "steps"),
]


def test_columns_have_their_type_size_and_default():
    state = State(COLUMNS, {"mover": 5, "world": 1})
    assert state.fate.dtype == np.int8
    assert state.fate.shape == (5,)
    assert np.isnan(state.pos).all()
    assert state.belief.shape == (5, 3)
    assert state.tick.shape == (1,)


def test_a_column_cannot_be_declared_twice_or_for_no_table():
    with pytest.raises(ValueError, match="declared twice"):
        State([COLUMNS[0], COLUMNS[0]], {"mover": 1})
    with pytest.raises(ValueError, match="no size for table"):
        State([COLUMNS[3]], {"mover": 1})


def test_an_unknown_column_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no column 'speed'"):
        _ = State(COLUMNS, {"mover": 1, "world": 1}).speed


def test_memory_counts_the_columns_of_movers_alone():
    assert State(COLUMNS, {"mover": 9, "world": 1}).bytes_per_mover() == 1 + 8 + 3 * 4


def test_a_state_can_be_copied():
    state = State(COLUMNS, {"mover": 2, "world": 1})
    other = copy.deepcopy(state)
    other.fate[0] = 3
    assert state.fate[0] == 0


def test_a_column_can_have_an_element_for_each_row_of_a_table():
    wide = [Column("regard", "f4", "mover", "what one thinks of each group", width="group")]
    state = State(wide, {"mover": 4, "group": 7})
    assert state.regard.shape == (4, 7)
    assert state.bytes_per_mover() == 7 * 4
