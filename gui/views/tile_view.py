"""An item view whose items lie in a grid: all that Qt asks of a view, answered by arithmetic."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractItemView

from gui.models.ids import Index
from gui.views.grid_layout import GridLayout
from gui.views.tiles import MARGIN


class TileView(QAbstractItemView):
    """Knows where the items are, how the keyboard walks over them, and what a drag selects.

    Nothing here costs more for a million items than for ten, unlike Qt's own list view in icon mode.
    """

    def grid(self) -> GridLayout:
        """The arrangement of now."""
        raise NotImplementedError

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid():
            return QRect()
        return self.grid().rect(index.row()).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:
        item = self.grid().item_at(point + QPoint(0, self.verticalOffset()))
        return QModelIndex() if item is None else self.model().index(item, 0)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        rect, height = self.visualRect(index), self.viewport().height()
        bar, scroll = self.verticalScrollBar(), QAbstractItemView.ScrollHint
        if hint is scroll.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - height // 2)
        elif rect.top() < 0 or hint is scroll.PositionAtTop:
            bar.setValue(bar.value() + rect.top() - MARGIN)
        elif rect.bottom() > height or hint is scroll.PositionAtBottom:
            bar.setValue(bar.value() + rect.bottom() - height + MARGIN)

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _: Index) -> bool:
        return False

    def visualRegionForSelection(self, _: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())

    def moveCursor(self, action: QAbstractItemView.CursorAction, _: Qt.KeyboardModifier) -> QModelIndex:
        grid, move = self.grid(), QAbstractItemView.CursorAction
        if grid.count == 0:
            return QModelIndex()
        if not self.currentIndex().isValid():
            return self.model().index(0, 0)
        page = max(1, self.viewport().height() // grid.cell_height) * grid.columns
        now, last = self.currentIndex().row(), grid.count - 1
        target = {
            move.MoveLeft: now - 1,
            move.MovePrevious: now - 1,
            move.MoveRight: now + 1,
            move.MoveNext: now + 1,
            move.MoveUp: now - grid.columns if now >= grid.columns else now,
            move.MoveDown: min(now + grid.columns, last) if now // grid.columns < grid.rows - 1 else now,
            move.MovePageUp: max(now - page, now % grid.columns),
            move.MovePageDown: now + page,
            move.MoveHome: 0,
            move.MoveEnd: last,
        }[action]
        return self.model().index(max(0, min(target, last)), 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the rectangle that the mouse drew, or else everything from the first to the last item in order."""
        grid, moved = self.grid(), rect.translated(0, self.verticalOffset())
        if self.state() is QAbstractItemView.State.DragSelectingState:
            ranges = grid.touching(moved)
        else:
            ends = [grid.item_at(moved.topLeft()), grid.item_at(moved.bottomRight())]
            known = [end for end in ends if end is not None]
            ranges = [range(min(known), max(known) + 1)] if known else []
        self.selectionModel().select(self._selection_of(ranges), command)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        grid, height = self.grid(), self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, grid.height - height))
        bar.setPageStep(height)
        bar.setSingleStep(max(1, grid.cell_height // 3))

    def _selection_of(self, ranges: list[range]) -> QItemSelection:
        selection, model = QItemSelection(), self.model()
        for span in ranges:
            selection.append(QItemSelectionRange(model.index(span.start, 0), model.index(span.stop - 1, 0)))
        return selection
