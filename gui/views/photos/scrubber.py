"""The years beside a long list of photos: a click or a drag leads anywhere in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from gui.i18n import tr
from gui.words import month

WIDTH = 84
MARGIN = 14
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_DAY, LAST_DAY = -700_000, 2_900_000  # within the years that Python knows


class Timeline:
    """Which rows of a list are of which day; found by bisection. Forty years of days take 50 ms: for a worker."""

    def __init__(self, days: Sequence[tuple[int, int]] = ()) -> None:
        """`days` are (days since 1970, photos), newest first."""
        self._days = [day for day, _ in days]
        self._starts = list(accumulate((photos for _, photos in days), initial=0))
        self.first_rows = self._first_rows()  # (year, its first row), in the order of the list

    @property
    def rows(self) -> int:
        return self._starts[-1]

    def date_of(self, row: int) -> datetime:
        """The day of `row`."""
        return _date(self._days[min(bisect_right(self._starts, row), len(self._days)) - 1])

    @property
    def several_months(self) -> bool:
        """Else there is nothing to choose."""
        return len(self._days) > 1 and _month(_date(self._days[0])) != _month(_date(self._days[-1]))

    def _first_rows(self) -> list[tuple[int, int]]:
        found: dict[int, int] = {}
        for day, row in zip(self._days, self._starts, strict=False):
            found.setdefault(_date(day).year, row)
        return list(found.items())

    def month_beside(self, row: int, step: int) -> int:
        """The first row of the month after (1: further down, earlier) or before (-1) that of `row`."""
        now = _month(self.date_of(row))
        months = [_month(_date(day)) for day in self._days]
        firsts = [n for n in range(len(months)) if n == 0 or months[n] != months[n - 1]]
        here = next(place for place, n in enumerate(firsts) if months[n] == now)
        return self._starts[firsts[min(max(here + step, 0), len(firsts) - 1)]]


class DateScrubber(QWidget):
    """As tall as the list it stands beside: the place of a year is that of its photos in the list.

    Signals:
        row_wanted: The list should begin with this row.
    """

    row_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timeline = Timeline()
        self._row = 0
        self._pointed: int | None = None  # the row under the mouse
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Dates"))
        self.setToolTip(tr("Click or drag to go to a date; up and down go from month to month"))
        self.setFixedWidth(WIDTH)
        self.hide()

    @property
    def row(self) -> int:
        """The one that it stands at."""
        return self._row

    def set_timeline(self, timeline: Timeline) -> None:
        """The photos of each day, in the order of the list; of a single month there is nothing to choose."""
        self._timeline = timeline
        self._pointed = None
        self.setVisible(timeline.several_months)
        self.set_row(min(self._row, max(0, self._timeline.rows - 1)))
        self.update()

    def set_row(self, row: int) -> None:
        """The list begins with `row` now."""
        if row != self._row:
            self._row = row
            self.update()
        if self._timeline.rows:
            self.setAccessibleDescription(_month_text(self._timeline.date_of(row)))

    def y_of(self, row: int) -> float:
        """Where `row` is."""
        return MARGIN + row / max(1, self._timeline.rows) * (self.height() - 2 * MARGIN)

    def row_at(self, y: float) -> int:
        share = (y - MARGIN) / max(1, self.height() - 2 * MARGIN)
        return min(max(int(share * self._timeline.rows), 0), max(0, self._timeline.rows - 1))

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 200)

    # ---- events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._go(self.row_at(event.position().y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointed = self.row_at(event.position().y())
        self.update()
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(self._pointed)

    def leaveEvent(self, _: QEvent) -> None:
        self._pointed = None
        self.update()

    def event(self, event: QEvent) -> bool:
        walks = isinstance(event, QKeyEvent) and self._target(event.key()) is not None
        if walks and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        target = self._target(event.key())
        if target is None:
            super().keyPressEvent(event)
        else:
            self._go(target)

    def paintEvent(self, _: QPaintEvent) -> None:
        if not self._timeline.rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self._row if self._pointed is None else self._pointed
        pill = self._pill(shown)
        self._paint_years(painter, pill)
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(self.palette().color(QPalette.ColorRole.HighlightedText))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, _month_text(self._timeline.date_of(shown)))
        if self.hasFocus():
            painter.setPen(accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    # ---- inside

    def _go(self, row: int) -> None:
        self.set_row(row)
        self.row_wanted.emit(row)

    def _target(self, key: int) -> int | None:
        """Where a key leads."""
        if not self._timeline.rows:
            return None
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 12, Qt.Key.Key_PageUp: -12}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self._timeline.rows - 1}
        for known, step in steps.items():
            if key == known:
                return self._timeline.month_beside(self._row, step)
        return next((row for known, row in ends.items() if key == known), None)

    def _pill(self, row: int) -> QRectF:
        height = self.fontMetrics().height() + 6
        top = min(max(self.y_of(row) - height / 2, 0), self.height() - height)
        return QRectF(4, top, self.width() - 8, height)

    def _paint_years(self, painter: QPainter, pill: QRectF) -> None:
        """As many as there is room for."""
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        line, free = self.fontMetrics().height(), 0.0
        for year, row in self._timeline.first_rows:
            top = self.y_of(row) - line / 2
            label = QRect(4, round(top), self.width() - 8, line)
            if top >= free:
                free = top + line + 4
                if not pill.intersects(QRectF(label)):
                    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, str(year))


def _date(day: int) -> datetime:
    """A file's time may lie beyond any calendar."""
    return EPOCH + timedelta(days=min(max(day, FIRST_DAY), LAST_DAY))


def _month(date: datetime) -> tuple[int, int]:
    return date.year, date.month


def _month_text(date: datetime) -> str:
    return month(date)
