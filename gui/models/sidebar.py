"""What the sidebar lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from gui.controllers.navigation import Place
from gui.models.ids import Index
from gui.words import in_figures

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 2
ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the sidebar; without a place it is a heading."""

    text: str
    place: Place | None
    icon: str = ""
    count: int | None = None
    more: bool = False  # there may be more than `count`
    tip: str = ""
    away: bool = False  # a folder on a drive that is not there

    @property
    def number(self) -> str:
        """The count in words that fit at the edge: `1,234`, `200+`, or nothing."""
        return "" if self.count is None else in_figures(self.count) + ("+" if self.more else "")


class SidebarModel(QAbstractListModel):
    """Rooms, then folders."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def set_entries(self, entries: Sequence[Entry]) -> None:
        entries = list(entries)
        if [entry.place for entry in entries] != [entry.place for entry in self._entries]:
            self.beginResetModel()
            self._entries = entries
            self.endResetModel()
        elif entries:
            self._entries = entries
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))

    def entry(self, row: int) -> Entry:
        return self._entries[row]

    def row_of(self, place: Place) -> int | None:
        """The line that stands for `place`."""
        return next((row for row, entry in enumerate(self._entries) if entry.place == place), None)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.tip or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.text}, {entry.number}" if entry.number else entry.text
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._entries[index.row()].place is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)
