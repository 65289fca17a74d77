"""Pixmaps of tiles: how they are cut, and how many of them are kept."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPixmap

from gui.models.tile import ThumbKey

CACHE_BYTES = 192 * 1024 * 1024


class Wanted(NamedTuple):
    """A thumbnail as it will be painted: square, `edge` device pixels wide, corners rounded by `radius` of them."""

    key: ThumbKey
    edge: int
    radius: int


class PixmapCache:
    """The least recently painted pixmaps go first once they hold more than `limit` bytes."""

    def __init__(self, limit: int = CACHE_BYTES) -> None:
        self._limit = limit
        self._pixmaps: OrderedDict[Wanted, QPixmap] = OrderedDict()
        self._bytes = 0

    @property
    def size(self) -> int:
        """Bytes held."""
        return self._bytes

    def get(self, wanted: Wanted) -> QPixmap | None:
        pixmap = self._pixmaps.get(wanted)
        if pixmap is not None:
            self._pixmaps.move_to_end(wanted)
        return pixmap

    def put(self, wanted: Wanted, pixmap: QPixmap) -> None:
        self.drop(wanted)
        self._pixmaps[wanted] = pixmap
        self._bytes += _bytes_of(pixmap)
        while self._bytes > self._limit and len(self._pixmaps) > 1:
            self.drop(next(iter(self._pixmaps)))

    def clear(self) -> None:
        self._pixmaps.clear()
        self._bytes = 0

    def drop(self, wanted: Wanted) -> None:
        pixmap = self._pixmaps.pop(wanted, None)
        if pixmap is not None:
            self._bytes -= _bytes_of(pixmap)


def _bytes_of(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4


def from_jpeg(data: bytes) -> QImage:
    """The picture in one of the engine's JPEGs, in any thread; a null image if it is damaged.

    Without being told the format Qt asks its SVG plugin too, which connects an object. With Python's lock held it
    waits for a lock there, which the window's thread may hold while it waits for Python's in `QObject.disconnect`.
    """
    return QImage.fromData(data, "JPG")  # type: ignore[arg-type]  # noqa: TID251 - the stubs say bytes, wrongly


def tile_image(image: QImage, edge: int, radius: int) -> QImage:
    """`image` cut to a square of `edge` pixels with rounded corners.

    Tall pictures keep more of their upper part, where the faces are.
    """
    scaled = image.scaled(
        QSize(edge, edge),
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    left = (scaled.width() - edge) // 2
    top = (scaled.height() - edge) // 10
    return _rounded(scaled.copy(left, top, edge, edge), radius)


def _rounded(image: QImage, radius: int) -> QImage:
    rounded = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    rounded.fill(Qt.GlobalColor.transparent)
    painter = QPainter(rounded)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(image))
    painter.drawRoundedRect(QRectF(image.rect()), radius, radius)
    painter.end()
    return rounded
