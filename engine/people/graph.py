"""The neighbour graph: which faces look alike, and how much."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.people.cells import Cells
from engine.people.cores import on_all_cores
from engine.progress import CancelToken, Progress, ReportProgress, ignore_progress

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Found = tuple[
    NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]
]  # both ends of pairs, and how alike they are

# A child in 20,000 photos alone makes 200 million pairs; the strongest few hundred of each face say as much.
MAX_NEIGHBOURS = 256
# Pairs that may wait to be thinned: 96 MB, and about twice that again while they are.
MAX_PENDING = 8_000_000
# More faces than that are not all compared with each other: it takes an hour for a million.
EXACT_FACES = 300_000
# Of so many faces hundreds are a little like each by chance.
MAX_NEIGHBOURS_OF_MANY = 64


def neighbour_graph(
    embeddings: NDArray[np.float32],
    floor: float,
    *,
    block: int = 1024,
    max_neighbours: int = MAX_NEIGHBOURS,
    on_progress: ReportProgress = ignore_progress,
    cancel: CancelToken | None = None,
) -> csr_array:
    """Cosine similarities of at least `floor` between the unit rows of `embeddings` (n, d).

    Returns a symmetric float32 sparse array (n, n) without a diagonal. It is exact, but for faces with more
    than `max_neighbours` neighbours: an edge that is among the strongest of neither end is left out. Only the
    upper triangle is computed, block by block: n^2 d / 2 multiplications, memory O(n `max_neighbours` +
    block^2).

    Of more than `EXACT_FACES` faces only those are compared that lie in neighbouring `Cells`, and fewer edges
    are kept.

    Raises `Cancelled` between blocks.
    """
    if len(embeddings) > EXACT_FACES:
        few = min(max_neighbours, MAX_NEIGHBOURS_OF_MANY)
        return _graph_by_cells(embeddings, floor, few, on_progress, cancel)
    pairs = _Pairs(len(embeddings), max_neighbours)
    blocks = list(_upper_blocks(len(embeddings), block))
    search = partial(_similar_pairs, embeddings, np.float32(floor), _Room(block * block))
    for done, found in enumerate(on_all_cores(search, blocks, cancel), 1):
        pairs.add(*found)
        on_progress(Progress(done, len(blocks)))
    return pairs.graph()


def _graph_by_cells(
    embeddings: NDArray[np.float32],
    floor: float,
    max_neighbours: int,
    on_progress: ReportProgress,
    cancel: CancelToken | None,
) -> csr_array:
    n = len(embeddings)
    cells = Cells.of(embeddings, cancel)
    pairs, done = _Pairs(n, max_neighbours), 0
    search = partial(_pairs_in_cell, embeddings, np.float32(floor), cells)
    for looked, found in on_all_cores(search, cells.pairs(), cancel):
        pairs.add(*found)
        done += looked
        on_progress(Progress(done, cells.near.size))
    return pairs.graph()


def _pairs_in_cell(
    embeddings: NDArray[np.float32],
    floor: np.float32,
    cells: Cells,
    faces: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> tuple[int, Found]:
    """How many faces looked into a cell, and the pairs that they found with those in it: ends and similarity."""
    rows, columns = faces
    similarities = embeddings[rows] @ embeddings[columns].T
    found = np.flatnonzero(similarities >= floor)
    row, column = rows[found // len(columns)], columns[found % len(columns)]
    once = cells.is_first(row, column)
    values = similarities.ravel()[found[once]]
    return len(rows), (row[once].astype(np.int32), column[once].astype(np.int32), values)


def _upper_blocks(n: int, block: int) -> Iterator[tuple[slice, slice]]:
    starts = range(0, n, block)
    for i in starts:
        for j in starts[i // block :]:
            yield slice(i, min(i + block, n)), slice(j, min(j + block, n))


class _Room(threading.local):
    """Where a thread puts a block: to ask the system for new memory each time takes as long as to fill it."""

    def __init__(self, size: int) -> None:
        self.similarities = np.empty(size, np.float32)
        self.alike = np.empty(size, np.bool_)


def _similar_pairs(
    embeddings: NDArray[np.float32], floor: np.float32, room: _Room, block: tuple[slice, slice]
) -> Found:
    """Row, column (row < column) and similarity of the pairs at or above `floor` in the rows and columns of a block."""
    rows, columns = block
    height, width = rows.stop - rows.start, columns.stop - columns.start
    similarities = room.similarities[: height * width]
    alike = room.alike[: height * width]
    np.matmul(embeddings[rows], embeddings[columns].T, out=similarities.reshape(height, width))
    found = np.flatnonzero(np.greater_equal(similarities, floor, out=alike))
    values = similarities[found]
    row = found // width
    column = found - row * width
    if rows == columns:
        upper = row < column
        row, column, values = row[upper], column[upper], values[upper]
    return (row + rows.start).astype(np.int32), (column + columns.start).astype(np.int32), values


class _Pairs:
    """Half of a symmetric graph, thinned whenever it grows too big.

    Thinning early is harmless: an edge that is not among the strongest of those seen so far never will be.
    """

    def __init__(self, n: int, max_neighbours: int) -> None:
        self._n = n
        self._max_neighbours = max_neighbours
        self._parts: list[Found] = []
        self._weakest = np.full(n, -np.inf, np.float32)
        self._pending = 0
        self._limit = MAX_PENDING

    def add(self, rows: NDArray[np.int32], columns: NDArray[np.int32], values: NDArray[np.float32]) -> None:
        strong = values >= np.minimum(self._weakest[rows], self._weakest[columns])
        self._parts.append((rows[strong], columns[strong], values[strong]))
        self._pending += int(strong.sum())
        if self._pending > self._limit:
            self._thin()

    def graph(self) -> csr_array:
        from scipy.sparse import coo_array, csr_array

        if not self._parts:
            return csr_array((self._n, self._n), dtype=np.float32)
        rows, columns, values = (np.concatenate(part) for part in zip(*self._parts, strict=True))
        half = coo_array((values, (rows, columns)), shape=(self._n, self._n)).tocsr()
        graph = half + half.T
        self._weakest = _weakest_kept(graph, self._max_neighbours)
        return _without_weak(graph, self._weakest)

    def _thin(self) -> None:
        from scipy.sparse import triu

        half = triu(self.graph(), format="coo")
        self._parts = [(half.row.astype(np.int32), half.col.astype(np.int32), half.data)]
        self._pending = half.nnz
        self._limit = (
            self._pending + MAX_PENDING
        )  # else a graph that cannot shrink would be thinned at every block


def _weakest_kept(graph: csr_array, count: int) -> NDArray[np.float32]:
    """The `count`-th strongest edge of every row (n,), minus infinity where there are no more than that."""
    weakest = np.full(graph.shape[0], -np.inf, np.float32)
    for row in np.flatnonzero(np.diff(graph.indptr) > count):
        values = graph.data[graph.indptr[row] : graph.indptr[row + 1]]
        weakest[row] = np.partition(values, -count)[-count]
    return weakest


def _without_weak(graph: csr_array, weakest: NDArray[np.float32]) -> csr_array:
    """The symmetric `graph` without the edges that are below the `weakest` of both ends."""
    from scipy.sparse import csr_array

    if not np.isfinite(weakest).any():
        return graph
    kept = graph.data >= np.minimum(np.repeat(weakest, np.diff(graph.indptr)), weakest[graph.indices])
    ends = np.concatenate(([0], np.cumsum(kept)))[graph.indptr].astype(graph.indptr.dtype)
    return csr_array((graph.data[kept], graph.indices[kept], ends), shape=graph.shape)
