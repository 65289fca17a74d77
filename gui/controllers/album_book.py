"""The albums that there are, for completion and for saying what typing a name will do."""

from __future__ import annotations

from PySide6.QtCore import QObject, QStringListModel, Signal

from engine.types import Album, Person
from gui.i18n import tr
from gui.jobs import Lane, Latest
from gui.services import Services
from gui.words import counted, name_key


class AlbumBook(QObject):
    """Keeps the albums' names up to date, read in a worker.

    Signals:
        changed: Other names are known now.
    """

    changed = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = services.library
        self._latest = Latest(services.jobs, Lane.ASIDE)
        self._albums: dict[str, Album] = {}
        self.names = QStringListModel(self)
        services.feed.albums_changed.connect(self.load)
        services.feed.all_changed.connect(self.load)
        self.load()

    def load(self, *_: object) -> None:
        """Read the names."""
        self._latest.start(lambda _: self._library.albums(), self._on_loaded)

    def find(self, name: str) -> Album | None:
        """What is called `name`, whatever the case."""
        return self._albums.get(name_key(name))

    def what_happens(self, name: str, _: Person | None = None) -> str:
        """What putting photos into an album of this name will do, in words; empty for no name."""
        known = self.find(name)
        if known is not None:
            return tr("Adds to {name}, {photos}").format(
                name=known.name, photos=counted(known.photos, "photo")
            )
        return tr("A new album") if name.strip() else ""

    def _on_loaded(self, albums: list[Album]) -> None:
        self._albums = {name_key(album.name): album for album in albums}
        names = [album.name for album in albums]
        if names != self.names.stringList():
            self.names.setStringList(names)
        self.changed.emit()
