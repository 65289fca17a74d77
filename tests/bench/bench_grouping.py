"""How fast faces are grouped, beside scikit-learn on raw vectors: `python -m tests.bench.bench_grouping`."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

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

T = TypeVar("T")

MODEL = "sface"
EPS = 0.46  # of scikit-learn's DBSCAN
DIMENSIONS = 128
PHOTO = 2  # faces in one, on average
RUNS = 3

Vectors = NDArray[np.float32]


def timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def some_faces(rows: int) -> tuple[Vectors, str]:
    """Real faces resampled, where there are any."""
    if DATA.is_dir():
        return resampled(labelled("lfw", MODEL).vectors, rows), "real faces resampled"
    return clouds(rows, DIMENSIONS, people=rows // 20)[0], "made-up faces"


def grouped(embeddings: Vectors) -> NDArray[np.int64]:
    n = len(embeddings)
    photos = np.random.default_rng(0).permutation(n) // PHOTO
    constraints = replace(Constraints.none(n), photo=photos)
    return default(embeddings, np.ones(n, np.float32), rule(), constraints)


def rule() -> Rule:
    return Rule.of(find_model(MODEL).thresholds)


def beside_scikit_learn(embeddings: Vectors) -> None:
    """Both sides in turn, the least time of each."""
    theirs, ours = [], []
    for _ in range(RUNS):
        raw = DBSCAN(eps=EPS, min_samples=2, metric="cosine")
        theirs.append(timed(lambda raw=raw: raw.fit_predict(embeddings))[1])
        ours.append(timed(lambda: grouped(embeddings))[1])
    print(
        f"  {len(embeddings):7,} faces: {min(ours):6.2f} s; scikit-learn's DBSCAN {min(theirs):6.2f} s; "
        f"{min(theirs) / min(ours):.1f}x",
        flush=True,
    )


def growth(rows: int) -> None:
    """In a process of its own, so that its memory is that of this size."""
    embeddings, what = some_faces(rows)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    labels, seconds = timed(lambda: grouped(embeddings))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    new = np.arange(rows) >= rows - 100
    _, later = timed(
        lambda: regroup_touched(
            embeddings, np.ones(rows, np.float32), rule(), Constraints.none(rows), labels, new
        )
    )
    print(
        f"  {rows:7,} {what}: {seconds:6.2f} s, {len(set(labels.tolist())) - 1:6,} groups; "
        f"memory {after / 2**20:.2f} GB, of it {(after - before) / 2**20:.2f} for the grouping; "
        f"100 more faces {later:.2f} s",
        flush=True,
    )


def words(rows: int) -> None:
    embeddings, who = clouds(rows, DIMENSIONS, people=rows // 20)
    faces = [FaceId(face) for face in range(rows)]
    said = UserWords(said={face: PersonId(int(who[face])) for face in faces[::20]})
    people, seconds = timed(lambda: reconcile(who, faces, embeddings, said, {}))
    kept = np.mean([people.people[face] == person for face, person in said.said.items()])
    print(f"  {rows:7,} faces, {len(said.said):,} named by the user: {seconds:.2f} s; names kept: {kept:.1%}")


def known_truth(rows: int) -> None:
    embeddings, who = clouds(rows, DIMENSIONS, people=rows // 20)
    grouped(embeddings[:100])  # imports are not what is measured
    print(f"  {rows:7,} made-up faces: F {scores(who, grouped(embeddings)).f:.4f}")


def main() -> None:
    print(f"Grouping with two faces a photo, {DIMENSIONS} dimensions")
    known_truth(10_000)
    beside_scikit_learn(some_faces(20_000)[0])
    for rows in (25_000, 50_000, 100_000):
        process = multiprocessing.get_context("spawn").Process(target=growth, args=(rows,))
        process.start()
        process.join()
    print("Reconciling with what the user said")
    words(100_000)


if __name__ == "__main__":
    main()
