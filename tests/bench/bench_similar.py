"""How fast and how completely similar rows are found: `python -m tests.bench.bench_similar [--million]`.

The rows are real embeddings of ../shared/data drawn again in two ways: see `similar_rows`. Each library is built, with
its time, memory and files; asked, beside numpy in the same run; and opened by a process of its own, once with its files
read before, once without. Then building is cancelled, and the comparison that the program's first version was
published with is made again: 289,222 vectors of 512 dimensions.

`--keep DIR` keeps the indexes there, and asks those that it finds instead of building them: a part at a time with
`--rows`, `--dimensions`, `--drawn` and `--only`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.errors import Cancelled
from engine.progress import CancelToken, Progress
from engine.similar.build import build
from engine.similar.files import read_header
from engine.similar.finder import SpaceFinder
from engine.similar.index import VectorIndex, open_index
from tests.bench.similar_rows import DRAWN, SETS, Vectors, faces, with_noise
from tests.bench.similar_start import forget
from tests.bench.similar_ways import Peak, by_annoy, by_kith, by_numpy, compared, one_by_one

QUERIES = 100
PUBLISHED, PUBLISHED_COUNT = 289_222, 20
PARTS = ("compare", "cancel", "published")


@dataclass(frozen=True, slots=True)
class Told:
    """What building said of its progress."""

    times: list[float]
    shares: list[float]

    def __call__(self, progress: Progress) -> None:
        self.times.append(time.perf_counter())
        self.shares.append(progress.done / (progress.total or 1))

    def __str__(self) -> str:
        silent = max(np.diff(self.times), default=0.0)
        backwards = any(np.diff(self.shares) < 0)
        return (
            f"progress told {len(self.times)} times, {silent:.1f} s apart at most{', BACKWARDS' * backwards}"
        )


def opened_or_built(folder: Path, vectors: Vectors) -> VectorIndex:
    """The index of `vectors`, and what it took to build it, now or in an earlier run."""
    kept = folder.with_name(f"{folder.name}.json")
    if read_header(folder, "space") is None or not kept.is_file():
        told = Told([], [])
        with Peak() as peak:
            start = time.perf_counter()
            build(folder, "space", range(len(vectors)), vectors, on_progress=told)
            built = time.perf_counter() - start
        kept.write_text(json.dumps(f"built in {built:.0f} s ({peak}; {told})"))
    opened = open_index(folder, "space", vectors.shape[1])
    assert opened is not None
    print("  " + json.loads(kept.read_text()))
    sizes = {path.name.split(".")[1]: path.stat().st_size / 1e6 for path in folder.iterdir()}
    a_million = sum(sizes.values()) * 1e6 / len(vectors)
    each = ", ".join(f"{kind} {size:.0f} MB" for kind, size in sorted(sizes.items()))
    print(f"  files {each}; {a_million:.0f} MB for a million rows")
    return opened


def compare(real: Vectors, rows: int, drawn: str, folder: Path) -> None:
    """One library: built, asked, and opened anew."""
    vectors = DRAWN[drawn](real, rows)
    print(f"{rows:,} x {vectors.shape[1]}, {drawn}:", flush=True)
    opened = opened_or_built(folder, vectors)
    plan = opened.header.plan
    print(
        f"  by {plan.way}, {plan.searched} nodes, {opened.header.trees} trees; measured when built: recall "
        f"{plan.recall:.4f}, trees alone {plan.recall_of_trees:.4f}"
    )
    ways = {
        "numpy, all rows": by_numpy(vectors),
        "Kith": by_kith(opened),
        "Kith, --exact": by_kith(opened, exact=True),
    }
    compared(ways, vectors[:: rows // QUERIES][:QUERIES])


def first_answer(folder: Path, dimensions: int) -> None:
    """In processes that have opened nothing yet."""
    query = folder.parent / "query.npy"
    opened = open_index(folder, "space", dimensions)
    assert opened is not None
    asked = opened.vectors[[len(opened) // 3, len(opened) // 2, len(opened) // 5]]
    del opened  # what is mapped is not forgotten
    for state, vector in zip(("read before", "read before", "nothing read before"), asked, strict=True):
        np.save(query, vector)
        if state == "nothing read before" and not forget(folder):
            continue
        print(f"  first answer, {state}: ", end="", flush=True)
        subprocess.run([sys.executable, "-m", "tests.bench.similar_start", folder, query], check=True)


class Rows:
    """A source that holds a library's rows in memory."""

    def __init__(self, vectors: Vectors) -> None:
        self.kept = vectors

    def ids(self, after: int = 0) -> np.ndarray:
        return np.arange(max(after + 1, 0), len(self.kept))

    def vectors(self, ids: np.ndarray) -> tuple[np.ndarray, Vectors]:
        return ids, self.kept[ids]

    def shown(self, ids: np.ndarray) -> np.ndarray:
        return ids


