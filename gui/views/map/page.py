"""The map of faces: outliers, and groups of two people, seen at a glance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QSplitter

from engine.progress import Progress
from engine.types import Changes, Face, FaceId, PersonId
from gui.controllers.map import BY_LIKENESS, QUICK, FaceMap, Map, Who
from gui.i18n import mark, tr
from gui.jobs import Latest
from gui.models.rows import FaceModel
from gui.phrases import phrase
from gui.places import Place, Room
from gui.selection import Selection
from gui.services import Services
from gui.views.empty import EmptyState
from gui.views.grid.grid import GridView
from gui.views.grid.tiles import FACE_TILES
from gui.views.map.card import FaceCard
from gui.views.map.view import MapView
from gui.views.page import Page
from gui.words import counted, display_name, in_figures, percent

TITLE = "Map of faces"
SHOWN = 500  # selected faces that are shown beside the map
WAYS = ((QUICK, mark("Quick")), (BY_LIKENESS, mark("By likeness")))


class MapPage(Page):
    """The plane, with what is selected on it beside it."""

    def __init__(self, services: Services, empty: EmptyState) -> None:
        self._services = services
        self._map = FaceMap(services)
        self._known: Map | None = None
        self._who = Who(np.zeros(0, np.int64), {}, [])
        self._rows: NDArray[np.bool_] = np.zeros(0, np.bool_)
        self._faces = FaceModel()
        self._picking, self._opening = Latest(services.jobs), Latest(services.jobs)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        super().__init__(self._splitter, empty)
        self._map.setParent(self)
        self.view = MapView()
        self.card = FaceCard(services, self.view)
        self.grid = GridView(services.thumbnails, FACE_TILES, 96)
        self.grid.setAccessibleName(tr("Selected faces"))
        self.grid.show_model(self._faces)
        self.grid.setMinimumWidth(130)
        self.grid.hide()
        for widget in (self.view, self.grid):
            self._splitter.addWidget(widget)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([700, 240])
        self._splitter.setFocusProxy(self.view)
        self._dress_header()
        self._connect()

    # ---- what a room must answer

    def load(self) -> None:
        self.set_titles(tr(TITLE), "")
        self._map.arrange()

    def refresh(self, changes: Changes) -> None:
        """Who is who has changed; the faces stay where they are."""
        self._map.recolour(changes)

    def selection(self) -> Selection:
        faces = self._picked()
        if not len(faces):
            return Selection()
        people = self._whose(faces)
        person = PersonId(people[0]) if len(people) == 1 and people[0] >= 0 else None
        return Selection(faces=tuple(faces), person=person, in_people=people[0] >= 0)

    def select_all(self) -> None:
        """All that can be seen."""
        self.view.select_in_view()

    def grow(self, steps: int) -> None:
        self.view.zoom(steps)

    def open_selected(self) -> None:
        faces = self._picked()
        if faces:
            self._open(faces[0])

    def selected_area(self) -> QRect:
        return self.view.selected_area()

    # ---- inside

    def _picked(self) -> list[FaceId]:
        """The faces selected beside the map, or else all that are selected on it."""
        if self._known is None:
            return []
        beside = self.grid.selected_ids()
        return [FaceId(each) for each in beside or self._known.plane.faces[self._rows].tolist()]

    def _whose(self, faces: list[FaceId]) -> list[int]:
        """The people whose these faces are, ascending; first -1 if some are nobody's."""
        known = self._known.plane.faces if self._known is not None else np.zeros(0, np.int64)
        rows = np.searchsorted(known, faces)  # the plane is by face id
        return [int(person) for person in np.unique(self._who.people[rows])]

    def _dress_header(self) -> None:
        self.way = QComboBox()
        self.way.setAccessibleName(tr("How the faces are arranged"))
        self.way.setToolTip(
            tr(
                "Quick shows the two directions in which faces differ most. By likeness takes half a minute and more; "
                "above 8,000 faces some are arranged, and the others put beside the one they are most like"
            )
        )
        for method, text in WAYS:
            self.way.addItem(tr(text), method)
        self.lasso = QPushButton(tr("Lasso"))
        self.lasso.setCheckable(True)
        self.lasso.setToolTip(tr("Draw around faces to select them; holding Shift does the same"))
        self.stop = QPushButton(tr("Cancel"))
        self.stop.hide()
        for widget in (self.lasso, self.way, self.stop):
            self.header.addWidget(widget)

    def _connect(self) -> None:
        self.way.activated.connect(lambda _: self._map.arrange(self.way.currentData()))
        self.stop.clicked.connect(self._map.cancel)
        self._map.ready.connect(self._on_ready)
        self._map.people_changed.connect(self._on_people_changed)
        self._map.progressed.connect(self._on_progressed)
        self.view.hovered.connect(self._on_hovered)
        self.view.chosen.connect(self._on_chosen)
        self.view.opened.connect(lambda row: self._open(self._face(row)))
        self.view.menu_wanted.connect(self.menu_wanted)
        self.lasso.toggled.connect(self.view.set_lasso)
        self.grid.selection_changed.connect(self.selection_changed)
        self.grid.menu_wanted.connect(self.menu_wanted)
        self.grid.opened.connect(lambda index: self._open(FaceId(self._faces.id_at(index.row()))))

    def _on_ready(self, found: Map) -> None:
        self._known = found
        self._rows = np.zeros(len(found.plane.faces), np.bool_)
        self.view.show_points(found.plane.points, found.who.people)
        self._on_people_changed(found.who)
        self.way.setCurrentIndex([method for method, _ in WAYS].index(self._map.method))
        self._say_how_many()
        self.show_content(bool(len(found.plane.faces)))

    def _on_people_changed(self, who: Who) -> None:
        self._who = who
        self.view.show_people(who.people)
        self.view.show_labels(who.labels)
        self._show_picked()

    def _on_progressed(self, progress: Progress | None) -> None:
        slow = progress is not None and self._map.method == BY_LIKENESS
        self.stop.setVisible(slow)
        if slow and progress is not None:
            doing = phrase(progress.note) or tr("Arranging the faces")
            if progress.total:
                share = percent(progress.done / progress.total)
                doing = tr("{doing}, {share}").format(doing=doing, share=share)
            self.set_titles(tr(TITLE), doing)
        elif progress is None:
            self._say_how_many()

    def _on_chosen(self, rows: NDArray[np.bool_]) -> None:
        self._rows = rows
        self._faces.set_rows([])  # those of before are not to be spoken about while these are read
        self._say_how_many()
        self.selection_changed.emit()
        self._show_picked()

    def _say_how_many(self) -> None:
        count, words = int(self._rows.sum()), counted(len(self._who.people), "face")
        self.set_titles(
            tr(TITLE),
            tr("{faces}, {n} selected").format(faces=words, n=in_figures(count)) if count else words,
        )

    def _show_picked(self) -> None:
        """Read the selected faces, to be shown beside the map."""
        if self._known is None:
            return
        library = self._services.library
        wanted = [FaceId(each) for each in self._known.plane.faces[self._rows][:SHOWN].tolist()]
        self._picking.start(lambda _: library.faces(wanted), self._on_picked)

    def _on_picked(self, faces: list[Face]) -> None:
        self._faces.set_rows(faces)
        self.grid.setVisible(bool(faces))
        self.selection_changed.emit()

    def _on_hovered(self, row: int) -> None:
        if row < 0:
            self.card.hide()
            return
        person = int(self._who.people[row])
        name = tr("Nobody yet") if person < 0 else display_name(self._who.names.get(PersonId(person)))
        self.card.show_face(self._face(row), name, self.view.spot_of(row))

    def _face(self, row: int) -> FaceId:
        return FaceId(int(self._known.plane.faces[row])) if self._known is not None else FaceId(0)

    def _open(self, face: FaceId) -> None:
        library = self._services.library

        def on_found(faces: list[Face]) -> None:
            for found in faces:
                place = Place(Room.PHOTO, photo=found.photo_id, siblings=[found.photo_id], face=found.id)
                self.place_wanted.emit(place)

        self._opening.start(lambda _: library.faces([face]), on_found)
