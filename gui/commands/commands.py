"""Connects each command of the table with the one who carries it out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engine.types import PhotoOrder
from gui.commands.albums import AlbumCommands
from gui.commands.files import FileCommands
from gui.commands.parts import Parts
from gui.commands.people import PeopleCommands
from gui.commands.program import ProgramCommands
from gui.places import Place, Room


class Commands(QObject):
    """What is seen and where one goes is commanded here; the rest by those who know files, people, albums and so on."""

    def __init__(self, parts: Parts, window: QWidget) -> None:
        super().__init__(window)
        self._parts = parts
        kinds = (FileCommands, PeopleCommands, AlbumCommands, ProgramCommands)
        self._others = [kind(parts, window) for kind in kinds]
        handlers = self._handlers()
        for other in self._others:
            handlers |= other.handlers()
        parts.actions_table.connect_all(handlers)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        go = self._parts.navigator.go
        return {
            "undo": self.undo,
            "redo": self._parts.people.redo,
            "select_all": lambda: self._parts.active_part().select_all(),
            "select_section": lambda: self._parts.rooms.page.select_section(),
            "open": self.open,
            "find_similar": self.find_similar,
            "unfold": lambda: self._parts.pane.unfold(),
            "sort_newest": partial(self.sort_by, PhotoOrder.NEWEST),
            "sort_oldest": partial(self.sort_by, PhotoOrder.OLDEST),
            "sort_name": partial(self.sort_by, PhotoOrder.NAME),
            "sort_folder": partial(self.sort_by, PhotoOrder.FOLDER),
            "sort_faces": partial(self.sort_by, PhotoOrder.FACES),
            "sort_added": partial(self.sort_by, PhotoOrder.ADDED),
            "larger": lambda: self._parts.active_part().grow(1),
            "smaller": lambda: self._parts.active_part().grow(-1),
            "fit": lambda: self._parts.rooms.photo.canvas.fit(),
            "turn_right": lambda: self._parts.rooms.photo.canvas.turn(1),
            "turn_left": lambda: self._parts.rooms.photo.canvas.turn(-1),
            "back": self._parts.go_back,
            "previous": lambda: self._parts.rooms.photo.leaf(-1),
            "next": lambda: self._parts.rooms.photo.leaf(1),
            "go_photos": lambda: go(Place(Room.PHOTOS)),
            "go_people": lambda: go(Place(Room.PEOPLE)),
            "go_unnamed": lambda: go(Place(Room.UNNAMED)),
            "go_single": lambda: go(Place(Room.SINGLE)),
            "go_hidden": lambda: go(Place(Room.HIDDEN)),
            "go_unreadable": lambda: go(Place(Room.UNREADABLE)),
            "go_review": lambda: go(Place(Room.REVIEW)),
            "go_map": lambda: go(Place(Room.MAP)),
            "go_activity": lambda: go(Place(Room.ACTIVITY)),
            "review_yes": self._parts.review.yes,
            "review_no": self._parts.review.no,
            "review_name": lambda: self._parts.rooms.review.ask_for_name(),
            "review_skip": self._parts.review.skip,
            "review_stranger": self._parts.review.stranger,
            "review_not_a_face": self._parts.review.not_a_face,
            "review_photo": lambda: self._parts.rooms.review.open_selected(),
            "review_skipped": self._parts.review.ask_skipped,
            "search": self._parts.focus_search,
            "clear_search": self._parts.search.clear,
        }

    def open(self) -> None:
        """Show what is selected large."""
        self._parts.active_part().open_selected()

    def find_similar(self) -> None:
        self._parts.similar.find(self._parts.selection())

    def sort_by(self, order: PhotoOrder) -> None:
        """List the photos in another order."""
        self._parts.rooms.photos.set_order(order)

    def undo(self) -> None:
        """In the review a skip is taken back like an answer."""
        in_review = self._parts.navigator.place.room is Room.REVIEW
        if not (in_review and self._parts.review.take_back_skip()):
            self._parts.people.undo()
