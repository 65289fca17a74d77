"""All photos, or those of one folder."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView

from engine.errors import UserProblem
from engine.progress import CancelToken
from engine.types import AlbumId, Changes, Photo, PhotoId, PhotoList, PhotoOrder
from gui.i18n import tr
from gui.jobs import Job, Latest
from gui.models.headings import BY_DAY
from gui.models.photos import PhotoModel
from gui.places import Place, Room
from gui.selection import Selection
from gui.services import Services
from gui.views.drag import Dragged, Kind
from gui.views.empty import EmptyState
from gui.views.grid.page import GridPage
from gui.views.grid.section_grid import SectionGrid
from gui.views.grid.tiles import MARGIN, PHOTO_TILES
from gui.views.photos.order_button import OrderButton
from gui.views.photos.scrubber import DateScrubber, Timeline
from gui.words import counted, date_writing, display_name, listed

if TYPE_CHECKING:
    from engine.library import Library


EDGE = 160  # of a tile, at first
LOOK_EVERY = 60  # milliseconds
FIRST = 500  # photos: more than a screen of small ones
WELCOME = "Kith finds the people in your photos."
PRIVATE = (
    "Choose the folders that hold your photos. Kith looks through them on this computer; "
    "your photos are never changed, and nothing leaves the machine. Albums of people fill while it looks, and you can "
    "begin to name them."
)


QUICK = (PhotoOrder.NEWEST, PhotoOrder.OLDEST, PhotoOrder.ADDED)  # the first of them are there at once
ABOUT_WORDS = (
    "Every word has to be found: in the name of somebody on the photo, in that of an album, of the file or of its "
    "folders, or as its date, such as 2019, June 2019 or 2019-06-14. Try fewer words."
)


FILL_IT = (
    "Select photos anywhere, press A and choose this album; or drag them onto its name in the sidebar. The files stay "
    "where they are."
)


class Contents(NamedTuple):
    """What a place holds."""

    place: Place
    order: PhotoOrder
    listed: PhotoList
    title: str
    any_folders: bool
    timeline: Timeline
    gone: bool = False  # the folder is none of the library's, or the album was deleted


class PhotosPage(GridPage):
    """Thumbnails of the photos below the day they were taken on, or in another order that the user chose.

    Signals:
        place_gone: What was to be shown (`Place`) is no longer in the library: a folder, or an album.
    """

    place_gone = Signal(object)

    def __init__(
        self,
        services: Services,
        add_folder: QAction,
        clear_search: QAction,
        all_photos: QAction,
        orders: Sequence[QAction],
    ) -> None:
        """`orders` are the commands that choose a `PhotoOrder`, in the order of that."""
        self._add_folder, self._clear_search, self._all_photos = add_folder, clear_search, all_photos
        self._services = services
        self._place = Place(Room.PHOTOS)
        self._order = self._listed_by = PhotoOrder.NEWEST
        self._scanning = False
        self._model = PhotoModel(self._fetch)
        self._latest = Latest(services.jobs)
        self._any_folders = False
        empty = EmptyState("kith", tr(WELCOME), tr(PRIVATE), add_folder, tr("Choose folders"))
        self.scrubber = DateScrubber()
        grid = SectionGrid(services.thumbnails, PHOTO_TILES, EDGE, self._model)
        super().__init__(services, self._model, PHOTO_TILES, EDGE, empty, tr("Photos"), grid, self.scrubber)
        self.header.insertWidget(self.header.count() - 1, OrderButton(orders))
        self._orders = dict(zip(PhotoOrder, orders, strict=True))
        self._orders[self._order].setChecked(True)
        self.grid.let_drag(lambda: Dragged(Kind.PHOTOS, self.grid.selected_ids()))
        self.scrubber.row_wanted.connect(self._on_row_wanted)
        self.grid.verticalScrollBar().valueChanged.connect(self._show_date)
        services.feed.albums_changed.connect(self.refresh_albums)
        self._look = QTimer(self, singleShot=True, interval=LOOK_EVERY)
        self._look.timeout.connect(self._on_look)
        for moved in (self.grid.verticalScrollBar().valueChanged, self.grid.verticalScrollBar().rangeChanged):
            moved.connect(self._look_soon)
        self._model.modelReset.connect(self._look_soon)

    @property
    def order(self) -> PhotoOrder:
        return self._order

    def set_order(self, order: PhotoOrder) -> None:
        """List the photos in `order`, here and wherever the user goes; what is listed stays until they are sorted."""
        self._orders[order].setChecked(True)
        if order is not self._order:
            self._order = order
            self.refresh_all()

    def open_place(self, place: Place) -> None:
        if place != self._place:
            self._place = place
            self._stale = True
            self._model.set_ids(())
            self.scrubber.set_timeline(Timeline())
            self.grid.verticalScrollBar().setValue(0)
            self.show_blank()
        super().open_place(place)

    def load(self) -> None:
        library, place, order = self._services.library, self._place, self._order
        # Something to look at, while a million are listed.
        soon = order in QUICK and not place.words and not self._model.ids

        def work(job: Job) -> Contents:
            if soon:
                job.report(_contents(library, place, order, job.token, FIRST))
            job.token.check()
            return _contents(library, place, order, job.token)

        self._latest.start(work, self._on_loaded).reported.connect(self._on_first)

    def set_scanning(self, scanning: bool) -> None:
        """While a scan runs an empty page says that photos are coming."""
        self._scanning = scanning
        self._dress_empty()

    def show_badges(self, shown: bool) -> None:
        """Whether the photos say how many faces on them have no name yet."""
        self._model.show_badges(shown)

    def refresh_all(self) -> None:
        self._model.refresh()
        self._look_soon()
        super().refresh_all()

    def refresh(self, changes: Changes) -> None:
        self._model.refresh()
        self._look_soon()
        if changes.photos or (self._place.person is not None and changes.people):
            self.refresh_all()

    def refresh_albums(self, albums: Collection[AlbumId]) -> None:
        """These albums hold other photos, or are called otherwise, which concerns what is searched for too."""
        if self._place.album in albums or self._place.words:
            self.refresh_all()

    def selection(self) -> Selection:
        photos = cast(Sequence[PhotoId], self.grid.selected_ids())
        return Selection(photos=photos, album=self._place.album)

    def in_view(self) -> list[PhotoId]:
        """The photos on the screen; none while another page is shown."""
        return [PhotoId(self._model.id_at(row)) for row in self._rows_in_view()]

    def open_row(self, row: int) -> None:
        photo, album = PhotoId(self._model.id_at(row)), self._place.album
        self.place_wanted.emit(Place(Room.PHOTO, photo=photo, album=album, siblings=self._model.ids))

    def reveal_photo(self, photo: PhotoId) -> None:
        self.grid.select_ids({photo})

    def _rows_in_view(self) -> range:
        grid, top = self.grid.grid(), self.grid.verticalOffset()
        return grid.between(top, top + self.grid.viewport().height()) if self.isVisible() else range(0)

    def _look_soon(self, *_: object) -> None:
        """Not for each of the many steps of a scroll."""
        if not self._look.isActive():
            self._look.start()

    def _on_look(self) -> None:
        self._model.look_at(self._rows_in_view())

    def _on_row_wanted(self, row: int) -> None:
        index = self.grid.model().index(row, 0)
        self.grid.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    def _show_date(self, *_: object) -> None:
        """Unless the scrubber has just led here, which may be to the middle of a row of tiles."""
        grid, top = self.grid.grid(), self.grid.verticalOffset() + MARGIN
        seen = grid.between(top, top + grid.cell_height)  # the top itself may be in a heading
        if seen and not (self.scrubber.hasFocus() and self.scrubber.row in seen):
            self.scrubber.set_row(seen.start)

    def _fetch(self, ids: Sequence[PhotoId], deliver: Callable[[Sequence[Photo]], None]) -> None:
        library = self._services.library
        self._services.jobs.start(lambda _: library.photos(ids), deliver)

    def _on_first(self, contents: Contents) -> None:
        """The first of many; a short list is soon there as a whole."""
        if len(contents.listed.ids) == FIRST and contents.place == self._place and not self._model.ids:
            self._model.set_list(contents.listed, contents.order)
            self.set_titles(contents.title)
            self.show_content(True)

    def _on_loaded(self, contents: Contents) -> None:
        if contents.gone:
            self.place_gone.emit(contents.place)
            return
        sorted_anew = self._listed_by is not contents.order
        self._listed_by = contents.order
        self._model.set_list(contents.listed, contents.order)
        if sorted_anew:
            self.grid.verticalScrollBar().setValue(0)
        self.scrubber.set_timeline(contents.timeline)
        self.set_titles(contents.title, counted(len(contents.listed.ids), "photo"))
        self._any_folders = contents.any_folders
        self._dress_empty()
        self.show_content(bool(contents.listed.ids))

    def _dress_empty(self) -> None:
        searched, album = self._place.words, self._place.album is not None
        if self.empty.button is not None:
            self.empty.button.setVisible(bool(searched) or album or not self._scanning)
        if searched:
            self.empty.offer(self._clear_search, tr("Clear the Search"))
        elif album:
            self.empty.offer(self._all_photos, tr("Show all photos"))
        else:
            self.empty.offer(self._add_folder, tr("Choose folders"))
        self.empty.show_icon("album" if album and not searched else "kith")
        if searched:
            self.empty.say(tr("Nothing found for “{words}”").format(words=searched), tr(ABOUT_WORDS))
        elif album:
            self.empty.say(tr("This album is empty"), tr(FILL_IT))
        elif self._scanning:
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


def _contents(
    library: Library, place: Place, order: PhotoOrder, cancel: CancelToken, first: int = -1
) -> Contents:
    try:
        title = _title(library, place)
    except UserProblem:  # the person has joined another meanwhile, or the album was deleted
        nothing, gone = PhotoList(array("q"), []), place.album is not None
        return Contents(place, order, nothing, tr("Photos"), bool(library.folders()), Timeline(), gone)
    people = () if place.person is None else (place.person, *place.others)
    listed = library.photo_list(
        folder=place.folder,
        album=place.album,
        people=people,
        text=place.words,
        dates=date_writing(),
        order=order,
        first=first,
        cancel=cancel,
    )
    # The folders take their time to count what lies in them.
    any_folders = bool(listed.ids) or bool(library.folders())
    gone = not listed.ids and place.folder is not None and not _is_shown(library, place.folder)
    return Contents(place, order, listed, title, any_folders, Timeline(_days(order, listed)), gone)


def _is_shown(library: Library, folder: Path) -> bool:
    return any(folder.is_relative_to(root.path) for root in library.folders())


def _days(order: PhotoOrder, listed: PhotoList) -> list[tuple[int, int]]:
    """(day, photos) if they are listed by day."""
    if order not in BY_DAY:
        return []
    return [(run.key, run.photos) for run in listed.runs if isinstance(run.key, int)]


def _title(library: Library, place: Place) -> str:
    """Raises `UserProblem` if the person is gone."""
    where = _where(library, place)
    if not place.words:
        return where
    words = place.words if '"' in place.words else f"“{place.words}”"
    return words if place == Place(Room.PHOTOS, words=place.words) else f"{words} · {where}"


def _where(library: Library, place: Place) -> str:
    if place.person is not None:
        names = [display_name(library.person(each).name) for each in (place.person, *place.others)]
        return tr("Photos of {people}").format(people=listed(names))
    if place.album is not None:
        return library.album(place.album).name
    if place.folder is not None:
        return place.folder.name or str(place.folder)
    return tr("All photos")
