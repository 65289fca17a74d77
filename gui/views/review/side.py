"""One of the two whom a question compares: a face as large as there is room, and a row of others."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QMouseEvent, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from engine.types import Face
from gui.controllers.review_cards import Side
from gui.i18n import tr
from gui.pixmaps import tile_image
from gui.views.elided import ElidedLabel
from gui.views.face_picker import FacePicker

SMALLEST = 96


class Portrait(QWidget):
    """A face, square, in whatever sharpness is at hand.

    Signals:
        opened: It was double-clicked.
        menu_wanted: The context menu should open at this global `QPoint`.
    """

    opened = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._pixmap = QPixmap()
        self.setMinimumSize(SMALLEST, SMALLEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage) -> None:
        self._image = image
        self._pixmap = QPixmap()
        self.update()

    @property
    def pixels(self) -> int:
        """How sharp the picture at hand is."""
        return self._image.width()

    def area(self) -> QRect:
        """The square in the middle that the face fills."""
        edge = min(self.width(), self.height())
        return QRect((self.width() - edge) // 2, (self.height() - edge) // 2, edge, edge)

    def sizeHint(self) -> QSize:
        return QSize(420, 420)

    def paintEvent(self, _: QPaintEvent) -> None:
        area, painter = self.area(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._image.isNull():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().color(QPalette.ColorRole.Midlight))
            painter.drawRoundedRect(area, 12, 12)
        else:
            painter.drawPixmap(area, self._scaled(round(area.width() * self.devicePixelRatioF())))
        painter.end()

    def _scaled(self, edge: int) -> QPixmap:
        if self._pixmap.width() != edge:
            self._pixmap = QPixmap.fromImage(
                tile_image(self._image, edge, round(12 * self.devicePixelRatioF()))
            )
        return self._pixmap

    def mouseDoubleClickEvent(self, _: QMouseEvent) -> None:
        self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())


class ReviewSide(QWidget):
    """Signals:
    chosen: Another `Face` of this side is shown large.
    opened: The photo around the large face is wanted.
    menu_wanted: As of `Portrait`.
    """

    chosen = Signal(object)
    opened = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._side: Side | None = None
        self._row = 0
        self.title = ElidedLabel()
        self.title.setObjectName("title")
        self.detail = ElidedLabel()
        self.detail.setObjectName("quiet")
        self.portrait = Portrait()
        self.others = FacePicker()
        self.others.setAccessibleName(tr("Other faces, {side}").format(side=name))
        policy = self.others.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that both portraits are of one size
        self.others.setSizePolicy(policy)
        self.portrait.opened.connect(self.opened)
        self.portrait.menu_wanted.connect(self.menu_wanted)
        self.others.picked.connect(self._on_picked)
        self.others.itemActivated.connect(lambda _: self.opened.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for label in (self.title, self.detail):
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        column.addWidget(self.portrait, 1)
        column.addWidget(self.others)

    @property
    def face(self) -> Face | None:
        """The one that is shown large."""
        faces = self._side.faces if self._side is not None else ()
        return faces[self._row] if self._row < len(faces) else None

    def show_side(self, side: Side) -> None:
        self._side, self._row = side, 0
        self.title.set_full_text(side.title)
        self.detail.set_full_text(side.detail)
        self.others.offer(side.images, 0)
        self.others.setVisible(len(side.faces) > 1)
        self._show_portrait()

    def sharpen(self, face: int, image: QImage) -> None:
        """The close-up of `face` is there."""
        if self.face is not None and self.face.id == face and not image.isNull():
            self.portrait.show_image(image)

    def _on_picked(self, row: int) -> None:
        if self._side is not None and 0 <= row < len(self._side.faces):
            self._row = row
            self._show_portrait()

    def _show_portrait(self) -> None:
        if self._side is None:
            return
        images = self._side.images
        self.portrait.show_image(images[self._row] if self._row < len(images) else QImage())
        who = f"{self._side.title}, {self._side.detail}"
        self.portrait.setAccessibleName(
            tr("{side}: {who}, face {n} of {total}").format(
                side=self._name, who=who, n=self._row + 1, total=len(images)
            )
        )
        if self.face is not None:
            self.chosen.emit(self.face)
