"""The faces that stand alone: nobody's, and in no group."""

from __future__ import annotations

from array import array

from PySide6.QtCore import Signal

from engine.types import Changes, Face, FaceId
from gui.i18n import tr
from gui.jobs import Latest
from gui.models.single_faces import SingleFaceModel
from gui.places import Place, Room
from gui.selection import Selection
from gui.services import Services
from gui.views.drag import Kind
from gui.views.empty import EmptyState
from gui.views.grid.page import GridPage
from gui.views.grid.tiles import FACE_TILES
from gui.views.people.grid import PeopleGrid
from gui.views.people.suggestion_bar import SuggestionBar
from gui.words import counted

EDGE = 128
REACH = 500  # faces on either side of the opened one whose photos one can leaf through


class SinglePage(GridPage):
    """All of them in one grid, the best pictures first; named like any other face.

    Signals:
        answered: A `Proposal` for the selected faces was answered: yes or no.
    """

    answered = Signal(object, bool)

    def __init__(self, services: Services, empty: EmptyState) -> None:
        self._services = services
        self._model = SingleFaceModel()
        self._latest = Latest(services.jobs)
        self._opening = Latest(services.jobs)
        grid = PeopleGrid(services.thumbnails, FACE_TILES, Kind.FACES, EDGE)
        super().__init__(services, self._model, FACE_TILES, EDGE, empty, tr("Single faces"), grid)
        self.suggestions = SuggestionBar(services)
        self.add_below_header(self.suggestions)
        self.suggestions.answered.connect(self.answered)
        self.suggestions.place_wanted.connect(self.place_wanted)
        grid.selection_changed.connect(self._suggest)

    def load(self) -> None:
        library = self._services.library
        self._latest.start(lambda _: array("q", library.single_faces()), self._on_loaded)

    def refresh(self, changes: Changes) -> None:
        if changes.people or changes.faces:
            self.refresh_all()

    def selection(self) -> Selection:
        return Selection(faces=tuple(map(FaceId, self.grid.selected_ids())))

    def open_row(self, row: int) -> None:
        library = self._services.library
        wanted, near = FaceId(self._model.id_at(row)), self._model.around(row, REACH)
        self._opening.start(lambda _: library.faces(near), lambda faces: self._on_found(wanted, faces))

    def _suggest(self) -> None:
        faces = self.selection().faces
        if faces:
            self.suggestions.ask_who(faces)
        else:
            self.suggestions.clear()

    def _on_found(self, wanted: FaceId, faces: list[Face]) -> None:
        face = next((each for each in faces if each.id == wanted), None)
        if face is not None:  # else it was said to be none, meanwhile
            photos = list(dict.fromkeys(each.photo_id for each in faces))
            self.place_wanted.emit(Place(Room.PHOTO, photo=face.photo_id, siblings=photos, face=wanted))

    def _on_loaded(self, ids: array[int]) -> None:
        self._model.set_ids(ids)
        self.set_titles(tr("Single faces"), counted(len(ids), "face"))
        self.show_content(bool(ids))
        self._suggest()
