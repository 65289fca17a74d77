"""The nouns of Kith, shared by every layer: frozen values without behaviour of their own, but for `Box`.

Those that nobody needs before something was asked or done are in modules of their own, which are read when the first
of their names is imported from here: the window that opens does not wait for them.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NewType

from engine.lazily import lazily

if TYPE_CHECKING:
    from engine.types.reports import *  # noqa: F403
    from engine.types.similar import *  # noqa: F403

PhotoId = NewType("PhotoId", int)
FaceId = NewType("FaceId", int)
PersonId = NewType("PersonId", int)
AlbumId = NewType("AlbumId", int)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle as fractions (0..1) of the upright picture, so that it survives resizing.

    A face at the edge may reach outside the picture: `x` and `y` may be below 0, `x + w` and `y + h` above 1.
    """

    x: float
    y: float
    w: float
    h: float

    @classmethod
    def from_pixels(cls, x: float, y: float, w: float, h: float, width: int, height: int) -> Box:
        """The box of pixels `x, y, w, h` in an upright picture of `width` x `height` pixels."""
        return cls(x / width, y / height, w / width, h / height)

    def in_pixels(self, width: int, height: int) -> tuple[float, float, float, float]:
        """`(x, y, w, h)` in pixels of an upright picture of `width` x `height`."""
        return self.x * width, self.y * height, self.w * width, self.h * height

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.w / 2, self.y + self.h / 2

    def overlap(self, other: Box) -> float:
        """Intersection over union, 0..1."""
        across = min(self.x + self.w, other.x + other.w) - max(self.x, other.x)
        down = min(self.y + self.h, other.y + other.h) - max(self.y, other.y)
        if across <= 0 or down <= 0:
            return 0.0
        both = across * down
        return both / (self.w * self.h + other.w * other.h - both)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture, known by its content; `path` is one of the files that hold it."""

    id: PhotoId
    path: Path
    width: int  # pixels of the upright picture
    height: int
    taken: float | None  # seconds since 1970 as the camera's clock said (no time zone), None if unknown
    faces: int
    unnamed: int = 0  # of them: of nobody with a name, but not of people put out of the way


class PhotoOrder(Enum):
    """How a list of photos goes on; within a folder or a number of faces the newest come first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"
    FOLDER = "folder"
    FACES = "faces"  # most first
    ADDED = "added"  # last found first


RunKey = int | str | Path | None


class PhotoRun(NamedTuple):
    """Photos that stand together in a list, and what they have in common."""

    key: RunKey  # days since 1970, the name's first letter, the folder, the number of faces; None: nothing
    photos: int


class PhotoList(NamedTuple):
    """Photos in order; the runs together are all of them."""

    ids: array[int]  # as a million take 8 MB in it, and 40 in a list
    runs: list[PhotoRun]


class HintKind(Enum):
    """What a suggestion in the search is."""

    PERSON = "person"
    ALBUM = "album"
    FOLDER = "folder"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class DateWriting:
    """How the user writes dates, beside what everybody understands."""

    months: Mapping[str, int] = field(default_factory=dict)  # their names in lower case, and which each is
    month_first: bool = False  # 6/7/2019 is the seventh of June


@dataclass(frozen=True, slots=True)
class Hint:
    """How a search may go on."""

    kind: HintKind
    text: str  # as it is typed
    photos: int


@dataclass(frozen=True, slots=True)
class Face:
    """One face found in one photo."""

    id: FaceId
    photo_id: PhotoId
    box: Box
    confidence: float  # the detector's, 0..1
    quality: float  # how far its embedding can be trusted, 0..1
    person_id: PersonId | None
    confirmed: bool  # the user said so, the machine did not merely guess
    pointed_at: bool  # the user said it of this very face, not only of everybody in its group


@dataclass(frozen=True, slots=True)
class Person:
    """A person; without a name, a group of faces that look alike."""

    id: PersonId
    name: str | None
    hidden: bool
    cover: FaceId | None
    faces: int
    photos: int
    stranger: bool = False  # nobody whom the user wants to name
    born: str | None = None  # a year or an ISO date


class PeopleSection(Enum):
    """The three shelves on which people stand; strangers stand with the hidden."""

    NAMED = "named"
    UNNAMED = "unnamed"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Album:
    """Photos that the user gathered, wherever they lie."""

    id: AlbumId
    name: str
    photos: int  # shown ones
    cover: PhotoId | None  # the one that was chosen, else the one found last; None: no photo is shown


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that the user asked to have scanned."""

    path: Path
    photos: int
    online: bool  # False: the drive is away; what was found there is kept
    watched: bool = True  # what comes into it is to be scanned without being asked
    folders: bool = False  # others with photos lie in it


@dataclass(frozen=True, slots=True)
class Subfolder:
    """A folder in another one, with photos in it or further below."""

    path: Path
    photos: int
    folders: bool  # others with photos lie in it


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Folders whose scan was begun, and neither finished nor stopped by the user."""

    folders: tuple[Path, ...]
    paused: bool  # it goes on when the user says so


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that gave no photo, and why, in the user's words."""

    path: Path
    reason: str
    skipped: bool = False  # True: not a photo at all (a sidecar, a video), so nobody misses it


@dataclass(frozen=True, slots=True)
class Changes:
    """What a command or a scan changed: all that a view needs to refresh itself."""

    photos: frozenset[PhotoId] = field(default_factory=frozenset)
    faces: frozenset[FaceId] = field(default_factory=frozenset)
    people: frozenset[PersonId] = field(default_factory=frozenset)
    albums: frozenset[AlbumId] = field(default_factory=frozenset)  # with other photos, or called otherwise

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.photos | other.photos,
            self.faces | other.faces,
            self.people | other.people,
            self.albums | other.albums,
        )

    def __bool__(self) -> bool:
        return bool(self.photos or self.faces or self.people or self.albums)


@dataclass(frozen=True, slots=True)
class Command:
    """One of the user's commands, as undoing goes through them."""

    id: int
    label: str
    at: float  # seconds since 1970
    undone: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Who somebody without a name may be."""

    person: Person
    probability: float  # 0..1; what is left over all suggestions is that it is somebody else


class QuestionKind(Enum):
    """What is asked: are two people or groups one, or is a single face somebody."""

    PEOPLE = "people"
    FACE = "face"


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only the user knows.

    Yes is `merge`, or `move_faces` of a single face; no is `tell_apart`, or `take_out` of the face with the
    person. Neither is asked again.
    """

    kind: QuestionKind
    people: tuple[Person, ...]  # the two, a named one last; or whom the face may be
    faces: tuple[FaceId, ...]  # the face; none where people are asked about
    probability: float  # of yes
    faces_settled: int  # by a yes: they get a name, or stand in a larger group


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers in the sidebar: shown photos and faces, people by shelf, files that gave no photo, and
    faces that belong to nobody.
    """

    photos: int
    faces: int
    named: int
    unnamed: int
    hidden: int
    unreadable: int
    single: int = 0


if not TYPE_CHECKING:
    __getattr__ = lazily(
        __name__,
        {
            "engine.types.reports": (
                "Backup", "Calibration", "CameraDetails", "DeviceInfo", "Exported", "Finding", "GonePhoto",
                "GroupReport", "ModelInfo", "PhotoDetails", "Picture", "ScanReport",
            ),
            "engine.types.similar": (
                "Match", "PhotoMatch", "Scale", "SimilarAnswer", "SimilarBy", "SimilarOnly", "SimilarQuery",
                "SimilarTo",
            ),
        },
    )  # fmt: skip
