"""The page of one person: who it is, and all the faces."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton

from engine.errors import UserProblem
from engine.types import Changes, Face, FaceId, Person, PersonId
from gui.controllers.naming import NameBook
from gui.controllers.navigation import Place, Room
from gui.jobs import Job, Latest
from gui.models.rows import FaceModel
from gui.selection import Selection
from gui.services import Services
from gui.views.elided import ElidedLabel
from gui.views.empty import EmptyState
from gui.views.grid_page import GridPage
from gui.views.name_edit import NameEdit
from gui.views.tiles import FACE_TILES
from gui.words import counted


class PersonPage(GridPage):
    """The faces of one person as a grid; the header is where the name is typed.

    Signals:
        name_given: The person of this page was given a name (str).
        person_gone: The person is no more: joined to another, or undone.
    """

    name_given = Signal(object, str)
    person_gone = Signal(object)

    def __init__(
        self, services: Services, names: NameBook, back: QAction, hide: QAction, empty: EmptyState
    ) -> None:
        self._services = services
        self._person: Person | None = None
        self._wanted: PersonId | None = None
        self._model = FaceModel()
        self._latest = Latest(services.jobs)
        super().__init__(services, self._model, FACE_TILES, 128, empty, "Faces of this person")
        self.name = NameEdit(names)
        self.name.setObjectName("name")
        self.name.setMinimumWidth(120)
        self.name.setMaximumWidth(300)
        self.hint = ElidedLabel()
        self.hint.setObjectName("quiet")
        self._dress_header(back, hide)
        self.name.given.connect(self._on_name_given)
        self.name.given_up.connect(self._on_given_up)
        self.name.hint_changed.connect(self.hint.set_full_text)

    @property
    def person(self) -> Person | None:
        return self._person

    def open_place(self, place: Place) -> None:
        if place.person != self._wanted:
            self._wanted = place.person
            self._person = None
            self._stale = True
            self._model.set_rows([])
            self.show_blank()
        super().open_place(place)

    def load(self) -> None:
        library, wanted = self._services.library, self._wanted
        if wanted is None:
            return

        def work(_: Job) -> tuple[Person, list[Face]] | None:
            try:
                return library.person(wanted), library.faces_of(wanted)
            except UserProblem:
                return None

        self._latest.start(work, self._on_loaded)

    def refresh(self, changes: Changes) -> None:
        if changes.people or changes.faces:
            self.refresh_all()

    def selection(self) -> Selection:
        faces = tuple(FaceId(each) for each in self.grid.selected_ids())
        person = self._person
        return Selection(
            faces=faces,
            person=self._wanted,
            in_people=True,
            named=(person.id,) if person is not None and person.name is not None else (),
            hidden=person is not None and (person.hidden or person.stranger),
            strangers=person is not None and person.stranger,
            at_home=True,
        )

    def open_row(self, row: int) -> None:
        photos = list(dict.fromkeys(face.photo_id for face in self._model.values()))
        face = self._model.value(row)
        self.place_wanted.emit(Place(Room.PHOTO, photo=face.photo_id, siblings=photos, face=face.id))

    def _dress_header(self, back: QAction, hide: QAction) -> None:
        button, out_of_the_way = QToolButton(), QToolButton()
        button.setDefaultAction(back)
        out_of_the_way.setDefaultAction(hide)
        self.header.insertWidget(0, button)
        self.header.insertWidget(1, self.name)
        self.header.insertWidget(4, self.hint)
        self.header.insertWidget(self.header.count() - 1, out_of_the_way)

    def _on_loaded(self, loaded: tuple[Person, list[Face]] | None) -> None:
        if loaded is None or not loaded[1]:
            self.person_gone.emit(self._wanted)
            return
        self._person, faces = loaded
        self._model.set_rows(faces)
        self._show_name()
        self.set_titles(
            "", f"{counted(self._person.faces, 'face')} in {counted(self._person.photos, 'photo')}"
        )
        self.show_content(bool(faces))
        self.selection_changed.emit()

    def _show_name(self) -> None:
        if self.name.hasFocus() and self.name.isModified() and self.name.person == self._person:
            return
        self.name.person = self._person
        self.name.setText((self._person.name if self._person else None) or "")

    def _on_name_given(self, name: str) -> None:
        self.grid.setFocus()
        if self._wanted is not None:
            self.name_given.emit(self._wanted, name)

    def _on_given_up(self) -> None:
        self.name.setText((self._person.name if self._person else None) or "")
        self.grid.setFocus()
