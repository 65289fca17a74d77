"""The grouping that Kith uses unless told otherwise."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.people.dbscan import dbscan
from engine.progress import CancelToken, ReportProgress, ignore_progress


def default(
    embeddings: NDArray[np.float32],
    quality: NDArray[np.float32],
    *,
    eps: float,
    min_quality: float,
    min_samples: int = 2,
    on_progress: ReportProgress = ignore_progress,
    cancel: CancelToken | None = None,
) -> NDArray[np.int64]:
    """A label for each unit row of `embeddings` (n, d), int64 (n,); -1 is alone. `quality` (n,) is 0..1.

    DBSCAN of the faces whose quality is at least `min_quality`. A poorer face resembles many people, so it
    never starts nor bridges a group; it joins that of the good face most like it, if within cosine distance
    `eps`.
    """
    good = np.flatnonzero(quality >= min_quality)
    poor = np.flatnonzero(quality < min_quality)
    labels = np.full(len(embeddings), -1, np.int64)
    labels[good] = dbscan(embeddings[good], eps, min_samples, on_progress=on_progress, cancel=cancel)
    grouped = good[labels[good] >= 0]
    if len(grouped):
        labels[poor] = _nearest_labels(embeddings[poor], embeddings[grouped], labels[grouped], 1 - eps)
    return labels


def _nearest_labels(
    faces: NDArray[np.float32], known: NDArray[np.float32], labels: NDArray[np.int64], floor: float
) -> NDArray[np.int64]:
    """For each of `faces` the label of the most similar row of `known`, -1 where that is below `floor`."""
    found = np.full(len(faces), -1, np.int64)
    for start in range(0, len(faces), 1024):
        similarities = faces[start : start + 1024] @ known.T
        nearest = similarities.argmax(axis=1)
        near = similarities.max(axis=1) >= floor
        found[start : start + 1024][near] = labels[nearest[near]]
    return found
