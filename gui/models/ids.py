"""The common ground of all lists: rows that stand for ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.models.tile import TILE_ROLE, ThumbKey, Tile
from gui.words import joined

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class IdModel(QAbstractListModel):
    """A list of things with ids; a subclass says how many there are, which id a row has, and what its tile shows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def id_at(self, row: int) -> int:
        """The id of the thing in `row`."""
        raise NotImplementedError

    def ids_in(self, runs: Sequence[range]) -> Sequence[int]:
        """The ids of these rows, which stay the same when the list is replaced."""
        return [self.id_at(row) for run in runs for row in run]

    def rows_of(self, ids: Sequence[int]) -> list[range]:
        """The rows that hold any of `ids`, ascending, as runs without gaps. One pass over all rows."""
        wanted = frozenset(ids)
        return runs_of(row for row in range(self.count() if wanted else 0) if self.id_at(row) in wanted)

    def tile(self, row: int) -> Tile:
        """What the tile of `row` shows."""
        raise NotImplementedError

    def picture(self, row: int) -> ThumbKey | None:
        """The picture of that tile; asked of more rows than are seen, for each frame."""
        return self.tile(row).picture

    def describe(self, row: int) -> str:
        """What a tool tip and a screen reader say about `row`."""
        tile = self.tile(row)
        return joined([tile.title, tile.detail])

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self.count()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < self.count():
            return None
        if role == TILE_ROLE:
            return self.tile(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.describe(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.describe(index.row())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Whether anything is really dragged the view says; without this none could."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def _say_changed(self, rows: Iterable[int]) -> None:
        """Ascending; those that stand together are told at once, as a view looks for each where it lies."""
        for run in runs_of(rows):
            self.dataChanged.emit(self.index(run.start), self.index(run.stop - 1))


def runs_of(rows: Iterable[int]) -> list[range]:
    """Ascending `rows` as runs without gaps."""
    found = []
    for _, run in groupby(enumerate(rows), lambda each: each[1] - each[0]):
        together = [row for _, row in run]
        found.append(range(together[0], together[-1] + 1))
    return found
