"""One person is really two or more: who is who is looked at, and mended, before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine.errors import UserProblem
from engine.types import FaceId, Person, PersonId
from gui.i18n import tr
from gui.jobs import Job, Lane, Latest
from gui.models.split_parts import Parts, SplitParts
from gui.problems import sentence
from gui.services import Services
from gui.views.people.split_row import PartRow
from gui.words import counted

KEYS = 9  # parts that have a key
ABOUT = (
    "Drag faces to where they belong, or select some and press the number of the person. The ticked ones are those "
    "that you moved; by them the others can be sorted."
)

ALL_SURE = "You have confirmed these faces, so none is proposed to be somebody else. Select those who are, and press 2."


class _Start(NamedTuple):
    person: Person
    parts: Parts


class SplitDialog(QDialog):
    """A preview: nothing is said to the library before Split is pressed.

    Signals:
        chosen: The parts, lists of `FaceId`; the first stays who it is.
    """

    chosen = Signal(object)

    def __init__(
        self, services: Services, person: PersonId, picked: Sequence[FaceId], parent: QWidget
    ) -> None:
        """`picked` are faces of somebody else, by the user's word; without any, it is proposed who is who."""
        super().__init__(parent)
        self.setWindowTitle(tr("Split a person"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(860, 720)
        self._services = services
        self._latest = Latest(services.jobs, Lane.SEARCH)
        self._person_id = person
        self._person: Person | None = None
        self.parts = SplitParts()
        self.rows: list[PartRow] = []
        self.question = QLabel(tr("Looking at the faces…"), textFormat=Qt.TextFormat.PlainText)
        self.question.setObjectName("title")
        self.hint = QLabel(tr(ABOUT), wordWrap=True)
        self.hint.setObjectName("quiet")
        self.new_part = QPushButton(tr("&New Person from Selected"))
        self.sort_rest = QPushButton(tr("&Sort the Rest by the Ticked"))
        self.propose = QPushButton(tr("&Propose"))
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.split = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._rows = QVBoxLayout()
        self._lay_out()
        self._connect()
        self._show()
        self._start(picked)

    def accept(self) -> None:
        if self.parts.is_split:
            self.chosen.emit(self.parts.filled())
            super().accept()

    def move_selected(self, to: int) -> None:
        """Put the selected faces, of whichever part, to the person with the number `to`, from 0."""
        faces = self.selected()
        if faces and to <= len(self.parts.parts):
            self._move(to, faces)

    def selected(self) -> list[FaceId]:
        """The faces that are selected in any of the parts."""
        return [FaceId(face) for row in self.rows for face in row.grid.selected_ids()]

    # ---- asking the library

    def _start(self, picked: Sequence[FaceId]) -> None:
        library, person = self._services.library, self._person_id

        def work(_: Job) -> _Start:
            faces = [face.id for face in library.faces_of(person)]
            of_another = [face for face in faces if face in set(picked)]
            rest = [face for face in faces if face not in set(picked)]
            parts = [rest, of_another] if rest and of_another else library.split_preview(person)
            return _Start(library.person(person), parts)

        self._run(self._latest.start(work, partial(self._on_started, picked)))

    def _ask(self, seeds: Parts | None) -> None:
        library, person, picked = self._services.library, self._person_id, set(self.parts.picked)
        kept = picked if seeds is not None else set[FaceId]()
        job = self._latest.start(
            lambda _: library.split_preview(person, seeds), lambda parts: self._on_sorted(parts, kept)
        )
        self._run(job)

    def _run(self, job: Job) -> None:
        self.split.setEnabled(False)
        job.failed.connect(self._on_failed)

    def _on_started(self, picked: Sequence[FaceId], start: _Start) -> None:
        self._person = start.person
        self.parts = SplitParts(start.parts, picked)
        self._show()

    def _on_sorted(self, parts: Parts, picked: set[FaceId]) -> None:
        self.parts.replace(parts, picked)
        self._show()

    def _on_failed(self, problem: Exception) -> None:
        self._show(sentence(problem) if isinstance(problem, UserProblem) else "")

    # ---- what the user does

    def _move(self, to: int, faces: Sequence[FaceId]) -> None:
        self.parts.move(faces, to)
        self._show()

    def _put_first(self, part: int) -> None:
        self.parts.put_first(part)
        self._show()

    def _undo(self) -> None:
        if self.parts.undo():
            self._show()

    # ---- showing

    def _show(self, problem: str = "") -> None:
        while len(self.rows) < len(self.parts.parts):
            self._add_row()
        while len(self.rows) > len(self.parts.parts):
            row = self.rows.pop()
            row.hide()
            row.deleteLater()
        name = self._person.name if self._person else None
        for number, (row, faces) in enumerate(zip(self.rows, self.parts.parts, strict=True)):
            row.model.show(faces, self.parts.picked)
            stays = tr("Stays {name}").format(name=name) if name else tr("Stays as it is")
            heading = f"{number + 1}   {tr('Somebody else') if number else stays}"
            button = tr("This Is {name}").format(name=name) if name else tr("This One Stays")
            row.set_texts(heading, counted(len(faces), "face"), button if number else "")
        if self._person is not None:
            asked = (
                tr("Who of these is {name}, and who is not?").format(name=name)
                if name
                else tr("Who of these is whom?")
            )
            self.question.setText(asked)
            self.hint.setText(problem or (tr(ABOUT) if self.parts.is_split else tr(ALL_SURE)))
        self._show_possible()

    def _show_possible(self) -> None:
        new = len(self.parts.filled()) - 1
        self.split.setEnabled(self.parts.is_split)
        self.split.setText(tr("Split into {n}").format(n=new + 1) if new > 0 else tr("Split"))
        self.sort_rest.setEnabled(self.parts.is_split and bool(self.parts.picked))
        self.propose.setEnabled(self._person is not None)
        self.new_part.setEnabled(bool(self.selected()))

    def _add_row(self) -> None:
        row, number = PartRow(self._services.thumbnails), len(self.rows)
        row.dropped.connect(partial(self._move, number))
        row.first_wanted.connect(partial(self._put_first, number))
        row.grid.selection_changed.connect(self._show_possible)
        row.grid.selection_changed.connect(partial(self._select_in, row))
        self._rows.addWidget(row, 1)
        self.rows.append(row)

    def _select_in(self, row: PartRow) -> None:
        """One selection for all: what is selected in another row no longer is."""
        if row.grid.hasFocus():
            for other in self.rows:
                if other is not row and other.grid.selected_rows():
                    other.grid.clearSelection()

    # ---- composition

    def _connect(self) -> None:
        self.new_part.clicked.connect(lambda: self.move_selected(len(self.parts.parts)))
        self.sort_rest.clicked.connect(lambda: self._ask(self.parts.seeds()))
        self.propose.clicked.connect(lambda: self._ask(None))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self).activated.connect(self._undo)
        for number in range(KEYS):
            key = QShortcut(QKeySequence(str(number + 1)), self)
            key.activated.connect(partial(self.move_selected, number))

    def _lay_out(self) -> None:
        inner = QWidget()
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(12)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inner)
        tools = QHBoxLayout()
        for button in (self.new_part, self.sort_rest, self.propose):
            button.setAutoDefault(False)
            tools.addWidget(button)
        tools.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        column.addWidget(self.question)
        column.addWidget(self.hint)
        column.addLayout(tools)
        column.addWidget(area, 1)
        column.addWidget(self._buttons)
