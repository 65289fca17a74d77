"""What a grouping reads and writes: the machine's guesses, never what the user said."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.catalogue.faces import photos_of
from engine.types import Changes, FaceId, PersonId

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Constraints:
    """What the user said, as int64 arrays: a grouping must not contradict it.

    `said_faces[i]` is `said_persons[i]`; where `pointed_at[i]` the user meant this very face, otherwise it
    was in a group when that was named. `rejected_faces[i]` is not `rejected_persons[i]`. `not_faces` are no
    faces.
    """

    said_faces: Ids
    said_persons: Ids
    pointed_at: NDArray[np.bool_]
    rejected_faces: Ids
    rejected_persons: Ids
    not_faces: Ids


def constraints(connection: sqlite3.Connection) -> Constraints:
    """Everything that the user said, also of faces whose photos are not shown."""
    said = _columns(connection, _SAID)
    rejected = _table(connection, "SELECT face_id, person_id FROM rejected", 2)
    not_faces = _table(connection, "SELECT face_id FROM said WHERE kind = 'not_a_face'", 1)
    return Constraints(
        said[0], said[1], said[2].astype(bool), rejected[:, 0], rejected[:, 1], not_faces[:, 0]
    )


def assignments(connection: sqlite3.Connection) -> tuple[Ids, Ids]:
    """`(face_ids (n,), person_ids (n,))` of the faces that now belong to somebody, by word or by guess.

    A grouping gives each new group the id of the person that most of its faces belong to.
    """
    table = _table(connection, "SELECT id, person_id FROM face WHERE person_id IS NOT NULL ORDER BY id", 2)
    return table[:, 0], table[:, 1]


def whose(connection: sqlite3.Connection) -> tuple[Ids, Ids, Ids]:
    """`(face_ids (n,), photo_ids (n,), person_ids (n,))` of the real faces in shown photos, by id; -1 is nobody."""
    faces, photos, persons = _columns(connection, _WHOSE)
    order = np.argsort(faces, kind="stable")
    return faces[order], photos[order], persons[order]


def heard(connection: sqlite3.Connection) -> tuple[int, int]:
    """Differs whenever the user has said something of people or faces, or taken it back; albums don't count."""
    said: tuple[int, int] = connection.execute(_HEARD).fetchone()
    return said


def state(connection: sqlite3.Connection) -> tuple[int, ...]:
    """Differs whenever a scan has added faces or a grouping has changed a guess. Cost: one pass over the guesses."""
    query = """
        SELECT count(*), coalesce(sum(person_id * (face_id % 8191)), 0), (SELECT coalesce(max(id), 0) FROM face)
        FROM guess"""
    found: tuple[int, ...] = connection.execute(query).fetchone()
    return found


def new_groups(connection: sqlite3.Connection, count: int) -> Ids:
    """The ids (count,) of `count` new people without a name."""
    query = "INSERT INTO person DEFAULT VALUES RETURNING id"
    return np.array([connection.execute(query).fetchone()[0] for _ in range(count)], np.int64)


def store_guesses(connection: sqlite3.Connection, face_ids: Ids, person_ids: Ids) -> Changes:
    """Face `face_ids[i]` looks like person `person_ids[i]` (0 or less: nobody); other faces keep their guess.

    Faces about which the user spoke are passed over: they keep the guess from before, so that an undo which
    takes the word back finds everything as it was. Writes only what differs from the last time. Returns the
    faces whose guess changed.
    """
    known = dict(connection.execute("SELECT face_id, person_id FROM guess").fetchall())
    said = {row[0] for row in connection.execute("SELECT face_id FROM said")}
    wanted = zip(face_ids.tolist(), np.maximum(person_ids, 0).tolist(), strict=True)
    changed = {face: person for face, person in wanted if known.get(face, 0) != person and face not in said}
    connection.executemany(
        """INSERT INTO guess (face_id, person_id) VALUES (?, ?)
        ON CONFLICT DO UPDATE SET person_id = excluded.person_id""",
        [(face, person) for face, person in changed.items() if person],
    )
    connection.executemany(
        "DELETE FROM guess WHERE face_id = ?", [(face,) for face, person in changed.items() if not person]
    )
    touched = frozenset(map(FaceId, changed))
    people = {*changed.values(), *(known.get(face, 0) for face in changed)} - {0}
    return Changes(photos_of(connection, touched), touched, frozenset(map(PersonId, people)))


def prune_people(connection: sqlite3.Connection) -> int:
    """Remove the people of whom nothing was said and that neither a face nor the journal refers to; how many."""
    return connection.execute(_PRUNE).rowcount


def _columns(connection: sqlite3.Connection, query: str) -> list[Ids]:
    """What a query of `group_concat`s gives: texts of numbers take a third of the time that as many rows take."""
    return [np.fromstring(text or "", np.int64, sep=",") for text in connection.execute(query).fetchone()]


def _table(connection: sqlite3.Connection, query: str, columns: int) -> Ids:
    return np.array(connection.execute(query).fetchall(), np.int64).reshape(-1, columns)


_OF_FACES = """EXISTS (SELECT 1 FROM journal_change
    WHERE entry_id = journal.id AND table_name NOT IN ('album', 'album_photo'))"""
_HEARD = f"""
    SELECT coalesce((SELECT id FROM journal WHERE {_OF_FACES} ORDER BY id DESC LIMIT 1), 0),
           (SELECT count(*) FROM journal WHERE undone = 1 AND {_OF_FACES})"""  # noqa: S608

_SAID = """
    SELECT group_concat(face_id), group_concat(person_id), group_concat(kind = 'confirmed')
    FROM said WHERE person_id IS NOT NULL"""

_WHOSE = """
    SELECT group_concat(face.id), group_concat(face.photo_id), group_concat(coalesce(face.person_id, -1))
    FROM face CROSS JOIN photo ON photo.id = face.photo_id AND photo.shown = 1
    WHERE face.not_a_face = 0"""

_PRUNE = """
    DELETE FROM person
    WHERE name IS NULL AND hidden = 0 AND stranger = 0 AND born IS NULL
      AND NOT EXISTS (SELECT 1 FROM apart WHERE person.id IN (person_id, other_id))
      AND NOT EXISTS (SELECT 1 FROM guess WHERE guess.person_id = person.id)
      AND NOT EXISTS (SELECT 1 FROM said WHERE said.person_id = person.id)
      AND NOT EXISTS (SELECT 1 FROM rejected WHERE rejected.person_id = person.id)
      AND id NOT IN (
          SELECT coalesce(json_extract(row_key, '$.id'), 0) FROM journal_change
          UNION SELECT coalesce(json_extract(before, '$.person_id'), 0) FROM journal_change
          UNION SELECT coalesce(json_extract(after, '$.person_id'), 0) FROM journal_change
          UNION SELECT coalesce(json_extract(row_key, '$.other_id'), 0) FROM journal_change)"""
