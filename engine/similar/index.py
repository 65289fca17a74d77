"""Searching an index: Annoy proposes, exact similarity decides."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final

import numpy as np
from annoy import AnnoyIndex
from numpy.typing import NDArray

from engine.similar.codes import Codes
from engine.similar.files import Header, Plan, Way, is_whole, read_header
from engine.similar.source import Ids, Vectors

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

_FEW = 0.05  # of the rows: so many are compared exactly without further ado
_PROMISING = 10  # times as many rows as are asked for tell how similar the best are
_WORST = -2.0  # less than any cosine
_SAMPLE = 16_384  # scores, of which the _LAST best tell where the best of all begin ...
_LAST = 8
_SPARE = 4  # ... if so many times as many as are wanted are taken


def open_index(folder: Path, space: str, dimensions: int) -> VectorIndex | None:
    """The index of `space` in `folder`, memory-mapped; None if there is none or it is damaged: build it."""
    header = read_header(folder, space)
    if header is None or header.dimensions != dimensions or not is_whole(folder, header):
        return None
    try:
        return VectorIndex(folder, header)
    except FileNotFoundError:  # a build finished just now and removed this generation
        return open_index(folder, space, dimensions)


class VectorIndex:
    """An index as it was built; it never changes. Safe from several threads."""

    def __init__(self, folder: Path, header: Header) -> None:
        self.header: Final = header
        self._ids: Ids = np.asarray(np.load(header.path(folder, "rows.npy"), mmap_mode="r"))
        self._vectors: Vectors = np.asarray(np.load(header.path(folder, "vectors.npy"), mmap_mode="r"))
        numbers = np.asarray(np.load(header.path(folder, "codes.npy"), mmap_mode="r"))
        self._codes = Codes(numbers, header.coding, header.rows)
        self._trees = AnnoyIndex(header.dimensions, "angular")
        self._trees.load(str(header.path(folder, "annoy")))

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def ids(self) -> Ids:
        """The rows' ids (n,), ascending, that were there when it was built."""
        return self._ids

    @property
    def vectors(self) -> Vectors:
        """Their vectors (n, d), on the disk."""
        return self._vectors

    def search(
        self,
        query: Vectors,
        count: int,
        *,
        fresh_ids: Ids | None = None,
        fresh_vectors: Vectors | None = None,
        exclude: Collection[int] | Ids = (),
        allowed: Ids | None = None,
        exact: bool = False,
    ) -> tuple[Ids, Vectors]:
        """The `count` rows most similar to the unit vector `query` (d,): ids and cosines, best first.

        `fresh_vectors` (m, d) of `fresh_ids` (m,) are rows added since the index was built, or made anew: they are
        compared exactly and stand for any older row of the same id. Rows in `exclude`, and those that are not in
        `allowed` if that is given, never appear. `exact` compares every row. Fewer than `count` come back only if
        there are no more.
        """
        if count < 1:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        left_out = np.asarray(exclude if isinstance(exclude, np.ndarray) else list(exclude), np.int64)
        found = []
        if fresh_ids is not None and fresh_vectors is not None and len(fresh_ids):
            kept = ~np.isin(fresh_ids, left_out)
            if allowed is not None:
                kept &= np.isin(fresh_ids, allowed)
            rows = np.flatnonzero(kept)
            found.append((fresh_ids[rows], fresh_vectors[rows] @ query))
            left_out = np.concatenate([left_out, fresh_ids])
        plan = Plan() if exact else self.header.plan
        rows, scores = self._built(query, count, self._rows_of(left_out), allowed, plan)
        found.append((self._ids[rows], scores))
        ids, scores = (np.concatenate(part) for part in zip(*found, strict=True))
        return best(ids, scores, count)

    def nearest(
        self, query: Vectors, count: int, plan: Plan, keep: Mask | None = None
    ) -> tuple[Rows, Vectors]:
        """Rows and cosines, the `count` best among them (as far as `plan` finds them), in any order.

        Only rows of `keep` (n,), if that is given.
        """
        if _PROMISING * count >= len(self) or count >= _FEW * len(self) or plan.way is Way.EXACT:
            return self._by_comparing_all(query, count, keep)
        proposed = self._propose(query, count, plan.searched, keep)
        scores = self._vectors[proposed] @ query
        if plan.way is Way.TREES and len(proposed) >= count:
            return proposed, scores
        floor = float(np.partition(scores, -count)[-count]) if len(scores) >= count else None
        return self._by_codes(query, count, floor, plan.deviations, keep)

    def _built(
        self, query: Vectors, count: int, left_out: Rows, allowed: Ids | None, plan: Plan
    ) -> tuple[Rows, Vectors]:
        if allowed is not None:
            rows = np.setdiff1d(self._rows_of(allowed), left_out)
            if len(rows) <= _FEW * len(self):
                return rows, self._vectors[rows] @ query
            keep = np.zeros(len(self), np.bool_)
            keep[rows] = True
            return self.nearest(query, count, plan, keep)
        rows, scores = self.nearest(query, count + len(left_out), plan)
        kept = ~np.isin(rows, left_out)
        return rows[kept], scores[kept]

    def _by_comparing_all(self, query: Vectors, count: int, keep: Mask | None) -> tuple[Rows, Vectors]:
        scores = self._vectors @ query
        if keep is not None:
            scores[~keep] = _WORST
        rows = holding_the_best(scores, count)
        if keep is not None:
            rows = rows[scores[rows] > _WORST / 2]
        return rows, scores[rows]

    def _by_codes(
        self, query: Vectors, count: int, floor: float | None, deviations: float, keep: Mask | None
    ) -> tuple[Rows, Vectors]:
        """Rows that may be as similar as `floor`, which `count` are known to be, compared exactly."""
        about, deviation = self._codes.scores(query)
        if keep is not None:
            about[~keep] = _WORST
        margin = deviations * deviation
        rows = None if floor is None else np.flatnonzero(about >= floor - margin)
        if rows is None or len(rows) > 2 * _PROMISING * count:  # the most promising rows tell it better
            rows = np.flatnonzero(about >= self._floor(query, count, about) - margin)
        return rows, self._vectors[rows] @ query

    def _floor(self, query: Vectors, count: int, about: Vectors) -> float:
        """How similar `count` of the rows are at least, that score best by `about` (n,)."""
        rows = holding_the_best(about, _PROMISING * count // _SPARE)
        rows = rows[about[rows] > _WORST / 2]
        if len(rows) < count:
            return -1.0
        return float(np.partition(self._vectors[rows] @ query, -count)[-count])

    def _propose(self, query: Vectors, count: int, searched: int, keep: Mask | None) -> Rows:
        """Annoy's rows near `query`, by row: more than `count`, unless many of them are not to be kept."""
        if not searched:
            return np.empty(0, np.int64)
        nearest = self._trees.get_nns_by_vector(query.tolist(), 2 * count, searched)
        rows = np.sort(np.asarray(nearest, np.int64))
        return rows if keep is None else rows[keep[rows]]

    def _rows_of(self, ids: Ids) -> Rows:
        """The rows (k,) of those of `ids` that are in the index."""
        if not len(self) or not len(ids):
            return np.empty(0, np.int64)
        rows = np.minimum(np.searchsorted(self._ids, ids), len(self) - 1)
        return np.unique(rows[self._ids[rows] == ids])


def holding_the_best(scores: Vectors, count: int) -> Rows:
    """Rows (k,), ascending, among which are the `count` best of `scores` (n,), or all; mostly `_SPARE` times as many.

    A sample tells where they begin. Of a million scores that takes half a millisecond, sorting them out takes ten.
    """
    step = min(len(scores) // _SAMPLE, _SPARE * count // _LAST)
    if step > 1 and _SPARE * count < len(scores):
        sampled = _SPARE * count // step
        rows = np.flatnonzero(scores >= np.partition(scores[::step], -sampled)[-sampled])
        if len(rows) >= count:
            return rows
    if not 0 < count < len(scores):
        return np.arange(len(scores))
    return np.flatnonzero(scores >= np.partition(scores, -count)[-count])


def best(ids: Ids, scores: Vectors, count: int) -> tuple[Ids, Vectors]:
    """The `count` best, best first, the smaller id first where scores are equal."""
    if 0 < count < len(scores):
        near = np.flatnonzero(scores >= np.partition(scores, -count)[-count])
        ids, scores = ids[near], scores[near]
    order = np.lexsort((ids, -scores))[: max(count, 0)]
    return ids[order], scores[order]
