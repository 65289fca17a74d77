"""What lies within a line that somebody drew."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF

MASK = 1024  # pixels of the line's longer side: finer than anybody draws


def inside(points: NDArray[np.float32], lasso: Sequence[QPointF]) -> NDArray[np.bool_]:
    """Which of `points` (n, 2) lie within the closed line: painted once, and looked up for each."""
    found = np.zeros(len(points), np.bool_)
    bounds = QPolygonF(lasso).boundingRect()
    if len(lasso) < 3 or bounds.isEmpty():
        return found
    scale = MASK / max(bounds.width(), bounds.height())
    near = np.flatnonzero(within(points, bounds))
    mask = _painted(lasso, bounds, scale)
    x = ((points[near, 0] - bounds.left()) * scale).astype(np.int64)
    y = ((points[near, 1] - bounds.top()) * scale).astype(np.int64)
    found[near] = mask[np.minimum(y, len(mask) - 1), np.minimum(x, mask.shape[1] - 1)]
    return found


def within(points: NDArray[np.float32], area: QRectF) -> NDArray[np.bool_]:
    """Which of `points` (n, 2) lie in the rectangle."""
    x, y = points[:, 0], points[:, 1]
    found: NDArray[np.bool_] = (
        (x >= area.left()) & (x <= area.right()) & (y >= area.top()) & (y <= area.bottom())
    )
    return found


def _painted(lasso: Sequence[QPointF], bounds: QRectF, scale: float) -> NDArray[np.bool_]:
    width, height = int(bounds.width() * scale) + 1, int(bounds.height() * scale) + 1
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255))
    painter.drawPolygon(QPolygonF([(corner - bounds.topLeft()) * scale for corner in lasso]))
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return rows[:, :width] > 0
