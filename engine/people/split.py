"""Taking one group apart that is really several people."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.people.seeds import numbered

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]

_ROUNDS = 10  # of assigning; mostly three are enough
_LINKED = 1500  # faces from which a proposal is made: it takes their square in time and memory
_MOST_PARTS = 6
_SMALLEST = 2  # faces of a part that is proposed; fewer are rather a poor picture than a person


def assign(embeddings: Floats, seeds: Sequence[Ids]) -> Ids:
    """The part, int64 (n,), of each unit row of `embeddings` (n, d); the rows `seeds[i]` are in part i.

    Every other face goes where the faces are most like it on average, which is found out again with those
    that went there: k-means with seeds that stay. Basu, Banerjee and Mooney, "Semi-supervised clustering by
    seeding", 2002. n times the number of parts times d multiplications a round.
    """
    part = np.full(len(embeddings), -1, np.int64)
    for number, rows in enumerate(seeds):
        part[rows] = number
    seeded = part >= 0
    fixed = part[seeded]
    for _ in range(_ROUNDS):
        nearest = np.argmax(embeddings @ _means(embeddings, part, len(seeds)).T, axis=1)
        nearest[seeded] = fixed
        if np.array_equal(nearest, part):
            break
        part = nearest
    return part


def propose(embeddings: Floats, photos: Ids) -> Ids:
    """Parts of a group that is thought to be several people; int64 (n,), numbered from 0, the largest first.

    There are two or more if there are two faces. Average linkage, cut where the faces are nearest to their
    own part and farthest from the next (Rousseeuw, "Silhouettes", 1987). Faces of one photo, in `photos`
    (n,), count as unlike. Of more than 1,500 faces the first ones are linked, the rest go to the nearest.
    """
    n = len(embeddings)
    if n < 2:
        return np.zeros(n, np.int64)
    labels = _linked(embeddings[:_LINKED], photos[:_LINKED])
    if n > _LINKED:
        labels = assign(embeddings, [np.flatnonzero(labels == part) for part in range(labels.max() + 1)])
    order = np.argsort(-np.bincount(labels), kind="stable")
    return np.asarray(np.argsort(order)[labels], np.int64)


def _linked(embeddings: Floats, photos: Ids) -> Ids:
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    distances = np.maximum(1 - embeddings @ embeddings.T, 0)
    distances[(photos[:, None] == photos) & (photos[:, None] >= 0)] = 2  # opposite
    np.fill_diagonal(distances, 0)
    tree = linkage(squareform(distances, checks=False), "average")
    best, highest = np.arange(len(embeddings)) % 2, -np.inf
    for parts in range(2, 4 * _MOST_PARTS):
        labels = _without_crumbs(embeddings, numbered(fcluster(tree, parts, "maxclust").astype(np.int64)))
        if 1 <= labels.max() < _MOST_PARTS:
            width = _silhouette(distances, labels)
            if width > highest:
                best, highest = labels, width
    return best


def _without_crumbs(embeddings: Floats, labels: Ids) -> Ids:
    """The same with the faces of parts that are too small in the nearest of the others."""
    large = np.flatnonzero(np.bincount(labels) >= min(_SMALLEST, max(1, len(labels) // 2)))
    return _absorbed(embeddings, labels, large) if len(large) > 1 else np.zeros_like(labels)


def _absorbed(embeddings: Floats, labels: Ids, parts: Ids) -> Ids:
    """`labels` (n,), numbered anew for `parts`, with every other face in the nearest of these."""
    place = np.full(labels.max() + 1, -1, np.int64)
    place[parts] = np.arange(len(parts))
    found = place[labels]
    nearest = np.argmax(embeddings @ _means(embeddings, found, len(parts)).T, axis=1)
    return np.where(found >= 0, found, nearest)


def _means(embeddings: Floats, part: Ids, count: int) -> Floats:
    """The mean direction (count, d) of each part, all with length 1; the faces in -1 are in none."""
    inside = part >= 0
    sums = np.zeros((count, embeddings.shape[1]), np.float32)
    np.add.at(sums, part[inside], embeddings[inside])
    means: Floats = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
    return means


def _silhouette(distances: Floats, labels: Ids) -> float:
    """How much nearer faces are to their own part than to the next, on average, -1 to 1."""
    counts = np.bincount(labels)
    member = np.eye(len(counts), dtype=np.float32)[labels]
    sums = distances @ member
    own = sums[np.arange(len(labels)), labels] / np.maximum(counts[labels] - 1, 1)
    others = sums / counts
    others[np.arange(len(labels)), labels] = np.inf
    nearest = others.min(axis=1)
    widths = (nearest - own) / np.maximum(np.maximum(nearest, own), 1e-6)
    return float(np.where(counts[labels] > 1, widths, 0).mean())
