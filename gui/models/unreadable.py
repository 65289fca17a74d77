"""The files that gave no photo, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from engine.types import Unreadable
from gui.models.ids import Index

COLUMNS = ("File", "Folder", "Reason")
ROOT = QModelIndex()


class UnreadableModel(QAbstractTableModel):
    """One row per file."""

    def __init__(self) -> None:
        super().__init__()
        self._files: list[Unreadable] = []

    def set_files(self, files: Sequence[Unreadable]) -> None:
        files = list(files)
        if files == self._files:
            return
        self.beginResetModel()
        self._files = files
        self.endResetModel()

    def file(self, row: int) -> Unreadable:
        return self._files[row]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._files)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        file = self._files[index.row()]
        return (file.path.name, str(file.path.parent), file.reason)[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return COLUMNS[section] if section < len(COLUMNS) else None
        return None
