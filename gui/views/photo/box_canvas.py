"""The photo on which boxes are drawn around missed faces, and put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication, QWidget

from engine.types import Box, FaceId
from gui.views.photo.box_grips import CORNERS, EDGES, WHOLE, Grip, cursor_of, dragged, grip_at, spot_of
from gui.views.photo.canvas import NamedFace, PhotoCanvas

HANDLE = 7
LEAST = 8  # pixels of the screen; a smaller rectangle is a slip of the mouse
NUDGE = 4  # pixels for one press of an arrow key

_ARROWS = {
    Qt.Key.Key_Left: QPointF(-NUDGE, 0),
    Qt.Key.Key_Right: QPointF(NUDGE, 0),
    Qt.Key.Key_Up: QPointF(0, -NUDGE),
    Qt.Key.Key_Down: QPointF(0, NUDGE),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LOWER_RIGHT = Grip(1, 1)


@dataclass(slots=True)
class Sketch:
    """A box that is not said yet: of a missed face, or where the one of `face` should be."""

    box: Box
    face: FaceId | None = None


@dataclass(frozen=True, slots=True)
class Drag:
    """What the mouse holds, and where it took it."""

    grip: Grip
    rect: QRectF
    start: QPointF


class BoxCanvas(PhotoCanvas):
    """In the drawing mode a drag draws a box; else the handles of the chosen face move its own.

    Without a mouse: arrows move the box that is drawn, Shift and arrows size it, Enter is done, Esc drops it. With
    Ctrl the arrows do the same to the box of the chosen face.

    Signals:
        box_drawn: There is a face in this `Box`.
        box_moved: The box of this `FaceId` should be this `Box`.
        drawing_changed: The drawing mode begins or ends.
    """

    box_drawn = Signal(object)
    box_moved = Signal(object, object)
    drawing_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._drawing = False
        self._sketch: Sketch | None = None
        self._drag: Drag | None = None
        super().__init__(parent)
        self.chosen_changed.connect(self._on_chosen_changed)

    # ---- what the page sets

    @property
    def drawing(self) -> bool:
        return self._drawing

    def set_drawing(self, drawing: bool) -> None:
        """Begin or end the drawing mode."""
        if drawing != self._drawing:
            self._drawing = drawing
            self.drop_sketch()
            if drawing:
                self.choose(None)
                self.setFocus()
            self.setCursor(Qt.CursorShape.CrossCursor if drawing else Qt.CursorShape.ArrowCursor)
            self.drawing_changed.emit(drawing)

    def drop_sketch(self) -> None:
        """Nothing is drawn any more."""
        self._sketch = self._drag = None
        self.update()

    def show_photo(self, width: int, height: int) -> None:
        self.set_drawing(False)
        self.drop_sketch()
        super().show_photo(width, height)

    def show_faces(self, faces: Sequence[NamedFace]) -> None:
        """A box that was put right is among them now."""
        if self._sketch is not None and self._sketch.face is not None and self._drag is None:
            self.drop_sketch()
        super().show_faces(faces)

    def sketch_area(self) -> QRect:
        """Where the box that is drawn lies, in global coordinates."""
        area = self._sketch_rect().toAlignedRect()
        return QRect(self.mapToGlobal(area.topLeft()), area.size())

    # ---- events

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._means(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._means(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.set_drawing(False)
            self.drop_sketch()
        elif event.key() in _ENTER:
            self._finish()
        else:
            self._nudge(_ARROWS[Qt.Key(event.key())], _shifted(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        grip = self._grip_at(event.position())
        if event.button() is not Qt.MouseButton.LeftButton or (grip is None and not self._drawing):
            super().mousePressEvent(event)
        elif self._drawing:
            start = self._inside(event.position())
            self._drag = Drag(_LOWER_RIGHT, QRectF(start, QSizeF()), start)
        elif grip is not None:
            self._drag = Drag(grip, self._sketch_rect(), event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            super().mouseMoveEvent(event)
            self._show_grip(event.position())
            return
        by = event.position() - self._drag.start
        if self._sketch is None and by.manhattanLength() < QApplication.startDragDistance():
            return
        rect = dragged(self._drag.rect, self._drag.grip, by, self.geometry_of_photo.area)
        self._set_sketch(rect)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        dragged_one, self._drag = self._drag is not None, None
        if dragged_one and self._sketch is not None:
            self._finish()

    # ---- inside

    def _on_chosen_changed(self) -> None:
        if self._sketch is not None and self._sketch.face is not None and self.chosen is None:
            self.drop_sketch()

    def _means(self, event: QKeyEvent) -> bool:
        """Whether a key is about boxes now, whatever it means elsewhere in the window."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _ARROWS:
            return self._drawing or self._sketch is not None or (control and self.chosen is not None)
        if key in _ENTER:
            return self._sketch is not None
        return key == Qt.Key.Key_Escape and (self._drawing or self._sketch is not None)

    def _nudge(self, by: QPointF, sizes: bool) -> None:
        rect, grip = self._sketch_rect(), _LOWER_RIGHT if sizes else WHOLE
        self._set_sketch(dragged(rect, grip, by, self.geometry_of_photo.area))

    def _set_sketch(self, rect: QRectF) -> None:
        face = None if self._drawing else self.chosen
        self._sketch = Sketch(self.geometry_of_photo.box_of(rect), face.id if face else None)
        self.update()

    def _finish(self) -> None:
        """The box is as it should be."""
        sketch, rect = self._sketch, self._sketch_rect()
        if sketch is None or min(rect.width(), rect.height()) < LEAST:
            self.drop_sketch()
        elif sketch.face is not None:
            self.box_moved.emit(sketch.face, sketch.box)
        else:
            self._drawing = False  # the sketch stays until it is known whose face it is
            self.setCursor(Qt.CursorShape.ArrowCursor)
            self.drawing_changed.emit(False)
            self.box_drawn.emit(sketch.box)

    def _sketch_rect(self) -> QRectF:
        """In view coordinates: of what is drawn, else of the chosen face, else the middle of what is in view."""
        if self._sketch is not None:
            return self.geometry_of_photo.box_rect(self._sketch.box)
        if self.chosen is not None and not self._drawing:
            return self.rect_of(self.chosen.id)
        seen = self.geometry_of_photo.area.intersected(QRectF(self.rect()))
        side = min(seen.width(), seen.height()) / 4
        middle = QRectF(0, 0, side, side)
        middle.moveCenter(seen.center())
        return middle

    def _inside(self, point: QPointF) -> QPointF:
        area = self.geometry_of_photo.area
        return QPointF(
            min(max(point.x(), area.left()), area.right()), min(max(point.y(), area.top()), area.bottom())
        )

    def _grip_at(self, point: QPointF) -> Grip | None:
        """What of the chosen face's box lies there."""
        if self._drawing or self.chosen is None:
            return None
        grip = grip_at(self._sketch_rect(), point)
        on_other = grip == WHOLE and self._face_at(point) != self.chosen.id  # a smaller face within it
        return None if on_other else grip

    def _show_grip(self, point: QPointF) -> None:
        if not self._drawing:
            grip = self._grip_at(point)
            self.setCursor(Qt.CursorShape.ArrowCursor if grip is None else cursor_of(grip))

    def _hides(self, face: FaceId) -> bool:
        return self._sketch is not None and self._sketch.face == face

    def _paint_over(self, painter: QPainter) -> None:
        if self._sketch is None and (self.chosen is None or self._drawing):
            return
        rect, accent = self._sketch_rect(), self.palette().color(QPalette.ColorRole.Highlight)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._sketch is not None:
            painter.setPen(QPen(QColor(0, 0, 0, 120), 4))
            painter.drawRect(rect)
            painter.setPen(QPen(accent, 2, Qt.PenStyle.DashLine))
            painter.drawRect(rect)
        painter.setPen(QPen(QColor(0, 0, 0, 140), 1))
        painter.setBrush(QColor(255, 255, 255))
        for grip in (*CORNERS, *EDGES):
            handle = QRectF(0, 0, HANDLE, HANDLE)
            handle.moveCenter(spot_of(rect, grip))
            painter.drawRect(handle)


def _shifted(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
