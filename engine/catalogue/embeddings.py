"""The vectors of faces; those of two models are never mixed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from engine.catalogue.matrices import matrix
from engine.catalogue.rows import ids
from engine.types import FaceId, PhotoId

_CHUNK = 8192  # rows; keeps the bytes that are held twice while reading to some megabytes


def add_embeddings(
    connection: sqlite3.Connection, model: str, vectors: Iterable[tuple[FaceId, NDArray[np.float32]]]
) -> None:
    """Store float vectors (d,) of `model`; a face's older vector of the same model is replaced."""
    connection.executemany(
        """INSERT INTO embedding (face_id, model, vector) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET vector = excluded.vector""",
        ((int(face_id), model, np.asarray(vector, "<f4").tobytes()) for face_id, vector in vectors),
    )


def vectors(
    connection: sqlite3.Connection, model: str, after_face: int = 0
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """`(face_ids (n,), photo_ids (n,), matrix (n, d))` of the shown, real faces with ids above `after_face`.

    By face id. With no such face `d` is 0. Costs n rows read and n * d * 4 bytes kept.
    """
    faces, photos, blocks = [_NONE], [_NONE], list[NDArray[np.float32]]()
    for rows in _chunks(connection.execute(_VECTORS, (model, after_face))):
        numbers = np.fromiter(chain.from_iterable(row[:2] for row in rows), np.int64, 2 * len(rows)).reshape(
            -1, 2
        )
        faces.append(numbers[:, 0])
        photos.append(numbers[:, 1])
        blocks.append(matrix([row[2] for row in rows]))
    found = np.concatenate(blocks) if blocks else np.empty((0, 0), np.float32)
    return np.concatenate(faces), np.concatenate(photos), found


def face_ids(connection: sqlite3.Connection, model: str) -> NDArray[np.int64]:
    """The ids (n,), ascending, of the faces that `vectors` would give."""
    return np.fromiter((row[0] for row in connection.execute(_FACE_IDS, (model,))), np.int64)


def having(connection: sqlite3.Connection, model: str, wanted: Sequence[FaceId]) -> NDArray[np.int64]:
    """Those (m,) of `wanted` that have a vector, ascending."""
    query = """
        SELECT face_id FROM embedding WHERE model = ? AND face_id IN (SELECT value FROM json_each(?))
        ORDER BY face_id"""
    return np.fromiter((row[0] for row in connection.execute(query, (model, ids(wanted)))), np.int64)


def vectors_of(connection: sqlite3.Connection, model: str, wanted: Sequence[FaceId]) -> NDArray[np.float32]:
    """The vectors (m, d) of those of `wanted` that have one, by face id. With none of them `d` is 0."""
    query = """
        SELECT vector FROM embedding WHERE model = ? AND face_id IN (SELECT value FROM json_each(?))
        ORDER BY face_id"""
    rows = connection.execute(query, (model, ids(wanted))).fetchall()
    return matrix([row[0] for row in rows])


def lacking(connection: sqlite3.Connection, photo_id: PhotoId, model: str) -> list[FaceId]:
    """The faces of a photo that have no vector of `model` yet."""
    query = """
        SELECT id FROM face WHERE photo_id = ? AND not_a_face = 0
          AND NOT EXISTS (SELECT 1 FROM embedding WHERE face_id = face.id AND model = ?) ORDER BY id"""
    return [FaceId(row[0]) for row in connection.execute(query, (photo_id, model))]


def _chunks(cursor: sqlite3.Cursor) -> Iterator[list[tuple[int, int, bytes]]]:
    while rows := cursor.fetchmany(_CHUNK):
        yield rows


_NONE = np.empty(0, np.int64)

# CROSS JOIN fixes the order of the loops: along both primary keys, so that nothing is sorted.
_VECTORS = """
    SELECT face.id, face.photo_id, embedding.vector
    FROM face CROSS JOIN embedding ON embedding.face_id = face.id AND embedding.model = ?
    CROSS JOIN photo ON photo.id = face.photo_id AND photo.shown = 1
    WHERE face.id > ? AND face.not_a_face = 0 ORDER BY face.id"""

_FACE_IDS = """
    SELECT face.id
    FROM face CROSS JOIN embedding ON embedding.face_id = face.id AND embedding.model = ?
    CROSS JOIN photo ON photo.id = face.photo_id AND photo.shown = 1
    WHERE face.not_a_face = 0 ORDER BY face.id"""
