"""The ways of searching that are put side by side, how each is timed, and what memory building takes."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from annoy import AnnoyIndex
from numpy.typing import NDArray

from engine.similar.index import VectorIndex

COUNT = 50

Vectors = NDArray[np.float32]
Times = NDArray[np.float64]  # milliseconds, one for each query
Search = Callable[[Vectors], NDArray[np.int64]]


def by_numpy(vectors: Vectors, count: int = COUNT) -> Search:
    """The baseline: numpy's product with all rows, which are in memory."""

    def search(query: Vectors) -> NDArray[np.int64]:
        scores = vectors @ query
        best = np.argpartition(scores, -count)[-count:]
        return best[np.argsort(-scores[best])]

    return search


def one_by_one(vectors: Vectors, count: int) -> Search:
    """As the published program's first version: Python compares row after row."""

    def search(query: Vectors) -> NDArray[np.int64]:
        scores = [float(row @ query) for row in vectors]
        return np.array(sorted(range(len(scores)), key=lambda row: -scores[row])[:count])

    return search


def by_annoy(file: Path, dimensions: int, count: int, searched: int = -1) -> Search:
    """Annoy alone, as it answers by itself or when told to look at `searched` nodes."""
    trees = AnnoyIndex(dimensions, "angular")
    trees.load(str(file))
    return lambda query: np.array(trees.get_nns_by_vector(query.tolist(), count, searched))


def by_kith(opened: VectorIndex, count: int = COUNT, *, exact: bool = False) -> Search:
    return lambda query: opened.search(query, count, exact=exact)[0]


def alternately(ways: Sequence[Search], queries: Vectors) -> list[tuple[list[set[int]], Times]]:
    """Of each way its answers and its times; they take turns, so that what else the machine does meets all alike."""
    for search in ways:
        search(queries[0])
    answers: list[list[set[int]]] = [[] for _ in ways]
    times: list[list[float]] = [[] for _ in ways]
    for query in queries:
        for way, search in enumerate(ways):
            start = time.perf_counter()
            found = search(query)
            times[way].append((time.perf_counter() - start) * 1000)
            answers[way].append(set(found.tolist()))
    return [(found, np.array(took)) for found, took in zip(answers, times, strict=True)]


def compared(
    ways: dict[str, Search], queries: Vectors, truth: list[set[int]] | None = None
) -> dict[str, tuple[float, Times]]:
    """Print and return each way's recall and times. The first is what they are compared with, and finds the `truth`
    unless that is given.
    """
    measured = dict(zip(ways, alternately(list(ways.values()), queries), strict=True))
    first, base = next(iter(measured.values()))
    right = truth or first
    results = {}
    for name, (answers, times) in measured.items():
        recall = float(
            np.mean([len(found & best) / len(best) for found, best in zip(answers, right, strict=True)])
        )
        results[name] = (recall, times)
        print(
            f"  {name:24} recall@{len(right[0])} {recall:.4f}  median {np.median(times):8.2f} ms  95 % "
            f"{np.quantile(times, 0.95):8.2f} ms  {np.median(base) / np.median(times):5.1f}x the first",
            flush=True,
        )
    return results


class Peak:
    """The most memory that is held meanwhile, beyond what was: here, and in the processes started here."""

    def __enter__(self) -> Peak:
        self._end = threading.Event()
        self._most = [0.0, 0.0]
        self._before = private_memory(os.getpid())
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def __str__(self) -> str:
        return f"at most {self._most[0]:.0f} MB more here, {self._most[1]:.0f} MB in the process that grows"

    def _watch(self) -> None:
        while not self._end.wait(0.2):
            children = Path(f"/proc/self/task/{os.getpid()}/children")
            held = (
                [private_memory(int(pid)) for pid in children.read_text().split()]
                if children.exists()
                else []
            )
            self._most[0] = max(self._most[0], private_memory(os.getpid()) - self._before)
            self._most[1] = max([self._most[1], *held])


def private_memory(pid: int) -> float:
    """Megabytes that are not of files, which the system may take back at any time."""
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return float(text.split("RssAnon:")[1].split()[0]) / 1024 if "RssAnon:" in text else 0.0
