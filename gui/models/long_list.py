"""A list of up to a million things of which only the ids are held."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QObject

from gui.models.ids import IdModel


class LongList(IdModel):
    """Ids in an array that is replaced as a whole, and never changed: whoever has a part of it may keep it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: array[int] = array("q")

    @property
    def ids(self) -> array[int]:
        """All ids, in order; not to be changed."""
        return self._ids

    def count(self) -> int:
        return len(self._ids)

    def id_at(self, row: int) -> int:
        return self._ids[row]

    def ids_in(self, runs: Sequence[range]) -> array[int]:
        """Of a million in 3 ms; nothing is copied if it is all of them."""
        if [len(run) for run in runs] == [len(self._ids)]:
            return self._ids
        found: array[int] = array("q")
        for run in runs:
            found += self._ids[run.start : run.stop]
        return found

    def rows_of(self, ids: Sequence[int]) -> list[range]:
        if not ids or not self._ids:
            return []
        # It needs numpy, for which a window that opens does not wait.
        from gui.models.found_rows import rows_of

        return rows_of(self._ids, ids)
