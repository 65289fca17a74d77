"""The answers to a question, each with the key that gives it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from gui.i18n import tr

GAP, ROW_GAP, ABOVE = 10, 8, 6  # pixels


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
    """What is said most, then what else may be said; where the window is narrow each takes more rows."""

    def __init__(self, first: Sequence[QAction], more: Sequence[QAction]) -> None:
        super().__init__()
        self.setAccessibleName(tr("Answers"))
        self._groups = (
            [AnswerButton(action, main=not place) for place, action in enumerate(first)],
            [AnswerButton(action) for action in more],
        )
        self.buttons = [button for group in self._groups for button in group]
        for button in self.buttons:
            button.setParent(self)
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(max(_width(group) for group in self._groups), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(max(button.sizeHint().width() for button in self.buttons), self.height())

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._place()
        return super().event(event)

    def _rows(self, width: int) -> list[list[AnswerButton]]:
        """The buttons of each row; a new one begins where no more fit, and for what else may be said."""
        rows: list[list[AnswerButton]] = []
        for group in self._groups:
            rows.append([])
            for button in group:
                if rows[-1] and _width([*rows[-1], button]) > width:
                    rows.append([])
                rows[-1].append(button)
        return rows

    def _place(self) -> None:
        top = ABOVE
        for row in self._rows(self.width()):
            left = (self.width() - _width(row)) // 2
            for button in row:
                button.setGeometry(QRect(QPoint(left, top), button.sizeHint()))
                left += button.width() + GAP
            top += max(button.height() for button in row) + ROW_GAP
        self.setFixedHeight(top - ROW_GAP)


def _width(row: Sequence[AnswerButton]) -> int:
    return sum(button.sizeHint().width() for button in row) + GAP * (len(row) - 1)
