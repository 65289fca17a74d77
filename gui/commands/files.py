"""Commands on folders and files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.commands.parts import Parts
from gui.desktop import open_folder, pictures_folder
from gui.i18n import tr
from gui.selection import Selection

if TYPE_CHECKING:
    from engine.library import Library

MANY = 30  # paths copied at most; more is a mistake


class FileCommands:
    """What is done with folders, and with the files of what is selected."""

    def __init__(self, parts: Parts, window: QWidget) -> None:
        self._parts = parts
        self._window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each command does."""
        return {
            "add_folder": self.add_folder,
            "scan_again": self._parts.scanning.scan_again,
            "watch_folder": self.watch_folder,
            "pause_scan": self._parts.scanning.toggle_pause,
            "cancel_scan": self._parts.scanning.cancel,
            "similar_to_file": self.similar_to_file,
            "paste": lambda: self._parts.arrivals.paste(),
            "copy_path": self.copy_path,
            "show_in_folder": self.show_in_folder,
        }

    def add_folder(self) -> None:
        """Ask for a folder and scan it."""
        chosen = QFileDialog.getExistingDirectory(
            self._window, tr("Choose a folder with photos"), str(pictures_folder())
        )
        if chosen:
            self._parts.scanning.scan([Path(chosen)])

    def watch_folder(self) -> None:
        """Watch the folder that is open, or no longer."""
        folder = self._parts.navigator.place.folder
        if folder is not None:
            self._parts.watching.set_watched(folder, not self._parts.watching.is_watched(folder))

    def similar_to_file(self) -> None:
        """Ask for a picture and find the people in it."""
        chosen, _ = QFileDialog.getOpenFileName(self._window, tr("Choose a picture"), str(pictures_folder()))
        if chosen:
            self._parts.similar.find_in_file(Path(chosen))

    def copy_path(self) -> None:
        """Put the paths of the selected files on the clipboard, one per line."""
        self._with_paths(lambda paths: QGuiApplication.clipboard().setText("\n".join(map(str, paths))))

    def show_in_folder(self) -> None:
        """Open the folder of the first selected file in the system's file manager."""
        self._with_paths(lambda paths: open_folder(paths[0].parent))

    def _with_paths(self, use: Callable[[list[Path]], object]) -> None:
        selection, library = self._parts.selection(), self._parts.services.library

        def on_found(paths: list[Path]) -> None:
            if paths:
                use(paths)

        self._parts.services.jobs.start(lambda _: _paths(library, selection), on_found)


def _paths(library: Library, selection: Selection) -> list[Path]:
    photos = list(selection.photos[:MANY])
    if selection.faces and not photos:
        photos = [face.photo_id for face in library.faces(list(selection.faces)[:MANY])]
    found = [photo.path for photo in library.photos(list(dict.fromkeys(photos)))]
    return [*found, *selection.files]
