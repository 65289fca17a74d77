"""Building an index."""

from __future__ import annotations

import contextlib
from pathlib import Path

import numpy as np
from annoy import AnnoyIndex
from numpy.typing import ArrayLike, NDArray

from engine.progress import CancelToken, Progress, ReportProgress, ignore_progress
from engine.similar.files import (
    KINDS,
    Header,
    file_path,
    fingerprint,
    generations,
    read_header,
    sync,
    write_header,
)

TREES = 20  # 40 take twice as long to build and find two more in a hundred
SEED = 1  # the same faces give the same answers
BATCH = 5_000


def build(
    folder: Path,
    model: str,
    face_ids: ArrayLike,
    vectors: NDArray[np.float32],
    *,
    on_progress: ReportProgress = ignore_progress,
    cancel: CancelToken | None = None,
) -> None:
    """Write the index of `vectors` (n, d), unit rows of `face_ids` (n,), and make it the one in force.

    Whatever stops a build, the folder keeps a usable index if it had one. An index that is open goes on
    answering from its own files. One build of a model at a time; no face id twice.

    Raises `Cancelled`, though not while the trees grow (the last part, some seconds for 100,000 rows), and
    `OSError` (disk full).
    """
    folder.mkdir(parents=True, exist_ok=True)
    generation = max(generations(folder, model).values(), default=0) + 1
    _remove_stale(folder, model)
    try:
        header = _write_files(folder, model, generation, face_ids, vectors, on_progress, cancel)
        write_header(folder, header)
    finally:
        _remove_stale(folder, model)


def _write_files(
    folder: Path,
    model: str,
    generation: int,
    face_ids: ArrayLike,
    vectors: NDArray[np.float32],
    on_progress: ReportProgress,
    cancel: CancelToken | None,
) -> Header:
    paths = {kind: file_path(folder, model, generation, kind) for kind in KINDS}
    np.save(paths["rows.npy"], np.asarray(face_ids, np.int64))
    np.save(paths["vectors.npy"], np.asarray(vectors, np.float32))
    trees = _planted(vectors, on_progress, cancel)
    trees.build(TREES, n_jobs=-1)
    trees.save(str(paths["annoy"]))
    trees.unload()
    for path in paths.values():
        sync(path)
    rows, dimensions = vectors.shape
    return Header(model, dimensions, rows, generation, {kind: fingerprint(paths[kind]) for kind in KINDS})


def _planted(
    vectors: NDArray[np.float32], on_progress: ReportProgress, cancel: CancelToken | None
) -> AnnoyIndex:
    """An Annoy index with all rows and no trees yet."""
    trees = AnnoyIndex(vectors.shape[1], "angular")
    trees.set_seed(SEED)
    for start in range(0, len(vectors), BATCH):
        if cancel is not None:
            cancel.check()
        for row, vector in enumerate(vectors[start : start + BATCH].tolist(), start):
            trees.add_item(row, vector)
        on_progress(Progress(min(start + BATCH, len(vectors)), len(vectors)))
    return trees


def _remove_stale(folder: Path, model: str) -> None:
    """Remove the files that the header in force doesn't name, except while Windows has them mapped."""
    header = read_header(folder, model)
    for path, generation in generations(folder, model).items():
        if header is None or generation != header.generation:
            with contextlib.suppress(PermissionError):
                path.unlink(missing_ok=True)
