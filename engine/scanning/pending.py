"""The files that a scan has still to open, those first that the user is looking at."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.scanning.plan import PendingFile


@dataclass(slots=True)
class LookFirst:
    """Where the user is looking. Whoever shows folders sets it, from any thread; a scan reads it."""

    folders: tuple[Path, ...] = ()


class PendingFiles:
    """An iterator over the files, safe from any thread; each file is handed out once.

    The files come in groups, and a group is begun when the one before has been handed out: what the user looks
    at goes first within its group only. Otherwise they come in order, so that a scan that was killed and begun
    again makes the same library.
    """

    def __init__(self, groups: Sequence[Sequence[PendingFile]], look_first: LookFirst) -> None:
        self._files = list(chain.from_iterable(groups))
        self._ends = deque(accumulate(map(len, groups)))
        self._taken = bytearray(len(self._files))
        self._left = len(self._files)
        self._next = 0  # none before is left
        self._look_first = look_first
        self._looked_at: tuple[Path, ...] = ()
        self._first: deque[int] = deque()  # places in the present group of what goes first
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """How many are left."""
        return self._left

    def __iter__(self) -> Iterator[PendingFile]:
        return self

    def __next__(self) -> PendingFile:
        with self._lock:
            if not self._left:
                raise StopIteration
            place = self._next_place()
            self._taken[place] = True
            self._left -= 1
            return self._files[place]

    def _next_place(self) -> int:
        while self._taken[self._next]:
            self._next += 1
        if self._next >= self._ends[0] or self._look_first.folders is not self._looked_at:
            self._look_anew()
        while self._first:
            place = self._first.popleft()
            if not self._taken[place]:
                return place
        return self._next

    def _look_anew(self) -> None:
        """The user looks elsewhere, or a group is through."""
        while self._next >= self._ends[0]:
            self._ends.popleft()
        self._looked_at = self._look_first.folders
        below = tuple(os.path.join(folder, "") for folder in self._looked_at)  # noqa: PTH118  (it ends in "/")
        left = range(self._next, self._ends[0]) if below else range(0)
        self._first = deque(place for place in left if self._folder(place).startswith(below))

    def _folder(self, place: int) -> str:
        return os.path.join(self._files[place].folder, "")  # noqa: PTH118
