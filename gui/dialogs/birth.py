"""When somebody was born."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from engine.errors import UserProblem
from engine.types import Person
from gui.i18n import tr
from gui.problems import sentence

HINT = "A year is enough. Leave it empty if you don't know."


class BirthDialog(QDialog):
    """One line to type in; what is no date is said below it, and stays to be mended.

    Signals:
        given: What was typed (str), perhaps nothing.
    """

    given = Signal(str)

    def __init__(self, person: Person, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Birth date"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.edit = QLineEdit(person.born or "")
        self.edit.setAccessibleName(tr("Birth date"))
        self.edit.setPlaceholderText(tr("2016 or 2016-05-31"))
        self.edit.selectAll()
        self.hint = QLabel(tr(HINT), wordWrap=True)
        self.hint.setObjectName("quiet")
        self._lay_out(tr("When was {name} born?").format(name=person.name))

    def accept(self) -> None:
        """Hand it over; whoever takes it calls `close_up` or `tell_problem`."""
        self.given.emit(self.edit.text().strip())

    def close_up(self, _: object) -> None:
        """It was taken."""
        super().accept()

    def tell_problem(self, problem: Exception) -> None:
        """It was no date; a bug is said by the window."""
        if isinstance(problem, UserProblem):
            self.hint.setText(sentence(problem))
        self.edit.setFocus()
        self.edit.selectAll()

    def _lay_out(self, question: str) -> None:
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.setMinimumWidth(360)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        asked = QLabel(question, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        for widget in (asked, self.edit, self.hint, buttons):
            column.addWidget(widget)
