"""Dropping faces and people on a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView

from gui.views.drag import Dragged, Kind, unpacked
from gui.views.people.grid import PeopleGrid

if TYPE_CHECKING:
    from gui.views.sidebar.view import Sidebar

NEAR = 48  # pixels from the edge of a list, where it begins to scroll
DWELL = 600  # milliseconds after which a line of the sidebar opens


class DropOnPeople(QObject):
    """Lets faces and people fall on the tiles of `grid`.

    Signals:
        dropped: What was dragged (`Dragged`), and the id of the person on whom it fell.
    """

    dropped = Signal(object, object)

    def __init__(self, grid: PeopleGrid) -> None:
        super().__init__(grid)
        self._grid = grid
        self._step = 0
        self._scrolling = QTimer(self, interval=30)
        self._scrolling.timeout.connect(self._scroll)
        grid.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        grid.viewport().setAcceptDrops(True)
        grid.viewport().installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
            return self._hover(cast(QDragMoveEvent, event))
        if kind == QEvent.Type.DragLeave:
            self._leave()
        if kind == QEvent.Type.Drop:
            return self._drop(cast(QDropEvent, event))
        return False

    def _hover(self, event: QDragMoveEvent) -> bool:
        dragged = unpacked(event.mimeData())
        if dragged is None or dragged.kind is Kind.PHOTOS:
            return False  # a folder for the window, perhaps
        point = event.position().toPoint()
        target = self._target(point, dragged)
        self._grid.mark_target(target)
        self._step = _step(point.y(), self._grid.viewport().height())
        self._scrolling.start() if self._step else self._scrolling.stop()
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept() if target >= 0 or event.type() == QEvent.Type.DragEnter else event.ignore()
        return True

    def _drop(self, event: QDropEvent) -> bool:
        dragged = unpacked(event.mimeData())
        if dragged is None or dragged.kind is Kind.PHOTOS:
            return False
        target = self._target(event.position().toPoint(), dragged)
        self._leave()
        if target >= 0:
            event.acceptProposedAction()
            self.dropped.emit(dragged, self._grid.ids_model().id_at(target))
        return True

    def _leave(self) -> None:
        self._scrolling.stop()
        self._grid.mark_target(-1)

    def _target(self, point: QPoint, dragged: Dragged) -> int:
        """The row that is meant; nobody falls on themselves."""
        row = self._grid.indexAt(point).row()
        on_itself = (
            row >= 0 and dragged.kind is Kind.PEOPLE and self._grid.ids_model().id_at(row) in dragged.ids
        )
        return -1 if on_itself else row

    def _scroll(self) -> None:
        bar = self._grid.verticalScrollBar()
        bar.setValue(bar.value() + self._step)


def _step(y: int, height: int) -> int:
    if y < NEAR:
        return -(NEAR - y) // 2 - 1
    return (y - height + NEAR) // 2 + 1 if y > height - NEAR else 0


class OpenWhileDragging(QObject):
    """A line of the sidebar is opened when somebody is held over it, so that they can be dropped inside.

    Signals:
        wanted: The row.
    """

    wanted = Signal(int)

    def __init__(self, view: Sidebar) -> None:
        super().__init__(view)
        self._view = view
        self._row = -1
        self._dwell = QTimer(self, singleShot=True, interval=DWELL)
        self._dwell.timeout.connect(lambda: self.wanted.emit(self._row))
        view.viewport().setAcceptDrops(True)
        view.viewport().installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.DragLeave, QEvent.Type.Drop):
            self._row = -1
            self._dwell.stop()
        if kind not in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
            return False
        move = cast(QDragMoveEvent, event)
        dragged, point = unpacked(move.mimeData()), move.position().toPoint()
        entry = self._view.entry_at(point)
        if dragged is None or dragged.kind is Kind.PHOTOS or (entry is not None and entry.takes_photos):
            self._row = -1
            self._dwell.stop()
            return False  # it falls on the line itself
        index = self._view.indexAt(point)
        row = -1 if index.parent().isValid() else index.row()  # in a folder nothing is to be dropped
        if row != self._row:
            self._row = row
            self._dwell.start() if row >= 0 else self._dwell.stop()
        event.accept() if kind == QEvent.Type.DragEnter else event.ignore()
        return True
