"""The nouns of Kith, shared by every layer: frozen values without behaviour of their own, but for `Box`."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path
from typing import NamedTuple, NewType

PhotoId = NewType("PhotoId", int)
FaceId = NewType("FaceId", int)
PersonId = NewType("PersonId", int)


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
    FOLDER = "folder"
    DATE = "date"


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
class Folder:
    """A folder that the user asked to have scanned."""

    path: Path
    photos: int
    online: bool  # False: the drive is away; what was found there is kept
    watched: bool = True  # what comes into it is to be scanned without being asked


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

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.photos | other.photos, self.faces | other.faces, self.people | other.people)

    def __bool__(self) -> bool:
        return bool(self.photos or self.faces or self.people)


@dataclass(frozen=True, slots=True)
class Command:
    """One of the user's commands, as undoing goes through them."""

    id: int
    label: str
    at: float  # seconds since 1970
    undone: bool


@dataclass(frozen=True, slots=True)
class Match:
    """One answer of "find similar"."""

    face: Face
    photo: Photo
    score: float  # cosine similarity, -1..1
    name: str | None


class SimilarBy(Enum):
    """What is compared when similar photos or faces are looked for."""

    FACE = "face"
    SCENE = "scene"  # the whole picture
    BOTH = "both"  # face and scene, weighted
    COMPACT = "compact"  # smaller vectors, made from the library's own
    LEARNED = "learned"  # a space that was learned, if the library has one


@dataclass(frozen=True, slots=True)
class SimilarTo:
    """What is looked for: of these one alone; several `faces`, `photos` are all asked about."""

    faces: tuple[FaceId, ...] = ()
    photos: tuple[PhotoId, ...] = ()
    person: PersonId | None = None
    picture: Path | bytes | None = None  # from outside: a file, or an encoded picture that was pasted
    picture_face: int | None = None  # which of its faces, from 0, left to right; None: the largest
    every_face: bool = False  # all of its faces, not one of them


@dataclass(frozen=True, slots=True)
class SimilarOnly:
    """Which photos and faces may be among the answers; the conditions add up."""

    unnamed: bool = False  # faces of nobody who has a name
    folders: tuple[Path, ...] = ()  # in or below any of them
    years: tuple[int, int] | None = None  # taken in these or between
    not_people: frozenset[PersonId] = frozenset()  # no face of theirs


@dataclass(frozen=True, slots=True)
class SimilarQuery:
    """One question to `Library.find_similar`."""

    to: SimilarTo
    by: SimilarBy | None = None  # None: by face where there is one, else by scene
    of: SimilarBy | None = (
        None  # what COMPACT and LEARNED are made of: FACE, SCENE or BOTH; None: as for `by`
    )
    weight: float = 0.5  # of the face where both count, 0..1
    together: bool = False  # of several faces: all of them in one photo, not any of them
    only: SimilarOnly = SimilarOnly()
    min_score: float = -1.0
    count: int = 60  # photos, or faces where `SimilarAnswer.matches` are wanted
    fold: bool = True  # copies and near-duplicates come as one
    exact: bool = False  # compare everything, however long it takes


@dataclass(frozen=True, slots=True)
class PhotoMatch:
    """A photo among the answers."""

    photo: Photo
    score: float  # what they are ordered by: 1 is the same, 0 as alike as any two
    face_score: (
        float | None
    )  # cosine of the face most like the one asked about; None: has none, or not compared
    scene_score: float | None  # cosine of the whole picture; None: not compared
    matches: tuple[Match, ...]  # its faces that were compared, the most similar first
    folded: tuple[PhotoId, ...] = ()  # its near-duplicates, which are not answers of their own


@dataclass(frozen=True, slots=True)
class Scale:
    """What similarities of two things that have nothing to do with each other are like in one space."""

    mean: float
    deviation: float


