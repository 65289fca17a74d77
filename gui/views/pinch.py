"""Two fingers that spread or close: on a touchpad and on a touch screen."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget


class Pinch(NamedTuple):
    """One step of the movement: so many times as large, around this point of the screen."""

    factor: float
    centre: QPointF

    def at(self, widget: QWidget) -> QPointF:
        """The point in `widget`."""
        return widget.mapFromGlobal(self.centre)


def pinch_of(event: QEvent) -> Pinch | None:
    """The pinch that `event` is about, if it is one. A widget has to grab the gesture to hear of a touch screen's."""
    if isinstance(event, QNativeGestureEvent):
        if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            return Pinch(1 + event.value(), event.globalPosition())
        return None
    if isinstance(event, QGestureEvent):
        gesture = event.gesture(Qt.GestureType.PinchGesture)
        if isinstance(gesture, QPinchGesture):
            return Pinch(gesture.scaleFactor(), gesture.hotSpot())
    return None
