"""The bar that says what happened: never in the way, never a modal dialog."""

from __future__ import annotations

import logging

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.errors import Cancelled, UserProblem
from gui.i18n import tr
from gui.problems import details, sentence
from gui.views.icon_button import IconButton

log = logging.getLogger(__name__)

SHOWN_FOR = 7000  # milliseconds, for what needs no answer


class MessageBar(QFrame):
    """One line below the pages; a problem stays until it is closed, good news goes by itself.

    Signals:
        problem_told: The exception that was told.
    """

    problem_told = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self.setAccessibleName(tr("Message"))
        self._text = QLabel(wordWrap=True)
        self._action = QPushButton()
        self._more = QPushButton(tr("Details"))
        self._details = QPlainTextEdit(readOnly=True)
        self._details.setAccessibleName(tr("Details of the error"))
        self._details.setFixedHeight(140)
        self._copy = QPushButton(tr("Copy"))
        self._copy.setToolTip(tr("Copy the details, to be sent to whoever can mend it"))
        self._close = IconButton("close", tr("Close this message"))
        self._then: QAction | None = None
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._timer.timeout.connect(self.hide)
        self._close.clicked.connect(self.hide)
        self._more.clicked.connect(self._on_more)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.details))
        self._action.clicked.connect(self._on_action)
        self._lay_out()
        self.hide()

    def say(self, text: str, then: QAction | None = None, stays: bool = False) -> None:
        """Tell what was done; `then` is offered as a button, such as Undo."""
        self._show(text, problem=False, details="", then=then)
        if not stays:
            self._timer.start()

    def tell_problem(self, problem: Exception) -> None:
        """Say a `UserProblem` in its own words; anything else is a bug, which is logged. The details say more."""
        if isinstance(problem, Cancelled):
            return
        if not isinstance(problem, UserProblem):
            log.error("Something went wrong", exc_info=problem)
        self._show(sentence(problem), True, details(problem), None)
        self.problem_told.emit(problem)

    @property
    def text(self) -> str:
        return self._text.text() if self.isVisible() else ""

    @property
    def details(self) -> str:
        return self._details.toPlainText()

    def _show(self, text: str, problem: bool, details: str, then: QAction | None) -> None:
        self._timer.stop()
        self._then = then
        self._text.setText(text)
        self._details.setPlainText(details)
        self._details.hide()
        self._copy.hide()
        self._more.setVisible(bool(details))
        self._action.setVisible(then is not None)
        if then is not None:
            self._action.setText(then.iconText())
        self.setProperty("problem", problem)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._text, 1)
        for button in (self._action, self._copy, self._more, self._close):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 7, 10, 7)
        column.addLayout(row)
        column.addWidget(self._details)

    def _on_more(self) -> None:
        for widget in (self._details, self._copy):
            widget.setVisible(not widget.isVisible())

    def _on_action(self) -> None:
        self.hide()
        if self._then is not None:
            self._then.trigger()
