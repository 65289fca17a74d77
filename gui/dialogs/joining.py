"""Which name stays when several people with names are joined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from engine.types import Person
from gui.i18n import tr
from gui.words import counted

SHOWN = 8  # names; more are scrolled


class JoinDialog(QDialog):
    """Lists the names, the first of them chosen.

    Signals:
        chosen: The `PersonId` of the person whose name stays.
    """

    chosen = Signal(object)

    def __init__(self, named: Sequence[Person], count: int, parent: QWidget) -> None:
        """`named` are those of the `count` people who have a name."""
        super().__init__(parent)
        self.setWindowTitle(tr("Join these people"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._named = named
        self.names = QListWidget(self)
        self.names.setObjectName("names")
        self.names.ensurePolished()  # or the rows would be laid out before they get their room
        self.names.setAccessibleName(tr("Names"))
        self.names.addItems([_choice(person) for person in named])
        self.names.setCurrentRow(0)
        self.names.itemDoubleClicked.connect(self.accept)
        self._lay_out(count)
        self.names.setFixedHeight(self.names.sizeHintForRow(0) * min(len(named), SHOWN) + 12)

    def accept(self) -> None:
        self.chosen.emit(self._named[self.names.currentRow()].id)
        super().accept()

    def _lay_out(self, count: int) -> None:
        question = QLabel(tr("These {n} become one person. Which name stays?").format(n=count), wordWrap=True)
        note = QLabel(tr("Undo brings the other names back."), wordWrap=True)
        note.setObjectName("quiet")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(tr("Join"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.setMinimumWidth(360)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        for widget in (question, self.names, note, buttons):
            column.addWidget(widget)


def _choice(person: Person) -> str:
    return tr("{name}, {photos}").format(name=person.name, photos=counted(person.photos, "photo"))
