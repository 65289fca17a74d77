"""What a room says while there is nothing in it: what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPalette, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.theme import icon_pixmap

ICON_EDGE = 64
HINT_WIDTH = 460


class EmptyState(QWidget):
    """An icon, one sentence, a quieter second one, and at most one button."""

    def __init__(
        self, icon: str, sentence: str, hint: str = "", action: QAction | None = None, label: str = ""
    ) -> None:
        super().__init__()
        self._icon = icon
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        # It is drawn when it is shown, and must not push the rest down then.
        self._picture.setFixedHeight(ICON_EDGE)
        self.sentence = QLabel(sentence, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.sentence.setObjectName("title")
        self._hint = QLabel(hint, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._hint.setObjectName("quiet")
        self.button: QPushButton | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 72)
        column.setSpacing(14)
        column.addStretch(1)
        self._hint.setMaximumWidth(HINT_WIDTH)
        column.addWidget(self._picture)
        column.addWidget(self.sentence)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._hint, 1000)
        row.addStretch(1)
        column.addLayout(row)
        if action is not None:
            self.button = self._make_button(action, label or action.iconText())
            column.addSpacing(8)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def show_icon(self, icon: str) -> None:
        """Another one than at first."""
        if icon != self._icon:
            self._icon = icon
            self._draw()

    def say(self, sentence: str, hint: str = "") -> None:
        """Say something else."""
        self.sentence.setText(sentence)
        self._hint.setText(hint)

    def offer(self, action: QAction, label: str) -> None:
        """The button does this from now on."""
        self._action = action
        if self.button is not None:
            self.button.setText(label)
            self.button.setToolTip(action.toolTip())

    def showEvent(self, event: QShowEvent) -> None:
        self._draw()
        super().showEvent(event)

    def _draw(self) -> None:
        quiet = self.palette().color(QPalette.ColorRole.PlaceholderText)
        pixmap = icon_pixmap(self._icon, round(ICON_EDGE * self.devicePixelRatioF()), quiet)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self._picture.setPixmap(pixmap)

    def _make_button(self, action: QAction, label: str) -> QPushButton:
        button = QPushButton(label)
        button.setObjectName("main")
        button.setToolTip(action.toolTip())
        self._action = action
        button.clicked.connect(lambda: self._action.trigger())
        return button
