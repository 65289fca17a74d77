"""Answers of "find similar" as a list: by photo or by face, copies folded together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from engine.types import Match, PhotoId, PhotoMatch, SimilarAnswer, SimilarBy
from gui.i18n import tr, tr_n
from gui.models.rows import RowsModel, likeness
from gui.models.tile import Picture, ThumbKey, Tile
from gui.words import display_name, joined


class Grouping(Enum):
    """What one row stands for."""

    FACES = "faces"
    PHOTOS = "photos"


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """An answer, and the near-duplicates that its photos stand for."""

    answer: SimilarAnswer
    copies: Mapping[PhotoId, PhotoMatch] = field(default_factory=dict)

    @property
    def has_faces(self) -> bool:
        """Whether faces were compared, so that they can be listed and named."""
        return self.answer.of is not SimilarBy.SCENE

    @property
    def grouping(self) -> Grouping:
        """What is listed where the user has not said: photos, unless single faces were compared."""
        single_faces = self.answer.of is SimilarBy.FACE and not self.answer.query.together
        return Grouping.FACES if single_faces else Grouping.PHOTOS


@dataclass(frozen=True, slots=True)
class SimilarRow:
    """A face or a photo among the answers."""

    photo: PhotoMatch
    match: Match | None  # the face; of a photo, the one for which it was found
    picture: Picture
    score: float
    copies: int = 0  # its near-duplicates, which are no rows of their own unless it is unfolded
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class SimilarTile(Tile):
    """With the number of near-duplicates, which is painted on the picture."""

    copies: int = 0


def listed(found: Found, grouping: Grouping, least: float, unfolded: Collection[PhotoId]) -> list[SimilarRow]:
    """The rows, best first: no less alike than `least`, and the copies of the `unfolded` photos below theirs."""
    faces = grouping is Grouping.FACES and found.has_faces
    rows = _by_face(found, unfolded) if faces else _by_photo(found, unfolded)
    return [row for row in rows if row.score >= least or least <= 0]


def _by_photo(found: Found, unfolded: Collection[PhotoId]) -> Iterator[SimilarRow]:
    for photo in found.answer.photos:
        yield SimilarRow(photo, _best(photo), Picture.PHOTO, photo.score, len(photo.folded))
        if photo.photo.id in unfolded:
            for copy in _copies(found, photo):
                yield SimilarRow(copy, _best(copy), Picture.PHOTO, copy.score, is_copy=True)


def _by_face(found: Found, unfolded: Collection[PhotoId]) -> Iterator[SimilarRow]:
    """Where scenes count too a photo gives its best face, at the place of the photo."""
    told: set[PhotoId] = set()
    for photo, match, score in _faces(found):
        first = photo.photo.id not in told
        told.add(photo.photo.id)
        yield SimilarRow(photo, match, Picture.FACE, score, len(photo.folded) if first else 0)
        if first and photo.photo.id in unfolded:
            for copy in _copies(found, photo):
                best = _best(copy)
                if best is not None:
                    yield SimilarRow(copy, best, Picture.FACE, best.score, is_copy=True)


def _faces(found: Found) -> Iterator[tuple[PhotoMatch, Match, float]]:
    if found.answer.of is SimilarBy.BOTH:
        for photo in found.answer.photos:
            best = _best(photo)
            if best is not None:
                yield photo, best, photo.score
        return
    photo_of = {photo.photo.id: photo for photo in found.answer.photos}
    for match in found.answer.matches:
        yield photo_of[match.photo.id], match, match.score


def _best(photo: PhotoMatch) -> Match | None:
    return photo.matches[0] if photo.matches else None


def _copies(found: Found, photo: PhotoMatch) -> list[PhotoMatch]:
    return [found.copies[copy] for copy in photo.folded if copy in found.copies]


class SimilarModel(RowsModel[SimilarRow]):
    """The answers as tiles."""

    def tile(self, row: int) -> SimilarTile:
        value = self._rows[row]
        name = value.match.name if value.match is not None else None
        title = name or (display_name(None) if value.picture is Picture.FACE else value.photo.photo.path.name)
        detail = likeness(value.score)
        return SimilarTile(
            ThumbKey(value.picture, self._id(value)),
            title,
            tr("copy, {detail}").format(detail=detail) if value.is_copy else detail,
            quiet=name is None,
            copies=value.copies,
        )

    def describe(self, row: int) -> str:
        value = self._rows[row]
        who = display_name(value.match.name) if value.match is not None else ""
        copies = (
            tr_n("{n} near-duplicate folded (U)", "{n} near-duplicates folded (U)", value.copies)
            if value.copies
            else ""
        )
        parts = (
            who,
            tr("{share} alike").format(share=likeness(value.score)),
            value.photo.photo.path.name,
            copies,
        )
        return joined(parts)

    @staticmethod
    def _id(value: SimilarRow) -> int:
        if value.picture is Picture.FACE and value.match is not None:
            return value.match.face.id
        return value.photo.photo.id
