"""A grid in sections, each below a heading that selects what is below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QItemSelectionModel, QItemSelectionRange, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QFont, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractItemView, QToolTip, QWidget

from gui.i18n import tr
from gui.models.ids import Index
from gui.models.sections import Section
from gui.thumbnails import Thumbnails
from gui.views.grid.grid import EDGES, GridView
from gui.views.grid.layout import GridLayout
from gui.views.grid.section_layout import SectionLayout, in_sections
from gui.views.grid.tiles import MARGIN, TileStyle

FOLD = 14  # the arrow's width


class Sectioned(Protocol):
    """What the sections are: `sizes` is another object when it has other contents, and `section(n)` is asked of
    those that are seen.
    """

    def sizes(self) -> Sequence[int]: ...

    def section(self, number: int) -> Section: ...


class SectionGrid(GridView):
    """Without sections it is a plain grid."""

    _sections: Sectioned | None = None  # Qt asks for the arrangement before `__init__` has come to it
    _arranged: SectionLayout | None = None
    _pressed: int | None = None  # the heading on which the mouse went down
    _told = -1  # the section that a screen reader was last told of

    def __init__(
        self,
        thumbnails: Thumbnails,
        style: TileStyle,
        edge: int = EDGES[2],
        sections: Sectioned | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(thumbnails, style, edge, parent)
        self._sections = sections

    def grid(self) -> SectionLayout:
        """The arrangement of now: the last one, unless something is another."""
        plain = super().grid()
        sizes = [plain.count] if self._sections is None else self._sections.sizes()
        heading = self._heading_height(sizes)
        kept = self._arranged
        if kept is None or kept.sizes is not sizes or kept.heading != heading or not _alike(kept, plain):
            kept = self._arranged = in_sections(plain, sizes, heading)
        return kept

    def scroll_to_section(self, number: int) -> None:
        """Bring its heading to the top."""
        self.verticalScrollBar().setValue(self.grid().tops[number])

    def section_in_view(self) -> int:
        """The first one of which something is to be seen; -1 if there is none."""
        top = self.verticalOffset()
        seen = self.grid().bands(top, top + self.viewport().height())
        return next((band.number for band in seen if band.shift + band.grid.height > top + MARGIN), -1)

    def section_of(self, row: int) -> int:
        """The section in which `row` lies."""
        return self.grid().band_of(row).number

    def select_section(self, number: int, adding: bool = False) -> None:
        """Select all of it; when `adding` besides what is selected, or no longer if all of it is."""
        band = self.grid().band(number)
        if not band.grid.count:
            return
        flag = QItemSelectionModel.SelectionFlag
        span = self._selection_of([range(band.first, band.last)])
        spans: Iterable[QItemSelectionRange] = self.selectionModel().selection()  # type: ignore[assignment]
        all_of_it = any(each.top() <= band.first and band.last <= each.bottom() + 1 for each in spans)
        adds = flag.Deselect if all_of_it else flag.Select
        self.make_current(band.first)
        self.selectionModel().select(span, adds if adding else flag.ClearAndSelect)

    # ---- what Qt asks

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """With the heading, of which the first row of a section is the content."""
        grid, top = self.grid(), self.verticalOffset()
        band = grid.band_of(index.row())
        at_top = hint is QAbstractItemView.ScrollHint.PositionAtTop
        above = at_top or (hint is QAbstractItemView.ScrollHint.EnsureVisible and band.heading.top() < top)
        if above and index.row() - band.first < grid.columns:
            self.verticalScrollBar().setValue(band.heading.top())
        else:
            super().scrollTo(index, hint)

    def moveCursor(self, action: QAbstractItemView.CursorAction, keys: Qt.KeyboardModifier) -> QModelIndex:
        grid, now, move = self.grid(), self.currentIndex(), QAbstractItemView.CursorAction
        page = max(grid.cell_height, self.viewport().height() - grid.cell_height // 2)
        if not grid.count or not now.isValid():
            return super().moveCursor(action, keys)
        row = {
            move.MoveUp: grid.above(now.row()),
            move.MoveDown: grid.below(now.row()),
            move.MovePageUp: grid.further(now.row(), -page),
            move.MovePageDown: grid.further(now.row(), page),
        }.get(action)
        if row is not None:
            return self.model().index(row, 0)
        return super().moveCursor(action, keys)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for section, heading in self._headings(event.rect()):
            self._paint_heading(painter, heading, section)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._heading_at(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        number, self._pressed = self._pressed, None
        here = self._heading_at(event.position().toPoint())
        if number is not None and number == here and event.button() is Qt.MouseButton.LeftButton:
            self._on_heading_clicked(number, event.modifiers())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            on_heading = self._heading_at(event.position().toPoint()) is not None
            shape = Qt.CursorShape.PointingHandCursor if on_heading else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
        if isinstance(event, QHelpEvent) and self._tell_of_heading(event):
            return True
        return super().viewportEvent(event)

    # ---- for subclasses

    def _on_heading_clicked(self, number: int, keys: Qt.KeyboardModifier) -> None:
        """The user clicked on the heading of section `number`."""
        self.select_section(number, adding=bool(keys & Qt.KeyboardModifier.ControlModifier))

    def _tip_of(self, section: Section) -> str:
        """What is told of its heading."""
        return section.tip or tr("Click to select everything below")

    # ---- inside

    def _heading_height(self, sizes: Sequence[int]) -> int:
        sections = self._sections
        untitled = sections is None or (len(sizes) == 1 and not sections.section(0).title)
        return MARGIN if untitled else self.fontMetrics().height() * 2 + 14

    def _headings(self, area: QRect) -> Iterator[tuple[Section, QRect]]:
        """Those that are seen in `area` of the viewport."""
        if self._sections is None:
            return
        offset = self.verticalOffset()
        for band in self.grid().bands(area.top() + offset, area.bottom() + offset):
            yield self._sections.section(band.number), band.heading.translated(0, -offset)

    def _heading_at(self, point: QPoint) -> int | None:
        """The number of the titled heading at `point` of the viewport."""
        number = self.grid().heading_at(point + QPoint(0, self.verticalOffset()))
        if number is None or self._sections is None or not self._sections.section(number).title:
            return None
        return number

    def _tell_of_heading(self, event: QHelpEvent) -> bool:
        number = self._heading_at(event.pos())
        if number is None or self._sections is None:
            return False
        QToolTip.showText(event.globalPos(), self._tip_of(self._sections.section(number)), self)
        return True

    def _announced(self, row: int) -> str:
        """With the heading, when the keyboard has come below another one."""
        said = super()._announced(row)
        number = self.section_of(row)
        if self._sections is None or number == self._told:
            return said
        self._told = number
        section = self._sections.section(number)
        return ", ".join(part for part in (section.title, section.detail, said) if part)

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


def _alike(one: GridLayout, other: GridLayout) -> bool:
    return (one.width, one.cell_width, one.cell_height, one.margin) == (
        other.width, other.cell_width, other.cell_height, other.margin
    )  # fmt: skip
