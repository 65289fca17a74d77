"""The embeddings of a whole library as plain arrays, for scripts and for measuring."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.catalogue import embeddings, photos
from engine.types import PhotoId


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """One row for each face."""

    embedding: NDArray[np.float32]  # (n, d), unit rows
    face: list[str]
    photo: list[str]  # absolute paths
    model: str

    def save(self, file: Path) -> None:
        """Write a compressed `.npz` of plain arrays, whole or not at all. Raises `OSError`."""
        partial = file.with_name(f"{file.name}.{os.getpid()}.part")
        try:
            with partial.open("wb") as out:
                np.savez_compressed(
                    out,
                    embedding=self.embedding,
                    face=np.array(self.face, dtype=np.str_),
                    photo=np.array(self.photo, dtype=np.str_),
                    model=np.array(self.model),
                )
            partial.replace(file)
        except OSError:
            partial.unlink(missing_ok=True)
            raise


def read_vectors(reader: sqlite3.Connection, model: str) -> Vectors:
    """Every shown face that has a vector of `model`, by face id."""
    ids, photo_ids, matrix = embeddings.vectors(reader, model)
    shown = photos.photos(reader, [PhotoId(photo) for photo in sorted(set(photo_ids.tolist()))])
    path_of = {photo.id: str(photo.path) for photo in shown}
    return Vectors(
        matrix, [str(face) for face in ids.tolist()], [path_of[p] for p in photo_ids.tolist()], model
    )
