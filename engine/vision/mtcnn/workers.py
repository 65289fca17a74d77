"""Several pictures at once on a processor: a thread for each, in which torch doesn't split its work any further.

A network as small as these leaves a second core idle half of the time when both work on the same picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import torch

A = TypeVar("A")
B = TypeVar("B")


class Workers:
    """As many threads as torch would use, but `most` at most. They end with this object."""

    def __init__(self, most: int) -> None:
        threads = torch.get_num_threads()
        count = min(threads, most)
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="detect")
        ready = Barrier(count + 1)
        for _ in range(count):
            self._pool.submit(_alone, ready)
        ready.wait()
        # The number holds for the thread that sets it, but later threads begin with what was set last, by any.
        torch.set_num_threads(threads)

    def map(self, work: Callable[[A], B], items: Iterable[A]) -> list[B]:
        """The results in the order of the items. Raises what the first of them raised."""
        return [each.result() for each in [self._pool.submit(work, item) for item in items]]


def _alone(ready: Barrier) -> None:
    torch.set_num_threads(1)
    ready.wait()
