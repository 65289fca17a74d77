"""The pane on the right: faces that look alike."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QRect, Signal
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout

from engine.types import Match
from gui.controllers.navigation import Place, Room
from gui.models.rows import MatchModel
from gui.selection import Selection
from gui.services import Services
from gui.views.elided import ElidedLabel
from gui.views.empty import EmptyState
from gui.views.face_picker import FacePicker
from gui.views.grid import GridView
from gui.views.icon_button import IconButton
from gui.views.tiles import MATCH_TILES
from gui.words import counted


class SimilarPane(QFrame):
    """Answers of "find similar", the most alike first.

    Signals:
        selection_changed, menu_wanted, place_wanted: As of a `Page`.
        face_picked: The number of another face of the picture file that was asked about.
    """

    selection_changed = Signal()
    menu_wanted = Signal(QPoint)
    place_wanted = Signal(object)
    face_picked = Signal(int)

    def __init__(self, services: Services, close: QAction) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._model = MatchModel()
        self._title = ElidedLabel("Similar")
        self._title.setObjectName("title")
        self._note = QLabel("")
        self._note.setObjectName("quiet")
        self.grid = GridView(services.thumbnails, MATCH_TILES, 96)
        self.grid.setAccessibleName("Similar faces")
        self.grid.show_model(self._model)
        self._nothing = EmptyState(
            "similar", "Find similar faces", "Select a face, a person or a photo and press S."
        )
        self._wait = EmptyState("similar", "Looking…")
        self._none = EmptyState("similar", "Nothing looks alike", "Scan more photos, or try another face.")
        self.picker = FacePicker()
        self.picker.hide()
        self._stack = QStackedWidget()
        for widget in (self._nothing, self._wait, self._none, self.grid):
            self._stack.addWidget(widget)
        self._lay_out(close)
        self.grid.selection_changed.connect(self.selection_changed)
        self.grid.menu_wanted.connect(self.menu_wanted)
        self.grid.opened.connect(self._on_opened)
        self.picker.picked.connect(self.face_picked)

    def selection(self) -> Selection:
        """What commands act on; the person is given when all selected faces are of one."""
        matches = [self._model.value(row) for row in self.grid.selected_rows()]
        people = {match.face.person_id for match in matches}
        return Selection(
            faces=tuple(match.face.id for match in matches),
            person=next(iter(people)) if len(people) == 1 else None,
            in_people=None not in people,
        )

    def show_question(self, words: str) -> None:
        """A search is under way."""
        self.picker.hide()
        self._title.set_full_text(words)
        self._note.setText("")
        self._stack.setCurrentWidget(self._wait)

    def offer_faces(self, faces: Sequence[QImage], chosen: int) -> None:
        """Let the user say which face of a picture file is meant."""
        self.picker.offer(faces, chosen)
        self.picker.show()

    def show_matches(self, matches: list[Match]) -> None:
        self._model.set_rows(matches)
        self.grid.verticalScrollBar().setValue(0)
        self._note.setText(counted(len(matches), "face"))
        self._stack.setCurrentWidget(self.grid if matches else self._none)

    def show_failure(self) -> None:
        """The search could not be answered; the message bar says why."""
        self._title.set_full_text("Similar")
        self._stack.setCurrentWidget(self._nothing)

    def matches(self) -> list[Match]:
        return self._model.values()

    def select_all(self) -> None:
        self.grid.selectAll()

    def open_selected(self) -> None:
        if self.grid.currentIndex().isValid():
            self._on_opened(self.grid.currentIndex())

    def selected_area(self) -> QRect:
        return self.grid.selected_area()

    def grow(self, steps: int) -> None:
        self.grid.grow(steps)

    def _lay_out(self, close: QAction) -> None:
        button = IconButton("close", "Close the pane")
        button.clicked.connect(lambda: close.setChecked(False))
        row = QHBoxLayout()
        row.setContentsMargins(16, 16, 12, 10)
        row.addWidget(self._title)
        row.addWidget(self._note)
        row.addStretch(1)
        row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)  # beside the line at the left
        column.addLayout(row)
        column.addWidget(self.picker)
        column.addWidget(self._stack, 1)

    def _on_opened(self, index: QModelIndex) -> None:
        matches = self._model.values()
        photos = list(dict.fromkeys(match.photo.id for match in matches))
        match = matches[index.row()]
        self.place_wanted.emit(Place(Room.PHOTO, photo=match.photo.id, siblings=photos, face=match.face.id))
