"""Where a context menu opens, and a sheet that belongs to nothing that is shown."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget


def menu_spot(view: QAbstractItemView, event: QContextMenuEvent) -> QPoint:
    """The point of the viewport that is meant: under the mouse, or on the item where the keyboard is."""
    current = view.currentIndex()
    if event.reason() is QContextMenuEvent.Reason.Keyboard and current.isValid():
        view.scrollTo(current)
        return view.visualRect(current).center()
    return event.pos()


def upper_third(window: QWidget) -> QRect:
    """Of `window`, in global coordinates: a sheet below it stands in the middle."""
    return QRect(window.mapToGlobal(QPoint(0, 0)), QSize(window.width(), window.height() // 3))
