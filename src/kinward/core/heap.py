"""A binary heap of (time or distance, number) pairs in two arrays, smallest first."""

from __future__ import annotations

from kinward.core.lean import lean


@lean
def push(heap_d, heap_v, size, d, v):
    """Add (d, v) to a heap of `size`; returns the new size. Ties fall to the smaller v."""
    j = size
    while j > 0:
        q = (j - 1) // 2
        if heap_d[q] > d or (heap_d[q] == d and heap_v[q] > v):
            heap_d[j], heap_v[j] = heap_d[q], heap_v[q]
            j = q
        else:
            break
    heap_d[j], heap_v[j] = d, v
    return size + 1


@lean
def pop(heap_d, heap_v, size):
    """Drop the smallest (the caller has read it at 0); returns the new size."""
    size -= 1
    d, v = heap_d[size], heap_v[size]
    i = 0
    while True:
        c = 2 * i + 1
        if c >= size:
            break
        r = c + 1
        if r < size and (
            heap_d[r] < heap_d[c] or (heap_d[r] == heap_d[c] and heap_v[r] < heap_v[c])
        ):
            c = r
        if heap_d[c] < d or (heap_d[c] == d and heap_v[c] < v):
            heap_d[i], heap_v[i] = heap_d[c], heap_v[c]
            i = c
        else:
            break
    heap_d[i], heap_v[i] = d, v
    return size
