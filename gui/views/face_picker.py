"""Which of the faces in a picture is meant."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem

from gui.i18n import tr

EDGE = 56


class FacePicker(QListWidget):
    """A row of faces, left to right as in the picture, then all of them; a click or the arrow keys choose.

    Signals:
        picked: The number of the face, from 0; after the last one, all of them.
    """

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("faces")
        self.setAccessibleName(tr("Faces in the picture"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setWrapping(False)
        self.setIconSize(QSize(EDGE, EDGE))
        self.setFixedHeight(EDGE + 30)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self.picked)

    def offer(self, faces: Sequence[QImage], chosen: int) -> None:
        """Show these, one of them chosen; where there is no picture its number stands for it."""
        with QSignalBlocker(self):
            self.clear()
            for number, face in enumerate(faces, 1):
                self.addItem(
                    _item(face, tr("Face {n} of {total}").format(n=number, total=len(faces)), str(number))
                )
            self.addItem(_item(QImage(), tr("All of the faces"), tr("All")))
            self.setCurrentRow(chosen)


def _item(face: QImage, says: str, number: str) -> QListWidgetItem:
    size = QSize(EDGE, EDGE)
    aspect = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    item = QListWidgetItem()
    if face.isNull():
        item.setText(number)
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
    else:
        scaled = face.scaled(size * 2, aspect, Qt.TransformationMode.SmoothTransformation)
        pixmap = QPixmap.fromImage(scaled.copy(0, 0, 2 * EDGE, 2 * EDGE))
        item.setIcon(_untinted(pixmap))
    item.setSizeHint(size + QSize(12, 12))
    item.setToolTip(says)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, says)
    return item


def _untinted(pixmap: QPixmap) -> QIcon:
    """An icon that looks the same when it is selected: the frame says that."""
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon
