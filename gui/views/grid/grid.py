"""A grid of tiles over any `IdModel`: only what is on the screen costs anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QHoverEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyleOptionViewItem, QWidget

from gui.models.ids import IdModel
from gui.thumbnails import Thumbnails
from gui.views.drag import Dragged, start_drag
from gui.views.grid.layout import GridLayout
from gui.views.grid.memory import GridMemory
from gui.views.grid.rubber_band import RubberBand
from gui.views.grid.tile_view import TileView
from gui.views.grid.tiles import TileDelegate, TileState, TileStyle
from gui.views.menu_spot import menu_spot
from gui.views.pinch import pinch_of

EDGES = (96, 128, 160, 200, 256)  # the sizes of tiles; thumbnails are kept per size, so there are only a few


SCROLL_EVERY = 30  # milliseconds, while a rectangle is drawn
PINCH = 1.2  # two fingers so much further apart: the next size
ADDING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
WALKING = (
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


class GridView(TileView):
    """Tiles in rows, scrolled vertically, with the selection behaviour of a file manager.

    When the model is reset, the selection, the current item and the place in the list are kept by id.

    Signals:
        opened: A `QModelIndex` was double-clicked, or Enter was pressed on it.
        menu_wanted: A global `QPoint` at which the context menu should open: for the selection if there is one.
        selection_changed: The selection is another one.
        edge_changed: The tiles have another size, in pixels.
    """

    opened = Signal(QModelIndex)
    menu_wanted = Signal(QPoint)
    selection_changed = Signal()
    edge_changed = Signal(int)

    def __init__(
        self, thumbnails: Thumbnails, style: TileStyle, edge: int = EDGES[2], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._style = style
        self._edge = edge
        self._hovered = -1
        self._pinched = 1.0
        self._band = RubberBand()
        self._band_keys = Qt.KeyboardModifier.NoModifier
        self._band_scrolls = QTimer(self, interval=SCROLL_EVERY)
        self._band_scrolls.timeout.connect(self._scroll_for_band)
        self._kept: GridMemory | None = None
        self._dragged: Callable[[], Dragged] | None = None
        self._delegate = TileDelegate(thumbnails, style, self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.doubleClicked.connect(self.opened)
        thumbnails.arrived.connect(self._on_thumbnails_arrived)

    # ---- what pages use

    def show_model(self, model: IdModel) -> None:
        """Show `model` from now on; it lives as long as this view."""
        self._ids = model
        model.setParent(self)  # else the collector may delete it in a worker's thread, where Qt crashes
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        self.setModel(model)
        model.modelReset.connect(self._on_reset)  # after Qt's own, which clears the selection
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())

    def select_ids(self, ids: Iterable[int]) -> None:
        """Select these and nothing else, and bring the first one into view."""
        runs = self.ids_model().rows_of(list(ids))
        self.select_runs(runs)
        if runs:
            self.make_current(runs[0].start)
            self.scrollTo(self.model().index(runs[0].start, 0))

    def let_drag(self, dragged: Callable[[], Dragged]) -> None:
        """The picture under the mouse can be dragged away with all that is selected, as `dragged` says it.

        From between the pictures, or with Shift or Ctrl, the mouse draws a rectangle.
        """
        self._dragged = dragged

    def selected_area(self) -> QRect:
        """The first selected tile, in global coordinates."""
        runs = self.selected_runs()
        rect = self.visualRect(self.model().index(runs[0].start, 0)) if runs else QRect()
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    @property
    def edge(self) -> int:
        """Width and height of a tile's picture."""
        return self._edge

    def set_edge(self, edge: int) -> None:
        """Make the tiles `edge` wide, keeping the place in the list."""
        edge = min(EDGES, key=lambda each: abs(each - edge))
        if edge == self._edge:
            return
        memory = GridMemory.of(self)
        self._edge = edge
        self.updateGeometries()
        memory.restore_place(self)
        self.viewport().update()
        self.edge_changed.emit(edge)

    def grow(self, steps: int) -> None:
        """Larger tiles by so many steps, smaller ones if negative."""
        place = EDGES.index(self._edge) + steps
        self.set_edge(EDGES[max(0, min(place, len(EDGES) - 1))])

    def grid(self) -> GridLayout:
        """The arrangement of now."""
        model = self.model()
        count = model.rowCount() if model is not None else 0
        return self._style.arrange(count, self.viewport().width(), self._edge, self.fontMetrics())

    # ---- events

    def paintEvent(self, event: QPaintEvent) -> None:
        model, grid, offset = self.ids_model(), self.grid(), self.verticalOffset()
        visible = grid.between(offset, offset + self.viewport().height())
        needed = map(model.picture, self._in_order_of_need(visible))
        self._delegate.ask_for(needed, grid.cell_width - self._style.gap, self.devicePixelRatioF())
        painter = QPainter(self.viewport())
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        for row, cell in grid.cells(event.rect().top() + offset, event.rect().bottom() + offset):
            option.rect = cell.translated(0, -offset)
            self._delegate.paint_tile(painter, option, model.tile(row), self._state_of(row))
        self._band.paint(painter, self.palette(), offset)
        painter.end()

    def scrollContentsBy(self, _: int, down: int) -> None:
        """What was painted moves along, so that only what comes into view is painted."""
        if self._band.drawn:
            self.viewport().update()
        else:
            self.viewport().scroll(0, down)

    def resizeEvent(self, event: QResizeEvent) -> None:
        memory = GridMemory.of(self)
        super().resizeEvent(event)
        self.updateGeometries()
        if event.oldSize().width() != event.size().width():
            memory.restore_place(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.grow(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        self._band.begin(point, self.verticalOffset())
        if self._dragged is not None:
            self.setDragEnabled(self._drags_from(point, event.modifiers()))
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self.state() is QAbstractItemView.State.DragSelectingState:
            self._band.move(event.position().toPoint())
            self._band_keys = event.modifiers()
            self.viewport().update()
            if not self._band_scrolls.isActive():
                self._band_scrolls.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._band_scrolls.stop()
        if self._band.end():
            self.viewport().update()

    def startDrag(self, _: Qt.DropAction) -> None:
        if self._dragged is not None:
            start_drag(self, *self._dragged(), self._picture_of_current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
        if event.key() in WALKING and not self.selectionModel().hasSelection():
            self.select_rows([self.currentIndex().row()] if self.currentIndex().isValid() else [])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        spot = menu_spot(self, event)
        if not self.indexAt(spot).isValid():
            self.clearSelection()
        self.menu_wanted.emit(self.viewport().mapToGlobal(spot))

    def viewportEvent(self, event: QEvent) -> bool:
        pinch = pinch_of(event)
        if pinch is not None:
            self._pinch(pinch.factor)
            event.accept()
            return True
        if isinstance(event, QHoverEvent):
            left = event.type() is QEvent.Type.HoverLeave
            self._set_hovered(-1 if left else self.indexAt(event.position().toPoint()).row())
        return super().viewportEvent(event)

    # ---- inside

    def _drags_from(self, point: QPoint, keys: Qt.KeyboardModifier) -> bool:
        """What is selected is dragged in any case: keys that are held then are those that selected it."""
        index = self.indexAt(point)
        if self.selectionModel().isSelected(index):
            return True
        on_picture = self._delegate.picture_rect(self.visualRect(index)).contains(point)
        return on_picture and not keys & ADDING

    def _picture_of_current(self) -> QRect:
        """Where the picture lies that is dragged along, in the viewport."""
        return self._delegate.picture_rect(self.visualRect(self.currentIndex()))

    def _pinch(self, factor: float) -> None:
        """Two fingers move in small steps; a size is reached when they add up to it."""
        self._pinched *= factor
        if not 1 / PINCH < self._pinched < PINCH:
            self.grow(1 if self._pinched > 1 else -1)
            self._pinched = 1.0

    def _scroll_for_band(self) -> None:
        """While the mouse is held near an edge, or beyond it, the list moves on under the rectangle."""
        bar, step = self.verticalScrollBar(), self._band.step(self.viewport().height())
        before = bar.value()
        bar.setValue(before + step)
        if not self._band.drawn or bar.value() == before:
            self._band_scrolls.stop()
            return
        flag, adds = QItemSelectionModel.SelectionFlag, Qt.KeyboardModifier.ControlModifier
        self.setSelection(
            self._band.rect(bar.value()), flag.Select if self._band_keys & adds else flag.ClearAndSelect
        )

    def _set_hovered(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def _state_of(self, row: int) -> TileState:
        return TileState(
            selected=self.selectionModel().isSelected(self.model().index(row, 0)),
            focused=row == self.currentIndex().row() and self.hasFocus(),
            hovered=row == self._hovered,
        )

    def _in_order_of_need(self, visible: range) -> list[int]:
        """What is visible, then one screen below, then one above."""
        count, screen = self.model().rowCount(), len(visible)
        below = range(visible.stop, min(visible.stop + screen, count))
        above = range(visible.start - 1, max(visible.start - screen, 0) - 1, -1)
        return [*visible, *below, *above]

    def _on_current_changed(self, current: QModelIndex) -> None:
        """Qt knows no accessible items in a view of our own, so a screen reader is told what it would read."""
        if QAccessible.isActive() and current.isValid() and self.hasFocus():
            what = self._announced(current.row())
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, what))

    def _announced(self, row: int) -> str:
        """What is said when the keyboard comes to `row`."""
        return self._ids.describe(row)

    def _on_thumbnails_arrived(self) -> None:
        if self.isVisible():
            self.viewport().update()

    def _on_about_to_reset(self) -> None:
        self._kept = GridMemory.of(self)

    def _on_reset(self) -> None:
        self.updateGeometries()
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.restore(self)
