"""Where in the window one is, and how one got there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.types import FaceId, PersonId, PhotoId


class Room(Enum):
    """The rooms of the window."""

    PHOTOS = "photos"
    PEOPLE = "people"
    UNNAMED = "unnamed"
    SINGLE = "single"
    HIDDEN = "hidden"
    UNREADABLE = "unreadable"
    REVIEW = "review"
    MAP = "map"
    ACTIVITY = "activity"
    PERSON = "person"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Place:
    """A room and what is shown in it."""

    room: Room
    folder: Path | None = None
    person: PersonId | None = None
    others: tuple[PersonId, ...] = ()  # who are on the photos together with `person`
    words: str = ""  # that were searched for, among the photos of the above
    photo: PhotoId | None = None
    siblings: Sequence[int] = field(default=(), compare=False, repr=False)  # photos to leaf through
    face: FaceId | None = field(default=None, compare=False)  # the one that is meant in the photo


HOME = Place(Room.PHOTOS)
HISTORY = 100


class Navigator(QObject):
    """Signals:
    went: The `Place` that should be shown now.
    """

    went = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: list[Place] = [HOME]

    @property
    def place(self) -> Place:
        return self._path[-1]

    @property
    def before(self) -> Place | None:
        """Where `back` would lead."""
        return self._path[-2] if len(self._path) > 1 else None

    def go(self, place: Place) -> None:
        """Show `place`, and remember the way."""
        if place == self.place:
            return
        self._path.append(place)
        del self._path[:-HISTORY]
        self.went.emit(place)

    def note(self, place: Place) -> None:
        """One has come to `place` already, within the same room."""
        self._path[-1] = place

    def swap(self, place: Place) -> None:
        """Show `place` in the stead of the present one, which is no more."""
        self._path[-1] = place
        self.went.emit(place)

    def back(self) -> bool:
        """Go where one was before; False if there is no such place."""
        if len(self._path) < 2:
            return False
        self._path.pop()
        self.went.emit(self.place)
        return True

    def start(self, place: Place) -> None:
        """Begin at `place` with no way back."""
        self._path = [place]
        self.went.emit(place)
