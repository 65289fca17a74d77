"""DBSCAN: groups are the faces that can be reached from one another through dense neighbourhoods."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.errors import UserProblem
from engine.people.graph import neighbour_graph
from engine.progress import CancelToken, ReportProgress, ignore_progress

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def dbscan(
    embeddings: NDArray[np.float32],
    eps: float,
    min_samples: int = 2,
    *,
    on_progress: ReportProgress = ignore_progress,
    cancel: CancelToken | None = None,
) -> NDArray[np.int64]:
    """A label for each unit row of `embeddings` (n, d), int64 (n,); -1 is alone.

    `eps` is the largest cosine distance (1 - similarity) between neighbours; a face with `min_samples` of
    them, itself included, is dense. Ester, Kriegel, Sander, Xu, "A density-based algorithm for discovering
    clusters in large spatial databases with noise", KDD 1996.

    Raises `UserProblem` for parameters without a meaning, `Cancelled` while neighbours are looked for.
    """
    if not 0 < eps < 1:
        raise UserProblem(f"The distance (eps) must lie between 0 and 1, not {eps:g}.")
    if min_samples < 1:
        raise UserProblem(f"At least one face is needed for a group (min-samples), not {min_samples}.")
    return dbscan_graph(
        neighbour_graph(embeddings, 1 - eps, on_progress=on_progress, cancel=cancel), min_samples
    )


def dbscan_graph(graph: csr_array, min_samples: int) -> NDArray[np.int64]:
    """`dbscan` where the neighbours are known: every edge of `graph` (n, n), similarities, is one."""
    from sklearn.cluster import DBSCAN

    if graph.shape[0] == 0:
        return np.empty(0, np.int64)
    distances = graph.copy()
    # An exact copy is at distance 0, which a sparse array would take for "no edge".
    distances.data = np.clip(1 - graph.data, 1e-9, 2)
    labels = DBSCAN(eps=2, min_samples=min_samples, metric="precomputed").fit_predict(distances)
    return np.asarray(labels, np.int64)
