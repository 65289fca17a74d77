"""What a sound catalogue keeps to, how many rows do not, and how they are put right.

Nothing here removes a word of the user's. A face or a photo that a word refers to and that is gone is put back
as far as it is known: a name in a photo is worth keeping even where the place of the face is not.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from engine import names

NAMED = ("person", "album")
KEPT_DAYS = 30  # for so long at least what was said of the faces in a deleted photo is kept


@dataclass(frozen=True, slots=True)
class Rule:
    """`wrong` counts the rows that break it; `mend` puts them right."""

    says: str  # with {} for the number
    wrong: str
    mend: tuple[str, ...]


def breaches(connection: sqlite3.Connection) -> list[tuple[Rule, int]]:
    """The rules that are broken, each with the number of rows that break it."""
    counted = [(rule, connection.execute(rule.wrong).fetchone()[0]) for rule in RULES]
    return [(rule, number) for rule, number in counted if number]


def mend(connection: sqlite3.Connection) -> None:
    """Put right what breaks the rules. Runs in the caller's transaction; foreign keys are looked at at its end."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for rule in RULES:
        if connection.execute(rule.wrong).fetchone()[0]:
            for statement in rule.mend:
                connection.execute(statement)
    mend_name_keys(connection)
    derive(connection)


def derive(connection: sqlite3.Connection) -> None:
    """Work out the derived columns of photos and faces where they are wrong."""
    for statement in (*_SHOWING.mend, *_BELIEF.mend):
        connection.execute(statement)


def look_again(connection: sqlite3.Connection, where: str) -> None:
    """The next scan analyses the photos that `where` names anew, and takes over what was said of them.

    It meets their files with a content that the catalogue does not know: that of an edited photo (`carry.py`).
    """
    connection.execute(
        f"UPDATE file SET mtime_ns = -1 WHERE photo_id IN (SELECT id FROM photo WHERE {where})"
    )
    connection.execute(f"UPDATE photo SET content_hash = CAST('lost-' || id AS BLOB) WHERE {where}")


def wrong_name_keys(connection: sqlite3.Connection, table: str = "person") -> list[tuple[int, str]]:
    """`(id, name)` of the people, or of the albums, whose name cannot be found by its key."""
    rows = connection.execute(f"SELECT id, name, name_key FROM {table} WHERE name IS NOT NULL")
    return [(who, name) for who, name, key in rows if names.key(name) != key]


def mend_name_keys(connection: sqlite3.Connection) -> None:
    for table in NAMED:
        for who, name in wrong_name_keys(connection, table):
            set_name(connection, who, name, table)


def set_name(connection: sqlite3.Connection, who: int, name: str, table: str = "person") -> None:
    """Name a person or an album; if another bears that name, with a number behind it: neither name is dropped."""
    number, wanted = 1, name
    query = f"SELECT 1 FROM {table} WHERE name_key = ? AND id <> ?"
    while connection.execute(query, (names.key(wanted), who)).fetchone():
        number += 1
        wanted = f"{name} ({number})"
    connection.execute(
        f"UPDATE {table} SET name = ?, name_key = ? WHERE id = ?", (wanted, names.key(wanted), who)
    )


_SHOWING = Rule(
    "{} photos are shown, hidden or sorted wrongly",
    """SELECT count(*) FROM photo JOIN showing ON photo_id = id
    WHERE photo.shown <> showing.shown OR photo.moment <> showing.moment""",
    (
        """UPDATE photo SET (shown, moment) = (SELECT shown, moment FROM showing WHERE photo_id = photo.id)
        WHERE id IN (SELECT id FROM photo JOIN showing ON photo_id = id
                     WHERE photo.shown <> showing.shown OR photo.moment <> showing.moment)""",
    ),
)

_BELIEF = Rule(
    "{} faces stand with another person than was said or guessed",
    """SELECT count(*) FROM face JOIN belief ON face_id = id
    WHERE face.person_id IS NOT belief.person_id OR face.not_a_face <> belief.not_a_face""",
    (
        """UPDATE face SET (person_id, not_a_face) =
            (SELECT person_id, not_a_face FROM belief WHERE face_id = face.id)
        WHERE id IN (SELECT id FROM face JOIN belief ON face_id = id
                     WHERE face.person_id IS NOT belief.person_id OR face.not_a_face <> belief.not_a_face)""",
    ),
)


def _gone(table: str, image: str, key: str) -> str:
    number = f"json_extract({image}, '$.{key}')"
    return f"({number} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table} WHERE id = {number}))"


