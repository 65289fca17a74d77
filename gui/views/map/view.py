"""The plane of faces: every face a dot, to be looked at closely, drawn around and opened."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from gui.controllers.map import Label
from gui.i18n import tr
from gui.views.map.dots import AT_ONCE, REACH, Cloud, Look, paint_dots
from gui.views.map.geometry import MapGeometry
from gui.views.map.labels import paint_labels
from gui.views.map.lasso import inside, within
from gui.views.pinch import pinch_of

Points = NDArray[np.float32]
Ids = NDArray[np.int64]
Chosen = NDArray[np.bool_]

NEAR = 12  # pixels between the mouse and a face that is meant
STEP = 1.25  # of zooming
PAN = 80  # pixels
ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class MapView(QWidget):
    """Every face a dot, in the colour of its person; those of nobody are grey.

    Wheel and pinch zoom, dragging moves the plane, with Shift it draws around faces, and Ctrl adds to what is selected.
    The arrows go from face to face, with Ctrl they move the plane.

    Signals:
        hovered: The row of the face that is looked at, or -1.
        chosen: The rows that are selected now (n,), as booleans.
        opened: The row of a face that was double-clicked.
        menu_wanted: The context menu should open at this global `QPoint`.
    """

    hovered = Signal(int)
    chosen = Signal(object)
    opened = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.geometry_of_map = MapGeometry(QSizeF(self.size()))
        self._points: Points = np.zeros((0, 2), np.float32)
        self._people: Ids = np.zeros(0, np.int64)
        self._chosen: Chosen = np.zeros(0, np.bool_)
        self._cloud = Cloud.of(self._points, self._people)
        self._labels: list[Label] = []
        self._dots: QImage | None = None  # None when they have to be painted anew
        self._current, self._hovered = -1, -1
        self._always_lasso = False
        self._lasso: list[QPointF] = []  # in the view
        self._pressed: QPointF | None = None
        self._dragging = False
        self.setAccessibleName(tr("Map of faces"))
        self.setAccessibleDescription(
            tr("Every face is a dot; the arrow keys go from face to face, Home shows all")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 200)
        self.grabGesture(Qt.GestureType.PinchGesture)

    # ---- what the page sets

    def show_points(self, points: Points, people: Ids) -> None:
        """Show these (n, 2), all of them in view and none selected."""
        self._points, self._chosen = points, np.zeros(len(points), np.bool_)
        self._current = self._hovered = -1
        self.show_people(people)
        self.fit()

    def show_people(self, people: Ids) -> None:
        """Colour the points by these (n,)."""
        self._people = people
        self._cloud = Cloud.of(self._points, people)
        self._repaint()

    def show_labels(self, labels: list[Label]) -> None:
        """Write these over the dots, the first ones above all."""
        self._labels = labels
        self.update()

    def set_lasso(self, always: bool) -> None:
        """Whether dragging draws around faces; with Shift it always does."""
        self._always_lasso = always
        self.setCursor(Qt.CursorShape.CrossCursor if always else Qt.CursorShape.ArrowCursor)

    def select(self, chosen: Chosen) -> None:
        """Select these (n,) and nothing else."""
        self._chosen = chosen
        self._repaint()
        self.chosen.emit(chosen)

    def select_in_view(self) -> None:
        """Select every face that can be seen."""
        chosen = np.zeros(len(self._points), np.bool_)
        chosen[self.geometry_of_map.seen(self._points)] = True
        self.select(chosen)

    def zoom(self, steps: float, spot: QPointF | None = None) -> None:
        """Larger by so many steps, smaller if negative."""
        self._move_to(self.geometry_of_map.zoomed(STEP**steps, spot))

    def fit(self) -> None:
        """All faces in view."""
        self._move_to(MapGeometry.fitting(self._points, QSizeF(self.size())))

    def places(self) -> Points:
        """Where the faces lie in the view (n, 2)."""
        return self.geometry_of_map.in_view(self._points)

    def spot_of(self, row: int) -> QPoint:
        """Where that face lies in the view."""
        x, y = self.geometry_of_map.in_view(self._points[row : row + 1])[0].tolist()
        return QPoint(round(x), round(y))

    def row_at(self, spot: QPointF) -> int:
        """The nearest face within reach of a point of the view, or -1."""
        places = self.places()
        near = np.flatnonzero(within(places, QRectF(spot.x() - NEAR, spot.y() - NEAR, 2 * NEAR, 2 * NEAR)))
        if not len(near):
            return -1
        return int(near[np.hypot(*(places[near] - (spot.x(), spot.y())).T).argmin()])

    def selected_area(self) -> QRect:
        """The selected face, or the middle of the selected ones, in global coordinates."""
        rows = np.flatnonzero(self._chosen)
        spot = self.rect().center()
        if len(rows):
            x, y = self.geometry_of_map.in_view(self._points[rows]).mean(axis=0).tolist()
            spot = QPoint(round(x), round(y))
        spot = QPoint(min(max(spot.x(), 0), self.width()), min(max(spot.y(), 0), self.height()))
        return QRect(self.mapToGlobal(spot) - QPoint(8, 8), self.mapToGlobal(spot) + QPoint(8, 8))

    # ---- events

    def paintEvent(self, _: QPaintEvent) -> None:
        if self._dots is None:
            self._dots = self._painted()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        reach = REACH / self._dots.devicePixelRatio()
        painter.drawImage(QPointF(-reach, -reach), self._dots)
        paint_labels(painter, self._labels, self.geometry_of_map, self.palette())
        if self._hovered >= 0 or (self._current >= 0 and self.hasFocus()):
            self._paint_ring(painter, self._hovered if self._hovered >= 0 else self._current)
        if self._lasso:
            self._paint_lasso(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        now, view = self.geometry_of_map, QSizeF(event.size())
        fitting = MapGeometry.fitting(self._points, view)
        held = MapGeometry(view, now.centre, now.scale, fitting.fit_scale)
        self._move_to(fitting if now.is_fitting else held)

    def changeEvent(self, event: QEvent) -> None:
        """Between dark and light the ground changes, and the dots with it; between two screens their size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.DevicePixelRatioChange):
            self._repaint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(event.angleDelta().y() / 120, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._pressed, self._dragging = event.position(), False
        if self._always_lasso or event.modifiers() & SHIFT:
            self._lasso = [event.position()]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            self._look_at(self.row_at(event.position()))
            return
        by = event.position() - self._pressed
        self._dragging = self._dragging or by.manhattanLength() >= QApplication.startDragDistance()
        if not self._dragging:
            return
        self._look_at(-1)
        if self._lasso:
            self._lasso.append(event.position())
            self.update()
        else:
            self._move_to(self.geometry_of_map.panned(by))
            self._pressed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed is None:
            return
        drawn, dragged = self._lasso, self._dragging
        self._pressed, self._lasso, self._dragging = None, [], False
        adding = bool(event.modifiers() & CONTROL)
        if not dragged:
            self._choose(self.row_at(event.position()), adding)
        elif drawn:
            found = inside(self.places(), drawn)
            self.select(found | self._chosen if adding else found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position())
        if row >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            row = self.row_at(QPointF(event.pos()))
            if row >= 0 and not self._chosen[row]:
                self._choose(row)
            self.menu_wanted.emit(event.globalPos())
        else:
            self.menu_wanted.emit(self.selected_area().center())

    def leaveEvent(self, _: QEvent) -> None:
        self._look_at(-1)

    def focusOutEvent(self, _: object) -> None:
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrow = ARROWS.get(Qt.Key(event.key()))
        if arrow is not None and event.modifiers() & CONTROL:
            self._move_to(self.geometry_of_map.panned(QPointF(-arrow[0], -arrow[1]) * PAN))
        elif arrow is not None:
            self._step(arrow, extending=bool(event.modifiers() & SHIFT))
        elif event.key() == Qt.Key.Key_Home:
            self.fit()
        elif event.key() == Qt.Key.Key_Escape and self._lasso:
            self._pressed, self._lasso, self._dragging = None, [], False
            self.update()
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        pinch = pinch_of(event)
        if pinch is not None:
            self._move_to(self.geometry_of_map.zoomed(pinch.factor, pinch.at(self)))
            event.accept()
            return True
        return super().event(event)

    # ---- inside

    def _move_to(self, geometry: MapGeometry) -> None:
        if geometry != self.geometry_of_map:
            self.geometry_of_map = geometry
            self._repaint()

    def _repaint(self) -> None:
        self._dots = None
        self.update()

    def _painted(self) -> QImage:
        """What is in view; above `AT_ONCE` dots every second is left out, or two of three, and so on."""
        ratio, geometry, cloud = self.devicePixelRatioF(), self.geometry_of_map, self._cloud
        seen = geometry.seen(cloud.points, beyond=REACH / 2 / ratio - 1)
        seen = seen[:: 1 + len(seen) // AT_ONCE]
        places = geometry.in_view(cloud.points[seen], ratio)
        size = round(self.width() * ratio), round(self.height() * ratio)
        look = Look.on(self._colour(QPalette.ColorRole.Base), self._colour(QPalette.ColorRole.Text))
        return paint_dots(places, cloud.colours[seen], self._chosen[cloud.rows[seen]], look, size, ratio)

    def _paint_ring(self, painter: QPainter, row: int) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._colour(QPalette.ColorRole.Highlight), 2.5))
        painter.drawEllipse(QPointF(self.spot_of(row)), 9, 9)

    def _paint_lasso(self, painter: QPainter) -> None:
        colour = self._colour(QPalette.ColorRole.Highlight)
        painter.setPen(QPen(colour, 2))
        colour.setAlpha(40)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF(self._lasso))

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        return self.palette().color(role)

    def _look_at(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.update()
            self.hovered.emit(row)

    def _choose(self, row: int, adding: bool = False) -> None:
        """Select that face alone, or besides the others; nothing for -1."""
        chosen = self._chosen.copy() if adding else np.zeros(len(self._points), np.bool_)
        if row >= 0:
            chosen[row] = not chosen[row]
            self._current = row
        self.select(chosen)

    def _step(self, arrow: tuple[int, int], extending: bool) -> None:
        """Go to the next face in the direction of `arrow`; the first one is that in the middle of the view."""
        places = self.places()
        if not len(places):
            return
        if self._current < 0:
            self._go_to(int(np.hypot(*(places - (self.width() / 2, self.height() / 2)).T).argmin()), False)
            return
        apart = places - places[self._current]
        along, aside = apart @ np.array(arrow, np.float32), np.abs(apart @ np.array(arrow[::-1], np.float32))
        ahead = np.flatnonzero((along > 0.5) & (aside <= along))
        if len(ahead):
            self._go_to(int(ahead[(along[ahead] + 2 * aside[ahead]).argmin()]), extending)

    def _go_to(self, row: int, extending: bool) -> None:
        if not (extending and self._chosen[row]):
            self._choose(row, adding=extending)
        self._current = row
        spot, room = self.spot_of(row), self.rect().adjusted(NEAR, NEAR, -NEAR, -NEAR)
        if not room.contains(spot):
            self._move_to(self.geometry_of_map.panned(QPointF(self.rect().center() - spot)))
        self._hovered = -1
        self.hovered.emit(row)
