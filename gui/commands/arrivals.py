"""What is dropped on the window, or pasted: folders are scanned, pictures are searched for."""

from __future__ import annotations

from PySide6.QtCore import QFileInfo, QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from gui.mime_data import image_in, local_paths, why_not


class Arrivals(QObject):
    """Takes files, picture data and what browsers give; never an address on the net.

    Signals:
        folders_came: Paths to be added.
        file_came: The path of what may be a picture: who and what is on it?
        image_came: A picture itself, encoded or a `QImage`.
        refused: The problem to be told.
    """

    folders_came = Signal(object)
    file_came = Signal(object)
    image_came = Signal(object)
    refused = Signal(object)

    def drop(self, data: QMimeData) -> None:
        """A folder is added; a picture is asked who and what is on it."""
        folders = [path for path in local_paths(data) if QFileInfo(path).isDir()]
        if folders:
            self.folders_came.emit(folders)
        else:
            self._search(data)

    def paste(self) -> None:
        """What is like the picture, or the picture file, on the clipboard."""
        self._search(QGuiApplication.clipboard().mimeData())

    def _search(self, data: QMimeData) -> None:
        paths, image = local_paths(data), image_in(data)
        if paths:
            self.file_came.emit(paths[0])
        elif image is not None:
            self.image_came.emit(image)
        else:
            self.refused.emit(why_not(data))
