"""When a photo was edited, its faces are still the same people."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from engine.catalogue.faces import photos_of
from engine.catalogue.rows import ids
from engine.types import Box, Changes, FaceId, PersonId, PhotoId

_SAME_FACE = 0.4  # intersection over union from which on two boxes are taken for one face


def carry_over(connection: sqlite3.Connection, old: PhotoId, new: PhotoId) -> Changes:
    """A file that held `old` holds `new` now: the faces of `old` live on, with their ids.

    Best overlapping boxes pair up first (IoU >= 0.4, one to one), and the two faces of a pair change places:
    the one that the user knows gets the box, landmarks and vectors found in the new picture. So no word of
    the user's and no step of the journal needs to be rewritten, and taking the edit of the file back brings
    everything back. A face that the user spoke about and that has no partner goes over with its old box and
    leaves a copy behind.

    Nothing happens while another file still holds `old`. Call it after `add_faces`, `add_embeddings` and
    `record_file`. Returns the faces that now look different: what was made from their pixels is out of date.
    """
    if _is_held(connection, old):
        return Changes()
    before, found = _boxes(connection, old), _boxes(connection, new)
    taken = _spoken_about(connection, new)
    pairs = _pairs(before, {face: box for face, box in found.items() if face not in taken})
    for known, seen in pairs.items():
        _change_places(connection, known, seen)
    left = [face for face in _spoken_about(connection, old) if face not in pairs]
    for face in left:
        _send_over(connection, face, new)
    touched = frozenset([*pairs, *pairs.values(), *left])
    return Changes(photos_of(connection, touched), touched, _people_of(connection, touched))


def _is_held(connection: sqlite3.Connection, photo: PhotoId) -> bool:
    query = "SELECT 1 FROM file WHERE photo_id = ? AND missing = 0 LIMIT 1"
    return connection.execute(query, (photo,)).fetchone() is not None


def _boxes(connection: sqlite3.Connection, photo: PhotoId) -> dict[FaceId, Box]:
    rows = connection.execute("SELECT id, x, y, w, h FROM face WHERE photo_id = ? ORDER BY id", (photo,))
    return {FaceId(row[0]): Box(*row[1:]) for row in rows}


def _spoken_about(connection: sqlite3.Connection, photo: PhotoId) -> list[FaceId]:
    query = """
        SELECT id FROM face WHERE photo_id = ?
          AND (id IN (SELECT face_id FROM said) OR id IN (SELECT face_id FROM rejected)) ORDER BY id"""
    return [FaceId(row[0]) for row in connection.execute(query, (photo,))]


def _pairs(before: dict[FaceId, Box], found: dict[FaceId, Box]) -> dict[FaceId, FaceId]:
    """Old face -> new face, greedily by overlap."""
    overlaps = [(a.overlap(b), old, new) for old, a in before.items() for new, b in found.items()]
    pairs: dict[FaceId, FaceId] = {}
    for overlap, old, new in sorted(overlaps, key=lambda each: (-each[0], each[1], each[2])):
        if overlap >= _SAME_FACE and old not in pairs and new not in pairs.values():
            pairs[old] = new
    return pairs


def _change_places(connection: sqlite3.Connection, a: FaceId, b: FaceId) -> None:
    seen_of_a, seen_of_b = _seen(connection, a), _seen(connection, b)
    vectors_of_a, vectors_of_b = _vectors(connection, a), _vectors(connection, b)
    _put(connection, a, seen_of_b, vectors_of_b)
    _put(connection, b, seen_of_a, vectors_of_a)


def _send_over(connection: sqlite3.Connection, face: FaceId, photo: PhotoId) -> None:
    query = """
        INSERT INTO face (photo_id, x, y, w, h, landmarks, confidence, quality)
        SELECT photo_id, x, y, w, h, landmarks, confidence, quality FROM face WHERE id = ? RETURNING id"""
    copy = FaceId(connection.execute(query, (face,)).fetchone()[0])
    _put(connection, copy, _seen(connection, face), _vectors(connection, face))
    connection.execute("UPDATE face SET photo_id = ? WHERE id = ?", (photo, face))


def _seen(connection: sqlite3.Connection, face: FaceId) -> tuple[object, ...]:
    """What the detector saw of a face, as opposed to whose it is."""
    query = "SELECT photo_id, x, y, w, h, landmarks, confidence, quality FROM face WHERE id = ?"
    row: tuple[object, ...] = connection.execute(query, (face,)).fetchone()
    return row


def _vectors(connection: sqlite3.Connection, face: FaceId) -> list[tuple[str, bytes]]:
    return connection.execute("SELECT model, vector FROM embedding WHERE face_id = ?", (face,)).fetchall()


def _put(
    connection: sqlite3.Connection,
    face: FaceId,
    seen: tuple[object, ...],
    vectors: Sequence[tuple[str, bytes]],
) -> None:
    connection.execute(
        """UPDATE face SET (photo_id, x, y, w, h, landmarks, confidence, quality) = (?, ?, ?, ?, ?, ?, ?, ?)
        WHERE id = ?""",
        (*seen, face),
    )
    connection.execute("DELETE FROM embedding WHERE face_id = ?", (face,))
    rows = [(face, model, vector) for model, vector in vectors]
    connection.executemany("INSERT INTO embedding (face_id, model, vector) VALUES (?, ?, ?)", rows)


def _people_of(connection: sqlite3.Connection, faces: frozenset[FaceId]) -> frozenset[PersonId]:
    query = """
        SELECT DISTINCT person_id FROM face
        WHERE person_id IS NOT NULL AND id IN (SELECT value FROM json_each(?))"""
    return frozenset(row[0] for row in connection.execute(query, (ids(faces),)))
