"""All photos, or those of one folder."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView

from engine.errors import UserProblem
from engine.types import Changes, Photo, PhotoId
from gui.controllers.navigation import Place, Room
from gui.i18n import tr
from gui.jobs import Job, Lane, Latest
from gui.models.photos import PhotoModel
from gui.selection import Selection
from gui.services import Services
from gui.views.empty import EmptyState
from gui.views.grid_page import GridPage
from gui.views.scrubber import DateScrubber
from gui.views.tiles import MARGIN, PHOTO_TILES
from gui.words import counted, display_name, listed

if TYPE_CHECKING:
    from engine.library import Library


FIRST = 500  # photos: more than a screen of small ones
WELCOME = "Kith finds the people in your photos."
PRIVATE = (
    "Choose the folders that hold your photos. Kith looks through them on this computer; "
    "your photos are never changed, and nothing leaves the machine. Albums of people fill while it looks, and you can "
    "begin to name them."
)


class Contents(NamedTuple):
    """What a place holds."""

    place: Place
    ids: array[int]
    title: str
    any_folders: bool


class PhotosPage(GridPage):
    """Thumbnails of the photos, newest first."""

    def __init__(self, services: Services, add_folder: QAction) -> None:
        self._services = services
        self._place = Place(Room.PHOTOS)
        self._scanning = False
        self._model = PhotoModel(self._fetch)
        self._latest = Latest(services.jobs)
        self._days = Latest(services.jobs, Lane.ASIDE)
        self._any_folders = False
        empty = EmptyState("kith", tr(WELCOME), tr(PRIVATE), add_folder, tr("Choose folders"))
        self.scrubber = DateScrubber()
        super().__init__(services, self._model, PHOTO_TILES, 160, empty, tr("Photos"), beside=self.scrubber)
        self.scrubber.row_wanted.connect(self._on_row_wanted)
        self.grid.verticalScrollBar().valueChanged.connect(self._show_date)

    def open_place(self, place: Place) -> None:
        if place != self._place:
            self._place = place
            self._stale = True
            self._model.set_ids(())
            self._days.abandon()
            self.scrubber.set_days(())
            self.grid.verticalScrollBar().setValue(0)
            self.show_blank()
        super().open_place(place)

    def load(self) -> None:
        library, place = self._services.library, self._place
        first = FIRST if not self._model.ids else 0  # something to look at, while a million are listed

        def work(job: Job) -> Contents:
            if first:
                job.report(_contents(library, place, first))
            job.token.check()
            return _contents(library, place)

        self._latest.start(work, self._on_loaded).reported.connect(self._on_first)

    def set_scanning(self, scanning: bool) -> None:
        """While a scan runs an empty page says that photos are coming."""
        self._scanning = scanning
        self._dress_empty()

    def refresh(self, changes: Changes) -> None:
        self._model.refresh(changes.photos)
        if changes.photos or (self._place.person is not None and changes.people):
            self.refresh_all()

    def selection(self) -> Selection:
        return Selection(photos=tuple(PhotoId(each) for each in self.grid.selected_ids()))

    def in_view(self) -> list[PhotoId]:
        """The photos on the screen; none while another page is shown."""
        if not self.isVisible():
            return []
        grid, top = self.grid.grid(), self.grid.verticalOffset()
        rows = grid.between(top, top + self.grid.viewport().height())
        return [PhotoId(self._model.id_at(row)) for row in rows]

    def open_row(self, row: int) -> None:
        photo = self._model.id_at(row)
        self.place_wanted.emit(Place(Room.PHOTO, photo=photo, siblings=self._model.ids))

    def reveal_photo(self, photo: PhotoId) -> None:
        self.grid.select_ids({photo})

    def _load_days(self) -> None:
        """Aside, since the list does not wait for its dates; of people together they are not counted."""
        library, place = self._services.library, self._place
        if place.others:
            self.scrubber.set_days(())
            return

        def work(_: Job) -> list[tuple[int, int]]:
            return library.photo_days(folder=place.folder, person=place.person)

        self._days.start(work, self.scrubber.set_days)

    def _on_row_wanted(self, row: int) -> None:
        index = self.grid.model().index(row, 0)
        self.grid.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    def _show_date(self, *_: object) -> None:
        """Unless the scrubber has just led here, which may be to the middle of a row of tiles."""
        grid, top = self.grid.grid(), self.grid.verticalOffset() + MARGIN
        seen = grid.between(top, top)
        if seen and not (self.scrubber.hasFocus() and self.scrubber.row in seen):
            self.scrubber.set_row(seen.start)

    def _fetch(self, ids: Sequence[PhotoId], deliver: Callable[[Sequence[Photo]], None]) -> None:
        library = self._services.library
        self._services.jobs.start(lambda _: library.photos(ids), deliver)

    def _on_first(self, contents: Contents) -> None:
        """The first of many; a short list is soon there as a whole."""
        if len(contents.ids) == FIRST and contents.place == self._place and not self._model.ids:
            self._model.set_ids(contents.ids)
            self.set_titles(contents.title)
            self.show_content(True)

    def _on_loaded(self, contents: Contents) -> None:
        self._model.set_ids(contents.ids)
        self._load_days()
        self.set_titles(contents.title, counted(len(contents.ids), "photo"))
        self._any_folders = contents.any_folders
        self._dress_empty()
        self.show_content(bool(contents.ids))

    def _dress_empty(self) -> None:
        if self.empty.button is not None:
            self.empty.button.setVisible(not self._scanning)
        if self._scanning:
            self.empty.say(
                tr("Looking for photos…"),
                tr("They appear here as they are found; you can begin to name people."),
            )
        elif self._any_folders:
            self.empty.say(
                tr("There are no photos here"), tr("Add a folder that holds photos, or scan again.")
            )
        else:
            self.empty.say(tr(WELCOME), tr(PRIVATE))


def _contents(library: Library, place: Place, first: int = -1) -> Contents:
    try:
        title = _title(library, place)
    except UserProblem:  # the person has joined another meanwhile
        return Contents(place, array("q"), tr("Photos"), bool(library.folders()))
    ids = library.photo_ids(folder=place.folder, person=place.person, first=first)
    for other in place.others:
        with_other = set(library.photo_ids(person=other))
        ids = [photo for photo in ids if photo in with_other]
    any_folders = bool(ids) or bool(library.folders())  # which takes its time to count what lies in them
    return Contents(place, array("q", ids), title, any_folders)


def _title(library: Library, place: Place) -> str:
    """Raises `UserProblem` if the person is gone."""
    if place.person is not None:
        names = [display_name(library.person(each).name) for each in (place.person, *place.others)]
        return tr("Photos of {people}").format(people=listed(names))
    if place.folder is not None:
        return place.folder.name or str(place.folder)
    return tr("All photos")
