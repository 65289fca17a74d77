"""The files that gave no photo, with the reason."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from engine.types import Unreadable
from gui.i18n import mark
from gui.models.ids import Index
from gui.models.table import TableModel
from gui.phrases import phrase


class UnreadableModel(TableModel[Unreadable]):
    """One row per file."""

    columns = (mark("File"), mark("Folder"), mark("Reason"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        file = self._rows[index.row()]
        return (file.path.name, str(file.path.parent), phrase(file.reason))[index.column()]
