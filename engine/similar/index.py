"""Searching an index: Annoy proposes, exact similarity decides."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final

import numpy as np
from annoy import AnnoyIndex
from numpy.typing import NDArray

from engine.similar.files import Header, is_whole, read_header

FaceIds = NDArray[np.int64]
Vectors = NDArray[np.float32]

# So many numbers (100,000 rows of 512 dimensions, 400,000 of 128) are compared exactly: that takes 10 to 30
# ms on two cores and misses nothing. Annoy would take a third of the time and miss up to a tenth.
EXACT_NUMBERS = 100_000 * 512
# The share of the rows, with repetitions, that Annoy looks at. At 100,000 x 512 it then finds 88 to 100 % of
# the best fifty: the clearer people stand apart, the more.
SEARCHED_SHARE = 0.5


def open_index(folder: Path, model: str, dimensions: int) -> FaceIndex | None:
    """The index of `model` in `folder`, memory-mapped; None if there is none or it is damaged: build it."""
    header = read_header(folder, model)
    if header is None or header.dimensions != dimensions or not is_whole(folder, header):
        return None
    try:
        return FaceIndex(folder, header)
    except FileNotFoundError:  # a build finished just now and removed this generation
        return open_index(folder, model, dimensions)


class FaceIndex:
    """An index as it was built; it never changes. Safe from several threads."""

    def __init__(self, folder: Path, header: Header) -> None:
        self.header: Final = header
        self._face_ids: FaceIds = np.load(header.path(folder, "rows.npy"))
        self._vectors: Vectors = np.asarray(np.load(header.path(folder, "vectors.npy"), mmap_mode="r"))
        self._trees = AnnoyIndex(header.dimensions, "angular")
        self._trees.load(str(header.path(folder, "annoy")))

    def __len__(self) -> int:
        return len(self._face_ids)

    @property
    def face_ids(self) -> FaceIds:
        """The faces (n,) that were there when it was built."""
        return self._face_ids

    def search(
        self,
        query: Vectors,
        count: int,
        *,
        fresh_ids: FaceIds | None = None,
        fresh_vectors: Vectors | None = None,
        exclude: Collection[int] | FaceIds = (),
    ) -> tuple[FaceIds, Vectors]:
        """The `count` faces most similar to the unit vector `query` (d,): ids and cosines, best first.

        `fresh_vectors` (m, d) of `fresh_ids` (m,) are faces added since the index was built, or embedded
        anew: they are compared exactly and stand for any older row of the same face. Faces in `exclude` never
        appear. Fewer than `count` come back only if there are no more.
        """
        left_out = np.asarray(exclude if isinstance(exclude, np.ndarray) else list(exclude), np.int64)
        found = []
        if fresh_ids is not None and fresh_vectors is not None and len(fresh_ids):
            rows = np.flatnonzero(~np.isin(fresh_ids, left_out))
            found.append((fresh_ids[rows], fresh_vectors[rows] @ query))
            left_out = np.concatenate([left_out, fresh_ids])
        found.append(self._search_built(query, count, left_out))
        ids, scores = (np.concatenate(part) for part in zip(*found, strict=True))
        return _best(ids, scores, count)

    def _search_built(self, query: Vectors, count: int, left_out: FaceIds) -> tuple[FaceIds, Vectors]:
        """Ids and similarities of built faces, the best `count` among them, none that is in `left_out`."""
        if self._vectors.size > EXACT_NUMBERS:
            rows = self._propose(query, count, left_out)
            if len(rows) >= count:
                return self._face_ids[rows], self._vectors[rows] @ query
        kept = ~np.isin(self._face_ids, left_out)
        return self._face_ids[kept], (self._vectors @ query)[kept]

    def _propose(self, query: Vectors, count: int, left_out: FaceIds) -> NDArray[np.int64]:
        """Rows near `query`: at least `count`, unless so many are left out that exact search is quicker."""
        rows = np.empty(0, np.int64)
        wanted = max(2 * count, 100)
        searched = int(SEARCHED_SHARE * len(self))
        while len(rows) < count and wanted <= len(self) // 4:
            nearest = self._trees.get_nns_by_vector(query.tolist(), wanted, searched)
            rows = np.asarray(nearest, np.int64)
            rows = rows[~np.isin(self._face_ids[rows], left_out)]
            wanted *= 4
        return rows


def _best(ids: FaceIds, scores: Vectors, count: int) -> tuple[FaceIds, Vectors]:
    """The `count` best, best first, the smaller id first where scores are equal."""
    if 0 < count < len(scores):
        near = np.flatnonzero(scores >= np.partition(scores, -count)[-count])
        ids, scores = ids[near], scores[near]
    order = np.lexsort((ids, -scores))[: max(count, 0)]
    return ids[order], scores[order]
