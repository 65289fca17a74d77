"""Work that other threads do ahead is handed on in order, and never far ahead."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.errors import Cancelled
from engine.pipeline.in_order import in_groups, in_order
from engine.progress import CancelToken

AHEAD = 5


def slowly(number: int) -> int:
    time.sleep(random.Random(number).random() / 500)
    return number


def test_results_come_in_the_order_of_the_items_and_few_are_begun_ahead() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(60):
            taken.append(number)
            yield number

    with ThreadPoolExecutor(4) as pool:
        for expected, number in enumerate(in_order(pool, slowly, items(), AHEAD, CancelToken())):
            assert number == expected
            assert len(taken) <= expected + AHEAD
    assert len(taken) == 60


def test_stopping_is_looked_at_before_every_result() -> None:
    cancel = CancelToken()
    with ThreadPoolExecutor(2) as pool:
        results = in_order(pool, slowly, range(60), AHEAD, cancel)
        assert [next(results) for _ in range(8)] == list(range(8))
        cancel.cancel()
        with pytest.raises(Cancelled):
            next(results)


def test_an_error_is_raised_where_its_item_is_due() -> None:
    def divide(number: int) -> float:
        return 1 / (3 - number)

    with ThreadPoolExecutor(2) as pool:
        results = in_order(pool, divide, range(9), AHEAD, CancelToken())
        assert [next(results) for _ in range(3)] == [1 / 3, 1 / 2, 1]
        with pytest.raises(ZeroDivisionError):
            next(results)


def test_groups_hold_everything_once() -> None:
    assert list(in_groups(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(in_groups([], 3)) == []
