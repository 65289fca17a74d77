"""How fast faces are grouped, beside scikit-learn on raw vectors: `python -m tests.bench.bench_grouping`.

With `--million` only what a million faces take, which is many minutes.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import DBSCAN

from engine.people.constraints import Constraints
from engine.people.default import default
from engine.people.incremental import regroup_touched
from engine.people.measures import scores
from engine.people.reconcile import UserWords, reconcile
from engine.people.rule import Rule
from engine.types import FaceId, PersonId
from engine.vision.registry import find_model
from tests.bench.clouds import clouds, resampled
from tests.bench.labelled import DATA, labelled

MODEL = "sface"
EPS = 0.46  # of scikit-learn's DBSCAN
DIMENSIONS = 128
SIZES = (25_000, 50_000, 100_000)
RUNS = 3

Vectors = NDArray[np.float32]


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of the processor."""
    start, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - cpu


def grouped(embeddings: Vectors, photo: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
    n = len(embeddings)
    constraints = Constraints.none(n) if photo is None else replace(Constraints.none(n), photo=photo)
    return default(embeddings, np.ones(n, np.float32), rule(), constraints)


def rule() -> Rule:
    return Rule.of(find_model(MODEL).thresholds)


def some_photos(rows: int) -> NDArray[np.int64]:
    """One for each face, two faces in most."""
    return np.random.default_rng(0).permutation(rows) // 2


def beside_scikit_learn(embeddings: Vectors) -> None:
    """Both sides in turn, the least time of each."""
    theirs, ours = [], []
    photo = some_photos(len(embeddings))
    for _ in range(RUNS):
        raw = DBSCAN(eps=EPS, min_samples=2, metric="cosine")
        theirs.append(timed(lambda raw=raw: raw.fit_predict(embeddings)))
        ours.append(timed(lambda: grouped(embeddings, photo)))
    (wall, cpu), (their_wall, their_cpu) = np.min(ours, axis=0), np.min(theirs, axis=0)
    print(
        f"  {len(embeddings):7,} faces: {wall:.2f} s; scikit-learn's DBSCAN {their_wall:.2f} s; "
        f"{their_wall / wall:.1f}x; in the processor's time {cpu:.2f} and {their_cpu:.2f} s, {their_cpu / cpu:.1f}x",
        flush=True,
    )


def growth(faces: Vectors, rows: int) -> None:
    """In a process of its own, so that its memory is that of this size."""
    embeddings = resampled(faces, rows)
    before = peak_memory()
    labels = np.empty(0, np.int64)

    def whole() -> None:
        nonlocal labels
        labels = grouped(embeddings, some_photos(rows))

    wall, cpu = timed(whole)
    peak = peak_memory()
    new = np.arange(rows) >= rows - 100
    quality = np.ones(rows, np.float32)
    later, _ = timed(
        lambda: regroup_touched(embeddings, quality, rule(), Constraints.none(rows), labels, new)
    )
    print(
        f"  {rows:7,} faces: {wall:.1f} s, of the processor {cpu:.1f} s; {len(np.unique(labels)) - 1:,} groups; "
        f"memory at most {peak:.2f} GB, before it {before:.2f}; 100 more faces {later:.2f} s",
        flush=True,
    )


def peak_memory() -> float:
    """Of this process so far, in GB; not a number where the system doesn't tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 2**20 for line in lines if line.startswith("VmHWM")), float("nan"))


def words(rows: int) -> None:
    embeddings, who = clouds(rows, DIMENSIONS, people=rows // 20)
    faces = [FaceId(face) for face in range(rows)]
    said = UserWords(said={face: PersonId(int(who[face])) for face in faces[::20]})
    start = time.perf_counter()
    people = reconcile(who, faces, embeddings, said, {})
    seconds = time.perf_counter() - start
    kept = np.mean([people.people[face] == person for face, person in said.said.items()])
    print(f"  {rows:7,} faces, {len(said.said):,} named by the user: {seconds:.2f} s; names kept: {kept:.1%}")


def million() -> None:
    """Of people seen as often as those of celeb."""
    faces = labelled("celeb", MODEL).vectors if DATA.is_dir() else clouds(1_000, DIMENSIONS, people=50)[0]
    growth(faces, 1_000_000)


def main() -> None:
    if "--million" in sys.argv:
        million()
        return
    print(f"Kith's default grouping, {DIMENSIONS} dimensions")
    embeddings, who = clouds(10_000, DIMENSIONS, people=500)
    grouped(embeddings[:100])  # imports are not what is measured
    print(f"   10,000 made-up faces: F {scores(who, grouped(embeddings)).f:.4f}")
    faces = labelled("lfw", MODEL).vectors if DATA.is_dir() else embeddings
    print(f"{'Real' if DATA.is_dir() else 'Made-up'} faces, resampled")
    beside_scikit_learn(resampled(faces, 20_000))
    for rows in SIZES:
        process = multiprocessing.get_context("spawn").Process(target=growth, args=(faces, rows))
        process.start()
        process.join()
    print("Reconciling with what the user said")
    words(100_000)


if __name__ == "__main__":
    main()
