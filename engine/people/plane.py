"""Embeddings as points in a plane, to be looked at: principal components, or t-SNE."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.people.graph import neighbour_graph
from engine.people.repulsion import repulsion
from engine.progress import CancelToken, Progress, ReportProgress, ignore_progress

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float32]
Points = NDArray[np.float64]

NEIGHBOURS = 15  # whom a face is drawn to
STEPS = 500
PUSHED_TOGETHER = (
    200  # of the steps: groups find their place while they are drawn together more than they should be
)
EXAGGERATION = 12.0
_SAMPLE = 500


def principal_plane(embeddings: Floats) -> Floats:
    """The two directions in which `embeddings` (n, d) differ most: points (n, 2), the same at every call.

    Takes n d^2 multiplications.
    """
    n, d = embeddings.shape
    if n < 2 or d < 2:
        return np.zeros((n, 2), np.float32)
    centred = embeddings - embeddings.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    best = directions[:, :-3:-1]  # eigh sorts ascending
    best *= np.sign(
        best[np.abs(best).argmax(axis=0), np.arange(2)]
    )  # a sign of its own would turn the map over
    return np.asarray(centred @ best, np.float32)


def neighbour_plane(
    embeddings: Floats,
    *,
    steps: int = STEPS,
    on_progress: ReportProgress = ignore_progress,
    cancel: CancelToken | None = None,
) -> Floats:
    """Points (n, 2) for the unit rows of `embeddings` (n, d) by t-SNE: who is alike lies together.

    Van der Maaten and Hinton, "Visualizing data using t-SNE", 2008, with the repulsion of Linderman et al., 2019 (see
    `repulsion`), the learning rate n / 12 of Belkina et al., 2019, and each face drawn equally to its nearest
    `NEIGHBOURS`, which gives the same picture as a perplexity (Böhm, Berens and Kobak, 2022). Begins with the
    principal plane, and is the same at every call. Raises `Cancelled` between steps.
    """
    start = principal_plane(embeddings).astype(np.float64)
    if len(embeddings) <= 3:
        return start.astype(np.float32)
    attraction = _attraction(embeddings, cancel)
    points = start / max(float(start[:, 0].std()), 1e-12) * 1e-4
    velocity, gains = np.zeros_like(points), np.ones_like(points)
    rate = max(200.0, len(points) / EXAGGERATION)
    for step in range(steps):
        if cancel is not None:
            cancel.check()
        early = step < PUSHED_TOGETHER * steps // STEPS
        force = _pull(attraction, points) * (EXAGGERATION if early else 1.0) - repulsion(points)
        # Gains as in the reference implementation: a coordinate that goes on in its direction goes faster.
        gains = np.maximum(np.where(force * velocity > 0, gains * 0.8, gains + 0.2), 0.01)
        velocity = (0.5 if early else 0.8) * velocity - rate * gains * 4 * force
        points += velocity
        points -= points.mean(axis=0)
        on_progress(Progress(step + 1, steps, "Arranging the faces"))
    return points.astype(np.float32)


def _attraction(embeddings: Floats, cancel: CancelToken | None) -> csr_array:
    """Symmetric affinities (n, n) that sum to 1: the same for every pair of neighbours."""
    floor = _floor(embeddings)
    graph = neighbour_graph(embeddings, floor, max_neighbours=NEIGHBOURS, cancel=cancel)
    graph.data[:] = 1.0 / max(graph.nnz, 1)
    return graph.astype(np.float64)


def _floor(embeddings: Floats) -> float:
    """The similarity above which three faces in four have their `NEIGHBOURS`; below it nobody is alike."""
    n = len(embeddings)
    sample = embeddings[np.random.default_rng(0).permutation(n)[:_SAMPLE]]
    rank = min(NEIGHBOURS + 1, n)  # each is its own nearest
    nearest = np.partition(sample @ embeddings.T, n - rank, axis=1)[:, n - rank]
    return float(np.quantile(nearest, 0.25))


def _pull(attraction: csr_array, points: Points) -> Points:
    """The force (n, 2) with which neighbours hold on to one another."""
    rows = np.repeat(np.arange(len(points)), np.diff(attraction.indptr))
    apart = points[rows] - points[attraction.indices]
    weights = attraction.data / (1 + (apart * apart).sum(axis=1))
    force = np.empty_like(points)
    for axis in range(2):
        force[:, axis] = np.bincount(rows, weights * apart[:, axis], minlength=len(points))
    return force
