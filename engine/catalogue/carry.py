"""When a photo was edited, its faces are still the same people, and it is still in its albums."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.catalogue.albums import albums_of
from engine.catalogue.faces import photos_of
from engine.catalogue.rows import ids
from engine.types import AlbumId, Box, Changes, FaceId, PersonId, PhotoId

_SAME_PLACE = 0.4  # intersection over union from which on two boxes are taken for one
_SAME_LOOK = 0.3  # cosine: an edit hardly moves a vector, whereas two people's seldom come so near
_SAME_PICTURE = 0.84  # cropped or turned, a face keeps more than this; in another photo it seldom has as much

# A box that was drawn, and taken back, waits for redo alone.
_IS_THERE = "(by_hand = 0 OR id IN (SELECT face_id FROM drawn))"

Vectors = dict[FaceId, dict[str, NDArray[np.float32]]]


def carry_over(connection: sqlite3.Connection, old: PhotoId, new: PhotoId) -> Changes:
    """A file that held `old` holds `new` now: the faces of `old` live on, with their ids.

    Best overlapping boxes pair up first (IoU >= 0.4, one to one), then, because a picture may have been
    cropped or turned, the faces that look most alike. The two faces of a pair change places: the one that the
    user knows gets the box, landmarks and vectors found in the new picture. So no word of the user's and no
    step of the journal needs to be rewritten, and taking the edit of the file back brings everything back. A
    named face that has no partner goes over with its old box and leaves a copy behind, if others show that
    boxes are where they were.

    In albums `new` stands for `old`, unless their faces or the times when they were taken tell that they are two
    photos: a landscape that was edited has nothing else to be known by than its file's name.

    Nothing happens while another file still holds `old`; if `new` came from elsewhere, as when files exchange
    their names; or if nothing shows that `new` is `old` edited, as when a file is overwritten by another
    photo. Call it after `add_faces`, `add_embeddings` and `record_file`.

    Returns the albums that show another photo, and the faces that now look different: what was made from their
    pixels is out of date.
    """
    if not _is_edit(connection, old, new) or _is_held(connection, old):
        return Changes()
    pairs, displaced = _pair_up(connection, old, new)
    left: list[FaceId] = []
    if pairs:
        left = [face for face in _told(connection, old) if face not in pairs and face not in displaced]
    elif not displaced:
        pairs = _pair_by_look(connection, old, new)
    albums = frozenset[AlbumId]()
    if pairs or not (displaced or _taken_apart(connection, old, new)):
        albums = albums_of(connection, [old])
        for statement in _SUCCEED:
            connection.execute(statement, {"old": old, "new": new})
    for known, seen in pairs.items():
        _change_places(connection, known, seen)
    for face in left:
        _send_over(connection, face, new)
    touched = frozenset([*pairs, *pairs.values(), *left])
    return Changes(photos_of(connection, touched), touched, _people_of(connection, touched), albums)


def _is_edit(connection: sqlite3.Connection, old: PhotoId, new: PhotoId) -> bool:
    """Whether `new` was first met in place of `old`. Remembered, because a second copy of `old` may follow."""
    files = connection.execute("SELECT count(*) FROM file WHERE photo_id = ?", (new,)).fetchone()[0]
    if files == 1:
        connection.execute("UPDATE photo SET edited_from = ? WHERE id = ?", (old, new))
    origin = connection.execute("SELECT edited_from FROM photo WHERE id = ?", (new,)).fetchone()[0]
    return bool(origin == old)


def _is_held(connection: sqlite3.Connection, photo: PhotoId) -> bool:
    query = "SELECT 1 FROM file WHERE photo_id = ? AND missing = 0 LIMIT 1"
    return connection.execute(query, (photo,)).fetchone() is not None


def _taken_apart(connection: sqlite3.Connection, one: PhotoId, other: PhotoId) -> bool:
    """Whether their cameras say that they were taken at different times."""
    query = "SELECT count(DISTINCT taken) > 1 FROM photo WHERE id IN (?, ?)"
    return bool(connection.execute(query, (one, other)).fetchone()[0])


# Whatever led to `old` leads on to `new`; back at the photo that it began with there is nothing to lead to.
_SUCCEED = (
    "UPDATE successor SET successor_id = :new WHERE successor_id = :old",
    "DELETE FROM successor WHERE photo_id = :new",
    """INSERT INTO successor (photo_id, successor_id) VALUES (:old, :new)
    ON CONFLICT DO UPDATE SET successor_id = excluded.successor_id""",
)


def _pair_up(
    connection: sqlite3.Connection, old: PhotoId, new: PhotoId
) -> tuple[dict[FaceId, FaceId], set[FaceId]]:
    """Old face -> new face, greedily by overlap; and the old faces in whose place is somebody else."""
    before, found = _boxes(connection, old), _boxes(connection, new)
    vectors = _vectors_in(connection, old) | _vectors_in(connection, new)
    taken = _spoken_about(connection, new)
    pairs: dict[FaceId, FaceId] = {}
    displaced: set[FaceId] = set()
    overlaps = [(a.overlap(b), known, seen) for known, a in before.items() for seen, b in found.items()]
    for _, known, seen in sorted(each for each in overlaps if each[0] >= _SAME_PLACE)[::-1]:
        if seen in taken or not _alike(vectors.get(known, {}), vectors.get(seen, {})):
            displaced.add(known)
        elif known not in pairs and seen not in pairs.values():
            pairs[known] = seen
    return pairs, displaced - pairs.keys()


def _pair_by_look(connection: sqlite3.Connection, old: PhotoId, new: PhotoId) -> dict[FaceId, FaceId]:
    """Old face -> new face, greedily by similarity: what an edit leaves of them when it moves them."""
    before, found = _vectors_in(connection, old), _vectors_in(connection, new)
    taken = _spoken_about(connection, new)
    likeness = [
        (min(_cosine(a[model], b[model]) for model in a.keys() & b.keys()), known, seen)
        for known, a in before.items()
        for seen, b in found.items()
        if seen not in taken and a.keys() & b.keys()
    ]
    pairs: dict[FaceId, FaceId] = {}
    for _, known, seen in sorted(each for each in likeness if each[0] >= _SAME_PICTURE)[::-1]:
        if known not in pairs and seen not in pairs.values():
            pairs[known] = seen
    return pairs


def _alike(a: dict[str, NDArray[np.float32]], b: dict[str, NDArray[np.float32]]) -> bool:
    """Whether two faces may be one, by the models that have seen both; without any, they may."""
    return all(_cosine(a[model], b[model]) >= _SAME_LOOK for model in a.keys() & b.keys())


def _cosine(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    return float(a @ b / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-12))


def _boxes(connection: sqlite3.Connection, photo: PhotoId) -> dict[FaceId, Box]:
    query = f"SELECT id, x, y, w, h FROM face WHERE photo_id = ? AND {_IS_THERE}"
    rows = connection.execute(query, (photo,))
    return {FaceId(row[0]): Box(*row[1:]) for row in rows}


def _vectors_in(connection: sqlite3.Connection, photo: PhotoId) -> Vectors:
    query = f"SELECT id FROM face WHERE photo_id = ? AND {_IS_THERE}"
    faces = connection.execute(query, (photo,)).fetchall()
    return {
        face: {model: np.frombuffer(vector, "<f4") for model, vector in _vectors(connection, face)}
        for (face,) in faces
    }


def _spoken_about(connection: sqlite3.Connection, photo: PhotoId) -> set[FaceId]:
    query = """
        SELECT id FROM face WHERE photo_id = ?
          AND (id IN (SELECT face_id FROM said) OR id IN (SELECT face_id FROM rejected))"""
    return {FaceId(row[0]) for row in connection.execute(query, (photo,))}


def _told(connection: sqlite3.Connection, photo: PhotoId) -> list[FaceId]:
    """Those that the user named or drew."""
    query = """
        SELECT id FROM face WHERE photo_id = ? AND not_a_face = 0
          AND (id IN (SELECT face_id FROM said) OR id IN (SELECT face_id FROM drawn)) ORDER BY id"""
    return [FaceId(row[0]) for row in connection.execute(query, (photo,))]


def _change_places(connection: sqlite3.Connection, a: FaceId, b: FaceId) -> None:
    seen_of_a, seen_of_b = _seen(connection, a), _seen(connection, b)
    vectors_of_a, vectors_of_b = _vectors(connection, a), _vectors(connection, b)
    _put(connection, a, seen_of_b, vectors_of_b)
    _put(connection, b, seen_of_a, vectors_of_a)


def _send_over(connection: sqlite3.Connection, face: FaceId, photo: PhotoId) -> None:
    query = """
        INSERT INTO face (id, photo_id, x, y, w, h, landmarks, confidence, quality)
        SELECT (SELECT face FROM next_id), photo_id, x, y, w, h, landmarks, confidence, quality
        FROM face WHERE id = ? RETURNING id"""
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
