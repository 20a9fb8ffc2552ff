"""Which street passages meet at each node."""

from __future__ import annotations

import numpy as np


def adjacency(p_a: np.ndarray, p_b: np.ndarray, n_node: int) -> dict[str, np.ndarray]:
    """CSR of street passages at each node, sorted by (node, passage).

    Args:
        p_a, p_b: int32 end nodes of the street passages alone.
        n_node: number of nodes.
    """
    node = np.concatenate([p_a, p_b])
    other = np.concatenate([p_b, p_a])
    passage = np.tile(np.arange(len(p_a)), 2).astype(np.int32)
    order = np.lexsort((passage, node))
    ptr = np.zeros(n_node + 1, np.int64)
    np.cumsum(np.bincount(node, minlength=n_node), out=ptr[1:])
    return {
        "adj_ptr": ptr, "adj_passage": passage[order], "adj_node": other[order].astype(np.int32)
    }  # fmt: skip
