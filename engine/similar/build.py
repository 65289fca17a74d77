"""Building an index."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.lib.format import write_array_header_1_0
from numpy.typing import ArrayLike, NDArray

from engine.progress import CancelToken, Progress, ReportProgress, ignore_progress
from engine.similar.codes import digits_for, encode, packed_rows
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
from engine.similar.grow import grow
from engine.similar.plan import best_plan, trees_for
from engine.similar.source import Ids, Vectors

BATCH = 5_000

# Of the time that a build takes: writing the vectors, growing the trees, packing the codes; the rest is measuring.
_WRITTEN, _GROWN, _PACKED = 0.1, 0.8, 0.9


def build(
    folder: Path,
    space: str,
    ids: ArrayLike,
    vectors: NDArray[np.float32],
    *,
    on_progress: ReportProgress = ignore_progress,
    cancel: CancelToken | None = None,
) -> None:
    """`build_from` with all rows at once: `ids` (n,), none twice, and `vectors` (n, d), of length 1."""
    given = np.asarray(ids, np.int64)
    order = np.argsort(given, kind="stable")

    def blocks() -> Iterator[tuple[Ids, Vectors]]:
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            yield given[rows], np.asarray(vectors[rows], np.float32)

    build_from(folder, space, vectors.shape[1], len(order), blocks(), on_progress=on_progress, cancel=cancel)


def build_from(
    folder: Path,
    space: str,
    dimensions: int,
    rows: int,
    blocks: Iterable[tuple[Ids, Vectors]],
    *,
    on_progress: ReportProgress = ignore_progress,
    cancel: CancelToken | None = None,
) -> None:
    """Write the index of at most `rows` rows, which come in `blocks` by id, and make it the one in force.

    Whatever stops a build, the folder keeps a usable index if it had one. An index that is open goes on
    answering from its own files. One build of a space at a time. Nothing of the size of the whole is held in this
    process's memory; the trees grow in another.

    Raises `Cancelled`, within a moment at any time, and `OSError` (disk full).
    """
    folder.mkdir(parents=True, exist_ok=True)
    generation = max(generations(folder, space).values(), default=0) + 1
    trees = trees_for(read_header(folder, space))
    _remove_stale(folder, space)

    def share(done: float) -> None:
        on_progress(Progress(int(done * rows), rows))

    token = cancel or CancelToken()
    paths = {kind: file_path(folder, space, generation, kind) for kind in KINDS}
    try:
        written = _write_rows(paths, dimensions, rows, blocks, share, token)
        grow(paths["vectors.npy"], paths["annoy"], trees, _part(share, _WRITTEN, _GROWN), token)
        header = _pack(paths, Header(space, dimensions, written, generation, trees), token)
        share(_PACKED)
        header = replace(header, plan=best_plan(folder, header, token, _part(share, _PACKED, 1)))
        for path in paths.values():
            sync(path)
        token.check()
        header = replace(header, fingerprints={kind: fingerprint(paths[kind]) for kind in KINDS})
        write_header(folder, header)
        share(1)
    finally:
        _remove_stale(folder, space)


def _part(share: Callable[[float], None], start: float, end: float) -> Callable[[float], None]:
    return lambda done: share(start + (end - start) * done)


def _write_rows(
    paths: dict[str, Path],
    dimensions: int,
    rows: int,
    blocks: Iterable[tuple[Ids, Vectors]],
    share: Callable[[float], None],
    cancel: CancelToken,
) -> int:
    """How many rows there were, which may be fewer than were to be expected."""
    ids = np.empty(rows, np.int64)
    written = 0
    with paths["vectors.npy"].open("wb") as file:
        _write_shape(file, "<f4", rows, dimensions)
        for some, vectors in blocks:
            cancel.check()
            file.write(np.ascontiguousarray(vectors, "<f4").data)
            ids[written : written + len(some)] = some
            written += len(some)
            share(_WRITTEN * written / rows)
        file.seek(0)
        _write_shape(file, "<f4", written, dimensions)
    np.save(paths["rows.npy"], ids[:written])
    return written


def _pack(paths: dict[str, Path], header: Header, cancel: CancelToken) -> Header:
    vectors: Vectors = np.load(paths["vectors.npy"], mmap_mode="r")
    digits = digits_for(header.dimensions)
    with paths["codes.npy"].open(
        "wb"
    ) as file:  # written, not mapped: a full disk is then an error, not a crash
        _write_shape(file, "<f8", packed_rows(header.rows, digits), header.dimensions)

        def write(block: NDArray[np.float64]) -> None:
            cancel.check()
            file.write(block.data)

        return replace(header, coding=encode(vectors, digits, write))


def _write_shape(file: BinaryIO, kind: str, rows: int, dimensions: int) -> None:
    """The header of a .npy file; it has room for a number of rows that changes."""
    write_array_header_1_0(file, {"descr": kind, "fortran_order": False, "shape": (rows, dimensions)})


def _remove_stale(folder: Path, space: str) -> None:
    """Remove the files that the header in force doesn't name, except while Windows has them mapped."""
    header = read_header(folder, space)
    for path, generation in generations(folder, space).items():
        if header is None or generation != header.generation:
            with contextlib.suppress(PermissionError):
                path.unlink(missing_ok=True)
