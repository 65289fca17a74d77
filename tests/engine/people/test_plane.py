"""Faces in a plane."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import numpy as np
import pytest

from engine.errors import Cancelled
from engine.people.plane import likeness_plane, principal_plane
from engine.progress import CancelToken, Progress


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


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5])
def test_a_few_faces_have_their_places_too(count):
    vectors = crowd(5, 1)[0][:count]
    assert principal_plane(vectors).shape == (count, 2)
    points = likeness_plane(vectors)
    assert points.shape == (count, 2)
    assert np.isfinite(points).all()


def test_by_likeness_a_face_lies_beside_others_of_its_person():
    vectors, who = crowd(12, 20)
    told: list[Progress] = []
    points = likeness_plane(vectors, on_progress=told.append)
    assert beside_their_own(points, who) > 0.95
    assert beside_their_own(principal_plane(vectors), who) < 0.8
    done = [each.done for each in told]
    assert done == sorted(done)
    np.testing.assert_array_equal(points, likeness_plane(vectors))


def test_of_too_many_faces_some_are_arranged_and_the_others_put_beside_them():
    vectors, who = crowd(12, 60)
    points = likeness_plane(vectors, sample=300)
    assert beside_their_own(points, who) > 0.9


def test_an_arrangement_is_cancelled_and_leaves_no_process():
    token = CancelToken()

    def lose_patience(_: Progress) -> None:
        token.cancel()

    with pytest.raises(Cancelled):
        likeness_plane(crowd(40, 50)[0], on_progress=lose_patience, cancel=token)
    assert not [child for child in processes() if "engine.people.tsne" in child]


def beside_their_own(points: np.ndarray, who: np.ndarray) -> float:
    distances = ((points[:, None] - points) ** 2).sum(axis=2)
    np.fill_diagonal(distances, np.inf)
    return float((who[distances.argmin(axis=1)] == who).mean())


def processes() -> list[str]:
    """The command lines of the processes that this one has started, where the system tells."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if stat.read_text().rsplit(")", 1)[1].split()[1] == str(os.getpid()):
                found.append(stat.with_name("cmdline").read_text())
    return found
