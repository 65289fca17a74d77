"""The rectangle that the mouse draws to select what lies in it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPalette

NEAR = 24  # pixels from an edge
GROUND = 40  # of 255


class RubberBand:
    """From where the mouse went down, which stays in its place when the list is scrolled, to where it is now."""

    def __init__(self) -> None:
        self._begin = QPoint()  # in the list
        self._now = QPoint()  # in the viewport
        self.drawn = False

    def begin(self, point: QPoint, offset: int) -> None:
        """The mouse went down at `point` of a viewport that is scrolled by `offset`."""
        self._begin, self.drawn = point + QPoint(0, offset), False

    def move(self, point: QPoint) -> None:
        self._now, self.drawn = point, True

    def end(self) -> bool:
        """Whether there was something to be seen."""
        drawn, self.drawn = self.drawn, False
        return drawn

    def rect(self, offset: int) -> QRect:
        """In the viewport."""
        return QRect(self._begin - QPoint(0, offset), self._now).normalized()

    def step(self, height: int) -> int:
        """How far a viewport so high is to be scrolled on: the further the mouse is from the middle, the faster."""
        above, below = self._now.y() - NEAR, self._now.y() - (height - NEAR)
        return above if above < 0 else max(below, 0)

    def paint(self, painter: QPainter, palette: QPalette, offset: int) -> None:
        """Unless nothing is being drawn."""
        if not self.drawn:
            return
        accent = palette.color(QPalette.ColorRole.Highlight)
        painter.setPen(accent)
        accent.setAlpha(GROUND)
        painter.setBrush(accent)
        painter.drawRoundedRect(self.rect(offset), 3, 3)
