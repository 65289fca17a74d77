"""What is dropped on the window, or pasted: folders are scanned, pictures are searched for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from gui.views.similar.drop import image_in, local_paths, why_not

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class Arrivals(QObject):
    """Takes files, picture data and what browsers give; never an address on the net."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def drop(self, data: QMimeData) -> None:
        """A folder is added; a picture is asked who and what is on it."""
        folders = [path for path in local_paths(data) if path.is_dir()]
        if folders:
            self._window.scanning.scan(folders)
        else:
            self._search(data)

    def paste(self) -> None:
        """What is like the picture, or the picture file, on the clipboard."""
        self._search(QGuiApplication.clipboard().mimeData())

    def _search(self, data: QMimeData) -> None:
        paths, image = local_paths(data), image_in(data)
        if paths:
            self._window.similar.find_in_file(paths[0])
        elif image is not None:
            self._window.similar.find_in_image(image)
        else:
            self._window.message.tell_problem(why_not(data))
