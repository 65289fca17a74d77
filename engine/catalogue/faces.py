"""Faces: where they are in their photos and whose they are taken to be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.catalogue.rows import ids
from engine.types import Box, Face, FaceId, PersonId, PhotoId

if TYPE_CHECKING:  # numpy is imported by what works with arrays: who only looks at faces does not wait for it
    import numpy as np
    from numpy.typing import NDArray

_FACE = """
    SELECT face.id, face.photo_id, x, y, w, h, confidence, quality, face.person_id,
           (SELECT kind FROM said WHERE said.face_id = face.id)
    FROM face JOIN photo ON photo.id = face.photo_id
    WHERE face.not_a_face = 0 AND """


_PERSON_FACES = """
    SELECT face.id, photo_id, EXISTS (SELECT 1 FROM said WHERE face_id = face.id AND kind = 'confirmed'), vector
    FROM face LEFT JOIN embedding ON embedding.face_id = face.id AND model = :model
    WHERE face.person_id = :person ORDER BY quality DESC, face.id"""


# Where they lie in a box, by the medians of 5,477 faces: for one that the user drew and nobody has looked at yet.
_USUAL_LANDMARKS = ((0.280, 0.395), (0.742, 0.387), (0.515, 0.598), (0.316, 0.763), (0.726, 0.754))


@dataclass(frozen=True, slots=True, eq=False)
class NewFace:
    """What the detector found: `landmarks` is float (5, 2), fractions of the upright picture like `box`."""

    box: Box
    landmarks: NDArray[np.float32]
    confidence: float
    quality: float


@dataclass(frozen=True, slots=True, eq=False)
class LookedAt:
    """What was seen in a box that the user drew; `landmarks` as in `NewFace`."""

    face_id: FaceId
    landmarks: NDArray[np.float32]
    confidence: float
    quality: float


@dataclass(frozen=True, slots=True, eq=False)
class PersonFaces:
    """The n faces of a person, best first, also those in photos that are not shown."""

    ids: NDArray[np.int64]  # (n,)
    photos: NDArray[np.int64]  # (n,)
    pointed_at: NDArray[np.bool_]  # (n,), the user said of this very face that it is theirs
    seen: NDArray[np.bool_]  # (n,), the model has seen it
    vectors: NDArray[np.float32]  # (m, d), of the m that it has seen


def add_faces(connection: sqlite3.Connection, photo_id: PhotoId, new: Sequence[NewFace]) -> list[FaceId]:
    """The ids of the `new` faces, in their order."""
    return [_add_face(connection, photo_id, face) for face in new]


def faces(connection: sqlite3.Connection, face_ids: Sequence[FaceId]) -> list[Face]:
    """In the order asked for; those that are no faces are left out."""
    found = {
        face.id: face
        for face in _select(connection, "face.id IN (SELECT value FROM json_each(?))", ids(face_ids))
    }
    return [found[face_id] for face_id in face_ids if face_id in found]


def faces_in(connection: sqlite3.Connection, photo_id: PhotoId) -> list[Face]:
    """From left to right."""
    return _select(connection, "face.photo_id = ? ORDER BY x, face.id", photo_id)


def faces_in_photos(connection: sqlite3.Connection, photo_ids: Iterable[PhotoId]) -> list[Face]:
    """The faces of all of them, in no order."""
    return _select(connection, "face.photo_id IN (SELECT value FROM json_each(?))", ids(photo_ids))


def faces_of(connection: sqlite3.Connection, person_id: PersonId) -> list[Face]:
    """Those in photos that are shown, best quality first."""
    return _select(
        connection, "face.person_id = ? AND photo.shown = 1 ORDER BY quality DESC, face.id", person_id
    )


def single_faces(connection: sqlite3.Connection) -> list[FaceId]:
    """Those in photos that are shown which belong to nobody, best quality first."""
    query = """
        SELECT face.id FROM face JOIN photo ON photo.id = face.photo_id
        WHERE person_id IS NULL AND not_a_face = 0 AND shown = 1 ORDER BY quality DESC, face.id"""
    return [FaceId(row[0]) for row in connection.execute(query)]


def person_faces(connection: sqlite3.Connection, person_id: PersonId, model: str) -> PersonFaces:
    """What taking a person apart needs to know, with the vectors of `model`. With none of them d is 0."""
    import numpy as np

    from engine.catalogue.matrices import matrix

    rows = connection.execute(_PERSON_FACES, {"person": person_id, "model": model}).fetchall()
    table = np.array([row[:3] for row in rows], np.int64).reshape(-1, 3)
    vectors = [row[3] for row in rows if row[3] is not None]
    return PersonFaces(
        table[:, 0],
        table[:, 1],
        table[:, 2].astype(bool),
        np.array([row[3] is not None for row in rows], np.bool_),
        matrix(vectors),
    )


def landmarks(connection: sqlite3.Connection, face_ids: Sequence[FaceId]) -> list[NDArray[np.float32]]:
    """Of each face float32 (5, 2): eyes, nose, corners of the mouth as fractions. KeyError for an unknown face.

    Where the user drew a box that nobody has looked at yet, they are where most faces have them.
    """
    query = "SELECT id, landmarks, x, y, w, h FROM face WHERE id IN (SELECT value FROM json_each(?))"
    points = {row[0]: row[1:] for row in connection.execute(query, (ids(face_ids),))}
    return [_points(*points[face_id]) for face_id in face_ids]


def _points(stored: bytes, x: float, y: float, w: float, h: float) -> NDArray[np.float32]:
    import numpy as np

    if stored:
        return np.frombuffer(stored, "<f4").reshape(5, 2)
    usual = np.array(_USUAL_LANDMARKS, np.float32)
    return np.array([x, y], np.float32) + usual * np.array([w, h], np.float32)


def drawn_only(connection: sqlite3.Connection, face_ids: Sequence[FaceId]) -> frozenset[FaceId]:
    """Those whose box the user drew, and that nobody has looked at yet."""
    query = "SELECT id FROM face WHERE landmarks = x'' AND id IN (SELECT value FROM json_each(?))"
    return frozenset(FaceId(row[0]) for row in connection.execute(query, (ids(face_ids),)))


def set_looked_at(connection: sqlite3.Connection, seen: Sequence[LookedAt]) -> None:
    """Store what was seen in boxes that the user drew."""
    import numpy as np

    connection.executemany(
        "UPDATE face SET landmarks = ?, confidence = ?, quality = ? WHERE id = ?",
        [
            (np.asarray(face.landmarks, "<f4").tobytes(), face.confidence, face.quality, face.face_id)
            for face in seen
        ],
    )


def photos_with_drawn(connection: sqlite3.Connection, model: str) -> list[PhotoId]:
    """The shown photos in which the user drew a box that has no vector of `model` yet."""
    query = """
        SELECT DISTINCT photo_id FROM drawn JOIN face ON face.id = face_id JOIN photo ON photo.id = photo_id
        WHERE not_a_face = 0 AND shown = 1
          AND NOT EXISTS (SELECT 1 FROM embedding WHERE embedding.face_id = face.id AND model = ?)"""
    return [PhotoId(row[0]) for row in connection.execute(query, (model,))]


def qualities(connection: sqlite3.Connection, face_ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """The quality (n,) of each of `face_ids` (n,), which must be ascending and known."""
    import numpy as np

    query = "SELECT quality FROM face WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    rows = connection.execute(query, (ids(face_ids.tolist()),))
    return np.fromiter((row[0] for row in rows), np.float32)


def photos_of(connection: sqlite3.Connection, face_ids: Iterable[FaceId]) -> frozenset[PhotoId]:
    query = "SELECT DISTINCT photo_id FROM face WHERE id IN (SELECT value FROM json_each(?))"
    return frozenset(PhotoId(row[0]) for row in connection.execute(query, (ids(face_ids),)))


def _select(connection: sqlite3.Connection, where: str, value: str | int) -> list[Face]:
    return [_face(row) for row in connection.execute(_FACE + where, (value,))]


def _face(row: tuple[int, int, float, float, float, float, float, float, int | None, str | None]) -> Face:
    face_id, photo_id, x, y, w, h, confidence, quality, person, said = row
    return Face(
        FaceId(face_id),
        PhotoId(photo_id),
        Box(x, y, w, h),
        confidence,
        quality,
        None if person is None else PersonId(person),
        said is not None,
        said == "confirmed",
    )


def _add_face(connection: sqlite3.Connection, photo_id: PhotoId, face: NewFace) -> FaceId:
    import numpy as np

    points = np.asarray(face.landmarks, "<f4")
    if points.shape != (5, 2):
        raise ValueError(f"landmarks must have the shape (5, 2), not {points.shape}")
    box = face.box
    row = connection.execute(
        """INSERT INTO face (id, photo_id, x, y, w, h, landmarks, confidence, quality)
        VALUES ((SELECT face FROM next_id), ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""",
        (
            photo_id,
            *map(float, (box.x, box.y, box.w, box.h)),
            points.tobytes(),
            float(face.confidence),
            float(face.quality),
        ),
    ).fetchone()
    return FaceId(row[0])
