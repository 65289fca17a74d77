"""The map of faces: outliers, and groups of two people, seen at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from engine.progress import Progress
from engine.types import Changes, Face, FaceId, PersonId
from gui.controllers.map import BY_LIKENESS, QUICK, FaceMap, Map
from gui.controllers.navigation import Place, Room
from gui.jobs import Latest
from gui.models.rows import FaceModel
from gui.models.tile import Picture, ThumbKey
from gui.pixmaps import Wanted
from gui.selection import Selection
from gui.services import Services
from gui.views.empty import EmptyState
from gui.views.grid import GridView
from gui.views.page import Page
from gui.views.tiles import FACE_TILES
from gui.words import counted, display_name

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from gui.views.map_view import MapView

SHOWN = 500  # selected faces that are shown beside the map
CARD = 112  # pixels of the face under the mouse
WAYS = ((QUICK, "Quick"), (BY_LIKENESS, "By likeness"))


class MapPage(Page):
    """The plane, with what is selected on it beside it."""

    def __init__(self, services: Services, empty: EmptyState) -> None:
        self._services = services
        self._map = FaceMap(services)
        self._known: Map | None = None
        self._people: NDArray[np.int64] | None = None
        self._names: dict[PersonId, str] = {}
        self._rows: NDArray[np.bool_] | None = None
        self.view: MapView | None = None  # made when the map is first opened
        self._faces = FaceModel()
        self._picking, self._opening = Latest(services.jobs), Latest(services.jobs)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        super().__init__(self._splitter, empty)
        self._map.setParent(self)
        self.grid = GridView(services.thumbnails, FACE_TILES, 96)
        self.grid.setAccessibleName("Selected faces")
        self.grid.show_model(self._faces)
        self.grid.setMinimumWidth(130)
        self.grid.hide()
        self._splitter.addWidget(self.grid)
        self.card = FaceCard(services, self)
        self._dress_header()
        self._connect()

    # ---- what a room must answer

    def load(self) -> None:
        self.set_titles("Map of faces", "")
        self._map.arrange()

    def refresh(self, changes: Changes) -> None:
        """Who is who has changed; the faces stay where they are."""
        self._map.recolour(changes)

    def selection(self) -> Selection:
        faces = self._picked()
        if not len(faces):
            return Selection()
        people = {face.person_id for face in self._faces.values() if face.id in set(faces)}
        person = next(iter(people)) if len(people) == 1 and len(faces) <= SHOWN else None
        return Selection(faces=tuple(faces), person=person, in_people=bool(people) and None not in people)

    def select_all(self) -> None:
        """All that can be seen."""
        if self.view is not None:
            self.view.select_in_view()

    def grow(self, steps: int) -> None:
        if self.view is not None:
            self.view.zoom(steps)

    def open_selected(self) -> None:
        faces = self._picked()
        if faces:
            self._open(faces[0])

    def selected_area(self) -> QRect:
        area = self._splitter.rect()
        middle = QRect(area.center() - QPoint(60, 60), area.center() + QPoint(60, 60))
        return QRect(self._splitter.mapToGlobal(middle.topLeft()), middle.size())

    # ---- inside

    def _picked(self) -> list[FaceId]:
        """The faces selected beside the map, or else all that are selected on it."""
        if self._known is None or self._rows is None:
            return []
        beside = self.grid.selected_ids()
        return [FaceId(each) for each in beside or self._known.plane.faces[self._rows].tolist()]

    def _dress_header(self) -> None:
        self.way = QComboBox()
        self.way.setAccessibleName("How the faces are arranged")
        self.way.setToolTip(
            "Quick shows the two directions in which faces differ most; By likeness takes a while"
        )
        for method, text in WAYS:
            self.way.addItem(text, method)
        self.lasso = QPushButton("Lasso")
        self.lasso.setCheckable(True)
        self.lasso.setToolTip("Draw around faces to select them; holding Shift does the same")
        self.stop = QPushButton("Cancel")
        self.stop.hide()
        for widget in (self.lasso, self.way, self.stop):
            self.header.addWidget(widget)

    def _connect(self) -> None:
        self.way.activated.connect(lambda _: self._map.arrange(self.way.currentData()))
        self.stop.clicked.connect(self._map.cancel)
        self._map.ready.connect(self._on_ready)
        self._map.people_changed.connect(self._on_people_changed)
        self._map.progressed.connect(self._on_progressed)
        self.grid.selection_changed.connect(self.selection_changed)
        self.grid.menu_wanted.connect(self.menu_wanted)
        self.grid.opened.connect(lambda index: self._open(FaceId(self._faces.id_at(index.row()))))

    def _make_view(self) -> MapView:
        from gui.views.map_view import MapView

        view = MapView()
        self._splitter.insertWidget(0, view)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([700, 240])
        self._splitter.setFocusProxy(view)
        view.hovered.connect(self._on_hovered)
        view.chosen.connect(self._on_chosen)
        view.opened.connect(lambda row: self._open(self._face(row)))
        view.menu_wanted.connect(self.menu_wanted)
        self.lasso.toggled.connect(view.set_lasso)
        return view

    def _on_ready(self, found: Map) -> None:
        self._known, self._people, self._names = found, found.plane.people, found.names
        if self.view is None and len(found.plane.faces):
            self.view = self._make_view()
        if self.view is not None:
            self.view.show_points(found.plane.points, found.plane.people)
            self.view.select(self.view.nothing())
        self.way.setCurrentIndex([method for method, _ in WAYS].index(self._map.method))
        self.set_titles("Map of faces", counted(len(found.plane.faces), "face"))
        self.show_content(bool(len(found.plane.faces)))

    def _on_people_changed(self, people: NDArray[np.int64], names: dict[PersonId, str]) -> None:
        self._people, self._names = people, names
        if self.view is not None:
            self.view.show_people(people)
            self._show_picked()

    def _on_progressed(self, progress: Progress | None) -> None:
        slow = progress is not None and self._map.method == BY_LIKENESS
        self.stop.setVisible(slow)
        if slow and progress is not None and progress.total:
            self.set_titles("Map of faces", f"Arranging, {100 * progress.done // progress.total} %")
        elif progress is None and self._known is not None:
            self.set_titles("Map of faces", counted(len(self._known.plane.faces), "face"))

    def _on_chosen(self, rows: NDArray[np.bool_]) -> None:
        self._rows = rows
        self._show_picked()
        if self._known is not None:
            count = int(rows.sum())
            words = counted(len(rows), "face")
            self.set_titles("Map of faces", f"{words}, {count:,} selected" if count else words)

    def _show_picked(self) -> None:
        """Read the selected faces, to be shown beside the map."""
        if self._known is None or self._rows is None:
            return
        library = self._services.library
        wanted = [FaceId(each) for each in self._known.plane.faces[self._rows][:SHOWN].tolist()]
        self._picking.start(lambda _: library.faces(wanted), self._on_picked)

    def _on_picked(self, faces: list[Face]) -> None:
        self._faces.set_rows(faces)
        self.grid.setVisible(bool(faces))
        self.selection_changed.emit()

    def _on_hovered(self, row: int) -> None:
        if row < 0 or self._people is None:
            self.card.hide()
            return
        person = int(self._people[row])
        name = "Nobody yet" if person < 0 else display_name(self._names.get(PersonId(person)))
        self.card.show_face(self._face(row), name)

    def _face(self, row: int) -> FaceId:
        return FaceId(int(self._known.plane.faces[row])) if self._known is not None else FaceId(0)

    def _open(self, face: FaceId) -> None:
        library = self._services.library

        def on_found(faces: list[Face]) -> None:
            for found in faces:
                place = Place(Room.PHOTO, photo=found.photo_id, siblings=[found.photo_id], face=found.id)
                self.place_wanted.emit(place)

        self._opening.start(lambda _: library.faces([face]), on_found)


class FaceCard(QFrame):
    """The face under the mouse and whose it is, beside the mouse."""

    def __init__(self, services: Services, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._over = over
        self._thumbnails = services.thumbnails
        self._wanted: Wanted | None = None
        self.picture, self.name = QLabel(), QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedSize(CARD, CARD)
        self.picture.setScaledContents(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 6)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(row)
        column.addWidget(self.name)
        self._thumbnails.arrived.connect(self._show_picture)
        self.hide()

    def show_face(self, face: FaceId, name: str) -> None:
        edge = round(CARD * self.devicePixelRatioF())
        self._wanted = Wanted(ThumbKey(Picture.FACE, face), edge, 6)
        self.name.setText(name)
        self._thumbnails.show(self, [self._wanted])
        self._show_picture()
        self.adjustSize()
        over = self._over
        spot = over.mapFromGlobal(self.cursor().pos()) + QPoint(16, 16)
        spot.setX(max(0, min(spot.x(), over.width() - self.width())))
        spot.setY(max(0, min(spot.y(), over.height() - self.height())))
        self.move(spot)
        self.raise_()
        self.show()

    def _show_picture(self, *_: object) -> None:
        if self._wanted is not None:
            self.picture.setPixmap(self._thumbnails.pixmap(self._wanted) or QPixmap())
