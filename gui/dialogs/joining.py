"""Who is joined, and which name stays when several of them have one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from engine.types import Person
from gui.i18n import tr
from gui.models.rows import PeopleModel
from gui.thumbnails import Thumbnails
from gui.views.grid.grid import GridView
from gui.views.grid.tiles import MARGIN, PEOPLE_TILES
from gui.words import counted

SHOWN = 8  # names; more are scrolled
EDGE = 96
IN_A_ROW, ROWS = 4, 2  # of faces; more are scrolled


class JoinDialog(QDialog):
    """Shows everybody who is joined, and lists the names, the first of them chosen.

    Signals:
        chosen: The `PersonId` of the person whose name stays.
    """

    chosen = Signal(object)

    def __init__(self, people: Sequence[Person], thumbnails: Thumbnails, parent: QWidget) -> None:
        """Of `people` two at least have a name."""
        super().__init__(parent)
        self.setWindowTitle(tr("Join these people"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._named = [person for person in people if person.name is not None]
        self.people = _portraits(people, thumbnails)
        self.names = QListWidget(self)
        self.names.setObjectName("names")
        self.names.ensurePolished()  # or the rows would be laid out before they get their room
        self.names.setAccessibleName(tr("Names"))
        self.names.addItems([_choice(person) for person in self._named])
        self.names.setCurrentRow(0)
        self.names.itemDoubleClicked.connect(self.accept)
        self._lay_out(len(people))
        self.names.setFixedHeight(self.names.sizeHintForRow(0) * min(len(self._named), SHOWN) + 12)

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
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        for widget in (self.people, question, self.names, note, buttons):
            column.addWidget(widget)


def _choice(person: Person) -> str:
    return tr("{name}, {photos}").format(name=person.name, photos=counted(person.photos, "photo"))


def _portraits(people: Sequence[Person], thumbnails: Thumbnails) -> GridView:
    """A look at each of them, so that nobody is joined by mistake; there is nothing to be chosen in it."""
    model = PeopleModel()
    model.set_rows(people)
    grid = GridView(thumbnails, PEOPLE_TILES, EDGE)
    grid.show_model(model)
    grid.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    grid.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    grid.setAccessibleName(tr("People"))
    across, down = min(len(people), IN_A_ROW), min(-(-len(people) // IN_A_ROW), ROWS)
    cell = PEOPLE_TILES.arrange(len(people), 0, EDGE, grid.fontMetrics())
    grid.setMinimumWidth(max(across * cell.cell_width + 2 * MARGIN, 360))
    grid.setFixedHeight(down * cell.cell_height + 2 * MARGIN)
    return grid
