"""What a command would act on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.types import AlbumId, FaceId, PersonId, PhotoId


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected in the part of the window that was used last."""

    photos: Sequence[
        PhotoId
    ] = ()  # of a million an array: nothing is to be made of them in the window's thread
    faces: tuple[FaceId, ...] = ()
    people: tuple[PersonId, ...] = ()
    files: tuple[Path, ...] = ()  # that are no photos of the library
    person: PersonId | None = None  # the one whose page is open, or to whom all of `faces` belong
    in_people: bool = False  # each of `faces` belongs to somebody
    named: tuple[PersonId, ...] = ()  # those of the people meant of whom it is known that they have a name
    hidden: bool = False  # the people meant are hidden ones
    strangers: bool = False  # all of the people meant are strangers
    single_photo: bool = False  # one photo fills the page
    at_home: bool = False  # the page of `person` is the one that is open
    question: bool = False  # a question of the review is open: it is answered, rather than commanded
    found_faces: tuple[FaceId, ...] = ()  # for which `photos` were found: a name is given to these
    album: AlbumId | None = None  # the one that is open, of which `photos` are some
    copies: bool = False  # near-duplicates of what is selected can be shown or folded up

    @property
    def someone(self) -> tuple[PersonId, ...]:
        """The people meant: the selected ones, or the one whose page is open."""
        if self.people or self.person is None:
            return self.people
        return (self.person,)

    def __bool__(self) -> bool:
        return bool(self.photos or self.faces or self.people)
