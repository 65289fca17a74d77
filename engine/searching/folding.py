"""Copies and near-duplicates among the answers: one stands for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.searching.spaces import Space
from engine.similar.source import Vectors
from engine.types import PhotoMatch

# Cosine of two pictures' vectors. Of 600 pictures of 20 kinds only those pairs are nearer that show the same thing but
# for a detail; a picture saved anew, smaller or with other colours, keeps more.
SAME_PICTURE = 0.95

_BLOCK = 512  # compared at a time: a product for each picture would wait for BLAS's threads as often


def folded(found: Sequence[PhotoMatch], scenes: Space | None) -> list[PhotoMatch]:
    """The photos, best first, without those that are nearly the same as one before, which names them."""
    if scenes is None or not found:
        return list(found)
    kept: list[PhotoMatch] = []
    place_of: dict[int, int] = {}
    for row, (match, cosines) in enumerate(
        zip(found, _with_those_before(_vectors(found, scenes)), strict=True)
    ):
        same = [before for before in np.flatnonzero(cosines >= SAME_PICTURE).tolist() if before in place_of]
        if same:
            place = place_of[max(same, key=lambda before: float(cosines[before]))]
            kept[place] = replace(kept[place], folded=(*kept[place].folded, match.photo.id))
        else:
            place_of[row] = len(kept)
            kept.append(match)
    return kept


def _vectors(found: Sequence[PhotoMatch], scenes: Space) -> Vectors:
    """Of the whole photos (n, d); zeros where there is none."""
    ids, vectors = scenes.finder.vectors_of(np.array(sorted(match.photo.id for match in found), np.int64))
    row_of = {photo: row for row, photo in enumerate(ids.tolist())}
    every = np.zeros((len(found), scenes.finder.dimensions), np.float32)
    for row, match in enumerate(found):
        if match.photo.id in row_of:
            every[row] = vectors[row_of[match.photo.id]]
    return every


def _with_those_before(vectors: Vectors) -> Iterator[NDArray[np.float32]]:
    """For each row its cosines with those before it."""
    for start in range(0, len(vectors), _BLOCK):
        block = vectors[start : start + _BLOCK]
        cosines = block @ vectors[: start + len(block)].T
        for number, row in enumerate(cosines):
            yield row[: start + number]
