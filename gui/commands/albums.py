"""Commands on albums, wherever they are given: in the menus, in the sidebar, or by dropping photos."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QMenu, QWidget

from engine.types import Album, AlbumId, Changes, FaceId, PersonId, PhotoId
from gui.commands.parts import Parts
from gui.i18n import tr
from gui.places import Place, Room
from gui.selection import Selection
from gui.views.drag import Dragged, Kind
from gui.views.menu_spot import upper_third

if TYPE_CHECKING:
    from engine.library import Library
    from gui.commands.album_question import AlbumQuestion
    from gui.commands.exporting import Exporter


class AlbumCommands:
    """What is done with albums; all of it is told, and can be undone, like all else that is said."""

    def __init__(self, parts: Parts, window: QWidget) -> None:
        self._parts = parts
        self._window = window
        sidebar = parts.sidebar
        sidebar.album_menu_wanted.connect(self._on_menu_wanted)
        sidebar.album_renamed.connect(self.rename)
        sidebar.album_deleted.connect(self.delete)
        sidebar.dropped.connect(self._on_dropped)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each command does."""
        return {
            "new_album": lambda: self.new(self._parts.selection()),
            "add_to_album": self.add_to,
            "remove_from_album": self.remove,
            "album_cover": self.use_as_cover,
            "rename_album": self.ask_to_rename,
            "delete_album": self.delete_open,
        }

    def new(self, selection: Selection) -> None:
        """Ask how the new album of what is selected is to be called; of nothing it is empty, and is opened."""
        if selection.photos or selection.faces or selection.someone:
            self._question.ask_for_new(self._beside(), lambda name: self.add(selection, name))
        else:
            self._question.ask_for_empty(upper_third(self._window), self._make_empty)

    def add_to(self) -> None:
        """Ask into which album the photos go."""
        selection = self._parts.selection()
        self._question.ask_which(selection, self._beside(), lambda name: self.add(selection, name))

    def add(self, selection: Selection, album: AlbumId | str) -> None:
        """Put the photos that are meant into an album; a name makes it if there is none."""
        self._parts.people.say(lambda library: library.add_to_album(album, photos_meant(library, selection)))

    def remove(self) -> None:
        """Take the photos out of the album that is open."""
        selection = self._parts.selection()
        album, photos = selection.album, selection.photos
        if album is not None:
            self._parts.people.say(lambda library: library.remove_from_album(album, photos))

    def use_as_cover(self) -> None:
        """Show the album that is open with the photo."""
        selection = self._parts.selection()
        album, photos = selection.album, selection.photos
        if album is not None and photos:
            self._parts.people.say(lambda library: library.set_album_cover(album, photos[0]))

    def ask_to_rename(self) -> None:
        """Ask how the album that is open is to be called."""
        album, library = self._parts.selection().album, self._parts.services.library

        def ask(found: Album) -> None:
            self._question.ask_to_rename(
                found, upper_third(self._window), lambda name: self.rename(found.id, name)
            )

        if album is not None:
            self._parts.services.jobs.start(lambda _: library.album(album), ask)

    def rename(self, album: AlbumId, name: str) -> None:
        """Call the album otherwise."""
        self._parts.people.say(lambda library: library.rename_album(album, name))

    def delete_open(self) -> None:
        album = self._parts.selection().album
        if album is not None:
            self.delete(album)

    def delete(self, album: AlbumId) -> None:
        """Its photos stay in the library; nothing is asked, as undo brings it back."""
        self._parts.people.say(lambda library: library.delete_album(album))

    # ---- who carries out what takes more than a function, made when it is first asked for

    @cached_property
    def _question(self) -> AlbumQuestion:
        from gui.commands.album_question import AlbumQuestion

        return AlbumQuestion(self._parts.services, self._window)

    @cached_property
    def _exporter(self) -> Exporter:
        from gui.commands.exporting import Exporter

        return Exporter(self._parts.services, self._window)

    # ---- inside

    def _make_empty(self, name: str) -> None:
        def show(changes: Changes) -> None:
            for album in changes.albums:
                self._parts.navigator.go(Place(Room.PHOTOS, album=album))

        self._parts.people.say(lambda library: library.create_album(name), show)

    def _on_menu_wanted(self, album: AlbumId, point: QPoint) -> None:
        """About this album, wherever the window is."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Rename"), lambda: self._parts.sidebar.edit_album(album))
        menu.addAction(tr("Delete Album"), lambda: self.delete(album))
        menu.addSeparator()
        menu.addAction(tr("Export…"), lambda: self._exporter.ask_album(album))
        menu.addSeparator()
        menu.addAction(self._parts.actions_table["new_album"])
        menu.popup(point)

    def _on_dropped(self, dragged: Dragged, album: AlbumId | None) -> None:
        """On an album, or on the line that makes a new one."""
        selection = _selection_of(dragged)
        if album is None:
            self.new(selection)
        else:
            self.add(selection, album)

    def _beside(self) -> QRect:
        return self._parts.active_part().selected_area()


def photos_meant(library: Library, selection: Selection) -> list[PhotoId]:
    """The photos that are selected, or those of the faces or the people that are; for a worker."""
    if selection.photos:
        return list(selection.photos)
    if selection.faces:
        return list(dict.fromkeys(face.photo_id for face in library.faces(selection.faces)))
    return list(
        dict.fromkeys(photo for each in selection.someone for photo in library.photo_ids(person=each))
    )


def _selection_of(dragged: Dragged) -> Selection:
    if dragged.kind is Kind.PHOTOS:
        return Selection(photos=cast(Sequence[PhotoId], dragged.ids))
    if dragged.kind is Kind.FACES:
        return Selection(faces=tuple(map(FaceId, dragged.ids)))
    return Selection(people=tuple(map(PersonId, dragged.ids)))
