"""A grid in sections, from which faces and people are dragged onto others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QWidget

from gui.models.ids import IdModel
from gui.models.sections import Section
from gui.thumbnails import Thumbnails
from gui.views.grid import GridView
from gui.views.people_drag import Kind, start_drag
from gui.views.section_layout import SectionLayout, in_sections
from gui.views.tiles import MARGIN, TileStyle

Sections = Callable[[], list[Section]]
FOLD = 14  # the arrow's width


class Sectioned(Protocol):
    """A model with sections."""

    def sections(self) -> list[Section]: ...


class PeopleGrid(GridView):
    """What is dragged out of it is of one kind; without sections it is a plain grid.

    Signals:
        fold_wanted: The heading of this section (int) was clicked, which can be folded.
    """

    fold_wanted = Signal(int)

    _sections: Sections | None = None  # Qt asks for the arrangement before `__init__` has come to it
    _target = -1

    def __init__(
        self,
        thumbnails: Thumbnails,
        style: TileStyle,
        drags: Kind,
        edge: int,
        sections: Sections | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(thumbnails, style, edge, parent)
        self._drags = drags
        self._sections = sections
        self.setDragEnabled(True)

    def show_model(self, model: IdModel) -> None:
        super().show_model(model)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    def grid(self) -> SectionLayout:
        """The arrangement of now."""
        plain = super().grid()
        if self._sections is None:
            return in_sections(plain, [plain.count], MARGIN)
        sections = self._sections()
        untitled = len(sections) == 1 and not sections[0].title
        heading = MARGIN if untitled else self.fontMetrics().height() * 2 + 14
        return in_sections(plain, [section.size for section in sections], heading)

    def scroll_to_section(self, number: int) -> None:
        """Bring its heading to the top."""
        self.verticalScrollBar().setValue(self.grid().bands[number].heading.top())

    def section_in_view(self) -> int:
        """The first one of which something is to be seen; -1 if there is none."""
        top, bands = self.verticalOffset(), self.grid().bands
        return next((n for n, band in enumerate(bands) if band.shift + band.grid.height > top + MARGIN), -1)

    def mark_target(self, row: int) -> None:
        """Show that what is dragged would fall on `row`; -1 for none."""
        if row != self._target:
            self._target = row
            self.viewport().update()

    # ---- what Qt asks

    def moveCursor(self, action: QAbstractItemView.CursorAction, keys: Qt.KeyboardModifier) -> QModelIndex:
        grid, now, move = self.grid(), self.currentIndex(), QAbstractItemView.CursorAction
        if grid.count and now.isValid() and action in (move.MoveUp, move.MoveDown):
            row = grid.above(now.row()) if action is move.MoveUp else grid.below(now.row())
            return self.model().index(row, 0)
        return super().moveCursor(action, keys)

    def startDrag(self, _: Qt.DropAction) -> None:
        start_drag(self, self._drags, self.selected_ids(), self._picture_of_current())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for section, heading in self._headings():
            if heading.intersects(event.rect()):
                self._paint_heading(painter, heading, section)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        number = self._foldable_at(event.position().toPoint())
        if number is not None and event.button() is Qt.MouseButton.LeftButton:
            self.fold_wanted.emit(number)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            on_heading = self._foldable_at(event.position().toPoint()) is not None
            shape = Qt.CursorShape.PointingHandCursor if on_heading else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
        return super().viewportEvent(event)

    # ---- inside

    def _state_of(self, index: QModelIndex) -> QStyle.StateFlag:
        state = super()._state_of(index)
        return state | QStyle.StateFlag.State_Selected if index.row() == self._target else state

    def _headings(self) -> list[tuple[Section, QRect]]:
        if self._sections is None:
            return []
        offset = self.verticalOffset()
        rects = [band.heading.translated(0, -offset) for band in self.grid().bands]
        return list(zip(self._sections(), rects, strict=True))

    def _foldable_at(self, point: QPoint) -> int | None:
        for number, (section, heading) in enumerate(self._headings()):
            if section.folded is not None and heading.contains(point):
                return number
        return None

    def _paint_heading(self, painter: QPainter, heading: QRect, section: Section) -> None:
        role, left = QPalette.ColorRole, heading.left() + 6
        line = QRect(left, heading.bottom() - self.fontMetrics().height() - 12, heading.width(), 24)
        quiet = self.palette().color(role.PlaceholderText)
        if section.folded is not None:
            self._paint_arrow(painter, line, section.folded)
            line.setLeft(left + FOLD + 6)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self.palette().color(role.Text))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, middle, section.title)
        line.setLeft(line.left() + painter.fontMetrics().horizontalAdvance(section.title) + 12)
        painter.setFont(self.font())
        painter.setPen(quiet)
        painter.drawText(line, middle, section.detail)

    def _paint_arrow(self, painter: QPainter, line: QRect, folded: bool) -> None:
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1.6))
        x, y = line.left() + FOLD // 2, line.center().y() + 1
        tips = ((-2, -4), (2, 0), (-2, 4)) if folded else ((-4, -2), (0, 2), (4, -2))
        painter.drawPolyline([QPoint(x + right, y + down) for right, down in tips])

    def _picture_of_current(self) -> QRect:
        """Where the picture lies that is dragged along, in the viewport."""
        return self._delegate.picture_rect(self.visualRect(self.currentIndex()))
