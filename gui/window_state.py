"""Remembers how the window was left, beside the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QSettings

from gui.controllers.navigation import HOME, Place, Room
from gui.views.grid_page import GridPage

if TYPE_CHECKING:
    from gui.main_window import MainWindow

FILE = "window.ini"
STAYS = (Room.PHOTOS, Room.PEOPLE, Room.UNNAMED, Room.HIDDEN, Room.UNREADABLE)


class WindowState:
    """Geometry, the splitter, the sizes of the tiles and the last room, in an ini file of the library's directory."""

    def __init__(self, directory: Path) -> None:
        self._settings = QSettings(str(directory / FILE), QSettings.Format.IniFormat)

    def save(self, window: MainWindow) -> None:
        """Write down how `window` is now."""
        settings = self._settings
        settings.setValue("window/geometry", window.saveGeometry())
        settings.setValue("window/splitter", window.splitter.saveState())
        settings.setValue("window/pane", window.pane.isVisible())
        settings.setValue("window/boxes", window.actions_table["boxes"].isChecked())
        for room, page in window.rooms.pages().items():
            if isinstance(page, GridPage):
                settings.setValue(f"tiles/{room.value}", page.grid.edge)
        place = window.navigator.place
        settings.setValue("place/room", (place.room if place.room in STAYS else Room.PHOTOS).value)
        settings.setValue("place/folder", str(place.folder) if place.folder else "")
        settings.sync()

    def restore(self, window: MainWindow) -> Place:
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
        for room, page in window.rooms.pages().items():
            if isinstance(page, GridPage):
                page.grid.set_edge(cast(int, settings.value(f"tiles/{room.value}", page.grid.edge, int)))
        return self._place()

    def _flag(self, key: str, default: bool) -> bool:
        return bool(self._settings.value(key, default, bool))

    def _place(self) -> Place:
        folder = str(self._settings.value("place/folder", ""))
        try:
            room = Room(self._settings.value("place/room", Room.PHOTOS.value))
        except ValueError:  # written by another version
            return HOME
        return Place(room, folder=Path(folder) if folder else None)
