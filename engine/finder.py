"""Find similar: the index of one model, kept in step with the catalogue."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.catalogue import embeddings, faces, people, photos
from engine.catalogue.connection import Catalogue
from engine.errors import UserProblem
from engine.paths import make_private
from engine.progress import CancelToken, ReportProgress, ignore_progress
from engine.similar.build import build
from engine.similar.files import read_header, withdraw
from engine.similar.index import FaceIndex, open_index
from engine.types import Face, FaceId, Match
from engine.vision.registry import ModelSpec

# The index is built anew when this share of the faces isn't in it; until then those are searched one by one.
REBUILD_SHARE = 0.1
REBUILD_ROWS = 500

log = logging.getLogger(__name__)

Vectors = NDArray[np.float32]
Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Snapshot:
    """The index and what has changed since it was built."""

    index: FaceIndex | None
    fresh_ids: Ids
    fresh_vectors: Vectors
    gone: Ids


class Finder:
    """Answers "who looks like this" for one model. Safe from any thread."""

    def __init__(self, catalogue: Catalogue, folder: Path, spec: ModelSpec) -> None:
        self.spec = spec
        self._catalogue = catalogue
        self._folder = folder
        self._lock = threading.Lock()
        self._index: FaceIndex | None = None
        self._snapshot: _Snapshot | None = None

    def like_faces(self, face_ids: Sequence[FaceId], count: int) -> list[Match]:
        """The faces most similar to any of `face_ids`, best first, without these. Raises `UserProblem`."""
        model = self.spec.id
        found = self._catalogue.query(lambda reader: embeddings.vectors_of(reader, model, face_ids))
        if not len(found):
            raise UserProblem(
                f"These faces have not been looked at with {self.spec.title} yet; scan their folders again."
            )
        best: dict[int, float] = {}
        for vector in found:
            for face_id, score in self._search(vector, count, np.array(face_ids, np.int64)):
                best[face_id] = max(score, best.get(face_id, -1.0))
        ranked = sorted(best.items(), key=lambda item: -item[1])[:count]
        return self._matches(ranked)

    def like_vector(self, vector: Vectors, count: int, leave_out: Sequence[FaceId] = ()) -> list[Match]:
        """The faces most similar to the unit vector (d,), best first, without those of `leave_out`."""
        return self._matches(self._search(vector, count, np.array(leave_out, np.int64)))

    def refresh(self) -> None:
        """The catalogue's faces have changed."""
        with self._lock:
            self._snapshot = None

    def withdraw(self) -> None:
        """Vectors have changed: no index, of whatever model, is to be trusted until it is built anew."""
        withdraw(self._folder)
        self.refresh()

    def rebuild_if_due(
        self,
        *,
        on_progress: ReportProgress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> bool:
        """Build the index anew if it lags behind or is missing; whether that was done.

        An index that can't be kept (disk full) is not an error: it only makes searching quicker.
        """
        self.refresh()
        now = self._current()
        lag = len(now.fresh_ids) + len(now.gone)
        rows = len(now.index) if now.index is not None else 0
        if now.index is not None and lag <= max(REBUILD_ROWS, rows * REBUILD_SHARE):
            return False
        ids, _, vectors = self._catalogue.query(lambda reader: embeddings.vectors(reader, self.spec.id))
        if not len(ids):
            return False
        try:
            folder = make_private(self._folder)
            build(folder, self.spec.id, ids, vectors, on_progress=on_progress, cancel=cancel)
        except OSError as error:  # every face is then compared one by one, so nothing is lost but time
            log.warning("The index in %s can't be kept (%s): searching takes longer.", self._folder, error)
            return False
        with self._lock:
            self._index = None
            self._snapshot = None
        return True

    def _search(self, vector: Vectors, count: int, leave_out: Ids) -> list[tuple[int, float]]:
        now = self._current()
        if now.index is not None:
            ids, scores = now.index.search(
                vector,
                count,
                fresh_ids=now.fresh_ids,
                fresh_vectors=now.fresh_vectors,
                exclude=np.concatenate([now.gone, leave_out]),
            )
        else:
            kept = ~np.isin(now.fresh_ids, leave_out)
            ids, scores = now.fresh_ids[kept], now.fresh_vectors[kept] @ vector
            order = np.argsort(-scores, kind="stable")[:count]
            ids, scores = ids[order], scores[order]
        return list(zip(ids.tolist(), scores.tolist(), strict=True))

    def _current(self) -> _Snapshot:
        with self._lock:
            if self._snapshot is None:
                self._snapshot = self._read_snapshot()
            return self._snapshot

    def _read_snapshot(self) -> _Snapshot:
        """Compare the index with the catalogue. Only vectors that the index lacks are read."""
        model = self.spec.id
        # Another process, or a scan with another model, may have built or withdrawn it.
        if self._index is None or self._index.header != read_header(self._folder, model):
            self._index = open_index(self._folder, model, self.spec.dimensions)
        index = self._index
        if index is None:
            ids, _, vectors = self._catalogue.query(lambda reader: embeddings.vectors(reader, model))
            return _Snapshot(
                None, ids, vectors.reshape(len(ids), self.spec.dimensions), np.empty(0, np.int64)
            )
        there, fresh, vectors = self._catalogue.query(partial(_fresh, model=model, built=index.face_ids))
        gone = np.setdiff1d(index.face_ids, there)
        return _Snapshot(index, fresh, vectors.reshape(len(fresh), self.spec.dimensions), gone)

    def _matches(self, ranked: list[tuple[int, float]]) -> list[Match]:
        ids = [FaceId(face) for face, _ in ranked]
        score_of = {FaceId(face): score for face, score in ranked}
        found = self._catalogue.query(lambda reader: faces.faces(reader, ids))
        shown = self._catalogue.query(
            lambda reader: photos.photos(reader, sorted({face.photo_id for face in found}))
        )
        photo_of = {photo.id: photo for photo in shown}
        named = self._catalogue.query(lambda reader: people.names_of(reader, _people_of(found)))
        return [
            Match(face, photo_of[face.photo_id], score_of[face.id], named.get(face.person_id or 0))
            for face in found
            if face.photo_id in photo_of
        ]


def _fresh(reader: sqlite3.Connection, model: str, built: Ids) -> tuple[Ids, Ids, Vectors]:
    """All faces, those that are not among `built`, and the vectors of these; read at one moment."""
    there = embeddings.face_ids(reader, model)
    fresh = np.setdiff1d(there, built)
    return there, fresh, embeddings.vectors_of(reader, model, [FaceId(face) for face in fresh.tolist()])


def _people_of(found: Sequence[Face]) -> list[int]:
    return sorted({face.person_id for face in found if face.person_id is not None})
