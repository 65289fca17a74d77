"""The albums that there are, for completion and for saying what typing a name will do."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.types import Album, Person
from gui.controllers.book import Book
from gui.i18n import tr
from gui.services import Services
from gui.words import counted


class AlbumBook(Book[Album]):
    """The names of albums."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(services, parent)
        services.feed.albums_changed.connect(self.load)
        services.feed.all_changed.connect(self.load)
        self.load()

    def load(self, *_: object) -> None:
        """Read the names."""
        self._latest.start(lambda _: self._library.albums(), self._on_loaded)

    def what_happens(self, name: str, _: Person | None = None) -> str:
        """What putting photos into an album of this name will do, in words; empty for no name."""
        known = self.find(name)
        if known is not None:
            return tr("Adds to {name}, {photos}").format(
                name=known.name, photos=counted(known.photos, "photo")
            )
        return tr("A new album") if name.strip() else ""

    def _on_loaded(self, albums: list[Album]) -> None:
        self._keep({album.name: album for album in albums}, [album.name for album in albums])