_DANGLING = f"""CASE
    WHEN NOT (json_valid(row_key) AND json_valid(coalesce(before, '0')) AND json_valid(coalesce(after, '0'))) THEN 1
    ELSE {_gone("face", "row_key", "face_id")} OR {_gone("person", "row_key", "id")}
        OR {_gone("person", "before", "person_id")} OR {_gone("person", "after", "person_id")}
        OR {_gone("person", "row_key", "person_id")} OR {_gone("person", "row_key", "other_id")}
        OR {_gone("album", "row_key", "album_id")} END"""


def _no_cover(table: str, image: str) -> str:
    return f"CASE WHEN json_valid({image}) THEN {_gone(table, image, f'cover_{table}')} END"


def _photos_in(image: str) -> str:
    """The photos that were put into an album, or taken out."""
    return f"json_each(iif(table_name = 'album_photo' AND json_valid({image}), {image}, '[]'))"


def _no_photo(image: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM {_photos_in(image)} WHERE NOT EXISTS (SELECT 1 FROM photo WHERE id = value))"
    )


# Undoing must never meet a row that is gone: what the journal says of such rows is dropped, and steps that then
# say nothing. Also run by the tidy-up, after which faces are gone for good.
JOURNAL = (
    Rule(
        "{} steps of the undo history speak of faces, people or albums that are gone",
        f"SELECT count(*) FROM journal_change WHERE {_DANGLING}",
        (f"DELETE FROM journal_change WHERE {_DANGLING}",),
    ),
    *(
        Rule(
            "{} steps of the undo history would choose a cover that is gone",
            f"SELECT count(*) FROM journal_change WHERE {_no_cover(table, image)}",
            (
                f"UPDATE journal_change SET {image} = json_set({image}, '$.cover_{table}', NULL) "
                f"WHERE {_no_cover(table, image)}",
                "DELETE FROM journal_change WHERE before IS after",
            ),
        )
        for table in ("face", "photo")
        for image in ("before", "after")
    ),
    *(
        Rule(
            "{} steps of the undo history put photos into albums that are gone",
            f"SELECT count(*) FROM journal_change WHERE {_no_photo(image)}",
            (
                f"""UPDATE journal_change SET {image} = nullif((
                    SELECT json_group_array(value) FROM {_photos_in(image)} JOIN photo ON photo.id = value), '[]')
                WHERE {_no_photo(image)}""",
                "DELETE FROM journal_change WHERE before IS after",
            ),
        )
        for image in ("before", "after")
    ),
    Rule(
        "{} parts of the undo history belong to no step",
        "SELECT count(*) FROM journal_change WHERE entry_id NOT IN (SELECT id FROM journal)",
        ("DELETE FROM journal_change WHERE entry_id NOT IN (SELECT id FROM journal)",),
    ),
    Rule(
        "{} steps of the undo history are empty",
        "SELECT count(*) FROM journal WHERE id NOT IN (SELECT entry_id FROM journal_change)",
        ("DELETE FROM journal WHERE id NOT IN (SELECT entry_id FROM journal_change)",),
    ),
)


def _orphans(table: str, column: str, parent: str) -> str:
    # By another name, or a table that refers to itself would be asked for a row that refers to itself.
    known = f"SELECT 1 FROM {parent} AS known WHERE known.id = {table}.{column}"
    return f"{table}.{column} IS NOT NULL AND NOT EXISTS ({known})"


def _dropped(says: str, table: str, column: str, parent: str) -> Rule:
    where = _orphans(table, column, parent)
    return Rule(
        says,
        f"SELECT count(*) FROM {table} WHERE {where}",
        (f"DELETE FROM {table} WHERE {where}",),
    )


def _emptied(says: str, table: str, column: str, parent: str) -> Rule:
    where = _orphans(table, column, parent)
    return Rule(
        says,
        f"SELECT count(*) FROM {table} WHERE {where}",
        (f"UPDATE {table} SET {column} = NULL WHERE {where}",),
    )


_LOST_PHOTOS = """(SELECT photo_id FROM face UNION SELECT photo_id FROM album_photo)
    WHERE photo_id NOT IN (SELECT id FROM photo)"""

# The faces, and the people, of whom the user said something.
WORDS = "(SELECT face_id FROM said UNION SELECT face_id FROM rejected)"
PEOPLE = """(SELECT person_id FROM said WHERE person_id IS NOT NULL UNION SELECT person_id FROM rejected
    UNION SELECT person_id FROM apart UNION SELECT other_id FROM apart)"""
