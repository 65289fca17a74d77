"""KMeans: a given number of groups, each around its mean. It has no place for strangers: it makes a person of each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.errors import UserProblem
from engine.progress import CancelToken

# Up to here whole KMeans takes seconds; beyond, batches do, for a slightly worse fit.
WHOLE_LIMIT = 2_000

_SAMPLE = 2_000  # faces of which the silhouette is taken; it takes the square of them
_COUNTS = 8  # that are tried


def kmeans(embeddings: NDArray[np.float32], clusters: int) -> NDArray[np.int64]:
    """A label 0..`clusters` - 1 for each unit row of `embeddings` (n, d), int64 (n,); the same at every call.

    Lloyd, "Least squares quantization in PCM", 1982; above `WHOLE_LIMIT` rows Sculley, "Web-scale k-means
    clustering", WWW 2010.

    Raises `UserProblem` if there are not that many faces.
    """
    from sklearn.cluster import KMeans, MiniBatchKMeans

    if not 1 <= clusters <= len(embeddings):
        raise UserProblem(
            f"{clusters} groups cannot be made of {len(embeddings)} faces: choose between 1 and that."
        )
    whole = len(embeddings) <= WHOLE_LIMIT
    method = (KMeans if whole else MiniBatchKMeans)(clusters, random_state=0, n_init=3 if whole else 1)
    return np.asarray(method.fit_predict(embeddings), np.int64)


def likely_count(embeddings: NDArray[np.float32], cancel: CancelToken | None = None) -> int:
    """How many groups `kmeans` had best be asked for: an offer, no more; of n rows at most half as many.

    Of eight counts the one with the widest silhouette: faces are then nearest to their own group and farthest
    from the next. Rousseeuw, "Silhouettes", 1987. Of more than 2,000 faces so many are drawn, the same at every
    call, and the others are taken to show the same people as often. Raises `Cancelled` between counts.
    """
    from sklearn.metrics import silhouette_score

    n = len(embeddings)
    if n < 4:
        return min(n, 1)
    drawn = np.random.default_rng(0).permutation(n)[:_SAMPLE]
    some = embeddings[np.sort(drawn)]
    widths: dict[int, float] = {}
    for count in np.unique(np.geomspace(2, len(some) // 2, _COUNTS).round().astype(int)).tolist():
        if cancel is not None:
            cancel.check()
        labels = kmeans(some, count)
        if 1 < len(set(labels.tolist())) < len(some):
            widths[count] = float(silhouette_score(some, labels, metric="cosine"))
    return max(widths, key=lambda count: (widths[count], -count), default=1)
