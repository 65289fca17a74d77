"""Keys that mean something of their own while the keyboard is in the pane."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class PaneKeys(QObject):
    """Alt with the arrows goes through the searches, rather than through the rooms.

    A shortcut of the window would be ambiguous, so the keys are taken from the widget that has the keyboard.

    Signals:
        back, forward: Alt+Left, Alt+Right.
    """

    back = Signal()
    forward = Signal()

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        for widget in (pane, *pane.findChildren(QWidget)):
            if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                widget.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        key = cast(QKeyEvent, event)
        wanted = {Qt.Key.Key_Left: self.back, Qt.Key.Key_Right: self.forward}.get(Qt.Key(key.key()))
        if (
            wanted is None
            or key.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.AltModifier
        ):
            return False
        if event.type() is QEvent.Type.KeyPress:
            wanted.emit()
        event.accept()
        return True
