"""Work done ahead by other threads."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from itertools import islice
from typing import TypeVar

from engine.progress import CancelToken

Item = TypeVar("Item")
Done = TypeVar("Done")


def in_order(
    pool: Executor, work: Callable[[Item], Done], items: Iterable[Item], ahead: int, cancel: CancelToken
) -> Iterator[Done]:
    """`work` of every item, in the items' order, at most `ahead` of them begun before they are asked for.

    Items are taken one by one in the caller's thread. Raises `Cancelled` between two.
    """
    begun: deque[Future[Done]] = deque()
    for item in items:
        begun.append(pool.submit(work, item))
        if len(begun) >= ahead:
            cancel.check()
            yield begun.popleft().result()
    while begun:
        cancel.check()
        yield begun.popleft().result()


def in_groups(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items, `size` at a time; the last group may be smaller."""
    iterator = iter(items)
    while group := list(islice(iterator, size)):
        yield group
