"""The vectors of whole pictures; those of two models are never mixed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.catalogue.matrices import matrix
from engine.catalogue.rows import ids, span_below, to_bytes
from engine.types import PhotoId

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


def add_scenes(
    connection: sqlite3.Connection, model: str, vectors: Iterable[tuple[PhotoId, Vectors]]
) -> None:
    """Store unit vectors (d,) of `model`; a photo's older one of the same model is replaced."""
    connection.executemany(
        """INSERT INTO scene (photo_id, model, vector) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET vector = excluded.vector""",
        ((int(photo_id), model, np.asarray(vector, "<f2").tobytes()) for photo_id, vector in vectors),
    )


def photo_ids(connection: sqlite3.Connection, model: str, after: int = 0) -> Ids:
    """The photos (n,) above `after` that have a vector, ascending, shown or not."""
    query = "SELECT photo_id FROM scene WHERE photo_id > ? AND model = ? ORDER BY photo_id"
    return np.fromiter((row[0] for row in connection.execute(query, (after, model))), np.int64)


def vectors_of(connection: sqlite3.Connection, model: str, wanted: Iterable[int]) -> tuple[Ids, Vectors]:
    """Those of `wanted` that have a vector (m,), ascending, and their unit vectors (m, d); of none, d is 0."""
    query = """
        SELECT photo_id, vector FROM scene WHERE photo_id IN (SELECT value FROM json_each(?)) AND model = ?
        ORDER BY photo_id"""
    rows = connection.execute(query, (ids(wanted), model)).fetchall()
    found = np.fromiter((row[0] for row in rows), np.int64, len(rows))
    vectors = matrix([row[1] for row in rows], "<f2")
    length = np.linalg.norm(vectors, axis=1, keepdims=True)  # half precision leaves it a little off
    return found, vectors / np.maximum(length, np.float32(1e-6))


def shown(connection: sqlite3.Connection, wanted: Iterable[int]) -> Ids:
    """Those of the photos `wanted` that are shown."""
    query = "SELECT id FROM photo WHERE shown = 1 AND id IN (SELECT value FROM json_each(?))"
    return np.fromiter((row[0] for row in connection.execute(query, (ids(wanted),))), np.int64)


def lacking(connection: sqlite3.Connection, model: str, folders: Sequence[Path]) -> list[PhotoId]:
    """The shown photos in and below `folders` that have no vector of `model` yet."""
    found: dict[int, None] = {}
    for folder in folders:
        top = to_bytes(folder)
        found |= dict.fromkeys(row[0] for row in connection.execute(_LACKING, (model, top, *span_below(top))))
    return [PhotoId(photo) for photo in found]


_LACKING = """
    SELECT photo.id FROM photo
    WHERE photo.shown = 1 AND NOT EXISTS (SELECT 1 FROM scene WHERE photo_id = photo.id AND model = ?)
      AND EXISTS (
        SELECT 1 FROM file JOIN folder ON folder.id = file.folder_id
        WHERE file.photo_id = photo.id AND missing = 0 AND problem IS NULL
          AND (folder.path = ? OR (folder.path >= ? AND folder.path < ?)))
    ORDER BY photo.id"""
