"""Dropping photos that were deleted long ago, with everything that the catalogue knows of them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path

from engine.catalogue import upkeep
from engine.catalogue.albums import albums_of
from engine.catalogue.guesses import prune_people
from engine.catalogue.rows import ids, to_path
from engine.types import Changes, FaceId, GonePhoto, PersonId, PhotoId

# A photo is gone if it has files, all of them missing since before :until. A file outside of every root belongs
# to a folder that was forgotten: it keeps its photo.
_GONE = """
    SELECT photo.id, max(missing_since) FROM photo JOIN file ON file.photo_id = photo.id
    JOIN folder ON folder.id = file.folder_id
    GROUP BY photo.id
    HAVING min(file.missing) = 1 AND min(folder.shown) = 1 AND count(missing_since) = count(*)
       AND max(missing_since) <= :until
    ORDER BY photo.id"""


def gone_photos(connection: sqlite3.Connection, until: float, away: Collection[Path]) -> list[GonePhoto]:
    """The photos of which every file has been missing since `until` (seconds since 1970) or longer.

    Those with a file in one of the folders `away`, whose drives are not there, or with a file that is back on the
    disk are left out.
    """
    found = []
    for photo, since in missing_photos(connection, until).items():
        paths = _files(connection, photo)
        if not any(_may_come_back(path, away) for path in paths):
            found.append(_gone_photo(connection, photo, paths[0], since))
    return found


def missing_photos(connection: sqlite3.Connection, until: float) -> dict[PhotoId, float]:
    """The same without a look at any disk, each with the time since which its last file has been missing."""
    rows = connection.execute(_GONE, {"until": until})
    return {PhotoId(photo): since for photo, since in rows.fetchall()}


def drop_photos(connection: sqlite3.Connection, photos: Sequence[PhotoId]) -> Changes:
    """Forget these photos, their files and faces, and what was said of them; people keep their names, albums theirs.

    Undoing an earlier step from then on leaves them out.
    """
    which = (ids(photos),)
    faces = [
        FaceId(face)
        for (face,) in connection.execute(
            "SELECT id FROM face WHERE photo_id IN (SELECT value FROM json_each(?))", which
        )
    ]
    people, albums = _people_of(connection, faces), albums_of(connection, photos)
    for statement in _HELP:
        connection.execute(statement)
    for statement in _DROP_FACES:
        connection.execute(statement, (ids(faces),))
    for statement in _DROP_PHOTOS:
        connection.execute(statement, which)
    for rule in upkeep.JOURNAL:
        for statement in rule.mend:
            connection.execute(statement)
    for statement in _HELP_NO_MORE:
        connection.execute(statement)
    prune_people(connection)
    return Changes(frozenset(photos), frozenset(faces), people, albums)


# Without these SQLite would look through all photos for each that goes, and through all people for each face.
_HELP = (
    "CREATE INDEX tidy_edited ON photo (edited_from) WHERE edited_from IS NOT NULL",
    "CREATE INDEX tidy_cover ON person (cover_face) WHERE cover_face IS NOT NULL",
)
_HELP_NO_MORE = ("DROP INDEX tidy_edited", "DROP INDEX tidy_cover")

_DROP_FACES = (
    "DELETE FROM drawn WHERE face_id IN (SELECT value FROM json_each(?))",
    "DELETE FROM said WHERE face_id IN (SELECT value FROM json_each(?))",
    "DELETE FROM rejected WHERE face_id IN (SELECT value FROM json_each(?))",
    "DELETE FROM face WHERE id IN (SELECT value FROM json_each(?))",  # with its vectors and guesses
)
_DROP_PHOTOS = (
    "DELETE FROM file WHERE photo_id IN (SELECT value FROM json_each(?))",
    "UPDATE photo SET edited_from = NULL WHERE edited_from IN (SELECT value FROM json_each(?))",
    "DELETE FROM photo WHERE id IN (SELECT value FROM json_each(?))",  # out of its albums too
)


def _files(connection: sqlite3.Connection, photo: int) -> list[Path]:
    query = """
        SELECT folder.path, name FROM file JOIN folder ON folder.id = folder_id
        WHERE photo_id = ? ORDER BY missing_since DESC, file.id"""
    return [to_path(folder, name) for folder, name in connection.execute(query, (photo,))]


def _may_come_back(path: Path, away: Collection[Path]) -> bool:
    return os.path.lexists(path) or any(path.is_relative_to(root) for root in away)


def _gone_photo(connection: sqlite3.Connection, photo: PhotoId, path: Path, since: float) -> GonePhoto:
    (faces,) = connection.execute(
        "SELECT count(*) FROM face WHERE photo_id = ? AND not_a_face = 0", (photo,)
    ).fetchone()
    names = connection.execute(
        """SELECT DISTINCT name FROM face JOIN said ON said.face_id = face.id
        JOIN person ON person.id = said.person_id WHERE photo_id = ? AND name IS NOT NULL ORDER BY name""",
        (photo,),
    )
    return GonePhoto(photo, path, since, faces, tuple(name for (name,) in names))


def _people_of(connection: sqlite3.Connection, faces: Sequence[FaceId]) -> frozenset[PersonId]:
    query = """
        SELECT DISTINCT person_id FROM face
        WHERE person_id IS NOT NULL AND id IN (SELECT value FROM json_each(?))"""
    return frozenset(PersonId(row[0]) for row in connection.execute(query, (ids(faces),)))
