"""What the user says. Each command is one step of the journal and survives every scan and grouping.

All run in the transaction of `Catalogue.write` and return what changed; they raise `UserProblem` for a person
who is gone or a name that is none, and then change nothing. Faces that are unknown are passed over.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from engine.catalogue import names
from engine.catalogue.journal import recording, redo, redo_label, undo, undo_label
from engine.catalogue.people import find_person
from engine.catalogue.rows import ids
from engine.errors import UserProblem
from engine.types import Changes, FaceId, PersonId

__all__ = [
    "confirm",
    "mark_not_a_face",
    "move_faces",
    "move_faces_to_name",
    "name_person",
    "redo",
    "redo_label",
    "rename",
    "set_cover",
    "set_hidden",
    "take_out",
    "undo",
    "undo_label",
]


def name_person(connection: sqlite3.Connection, person_id: PersonId, name: str) -> Changes:
    """Give a group a name: the faces now in it are that person from here on.

    A name that another person bears means that the two are one: all the faces go to the one who bears it. The
    name of someone who has one already is only changed: their guessed faces stay guesses.
    """
    wanted = names.clean(name)
    bearer = find_person(connection, wanted)
    if bearer is not None and bearer != person_id:
        return _join(connection, person_id, bearer)
    if _name_of(connection, person_id) is not None:
        return rename(connection, person_id, wanted)
    with recording(connection, f"Name {wanted}") as step:
        _say_of_all(connection, _everyone_in(connection, person_id), person_id)
        _set_name(connection, person_id, wanted)
    return step.changes


def rename(connection: sqlite3.Connection, person_id: PersonId, name: str) -> Changes:
    """Change only the name. Raises `UserProblem` if another person bears it."""
    wanted = names.clean(name)
    if find_person(connection, wanted) not in (None, person_id):
        raise UserProblem(f"There is already somebody called {wanted}.")
    with recording(connection, f"Rename {_called(connection, person_id)} to {wanted}") as step:
        _set_name(connection, person_id, wanted)
    return step.changes


def move_faces(connection: sqlite3.Connection, faces: Sequence[FaceId], person_id: PersonId) -> Changes:
    """These faces are `person_id`, whatever was said before."""
    with recording(connection, f"Move {_number(faces)} to {_called(connection, person_id)}") as step:
        _move(connection, faces, person_id)
    return step.changes


def move_faces_to_name(connection: sqlite3.Connection, faces: Sequence[FaceId], name: str) -> Changes:
    """These faces are whoever bears `name`, a new person if nobody does."""
    wanted = names.clean(name)
    if not faces:
        return Changes()
    with recording(connection, f"Move {_number(faces)} to {wanted}") as step:
        person_id = find_person(connection, wanted)
        if person_id is None:
            person_id = _new_person(connection)
            _set_name(connection, person_id, wanted)
        _move(connection, faces, person_id)
    return step.changes


def take_out(
    connection: sqlite3.Connection, faces: Sequence[FaceId], person_id: PersonId | None = None
) -> Changes:
    """Each of these faces is not the person that it is in; no grouping puts it back.

    With `person_id` it is that person that they are not, wherever a grouping has put them in the meantime.
    """
    with recording(connection, f"Take {_number(faces)} out{_of_whom(connection, faces)}") as step:
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
    with recording(connection, f"Mark {_number(faces)} as not a face") as step:
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
    """Yes, each of these faces is the person that it is in.

    With `person_id` it is that person, wherever a grouping has put them in the meantime.
    """
    with recording(connection, f"Confirm {_number(faces)}") as step:
        if person_id is not None:
            _move(connection, faces, person_id)
        else:
            connection.execute(
                """INSERT INTO said (face_id, person_id, kind)
                SELECT id, person_id, 'confirmed' FROM face
                WHERE person_id IS NOT NULL AND id IN (SELECT value FROM json_each(?))
                ON CONFLICT DO UPDATE SET kind = 'confirmed'""",
                (ids(faces),),
            )
    return step.changes


def set_hidden(connection: sqlite3.Connection, person_id: PersonId, hidden: bool) -> Changes:
    """Put a person on the shelf of the hidden, or back."""
    with recording(connection, f"{'Hide' if hidden else 'Show'} {_called(connection, person_id)}") as step:
        connection.execute("UPDATE person SET hidden = ? WHERE id = ?", (hidden, person_id))
    return step.changes


def set_cover(connection: sqlite3.Connection, person_id: PersonId, face: FaceId) -> Changes:
    """Show this face for the person. Raises `UserProblem` if it is not theirs."""
    if (
        connection.execute("SELECT 1 FROM face WHERE id = ? AND person_id = ?", (face, person_id)).fetchone()
        is None
    ):
        raise UserProblem("Only a face of this person can stand for them.")
    with recording(connection, f"Choose the cover of {_called(connection, person_id)}") as step:
        connection.execute("UPDATE person SET cover_face = ? WHERE id = ?", (face, person_id))
    return step.changes


def _join(connection: sqlite3.Connection, gone: PersonId, person_id: PersonId) -> Changes:
    """`gone` turns out to be `person_id`. Its row stays, empty, so that an undo finds it."""
    _name_of(connection, gone)
    with recording(connection, f"Join with {_called(connection, person_id)}") as step:
        _say_of_all(connection, _everyone_in(connection, gone), person_id)
        _inherit_rejections(connection, gone, person_id)
        connection.execute(
            "UPDATE person SET name = NULL, name_key = NULL, hidden = 0, cover_face = NULL WHERE id = ?",
            (gone,),
        )
    return step.changes


def _inherit_rejections(connection: sqlite3.Connection, gone: PersonId, person_id: PersonId) -> None:
    """Who was not `gone` is not `person_id` either, unless the user said that they are."""
    connection.execute(
        """INSERT INTO rejected (face_id, person_id) SELECT face_id, :person FROM rejected AS old
        WHERE old.person_id = :gone
          AND NOT EXISTS (SELECT 1 FROM said WHERE said.face_id = old.face_id AND said.person_id = :person)
        ON CONFLICT DO NOTHING""",
        {"person": person_id, "gone": gone},
    )


def _say_of_all(connection: sqlite3.Connection, faces: Sequence[FaceId], person_id: PersonId) -> None:
    """Said of a whole group: a face that the user had pointed at stays one that they pointed at."""
    connection.execute(
        """INSERT INTO said (face_id, person_id, kind) SELECT value, ?, 'named' FROM json_each(?) WHERE true
        ON CONFLICT DO UPDATE SET person_id = excluded.person_id""",
        (person_id, ids(faces)),
    )
    _lift_rejections(connection, faces, person_id)


def _move(connection: sqlite3.Connection, faces: Sequence[FaceId], person_id: PersonId) -> None:
    # Leaving somebody with a name says "not them" too. Leaving a group does not: the rest of it may follow.
    connection.execute(
        """INSERT INTO rejected (face_id, person_id)
        SELECT face.id, person.id FROM face JOIN person ON person.id = face.person_id
        WHERE person.name IS NOT NULL AND person.id <> ?
          AND face.id IN (SELECT value FROM json_each(?))
        ON CONFLICT DO NOTHING""",
        (person_id, ids(faces)),
    )
    connection.execute(
        """INSERT INTO said (face_id, person_id, kind)
        SELECT id, ?, 'confirmed' FROM face WHERE id IN (SELECT value FROM json_each(?))
        ON CONFLICT DO UPDATE SET person_id = excluded.person_id, kind = excluded.kind""",
        (person_id, ids(faces)),
    )
    _lift_rejections(connection, faces, person_id)


def _lift_rejections(connection: sqlite3.Connection, faces: Sequence[FaceId], person_id: PersonId) -> None:
    """The newest word counts."""
    connection.execute(
        "DELETE FROM rejected WHERE person_id = ? AND face_id IN (SELECT value FROM json_each(?))",
        (person_id, ids(faces)),
    )


def _everyone_in(connection: sqlite3.Connection, person_id: PersonId) -> list[FaceId]:
    """Also the faces in photos not shown now, or a returning drive would bring the old name along."""
    rows = connection.execute("SELECT id FROM face WHERE person_id = ?", (person_id,))
    return [FaceId(row[0]) for row in rows]


def _new_person(connection: sqlite3.Connection) -> PersonId:
    return PersonId(connection.execute("INSERT INTO person DEFAULT VALUES RETURNING id").fetchone()[0])


def _set_name(connection: sqlite3.Connection, person_id: PersonId, name: str) -> None:
    connection.execute(
        "UPDATE person SET name = ?, name_key = ? WHERE id = ?", (name, names.key(name), person_id)
    )


def _name_of(connection: sqlite3.Connection, person_id: PersonId) -> str | None:
    row = connection.execute("SELECT name FROM person WHERE id = ?", (person_id,)).fetchone()
    if row is None:
        raise UserProblem("This person is no longer in the library.")
    name: str | None = row[0]
    return name


def _called(connection: sqlite3.Connection, person_id: PersonId) -> str:
    return _name_of(connection, person_id) or "an unnamed group"


def _of_whom(connection: sqlite3.Connection, faces: Sequence[FaceId]) -> str:
    query = """
        SELECT DISTINCT person_id FROM face
        WHERE person_id IS NOT NULL AND id IN (SELECT value FROM json_each(?)) LIMIT 2"""
    owners = connection.execute(query, (ids(faces),)).fetchall()
    return f" of {_called(connection, owners[0][0])}" if len(owners) == 1 else ""


def _number(faces: Sequence[FaceId]) -> str:
    return "1 face" if len(faces) == 1 else f"{len(faces)} faces"
