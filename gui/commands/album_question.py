"""Asks for the names of albums, on a sheet like that for the names of people."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QWidget

from engine.types import Album
from gui.controllers.album_book import AlbumBook
from gui.i18n import tr, tr_n
from gui.selection import Selection
from gui.services import Services
from gui.views.name_edit import NamePopover

Use = Callable[[str], object]


class AlbumQuestion(QObject):
    """Remembers what is done with the name while it is typed."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self.book = AlbumBook(services, self)
        self.popover = NamePopover(self.book, window)
        self.popover.edit.setPlaceholderText(tr("Name of the album"))
        self.popover.edit.setAccessibleName(tr("Name of the album"))
        self.popover.given.connect(self._on_given)
        self._use: Use | None = None

    def ask_for_new(self, near: QRect, use: Use) -> None:
        """How is the album of what is selected to be called? That of an album that is there adds to it."""
        self._ask(tr("What is the new album called?"), near, use)

    def ask_for_empty(self, near: QRect, use: Use) -> None:
        """How is an album without photos to be called?"""
        self._ask(tr("What is the new album called?"), near, use, says=self._whether_free)

    def ask_which(self, selection: Selection, near: QRect, use: Use) -> None:
        """Into which album do the photos go?"""
        self._ask(_which(selection), near, use)

    def ask_to_rename(self, album: Album, near: QRect, use: Use) -> None:
        """How is it to be called?"""
        self._ask(tr("What is the album called now?"), near, use, album.name, self._whether_free)

    def _ask(
        self, question: str, near: QRect, use: Use, name: str = "", says: Callable[[str], str] | None = None
    ) -> None:
        self._use = use
        self.popover.ask(question, near, name, says=says)

    def _whether_free(self, name: str) -> str:
        return tr("There is an album of this name") if self.book.find(name) is not None else ""

    def _on_given(self, name: str) -> None:
        if self._use is not None:
            self._use(name)


def _which(selection: Selection) -> str:
    if selection.photos:
        number = len(selection.photos)
        return tr_n("Add this photo to which album?", "Add these {n} photos to which album?", number)
    if selection.faces:
        return tr_n(
            "Add the photo with this face to which album?",
            "Add the photos with these {n} faces to which album?",
            len(selection.faces),
        )
    return tr_n(
        "Add the photos of this person to which album?",
        "Add the photos of these {n} people to which album?",
        len(selection.someone),
    )
