"""An item view whose items lie in a grid: all that Qt asks of a view, answered by arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
from PySide6.QtWidgets import QAbstractItemView, QWidget

from gui.models.ids import IdModel, Index, runs_of
from gui.views.grid.layout import GridLayout
from gui.views.grid.tiles import MARGIN


class TileView(QAbstractItemView):
    """Knows where the items are, how the keyboard walks over them, and what a drag selects.

    Nothing here costs more for a million items than for ten, unlike Qt's own list view in icon mode.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids = IdModel()  # until there is a model to show

    def grid(self) -> GridLayout:
        """The arrangement of now."""
        raise NotImplementedError

    # ---- what is listed and selected

    def ids_model(self) -> IdModel:
        return self._ids

    def selected_runs(self) -> list[range]:
        """The rows of what is selected, ascending: a single run if it is all of a million."""
        spans: Iterable[QItemSelectionRange] = self.selectionModel().selection()  # type: ignore[assignment]
        return sorted((range(span.top(), span.bottom() + 1) for span in spans), key=lambda run: run.start)

    def selected_rows(self) -> list[int]:
        """Ascending, one by one: for lists that are short."""
        return [row for run in self.selected_runs() for row in run]

    def selected_ids(self) -> Sequence[int]:
        """The ids of what is selected, in the order of the list; they stay the same when that is replaced."""
        return self.ids_model().ids_in(self.selected_runs())

    def select_rows(self, rows: Iterable[int]) -> None:
        """Select these, which ascend, and nothing else."""
        self.select_runs(runs_of(rows))

    def select_runs(self, runs: Sequence[range]) -> None:
        """Select the rows of these and nothing else."""
        command = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().select(self._selection_of(runs), command)

    def make_current(self, row: int) -> None:
        """Put the keyboard's place on `row` without selecting it."""
        command = QItemSelectionModel.SelectionFlag.NoUpdate
        self.selectionModel().setCurrentIndex(self.model().index(row, 0), command)

    # ---- what Qt asks

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

    def dataChanged(self, first: Index, last: Index, _: Sequence[int] = ()) -> None:
        """Qt's own asks where each of them lies, also of a million."""
        top = self.verticalOffset()
        seen = self.grid().between(top, top + self.viewport().height())
        if first.row() < seen.stop and seen.start <= last.row():
            self.viewport().update()

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the rectangle that the mouse drew, or else everything from the first to the last item in order."""
        grid, moved = self.grid(), rect.translated(0, self.verticalOffset())
        if self.state() is QAbstractItemView.State.DragSelectingState:
            runs = grid.touching(moved)
        else:
            ends = [grid.item_at(moved.topLeft()), grid.item_at(moved.bottomRight())]
            known = [end for end in ends if end is not None]
            runs = [range(min(known), max(known) + 1)] if known else []
        self.selectionModel().select(self._selection_of(runs), command)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        grid, height = self.grid(), self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, grid.height - height))
        bar.setPageStep(height)
        bar.setSingleStep(max(1, grid.cell_height // 3))

    def _selection_of(self, runs: Iterable[range]) -> QItemSelection:
        selection, model = QItemSelection(), self.model()
        for run in runs:
            selection.append(QItemSelectionRange(model.index(run.start, 0), model.index(run.stop - 1, 0)))
        return selection
