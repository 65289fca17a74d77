"""The faces of a picture that need not be in the library, cut out to choose one of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QRectF
from PySide6.QtGui import QImage, QImageReader

from engine.types import Box

AROUND = 0.25  # of the face's size, on every side


def cut_faces(picture: Path | bytes, boxes: Sequence[Box]) -> list[QImage]:
    """One picture per box, from a file or an encoded picture; null ones if Qt can't read what the engine can."""
    whole = _read(picture)
    return [_cut(whole, box) for box in boxes]


def _read(picture: Path | bytes) -> QImage:
    if isinstance(picture, Path):
        reader = QImageReader(str(picture))
    else:
        buffer = QBuffer()
        buffer.setData(QByteArray(picture))
        reader = QImageReader(buffer)
    reader.setAutoTransform(True)  # boxes are those of the upright picture
    return reader.read()


def _cut(picture: QImage, box: Box) -> QImage:
    if picture.isNull():
        return picture
    x, y, w, h = box.in_pixels(picture.width(), picture.height())
    wanted = QRectF(x, y, w, h).adjusted(-AROUND * w, -AROUND * h, AROUND * w, AROUND * h)
    return picture.copy(wanted.toRect() & picture.rect())
