"""How fast and how completely similar rows are found: `python -m tests.bench.bench_similar [--million]`.

The rows are real embeddings drawn again: of the faces of ../shared/data (`celeb`, `album`, `lfw`; made-up clouds where
they are absent) in two ways. "noise": faces are drawn at random and noise is added, so that copies of one face have a
cosine near 0.8: everybody has many photos. "turned" (`clouds.resampled`): every face comes once, and each further
set of them is turned into other people: most of the fifty nearest are strangers at a distance like thousands more.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from annoy import AnnoyIndex
from numpy.typing import NDArray

from engine.errors import Cancelled
from engine.progress import CancelToken, Progress
from engine.similar.build import build
from engine.similar.finder import SpaceFinder
from engine.similar.index import VectorIndex, open_index
from tests.bench.clouds import clouds, resampled, unit
from tests.bench.labelled import DATA, labelled

COUNT = 50
QUERIES = 100
MODELS = {128: "sface", 512: "facenet-casia"}
PUBLISHED = 289_222  # vectors of 512 dimensions: the comparison that the program's first version came with

Vectors = NDArray[np.float32]
Search = Callable[[Vectors], NDArray[np.int64]]


def faces(dimensions: int) -> Vectors:
    """Real embeddings (n, d), or made-up ones."""
    sets = [name for name in ("celeb", "album", "lfw") if (DATA / name).is_dir()]
    if not sets:
        print("  no ../shared: made-up faces")
        return clouds(8_000, dimensions, people=2_000)[0]
    return np.concatenate([labelled(name, MODELS[dimensions]).vectors for name in sets])


def with_noise(real: Vectors, rows: int, *, noise: float = 0.5, seed: int = 0) -> Vectors:
    """`rows` unit vectors: real ones drawn at random, with noise of length `noise`."""
    random = np.random.default_rng(seed)
    found = np.empty((rows, real.shape[1]), np.float32)
    for start in range(0, rows, 50_000):
        part = real[random.integers(0, len(real), min(50_000, rows - start))]
        more = random.standard_normal(part.shape, np.float32) * np.float32(noise / part.shape[1] ** 0.5)
        found[start : start + len(part)] = unit(part + more)
    return found


def turned(real: Vectors, rows: int) -> Vectors:
    """`resampled`, some sets at a time: it holds five times what it gives."""
    found = np.empty((rows, real.shape[1]), np.float32)
    step = 8 * len(real)
    for start in range(0, rows, step):
        found[start : start + step] = resampled(real, min(step, rows - start), seed=start)
    return found


DRAWN: dict[str, Callable[[Vectors, int], Vectors]] = {"noise": with_noise, "turned": turned}


def plain(vectors: Vectors, count: int = COUNT) -> Search:
    """The baseline: numpy's product with all rows."""

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


def annoy_alone(file: Path, dimensions: int, count: int) -> Search:
    trees = AnnoyIndex(dimensions, "angular")
    trees.load(str(file))
    return lambda query: np.array(trees.get_nns_by_vector(query.tolist(), count))


def ours(opened: VectorIndex, count: int = COUNT) -> Search:
    return lambda query: opened.search(query, count)[0]


def measure(search: Search, queries: Vectors) -> tuple[list[set[int]], NDArray[np.float64]]:
    """The answers, and the milliseconds that each took."""
    search(queries[0])
    answers, times = [], []
    for query in queries:
        start = time.perf_counter()
        answers.append(set(search(query).tolist()))
        times.append((time.perf_counter() - start) * 1000)
    return answers, np.array(times)


def report(
    title: str, search: Search, queries: Vectors, truth: list[set[int]], base: NDArray[np.float64]
) -> None:
    answers, times = measure(search, queries)
    recall = np.mean([len(found & best) / len(best) for found, best in zip(answers, truth, strict=True)])
    print(
        f"  {title:20} recall@{len(truth[0])} {recall:.4f}  median {np.median(times):8.2f} ms  95 % "
        f"{np.quantile(times, 0.95):8.2f} ms  {np.median(base) / np.median(times):5.1f}x numpy",
        flush=True,
    )


