"""t-SNE in a process of its own: `python -m engine.people.tsne VECTORS.npy POINTS.npy`.

scikit-learn can't be interrupted while it arranges points, which takes half a minute for some thousands; a process
can. Van der Maaten, "Accelerating t-SNE using tree-based algorithms", 2014.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.child import ChildFailed, end_with_the_parent, run_child
from engine.progress import CancelToken, Progress, ReportProgress

STEPS = 750  # after which hardly anybody moves any more
PERPLEXITY = 30.0  # whom a face is drawn to, roughly; fewer where there are few
ALONE = 3_000  # points that one thread arranges sooner

Floats = NDArray[np.float32]


def tsne(vectors: Floats, on_progress: ReportProgress, cancel: CancelToken) -> Floats:
    """Points (n, 2) for `vectors` (n, d), beginning with the first two dimensions; n is at least 4.

    The same at every call. Raises `Cancelled` within a moment, and `OSError`.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        given, made = Path(folder, "vectors.npy"), Path(folder, "points.npy")
        np.save(given, vectors)

        def hear(said: str) -> None:
            on_progress(Progress(_steps_done(said), STEPS, "Arranging the faces"))

        try:
            run_child("engine.people.tsne", [str(given), str(made)], hear, cancel, _environment(len(vectors)))
        except ChildFailed as failed:
            raise OSError(f"the faces could not be arranged: {failed}") from failed
        return np.asarray(np.load(made), np.float32)


def _environment(count: int) -> dict[str, str]:
    """Threads wait for one another at every step, and had better not spin: few points gain nothing by them."""
    threads = {"OMP_NUM_THREADS": "1"} if count < ALONE else {}
    return {"OMP_WAIT_POLICY": "PASSIVE", **threads}


def _steps_done(said: str) -> int:
    """What scikit-learn says every fifty steps."""
    return max(map(int, re.findall(r"Iteration (\d+)", said)), default=0)


def main() -> None:
    from sklearn.manifold import TSNE

    end_with_the_parent()
    vectors = np.load(sys.argv[1])
    start = vectors[:, :2] / max(float(vectors[:, 0].std()), 1e-12) * 1e-4
    perplexity = min(PERPLEXITY, (len(vectors) - 1) / 3)
    arrange = TSNE(
        perplexity=perplexity, init=start, max_iter=STEPS, random_state=0, n_jobs=-1, verbose=2
    ).fit_transform
    np.save(sys.argv[2], arrange(vectors))


if __name__ == "__main__":
    main()
