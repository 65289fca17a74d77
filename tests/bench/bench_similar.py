"""How fast and how completely similar faces are found: `python -m tests.bench.bench_similar`."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.similar import index
from engine.similar.build import build
from engine.similar.index import FaceIndex, open_index
from tests.bench.clouds import clouds

COUNT = 50
QUERIES = 100
SHIPPED = index.EXACT_NUMBERS

Search = Callable[[NDArray[np.float32]], NDArray[np.int64]]


def plain(vectors: NDArray[np.float32]) -> Search:
    def search(query: NDArray[np.float32]) -> NDArray[np.int64]:
        scores = vectors @ query
        best = np.argpartition(scores, -COUNT)[-COUNT:]
        return best[np.argsort(-scores[best])]

    return search


def ours(opened: FaceIndex, exact_numbers: int) -> Search:
    def search(query: NDArray[np.float32]) -> NDArray[np.int64]:
        index.EXACT_NUMBERS = exact_numbers
        return opened.search(query, COUNT)[0]

    return search


def measure(search: Search, queries: NDArray[np.float32]) -> tuple[list[set[int]], NDArray[np.float64]]:
    """The answers, and the milliseconds that each took."""
    search(queries[0])
    answers, times = [], []
    for query in queries:
        start = time.perf_counter()
        answers.append(set(search(query).tolist()))
        times.append((time.perf_counter() - start) * 1000)
    return answers, np.array(times)


def compare(rows: int, dimensions: int) -> None:
    vectors, _ = clouds(rows, dimensions, people=rows // 20)
    queries = vectors[:: rows // QUERIES][:QUERIES]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        start = time.perf_counter()
        build(folder, "model", range(rows), vectors)
        built = time.perf_counter()
        opened = open_index(folder, "model", dimensions)
        assert opened is not None
        megabytes = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        print(
            f"{rows:,} faces of {dimensions} dimensions: built in {built - start:.1f} s, {megabytes:.0f} MB, "
            f"opened in {(time.perf_counter() - built) * 1000:.0f} ms"
        )
        exact, baseline = measure(plain(vectors), queries)
        for title, exact_numbers in (("as Kith answers", SHIPPED), ("by trees", 0)):
            report(title, *measure(ours(opened, exact_numbers), queries), exact, baseline)


def report(
    title: str,
    answers: list[set[int]],
    times: NDArray[np.float64],
    exact: list[set[int]],
    baseline: NDArray[np.float64],
) -> None:
    recall = np.mean([len(found & best) / COUNT for found, best in zip(answers, exact, strict=True)])
    print(
        f"  {title:16} recall@{COUNT} {recall:.4f}  median {np.median(times):6.2f} ms  95% "
        f"{np.quantile(times, 0.95):6.2f} ms  numpy {np.median(baseline):6.2f} ms  "
        f"{np.median(baseline) / np.median(times):.1f}x"
    )


def main() -> None:
    try:
        for rows in (10_000, 100_000):
            for dimensions in (128, 512):
                compare(rows, dimensions)
    finally:
        index.EXACT_NUMBERS = SHIPPED


if __name__ == "__main__":
    main()
