"""How fast faces are grouped, beside scikit-learn on raw vectors: `python -m tests.bench.bench_grouping`."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
from sklearn.cluster import DBSCAN

from engine.people.dbscan import dbscan
from engine.people.measures import scores
from engine.people.reconcile import UserWords, reconcile
from engine.types import FaceId, PersonId
from tests.bench.clouds import clouds

T = TypeVar("T")

EPS = 0.4
DIMENSIONS = 128


def timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def beside_scikit_learn(rows: int) -> None:
    embeddings, who = clouds(rows, DIMENSIONS, people=rows // 20)
    theirs, their_seconds = timed(
        lambda: DBSCAN(eps=EPS, min_samples=2, metric="cosine").fit_predict(embeddings)
    )
    ours, seconds = timed(lambda: dbscan(embeddings, EPS, 2))
    print(
        f"  {rows:7,} faces: {seconds:6.2f} s; scikit-learn {their_seconds:6.2f} s; "
        f"{their_seconds / seconds:.1f}x; F {scores(who, ours).f:.4f} and {scores(who, theirs).f:.4f}"
    )


def growth(sizes: tuple[int, ...]) -> None:
    for rows in sizes:
        embeddings, _ = clouds(rows, DIMENSIONS, people=rows // 20)
        _, seconds = timed(lambda embeddings=embeddings: dbscan(embeddings, EPS, 2))
        print(f"  {rows:7,} faces: {seconds:6.2f} s")


def words(rows: int) -> None:
    embeddings, who = clouds(rows, DIMENSIONS, people=rows // 20)
    faces = [FaceId(face) for face in range(rows)]
    said = UserWords(said={face: PersonId(int(who[face])) for face in faces[::20]})
    people, seconds = timed(lambda: reconcile(who, faces, embeddings, said, {}))
    kept = np.mean([people.people[face] == person for face, person in said.said.items()])
    print(f"  {rows:7,} faces, {len(said.said):,} named by the user: {seconds:.2f} s; names kept: {kept:.1%}")


def main() -> None:
    print(f"Grouping, made-up faces of {DIMENSIONS} dimensions, eps {EPS}")
    dbscan(clouds(100, DIMENSIONS, people=5)[0], EPS)  # imports are not what is measured
    beside_scikit_learn(20_000)
    growth((10_000, 20_000, 40_000))
    print("Reconciling with what the user said")
    words(100_000)


if __name__ == "__main__":
    main()
