"""t-SNE in a process of its own: `python -m engine.people.tsne VECTORS.npy POINTS.npy`.

scikit-learn can't be interrupted while it arranges points, which takes half a minute for some thousands; a process
can. Van der Maaten, "Accelerating t-SNE using tree-based algorithms", 2014.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.progress import CancelToken, Progress, ReportProgress

STEPS = 750  # after which hardly anybody moves any more
PERPLEXITY = 30.0  # whom a face is drawn to, roughly; fewer where there are few
ALONE = 3_000  # points that one thread arranges sooner
_POLL = 0.1  # seconds
_ROOT = Path(__file__).resolve().parents[2]

Floats = NDArray[np.float32]


def tsne(vectors: Floats, on_progress: ReportProgress, cancel: CancelToken) -> Floats:
    """Points (n, 2) for `vectors` (n, d), beginning with the first two dimensions; n is at least 4.

    The same at every call. Raises `Cancelled` within a moment, and `OSError`.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        given, made, said = (Path(folder, name) for name in ("vectors.npy", "points.npy", "said"))
        np.save(given, vectors)
        command = [sys.executable, "-u", "-m", "engine.people.tsne", str(given), str(made)]
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        with said.open("wb") as to:
            # The process ends by itself when its standard input does: whatever becomes of this one.
            process = subprocess.Popen(
                command,
                cwd=_ROOT,
                env=_environment(len(vectors)),
                stdin=subprocess.PIPE,
                stdout=to,
                stderr=to,
                creationflags=hidden,
            )
        try:
            while process.poll() is None:
                cancel.check()
                on_progress(Progress(_steps_done(said), STEPS, "Arranging the faces"))
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_POLL)
        finally:
            process.kill()
            process.communicate()
        if process.returncode:
            last = said.read_text(errors="replace").strip().splitlines()[-1:]
            raise OSError(f"the faces could not be arranged: {process.returncode} {last}")
        return np.asarray(np.load(made), np.float32)


def _environment(count: int) -> dict[str, str]:
    """Threads wait for one another at every step, and had better not spin: few points gain nothing by them."""
    threads = {"OMP_NUM_THREADS": "1"} if count < ALONE else {}
    return {**os.environ, "OMP_WAIT_POLICY": "PASSIVE", **threads}


def _steps_done(said: Path) -> int:
    """What scikit-learn says every fifty steps."""
    return max(map(int, re.findall(r"Iteration (\d+)", said.read_text(errors="replace"))), default=0)


def _end_with_the_parent() -> None:
    os.read(0, 1)  # not sys.stdin's, whose lock Python wants when this ends first
    os._exit(1)


def main() -> None:
    from sklearn.manifold import TSNE

    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    vectors = np.load(sys.argv[1])
    start = vectors[:, :2] / max(float(vectors[:, 0].std()), 1e-12) * 1e-4
    perplexity = min(PERPLEXITY, (len(vectors) - 1) / 3)
    arrange = TSNE(
        perplexity=perplexity, init=start, max_iter=STEPS, random_state=0, n_jobs=-1, verbose=2
    ).fit_transform
    np.save(sys.argv[2], arrange(vectors))


if __name__ == "__main__":
    main()