_NAMED_NOT_DRAWN = """by_hand = 1 AND id NOT IN (SELECT face_id FROM drawn)
    AND id IN (SELECT face_id FROM said WHERE person_id IS NOT NULL)"""
_OUTSIDE = "NOT (w > 0 AND h > 0 AND x < 1 AND y < 1 AND x + w > 0 AND y + h > 0 AND w < 9 AND h < 9)"

RULES = (
    Rule(
        "a command was cut off while it was noted for undo ({})",
        "SELECT count(*) FROM recording",
        ("DELETE FROM recording",),
    ),
    Rule(
        "{} people of whom something was said are gone",
        f"SELECT count(*) FROM {PEOPLE} WHERE person_id NOT IN (SELECT id FROM person)",
        (f"INSERT INTO person (id) SELECT person_id FROM {PEOPLE} WHERE true ON CONFLICT DO NOTHING",),
    ),
    # The photo of a face that is gone is known to no row, but for an index that the doctor has read by then.
    Rule(
        "{} faces of which something was said are gone",
        f"SELECT count(*) FROM {WORDS} WHERE face_id NOT IN (SELECT id FROM face)",
        (
            f"""INSERT INTO face (id, photo_id, x, y, w, h, landmarks, confidence, quality)
            SELECT face_id, 0, 0, 0, 1, 1, zeroblob(40), 0, 0 FROM {WORDS}
            WHERE face_id NOT IN (SELECT id FROM face)""",
        ),
    ),
    _dropped("{} boxes that were drawn belong to faces that are gone", "drawn", "face_id", "face"),
    Rule(
        "{} faces that were drawn and named are taken for none",
        f"SELECT count(*) FROM face WHERE {_NAMED_NOT_DRAWN}",
        (f"INSERT INTO drawn (face_id) SELECT id FROM face WHERE {_NAMED_NOT_DRAWN}",),
    ),
    Rule(
        "{} photos with faces or in albums are gone",
        f"SELECT count(*) FROM {_LOST_PHOTOS}",
        (
            f"""INSERT INTO photo (id, content_hash, width, height, detector)
            SELECT photo_id, CAST('lost-' || photo_id AS BLOB), 1600, 1200, 'lost' FROM {_LOST_PHOTOS}""",
            """UPDATE file SET mtime_ns = -1
            WHERE photo_id IN (SELECT id FROM photo WHERE detector = 'lost')""",
        ),
    ),
    Rule(
        "{} albums with photos are gone",
        "SELECT count(DISTINCT album_id) FROM album_photo WHERE album_id NOT IN (SELECT id FROM album)",
        (
            # No name has such a key; `mend_name_keys` finds one, whatever else is called so.
            """INSERT INTO album (id, name, name_key, created)
            SELECT DISTINCT album_id, 'Album ' || album_id, char(1) || album_id, 0 FROM album_photo
            WHERE album_id NOT IN (SELECT id FROM album)""",
        ),
    ),
    _emptied("{} albums have a cover that is gone", "album", "cover_photo", "photo"),
    _dropped("{} edited photos are gone", "successor", "photo_id", "photo"),
    _dropped("{} photos were edited into photos that are gone", "successor", "successor_id", "photo"),
    _dropped("{} files belong to folders that are gone", "file", "folder_id", "folder"),
    _dropped("{} files belong to photos that are gone", "file", "photo_id", "photo"),
    _emptied("{} photos were edited from photos that are gone", "photo", "edited_from", "photo"),
    _emptied("{} people have a cover that is gone", "person", "cover_face", "face"),
    _dropped("{} vectors belong to faces that are gone", "embedding", "face_id", "face"),
    _dropped("{} pictures' vectors belong to photos that are gone", "scene", "photo_id", "photo"),
    _dropped("{} guesses are about faces that are gone", "guess", "face_id", "face"),
    _dropped("{} guesses are about people who are gone", "guess", "person_id", "person"),
    Rule(
        "{} faces lie outside of their pictures",
        f"SELECT count(*) FROM face WHERE {_OUTSIDE}",
        (
            f"""UPDATE file SET mtime_ns = -1
            WHERE photo_id IN (SELECT photo_id FROM face WHERE {_OUTSIDE})""",
            f"""UPDATE photo SET content_hash = CAST('lost-' || id AS BLOB)
            WHERE id IN (SELECT photo_id FROM face WHERE {_OUTSIDE})""",
            f"UPDATE face SET x = 0, y = 0, w = 1, h = 1, confidence = 0, quality = 0 WHERE {_OUTSIDE}",
        ),
    ),
    *JOURNAL,
    _SHOWING,
    _BELIEF,
)
