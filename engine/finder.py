"""Find similar: the index of one model, kept in step with the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.catalogue import faces, people, photos
from engine.catalogue.connection import Catalogue
from engine.catalogue.embedding_rows import EmbeddingRows
from engine.errors import UserProblem
from engine.progress import CancelToken, ReportProgress, ignore_progress
from engine.similar.files import Plan
from engine.similar.finder import SpaceFinder
from engine.types import Face, FaceId, Match
from engine.vision.registry import ModelSpec

Vectors = NDArray[np.float32]


class Finder:
    """Answers "who looks like this" for one model. Safe from any thread."""

    def __init__(self, catalogue: Catalogue, folder: Path, spec: ModelSpec) -> None:
        self.spec = spec
        self._catalogue = catalogue
        rows = EmbeddingRows(catalogue, spec.id, spec.dimensions)
        self.space = SpaceFinder(folder, spec.id, spec.dimensions, rows)

    @property
    def plan(self) -> Plan:
        """How searches are answered, and what they miss."""
        return self.space.plan

    def like_faces(self, face_ids: Sequence[FaceId], count: int) -> list[Match]:
        """The faces most similar to any of `face_ids`, best first, without these. Raises `UserProblem`."""
        _, found = self.space.vectors_of(np.array(face_ids, np.int64))
        if not len(found):
            raise UserProblem(
                f"These faces have not been looked at with {self.spec.title} yet; scan their folders again."
            )
        best: dict[int, float] = {}
        for vector in found:
            for face_id, score in self._search(vector, count, face_ids):
                best[face_id] = max(score, best.get(face_id, -1.0))
        ranked = sorted(best.items(), key=lambda item: -item[1])[:count]
        return self._matches(ranked)

    def like_vector(self, vector: Vectors, count: int, leave_out: Sequence[FaceId] = ()) -> list[Match]:
        """The faces most similar to the unit vector (d,), best first, without those of `leave_out`."""
        return self._matches(self._search(vector, count, leave_out))

    def refresh(self) -> None:
        """The catalogue's faces have changed."""
        self.space.refresh()

    def withdraw(self) -> None:
        """Vectors have changed: no index, of whatever model, is to be trusted until it is built anew."""
        self.space.withdraw()

    def rebuild_if_due(
        self,
        *,
        on_progress: ReportProgress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> bool:
        """See `SpaceFinder.rebuild_if_due`."""
        return self.space.rebuild_if_due(on_progress=on_progress, cancel=cancel)

    def _search(self, vector: Vectors, count: int, leave_out: Sequence[FaceId]) -> list[tuple[int, float]]:
        ids, scores = self.space.search(vector, count, exclude=np.array(leave_out, np.int64))
        return list(zip(ids.tolist(), scores.tolist(), strict=True))

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


def _people_of(found: Sequence[Face]) -> list[int]:
    return sorted({face.person_id for face in found if face.person_id is not None})
