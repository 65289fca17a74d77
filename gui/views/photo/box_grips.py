"""Dragging a rectangle by its corners, its edges, or as a whole: plain arithmetic."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt

REACH = 8  # pixels around a corner or an edge that belong to it


class Grip(NamedTuple):
    """Which edges follow the mouse: -1 the left or upper one, 1 the right or lower one, 0 neither."""

    across: int
    down: int

    @property
    def is_whole(self) -> bool:
        return self == WHOLE


WHOLE = Grip(0, 0)
CORNERS = (Grip(-1, -1), Grip(1, -1), Grip(-1, 1), Grip(1, 1))
EDGES = (Grip(-1, 0), Grip(1, 0), Grip(0, -1), Grip(0, 1))

_SHAPES = {
    (0, 0): Qt.CursorShape.SizeAllCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
}


def cursor_of(grip: Grip) -> Qt.CursorShape:
    """What the mouse looks like on it."""
    across, down = (
        grip if grip.across > 0 or (grip.across == 0 and grip.down > 0) else (-grip.across, -grip.down)
    )
    return _SHAPES[across, down]


def spot_of(rect: QRectF, grip: Grip) -> QPointF:
    """Where the handle lies."""
    across, down = grip.across * rect.width() / 2, grip.down * rect.height() / 2
    return rect.center() + QPointF(across, down)


def grip_at(rect: QRectF, point: QPointF) -> Grip | None:
    """What of `rect` the mouse would take at `point`; corners go first, since small boxes are all corners."""
    reach = QRectF(0, 0, 2 * REACH, 2 * REACH)
    for grip in (*CORNERS, *EDGES):
        reach.moveCenter(spot_of(rect, grip))
        if reach.contains(point):
            return grip
    return WHOLE if rect.contains(point) else None


def dragged(rect: QRectF, grip: Grip, by: QPointF, within: QRectF) -> QRectF:
    """`rect` with what `grip` holds moved by `by`, not out of `within`; past each other, two edges change places."""
    if grip.is_whole:
        return _kept_in(rect.translated(by), within)
    left, right = rect.left() + by.x() * (grip.across < 0), rect.right() + by.x() * (grip.across > 0)
    top, bottom = rect.top() + by.y() * (grip.down < 0), rect.bottom() + by.y() * (grip.down > 0)
    return QRectF(QPointF(left, top), QPointF(right, bottom)).normalized().intersected(within)


def _kept_in(rect: QRectF, within: QRectF) -> QRectF:
    """Moved back inside; what is larger than `within` is cut to it."""
    size = rect.size().boundedTo(within.size())
    left = min(max(rect.left(), within.left()), within.right() - size.width())
    top = min(max(rect.top(), within.top()), within.bottom() - size.height())
    return QRectF(QPointF(left, top), size)
