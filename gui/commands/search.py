"""Leads to what is typed into the search field: a search is a place like any other, so that Back leads out of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from engine.types import Hint
from gui.controllers.navigation import Navigator
from gui.jobs import Lane, Latest
from gui.places import Place, Room
from gui.services import Services
from gui.views.search_field import SearchField
from gui.words import date_writing


class SearchController(QObject):
    """Looks for the words in all photos, or in the folder or the person's photos that are shown."""

    def __init__(self, services: Services, navigator: Navigator, field: SearchField, parent: QObject) -> None:
        super().__init__(parent)
        self._library = services.library
        self._hints = Latest(services.jobs, Lane.ASIDE)
        self._navigator = navigator
        self.leads = False  # the keyboard stays where the words are typed
        self._field = field
        field.searched.connect(self._on_searched)
        field.hints_wanted.connect(self._on_hints_wanted)
        navigator.went.connect(self._on_went)

    def clear(self) -> None:
        """Give up what is being looked for."""
        self._on_searched("")

    def _on_searched(self, text: str) -> None:
        place = self._navigator.place
        if place.room is not Room.PHOTOS:
            place = Place(Room.PHOTOS)
        if text != place.words:
            self.leads = self._field.hasFocus()
            self._lead(place, text)
            self.leads = False

    def _lead(self, place: Place, text: str) -> None:
        if not place.words:
            self._navigator.go(replace(place, words=text))
        elif text or not self._navigator.back():
            self._navigator.swap(replace(place, words=text))

    def _on_went(self, place: Place) -> None:
        if place.room is not Room.PHOTO:  # which one has come to from what was found
            self._field.show_text(place.words)

    def _on_hints_wanted(self, text: str) -> None:
        library, dates = self._library, date_writing()

        def on_found(hints: list[Hint]) -> None:
            self._field.show_hints(text, hints)

        self._hints.start(lambda _: library.hints(text, dates), on_found)
