"""Copies and near-duplicates among the answers: one stands for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from engine.searching.spaces import Space
from engine.types import PhotoMatch

# Cosine of two pictures' vectors. Of 600 pictures of 20 kinds only those pairs are nearer that show the same thing but
# for a detail; a picture saved anew, smaller or with other colours, keeps more.
SAME_PICTURE = 0.95


def folded(found: Sequence[PhotoMatch], scenes: Space | None) -> list[PhotoMatch]:
    """The photos, best first, without those that are nearly the same as one before, which names them."""
    if scenes is None or not found:
        return list(found)
    ids, vectors = scenes.finder.vectors_of(np.array(sorted(match.photo.id for match in found), np.int64))
    vector_of = dict(zip(ids.tolist(), vectors, strict=True))
    kept: list[PhotoMatch] = []
    stood_for = np.zeros((len(found), scenes.finder.dimensions), np.float32)
    for match in found:
        vector = vector_of.get(match.photo.id)
        likeness = stood_for[: len(kept)] @ vector if vector is not None else np.empty(0)
        place = int(likeness.argmax()) if len(likeness) else 0
        if len(likeness) and likeness[place] >= SAME_PICTURE:
            kept[place] = replace(kept[place], folded=(*kept[place].folded, match.photo.id))
            continue
        if vector is not None:
            stood_for[len(kept)] = vector
        kept.append(match)
    return kept
