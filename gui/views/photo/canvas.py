"""One photo, as large as there is room, with the faces on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from engine.types import Face, FaceId
from gui.i18n import tr
from gui.views.photo.geometry import PhotoGeometry
from gui.views.pinch import pinch_of

STEP = 1.25
LABEL_ROOM = 6


@dataclass(frozen=True, slots=True)
class NamedFace:
    """A face with what is written under it."""

    face: Face
    name: str | None


class PhotoCanvas(QWidget):
    """Wheel and keys zoom, the mouse pans; a click chooses a face, Tab goes from face to face.

    Signals:
        chosen_changed: Another face is chosen, or none.
        menu_wanted: The context menu should open at this global `QPoint`.
        face_opened: A face was double-clicked: its `Face`.
        zoom_changed: The photo is shown larger or smaller.
    """

    chosen_changed = Signal()
    menu_wanted = Signal(QPoint)
    face_opened = Signal(object)
    zoom_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.geometry_of_photo = PhotoGeometry(QSizeF(), QSizeF(self.size()))
        self._pixmap = QPixmap()
        self._faces: list[NamedFace] = []
        self._chosen: FaceId | None = None
        self._hovered: FaceId | None = None
        self._boxes = True
        self._grabbed: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Photo"))
        self.setMinimumSize(200, 160)
        self.grabGesture(Qt.GestureType.PinchGesture)

    # ---- what the page sets

    def show_photo(self, width: int, height: int) -> None:
        """A new photo of this many pixels; its picture and faces follow."""
        self.geometry_of_photo = PhotoGeometry(
            QSizeF(width, height), QSizeF(self.size()), ratio=self.devicePixelRatioF()
        )
        self._pixmap = QPixmap()
        self._faces = []
        self._hovered = None
        self._choose(None)
        self.update()

    def show_image(self, image: QImage) -> None:
        """The picture itself, in whatever resolution is at hand."""
        self._pixmap = QPixmap.fromImage(image)
        self.update()

    def show_faces(self, faces: Sequence[NamedFace]) -> None:
        self._faces = list(faces)
        if self._chosen not in [each.face.id for each in faces]:
            self._choose(None)
        self.update()

    def show_boxes(self, shown: bool) -> None:
        self._boxes = shown
        self.update()

    @property
    def chosen(self) -> Face | None:
        """The face that commands act on."""
        return next((each.face for each in self._faces if each.face.id == self._chosen), None)

    def choose(self, face: FaceId | None) -> None:
        """Let commands act on `face`."""
        self._choose(face)
        self.update()

    def rect_of(self, face: FaceId) -> QRectF:
        """Where `face` lies now."""
        box = next(each.face.box for each in self._faces if each.face.id == face)
        return self.geometry_of_photo.box_rect(box)

    def chosen_area(self) -> QRect:
        """Where the chosen face, or else the whole photo, lies, in global coordinates."""
        area = self.rect_of(self._chosen) if self.chosen and self._chosen else self.geometry_of_photo.area
        return QRect(self.mapToGlobal(area.topLeft().toPoint()), area.size().toSize())

    @property
    def image_pixels(self) -> int:
        """The longest side of the picture at hand."""
        return max(self._pixmap.width(), self._pixmap.height())

    def zoom(self, steps: int, at: QPointF | None = None) -> None:
        """Larger by so many steps, smaller if negative."""
        self._set_geometry(self.geometry_of_photo.zoomed(STEP**steps, at))

    def fit(self) -> None:
        """The whole photo, or one pixel of the screen per pixel if the whole photo is shown already."""
        now = self.geometry_of_photo
        self._set_geometry(now.zoomed(1 / now.zoom if now.zoom > 1 else now.full_scale / now.fit_scale))

    def turn(self, quarters: int) -> None:
        """Turn what is shown by so many quarters clockwise; the file stays as it is."""
        self._set_geometry(self.geometry_of_photo.turned(quarters))

    # ---- events

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = self.geometry_of_photo.painted_area
        if self._pixmap.isNull():
            painter.fillRect(area, self.palette().color(QPalette.ColorRole.Midlight))
        else:
            self._paint_photo(painter, area)
        for each in self._faces:
            lit = each.face.id in (self._chosen, self._hovered)
            if (self._boxes or lit) and not self._hides(each.face.id):
                self._paint_face(painter, each)
        self._paint_over(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.geometry_of_photo = self.geometry_of_photo.resized(QSizeF(event.size()))
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._set_geometry(
            self.geometry_of_photo.zoomed(STEP ** (event.angleDelta().y() / 120), event.position())
        )
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self._face_at(event.position()))
        if event.button() is Qt.MouseButton.LeftButton:
            self._grabbed = event.position()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._set_geometry(self.geometry_of_photo.panned(event.position() - self._grabbed))
            self._grabbed = event.position()
            return
        hovered = self._face_at(event.position())
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def mouseReleaseEvent(self, _: QMouseEvent) -> None:
        self._grabbed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._choose(self._face_at(event.position()))
        if self.chosen is not None:
            self.face_opened.emit(self.chosen)
        else:
            self.fit()

    def leaveEvent(self, _: QEvent) -> None:
        self._hovered = None
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:  # the window was moved to another screen
            self.geometry_of_photo = replace(self.geometry_of_photo, ratio=self.devicePixelRatioF())
            self.update()
            self.zoom_changed.emit()
        pinch = pinch_of(event)
        if pinch is not None:
            self._set_geometry(self.geometry_of_photo.zoomed(pinch.factor, pinch.at(self)))
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._faces:
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            back = shifted or event.key() == Qt.Key.Key_Backtab
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                return self._choose_next(-1 if back else 1)
        return super().event(event)

    # ---- for subclasses

    def _paint_over(self, painter: QPainter) -> None:
        """Paint what lies on top of the photo and its faces."""

    def _hides(self, _: FaceId) -> bool:
        """Whether this face is not to be painted, since something else stands for it."""
        return False

    # ---- inside

    def _paint_photo(self, painter: QPainter, area: QRectF) -> None:
        geometry = self.geometry_of_photo
        upright = QRectF(QPointF(), geometry.photo * geometry.scale)
        upright.moveCenter(QPointF())
        painter.save()
        painter.translate(area.center())
        painter.rotate(90 * geometry.turns)
        painter.drawPixmap(upright, self._pixmap, QRectF(self._pixmap.rect()))
        painter.restore()

    def _set_geometry(self, geometry: PhotoGeometry) -> None:
        if geometry != self.geometry_of_photo:
            self.geometry_of_photo = geometry
            self.update()
            self.zoom_changed.emit()

    def _face_at(self, point: QPointF) -> FaceId | None:
        """The smallest face under `point`, since faces may lie within one another."""
        hit = [
            each.face
            for each in self._faces
            if self.geometry_of_photo.box_rect(each.face.box).contains(point)
        ]
        return min(hit, key=lambda face: face.box.w * face.box.h).id if hit else None

    def _choose(self, face: FaceId | None) -> None:
        if face != self._chosen:
            self._chosen = face
            self.chosen_changed.emit()

    def _choose_next(self, step: int) -> bool:
        """Choose the next face; past the last one the keyboard leaves the photo, as Tab does elsewhere."""
        ids = [each.face.id for each in self._faces]
        start = -1 if step > 0 else len(ids)
        place = (ids.index(self._chosen) if self._chosen in ids else start) + step
        self.choose(ids[place] if 0 <= place < len(ids) else None)
        return 0 <= place < len(ids)

    def _paint_face(self, painter: QPainter, each: NamedFace) -> None:
        geometry = self.geometry_of_photo
        rect = geometry.box_rect(each.face.box).intersected(geometry.area)  # of a face that the edge cuts off
        lit = each.face.id in (self._chosen, self._hovered)
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        radius = max(3.0, rect.width() * 0.06)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(0, 0, 0, 90), 4 if lit else 3))
        painter.drawRoundedRect(rect, radius, radius)
        painter.setPen(QPen(accent if each.face.id == self._chosen else QColor(255, 255, 255, 235 if lit else 190),
                            2.5 if lit else 1.5))  # fmt: skip
        painter.drawRoundedRect(rect, radius, radius)
        if each.name or lit:
            self._paint_label(painter, rect, each.name or tr("Unnamed"))

    def _paint_label(self, painter: QPainter, rect: QRectF, name: str) -> None:
        metrics = self.fontMetrics()
        width, height = metrics.horizontalAdvance(name) + 16, metrics.height() + LABEL_ROOM
        label = QRectF(rect.center().x() - width / 2, rect.bottom() + 5, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 165))
        painter.drawRoundedRect(label, height / 2, height / 2)
        painter.setPen(QColor(255, 255, 255))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, name)
