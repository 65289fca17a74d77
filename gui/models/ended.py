"""What has ended since the start, one line each."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import Qt

from gui.controllers.activity import Ended
from gui.i18n import mark, tr
from gui.models.ids import Index
from gui.models.table import TableModel


class EndedModel(TableModel[Ended]):
    """The newest on top."""

    columns = (mark("When"), mark("What"), mark("How it ended"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        ended = self._rows[index.row()]
        how = tr(ended.outcome.value)
        if ended.why:
            how = tr("{outcome}: {why}").format(outcome=how, why=ended.why)
        return (time.strftime("%H:%M:%S", time.localtime(ended.at)), ended.label, how)[index.column()]
