"""Faces of one person come together, and one bad face does not make one person of two."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import UserProblem
from engine.people.constraints import Constraints
from engine.people.dbscan import dbscan
from engine.people.default import default
from engine.people.kmeans import kmeans, likely_count
from engine.people.measures import scores
from engine.people.rule import Rule
from engine.vision.registry import find_model
from tests.bench.clouds import clouds, unit

RULE = Rule.of(find_model("sface").thresholds)


def partition(labels: NDArray[np.int64]) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(labels == label).tolist()) for label in set(labels.tolist()) - {-1}}


def grouped(embeddings: NDArray[np.float32], rule: Rule = RULE, **known: list[int]) -> set[frozenset[int]]:
    """The groups of good faces; `known` as in `Constraints`."""
    n = len(embeddings)
    arrays = {name: np.array(values, np.int64) for name, values in known.items()}
    constraints = replace(Constraints.none(n), **arrays)
    return partition(default(embeddings, np.ones(n, np.float32), rule, constraints))


@pytest.mark.parametrize("min_samples", [1, 2, 3, 5])
@pytest.mark.parametrize("eps", [0.2, 0.45])
def test_dbscan_groups_like_scikit_learn_on_the_raw_vectors(eps: float, min_samples: int) -> None:
    from sklearn.cluster import DBSCAN

    embeddings, _ = clouds(400, 32, people=40)
    expected = DBSCAN(eps=eps, min_samples=min_samples, metric="cosine").fit_predict(embeddings)
    assert partition(dbscan(embeddings, eps, min_samples)) == partition(expected)


def test_copies_of_one_face_are_one_person() -> None:
    embeddings, _ = clouds(3, 16, people=3)
    copies = {frozenset(range(4)), frozenset(range(4, 8)), frozenset(range(8, 12))}
    assert partition(dbscan(np.repeat(embeddings, 4, axis=0), 0.01, 4)) == copies
    assert grouped(np.repeat(np.eye(3, 16, dtype=np.float32), 4, axis=0)) == copies


ANNA, BEN = np.eye(2, 32, dtype=np.float32)


def two_children_and_a_blur(towards_anna: float = 1.05) -> NDArray[np.float32]:
    """Faces 0-4, faces 5-9, and face 10 near to both, a little nearer to the first."""
    noise = np.random.default_rng(0).standard_normal((10, 32), np.float32) * 0.05
    faces = np.concatenate([ANNA + noise[:5], BEN + noise[5:], [towards_anna * ANNA + BEN]])
    return unit(faces)


def test_a_face_between_two_children_does_not_make_them_one() -> None:
    merged = partition(dbscan(two_children_and_a_blur(), 0.4))
    assert len(merged) == 1, "the face must be a bridge, or this proves nothing"
    for quality in (0.1, 1.0):
        labels = default(two_children_and_a_blur(), np.array([1] * 10 + [quality], np.float32), RULE)
        assert labels[0] != labels[5]
        assert partition(labels[:10]) == {frozenset(range(5)), frozenset(range(5, 10))}


@pytest.mark.parametrize(("towards_anna", "joins"), [(1.05, False), (2.0, True)])
def test_a_poor_face_joins_only_to_whom_it_is_clearly_nearest(towards_anna: float, joins: bool) -> None:
    quality = np.array([1] * 10 + [0.1], np.float32)
    labels = default(two_children_and_a_blur(towards_anna), quality, RULE)
    assert labels[10] == (labels[0] if joins else -1)


def test_poor_faces_alone_make_no_group() -> None:
    labels = default(two_children_and_a_blur(), np.zeros(11, np.float32), RULE)
    assert (labels == -1).all()


def test_a_poor_face_like_nobody_stays_alone() -> None:
    embeddings = np.concatenate([two_children_and_a_blur()[:10], np.eye(32, dtype=np.float32)[20:21]])
    quality = np.array([1.0] * 10 + [0.1], np.float32)
    assert default(embeddings, quality, RULE)[10] == -1


def test_the_faces_of_one_photo_are_different_people() -> None:
    sisters = unit(np.array([ANNA, ANNA + 0.9 * BEN, ANNA, ANNA + 0.9 * BEN]))
    assert len(grouped(sisters)) == 1, "so alike that nothing else keeps them apart"
    assert grouped(sisters, photo=[7, 7, 8, 8]) == {frozenset({0, 2}), frozenset({1, 3})}


def test_the_same_face_twice_in_a_photo_is_a_mirror_or_a_collage() -> None:
    twice = unit(np.array([ANNA, ANNA + 0.1 * BEN, ANNA + 0.2 * BEN]))
    assert grouped(twice, photo=[7, 7, 8]) == {frozenset({0, 1, 2})}


def test_the_user_may_say_that_two_faces_of_a_photo_are_one_person() -> None:
    sisters = unit(np.array([ANNA, ANNA + 0.9 * BEN]))
    assert grouped(sisters, photo=[7, 7]) == set()
    assert grouped(sisters, photo=[7, 7], said=[1, 1]) == {frozenset({0, 1})}


def test_named_faces_gather_their_own_and_not_each_others() -> None:
    near = unit(
        np.array([ANNA, ANNA + 0.4 * BEN, BEN + 0.4 * ANNA, BEN, ANNA + 0.75 * BEN, BEN + 0.75 * ANNA])
    )
    assert len(grouped(near)) == 1, "so alike that nothing else keeps them apart"
    named = grouped(near, said=[1, -1, -1, 2, -1, -1])
    assert {frozenset({0, 1, 4}), frozenset({2, 3, 5})} == named


def test_who_was_taken_out_of_a_group_stays_out_and_takes_the_likest_along() -> None:
    near = unit(np.array([ANNA, ANNA + 0.1 * BEN, ANNA + 0.6 * BEN, ANNA + 0.65 * BEN]))
    assert len(grouped(near)) == 1
    people = grouped(near, not_rows=[3], not_people=[5], had_rows=[0], had_people=[5])
    assert people == {frozenset({0, 1}), frozenset({2, 3})}


@pytest.mark.parametrize("model", ["sface", "facenet-casia"])
def test_the_stricter_the_purer_and_the_fewer_merged(model: str) -> None:
    embeddings, who = clouds(1200, 64, people=120, spread=1.0)
    found, alone = [], []
    for strictness in np.linspace(-1, 1, 9):
        rule = Rule.of(find_model(model).thresholds, float(strictness))
        labels = default(embeddings, np.ones(len(who), np.float32), rule)
        found.append(scores(who, labels))
        alone.append(int((labels < 0).sum()))
    precision, recall = ([getattr(each, name) for each in found] for name in ("precision", "recall"))
    assert all(
        later >= earlier - 0.002 for earlier, later in pairwise(precision)
    )  # by chance two are joined later
    assert all(later <= earlier + 0.002 for earlier, later in pairwise(recall))
    assert all(later >= earlier - 2 for earlier, later in pairwise(alone))
    assert precision[0] < precision[-1]
    assert recall[0] > recall[-1]


def test_a_person_seen_often_is_one_person_where_chance_joins_no_strangers() -> None:
    embeddings, who = clouds(3000, 128, people=100, spread=1.0)
    found = scores(who, default(embeddings, np.ones(3000, np.float32), RULE))
    assert found.f > 0.99
    assert found.precision > 0.999


def test_kmeans_makes_as_many_groups_as_asked_and_the_same_each_time() -> None:
    embeddings, _ = clouds(300, 32, people=5, spread=0.3)
    labels = kmeans(embeddings, 5)
    assert len(partition(labels)) == 5
    assert (labels == kmeans(embeddings, 5)).all()


@pytest.mark.parametrize("people", [5, 40])
def test_the_number_of_groups_that_kmeans_is_offered_is_about_that_of_the_people(people: int) -> None:
    random = np.random.default_rng(0)
    centres = unit(random.standard_normal((people, 64)))
    faces = unit(np.repeat(centres, 12, axis=0) + random.standard_normal((12 * people, 64)) * 0.05)
    assert people * 0.6 <= likely_count(faces) <= people * 1.6


def test_of_a_few_faces_no_more_groups_are_offered_than_there_can_be() -> None:
    for faces in range(4):
        assert likely_count(np.eye(5, 16, dtype=np.float32)[:faces]) == min(faces, 1)


def test_no_faces_give_no_labels() -> None:
    nothing = np.empty((0, 16), np.float32)
    assert dbscan(nothing, 0.5).shape == (0,)
    assert default(nothing, np.empty(0, np.float32), RULE).shape == (0,)


@pytest.mark.parametrize("eps", [0.0, -1.0, 1.0, float("nan")])
def test_a_distance_without_a_meaning_is_the_users_problem(eps: float) -> None:
    with pytest.raises(UserProblem, match="eps"):
        dbscan(two_children_and_a_blur(), eps)


@pytest.mark.parametrize("clusters", [0, 12])
def test_more_groups_than_faces_is_the_users_problem(clusters: int) -> None:
    with pytest.raises(UserProblem, match="11 faces"):
        kmeans(two_children_and_a_blur(), clusters)
