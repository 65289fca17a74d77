"""Undo and redo of the user's commands, without limit and across restarts.

While a command runs, triggers write the JSON image of every row that it changes in person, drawn, said, rejected,
apart and album, before and after (the idea of sqlite.org/undoredo.html); of album_photo, which may have a million
rows, commands write the ids of the photos that were put in or taken out. Undoing puts the images from before back,
redoing those from after. Scans and groupings never touch what these tables say, and nothing ever deletes a
person or an album that the journal knows, so the images always fit.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from engine.types import AlbumId, Changes, Command, FaceId, PersonId, PhotoId


class Step:
    """One command: `changes` is filled in when it is done."""

    changes = Changes()


@contextmanager
def recording(connection: sqlite3.Connection, label: str) -> Iterator[Step]:
    """Write what the block does to the journal as one step called `label`; what was undone is dropped.

    A block that changes nothing leaves no step. One that raises must have its transaction rolled back.
    """
    step = Step()
    query = "INSERT INTO journal (label, at) VALUES (?, ?) RETURNING id"
    entry = connection.execute(query, (label, time.time())).fetchone()[0]
    connection.execute("INSERT INTO recording (entry_id) VALUES (?)", (entry,))
    yield step
    connection.execute("DELETE FROM recording")
    connection.execute("DELETE FROM journal_change WHERE entry_id = ? AND before IS after", (entry,))
    if connection.execute("SELECT 1 FROM journal_change WHERE entry_id = ? LIMIT 1", (entry,)).fetchone():
        for statement in _DROP_UNDONE:
            connection.execute(statement)
        step.changes = _changes(connection, entry, "before")
    else:
        connection.execute("DELETE FROM journal WHERE id = ?", (entry,))


def undo(connection: sqlite3.Connection) -> Changes:
    """Take the last command back; empty if there is none."""
    return _turn(connection, _next_undo(connection), "before")


def redo(connection: sqlite3.Connection) -> Changes:
    """Do the last undone command again; empty if there is none."""
    return _turn(connection, _next_redo(connection), "after")


def undo_label(connection: sqlite3.Connection) -> str | None:
    """What `undo` would take back, for instance "Name Anna"."""
    entry = _next_undo(connection)
    return entry and entry[1]


def redo_label(connection: sqlite3.Connection) -> str | None:
    entry = _next_redo(connection)
    return entry and entry[1]


def history(connection: sqlite3.Connection, count: int) -> list[Command]:
    """The last `count` commands, the newest first, with those that were undone and not replaced since."""
    query = "SELECT id, label, at, undone FROM journal ORDER BY id DESC LIMIT ?"
    return [
        Command(number, label, at, bool(undone))
        for number, label, at, undone in connection.execute(query, (count,))
    ]


def _next_undo(connection: sqlite3.Connection) -> tuple[int, str] | None:
    query = "SELECT id, label FROM journal WHERE undone = 0 ORDER BY id DESC LIMIT 1"
    entry: tuple[int, str] | None = connection.execute(query).fetchone()
    return entry


def _next_redo(connection: sqlite3.Connection) -> tuple[int, str] | None:
    query = "SELECT id, label FROM journal WHERE undone = 1 ORDER BY id LIMIT 1"
    entry: tuple[int, str] | None = connection.execute(query).fetchone()
    return entry


def _turn(connection: sqlite3.Connection, entry: tuple[int, str] | None, image: str) -> Changes:
    if entry is None:
        return Changes()
    for statement in _PUT_BACK:
        connection.execute(statement, {"entry": entry[0], "image": image})
    connection.execute("UPDATE journal SET undone = ? WHERE id = ?", (image == "before", entry[0]))
    return _changes(connection, entry[0], "after" if image == "before" else "before")


def _changes(connection: sqlite3.Connection, entry: int, past: str) -> Changes:
    """What a step names whose images `past` ("before" or "after") hold no longer, and whoever has or had its faces.

    Thousands of faces come as one text of numbers, which takes half of the time that as many rows take.
    """
    faces, photos, *owners = map(_numbers, connection.execute(_TOUCHED, {"entry": entry}).fetchone())
    named = [set(row) for row in connection.execute(_NAMED, {"entry": entry, "past": past})]
    albums = connection.execute(_ALBUMS, {"entry": entry})
    return Changes(
        frozenset(map(PhotoId, photos)),
        frozenset(map(FaceId, faces)),
        frozenset(map(PersonId, set().union(*named, *owners) - {None})),
        frozenset(AlbumId(album) for (album,) in albums),
    )


def _numbers(text: str | None) -> list[int]:
    numbers: list[int] = json.loads(f"[{text or ''}]")
    return numbers


# In two statements, because deleting what follows a step row by row takes longer.
_DROP_UNDONE = (
    "DELETE FROM journal_change WHERE entry_id IN (SELECT id FROM journal WHERE undone = 1)",
    "DELETE FROM journal WHERE undone = 1",
)

# All the names go first, because two people, or albums, may be exchanging theirs.
_PUT_BACK = (
    """UPDATE person SET name = NULL, name_key = NULL
    WHERE id IN (SELECT json_extract(row_key, '$.id') FROM journal_change
                 WHERE entry_id = :entry AND table_name = 'person')""",
    """UPDATE person SET
        name = json_extract(image, '$.name'), name_key = json_extract(image, '$.name_key'),
        hidden = json_extract(image, '$.hidden'), cover_face = json_extract(image, '$.cover_face'),
        stranger = coalesce(json_extract(image, '$.stranger'), 0), born = json_extract(image, '$.born')
    FROM (SELECT json_extract(row_key, '$.id') AS person_id, iif(:image = 'before', before, after) AS image
          FROM journal_change WHERE entry_id = :entry AND table_name = 'person') AS kept
    WHERE person.id = kept.person_id""",
    """DELETE FROM drawn
    WHERE face_id IN (SELECT json_extract(row_key, '$.face_id') FROM journal_change
                      WHERE entry_id = :entry AND table_name = 'drawn')""",
    """INSERT INTO drawn (face_id)
    SELECT json_extract(image, '$.face_id')
    FROM (SELECT iif(:image = 'before', before, after) AS image
          FROM journal_change WHERE entry_id = :entry AND table_name = 'drawn')
    WHERE image IS NOT NULL""",
    """DELETE FROM said
    WHERE face_id IN (SELECT json_extract(row_key, '$.face_id') FROM journal_change
                      WHERE entry_id = :entry AND table_name = 'said')""",
    """INSERT INTO said (face_id, person_id, kind)
    SELECT json_extract(image, '$.face_id'), json_extract(image, '$.person_id'), json_extract(image, '$.kind')
    FROM (SELECT iif(:image = 'before', before, after) AS image
          FROM journal_change WHERE entry_id = :entry AND table_name = 'said')
    WHERE image IS NOT NULL""",
    """DELETE FROM rejected
    WHERE (face_id, person_id) IN (
        SELECT json_extract(row_key, '$.face_id'), json_extract(row_key, '$.person_id') FROM journal_change
        WHERE entry_id = :entry AND table_name = 'rejected')""",
    """INSERT INTO rejected (face_id, person_id)
    SELECT json_extract(image, '$.face_id'), json_extract(image, '$.person_id')
    FROM (SELECT iif(:image = 'before', before, after) AS image
          FROM journal_change WHERE entry_id = :entry AND table_name = 'rejected')
    WHERE image IS NOT NULL""",
    """DELETE FROM apart
    WHERE (person_id, other_id) IN (
        SELECT json_extract(row_key, '$.person_id'), json_extract(row_key, '$.other_id') FROM journal_change
        WHERE entry_id = :entry AND table_name = 'apart')""",
    """INSERT INTO apart (person_id, other_id)
    SELECT json_extract(image, '$.person_id'), json_extract(image, '$.other_id')
    FROM (SELECT iif(:image = 'before', before, after) AS image
          FROM journal_change WHERE entry_id = :entry AND table_name = 'apart')
    WHERE image IS NOT NULL""",
    """UPDATE album SET name = NULL, name_key = NULL
    WHERE id IN (SELECT json_extract(row_key, '$.album_id') FROM journal_change
                 WHERE entry_id = :entry AND table_name = 'album')""",
    """UPDATE album SET
        name = json_extract(image, '$.name'), name_key = json_extract(image, '$.name_key'),
        cover_photo = json_extract(image, '$.cover_photo')
    FROM (SELECT json_extract(row_key, '$.album_id') AS album_id, iif(:image = 'before', before, after) AS image
          FROM journal_change WHERE entry_id = :entry AND table_name = 'album') AS kept
    WHERE album.id = kept.album_id""",
    """DELETE FROM album_photo
    WHERE (album_id, photo_id) IN (
        SELECT json_extract(row_key, '$.album_id'), value
        FROM journal_change JOIN json_each(iif(:image = 'before', after, before))
        WHERE entry_id = :entry AND table_name = 'album_photo')""",
    """INSERT INTO album_photo (album_id, photo_id)
    SELECT json_extract(row_key, '$.album_id'), value
    FROM journal_change JOIN json_each(iif(:image = 'before', before, after))
    WHERE entry_id = :entry AND table_name = 'album_photo'
    ON CONFLICT DO NOTHING""",
)

# The people that the rows which a step changed name; of faces only who had them, for who has them is seen below.
_NAMED = """
    SELECT DISTINCT json_extract(iif(:past = 'before', before, after), '$.person_id'), NULL
    FROM journal_change WHERE entry_id = :entry AND table_name = 'said'
    UNION SELECT json_extract(row_key, '$.person_id'), json_extract(row_key, '$.other_id')
    FROM journal_change WHERE entry_id = :entry AND table_name IN ('rejected', 'apart')
    UNION SELECT json_extract(row_key, '$.id'), NULL
    FROM journal_change WHERE entry_id = :entry AND table_name = 'person'"""

# The faces of those rows, their photos, and the people that they are and are guessed to be.
_TOUCHED = """
    SELECT group_concat(face.id), group_concat(face.photo_id),
           group_concat(DISTINCT face.person_id), group_concat(DISTINCT guess.person_id)
    FROM (SELECT json_extract(row_key, '$.face_id') AS id FROM journal_change
          WHERE entry_id = :entry AND table_name IN ('said', 'rejected', 'drawn')) AS touched
    CROSS JOIN face ON face.id = touched.id LEFT JOIN guess ON guess.face_id = face.id"""

_ALBUMS = """
    SELECT DISTINCT json_extract(row_key, '$.album_id') FROM journal_change
    WHERE entry_id = :entry AND table_name IN ('album', 'album_photo')"""
