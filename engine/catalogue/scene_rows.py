"""The vectors of whole pictures as the rows of a vector space: see `engine.similar.source`."""

from __future__ import annotations

import sqlite3
from functools import partial

import numpy as np
from numpy.typing import NDArray

from engine.catalogue import scenes
from engine.catalogue.connection import Catalogue
from engine.catalogue.matrices import of_length

# Begins the name of the space of a model of scenes; that of a model of faces is its id.
SCENE_SPACE = "scene-"


class SceneRows:
    """Of one model; a row's id is its photo's."""

    def __init__(self, catalogue: Catalogue, model: str, dimensions: int) -> None:
        self._catalogue = catalogue
        self._model = model
        self._dimensions = dimensions

    def ids(self, after: int = 0) -> NDArray[np.int64]:
        return self._catalogue.query(partial(scenes.photo_ids, model=self._model, after=after))

    def vectors(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        def read(reader: sqlite3.Connection) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
            found, vectors = scenes.vectors_of(reader, self._model, ids.tolist())
            return found, of_length(vectors, self._dimensions)

        return self._catalogue.query(read)

    def shown(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        return self._catalogue.query(partial(scenes.shown, wanted=ids.tolist()))
