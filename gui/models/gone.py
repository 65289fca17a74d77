"""Photos that were deleted long ago, each with a box to tick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPixmap

from engine.types import GonePhoto, PhotoId
from gui.i18n import mark
from gui.models.ids import Index
from gui.models.table import TableModel
from gui.words import joined, long_date


class GoneModel(TableModel[GonePhoto]):
    """One row per photo, all ticked at first; `picture(photo)` gives its thumbnail if it is at hand."""

    columns = (mark("Photo"), mark("Folder"), mark("Missing since"), mark("Named people in it"))

    def __init__(
        self,
        photos: Sequence[GonePhoto],
        picture: Callable[[PhotoId], QPixmap | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(photos, parent)
        self._picture = picture
        self._ticked = {photo.id for photo in photos}

    def ticked(self) -> list[GonePhoto]:
        return [photo for photo in self._rows if photo.id in self._ticked]

    def tick_all(self, ticked: bool) -> None:
        self._ticked = {photo.id for photo in self._rows} if ticked else set()
        self.show_changed()

    def show_changed(self) -> None:
        """Have the first column painted anew."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        photo = self._rows[index.row()]
        if index.column() == 0 and role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if photo.id in self._ticked else Qt.CheckState.Unchecked
        if index.column() == 0 and role == Qt.ItemDataRole.DecorationRole:
            return self._picture(photo.id)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts(photo)[index.column()]
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        photo = self._rows[index.row()].id
        ticked = Qt.CheckState(value) is Qt.CheckState.Checked
        self._ticked.add(photo) if ticked else self._ticked.discard(photo)
        self.dataChanged.emit(index, index)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def _texts(self, photo: GonePhoto) -> tuple[str, str, str, str]:
        since = long_date(date.fromtimestamp(photo.missing_since))
        return photo.path.name, str(photo.path.parent), since, joined(photo.names)
