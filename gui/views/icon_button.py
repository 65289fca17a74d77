"""A button that is only an icon."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QToolButton

from gui.theme import icon


class IconButton(QToolButton):
    """Draws its icon when it is first seen, and anew when the theme changes.

    `name` is for screen readers and the tool tip.
    """

    def __init__(self, icon_name: str, name: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self.setAccessibleName(name)
        self.setToolTip(name)

    def showEvent(self, event: QShowEvent) -> None:
        if self.icon().isNull():
            self.setIcon(icon(self._icon_name))
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and not self.icon().isNull():
            self.setIcon(icon(self._icon_name))
