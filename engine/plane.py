"""All faces of a library as points in a plane: the map of faces."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.catalogue import embeddings, guesses
from engine.catalogue.connection import Catalogue
from engine.errors import UserProblem
from engine.people.plane import likeness_plane, principal_plane
from engine.progress import CancelToken, ReportProgress, ignore_progress

METHODS = ("pca", "tsne")


@dataclass(frozen=True, slots=True, eq=False)
class FacePlane:
    """One row for each shown face, by face id."""

    faces: NDArray[np.int64]  # (n,)
    people: NDArray[np.int64]  # (n,), -1 for nobody
    points: NDArray[np.float32]  # (n, 2)


def face_plane(
    catalogue: Catalogue,
    model: str,
    method: str,
    on_progress: ReportProgress = ignore_progress,
    cancel: CancelToken | None = None,
) -> FacePlane:
    """See `Library.face_plane`."""
    if method not in METHODS:
        raise UserProblem(f"There is no map by {method}; there are {' and '.join(METHODS)}.")
    ids, _, vectors = catalogue.query(lambda reader: embeddings.vectors(reader, model))
    if method == "pca":
        points = principal_plane(vectors)
    else:
        points = likeness_plane(vectors, on_progress=on_progress, cancel=cancel)
    return FacePlane(ids, catalogue.query(lambda reader: _people(reader, ids)), points)


def people_of(catalogue: Catalogue, faces: NDArray[np.int64]) -> NDArray[np.int64]:
    """See `Library.people_of`."""
    return catalogue.query(lambda reader: _people(reader, faces))


def _people(reader: sqlite3.Connection, faces: NDArray[np.int64]) -> NDArray[np.int64]:
    held, holders = guesses.assignments(reader)
    if not len(held):
        return np.full(len(faces), -1, np.int64)
    places = np.minimum(np.searchsorted(held, faces), len(held) - 1)
    return np.where(held[places] == faces, holders[places], -1)
