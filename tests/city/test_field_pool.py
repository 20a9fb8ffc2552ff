"""What is kept of the fields of distance never changes a way."""

import numpy as np
import pytest

from kinward.city import lattice
from kinward.city.routes import Net, Ways, remaining, row
from kinward.core.bundles import NET

CHART = 2  # on foot, of a knowledge by which nothing is closed: its fields are made when asked for


@pytest.mark.parametrize("end", ["p_a", "p_b"])
def test_one_end_takes_the_place_of_the_other(end):
    graph = lattice(6)
    ways = Ways(graph)
    ways.draw(1, np.zeros(len(graph.p_len), bool))
    columns = graph.arrays() | ways.columns()
    net = Net(*(columns[name] for name in NET))
    goal, first = graph.n_street - 1, ways.turn[1]
    for start in range(graph.n_street - 1):
        kept = row(net, CHART, getattr(graph, end)[goal])
        ways.turn[0] = kept - first  # the field of this end is the next to be given up
        other = graph.p_b[goal] if end == "p_a" else graph.p_a[goal]
        if ways.row_of[CHART, other] >= 0:
            ways.owner[ways.row_of[CHART, other]] = -1
            ways.row_of[CHART, other] = -1
        got = remaining(net, CHART, start, 1.0, goal, 3.0)
        assert got == remaining(net, 0, start, 1.0, goal, 3.0)
