"""Blocks of a matrix, worked on by all cores."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from typing import TypeVar

from threadpoolctl import threadpool_limits

from engine.progress import CancelToken

Item = TypeVar("Item")
Result = TypeVar("Result")

CORES = min(os.cpu_count() or 1, 16)  # more wait for memory

_ROWS = 256  # with a few thousand columns they lie in the processor's cache ...
_AT_ONCE = 1 << 24  # ... but of a million columns they would be a gigabyte


def on_all_cores(
    work: Callable[[Item], Result], items: Iterable[Item], cancel: CancelToken | None = None
) -> Iterator[Result]:
    """What `work` makes of each of `items`, in their order; it may run in several threads at once.

    Numpy divides a product of matrices among the cores, but no step that comes after it, and its threads wait for
    one another at each. Here every core has blocks of its own, from the product to what is left of it. Two results
    for each core may be made before they are asked for. Raises `Cancelled` between two results.
    """
    waiting = iter(items)
    first = list(islice(waiting, 2))
    if len(first) < 2 or CORES < 2:
        for item in chain(first, waiting):
            _check(cancel)
            yield work(item)
        return
    with _undivided(), ThreadPoolExecutor(CORES, thread_name_prefix="blocks") as pool:
        begun: deque[Future[Result]] = deque()
        try:
            for item in chain(first, waiting):
                begun.append(pool.submit(work, item))
                if len(begun) > 2 * CORES:
                    _check(cancel)
                    yield begun.popleft().result()
            while begun:
                _check(cancel)
                yield begun.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def rows_at_once(columns: int) -> int:
    """How many rows of a matrix with so many columns a block should have."""
    return min(_ROWS, max(1, _AT_ONCE // max(columns, 1)))


def _check(cancel: CancelToken | None) -> None:
    if cancel is not None:
        cancel.check()


class _Undivided:
    """How many want products left whole. The number of threads is one for the whole program."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wanted = 0
        self._limits: threadpool_limits | None = None

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """While this lasts, a product of matrices is computed in the thread that asks for it."""
        with self._lock:
            self._wanted += 1
            if self._limits is None:
                self._limits = threadpool_limits(1, user_api="blas")
        try:
            yield
        finally:
            with self._lock:
                self._wanted -= 1
                if self._limits is not None and not self._wanted:
                    self._limits.restore_original_limits()
                    self._limits = None


_undivided = _Undivided()
