"""Photos: a picture is its content, however many files hold it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from engine.catalogue.photo_lists import Condition
from engine.catalogue.rows import ids, ids_of, span_below, to_bytes, to_path
from engine.errors import UserProblem
from engine.types import Counts, PersonId, Photo, PhotoId


def find_photo(connection: sqlite3.Connection, content_hash: bytes) -> PhotoId | None:
    """The photo with this content, whether shown or not."""
    row = connection.execute("SELECT id FROM photo WHERE content_hash = ?", (content_hash,)).fetchone()
    return PhotoId(row[0]) if row else None


def add_photo(
    connection: sqlite3.Connection,
    content_hash: bytes,
    width: int,
    height: int,
    taken: float | None,
    detector: str,
) -> PhotoId:
    """A new photo of `width` x `height` upright pixels, searched for faces by `detector`.

    Shown as soon as a file is recorded for it. Raises sqlite3.IntegrityError if the content is known.
    """
    row = connection.execute(
        """INSERT INTO photo (id, content_hash, width, height, taken, detector)
        VALUES ((SELECT photo FROM next_id), ?, ?, ?, ?, ?) RETURNING id""",
        (content_hash, width, height, taken, detector),
    ).fetchone()
    return PhotoId(row[0])


def photo_ids(
    connection: sqlite3.Connection,
    folder: Path | None = None,
    person: PersonId | None = None,
    without_faces: bool = False,
    first: int = -1,
) -> list[PhotoId]:
    """Shown photos, newest first (when taken, else the file's time); only the `first` so many.

    Those in and below `folder`, those with a face of `person`, those without any face; conditions add up.
    """
    condition = Condition()
    if folder is not None:
        condition.within(folder)
    if person is not None:
        condition.with_person(person)
    if without_faces:
        condition.add("NOT EXISTS (SELECT 1 FROM face WHERE photo_id = photo.id AND not_a_face = 0)")
    ordered = f"SELECT id FROM photo WHERE {condition.sql} ORDER BY moment DESC, id DESC LIMIT ?"  # noqa: S608
    return ids_of(connection, ordered, (*condition.values, first))


def photos(connection: sqlite3.Connection, photo_ids: Sequence[PhotoId]) -> list[Photo]:
    """In the order asked for; those that are no longer shown are left out."""
    query = """
        SELECT photo.id, folder.path, file.name, width, height, taken,
               (SELECT count(*) FROM face WHERE face.photo_id = photo.id AND not_a_face = 0),
               (SELECT count(*) FROM face LEFT JOIN person ON person.id = person_id
                WHERE face.photo_id = photo.id AND not_a_face = 0 AND name IS NULL
                  AND NOT coalesce(hidden OR stranger, 0))
        FROM photo
        JOIN file ON file.id = (
            SELECT candidate.id FROM file AS candidate JOIN folder ON folder.id = candidate.folder_id
            WHERE candidate.photo_id = photo.id AND missing = 0 AND problem IS NULL AND folder.shown = 1
            ORDER BY candidate.id LIMIT 1)
        JOIN folder ON folder.id = file.folder_id
        WHERE photo.shown = 1 AND photo.id IN (SELECT value FROM json_each(?))"""
    found = {
        row[0]: Photo(row[0], to_path(row[1], row[2]), *row[3:])
        for row in connection.execute(query, (ids(photo_ids),))
    }
    return [found[photo_id] for photo_id in photo_ids if photo_id in found]


def photo(connection: sqlite3.Connection, photo_id: PhotoId) -> Photo:
    """One photo; raises `UserProblem` if it is no longer shown."""
    found = photos(connection, [photo_id])
    if not found:
        raise UserProblem("This photo is no longer in the library.")
    return found[0]


def photo_files(connection: sqlite3.Connection, photo_id: PhotoId) -> list[Path]:
    """Every file that holds the photo or held it when last seen; those that are there come first."""
    query = """
        SELECT folder.path, name FROM file JOIN folder ON folder.id = file.folder_id WHERE photo_id = ?
        ORDER BY missing, problem IS NOT NULL, shown DESC, file.id"""
    return [to_path(folder, name) for folder, name in connection.execute(query, (photo_id,))]


def photos_at(connection: sqlite3.Connection, path: Path) -> list[PhotoId]:
    """The shown photo that the file `path` holds, or those in and below the folder `path`, the newest first."""
    query = """
        SELECT photo.id FROM folder JOIN file ON file.folder_id = folder.id JOIN photo ON photo.id = photo_id
        WHERE folder.path = ? AND name = ? AND missing = 0 AND problem IS NULL AND photo.shown = 1"""
    row = connection.execute(query, (to_bytes(path.parent), to_bytes(path.name))).fetchone()
    return [PhotoId(row[0])] if row else photo_ids(connection, folder=path)


def content_hash(connection: sqlite3.Connection, photo_id: PhotoId) -> bytes:
    """The photo's content hash. Raises `UserProblem` if there is no such photo."""
    row = connection.execute("SELECT content_hash FROM photo WHERE id = ?", (photo_id,)).fetchone()
    if row is None:
        raise UserProblem("This photo is no longer in the library.")
    digest: bytes = row[0]
    return digest


def shown_files(connection: sqlite3.Connection, photo_id: PhotoId) -> list[Path]:
    """The files that hold the photo, are there, and lie in a root."""
    query = """
        SELECT folder.path, name FROM file JOIN folder ON folder.id = file.folder_id
        WHERE photo_id = ? AND missing = 0 AND problem IS NULL AND shown = 1 ORDER BY file.id"""
    return [to_path(*row) for row in connection.execute(query, (photo_id,))]


def photos_lacking_embeddings(connection: sqlite3.Connection, model: str, root: Path) -> list[PhotoId]:
    """Shown photos in and below `root` with a face without a vector of `model`: to be read again."""
    query = """
        WITH lacking AS MATERIALIZED (
            SELECT DISTINCT photo_id FROM face
            WHERE not_a_face = 0
              AND NOT EXISTS (SELECT 1 FROM embedding WHERE face_id = face.id AND model = ?))
        SELECT photo.id FROM lacking JOIN photo ON photo.id = photo_id AND photo.shown = 1
        WHERE EXISTS (
            SELECT 1 FROM file JOIN folder ON folder.id = file.folder_id
            WHERE file.photo_id = photo.id AND missing = 0 AND problem IS NULL
              AND (folder.path = ? OR (folder.path >= ? AND folder.path < ?)))
        ORDER BY photo.id"""
    top = to_bytes(root)
    return [PhotoId(row[0]) for row in connection.execute(query, (model, top, *span_below(top)))]


def counts(connection: sqlite3.Connection) -> Counts:
    *most, of_somebody = connection.execute(_COUNTS).fetchone()
    found = Counts(*most)
    return replace(found, single=found.faces - of_somebody)  # an index holds these, and none those of nobody


_COUNTS = """
    WITH listed AS (
        SELECT name, (hidden OR stranger) AS hidden FROM person
        WHERE EXISTS (SELECT 1 FROM face JOIN photo ON photo.id = face.photo_id
                      WHERE face.person_id = person.id AND photo.shown = 1))
    SELECT (SELECT count(*) FROM photo WHERE shown = 1),
           (SELECT count(*) FROM face JOIN photo ON photo.id = face.photo_id
            WHERE not_a_face = 0 AND shown = 1),
           (SELECT count(*) FROM listed WHERE name IS NOT NULL AND hidden = 0),
           (SELECT count(*) FROM listed WHERE name IS NULL AND hidden = 0),
           (SELECT count(*) FROM listed WHERE hidden = 1),
           (SELECT count(*) FROM file JOIN folder ON folder.id = file.folder_id
            WHERE problem IS NOT NULL AND skipped = 0 AND missing = 0 AND shown = 1),
           (SELECT count(*) FROM face JOIN photo ON photo.id = face.photo_id
            WHERE person_id IS NOT NULL AND shown = 1)"""
