"""The face that is looked at on the map, large."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from engine.types import FaceId
from gui.models.tile import Picture, ThumbKey
from gui.pixmaps import Wanted
from gui.services import Services

EDGE = 112  # pixels
AWAY = QPoint(18, 18)  # from the dot


class FaceCard(QFrame):
    """A face and whose it is, over the map beside its dot."""

    def __init__(self, services: Services, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._over = over
        self._thumbnails = services.thumbnails
        self._wanted: Wanted | None = None
        self.picture, self.name = QLabel(), QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedSize(EDGE, EDGE)
        self.picture.setScaledContents(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 6)
        column.setSpacing(4)
        column.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.name)
        self._thumbnails.arrived.connect(self._show_picture)
        self.hide()

    def show_face(self, face: FaceId, name: str, spot: QPoint) -> None:
        """Show `face` beside `spot` of the widget that this lies over."""
        self._wanted = Wanted(ThumbKey(Picture.FACE, face), round(EDGE * self.devicePixelRatioF()), 6)
        self.name.setText(name)
        self._thumbnails.show(self, [self._wanted])
        self._show_picture()
        self.adjustSize()
        self.move(self._beside(spot))
        self.raise_()
        self.show()

    def _beside(self, spot: QPoint) -> QPoint:
        """Below and to the right, or where there is room: never over the dot itself."""
        corner, over = spot + AWAY, self._over
        if corner.x() + self.width() > over.width():
            corner.setX(spot.x() - AWAY.x() - self.width())
        if corner.y() + self.height() > over.height():
            corner.setY(spot.y() - AWAY.y() - self.height())
        return QPoint(max(0, corner.x()), max(0, corner.y()))

    def _show_picture(self, *_: object) -> None:
        if self._wanted is not None:
            self.picture.setPixmap(self._thumbnails.pixmap(self._wanted) or QPixmap())
