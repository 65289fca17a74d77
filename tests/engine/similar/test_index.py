"""The index answers like comparing with every face."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.similar.build import build
from engine.similar.codes import Codes, digits_for, encode
from engine.similar.files import Header, Plan, Way, read_header, write_header
from engine.similar.index import VectorIndex, holding_the_best, open_index
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
    opened: VectorIndex, query: NDArray[np.float32], built: Faces, fresh: Faces, exclude: set[int], count: int
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


@settings(max_examples=60)
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


# So many nodes looked at that Annoy has no excuse for missing any.
WAYS = [Plan(), Plan(Way.TREES, 60_000), Plan(Way.CODES, 0), Plan(Way.CODES, 100), Plan(Way.CODES, 60_000)]


@pytest.fixture(scope="module", params=WAYS, ids=lambda plan: f"{plan.way}-{plan.searched}")
def large(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> VectorIndex:
    folder = tmp_path_factory.mktemp("large")
    build(folder, "model", IDS, vectors(ROWS, 0))
    return opened_with(folder, request.param)


def opened_with(folder: Path, plan: Plan) -> VectorIndex:
    """The index in `folder` as if this had been found to be the best way."""
    header = read_header(folder, "model")
    assert isinstance(header, Header)
    write_header(folder, replace(header, plan=plan))
    opened = open_index(folder, "model", header.dimensions)
    assert opened is not None
    return opened


@pytest.mark.parametrize("left_out", [0, 60, 700, 2_950, 3_000])
@pytest.mark.parametrize("count", [0, 1, 50, 400])
def test_a_large_library(large: VectorIndex, left_out: int, count: int) -> None:
    """Even where the very nearest faces are hidden, `count` come, if there are that many."""
    query = vectors(1, 99)[0]
    built = dict(zip(IDS.tolist(), vectors(ROWS, 0), strict=True))
    nearest = [face for face, _ in compared_with_all(query, built, left_out)]
    fresh = dict(zip([*range(100_000, 100_040), *nearest[:3]], vectors(43, 7), strict=False))
    check(large, query, built, fresh, set(nearest[2:]), count)


def test_trees_find_a_persons_faces_without_looking_at_everybody(
    tmp_path: Path,
) -> None:
    embeddings, who = clouds(5_000, 64, people=250, spread=0.6)
    build(tmp_path, "model", range(5_000), embeddings)
    opened = opened_with(tmp_path, Plan(Way.TREES, 2_500))
    found = [opened.search(embeddings[face], 5)[0] for face in range(100)]
    asked = [face for face in range(100) if (who == who[face]).sum() >= 5]
    right = np.mean([(who[found[face]] == who[face]).mean() for face in asked])
    assert right > 0.95


def test_several_threads_get_the_answers_that_one_gets(large: VectorIndex) -> None:
    queries = vectors(60, 5)
    alone = [large.search(query, 20, exclude={7, 9}) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda query: large.search(query, 20, exclude={7, 9}), queries))
    for one, other in zip(alone, together, strict=True):
        np.testing.assert_array_equal(one[0], other[0])


@pytest.mark.parametrize("share", [0.01, 0.06, 0.5])
def test_only_what_is_allowed_is_found(large: VectorIndex, share: float) -> None:
    random = np.random.default_rng(3)
    allowed = np.sort(random.choice(IDS, int(share * ROWS), replace=False))
    query = vectors(1, 98)[0]
    built = dict(zip(IDS.tolist(), vectors(ROWS, 0), strict=True))
    ids, _ = large.search(query, 50, allowed=allowed, exclude={int(allowed[0])})
    those = {face: built[face] for face in allowed[1:].tolist()}
    assert ids.tolist() == [face for face, _ in compared_with_all(query, those, 50)]


@settings(max_examples=40)
@given(
    rows=st.integers(1, 200), dimensions=st.sampled_from([16, 64, 128, 512, 1280]), seed=st.integers(0, 99)
)
def test_the_codes_scores_lie_as_near_to_the_true_ones_as_they_say(
    rows: int, dimensions: int, seed: int
) -> None:
    random = np.random.default_rng(seed)
    embeddings = unit(random.standard_normal((rows, dimensions)))
    query = unit(embeddings[:1] + random.random() * random.standard_normal((1, dimensions)))[0]
    digits = digits_for(dimensions)
    blocks: list[NDArray[np.float64]] = []
    coding = encode(embeddings, digits, blocks.append)
    about, deviation = Codes(np.concatenate(blocks), coding, rows).scores(query)
    assert np.abs(about - embeddings @ query).max() < 6 * deviation
    assert deviation < 0.45 / dimensions**0.5  # a chance cosine deviates by 1 / sqrt(d)


def test_a_large_library_is_answered_completely_in_the_way_that_was_measured(tmp_path: Path) -> None:
    faces, _ = clouds(24_000, 64, people=800)
    build(tmp_path, "model", range(24_000), faces)
    opened = open_index(tmp_path, "model", 64)
    assert opened is not None
    assert opened.header.plan.recall >= 0.9995
    found = [opened.search(query, 50)[0] for query in faces[::400]]
    truth = [opened.search(query, 50, exact=True)[0] for query in faces[::400]]
    assert np.mean([np.isin(a, b).mean() for a, b in zip(found, truth, strict=True)]) >= 0.999


@pytest.mark.parametrize("lie", ["anyhow", "in order", "alike", "as the sample misleads"])
@pytest.mark.parametrize("count", [1, 50, 4_000, 200_000])
def test_the_best_are_held_however_the_scores_lie(lie: str, count: int) -> None:
    scores = np.random.default_rng(3).standard_normal(200_000).astype(np.float32)
    if lie == "in order":
        scores.sort()
    elif lie == "alike":
        scores[:] = 0.5
    elif lie == "as the sample misleads":
        for step in range(2, 14):
            scores[: 40_000 * step : step] += 5
    rows = holding_the_best(scores, count)
    assert len(np.unique(rows)) == len(rows) >= count
    np.testing.assert_array_equal(np.sort(scores[rows])[-count:], np.sort(scores)[-count:])
