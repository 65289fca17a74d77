"""Who may look alike, where a library is too large to compare everybody with everybody: an inverted file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.people.cores import on_all_cores
from engine.people.largest import places_of_largest
from engine.progress import CancelToken

Ids = NDArray[np.int64]
Numbers = NDArray[np.int32]  # of cells: a million faces have twelve each
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

_IN_EACH = 400  # faces of a cell, on average
_CELLS = 4096  # at most; looking for the nearest of more takes longer than the comparing
_PROBED = 12  # cells in which each face looks for its like
_ROUNDS = 6
_SAMPLE = 40  # faces of each cell from which its centre is learnt
_ROWS = 2048


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Every face lies in the cell to whose centre it is nearest, and looks into the nearest few.

    Jégou, Douze and Schmid, "Product quantization for nearest neighbor search", 2011, section IV, without the
    quantization: what is found in a cell is compared exactly.
    """

    near: Numbers  # (n, p): the cells nearest to each face, its own first
    count: int

    @classmethod
    def of(cls, embeddings: Floats, cancel: CancelToken | None = None) -> Cells:
        """Of unit rows (n, d): k-means on the sphere over a sample, the same at every call."""
        n = len(embeddings)
        count = int(np.clip(n // _IN_EACH, 1, _CELLS))
        drawn = np.random.default_rng(0).permutation(n)[: count * _SAMPLE]
        sample = embeddings[np.sort(drawn)]
        centres = sample[:: max(len(sample) // count, 1)][:count]
        for _ in range(_ROUNDS):
            centres = _centred(sample, _nearest(sample, centres, 1, cancel)[:, 0], centres)
        return cls(_nearest(embeddings, centres, min(_PROBED, len(centres)), cancel), len(centres))

    def pairs(self) -> Iterator[tuple[Ids, Ids]]:
        """Of each cell the faces that look into it and the faces in it, both ascending."""
        looking = _members(self.near.ravel(), self.count)
        inside = _members(self.near[:, 0], self.count)
        for some, theirs in zip(looking, inside, strict=True):
            rows = some // self.near.shape[1]
            for start in range(0, len(rows), _ROWS):
                yield rows[start : start + _ROWS], theirs

    def is_first(self, looking: Ids, found: Ids) -> Bools:
        """Of two faces that see each other the pair counts once: whether it is this time (m,)."""
        first = looking < found
        later = np.flatnonzero(looking > found)
        own = self.near[looking[later], 0]
        first[later] = ~(self.near[found[later]] == own[:, None]).any(axis=1)
        return first


def _nearest(embeddings: Floats, centres: Floats, count: int, cancel: CancelToken | None) -> Numbers:
    """The `count` centres (n, count) to which each face is nearest, the nearest first."""
    turned = centres.T

    def of_some(start: int) -> Numbers:
        alike = embeddings[start : start + _ROWS] @ turned
        nearest = alike.argmax(axis=1)[:, None] if count == 1 else places_of_largest(alike, count)
        return nearest.astype(np.int32)

    found = on_all_cores(of_some, range(0, len(embeddings), _ROWS), cancel)
    return np.concatenate([np.empty((0, count), np.int32), *found])


def _centred(sample: Floats, cell: Numbers, centres: Floats) -> Floats:
    """The direction of the mean of each cell's faces; of an empty one the centre that it had."""
    from scipy.sparse import csr_array

    shape = len(centres), len(sample)
    member = csr_array((np.ones(len(sample), np.float32), (cell, np.arange(len(sample)))), shape=shape)
    total = np.asarray(member @ sample, np.float32)
    length = np.linalg.norm(total, axis=1, keepdims=True)
    return np.where(length > 0, total / np.maximum(length, 1e-9), centres)


def _members(cell: Numbers, count: int) -> list[Ids]:
    """The places of each cell's number in `cell` (m,), ascending."""
    order = np.argsort(cell, kind="stable")
    ends = np.cumsum(np.bincount(cell, minlength=count))
    return np.split(order, ends[:-1])
