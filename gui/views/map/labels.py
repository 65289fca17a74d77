"""Names on the map, each where most of the person's faces are."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette

from gui.controllers.map import Label
from gui.views.map.geometry import MapGeometry

ROOM = 4  # pixels around a name


def paint_labels(painter: QPainter, labels: list[Label], geometry: MapGeometry, palette: QPalette) -> None:
    """Those of `labels` that find room, over the dots."""
    if not labels:
        return
    metrics, taken = painter.fontMetrics(), list[QRectF]()
    ground, text = QColor(palette.color(QPalette.ColorRole.Base)), palette.color(QPalette.ColorRole.Text)
    ground.setAlpha(215)
    places = geometry.in_view(np.array([label[1:] for label in labels], np.float32)).tolist()
    for label, (x, y) in zip(labels, places, strict=True):
        area = QRectF(0, 0, metrics.horizontalAdvance(label.name) + 3 * ROOM, metrics.height() + ROOM)
        area.moveCenter(QPointF(x, y))
        if any(area.intersects(other) for other in taken):
            continue
        taken.append(area.adjusted(-ROOM, -ROOM, ROOM, ROOM))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(area, ROOM, ROOM)
        painter.setPen(text)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, label.name)
