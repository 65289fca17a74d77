"""Albums in the sidebar: what falls on their lines, and names that are typed right there."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent

from gui.models.sidebar import Entry
from gui.views.people.drag import Dragged, unpacked

if TYPE_CHECKING:
    from gui.views.sidebar import Sidebar


class DropOnAlbums(QObject):
    """Lets photos, faces and people fall on the albums of the sidebar, and on the line that makes a new one.

    Signals:
        dropped: What was dragged (`Dragged`), and the `AlbumId` on which it fell; None on that for a new one.
    """

    dropped = Signal(object, object)

    def __init__(self, sidebar: Sidebar) -> None:
        super().__init__(sidebar)
        self._sidebar = sidebar
        sidebar.viewport().setAcceptDrops(True)
        sidebar.viewport().installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
            return self._hover(cast(QDragMoveEvent, event))
        if kind == QEvent.Type.DragLeave:
            self._sidebar.mark_target(None)
        if kind == QEvent.Type.Drop:
            return self._drop(cast(QDropEvent, event))
        return False

    def _hover(self, event: QDragMoveEvent) -> bool:
        if unpacked(event.mimeData()) is None:
            return False  # a folder for the window, perhaps
        point = event.position().toPoint()
        takes = self._target(point) is not None
        self._sidebar.mark_target(point if takes else None)
        event.accept() if takes or event.type() == QEvent.Type.DragEnter else event.ignore()
        return True

    def _drop(self, event: QDropEvent) -> bool:
        dragged: Dragged | None = unpacked(event.mimeData())
        self._sidebar.mark_target(None)
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
        entry = self._sidebar.entry_at(point)
        return entry if entry is not None and entry.takes_photos else None
