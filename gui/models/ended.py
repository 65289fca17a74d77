"""What has ended since the start, one line each."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from gui.controllers.activity import Ended
from gui.models.ids import Index

COLUMNS = ("When", "What", "How it ended")
ROOT = QModelIndex()


class EndedModel(QAbstractTableModel):
    """The newest on top."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ended: list[Ended] = []

    def set_ended(self, ended: Sequence[Ended]) -> None:
        if list(ended) == self._ended:
            return
        self.beginResetModel()
        self._ended = list(ended)
        self.endResetModel()

    def ended(self, row: int) -> Ended:
        return self._ended[row]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._ended)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        ended = self._ended[index.row()]
        how = f"{ended.outcome.value}: {ended.why}" if ended.why else ended.outcome.value
        return (time.strftime("%H:%M:%S", time.localtime(ended.at)), ended.label, how)[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return COLUMNS[section] if section < len(COLUMNS) else None
        return None
