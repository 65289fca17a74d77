"""Faces that the user finds: boxes drawn by hand, and boxes put right.

A box is never changed in place: everything made from its pixels belongs to the face's id. A face whose box is put
right gives its words to a new face and is none from then on, so undoing brings back the very face that was there.
"""

from __future__ import annotations

import sqlite3

from engine import names
from engine.catalogue.commands.words import called, move, whoever_is_called
from engine.catalogue.journal import recording
from engine.errors import UserProblem
from engine.types import Box, Changes, FaceId, PhotoId

_SMALLEST = 8  # pixels of the photo: less is a slip of the mouse, and tells nobody's face


def draw_face(
    connection: sqlite3.Connection, photo_id: PhotoId, box: Box, name: str | None = None
) -> Changes:
    """There is a face in `box` of this photo: of the person who bears `name`, if that is given.

    Where the box reaches beyond the picture it is cut off. Raises `UserProblem` for a photo that is gone, a box
    that is too small, or a name that is none.
    """
    wanted = None if name is None else names.clean(name)
    with recording(connection, f"Draw {_whose(wanted)}") as step:
        face = _add(connection, photo_id, _within(connection, photo_id, box))
        if wanted is not None:
            move(connection, [face], whoever_is_called(connection, wanted))
    _forget_undone(connection)
    return step.changes


def move_box(connection: sqlite3.Connection, face: FaceId, box: Box) -> Changes:
    """The box of this face is `box`: a new face takes over what was said and guessed of the old one.

    Raises `UserProblem` for a face that is gone, or a box that is too small.
    """
    query = "SELECT photo_id, person_id FROM face WHERE id = ? AND not_a_face = 0"
    row = connection.execute(query, (face,)).fetchone()
    if row is None:
        raise UserProblem("This face is no longer in the library.")
    photo_id, person_id = row
    whose = "a face" if person_id is None else f"a face of {called(connection, person_id)}"
    with recording(connection, f"Move the box of {whose}") as step:
        new = _add(connection, photo_id, _within(connection, photo_id, box))
        for statement in _TAKE_OVER:
            connection.execute(statement, {"old": face, "new": new})
    _forget_undone(connection)
    return step.changes


def _whose(name: str | None) -> str:
    return "a face" if name is None else f"a face of {name}"


def _within(connection: sqlite3.Connection, photo_id: PhotoId, box: Box) -> Box:
    """The part of `box` that lies in the picture."""
    row = connection.execute("SELECT width, height FROM photo WHERE id = ?", (photo_id,)).fetchone()
    if row is None:
        raise UserProblem("This photo is no longer in the library.")
    left, top = max(0.0, box.x), max(0.0, box.y)
    right, bottom = min(1.0, box.x + box.w), min(1.0, box.y + box.h)
    is_inside = (left, top) == (box.x, box.y) and (right, bottom) == (box.x + box.w, box.y + box.h)
    inside = box if is_inside else Box(left, top, right - left, bottom - top)
    if not (inside.w * row[0] >= _SMALLEST and inside.h * row[1] >= _SMALLEST):
        raise UserProblem("This box is too small for a face. Draw it around the whole face.")
    return inside


def _add(connection: sqlite3.Connection, photo_id: PhotoId, box: Box) -> FaceId:
    """A face nobody has looked at: without landmarks, and of no quality until then."""
    row = connection.execute(
        """INSERT INTO face (id, photo_id, x, y, w, h, landmarks, confidence, quality, not_a_face, by_hand)
        VALUES ((SELECT face FROM next_id), ?, ?, ?, ?, ?, x'', 1, 0, 1, 1) RETURNING id""",
        (photo_id, box.x, box.y, box.w, box.h),
    ).fetchone()
    connection.execute("INSERT INTO drawn (face_id) VALUES (?)", row)
    return FaceId(row[0])


def _forget_undone(connection: sqlite3.Connection) -> None:
    """Drop the faces that were drawn, taken back, and that no step can bring back any more."""
    connection.execute(
        """DELETE FROM face WHERE by_hand = 1 AND id NOT IN (SELECT face_id FROM drawn)
          AND id NOT IN (SELECT json_extract(row_key, '$.face_id') FROM journal_change WHERE table_name = 'drawn')
          AND id NOT IN (SELECT face_id FROM said) AND id NOT IN (SELECT face_id FROM rejected)"""
    )


_TAKE_OVER = (
    "INSERT INTO guess (face_id, person_id) SELECT :new, person_id FROM guess WHERE face_id = :old",
    "INSERT INTO rejected (face_id, person_id) SELECT :new, person_id FROM rejected WHERE face_id = :old",
    "INSERT INTO said (face_id, person_id, kind) SELECT :new, person_id, kind FROM said WHERE face_id = :old",
    "UPDATE person SET cover_face = :new WHERE cover_face = :old",
    """INSERT INTO said (face_id, person_id, kind) VALUES (:old, NULL, 'not_a_face')
    ON CONFLICT DO UPDATE SET person_id = NULL, kind = 'not_a_face'""",
)
