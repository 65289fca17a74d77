"""The faces of a picture file that need not be in the library, cut out to choose one of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QImageReader

from engine.types import Box

AROUND = 0.25  # of the face's size, on every side


def cut_faces(path: Path, boxes: Sequence[Box]) -> list[QImage]:
    """One picture per box; null ones if Qt can't read the file, which the engine may well do."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)  # boxes are those of the upright picture
    picture = reader.read()
    return [_cut(picture, box) for box in boxes]


def _cut(picture: QImage, box: Box) -> QImage:
    if picture.isNull():
        return picture
    x, y, w, h = box.in_pixels(picture.width(), picture.height())
    wanted = QRectF(x, y, w, h).adjusted(-AROUND * w, -AROUND * h, AROUND * w, AROUND * h)
    return picture.copy(wanted.toRect() & picture.rect())
