"""The page of one person: who it is, who else may be, and all the faces by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QToolButton

from engine.errors import UserProblem
from engine.types import Changes, FaceId, Person, PersonId, PhotoId
from gui.controllers.naming import NameBook
from gui.i18n import tr
from gui.jobs import Latest
from gui.models.sections import FacesByYear, SectionedFaces, by_year
from gui.places import Place, Room
from gui.selection import Selection
from gui.services import Services
from gui.views.drag import Kind
from gui.views.elided import ElidedLabel
from gui.views.empty import EmptyState
from gui.views.grid.page import GridPage
from gui.views.grid.tiles import FACE_TILES
from gui.views.name_edit import NameEdit
from gui.views.people.grid import PeopleGrid
from gui.views.people.person_years import YearBar
from gui.views.people.suggestion_bar import SuggestionBar
from gui.words import counted, joined

if TYPE_CHECKING:
    from engine.library import Library

EDGE = 128
FIRST = 1000  # stretches before the gap in the middle does


class Contents(NamedTuple):
    """Everything about one person."""

    person: Person
    faces: FacesByYear | None  # None: those that are shown already
    taken: dict[PhotoId, float | None]  # when each of their photos was


class PersonPage(GridPage):
    """The faces of one person as a grid; the header is where the name is typed.

    Signals:
        name_given: The person of this page was given a name (str).
        person_gone: The person is no more: joined to another, or undone.
        answered: A `Proposal` was answered: yes or no.
    """

    name_given = Signal(object, str)
    person_gone = Signal(object)
    answered = Signal(object, bool)

    def __init__(
        self, services: Services, names: NameBook, back: QAction, hide: QAction, empty: EmptyState
    ) -> None:
        self._services = services
        self._person: Person | None = None
        self._wanted: PersonId | None = None
        self._faces_stale = True
        self._taken: dict[PhotoId, float | None] = {}  # of the faces' photos: no command changes it
        self._model = SectionedFaces()
        self._latest = Latest(services.jobs)
        self.face_grid = PeopleGrid(services.thumbnails, FACE_TILES, Kind.FACES, EDGE, self._model)
        super().__init__(
            services, self._model, FACE_TILES, EDGE, empty, tr("Faces of this person"), self.face_grid
        )
        self.name = NameEdit(names)
        self.name.setObjectName("name")
        self.name.setMinimumWidth(120)
        self.name.setMaximumWidth(240)
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hint = ElidedLabel()
        self.hint.hide()
        self.hint.setObjectName("quiet")
        self._dress_header(back, hide)
        self.suggestions = SuggestionBar(services)
        self.years = YearBar()
        self._dress_strips()
        self.name.given.connect(self._on_name_given)
        self.name.given_up.connect(self._on_given_up)
        self.name.hint_changed.connect(self._show_hint)

    @property
    def person(self) -> Person | None:
        return self._person

    def open_place(self, place: Place) -> None:
        if place.person != self._wanted:
            self._wanted = place.person
            self._person = None
            self._stale = self._faces_stale = True
            self._model.set_faces(by_year([], {}))
            self._taken = {}
            self.years.hide()
            self.suggestions.clear()
            self.show_blank()
        super().open_place(place)

    def load(self) -> None:
        library, wanted = self._services.library, self._wanted
        if wanted is None:
            return

        shown, taken = None if self._faces_stale else self._person, self._taken
        self._latest.start(lambda _: _read(library, wanted, shown, taken), self._on_loaded)

    def refresh(self, changes: Changes) -> None:
        if changes.people or changes.faces:
            self._faces_stale |= bool(changes.faces)
            super().refresh_all()

    def refresh_all(self) -> None:
        self._faces_stale, self._taken = True, {}
        super().refresh_all()

    def selection(self) -> Selection:
        faces = tuple(map(FaceId, self.grid.selected_ids()))
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
        self.header.insertWidget(1, self.name, FIRST)  # what room the texts leave
        self.header.insertWidget(4, self.hint)
        self.header.insertWidget(self.header.count() - 1, out_of_the_way)

    def _dress_strips(self) -> None:
        self.add_below_header(self.suggestions)
        self.add_below_header(self.years)
        self.suggestions.answered.connect(self.answered)
        self.suggestions.place_wanted.connect(self.place_wanted)
        self.years.chosen.connect(self.face_grid.scroll_to_section)
        self.grid.verticalScrollBar().valueChanged.connect(self._mark_year)

    def _on_loaded(self, loaded: Contents | None) -> None:
        if loaded is None or (loaded.faces is not None and not loaded.faces.faces):
            self.person_gone.emit(self._wanted)
            return
        self._person = person = loaded.person
        if loaded.faces is not None:
            self._taken = loaded.taken
            self._show_faces(loaded.faces)
        self._show_name()
        self.set_titles("", _about(person))
        self.show_content(True)
        self._suggest(person)
        self.selection_changed.emit()

    def _show_faces(self, faces: FacesByYear) -> None:
        self._faces_stale = False
        self._model.set_faces(faces)
        self.years.show_years(self._model.sections(), self._model.years())
        self._mark_year()

    def _mark_year(self) -> None:
        self.years.mark(self.face_grid.section_in_view())

    def _suggest(self, person: Person) -> None:
        if person.stranger or person.hidden:
            self.suggestions.clear()
        elif person.name is not None:
            self.suggestions.ask_for(person.id, person.name)
        else:
            self.suggestions.ask_who(person.id)

    def _show_name(self) -> None:
        if self.name.hasFocus() and self.name.isModified() and self.name.person == self._person:
            return
        self.name.person = self._person
        self.name.setText((self._person.name if self._person else None) or "")

    def _show_hint(self, text: str) -> None:
        self.hint.set_full_text(text)
        self.hint.setVisible(bool(text))

    def _on_name_given(self, name: str) -> None:
        self.grid.setFocus()
        if self._wanted is not None:
            self.name_given.emit(self._wanted, name)

    def _on_given_up(self) -> None:
        self.name.setText((self._person.name if self._person else None) or "")
        self.grid.setFocus()


def _read(
    library: Library, person: PersonId, shown: Person | None, known: dict[PhotoId, float | None]
) -> Contents | None:
    """None if the person is gone; a thousand faces that are `shown` already are not read for a new name, nor photos
    of which it is `known` when they were taken.
    """
    try:
        found = library.person(person)
    except UserProblem:
        return None
    if shown is not None and _same_faces(found, shown):
        return Contents(found, None, {})
    faces = library.faces_of(person)
    photos = {face.photo_id for face in faces}
    new = library.photos(list(photos - known.keys()))
    taken = {photo: known[photo] for photo in photos & known.keys()} | {
        photo.id: photo.taken for photo in new
    }
    return Contents(found, by_year(faces, taken, found.born), taken)


def _same_faces(one: Person, other: Person) -> bool:
    """Whether they can't differ in their faces, provided that no command spoke of single ones."""
    return (one.id, one.faces, one.photos, one.born) == (other.id, other.faces, other.photos, other.born)


def _about(person: Person) -> str:
    parts = [
        tr("{faces} in {photos}").format(
            faces=counted(person.faces, "face"), photos=counted(person.photos, "photo")
        )
    ]
    if person.born:
        parts.append(tr("born {day}").format(day=person.born))
    return joined(parts)
