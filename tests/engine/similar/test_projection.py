"""Spaces made of other spaces: kept in files, smaller, and joined."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

from engine.errors import UserProblem
from engine.similar.compact import LEAST, fit_compact
from engine.similar.joint import joined, scale_of
from engine.similar.projection import LayeredProjection, load_projection, save_projection
from engine.types import Scale


def clouds(rows: int, size: int, centres: int = 12, noise: float = 0.6) -> tuple[np.ndarray, np.ndarray]:
    """Unit rows around centres that vary in fewer directions than there are, and which centre is whose."""
    random = np.random.default_rng(3)
    middle = random.normal(size=(centres, size // 4)) @ random.normal(size=(size // 4, size))
    which = np.arange(rows) % centres
    vectors = middle[which] / np.linalg.norm(middle, axis=1).mean()
    vectors = vectors + noise * random.normal(size=(rows, size)) / np.sqrt(size)
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), which


def precision(vectors: np.ndarray, which: np.ndarray) -> float:
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -2)
    nearest = np.argsort(-cosines, axis=1)[:, :4]
    return float((which[nearest] == which[:, None]).mean())


def test_a_projection_comes_back_from_its_file(tmp_path):
    random = np.random.default_rng(1)
    layers = tuple(
        (random.normal(size=shape).astype(np.float32), np.ones(shape[0], np.float32))
        for shape in ((7, 5), (3, 7))
    )
    projection = LayeredProjection("sface", np.full(5, 0.1, np.float32), layers, explained=0.75, rows=900)
    save_projection(projection, tmp_path / "a.safetensors")
    again = load_projection(tmp_path / "a.safetensors")
    vectors = random.normal(size=(4, 5)).astype(np.float32)
    assert np.array_equal(again(vectors), projection(vectors))
    assert (again.source, again.explained, again.rows) == ("sface", 0.75, 900)
    assert again.fingerprint == projection.fingerprint
    assert again(vectors).shape == (4, 3)
    assert np.allclose(np.linalg.norm(again(vectors), axis=1), 1, atol=1e-5)
    hidden = np.maximum((vectors - 0.1) @ layers[0][0].T + 1, 0) @ layers[1][0].T + 1
    assert np.allclose(again(vectors), hidden / np.linalg.norm(hidden, axis=1, keepdims=True), atol=1e-5)


@pytest.mark.parametrize(
    "tensors",
    [
        {},
        {"mean": np.zeros(5, np.float32)},
        {"mean": np.zeros(5, np.float32), "0.weight": np.zeros((3, 4), np.float32)},
        {"mean": np.zeros(5, np.float32), "0.weight": np.full((3, 5), np.nan, np.float32)},
        {
            "mean": np.zeros(5, np.float32),
            "0.weight": np.zeros((3, 5), np.float32),
            "0.bias": np.zeros(2, np.float32),
        },
        {"mean": np.zeros((5, 2), np.float32), "0.weight": np.eye(3, 5, dtype=np.float32)},
        {"mean": np.zeros(5, np.float32), "0.weight": np.zeros((0, 5), np.float32)},
    ],
)
def test_a_file_that_holds_no_projection_is_refused(tensors, tmp_path):
    file = tmp_path / "a.safetensors"
    save_file(tensors, str(file), metadata={"format": "kith-projection-1", "source": "sface"})
    with pytest.raises(UserProblem, match="no projection"):
        load_projection(file)
    file.write_bytes(b"garbage")
    with pytest.raises(UserProblem, match="no projection"):
        load_projection(file)


@pytest.mark.parametrize(
    "about", [{"explained": "[1]"}, {"explained": "[" * 100_000}, {"explained": "NaN"}, {"kind": "../other"}]
)
def test_a_file_that_says_nonsense_of_itself_is_refused(about, tmp_path):
    file = tmp_path / "a.safetensors"
    tensors = {"mean": np.zeros(5, np.float32), "0.weight": np.eye(3, 5, dtype=np.float32)}
    save_file(tensors, str(file), metadata={"format": "kith-projection-1", "source": "sface", **about})
    with pytest.raises(UserProblem, match="no projection"):
        load_projection(file)


def test_smaller_vectors_find_nearly_as_well_and_say_how_much_they_keep():
    vectors, which = clouds(900, 128)
    compact = fit_compact(vectors, "sface")
    assert compact.dimensions == 64
    assert 0.5 < compact.explained <= 1
    assert (
        precision(compact(vectors), which) >= 0.9
    )  # the noise is the same in all directions, the worst case
    whole = fit_compact(vectors, "sface", dimensions=128)
    assert whole.explained == pytest.approx(1, abs=1e-4)


def test_smaller_vectors_are_whitened():
    vectors, _ = clouds(5000, 64)
    compact = fit_compact(vectors, "sface", dimensions=16)
    weight, _ = compact.layers[0]
    spread = ((vectors - compact.mean) @ weight.T).std(axis=0)
    raw = np.linalg.eigvalsh(np.cov(vectors.T))[::-1][:16]
    assert spread.max() / spread.min() < 0.8 * np.sqrt(raw.max() / raw.min())


def test_there_must_be_something_to_fit():
    with pytest.raises(ValueError, match="too few"):
        fit_compact(clouds(LEAST - 1, 64)[0], "sface")


def test_chance_is_told_apart_from_pairs_that_belong_together():
    vectors, _ = clouds(400, 128, centres=40, noise=0.3)
    scale = scale_of(vectors)
    assert abs(scale.mean) < 0.1
    assert scale.deviation < 0.3  # a fortieth of the pairs are nearly the same, and don't count


cosines = st.lists(st.floats(-1, 1), min_size=2, max_size=30)
scales = st.builds(Scale, st.floats(-0.2, 0.6), st.floats(0.02, 0.3))


@given(cosines, scales, scales, st.floats(0, 1))
def test_the_same_in_both_parts_is_one_and_chance_is_zero(values, face, scene, weight):
    faces, pictures = np.array(values), np.array(values[::-1])
    scores = joined(faces, pictures, face, scene, weight)
    assert (scores <= 1 + 1e-9).all()
    assert joined(np.ones(1), np.ones(1), face, scene, weight) == pytest.approx(1)
    chance = joined(np.array([face.mean]), np.array([scene.mean]), face, scene, weight)
    assert chance == pytest.approx(0, abs=1e-9)


@given(cosines, scales, scales)
def test_at_the_ends_one_part_alone_decides(values, face, scene):
    some, others = np.array(values), np.random.default_rng(0).uniform(-1, 1, len(values))
    order = np.argsort(-some, kind="stable")
    assert np.allclose(some[np.argsort(-joined(some, others, face, scene, 1.0), kind="stable")], some[order])
    assert np.allclose(some[np.argsort(-joined(others, some, face, scene, 0.0), kind="stable")], some[order])


def test_a_photo_without_a_face_comes_after_those_with_one_that_is_like_none():
    face, scene = Scale(0.0, 0.1), Scale(0.4, 0.1)
    scores = joined(np.array([np.nan, -0.1]), np.array([0.5, 0.5]), face, scene, 0.5)
    assert scores[0] < scores[1]
