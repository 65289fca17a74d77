"""The folders of the library, each with a box that says whether it is watched."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal

from engine.types import Folder
from gui.i18n import mark, tr
from gui.models.ids import Index
from gui.models.table import TableModel
from gui.words import in_figures

WATCHED = 2


class WatchedFolders(TableModel[Folder]):
    """Signals:
    watch_wanted: The user ticked (True) or unticked the box of the folder (`Path`).
    """

    columns = (mark("Folder"), mark("Photos"), mark("Watched"))

    watch_wanted = Signal(object, bool)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        folder = self._rows[index.row()]
        if index.column() == WATCHED:
            return self._watched(folder, role)
        if role == Qt.ItemDataRole.DisplayRole:
            path = str(folder.path) if folder.online else tr("{folder} (away)").format(folder=folder.path)
            return (path, in_figures(folder.photos))[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(folder.path)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != WATCHED:
            return False
        watched = Qt.CheckState(value) is Qt.CheckState.Checked
        self.watch_wanted.emit(self._rows[index.row()].path, watched)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == WATCHED else flags

    @staticmethod
    def _watched(folder: Folder, role: int) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if folder.watched else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("watched") if folder.watched else tr("not watched")
        return None
