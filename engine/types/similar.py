"""What is asked when something similar is looked for, and the answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from engine.types import Face, FaceId, PersonId, Photo, PhotoId


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
