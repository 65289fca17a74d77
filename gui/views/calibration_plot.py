"""Two plots of how well similarities tell people apart: the histogram of pairs, and the ROC curve."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from engine.types import Calibration
from gui.i18n import tr
from gui.words import decimal, in_figures, percent

LOWEST_RATE = 1e-5  # on the logarithmic axis
ROOM = (44, 12, 14, 44)  # left, top, right, bottom of the plot, for the axes


class Plot(QWidget):
    """An area with two axes; a subclass paints what is in it, in fractions 0..1 from the lower left."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.calibration: Calibration | None = None

    def show_calibration(self, calibration: Calibration) -> None:
        self.calibration = calibration
        self.setAccessibleDescription(self.in_words(calibration))
        self.update()

    def in_words(self, calibration: Calibration) -> str:
        """What a screen reader says of it."""
        raise NotImplementedError

    def area(self) -> QRectF:
        left, top, right, bottom = ROOM
        return QRectF(self.rect()).adjusted(left, top, -right, -bottom)

    def sizeHint(self) -> QSize:
        return QSize(420, 280)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 200)

    def at(self, x: float, y: float) -> QPointF:
        """The pixel of `x`, `y` (0..1)."""
        area = self.area()
        return QPointF(area.left() + x * area.width(), area.bottom() - y * area.height())

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.calibration is not None:
            self.paint_axes(painter)
            self.paint_content(painter, self.calibration)
        painter.end()

    def paint_axes(self, painter: QPainter) -> None:
        raise NotImplementedError

    def paint_content(self, painter: QPainter, calibration: Calibration) -> None:
        raise NotImplementedError

    # ---- for subclasses

    def colour(self, role: QPalette.ColorRole) -> QColor:
        return self.palette().color(role)

    def same(self) -> QColor:
        return self.colour(QPalette.ColorRole.Highlight)

    def different(self) -> QColor:
        """Unlike the accent also for those who see few colours: warmer, and of another lightness."""
        dark = self.colour(QPalette.ColorRole.Window).lightness() < 128
        return QColor("#e8a770" if dark else "#b05c14")

    def x_axis(self, painter: QPainter, ticks: Sequence[tuple[float, str]], title: str) -> None:
        """Grid lines with their texts, and what is measured."""
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        for x, text in ticks:
            self._line(painter, self.at(x, 0), self.at(x, 1))
            foot = self.at(x, 0)
            painter.drawText(QRectF(foot.x() - 40, foot.y() + 8, 80, 18), centre, text)
        foot = self.at(0.5, 0)
        painter.drawText(QRectF(foot.x() - 200, foot.y() + 26, 400, 18), centre, title)

    def y_axis(self, painter: QPainter, ticks: Sequence[tuple[float, str]]) -> None:
        for y, text in ticks:
            self._line(painter, self.at(0, y), self.at(1, y))
            left = self.at(0, y)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, left.y() - 9, left.x() - 6, 18), right, text)

    def mark(self, painter: QPainter, x: float, text: str) -> None:
        """A dashed line across the plot, with a text beside it."""
        painter.setPen(QPen(self.colour(QPalette.ColorRole.Text), 1.4, Qt.PenStyle.DashLine))
        painter.drawLine(self.at(x, 0), self.at(x, 1))
        wide = painter.fontMetrics().horizontalAdvance(text) + 4
        top = self.at(x, 1)
        left = top.x() + 6 if top.x() + wide + 8 < self.area().right() else top.x() - wide - 4
        painter.drawText(QRectF(left, top.y() + 2, wide, 18), Qt.AlignmentFlag.AlignVCenter, text)

    def _line(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        painter.setPen(QPen(self.colour(QPalette.ColorRole.Mid), 1))
        painter.drawLine(start, end)
        painter.setPen(self.colour(QPalette.ColorRole.PlaceholderText))


class HistogramPlot(Plot):
    """How many pairs of one person, and of two, have which similarity.

    Signals:
        pointed: A similarity was clicked.
    """

    pointed = Signal(float)

    def __init__(self) -> None:
        super().__init__(tr("How similarities are spread"))
        self._asked: float | None = None
        self._span = 0.0, 1.0  # of the calibration
        self.setCursor(Qt.CursorShape.CrossCursor)

    def ask(self, similarity: float) -> None:
        """Mark the similarity that is asked about."""
        self._asked = similarity
        self.update()

    def in_words(self, calibration: Calibration) -> str:
        same, different = (_mean(calibration, shares) for shares in (calibration.same, calibration.different))
        return tr("Pairs of one person lie around {same}, those of two people around {different}.").format(
            same=decimal(same, 2), different=decimal(different, 2)
        )

    def paint_axes(self, painter: QPainter) -> None:
        low, high = self._span
        first = math.ceil(low * 5)
        ticks = [(self._x(step / 5), decimal(step / 5, 1)) for step in range(first, math.floor(high * 5) + 1)]
        self.x_axis(painter, ticks, tr("Similarity of two faces"))

    def paint_content(self, painter: QPainter, calibration: Calibration) -> None:
        for shares, colour in ((calibration.different, self.different()), (calibration.same, self.same())):
            self._paint_shares(painter, calibration.edges, shares, colour)
        self.mark(
            painter,
            self._x(calibration.threshold),
            tr("threshold {n}").format(n=decimal(calibration.threshold, 2)),
        )
        if self._asked is not None:
            painter.setPen(QPen(self.colour(QPalette.ColorRole.Text), 2))
            x = self._x(self._asked)
            painter.drawLine(self.at(x, 0), self.at(x, 0.9))
        self._paint_legend(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._point(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(event)

    def _point(self, event: QMouseEvent) -> None:
        area, (low, high) = self.area(), self._span
        x = (event.position().x() - area.left()) / max(1.0, area.width())
        if self.calibration is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.pointed.emit(low + min(1.0, max(0.0, x)) * (high - low))

    def show_calibration(self, calibration: Calibration) -> None:
        self._span = span_of(calibration)
        super().show_calibration(calibration)

    def _x(self, similarity: float) -> float:
        low, high = self._span
        return min(1.0, max(0.0, (similarity - low) / (high - low)))

    def _paint_shares(
        self, painter: QPainter, edges: Sequence[float], shares: Sequence[float], colour: QColor
    ) -> None:
        """As steps; each of the two is as high as the plot, since there are far more pairs of two people."""
        low, high = self._span
        most = max(shares) or 1.0
        steps = [self.at(self._x(low), 0)]
        for left, right, share in zip(edges[:-1], edges[1:], shares, strict=True):
            if right > low and left < high:
                y = 0.92 * share / most
                steps += [self.at(self._x(left), y), self.at(self._x(right), y)]
        steps.append(self.at(self._x(high), 0))
        fill = QColor(colour)
        fill.setAlphaF(0.3)
        painter.setBrush(fill)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(QPolygonF(steps))
        painter.setPen(
            QPen(colour, 1.6)
        )  # line by line: an outline with as many corners takes twenty times as long
        painter.drawLines([QLineF(start, end) for start, end in pairwise(steps)])

    def _paint_legend(self, painter: QPainter) -> None:
        """Over its own hump each, at the outer side."""
        if self.calibration is None:
            return
        painter.setPen(self.different())
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        line = QRectF(self.area().left() + 4, self.area().bottom() - 24, self.area().width() - 8, 18)
        ground = self.colour(QPalette.ColorRole.Window)
        for text, colour, side in (
            (tr("two people"), self.different(), left),
            (tr("one person"), self.same(), right),
        ):
            wide = painter.fontMetrics().horizontalAdvance(text) + 12
            box = QRectF(line)
            box.setWidth(wide)
            if side is right:
                box.moveRight(line.right())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(colour)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def span_of(calibration: Calibration) -> tuple[float, float]:
    """From the first to the last similarity that any pair has."""
    both = zip(calibration.same, calibration.different, strict=True)
    some = [step for step, shares in enumerate(both) if max(shares) > 1e-4]
    edges = calibration.edges
    return (edges[some[0]], edges[some[-1] + 1]) if some else (edges[0], edges[-1])


class RocPlot(Plot):
    """How many pairs of one person are recognised, by how many of two people are taken for one."""

    def __init__(self) -> None:
        super().__init__(tr("Receiver operating characteristic"))

    def in_words(self, calibration: Calibration) -> str:
        text = tr("At a false match rate of {rate} {share} of the pairs of one person are recognised.")
        rate = f"{calibration.false_match_rate:g}"
        return text.format(rate=rate, share=percent(calibration.true_match_rate, 1))

    def paint_axes(self, painter: QPainter) -> None:
        decades = round(-math.log10(LOWEST_RATE))
        ticks = [(step / decades, _odds(10.0 ** (step - decades))) for step in range(decades + 1)]
        self.x_axis(painter, ticks, tr("Of two people, taken for one"))
        self.y_axis(painter, [(step / 5, percent(step / 5)) for step in range(6)])

    def paint_content(self, painter: QPainter, calibration: Calibration) -> None:
        path = QPainterPath()
        points = sorted(zip(calibration.false_match_rates, calibration.true_match_rates, strict=True))
        for number, (rate, recognised) in enumerate(points):
            point = self.at(_log(rate), recognised)
            path.lineTo(point) if number else path.moveTo(point)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.same(), 2.4))
        painter.setClipRect(self.area())
        painter.drawPath(path)
        painter.setClipping(False)
        spot = self.at(_log(calibration.false_match_rate), calibration.true_match_rate)
        self.mark(painter, _log(calibration.false_match_rate), "")
        painter.setPen(QPen(self.colour(QPalette.ColorRole.Window), 2))
        painter.setBrush(self.same())
        painter.drawEllipse(spot, 6, 6)


def _log(rate: float) -> float:
    """Where a rate lies on the axis, 0..1."""
    decades = -math.log10(LOWEST_RATE)
    return min(1.0, max(0.0, 1 + math.log10(max(rate, LOWEST_RATE)) / decades))


def _odds(rate: float) -> str:
    return tr("all") if rate >= 1 else f"1/{in_figures(round(1 / rate))}"


def _mean(calibration: Calibration, shares: Sequence[float]) -> float:
    middles = [
        (low + high) / 2 for low, high in zip(calibration.edges[:-1], calibration.edges[1:], strict=True)
    ]
    total = sum(shares) or 1.0
    return sum(middle * share for middle, share in zip(middles, shares, strict=True)) / total