def more_rows(folder: Path, real: Vectors) -> None:
    """1,000 photos come: their faces are searched from then on. `bench_similar_library` does it in a whole library."""
    opened = open_index(folder, "space", real.shape[1])
    assert opened is not None
    source = Rows(opened.vectors)
    finder = SpaceFinder(folder, "space", real.shape[1], source)
    finder.search(source.kept[0], 5)
    source.kept = np.concatenate([opened.vectors, with_noise(real, 1_500, seed=9)])
    start = time.perf_counter()
    found, _ = finder.search(source.kept[-1], 5)
    took = (time.perf_counter() - start) * 1000
    print(
        f"  1,500 faces more are found {took:.0f} ms later"
        if found[0] == len(source.kept) - 1
        else "  NOT FOUND"
    )


def cancelling(real: Vectors, rows: int, folder: Path) -> None:
    """How long cancelling takes while the trees grow."""
    token, asked = CancelToken(), [0.0]

    def stop(progress: Progress) -> None:
        if progress.total and progress.done / progress.total > 0.6 and not asked[0]:
            asked[0] = time.perf_counter()
            token.cancel()

    try:
        build(folder, "space", range(rows), with_noise(real, rows), on_progress=stop, cancel=token)
    except Cancelled:
        print(
            f"cancelled while the trees of {rows:,} x {real.shape[1]} grew: "
            f"{(time.perf_counter() - asked[0]) * 1000:.0f} ms, {len(list(folder.iterdir()))} files left"
        )


def published(real: Vectors, folder: Path) -> None:
    """The comparison that the program's first version was published with, on rows of its size."""
    vectors = with_noise(real, PUBLISHED)
    dimensions = vectors.shape[1]
    print(f"{PUBLISHED:,} x {dimensions}, the published comparison:", flush=True)
    opened = opened_or_built(folder, vectors)
    queries = vectors[:: PUBLISHED // QUERIES][:QUERIES]
    file, trees = opened.header.path(folder, "annoy"), opened.header.trees
    exactly = by_numpy(vectors, PUBLISHED_COUNT)
    print("  of 5 questions:")
    compared({"one by one": one_by_one(vectors, PUBLISHED_COUNT), "numpy": exactly}, queries[:5])
    print(f"  of {len(queries)} questions:")
    ways = {
        "numpy": exactly,
        f"Annoy, {trees} trees": by_annoy(file, dimensions, PUBLISHED_COUNT),
        "Annoy, 20,000 nodes": by_annoy(file, dimensions, PUBLISHED_COUNT, 20_000),
        f"Kith, by {opened.header.plan.way}": by_kith(opened, PUBLISHED_COUNT),
        "Kith, --exact": by_kith(opened, PUBLISHED_COUNT, exact=True),
    }
    compared(ways, queries)


@contextmanager
def folder_for(kept: Path | None, name: str) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept / name
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        yield Path(temporary, name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--million", action="store_true", help="1,000,000 rows too; takes 20 minutes and 9 GB of disk"
    )
    parser.add_argument("--rows", type=int, nargs="*")
    parser.add_argument("--dimensions", type=int, nargs="*", default=[128, 512])
    parser.add_argument("--drawn", nargs="*", default=list(DRAWN))
    parser.add_argument("--sets", nargs="*", default=list(SETS), help="of ../shared/data")
    parser.add_argument("--only", nargs="*", default=list(PARTS), choices=PARTS)
    parser.add_argument("--keep", type=Path)
    arguments, _ = parser.parse_known_args()
    sizes = arguments.rows or [10_000, 100_000] + [1_000_000] * arguments.million
    if os.environ.get("OPENBLAS_CORETYPE"):
        print("OPENBLAS_CORETYPE is set: numpy may be slower here than it could be")
    for dimensions in arguments.dimensions:
        real = faces(dimensions, arguments.sets)
        print(f"{len(real):,} real faces of {dimensions} dimensions")
        if "compare" in arguments.only:
            for rows in sizes:
                for drawn in arguments.drawn:
                    with folder_for(arguments.keep, f"{drawn}-{rows}-{dimensions}") as folder:
                        compare(real, rows, drawn, folder)
                        if rows == max(sizes):
                            first_answer(folder, dimensions)
                            more_rows(folder, real)
        if "cancel" in arguments.only:
            with folder_for(None, "index") as folder:
                cancelling(real, 100_000, folder)
        if "published" in arguments.only and dimensions == 512:
            with folder_for(arguments.keep, "published") as folder:
                published(real, folder)


if __name__ == "__main__":
    main()
