"""A person's years as a row of bars, to see when there are photos and to jump there."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.i18n import tr
from gui.models.sections import Section
from gui.words import counted

BAR = 26  # height of the highest
LABEL = 20
MARGIN = 22
WIDEST = 34  # of a bar


class Year(NamedTuple):
    """One bar; `section` is the number of its heading in the grid, None for a year without faces."""

    year: int
    faces: int
    section: int | None


class YearBar(QWidget):
    """Years from left to right, also empty ones; those without a date are not here.

    Signals:
        chosen: The number of a section.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Years"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._years: list[Year] = []
        self._now: int | None = None
        self._hovered = -1
        self.hide()

    def show_years(self, sections: list[Section], years: list[int | None]) -> None:
        """`years` are those of the `sections`; a single one needs no bars."""
        of = {year: number for number, year in enumerate(years) if year is not None}
        span = range(min(of), max(of) + 1) if of else range(0)
        self._years = [
            Year(year, sections[of[year]].size if year in of else 0, of.get(year)) for year in span
        ]
        self.setVisible(len(of) > 1)
        self.update()

    def years(self) -> list[Year]:
        return list(self._years)

    def mark(self, section: int) -> None:
        """This section is the first in view."""
        if section != self._now:
            self._now = section
            self._describe()
            self.update()

    def bar(self, number: int) -> QRect:
        """Where a click on the bar of the year with this number falls."""
        width = self._width()
        return QRect(round(MARGIN + number * width), 0, max(1, round(width)), self.height())

    def sizeHint(self) -> QSize:
        return QSize(300, BAR + LABEL + 8)

    # ---- events

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((year.faces for year in self._years), default=1)
        free = 0
        for number, year in enumerate(self._years):
            area = self.bar(number)
            self._paint_bar(painter, area, year, most, number == self._hovered)
            free = self._paint_label(painter, area, year, free)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._at(event.position().toPoint()))

    def leaveEvent(self, _: QEvent) -> None:
        self._hover(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position().toPoint())
        if number >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self._choose(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        here = next((n for n, year in enumerate(self._years) if year.section == self._now), 0)
        filled = [n for n, year in enumerate(self._years) if year.section is not None]
        there = [n for n in filled if (n - here) * step > 0]
        if there:
            self._choose(min(there, key=lambda n: abs(n - here)))

    def event(self, event: QEvent) -> bool:
        key = event.key() if isinstance(event, QKeyEvent) else None
        if event.type() == QEvent.Type.ShortcutOverride and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.accept()  # elsewhere these leaf through photos
            return True
        if isinstance(event, QHelpEvent):
            number = self._at(event.pos())
            QToolTip.showText(event.globalPos(), self._words(number) if number >= 0 else "", self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # ---- inside

    def _width(self) -> float:
        return min(2.5 * WIDEST, (self.width() - 2 * MARGIN) / max(1, len(self._years)))

    def _at(self, point: QPoint) -> int:
        number = int((point.x() - MARGIN) // self._width()) if self._years else -1
        return number if 0 <= number < len(self._years) else -1

    def _choose(self, number: int) -> None:
        section = self._years[number].section
        if section is not None:
            self.chosen.emit(section)
            self.mark(section)  # also where the list is too short to scroll so far

    def _hover(self, number: int) -> None:
        filled = number >= 0 and self._years[number].section is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if filled else Qt.CursorShape.ArrowCursor)
        if number != self._hovered:
            self._hovered = number
            self.update()

    def _words(self, number: int) -> str:
        return tr("{year}: {faces}").format(
            year=self._years[number].year, faces=counted(self._years[number].faces, "face")
        )

    def _describe(self) -> None:
        here = next((n for n, year in enumerate(self._years) if year.section == self._now), None)
        self.setAccessibleDescription("" if here is None else self._words(here))

    def _paint_bar(self, painter: QPainter, area: QRect, year: Year, most: int, hovered: bool) -> None:
        role = QPalette.ColorRole
        width = min(WIDEST, max(2.0, area.width() - 4))
        height = max(3.0, BAR * year.faces / most) if year.faces else 1.0
        marked = year.section is not None and year.section == self._now
        colour = self.palette().color(role.Highlight if marked else role.PlaceholderText)
        colour.setAlphaF(1.0 if marked else 0.8 if hovered else 0.45)
        painter.setBrush(colour)
        painter.setPen(self.palette().color(role.Text) if marked and self.hasFocus() else Qt.PenStyle.NoPen)
        left = area.center().x() - width / 2
        painter.drawRoundedRect(QRectF(left, 4 + BAR - height, width, height), 2, 2)

    def _paint_label(self, painter: QPainter, area: QRect, year: Year, free: int) -> int:
        """As many years are written as there is room for; returns where the next may begin."""
        text = str(year.year)
        wide = painter.fontMetrics().horizontalAdvance(text)
        left = area.center().x() - wide // 2
        if left < free:
            return free
        quiet = self.palette().color(QPalette.ColorRole.PlaceholderText)
        painter.setPen(quiet)
        line = QRect(left, 4 + BAR + 2, wide + 2, LABEL)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, text)
        return left + wide + 10
