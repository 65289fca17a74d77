"""KMeans: a given number of groups, each around its mean. It has no place for strangers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.errors import UserProblem

# Up to here whole KMeans takes seconds; beyond, batches do, for a slightly worse fit.
WHOLE_LIMIT = 2_000


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
