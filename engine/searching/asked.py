"""What a question is about: the vectors to look for, and what not to answer with."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from engine.catalogue import faces, photos
from engine.catalogue.connection import Catalogue
from engine.errors import UserProblem
from engine.searching.spaces import Spaces
from engine.similar.source import Ids, Vectors
from engine.types import Face, PersonId, PhotoId, SimilarBy, SimilarTo

if TYPE_CHECKING:
    from engine.outside import Outside  # imports torch

FACES_ASKED = 8  # of a person: the best ones say enough
PHOTOS_ASKED = 24

_NO_IDS = np.empty(0, np.int64)
_NO_VECTORS = np.empty((0, 0), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Vectors of the plain spaces; none where there is nothing of the kind."""

    faces: Vectors  # (n, d)
    scenes: Vectors  # (m, e)
    known_faces: Ids = field(default_factory=lambda: _NO_IDS)  # not to be answered with
    known_photos: Ids = field(default_factory=lambda: _NO_IDS)
    people: frozenset[PersonId] = frozenset()  # likewise


def ask(catalogue: Catalogue, spaces: Spaces, outside: Callable[[], Outside], to: SimilarTo) -> Asked:
    """Raises `UserProblem` if nothing can be compared. Only a picture from outside needs the networks."""
    if to.picture is not None:
        seen = outside().look_for(to.picture, to.picture_face, every=to.every_face)
        return Asked(seen.faces, seen.scenes, seen.face_ids, seen.photo_ids)
    if to.person is not None:
        person = to.person
        found = catalogue.query(lambda reader: faces.faces_of(reader, person))
        shown = list(dict.fromkeys(face.photo_id for face in found))[:PHOTOS_ASKED]
        asked = _asked(spaces, found[:FACES_ASKED], shown)
        return Asked(asked.faces, asked.scenes, asked.known_faces, _NO_IDS, frozenset([person]))
    if to.faces:
        wanted = to.faces
        found = catalogue.query(lambda reader: faces.faces(reader, wanted))
        return _asked(spaces, found, list(dict.fromkeys(face.photo_id for face in found)))
    if to.photos:
        return _asked(spaces, catalogue.query(lambda reader: _faces_in(reader, to.photos)), to.photos)
    raise UserProblem("Say what is to be compared: faces, photos, a person, or a picture.")


def _faces_in(reader: sqlite3.Connection, wanted: Sequence[PhotoId]) -> list[Face]:
    shown = [photo.id for photo in photos.photos(reader, wanted)]
    return [face for photo in shown for face in faces.faces_in(reader, photo)]


def _asked(spaces: Spaces, found: Sequence[Face], shown: Sequence[PhotoId]) -> Asked:
    face_ids = np.array([face.id for face in found], np.int64)
    photo_ids = np.array(shown, np.int64)
    _, of_faces = spaces.plain(SimilarBy.FACE).finder.vectors_of(face_ids)
    of_scenes = _NO_VECTORS
    if spaces.has(SimilarBy.SCENE):
        _, of_scenes = spaces.plain(SimilarBy.SCENE).finder.vectors_of(photo_ids)
    return Asked(of_faces, of_scenes, face_ids, photo_ids)