@dataclass(frozen=True, slots=True)
class SimilarAnswer:
    """What was found, by photo and by face, best first."""

    query: SimilarQuery
    by: SimilarBy  # how it was looked for ...
    of: SimilarBy  # ... and in which parts: FACE, SCENE or BOTH
    photos: tuple[PhotoMatch, ...]
    matches: tuple[Match, ...]  # one for each face; none where only scenes were compared
    recall: float | None = (
        None  # measured share of the truly best that the index finds; None: all were compared
    )
    explained: float | None = None  # COMPACT: the share of the variance that the smaller vectors keep
    dimensions: int = 0  # numbers in each vector that was compared
    learned: frozenset[SimilarBy] = frozenset()  # FACE, SCENE: of what the library has a learned space
    face_scale: Scale | None = None  # for `Library.reweighed`
    scene_scale: Scale | None = None
    pool: tuple[PhotoMatch, ...] = ()  # likewise: more candidates than `photos`


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
class Calibration:
    """How similarities of one person's faces and of two people's are spread, and what a similarity is worth."""

    model: str
    own: bool  # measured on the user's named people; else on those that the model was measured on
    same_pairs: int  # of the user's named people
    different_pairs: int
    edges: tuple[float, ...]  # k + 1 similarities
    same: tuple[float, ...]  # the share (k) of the pairs of one person between each two `edges`
    different: tuple[float, ...]
    probabilities: tuple[float, ...]  # (k) that such a pair is one person, where half of all pairs are
    false_match_rates: tuple[
        float, ...
    ]  # (k + 1): of the pairs of two people, the share above each of `edges`
    true_match_rates: tuple[float, ...]
    false_match_rate: float  # the one that was asked for ...
    threshold: float  # ... is had from this similarity on ...
    true_match_rate: float  # ... which so many pairs of one person have


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What one scan did and what the folders now hold."""

    photos: int  # readable photos in the scanned folders, whether analysed now or before
    analysed: int  # of these, those whose pixels were decoded by this scan
    faces: int
    groups: int  # people and groups in the whole library
    unreadable: int
    skipped: int
    seconds: float
    away: tuple[Path, ...] = ()  # folders whose drive is not there; they were left as they are
    left: int = 0  # files that a scan which was to pause has not come to

    @property
    def photos_per_second(self) -> float:
        return self.photos / self.seconds if self.seconds > 0 else 0.0


@dataclass(frozen=True, slots=True)
class GroupReport:
    """What one grouping made of the library's faces."""

    method: str
    faces: int
    groups: int  # people with a name and groups without one
    ungrouped: int  # faces that stand alone: strangers
    seconds: float
    thresholds: Mapping[str, float] = field(default_factory=dict)  # what it went by, by their names


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """An embedder, as people choose one."""

    id: str
    title: str
    installed: bool
    default: bool  # the one that a new library gets
    dimensions: int
    licence: str
    figures: Mapping[str, str]  # what was measured for it, by what it was measured on
    url: str | None = None  # where its weights are fetched from, if the user asks for that


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """Where networks can run."""

    id: str  # "auto", "cpu", "cuda" or "mps"
    title: str
    there: bool  # this machine has it


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the catalogue that the program made by itself."""

    path: Path
    day: date
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the doctor found in a library, in the user's words."""

    part: str  # "catalogue", "thumbnails", "index", "settings", "files", "models"
    text: str
    harmless: bool = False  # worth knowing, but nothing is wrong
    mendable: bool = True  # that is, not a newer program's library, or another program's file


@dataclass(frozen=True, slots=True)
class GonePhoto:
    """A photo whose every file has been missing for long, and which a tidy-up would drop."""

    id: PhotoId
    path: Path  # where one of its files was
    missing_since: float  # seconds since 1970: when the last of its files went
    faces: int
    names: tuple[str, ...]  # of the people in it whom the user named


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote, and why it left out what it could not read, in the user's words."""

    files: tuple[Path, ...]
    failed: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class CameraDetails:
    """What a photo's file says of how it was taken; None is what it does not say."""

    camera: str | None = None
    lens: str | None = None
    exposure: float | None = None  # seconds
    aperture: float | None = None  # f-number
    iso: float | None = None
    focal_length: float | None = None  # millimetres
    position: tuple[float, float] | None = None  # degrees north and east


@dataclass(frozen=True, slots=True)
class PhotoDetails:
    """All that is known of one photo and of the files that hold it."""

    photo: Photo
    files: tuple[Path, ...]  # that hold it now, the one of `photo` first
    size: int | None  # bytes of that file; None if it can't be read now
    camera: CameraDetails


@dataclass(frozen=True, slots=True)
class Picture:
    """Upright RGB pixels, three bytes each, rows without padding."""

    width: int
    height: int
    data: bytes
