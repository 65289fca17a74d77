"""Which photos and faces may be among the answers."""

from __future__ import annotations

import sqlite3
from calendar import timegm
from dataclasses import dataclass

import numpy as np

from engine.catalogue.rows import ids, span_below, to_bytes
from engine.similar.source import Ids
from engine.types import PersonId, SimilarOnly


@dataclass(frozen=True, slots=True, eq=False)
class Allowed:
    """Ids of what may be answered with, ascending; None if all may."""

    photos: Ids | None
    faces: Ids | None


def allowed(reader: sqlite3.Connection, only: SimilarOnly, without: frozenset[PersonId]) -> Allowed:
    """What `only` allows, without faces of the people `without`, and without photos with such a face.

    With `only.unnamed` photos are those with a face of nobody with a name. Cost: with a condition, a row read for
    each photo and face that it allows.
    """
    without |= only.not_people
    where, values = _photo_conditions(only)
    if not where and not without and not only.unnamed:
        return Allowed(None, None)
    face_where, face_values = list(where), list(values)
    if without:
        where.append(_NO_FACE_OF)
        values.append(ids(without))
        face_where.append("coalesce(face.person_id, -1) NOT IN (SELECT value FROM json_each(?))")
        face_values.append(ids(without))
    if only.unnamed:
        where.append(
            f"EXISTS (SELECT 1 FROM face WHERE photo_id = photo.id AND not_a_face = 0 AND {_UNNAMED})"
        )
        face_where.append(_UNNAMED)
    photos = f"SELECT photo.id FROM photo WHERE {' AND '.join(['shown = 1', *where])} ORDER BY id"
    faces = f"""
        SELECT face.id FROM face JOIN photo ON photo.id = face.photo_id
        WHERE {" AND ".join(["shown = 1", "not_a_face = 0", *face_where])} ORDER BY face.id"""
    return Allowed(_numbers(reader, photos, values), _numbers(reader, faces, face_values))


_UNNAMED = "NOT EXISTS (SELECT 1 FROM person WHERE person.id = face.person_id AND name IS NOT NULL)"
_NO_FACE_OF = """NOT EXISTS (
    SELECT 1 FROM face WHERE photo_id = photo.id AND person_id IN (SELECT value FROM json_each(?)))"""
_IN_FOLDER = "folder.path = ? OR (folder.path >= ? AND folder.path < ?)"


def _photo_conditions(only: SimilarOnly) -> tuple[list[str], list[object]]:
    where: list[str] = []
    values: list[object] = []
    if only.folders:
        any_of = " OR ".join([_IN_FOLDER] * len(only.folders))
        where.append(
            f"""photo.id IN (SELECT photo_id FROM folder JOIN file ON file.folder_id = folder.id
            WHERE ({any_of}) AND missing = 0 AND problem IS NULL)"""
        )
        for folder in only.folders:
            values += [to_bytes(folder), *span_below(to_bytes(folder))]
    if only.years is not None:
        first, last = only.years
        where.append("photo.moment >= ? AND photo.moment < ?")
        values += [timegm((first, 1, 1, 0, 0, 0)), timegm((last + 1, 1, 1, 0, 0, 0))]
    return where, values


def _numbers(reader: sqlite3.Connection, query: str, values: list[object]) -> Ids:
    return np.fromiter((row[0] for row in reader.execute(query, values)), np.int64)
