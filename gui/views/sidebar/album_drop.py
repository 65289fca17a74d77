"""Albums in the sidebar: what falls on their lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView

from gui.models.sidebar import Entry
from gui.views.drag import Dragged, unpacked


class DropOnAlbums(QObject):
    """Lets photos, faces and people fall on the albums of the sidebar, and on the line that makes a new one.

    Signals:
        dropped: What was dragged (`Dragged`), and the `AlbumId` on which it fell; None on that for a new one.
    """

    dropped = Signal(object, object)

    def __init__(
        self,
        view: QAbstractItemView,
        entry_at: Callable[[QPoint], Entry | None],
        mark_target: Callable[[QPoint | None], None],
    ) -> None:
        super().__init__(view)
        self._entry_at = entry_at
        self._mark_target = mark_target
        view.viewport().setAcceptDrops(True)
        view.viewport().installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
            return self._hover(cast(QDragMoveEvent, event))
        if kind == QEvent.Type.DragLeave:
            self._mark_target(None)
        if kind == QEvent.Type.Drop:
            return self._drop(cast(QDropEvent, event))
        return False

    def _hover(self, event: QDragMoveEvent) -> bool:
        if unpacked(event.mimeData()) is None:
            return False  # a folder for the window, perhaps
        point = event.position().toPoint()
        takes = self._target(point) is not None
        self._mark_target(point if takes else None)
        event.accept() if takes or event.type() == QEvent.Type.DragEnter else event.ignore()
        return True

    def _drop(self, event: QDropEvent) -> bool:
        dragged: Dragged | None = unpacked(event.mimeData())
        self._mark_target(None)
        if dragged is None:
            return False
        target = self._target(event.position().toPoint())
        if target is None:
            event.ignore()
            return True
        event.acceptProposedAction()
        self.dropped.emit(dragged, None if target.place is None else target.place.album)
        return True

    def _target(self, point: QPoint) -> Entry | None:
        entry = self._entry_at(point)
        return entry if entry is not None and entry.takes_photos else None
