"""All photos, or those of one folder."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from pathlib import Path

from engine.types import Changes, Photo, PhotoId
from gui.controllers.navigation import Place, Room
from gui.jobs import Latest
from gui.models.photos import PhotoModel
from gui.selection import Selection
from gui.services import Services
from gui.views.empty import EmptyState
from gui.views.grid_page import GridPage
from gui.views.tiles import PHOTO_TILES
from gui.words import counted


class PhotosPage(GridPage):
    """Thumbnails of the photos, newest first."""

    def __init__(self, services: Services, empty: EmptyState) -> None:
        self._services = services
        self._folder: Path | None = None
        self._model = PhotoModel(self._fetch)
        self._latest = Latest(services.jobs)
        super().__init__(services, self._model, PHOTO_TILES, 160, empty, "Photos")

    def open_place(self, place: Place) -> None:
        if place.folder != self._folder:
            self._folder = place.folder
            self._stale = True
            self._model.set_ids(())
            self.grid.verticalScrollBar().setValue(0)
            self.show_blank()
        super().open_place(place)

    def load(self) -> None:
        library, folder = self._services.library, self._folder
        self._latest.start(lambda job: array("q", library.photo_ids(folder=folder)), self._on_loaded)

    def refresh(self, changes: Changes) -> None:
        if changes.photos:
            self._model.refresh(changes.photos)
            self.refresh_all()

    def selection(self) -> Selection:
        return Selection(photos=tuple(PhotoId(each) for each in self.grid.selected_ids()))

    def open_row(self, row: int) -> None:
        photo = self._model.id_at(row)
        self.place_wanted.emit(Place(Room.PHOTO, photo=photo, siblings=self._model.ids))

    def reveal_photo(self, photo: PhotoId) -> None:
        self.grid.select_ids({photo})

    def _fetch(self, ids: Sequence[PhotoId], deliver: Callable[[Sequence[Photo]], None]) -> None:
        library = self._services.library
        self._services.jobs.start(lambda job: library.photos(ids), deliver)

    def _on_loaded(self, ids: array[int]) -> None:
        self._model.set_ids(ids)
        title = "All photos" if self._folder is None else self._folder.name or str(self._folder)
        self.set_titles(title, counted(len(ids), "photo"))
        self.show_content(bool(ids))
