"""A question in the page itself: what is about to happen, and two buttons; no dialog above a dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.i18n import tr


class ConfirmStrip(QFrame):
    """Hidden until something is asked; the button that changes nothing has the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(tr("Are you sure?"))
        self._text = QLabel(wordWrap=True)
        self.yes = QPushButton()
        self.no = QPushButton()
        self._on_yes: Callable[[], None] = lambda: None
        self._on_no: Callable[[], None] = lambda: None
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.yes, self.no):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.addWidget(self._text)
        column.addLayout(buttons)
        self.yes.clicked.connect(lambda: self._answer(self._on_yes))
        self.no.clicked.connect(lambda: self._answer(self._on_no))
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text() if self.isVisible() else ""

    def ask(
        self,
        text: str,
        yes: str,
        on_yes: Callable[[], None],
        *,
        no: str = "",
        on_no: Callable[[], None] = lambda: None,
    ) -> None:
        """Ask; a question that is still open counts as answered with no. `no` is what its button says."""
        if self.isVisible():
            self._answer(self._on_no)
        self._text.setText(text)
        self.yes.setText(yes)
        self.no.setText(no or tr("Leave It"))
        self._on_yes, self._on_no = on_yes, on_no
        self.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._answer(self._on_no)
        else:
            super().keyPressEvent(event)

    def _answer(self, then: Callable[[], None]) -> None:
        self.hide()
        then()
