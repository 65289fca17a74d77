"""All vectors of one model, hidden faces' too: what an index holds, and what of it may be shown."""

from __future__ import annotations

import sqlite3

import numpy as np
from numpy.typing import NDArray

from engine.catalogue.connection import Catalogue
from engine.catalogue.matrices import matrix, of_length
from engine.catalogue.rows import ids as as_json

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


class EmbeddingRows:
    """The faces that have a vector of `model`, as an index wants them; from any thread."""

    def __init__(self, catalogue: Catalogue, model: str, dimensions: int) -> None:
        self._catalogue = catalogue
        self._model = model
        self._dimensions = dimensions

    def ids(self, after: int = 0) -> Ids:
        """The faces (n,) above `after` that have a vector, ascending."""
        query = "SELECT face_id FROM embedding WHERE face_id > ? AND model = ? ORDER BY face_id"
        return self._numbers(query, after, self._model)

    def vectors(self, ids: Ids) -> tuple[Ids, Vectors]:
        """Those of `ids` that have a vector (m,), ascending, and the vectors (m, d)."""
        query = """
            SELECT face_id, vector FROM embedding
            WHERE face_id IN (SELECT value FROM json_each(?)) AND model = ? ORDER BY face_id"""

        def read(reader: sqlite3.Connection) -> tuple[Ids, Vectors]:
            rows = reader.execute(query, (as_json(ids.tolist()), self._model)).fetchall()
            vectors = of_length(matrix([row[1] for row in rows]), self._dimensions)
            return np.array([row[0] for row in rows], np.int64), vectors

        return self._catalogue.query(read)

    def shown(self, ids: Ids) -> Ids:
        """Those of `ids` that are faces and lie on photos that are shown."""
        query = """
            SELECT face.id FROM face CROSS JOIN photo ON photo.id = photo_id AND photo.shown = 1
            WHERE face.id IN (SELECT value FROM json_each(?)) AND not_a_face = 0"""
        return self._numbers(query, as_json(ids.tolist()))

    def _numbers(self, query: str, *parameters: object) -> Ids:
        return self._catalogue.query(
            lambda reader: np.fromiter((row[0] for row in reader.execute(query, parameters)), np.int64)
        )
