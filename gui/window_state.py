"""Remembers how the window was left, beside the library."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QByteArray, QObject, QSettings
from PySide6.QtWidgets import QSplitter

from engine.types import AlbumId, PhotoOrder
from gui.actions import Actions
from gui.controllers.navigation import Navigator
from gui.language import FILE
from gui.places import HOME, Place, Room
from gui.rooms import Rooms
from gui.views.grid.page import GridPage
from gui.views.page import Page

STAYS = (Room.PHOTOS, Room.PEOPLE, Room.UNNAMED, Room.SINGLE, Room.HIDDEN, Room.UNREADABLE, Room.REVIEW)


class Remembered(Protocol):
    """What of the window is found again."""

    actions_table: Actions
    navigator: Navigator
    rooms: Rooms
    splitter: QSplitter

    def saveGeometry(self) -> QByteArray: ...

    def restoreGeometry(self, geometry: QByteArray, /) -> bool: ...


class WindowState:
    """Geometry, the splitter, the sizes of the tiles and the last room, in an ini file of the library's directory."""

    def __init__(self, directory: Path, parent: QObject | None = None) -> None:
        self._path = directory / FILE
        self._settings = QSettings(str(self._path), QSettings.Format.IniFormat, parent)

    def save(self, window: Remembered) -> None:
        """Write down how `window` is now."""
        settings = self._settings
        settings.setValue("window/geometry", window.saveGeometry())
        settings.setValue("window/splitter", window.splitter.saveState())
        settings.setValue("window/pane", window.actions_table["pane"].isChecked())
        for name in ("boxes", "info", "badges"):
            settings.setValue(f"window/{name}", window.actions_table[name].isChecked())
        for room, page in window.rooms.pages().items():
            if isinstance(page, GridPage):
                settings.setValue(f"tiles/{room.value}", page.grid.edge)
        settings.setValue("photos/order", window.rooms.photos.order.value)
        place = window.navigator.place
        settings.setValue("place/room", (place.room if place.room in STAYS else Room.PHOTOS).value)
        # As the system's bytes: Qt's texts lose those that are not UTF-8, and another folder would be opened.
        settings.setValue("place/folder", QByteArray(os.fsencode(place.folder) if place.folder else b""))
        settings.setValue("place/album", place.album if place.room is Room.PHOTOS and place.album else 0)
        self._write()

    def restore(self, window: Remembered) -> Place:
        """Dress `window` as it was; returns the place where it was left."""
        settings = self._settings
        window.actions_table["pane"].setChecked(self._flag("window/pane", False))
        for key, restore in (
            ("window/geometry", window.restoreGeometry),
            ("window/splitter", window.splitter.restoreState),
        ):
            state = settings.value(key)
            if isinstance(state, QByteArray):  # anything else was not written by us
                restore(state)
        window.actions_table["boxes"].setChecked(self._flag("window/boxes", True))
        window.actions_table["info"].setChecked(self._flag("window/info", False))
        window.actions_table["badges"].setChecked(self._flag("window/badges", True))
        for room, page in window.rooms.pages().items():
            self._restore_tiles(room, page)
        window.rooms.made.connect(self._restore_tiles)
        window.rooms.photos.set_order(self._order())
        return self._place()

    def _restore_tiles(self, room: Room, page: Page) -> None:
        if isinstance(page, GridPage):
            with suppress(ValueError):  # a hand has written something else there
                page.grid.set_edge(int(str(self._settings.value(f"tiles/{room.value}", page.grid.edge))))

    def _write(self) -> None:
        """Readable by the owner alone, since a folder's name may tell much; Qt keeps the rights of a file."""
        with suppress(OSError):  # where nothing can be written there is nothing to protect
            self._path.touch(mode=0o600)
            self._path.chmod(0o600)
        self._settings.sync()

    def _flag(self, key: str, default: bool) -> bool:
        return bool(self._settings.value(key, default, bool))

    def _order(self) -> PhotoOrder:
        try:
            return PhotoOrder(self._settings.value("photos/order", PhotoOrder.NEWEST.value))
        except ValueError:  # written by another version
            return PhotoOrder.NEWEST

    def _place(self) -> Place:
        folder = self._settings.value("place/folder", "")
        folder = os.fsdecode(bytes(folder.data())) if isinstance(folder, QByteArray) else str(folder)
        try:
            room = Room(self._settings.value("place/room", Room.PHOTOS.value))
        except ValueError:  # written by another version
            return HOME
        if room not in STAYS:
            return HOME
        if room is Room.PHOTOS and (album := self._album()):
            return Place(room, album=album)
        return Place(room, folder=Path(folder) if folder else None)

    def _album(self) -> AlbumId | None:
        try:
            return AlbumId(int(str(self._settings.value("place/album", 0)))) or None
        except ValueError:  # a hand has written something else there
            return None
