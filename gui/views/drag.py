"""Dragging faces, people and photos."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QDrag, QFont, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractItemView

from gui.words import in_figures

MIME = "application/x-kith"
EDGE = 88  # of the picture that is dragged


class Kind(Enum):
    """What is dragged."""

    FACES = "faces"
    PEOPLE = "people"
    PHOTOS = "photos"


class Dragged(NamedTuple):
    """Ids of faces, of people, or of photos."""

    kind: Kind
    ids: Sequence[int]


def packed(kind: Kind, ids: Sequence[int]) -> QMimeData:
    """What a drag carries; nothing that another program understands."""
    data = QMimeData()
    data.setData(
        MIME, kind.value.encode() + b" " + array("q", ids).tobytes()
    )  # a million in some milliseconds
    return data


def unpacked(data: QMimeData) -> Dragged | None:
    """What is dragged, if it comes from here."""
    if not data.hasFormat(MIME):
        return None
    kind, numbers = bytes(data.data(MIME).data()).split(b" ", 1)
    return Dragged(Kind(kind.decode()), array("q", numbers))


def start_drag(view: QAbstractItemView, kind: Kind, ids: Sequence[int], picture: QRect) -> None:
    """Drag `ids` until the mouse is let go, showing what the `picture` of the viewport shows and how many they are."""
    if not ids:
        return
    drag = QDrag(view)
    drag.setMimeData(packed(kind, ids))
    pixmap = _with_number(view, view.viewport().grab(picture), len(ids))
    drag.setPixmap(pixmap)
    drag.setHotSpot(QPoint(EDGE // 2, EDGE // 2))
    drag.exec(Qt.DropAction.MoveAction)


def _with_number(view: QAbstractItemView, picture: QPixmap, number: int) -> QPixmap:
    ratio = picture.devicePixelRatio()
    small = picture.scaledToWidth(round(EDGE * ratio), Qt.TransformationMode.SmoothTransformation)
    small.setDevicePixelRatio(ratio)
    if number > 1:
        painter = QPainter(small)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(view.font())
        font.setBold(True)
        painter.setFont(font)
        text = in_figures(number)
        spot = QRect(EDGE, 0, 0, 22).adjusted(-painter.fontMetrics().horizontalAdvance(text) - 16, 2, -2, 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(view.palette().color(QPalette.ColorRole.Highlight))
        painter.drawRoundedRect(spot, 11, 11)
        painter.setPen(view.palette().color(QPalette.ColorRole.HighlightedText))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
    return small
