"""The plane itself. The only module that needs pyqtgraph: it is imported when the map is first opened."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPalette, QPen, QPolygonF

Points = NDArray[np.float32]
Ids = NDArray[np.int64]
Chosen = NDArray[np.bool_]

# Told apart by hue and by lightness, and seen on light and on dark ground alike.
HUES = (4, 28, 48, 88, 140, 168, 192, 212, 238, 268, 296, 328)
DOT, CHOSEN_DOT = 6, 9  # pixels
NEAR = 14  # pixels between the mouse and a face that is meant
MASK = 1024  # pixels of a lasso's longer side: finer than anybody draws
STEP = 1.25  # of zooming
ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}


class _Box(pg.ViewBox):  # type: ignore[misc]
    """Dragging pans; with Shift, or where `lasso` is on, it draws around faces."""

    drawn = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__(lockAspect=True, enableMenu=False)
        self.lasso = False

    def mouseDragEvent(self, ev: object, axis: int | None = None) -> None:
        shift = bool(ev.modifiers() & Qt.KeyboardModifier.ShiftModifier)  # type: ignore[attr-defined]
        left = ev.button() == Qt.MouseButton.LeftButton  # type: ignore[attr-defined]
        if not (left and (self.lasso or shift)):
            super().mouseDragEvent(ev, axis)
            return
        ev.accept()  # type: ignore[attr-defined]
        self.drawn.emit(self.mapToView(ev.pos()), bool(ev.isFinish()))  # type: ignore[attr-defined]


class MapView(pg.PlotWidget):  # type: ignore[misc]
    """Every face a dot, in the colour of its person; those of nobody are grey.

    Signals:
        hovered: The row of the face under the mouse, or -1.
        chosen: The rows that are selected now (n,), as booleans.
        opened: The row of a face that was double-clicked.
        menu_wanted: The context menu should open at this global `QPoint`.
    """

    hovered = Signal(int)
    chosen = Signal(object)
    opened = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        self._box = _Box()
        super().__init__(background=None, viewBox=self._box)
        self.setAccessibleName("Map of faces")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hideAxis("left")
        self.hideAxis("bottom")
        self.hideButtons()
        self._points: Points = np.zeros((0, 2), np.float32)
        self._chosen: Chosen = np.zeros(0, np.bool_)
        self._people: Ids = np.zeros(0, np.int64)
        self._dots: list[pg.ScatterPlotItem] = [self._add_dots(DOT) for _ in range(len(HUES) + 1)]
        self._marks = self._add_dots(CHOSEN_DOT)
        self._line = pg.PlotCurveItem()
        self.addItem(self._line)
        self._lasso: list[QPointF] = []
        self._box.drawn.connect(self._on_drawn)
        self.scene().sigMouseMoved.connect(self._on_moved)
        self.scene().sigMouseClicked.connect(self._on_clicked)

    # ---- what the page sets

    def show_points(self, points: Points, people: Ids) -> None:
        """Show these (n, 2), all of them in view."""
        self._points, self._chosen = points, np.zeros(len(points), np.bool_)
        self.show_people(people)
        self._mark()
        self._box.autoRange(padding=0.05)

    def show_people(self, people: Ids) -> None:
        """Colour the points by these (n,)."""
        self._people = people
        dark = self.palette().color(QPalette.ColorRole.Window).lightness() < 128
        colour = np.where(people < 0, len(HUES), people % len(HUES))
        for number, dots in enumerate(self._dots):
            some = self._points[colour == number]
            dots.setData(x=some[:, 0], y=some[:, 1], brush=colour_of(number, dark), pen=None)

    def set_lasso(self, lasso: bool) -> None:
        """Whether dragging draws around faces; with Shift it always does."""
        self._box.lasso = lasso
        self.setCursor(Qt.CursorShape.CrossCursor if lasso else Qt.CursorShape.ArrowCursor)

    def select(self, chosen: Chosen) -> None:
        """Select these (n,) and nothing else."""
        self._chosen = chosen
        self._mark()
        self.chosen.emit(chosen)

    def nothing(self) -> Chosen:
        """That no face is selected."""
        return np.zeros(len(self._points), np.bool_)

    def select_in_view(self) -> None:
        """Select every face that can be seen."""
        (left, right), (low, high) = self._box.viewRange()
        x, y = self._points[:, 0], self._points[:, 1]
        self.select((x >= left) & (x <= right) & (y >= low) & (y <= high))

    def zoom(self, steps: int) -> None:
        self._box.scaleBy((STEP**-steps, STEP**-steps))

    def row_at(self, place: QPointF) -> int:
        """The nearest face within reach of a point of the scene, or -1."""
        if not len(self._points):
            return -1
        at, (width, height) = self._box.mapSceneToView(place), self._box.viewPixelSize()
        apart = np.hypot((self._points[:, 0] - at.x()) / width, (self._points[:, 1] - at.y()) / height)
        row = int(apart.argmin())
        return row if apart[row] <= NEAR else -1

    # ---- what the user does

    def changeEvent(self, event: QEvent) -> None:
        """Between dark and light the ground changes, and the dots with it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_line"):
            self.setBackground(self.palette().color(QPalette.ColorRole.Window))
            self.show_people(self._people)
            self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrow = ARROWS.get(Qt.Key(event.key()))
        if arrow is not None:
            (left, right), (low, high) = self._box.viewRange()
            self._box.translateBy(x=arrow[0] * (right - left) / 10, y=arrow[1] * (high - low) / 10)
        elif event.key() == Qt.Key.Key_Home:
            self._box.autoRange(padding=0.05)
        else:
            event.ignore()

    def _on_drawn(self, point: QPointF, ended: bool) -> None:
        self._lasso.append(point)
        self._draw_line(self._lasso)
        if ended:
            drawn, self._lasso = self._lasso, []
            self._draw_line([])
            self.select(inside(self._points, drawn))

    def _draw_line(self, corners: Sequence[QPointF]) -> None:
        colour = self.palette().color(QPalette.ColorRole.Highlight)
        self._line.setData(
            x=[p.x() for p in corners], y=[p.y() for p in corners], pen=pg.mkPen(colour, width=2)
        )

    def _on_moved(self, place: QPointF) -> None:
        if not self._lasso:
            self.hovered.emit(self.row_at(place))

    def _on_clicked(self, event: object) -> None:
        row = self.row_at(event.scenePos())  # type: ignore[attr-defined]
        if event.double():  # type: ignore[attr-defined]
            if row >= 0:
                self.opened.emit(row)
            return
        menu = event.button() == Qt.MouseButton.RightButton  # type: ignore[attr-defined]
        if not (menu and row >= 0 and self._chosen[row]) and not (menu and row < 0):
            clicked = np.zeros(len(self._points), np.bool_)
            if row >= 0:
                clicked[row] = True
            self.select(clicked)
        if menu:
            self.menu_wanted.emit(event.screenPos().toPoint())  # type: ignore[attr-defined]

    # ---- inside

    def _add_dots(self, size: int) -> pg.ScatterPlotItem:
        dots = pg.ScatterPlotItem(size=size, pxMode=True, useCache=True)
        self.addItem(dots)
        return dots

    def _mark(self) -> None:
        some, role = self._points[self._chosen], QPalette.ColorRole
        ring = QPen(self.palette().color(role.Highlight), 2)
        ring.setCosmetic(True)
        self._marks.setData(x=some[:, 0], y=some[:, 1], brush=None, pen=ring)


