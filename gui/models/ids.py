"""The common ground of all lists: rows that stand for ids."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.models.tile import TILE_ROLE, Tile
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

    def rows_of(self, ids: Collection[int]) -> list[int]:
        """The rows that hold any of `ids`, ascending. One pass over all rows."""
        return [row for row in range(self.count()) if self.id_at(row) in ids]

    def tile(self, row: int) -> Tile:
        """What the tile of `row` shows."""
        raise NotImplementedError

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

    def _say_changed(self, rows: Iterable[int]) -> None:
        """Ascending; those that stand together are told at once, as a view looks for each where it lies."""
        for _, run in groupby(enumerate(rows), lambda each: each[1] - each[0]):
            together = [row for _, row in run]
            self.dataChanged.emit(self.index(together[0]), self.index(together[-1]))
