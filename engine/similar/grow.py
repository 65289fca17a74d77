"""Growing Annoy's trees in a process of its own: `python -m engine.similar.grow VECTORS.npy OUT.annoy TREES`.

Annoy can't be interrupted while trees grow, which takes minutes for a million rows; a process can. It also keeps the
memory that growing takes, and a disk that fills up under a mapped file, away from the program.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from annoy import AnnoyIndex
from numpy.typing import NDArray

from engine.child import ChildFailed, end_with_the_parent, run_child
from engine.progress import CancelToken

SEED = 1  # the same rows give the same answers
IN_PROCESS = 20_000  # so many rows take a second or two, and starting a process a third of one
_BATCH = 5_000

OnShare = Callable[[float], None]


def grow(vectors: Path, out: Path, trees: int, on_share: OnShare, cancel: CancelToken) -> None:
    """Write Annoy's index of the rows in `vectors`. `on_share` hears how much is done, 0..1.

    Raises `Cancelled` within a moment, in which nothing goes on, and `OSError`.
    """
    rows = np.load(vectors, mmap_mode="r")
    if len(rows) < IN_PROCESS:
        planted(rows, None, lambda done: on_share(done / 2), cancel, trees).save(str(out))
        on_share(1)
        return
    try:
        run_child(
            "engine.similar.grow",
            [str(vectors), str(out), str(trees)],
            lambda said: on_share(_share(said, trees)),
            cancel,
        )
    except ChildFailed as failed:
        raise OSError(f"the trees could not be grown: {failed}") from failed
    on_share(1)


def planted(
    rows: NDArray[np.float32], file: Path | None, on_share: OnShare, cancel: CancelToken, trees: int
) -> AnnoyIndex:
    """Annoy's index of `rows` (n, d), in memory or, as it grows, in `file`."""
    index = AnnoyIndex(rows.shape[1], "angular")
    index.set_seed(SEED)
    if file is not None:
        index.on_disk_build(str(file))
        index.verbose(True)
    for start in range(0, len(rows), _BATCH):
        cancel.check()
        for row, vector in enumerate(rows[start : start + _BATCH].tolist(), start):
            index.add_item(row, vector)
        on_share(min(1.0, (start + _BATCH) / len(rows)))
    index.build(trees, n_jobs=-1)
    return index


def _share(said: str, trees: int) -> float:
    """How far the process is, from what it and Annoy print: adding counts as a third, each tree as begun."""
    added = max((float(share) for share in re.findall(r"added (\S+)\n", said)), default=0.0)
    begun = len(re.findall(r"pass \d+\.\.\.", said))
    return added / 3 + max(0, min(begun, trees) - 1) / trees * 2 / 3


def main() -> None:
    vectors, out, trees = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    end_with_the_parent()
    if hasattr(os, "nice"):
        os.nice(10)  # searches and scans go first
    planted(np.load(vectors, mmap_mode="r"), out, _say, CancelToken(), trees).unload()


def _say(share: float) -> None:
    sys.stdout.write(f"added {share:.3f}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
