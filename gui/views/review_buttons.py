"""The answers to a question, each with the key that gives it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

NARROWEST = 240  # pixels: the window may be made small while another room is shown


class AnswerButton(QPushButton):
    """Gives a command; its key stands beside its name."""

    def __init__(self, action: QAction, main: bool = False) -> None:
        super().__init__()
        self._action = action
        self.setObjectName("answer")
        self.setProperty("main", main)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it is
        self._word, self._key = QLabel(), QLabel()
        self._key.setObjectName("key")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(10)
        for label in (self._word, self._key):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._dress)
        self._dress()

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _dress(self) -> None:
        keys = self._action.shortcuts()
        key = keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        word = self._action.iconText()
        self._word.setText(word)
        self._key.setText(key)
        self._key.setVisible(bool(key))
        self.setAccessibleName(word)
        self.setAccessibleDescription(self._action.toolTip())
        self.setToolTip(self._action.toolTip())
        self.setEnabled(self._action.isEnabled())
        for label in (self._word, self._key):
            label.setEnabled(self._action.isEnabled())


class AnswerBar(QFrame):
    """Two rows: what is said most, then what else may be said."""

    def __init__(self, first: Sequence[QAction], more: Sequence[QAction]) -> None:
        super().__init__()
        self.setAccessibleName("Answers")
        self.setMinimumWidth(NARROWEST)
        self.buttons = [AnswerButton(action, main=not place) for place, action in enumerate(first)]
        others = [AnswerButton(action) for action in more]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(8)
        for row in (self.buttons, others):
            column.addWidget(_centred(row))
        self.buttons = [*self.buttons, *others]


def _centred(buttons: Sequence[QPushButton]) -> QWidget:
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return widget
