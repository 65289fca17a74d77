"""What the commands are made of: statements about faces and people, and how these are called in the undo list."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import combinations

from engine import names
from engine.catalogue.people import find_person
from engine.catalogue.rows import ids
from engine.errors import UserProblem
from engine.types import FaceId, PersonId


def everyone_in(connection: sqlite3.Connection, person_id: PersonId) -> list[FaceId]:
    """Also the faces in photos not shown now, or a returning drive would bring the old name along."""
    rows = connection.execute("SELECT id FROM face WHERE person_id = ? ORDER BY id", (person_id,))
    return [FaceId(row[0]) for row in rows]


def known(connection: sqlite3.Connection, faces: Sequence[FaceId]) -> list[FaceId]:
    """Those of `faces` that there are."""
    rows = connection.execute(
        "SELECT id FROM face WHERE id IN (SELECT value FROM json_each(?))", (ids(faces),)
    )
    return [FaceId(row[0]) for row in rows]


def say_of_all(connection: sqlite3.Connection, faces: Sequence[FaceId], person_id: PersonId) -> None:
    """Said of a whole group: a face that the user had pointed at stays one that they pointed at.

    One that was no face is one: the newest word counts.
    """
    connection.execute(
        """INSERT INTO said (face_id, person_id, kind) SELECT value, ?, 'named' FROM json_each(?) WHERE true
        ON CONFLICT DO UPDATE SET person_id = excluded.person_id,
                                  kind = CASE kind WHEN 'not_a_face' THEN excluded.kind ELSE kind END""",
        (person_id, ids(faces)),
    )
    lift_rejections(connection, faces, person_id)


def settle(connection: sqlite3.Connection, person_id: PersonId) -> None:
    """Of a group without a name the user spoke as of one person: it stays one. Who has a name keeps guesses."""
    row = connection.execute("SELECT name FROM person WHERE id = ?", (person_id,)).fetchone()
    if row == (None,):
        for statement in _SETTLE:
            connection.execute(statement, {"person": person_id})


def move(connection: sqlite3.Connection, faces: Sequence[FaceId], person_id: PersonId) -> None:
    """A face that is put into a group is one person with the rest of it, however little it is like them."""
    settle(connection, person_id)
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
    lift_rejections(connection, faces, person_id)


def reject(connection: sqlite3.Connection, faces: Sequence[FaceId], person_id: PersonId) -> None:
    """None of these known faces is that person."""
    connection.execute(
        """INSERT INTO rejected (person_id, face_id) SELECT ?, value FROM json_each(?) WHERE true
        ON CONFLICT DO NOTHING""",
        (person_id, ids(faces)),
    )


def lift_rejections(connection: sqlite3.Connection, faces: Sequence[FaceId], person_id: PersonId) -> None:
    """The newest word counts."""
    connection.execute(
        "DELETE FROM rejected WHERE person_id = ? AND face_id IN (SELECT value FROM json_each(?))",
        (person_id, ids(faces)),
    )


def hold_apart(connection: sqlite3.Connection, people: Iterable[PersonId]) -> None:
    """Any two of `people` are different."""
    connection.executemany(
        "INSERT INTO apart (person_id, other_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        list(combinations(sorted(set(people)), 2)),
    )


def new_person(connection: sqlite3.Connection) -> PersonId:
    return PersonId(connection.execute("INSERT INTO person DEFAULT VALUES RETURNING id").fetchone()[0])


def whoever_is_called(connection: sqlite3.Connection, name: str) -> PersonId:
    """The person who bears the clean `name`, a new one if nobody does."""
    person_id = find_person(connection, name)
    if person_id is None:
        person_id = new_person(connection)
        set_name(connection, person_id, name)
    return person_id


def set_name(connection: sqlite3.Connection, person_id: PersonId, name: str) -> None:
    """Who has a name is no stranger any more."""
    connection.execute(
        "UPDATE person SET name = ?, name_key = ?, stranger = 0 WHERE id = ?",
        (name, names.key(name), person_id),
    )


def name_of(connection: sqlite3.Connection, person_id: PersonId) -> str | None:
    """Raises `UserProblem` if there is no such person, or only the row of one who has neither name nor face left.

    Nothing said may revive them: an undo would find them changed, and those whom they joined would lose faces.
    """
    query = "SELECT name, EXISTS (SELECT 1 FROM face WHERE person_id = person.id) FROM person WHERE id = ?"
    row: tuple[str | None, int] | None = connection.execute(query, (person_id,)).fetchone()
    if row is None:
        raise UserProblem("This person is no longer in the library.")
    name, has_faces = row
    if name is None and not has_faces:
        raise UserProblem(
            "This person is no longer in the library: they joined another, or lost every face to others."
        )
    return name


def called(connection: sqlite3.Connection, person_id: PersonId) -> str:
    return name_of(connection, person_id) or "an unnamed group"


def all_called(connection: sqlite3.Connection, people: Sequence[PersonId]) -> str:
    """One by name, several by their number; raises `UserProblem` if one of them is gone."""
    each = [called(connection, person) for person in people]
    return each[0] if len(each) == 1 else f"{len(each)} people"


def number_of(faces: Sequence[FaceId]) -> str:
    return "1 face" if len(faces) == 1 else f"{len(faces)} faces"


def different(people: Iterable[PersonId]) -> list[PersonId]:
    """Each once, in the order in which they were said."""
    return list(dict.fromkeys(people))


# `say_of_all` of everyone in the group: thousands of faces need not be told to Python and back.
_SETTLE = (
    """INSERT INTO said (face_id, person_id, kind)
    SELECT id, :person, 'named' FROM face WHERE person_id = :person ORDER BY id
    ON CONFLICT DO NOTHING""",
    """DELETE FROM rejected WHERE person_id = :person
      AND EXISTS (SELECT 1 FROM said WHERE said.face_id = rejected.face_id AND said.person_id = :person)""",
)
