"""The rooms of the window, and what may be shown in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from engine.types import AlbumId, FaceId, PersonId, PhotoId


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
    album: AlbumId | None = None  # that is listed; of a photo, the one from which one has come to it
    person: PersonId | None = None
    others: tuple[PersonId, ...] = ()  # who are on the photos together with `person`
    words: str = ""  # that were searched for, among the photos of the above
    photo: PhotoId | None = None
    siblings: Sequence[int] = field(default=(), compare=False, repr=False)  # photos to leaf through
    face: FaceId | None = field(default=None, compare=False)  # the one that is meant in the photo


HOME = Place(Room.PHOTOS)