def compare(real: Vectors, rows: int, drawn: str, folder: Path) -> None:
    """Build, open and search one library, and say what it takes."""
    vectors = DRAWN[drawn](real, rows)
    dimensions = vectors.shape[1]
    with _Peak() as peak:
        start = time.perf_counter()
        build(folder, "space", range(rows), vectors)
        built = time.perf_counter() - start
    opened = open_index(folder, "space", dimensions)
    assert opened is not None
    plan = opened.header.plan
    sizes = {path.name.split(".")[1]: path.stat().st_size for path in folder.iterdir()}
    print(
        f"{rows:,} x {dimensions} {drawn}: built in {built:.0f} s ({peak}); "
        + ", ".join(f"{kind} {size / 1e6:.0f} MB" for kind, size in sorted(sizes.items()))
        + f"\n  by {plan.way}, {plan.searched} nodes, {opened.header.trees} trees; measured when built: recall "
        f"{plan.recall:.4f}, trees alone {plan.recall_of_trees:.4f}"
    )
    queries = vectors[:: rows // QUERIES][:QUERIES]
    exact, base = measure(plain(vectors), queries)
    print(
        f"  {'numpy, all rows':20} {'':16} median {np.median(base):8.2f} ms  95 % {np.quantile(base, 0.95):8.2f} ms"
    )
    report("Kith", ours(opened), queries, exact, base)
    again, base = measure(plain(vectors), queries)
    report("Kith, once more", ours(opened), queries, again, base)


def first_answer(folder: Path, dimensions: int) -> None:
    """In a process that has opened nothing yet."""
    code = (
        "import sys, time; from pathlib import Path; import numpy as np\n"
        "from engine.similar.index import open_index\n"
        "query = np.load(sys.argv[2]); start = time.perf_counter()\n"
        "index = open_index(Path(sys.argv[1]), 'space', len(query)); opened = time.perf_counter()\n"
        "index.search(query, 50); end = time.perf_counter()\n"
        "faults = Path('/proc/self/smaps').read_text() if Path('/proc/self/smaps').exists() else ''\n"
        "import re\n"
        "kept = {}\n"
        "for name, body in re.findall(r'space-\\d+\\.(\\S+)\\n((?:\\w+: .*\\n)+)', faults):\n"
        "    kept[name] = kept.get(name, 0) + int(re.search(r'Rss: +(\\d+)', body)[1]) // 1024\n"
        "print(f'  first answer: opened in {(opened - start) * 1000:.0f} ms, answered in '\n"
        "      f'{(end - opened) * 1000:.0f} ms; MB read of each file: {kept}')"
    )
    query = folder.parent / "query.npy"
    opened = open_index(folder, "space", dimensions)
    assert opened is not None
    for row in (len(opened) // 3, len(opened) // 2):
        np.save(query, opened.vectors[row])
        subprocess.run([sys.executable, "-c", code, str(folder), str(query)], check=True)


class Rows:
    """A source that holds a library's rows in memory."""

    def __init__(self, vectors: Vectors) -> None:
        self.kept = vectors

    def ids(self, after: int = 0) -> NDArray[np.int64]:
        return np.arange(after + 1, len(self.kept) + 1)

    def vectors(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], Vectors]:
        return ids, self.kept[ids - 1]

    def shown(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        return ids


def more_rows(folder: Path, real: Vectors) -> None:
    """1,000 photos come to a library of a million."""
    opened = open_index(folder, "space", real.shape[1])
    assert opened is not None
    source = Rows(opened.vectors)
    source.kept = np.concatenate([opened.vectors, unit(with_noise(real, 1_500, seed=9))])
    finder = SpaceFinder(folder, "space", real.shape[1], source)
    start = time.perf_counter()
    found, _ = finder.search(source.kept[-1], 5)
    print(
        f"  1,500 faces more are found {(time.perf_counter() - start) * 1000:.0f} ms later"
        if found[0] == len(source.kept)
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
            f"  cancelled while the trees of {rows:,} rows grew: {(time.perf_counter() - asked[0]) * 1000:.0f} ms, "
            f"{len(list(folder.iterdir()))} files left"
        )


def published(real: Vectors, folder: Path) -> None:
    """The comparison that the program's first version was published with, on made-up rows of its size."""
    vectors = with_noise(real, PUBLISHED)
    print(f"{PUBLISHED:,} x {vectors.shape[1]}, the published comparison:")
    build(folder, "space", range(PUBLISHED), vectors)
    opened = open_index(folder, "space", vectors.shape[1])
    assert opened is not None
    queries = vectors[:: PUBLISHED // QUERIES][:QUERIES]
    truth, base = measure(plain(vectors, 20), queries)
    report("one by one (5 asked)", one_by_one(vectors, 20), queries[:5], truth[:5], base)
    report("numpy", plain(vectors, 20), queries, truth, base)
    file = opened.header.path(folder, "annoy")
    report(
        f"Annoy, {opened.header.trees} trees", annoy_alone(file, vectors.shape[1], 20), queries, truth, base
    )
    report(f"Kith, by {opened.header.plan.way}", ours(opened, 20), queries, truth, base)


class _Peak:
    """The most memory that is held meanwhile, beyond what was: here, and in the processes started here."""

    def __enter__(self) -> _Peak:
        self._end = threading.Event()
        self._most = [0.0, 0.0]
        self._before = _private(os.getpid())
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
            held = [_private(int(pid)) for pid in children.read_text().split()] if children.exists() else []
            self._most[0] = max(self._most[0], _private(os.getpid()) - self._before)
            self._most[1] = max([self._most[1], *held])


def _private(pid: int) -> float:
    """Megabytes that are not of files, which the system may take back at any time."""
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return float(text.split("RssAnon:")[1].split()[0]) / 1024 if "RssAnon:" in text else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--million", action="store_true", help="1,000,000 rows too; takes 10 minutes and 9 GB of disk"
    )
    parser.add_argument("--dimensions", type=int, nargs="*", default=[128, 512])
    parser.add_argument("--only-million", action="store_true")
    parser.add_argument("--drawn", nargs="*", default=list(DRAWN))
    parser.add_argument("--folder", type=Path)
    arguments, _ = parser.parse_known_args()
    sizes = [10_000, 100_000] * (not arguments.only_million)
    sizes += [1_000_000] * (arguments.million or arguments.only_million)
    for dimensions in arguments.dimensions:
        real = faces(dimensions)
        for rows in sizes:
            for drawn in arguments.drawn:
                with tempfile.TemporaryDirectory(ignore_cleanup_errors=True, dir=arguments.folder) as name:
                    folder = Path(name, "index")
                    compare(real, rows, drawn, folder)
                    if rows == max(sizes):
                        first_answer(folder, dimensions)
                        more_rows(folder, real)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True, dir=arguments.folder) as name:
            cancelling(real, 100_000, Path(name, "index"))
    if 512 in arguments.dimensions and not arguments.only_million:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True, dir=arguments.folder) as name:
            published(faces(512), Path(name, "index"))


if __name__ == "__main__":
    main()
