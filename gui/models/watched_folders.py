"""The folders of the library, each with a box that says whether it is watched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from engine.types import Folder
from gui.models.ids import Index

COLUMNS = ("Folder", "Photos", "Watched")
WATCHED = 2
ROOT = QModelIndex()


class WatchedFolders(QAbstractTableModel):
    """Signals:
    watch_wanted: The user ticked (True) or unticked the box of the folder (`Path`).
    """

    watch_wanted = Signal(object, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folders: list[Folder] = []

    def set_folders(self, folders: Sequence[Folder]) -> None:
        if list(folders) == self._folders:
            return
        self.beginResetModel()
        self._folders = list(folders)
        self.endResetModel()

    def folder(self, row: int) -> Folder:
        return self._folders[row]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._folders)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        folder = self._folders[index.row()]
        if index.column() == WATCHED:
            return self._watched(folder, role)
        if role == Qt.ItemDataRole.DisplayRole:
            away = "" if folder.online else " (away)"
            return (f"{folder.path}{away}", f"{folder.photos:,}")[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(folder.path)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != WATCHED:
            return False
        watched = Qt.CheckState(value) is Qt.CheckState.Checked
        self.watch_wanted.emit(self._folders[index.row()].path, watched)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == WATCHED else flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return COLUMNS[section] if section < len(COLUMNS) else None
        return None

    @staticmethod
    def _watched(folder: Folder, role: int) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if folder.watched else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "watched" if folder.watched else "not watched"
        return None
