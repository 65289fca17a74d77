"""Where a context menu opens."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView


def menu_spot(view: QAbstractItemView, event: QContextMenuEvent) -> QPoint:
    """The point of the viewport that is meant: under the mouse, or on the item where the keyboard is."""
    current = view.currentIndex()
    if event.reason() is QContextMenuEvent.Reason.Keyboard and current.isValid():
        view.scrollTo(current)
        return view.visualRect(current).center()
    return event.pos()
