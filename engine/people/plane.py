"""Embeddings as points in a plane, to be looked at: principal components, or by likeness."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.people.tsne import tsne
from engine.progress import CancelToken, Progress, ReportProgress, ignore_progress

Floats = NDArray[np.float32]

SAMPLE = 8_000  # faces that are arranged; twice as many take more than twice as long
COMPONENTS = 50  # in which who is near to whom is nearly what it is in all dimensions
_BATCH = 2_048


def principal_plane(embeddings: Floats) -> Floats:
    """The two directions in which `embeddings` (n, d) differ most: points (n, 2), the same at every call.

    Takes n d^2 multiplications.
    """
    return principal_components(embeddings, 2)


def principal_components(embeddings: Floats, count: int) -> Floats:
    """`embeddings` (n, d) in the `count` directions in which they differ most, these first; 0 where there are fewer."""
    n, d = embeddings.shape
    found = np.zeros((n, count), np.float32)
    if n < 2 or d < 2:
        return found
    centred = embeddings - embeddings.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    best = directions[:, ::-1][:, :count]  # eigh sorts ascending
    # A sign of its own would turn the map over.
    best = best * np.sign(best[np.abs(best).argmax(axis=0), np.arange(best.shape[1])])
    found[:, : best.shape[1]] = centred @ best
    return found


def likeness_plane(
    embeddings: Floats,
    *,
    sample: int = SAMPLE,
    on_progress: ReportProgress = ignore_progress,
    cancel: CancelToken | None = None,
) -> Floats:
    """Points (n, 2) for the unit rows of `embeddings` (n, d): who is alike lies together. The same at every call.

    By t-SNE, which begins with the principal plane. Of more faces than `sample`, so many are arranged, chosen by
    chance, and each of the others is put beside the one of them that it is most like: n * sample * d multiplications.
    Raises `Cancelled` within a moment.
    """
    n, cancel = len(embeddings), cancel or CancelToken()
    chosen = np.sort(np.random.default_rng(0).permutation(n)[:sample])
    if len(chosen) <= 3:
        return principal_plane(embeddings)
    points = np.empty((n, 2), np.float32)
    points[chosen] = tsne(principal_components(embeddings[chosen], COMPONENTS), on_progress, cancel)
    others = np.setdiff1d(np.arange(n), chosen)
    for start in range(0, len(others), _BATCH):
        cancel.check()
        some = others[start : start + _BATCH]
        points[some] = points[chosen[(embeddings[some] @ embeddings[chosen].T).argmax(axis=1)]]
        on_progress(Progress(start + len(some), len(others), "Placing the other faces"))
    points[others] += _beside(points[chosen], len(others))
    return points


def _beside(points: Floats, count: int) -> Floats:
    """Steps (count, 2) as long as it is from one of `points` (n, 2) to the next, in all directions."""
    from scipy.spatial import cKDTree

    distances, _ = cKDTree(points).query(points, 2)
    steps = np.random.default_rng(0).normal(size=(count, 2)) * np.median(distances[:, 1])
    return np.asarray(steps, np.float32)
