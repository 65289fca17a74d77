"""What a search does in its worker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import gmtime
from typing import TYPE_CHECKING

from engine.types import PersonId, PhotoMatch, SimilarAnswer, SimilarQuery, SimilarTo
from gui.controllers.search_history import Choices, Offer
from gui.models.similar import Found
from gui.pixmaps import from_jpeg

if TYPE_CHECKING:
    from engine.library import Library

FACES_ASKED = 8  # of each of several people: the best ones say enough
FOLDERS, PEOPLE = 12, 15  # offered to narrow down to: more make no menu


def find(library: Library, query: SimilarQuery) -> Found:
    """Raises `UserProblem` if nothing can be compared."""
    return _with_copies(library, library.find_similar(query))


def reweighed(library: Library, found: Found, weight: float) -> Found:
    """In the order that the face's share gives; nothing is searched for."""
    return _with_copies(library, library.reweighed(found.answer, weight))


def several_people(library: Library, people: Sequence[PersonId]) -> SimilarTo:
    """One question about all of them."""
    best = [face.id for person in people for face in library.faces_of(person)[:FACES_ASKED]]
    return SimilarTo(faces=tuple(best))


def offer(library: Library, to: SimilarTo) -> Offer | None:
    """The faces of the one photo, or of the picture, that `to` asks about; None if there is nothing to choose."""
    if to.picture is not None:
        boxes = library.faces_in_picture(to.picture)
        if len(boxes) < 2:
            return None
        sizes = [box.w * box.h for box in boxes]
        questions = [replace(to, picture_face=number) for number in range(len(boxes))]
        pictures = tuple(from_jpeg(each) for each in library.face_thumbnails_in(to.picture, boxes))
        return Offer(pictures, (*questions, replace(to, every_face=True)), sizes.index(max(sizes)))
    faces = library.faces_in(to.photos[0]) if len(to.photos) == 1 else []
    if len(faces) < 2:
        return None
    questions = [SimilarTo(faces=(face.id,)) for face in faces]
    pictures = tuple(from_jpeg(library.face_thumbnail(face.id)) for face in faces)
    return Offer(pictures, (*questions, SimilarTo(faces=tuple(face.id for face in faces))), len(faces))


def choices(found: Found) -> Choices:
    """What the answers differ in."""
    photos = found.answer.photos
    folders = Counter(match.photo.path.parent for match in photos)
    years = [gmtime(match.photo.taken).tm_year for match in photos if match.photo.taken is not None]
    people = Counter(who for match in photos for who in _named(match))
    return Choices(
        _by_count(folders)[:FOLDERS],
        (min(years), max(years)) if years else None,
        tuple(who for who, _ in people.most_common(PEOPLE)),
    )


def _with_copies(library: Library, answer: SimilarAnswer) -> Found:
    """The answer names its near-duplicates; how alike they are says the same answer unfolded."""
    folded = {copy for match in answer.photos for copy in match.folded}
    if not folded:
        return Found(answer)
    flat = replace(answer, query=replace(answer.query, fold=False, count=len(answer.pool)))
    everything = library.reweighed(flat, answer.query.weight).photos
    return Found(answer, {match.photo.id: match for match in everything if match.photo.id in folded})


def _named(match: PhotoMatch) -> set[tuple[PersonId, str]]:
    return {
        (face.face.person_id, face.name)
        for face in match.matches
        if face.face.person_id is not None and face.name is not None
    }


def _by_count(folders: Counter[Path]) -> tuple[Path, ...]:
    return tuple(folder for folder, _ in folders.most_common())
