"""Whose a face is, or isn't."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from engine import names
from engine.catalogue.commands.words import called, known, move, name_of, number_of, settle, whoever_is_called
from engine.catalogue.journal import recording
from engine.catalogue.rows import ids
from engine.types import Changes, FaceId, PersonId


def move_faces(connection: sqlite3.Connection, faces: Sequence[FaceId], person_id: PersonId) -> Changes:
    """These faces are `person_id`, whatever was said before."""
    with recording(connection, f"Move {number_of(faces)} to {called(connection, person_id)}") as step:
        move(connection, faces, person_id)
    return step.changes


def move_faces_to_name(connection: sqlite3.Connection, faces: Sequence[FaceId], name: str) -> Changes:
    """These faces are whoever bears `name`, a new person if nobody does."""
    wanted = names.clean(name)
    if not known(connection, faces):
        return Changes()
    with recording(connection, f"Move {number_of(faces)} to {wanted}") as step:
        move(connection, faces, whoever_is_called(connection, wanted))
    return step.changes


def take_out(
    connection: sqlite3.Connection, faces: Sequence[FaceId], person_id: PersonId | None = None
) -> Changes:
    """Each of these faces is not the person that it is in; no grouping puts it back.

    With `person_id` it is that person that they are not, wherever a grouping has put them in the meantime.
    """
    with recording(connection, f"Take {number_of(faces)} out{_of_whom(connection, faces)}") as step:
        which = {"faces": ids(faces), "person": person_id}
        connection.execute(
            """INSERT INTO rejected (face_id, person_id)
            SELECT id, coalesce(:person, person_id) FROM face
            WHERE coalesce(:person, person_id) IS NOT NULL AND id IN (SELECT value FROM json_each(:faces))
            ON CONFLICT DO NOTHING""",
            which,
        )
        connection.execute(
            """DELETE FROM said
            WHERE person_id = coalesce(:person, person_id) AND face_id IN (SELECT value FROM json_each(:faces))""",
            which,
        )
    return step.changes


def mark_not_a_face(connection: sqlite3.Connection, faces: Sequence[FaceId]) -> Changes:
    """These are no faces: they belong to nobody and are shown nowhere."""
    with recording(connection, f"Mark {number_of(faces)} as not a face") as step:
        connection.execute(
            """INSERT INTO said (face_id, person_id, kind)
            SELECT id, NULL, 'not_a_face' FROM face WHERE id IN (SELECT value FROM json_each(?))
            ON CONFLICT DO UPDATE SET person_id = NULL, kind = 'not_a_face'""",
            (ids(faces),),
        )
    return step.changes


def confirm(
    connection: sqlite3.Connection, faces: Sequence[FaceId], person_id: PersonId | None = None
) -> Changes:
    """Yes, each of these faces is the person that it is in; a group without a name stays together with it.

    With `person_id` it is that person, wherever a grouping has put them in the meantime; raises `UserProblem` if
    that person is gone.
    """
    if person_id is not None:
        name_of(connection, person_id)
    with recording(connection, f"Confirm {number_of(faces)}") as step:
        if person_id is not None:
            move(connection, faces, person_id)
        else:
            for group in _owners(connection, faces):
                settle(connection, group)
            connection.execute(
                """INSERT INTO said (face_id, person_id, kind)
                SELECT id, person_id, 'confirmed' FROM face
                WHERE person_id IS NOT NULL AND id IN (SELECT value FROM json_each(?))
                ON CONFLICT DO UPDATE SET kind = 'confirmed'""",
                (ids(faces),),
            )
    return step.changes


def _of_whom(connection: sqlite3.Connection, faces: Sequence[FaceId]) -> str:
    owners = _owners(connection, faces)
    return f" of {called(connection, owners[0])}" if len(owners) == 1 else ""


def _owners(connection: sqlite3.Connection, faces: Sequence[FaceId]) -> list[PersonId]:
    """Whose these faces are."""
    query = """
        SELECT DISTINCT person_id FROM face
        WHERE person_id IS NOT NULL AND id IN (SELECT value FROM json_each(?)) ORDER BY person_id"""
    return [PersonId(row[0]) for row in connection.execute(query, (ids(faces),))]
