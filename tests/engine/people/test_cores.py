"""Blocks are worked on in any thread, and come back in their order."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from engine.errors import Cancelled
from engine.people import cores
from engine.people.cores import on_all_cores
from engine.progress import CancelToken


@pytest.fixture(params=[1, 4], ids=["one core", "four cores"], autouse=True)
def count(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(cores, "CORES", request.param)
    return int(request.param)


def blas_threads() -> list[int]:
    return [each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"]


@pytest.mark.parametrize("items", [0, 1, 2, 50])
def test_results_come_in_the_order_of_the_items(items: int) -> None:
    random = np.random.default_rng(0)
    blocks = [random.random((1 + 7 * (number % 5), 30), np.float32) for number in range(items)]
    found = list(on_all_cores(lambda block: block @ block.T, iter(blocks)))
    for product, block in zip(found, blocks, strict=True):
        np.testing.assert_array_equal(product, block @ block.T)


def test_what_goes_wrong_is_told_and_nothing_is_left_behind() -> None:
    before = blas_threads(), threading.active_count()
    with pytest.raises(ZeroDivisionError):
        list(on_all_cores(lambda item: 1 // item, [3, 2, 1, 0, 1, 2]))
    results = on_all_cores(lambda item: item, range(9))
    assert next(results) == 0
    results.close()
    assert (blas_threads(), threading.active_count()) == before


def test_two_at_once_do_not_leave_the_other_with_one_thread() -> None:
    before = blas_threads()
    first, second = (on_all_cores(lambda item: item, range(9)) for _ in range(2))
    next(first), next(second)
    assert len(list(first)) == 8
    assert len(list(second)) == 8
    assert blas_threads() == before


def test_it_can_be_cancelled_between_results() -> None:
    token = CancelToken()
    results = on_all_cores(lambda item: item, range(20), token)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    token.cancel()
    with pytest.raises(Cancelled):
        next(results)
