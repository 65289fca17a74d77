"""From vectors to the photos and faces that are like them, one space at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.searching.spaces import Space
from engine.similar.source import Ids, Vectors

Scores = dict[int, float]


@dataclass(frozen=True, slots=True)
class Asking:
    """How one space is searched."""

    count: int
    exclude: Ids
    allowed: Ids | None
    exact: bool


def nearest(space: Space, asked: Vectors, how: Asking) -> Scores:
    """Row -> its best cosine with any of `asked` (n, d), vectors of the plain space."""
    found: Scores = {}
    for vector in space.into(asked):
        ids, cosines = space.finder.search(
            vector, how.count, exclude=how.exclude, allowed=how.allowed, exact=how.exact
        )
        for row, cosine in zip(ids.tolist(), cosines.tolist(), strict=True):
            found[row] = max(cosine, found.get(row, -1.0))
    return found


def compared(space: Space, asked: Vectors, rows: Sequence[int]) -> Scores:
    """The same of these very rows; those without a vector are left out."""
    if not len(rows) or not len(asked):
        return {}
    ids, vectors = space.finder.vectors_of(np.array(sorted(rows), np.int64))
    if not len(ids):
        return {}
    best = (vectors @ space.into(asked).T).max(axis=1)
    return dict(zip(ids.tolist(), best.tolist(), strict=True))


def all_together(space: Space, asked: Vectors, faces_of: dict[int, list[int]]) -> dict[int, Scores]:
    """Of the photos (photo -> its faces) that may show all of `asked` at once: photo -> face -> cosine.

    Each that is asked about is given another face, so that the sum is largest (Kuhn, "The Hungarian method for the
    assignment problem", 1955). Photos with fewer faces than are asked about are left out.
    """
    ids, vectors = space.finder.vectors_of(
        np.array(sorted({f for fs in faces_of.values() for f in fs}), np.int64)
    )
    if not len(ids):
        return {}
    cosines = vectors @ space.into(asked).T
    from scipy.optimize import linear_sum_assignment  # takes long to import

    row_of = {face: row for row, face in enumerate(ids.tolist())}
    found: dict[int, Scores] = {}
    for photo, its_faces in faces_of.items():
        rows = [row_of[face] for face in its_faces if face in row_of]
        if len(rows) >= len(asked):
            here = cosines[rows]
            chosen, whom = linear_sum_assignment(here, maximize=True)
            found[photo] = {int(ids[rows[c]]): float(here[c, w]) for c, w in zip(chosen, whom, strict=True)}
    return found
