"""Faces of one person come together, and one bad face does not make one person of two."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import UserProblem
from engine.people.dbscan import dbscan
from engine.people.default import default
from engine.people.kmeans import kmeans
from tests.bench.clouds import clouds, unit


def partition(labels: NDArray[np.int64]) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(labels == label).tolist()) for label in set(labels.tolist()) - {-1}}


@pytest.mark.parametrize("min_samples", [1, 2, 3, 5])
@pytest.mark.parametrize("eps", [0.2, 0.45])
def test_dbscan_groups_like_scikit_learn_on_the_raw_vectors(eps: float, min_samples: int) -> None:
    from sklearn.cluster import DBSCAN

    embeddings, _ = clouds(400, 32, people=40)
    expected = DBSCAN(eps=eps, min_samples=min_samples, metric="cosine").fit_predict(embeddings)
    assert partition(dbscan(embeddings, eps, min_samples)) == partition(expected)


def test_copies_of_one_face_are_one_person() -> None:
    embeddings, _ = clouds(3, 16, people=3)
    labels = dbscan(np.repeat(embeddings, 4, axis=0), 0.01, 4)
    assert partition(labels) == {frozenset(range(4)), frozenset(range(4, 8)), frozenset(range(8, 12))}


def two_children_and_a_blur() -> NDArray[np.float32]:
    """Faces 0-4, faces 5-9, and face 10 near to both, a little nearer to the first."""
    anna, ben = np.eye(2, 32, dtype=np.float32)
    noise = np.random.default_rng(0).standard_normal((10, 32), np.float32) * 0.05
    faces = np.concatenate([anna + noise[:5], ben + noise[5:], [1.05 * anna + ben]])
    return unit(faces)


def test_a_poor_face_between_two_children_does_not_make_them_one() -> None:
    embeddings = two_children_and_a_blur()
    quality = np.ones(11, np.float32)
    merged = default(embeddings, quality, eps=0.4, min_quality=0.3)
    assert len(partition(merged)) == 1, "the blur must be a bridge, or this proves nothing"

    quality[10] = 0.1
    labels = default(embeddings, quality, eps=0.4, min_quality=0.3)
    assert partition(labels) == {frozenset([0, 1, 2, 3, 4, 10]), frozenset([5, 6, 7, 8, 9])}


def test_poor_faces_alone_make_no_group() -> None:
    embeddings = two_children_and_a_blur()
    labels = default(embeddings, np.zeros(11, np.float32), eps=0.4, min_quality=0.3)
    assert (labels == -1).all()


def test_a_poor_face_like_nobody_stays_alone() -> None:
    embeddings = np.concatenate([two_children_and_a_blur()[:10], np.eye(32, dtype=np.float32)[20:21]])
    quality = np.array([1.0] * 10 + [0.1], np.float32)
    assert default(embeddings, quality, eps=0.4, min_quality=0.3)[10] == -1


def test_kmeans_makes_as_many_groups_as_asked_and_the_same_each_time() -> None:
    embeddings, _ = clouds(300, 32, people=5, spread=0.3)
    labels = kmeans(embeddings, 5)
    assert len(partition(labels)) == 5
    assert (labels == kmeans(embeddings, 5)).all()


def test_no_faces_give_no_labels() -> None:
    nothing = np.empty((0, 16), np.float32)
    assert dbscan(nothing, 0.5).shape == (0,)
    assert default(nothing, np.empty(0, np.float32), eps=0.5, min_quality=0.5).shape == (0,)


@pytest.mark.parametrize("eps", [0.0, -1.0, 1.0, float("nan")])
def test_a_distance_without_a_meaning_is_the_users_problem(eps: float) -> None:
    with pytest.raises(UserProblem, match="eps"):
        dbscan(two_children_and_a_blur(), eps)


@pytest.mark.parametrize("clusters", [0, 12])
def test_more_groups_than_faces_is_the_users_problem(clusters: int) -> None:
    with pytest.raises(UserProblem, match="11 faces"):
        kmeans(two_children_and_a_blur(), clusters)
