"""What has ended since the start, one line each."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import Qt

from gui.i18n import mark, tr
from gui.models.ids import Index
from gui.models.table import TableModel


class Outcome(Enum):
    """The three ways in which work ends."""

    DONE = mark("Done")
    STOPPED = mark("Stopped")
    FAILED = mark("Failed")


@dataclass(frozen=True, slots=True)
class Ended:
    """What has ended."""

    label: str
    outcome: Outcome
    at: float  # seconds since 1970
    why: str = ""  # it failed
    details: str = ""


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