def colour_of(number: int, dark: bool) -> QColor:
    """The colour of every twelfth person; the last one is that of nobody."""
    if number == len(HUES):
        return QColor(150, 150, 150, 90 if dark else 110)
    return QColor.fromHsl(HUES[number], 150, (160 if dark else 105) + (18 if number % 2 else -8), 200)


def inside(points: Points, lasso: Sequence[QPointF]) -> Chosen:
    """Which of `points` (n, 2) lie within the closed line: painted once, and looked up for each."""
    found = np.zeros(len(points), np.bool_)
    bounds = QPolygonF(lasso).boundingRect()
    if len(lasso) < 3 or bounds.isEmpty():
        return found
    scale = MASK / max(bounds.width(), bounds.height())
    near = np.flatnonzero(
        (points[:, 0] >= bounds.left()) & (points[:, 0] <= bounds.right())
        & (points[:, 1] >= bounds.top()) & (points[:, 1] <= bounds.bottom())
    )  # fmt: skip
    mask = _painted(lasso, bounds, scale)
    x = ((points[near, 0] - bounds.left()) * scale).astype(np.int64)
    y = ((points[near, 1] - bounds.top()) * scale).astype(np.int64)
    found[near] = mask[np.minimum(y, len(mask) - 1), np.minimum(x, mask.shape[1] - 1)]
    return found


def _painted(lasso: Sequence[QPointF], bounds: QRectF, scale: float) -> Chosen:
    width, height = int(bounds.width() * scale) + 1, int(bounds.height() * scale) + 1
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255))
    painter.drawPolygon(QPolygonF([(corner - bounds.topLeft()) * scale for corner in lasso]))
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return rows[:, :width] > 0
