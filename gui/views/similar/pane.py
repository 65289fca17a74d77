"""The pane on the right: what looks alike, and all that can be asked about it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPoint, QRect, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from engine.types import FaceId, PersonId, PhotoId, SimilarQuery
from gui.controllers.search_history import Search
from gui.controllers.similar import SimilarController
from gui.i18n import tr
from gui.models.similar import Grouping, SimilarModel, SimilarRow, listed
from gui.models.tile import Picture
from gui.places import Place, Room
from gui.selection import Selection
from gui.services import Services
from gui.views.drag import Dragged, Kind
from gui.views.elided import ElidedLabel
from gui.views.empty import EmptyState
from gui.views.face_picker import FacePicker
from gui.views.icon_button import IconButton
from gui.views.similar.filters import FilterBar
from gui.views.similar.foot import FootBar
from gui.views.similar.grid import SimilarGrid
from gui.views.similar.keys import PaneKeys
from gui.views.similar.modes import ModeBar
from gui.views.similar.order import OrderBar
from gui.words import counted, in_figures


class SimilarPane(QFrame):
    """Shows the controller's present search, and hands it every wish.

    Signals:
        selection_changed, menu_wanted, place_wanted: As of a `Page`.
        naming_wanted: Say who is on the selected results.
    """

    selection_changed = Signal()
    menu_wanted = Signal(QPoint)
    place_wanted = Signal(object)
    naming_wanted = Signal()

    def __init__(self, services: Services, similar: SimilarController, close: QAction) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._search: Search | None = None
        self._grouping: Grouping | None = None  # None: the user has not said
        self._unfolded: set[PhotoId] = set()
        self._model = SimilarModel()
        self._title = ElidedLabel(tr("Similar"))
        self._title.setObjectName("title")
        self._note = QLabel("")
        self._note.setObjectName("quiet")
        self.back = IconButton("back", tr("The search before (Alt+Left)"))
        self.forward = IconButton("forward", tr("The next search (Alt+Right)"))
        self.picker, self.modes, self.filters = FacePicker(), ModeBar(), FilterBar()
        self.order, self.foot = OrderBar(), FootBar()
        self.grid = SimilarGrid(services.thumbnails)
        self.grid.setAccessibleName(tr("Similar faces and photos"))
        self.grid.show_model(self._model)
        self._nothing = EmptyState(
            "similar", tr("Find similar faces and photos"),
            tr("Select a face, a photo or a person and press S, or drop a picture here, or paste one with Ctrl+V."),
        )  # fmt: skip
        self._wait = EmptyState("similar", tr("Looking…"))
        self.none = EmptyState("similar", tr("Nothing looks alike"), "")
        self._stack = QStackedWidget()
        for widget in (self._nothing, self._wait, self.none, self.grid):
            self._stack.addWidget(widget)
        self._lay_out(close)
        self._connect(similar)
        self._show_parts()

    # ---- what the controller tells

    def show_search(self, search: Search) -> None:
        """Show this search, answered or not."""
        if self._search is None or not _same(self._search.query, search.query):
            self._start_anew()
        self._search = search
        self._title.set_full_text(search.words)
        self._show_parts()
        self.modes.show_search(search)
        self.filters.show_search(search)
        self.foot.show_answer(search.answer)
        if search.offer is not None and not self.picker.isHidden():
            self.picker.offer(search.offer.pictures, search.offer.chosen)
        if search.found is None:
            self._note.setText("")
            self._stack.setCurrentWidget(self._wait)
            return
        self.order.show_order(self.grouping, search.found.has_faces, search.least)
        self._list()

    def show_question(self, words: str) -> None:
        """Something is to be asked about, and is being got ready."""
        self._title.set_full_text(words)
        self._note.setText("")
        self._stack.setCurrentWidget(self._wait)

    def show_failure(self, why: str) -> None:
        """The search could not be answered."""
        self._nothing.say(tr("This could not be searched for"), why) if why else None
        self._stack.setCurrentWidget(self._nothing)

    def show_moves(self, back: bool, forward: bool) -> None:
        """Whether there are searches before and ahead."""
        self.back.setEnabled(back)
        self.forward.setEnabled(forward)

    # ---- what commands ask

    @property
    def grouping(self) -> Grouping:
        """What one row is."""
        found = self._search.found if self._search else None
        if found is None or not found.has_faces:
            return Grouping.PHOTOS
        return self._grouping or found.grouping

    def rows(self) -> list[SimilarRow]:
        """What is listed."""
        return self._model.values()

    def selection(self) -> Selection:
        """What commands act on; photos carry the faces for which they were found, to be named."""
        rows = [self._model.value(row) for row in self.grid.selected_rows()]
        faces = tuple(row.match.face.id for row in rows if row.match is not None)
        copies = any(row.copies for row in rows)
        if rows and rows[0].picture is Picture.PHOTO:
            photos = tuple(row.photo.photo.id for row in rows)
            return Selection(photos=photos, found_faces=faces, copies=copies)
        people = {row.match.face.person_id for row in rows if row.match is not None}
        person: PersonId | None = next(iter(people)) if len(people) == 1 else None
        return Selection(faces=faces, person=person, in_people=None not in people, copies=copies)

    def _dragged(self) -> Dragged:
        selection = self.selection()
        if selection.photos:
            return Dragged(Kind.PHOTOS, list(selection.photos))
        return Dragged(Kind.FACES, list(selection.faces))

    def unfold(self) -> None:
        """Show the near-duplicates of the selected results, or fold them up again."""
        photos = {row.photo.photo.id for row in self._selected() if row.copies}
        self._unfolded = self._unfolded - photos if photos <= self._unfolded else self._unfolded | photos
        self._list()

    def select_all(self) -> None:
        self.grid.selectAll()

    def open_selected(self) -> None:
        if self.grid.currentIndex().isValid():
            self._on_opened(self.grid.currentIndex())

    def selected_area(self) -> QRect:
        return self.grid.selected_area()

    def grow(self, steps: int) -> None:
        self.grid.grow(steps)

    # ---- inside

    def _list(self) -> None:
        search = self._search
        if search is None or search.found is None:
            return
        grouping = self.grouping
        rows = listed(search.found, grouping, self.order.least.value() / 100, self._unfolded)
        pictures = {row.picture for row in (*self._model.values()[:1], *rows[:1])}
        if len(pictures) > 1:
            self.grid.clearSelection()  # the same numbers are those of other things
        self._model.set_rows(rows)
        self._note.setText(in_figures(len(rows)))
        self._note.setToolTip(counted(len(rows), "face" if grouping is Grouping.FACES else "photo"))
        self._note.setAccessibleName(self._note.toolTip())
        if not rows:
            self.none.say(tr("Nothing looks alike"), _way_out(search, bool(search.found.answer.photos)))
        self._stack.setCurrentWidget(self.grid if rows else self.none)

    def _start_anew(self) -> None:
        """Nothing of another answer stays selected: it might be named for what it is not."""
        self._unfolded.clear()
        self.grid.clearSelection()
        self.grid.setCurrentIndex(QModelIndex())
        self.grid.verticalScrollBar().setValue(0)

    def _show_parts(self) -> None:
        """Nothing can be chosen before something has been asked about."""
        search = self._search
        for part in (self.modes, self.filters, self.order, self.foot):
            part.setVisible(search is not None)
        by_scene = search is not None and search.found is not None and not search.found.has_faces
        self.picker.setVisible(search is not None and search.offer is not None and not by_scene)

    def _selected(self) -> list[SimilarRow]:
        return [self._model.value(row) for row in self.grid.selected_rows()]

    def _connect(self, similar: SimilarController) -> None:
        similar.shown.connect(self.show_search)
        similar.failed.connect(self.show_failure)
        similar.moved.connect(self.show_moves)
        self.show_moves(False, False)
        self.modes.part_wanted.connect(similar.set_part)
        self.modes.weight_wanted.connect(similar.set_weight)
        self.modes.together_wanted.connect(similar.set_together)
        self.filters.only_wanted.connect(similar.set_only)
        self.foot.exact_wanted.connect(similar.set_exact)
        self.foot.naming_wanted.connect(self._on_naming_wanted)
        self.order.least_wanted.connect(similar.set_least)
        self.order.least_wanted.connect(lambda _: self._list())
        self.order.grouping_wanted.connect(self._on_grouping_wanted)
        self.picker.picked.connect(similar.pick_face)
        for button, keys, go in (
            (self.back, "back", similar.back),
            (self.forward, "forward", similar.forward),
        ):
            button.clicked.connect(go)
            getattr(self._keys, keys).connect(go)
        self.grid.selection_changed.connect(self._on_selection_changed)
        self.grid.let_drag(self._dragged)
        self.grid.menu_wanted.connect(self.menu_wanted)
        self.grid.opened.connect(self._on_opened)
        self.grid.unfold_wanted.connect(self._on_unfold_wanted)

    def _lay_out(self, close: QAction) -> None:
        button = IconButton("close", tr("Close the pane"))
        button.clicked.connect(lambda: close.setChecked(False))
        head = QHBoxLayout()
        head.setSpacing(2)
        for widget in (self.back, self.forward):
            widget.setMinimumWidth(2)  # in the narrowest window the keys are left
            head.addWidget(widget)
        head.addSpacing(4)
        head.addWidget(self._title)
        head.addSpacing(6)
        head.addWidget(self._note)
        head.addStretch(1)
        head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)  # beside the line at the left
        column.setSpacing(0)
        column.addLayout(_inset(head, top=10))
        column.addWidget(self.picker)
        for part in (self.modes, self.filters, self.order):
            column.addLayout(_inset(part))
        column.addWidget(self._stack, 1)
        column.addLayout(_inset(self.foot, bottom=8))
        self._keys = PaneKeys(self)

    def _on_selection_changed(self) -> None:
        selection = self.selection()
        self.foot.show_selected(len(selection.faces or selection.found_faces))
        self.selection_changed.emit()

    def _on_naming_wanted(self) -> None:
        self.grid.setFocus()
        self.naming_wanted.emit()

    def _on_grouping_wanted(self, grouping: Grouping) -> None:
        self._grouping = grouping
        self._list()

    def _on_unfold_wanted(self, row: int) -> None:
        self._unfolded ^= {self._model.value(row).photo.photo.id}
        self._list()

    def _on_opened(self, index: QModelIndex) -> None:
        rows = self._model.values()
        photos = list(dict.fromkeys(row.photo.photo.id for row in rows))
        row = rows[index.row()]
        face: FaceId | None = row.match.face.id if row.match is not None else None
        self.place_wanted.emit(Place(Room.PHOTO, photo=row.photo.photo.id, siblings=photos, face=face))


def _inset(part: QWidget | QHBoxLayout, top: int = 4, bottom: int = 2) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(12, top, 10, bottom)
    row.addWidget(part, 1) if isinstance(part, QWidget) else row.addLayout(part, 1)
    return row


def _same(one: SimilarQuery, other: SimilarQuery) -> bool:
    """But for the order, which the weight gives."""
    return one == replace(other, weight=one.weight)


def _way_out(search: Search, something_found: bool) -> str:
    """What to do where nothing is listed."""
    if something_found:
        return tr("Move the slider to the left to see what is less alike.")
    only = search.query.only
    if only.unnamed or only.folders or only.years is not None or only.not_people:
        return tr("Take back a condition above, or compare something else.")
    if search.query.together:
        return tr("No photo shows all of them at once. Untick it above, and any of them will do.")
    return tr("Scan more photos, or compare by scene.")
