"""The index answers like comparing with every face."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.similar import index
from engine.similar.build import build
from engine.similar.index import FaceIndex, open_index
from tests.bench.clouds import clouds, unit

Faces = dict[int, NDArray[np.float32]]

ROWS = 3_000
IDS = np.arange(ROWS) * 2 + 5


def vectors(rows: int, seed: int) -> NDArray[np.float32]:
    return unit(np.random.default_rng(seed).standard_normal((rows, 16)))


def stacked(faces: Iterable[NDArray[np.float32]]) -> NDArray[np.float32]:
    return np.array(list(faces), np.float32).reshape(-1, 16)


def compared_with_all(query: NDArray[np.float32], faces: Faces, count: int) -> list[tuple[int, float]]:
    return sorted(((face, float(row @ query)) for face, row in faces.items()), key=lambda m: (-m[1], m[0]))[
        :count
    ]


def check(
    opened: FaceIndex, query: NDArray[np.float32], built: Faces, fresh: Faces, exclude: set[int], count: int
) -> None:
    ids, scores = opened.search(
        query,
        count,
        fresh_ids=np.array(list(fresh), np.int64),
        fresh_vectors=stacked(fresh.values()),
        exclude=exclude,
    )
    faces = {face: row for face, row in (built | fresh).items() if face not in exclude}
    expected = compared_with_all(query, faces, count)
    assert ids.tolist() == [face for face, _ in expected]
    np.testing.assert_allclose(scores, [score for _, score in expected], atol=1e-6)


@settings(deadline=None, max_examples=60)
@given(
    built=st.sets(st.integers(1, 60), max_size=40),
    fresh=st.sets(st.integers(1, 60), max_size=15),
    exclude=st.sets(st.integers(1, 60), max_size=30),
    count=st.integers(0, 70),
    seed=st.integers(0, 999),
)
def test_a_small_library(
    tmp_path_factory: pytest.TempPathFactory,
    built: set[int],
    fresh: set[int],
    exclude: set[int],
    count: int,
    seed: int,
) -> None:
    folder = tmp_path_factory.mktemp("index")
    rows = list(vectors(len(built) + len(fresh) + 1, seed))
    query = rows.pop()
    old, new = dict(zip(built, rows, strict=False)), dict(zip(fresh, rows[len(built) :], strict=True))
    build(folder, "model", list(old), stacked(old.values()))
    opened = open_index(folder, "model", 16)
    assert opened is not None
    check(opened, query, old, new, exclude, count)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> FaceIndex:
    folder = tmp_path_factory.mktemp("large")
    build(folder, "model", IDS, vectors(ROWS, 0))
    opened = open_index(folder, "model", 16)
    assert opened is not None
    return opened


@pytest.fixture
def trees_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the library were large; so many rows looked at that Annoy has no excuse for missing any."""
    monkeypatch.setattr(index, "EXACT_NUMBERS", 0)
    monkeypatch.setattr(index, "SEARCHED_SHARE", 20)


@pytest.mark.parametrize("left_out", [0, 60, 700, 2_950, 3_000])
@pytest.mark.parametrize("count", [1, 50, 400])
@pytest.mark.usefixtures("trees_in_use")
def test_a_large_library(large: FaceIndex, left_out: int, count: int) -> None:
    """Even where the very nearest faces are hidden, `count` come, if there are that many."""
    query = vectors(1, 99)[0]
    built = dict(zip(IDS.tolist(), vectors(ROWS, 0), strict=True))
    nearest = [face for face, _ in compared_with_all(query, built, left_out)]
    fresh = dict(zip([*range(100_000, 100_040), *nearest[:3]], vectors(43, 7), strict=False))
    check(large, query, built, fresh, set(nearest[2:]), count)


@pytest.mark.usefixtures("trees_in_use")
def test_trees_find_a_persons_faces_without_looking_at_everybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "SEARCHED_SHARE", 0.5)
    embeddings, who = clouds(5_000, 64, people=250, spread=0.6)
    build(tmp_path, "model", range(5_000), embeddings)
    opened = open_index(tmp_path, "model", 64)
    assert opened is not None
    found = [opened.search(embeddings[face], 5)[0] for face in range(100)]
    asked = [face for face in range(100) if (who == who[face]).sum() >= 5]
    right = np.mean([(who[found[face]] == who[face]).mean() for face in asked])
    assert right > 0.95


@pytest.mark.usefixtures("trees_in_use")
def test_several_threads_get_the_answers_that_one_gets(large: FaceIndex) -> None:
    queries = vectors(60, 5)
    alone = [large.search(query, 20, exclude={7, 9}) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda query: large.search(query, 20, exclude={7, 9}), queries))
    for one, other in zip(alone, together, strict=True):
        np.testing.assert_array_equal(one[0], other[0])
