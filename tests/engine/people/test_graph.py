"""The neighbour graph is what comparing everybody with everybody gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.errors import Cancelled
from engine.people import graph
from engine.people.graph import neighbour_graph
from engine.progress import CancelToken, Progress
from tests.bench.clouds import clouds


def everybody_with_everybody(embeddings: NDArray[np.float32], floor: float) -> NDArray[np.float32]:
    similarities = embeddings @ embeddings.T
    np.fill_diagonal(similarities, 0)
    return np.where(similarities >= floor, similarities, 0)


def strongest(similarities: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    weakest = np.sort(similarities, axis=1)[:, -count]
    return np.where(similarities >= np.minimum.outer(weakest, weakest), similarities, 0)


@settings(max_examples=50)
@given(st.integers(0, 120), st.floats(0.05, 0.95), st.integers(1, 130), st.integers(0, 99))
def test_equals_the_dense_computation(rows: int, floor: float, block: int, seed: int) -> None:
    embeddings, _ = clouds(rows, 8, people=6, seed=seed)
    expected = everybody_with_everybody(embeddings, floor)
    found = neighbour_graph(embeddings, floor, block=block).toarray()
    # Blocks round otherwise than the whole does: what lies on the floor may fall to either side.
    clear = np.abs(embeddings @ embeddings.T - floor) > 1e-6
    np.testing.assert_allclose(found[clear], expected[clear], atol=1e-6)
    np.testing.assert_array_equal(found, found.T)


@pytest.mark.parametrize("max_pending", [10**9, 50], ids=["thinned once", "thinned on the way"])
def test_a_crowded_face_keeps_its_strongest_neighbours(
    monkeypatch: pytest.MonkeyPatch, max_pending: int
) -> None:
    monkeypatch.setattr(graph, "MAX_PENDING", max_pending)
    embeddings, _ = clouds(150, 8, people=3)
    expected = strongest(everybody_with_everybody(embeddings, 0.2), 10)
    found = neighbour_graph(embeddings, 0.2, block=16, max_neighbours=10).toarray()
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_cancelling_stops_it_and_progress_reaches_the_end() -> None:
    embeddings, _ = clouds(100, 8, people=3)
    seen: list[Progress] = []
    neighbour_graph(embeddings, 0.5, block=30, on_progress=seen.append)
    assert seen[-1].done == seen[-1].total == len(seen)

    token = CancelToken()
    done: list[int] = []

    def cancel_at_third(progress: Progress) -> None:
        done.append(progress.done)
        if progress.done == 3:
            token.cancel()

    with pytest.raises(Cancelled):
        neighbour_graph(embeddings, 0.5, block=30, on_progress=cancel_at_third, cancel=token)
    assert done == [1, 2, 3]


def test_among_very_many_faces_only_likely_ones_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    embeddings, who = clouds(12_000, 128, people=600)
    exact = neighbour_graph(embeddings, 0.38, max_neighbours=graph.MAX_NEIGHBOURS_OF_MANY).tocoo()
    monkeypatch.setattr(graph, "EXACT_FACES", 1000)
    by_cells = neighbour_graph(embeddings, 0.38)
    assert (by_cells != by_cells.T).nnz == 0
    assert by_cells.diagonal().max() == 0
    found = np.asarray(by_cells[exact.row, exact.col]).ravel()
    same = who[exact.row] == who[exact.col]
    assert (found[same] > 0).mean() > 0.98
    np.testing.assert_allclose(found[found > 0], exact.data[found > 0], atol=1e-6)


def test_a_library_in_cells_is_cancelled_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "EXACT_FACES", 10)
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        neighbour_graph(clouds(50, 8, people=5)[0], 0.5, cancel=cancel)
