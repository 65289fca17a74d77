"""Faces in a plane."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import Cancelled
from engine.people.plane import neighbour_plane, principal_plane
from engine.people.repulsion import repulsion
from engine.progress import CancelToken


def crowd(people: int, faces: int) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(1)
    who = np.repeat(np.arange(people), faces)
    vectors = chance.normal(size=(people, 32))[who] + 0.6 * chance.normal(size=(len(who), 32))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), who


def test_the_principal_plane_shows_the_widest_spread_and_is_always_the_same():
    vectors, _ = crowd(6, 20)
    points = principal_plane(vectors)
    singular = np.linalg.svd(vectors - vectors.mean(axis=0), compute_uv=False)
    np.testing.assert_allclose(np.linalg.norm(points, axis=0), singular[:2], rtol=1e-3)
    np.testing.assert_array_equal(points, principal_plane(vectors))


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_a_few_faces_have_their_places_too(count):
    vectors = crowd(4, 1)[0][:count]
    assert principal_plane(vectors).shape == (count, 2)
    assert np.isfinite(neighbour_plane(vectors, steps=5)).all()


def test_the_repulsion_is_that_of_all_pairs():
    points = np.random.default_rng(0).normal(size=(300, 2)) * 3
    apart = points[:, None] - points
    weights = 1 / (1 + (apart**2).sum(axis=2))
    np.fill_diagonal(weights, 0)
    exact = ((weights**2)[..., None] * apart).sum(axis=1) / weights.sum()
    assert np.abs(repulsion(points) - exact).max() < 0.05 * np.abs(exact).max()


def test_by_likeness_a_face_lies_beside_others_of_its_person():
    vectors, who = crowd(12, 20)
    points = neighbour_plane(vectors, steps=150)
    distances = ((points[:, None] - points) ** 2).sum(axis=2)
    np.fill_diagonal(distances, np.inf)
    assert (who[distances.argmin(axis=1)] == who).mean() > 0.9


def test_an_arrangement_is_cancelled():
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        neighbour_plane(crowd(4, 5)[0], cancel=token)
