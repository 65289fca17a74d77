"""Finding similar faces and photos."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.library.core import Core
from engine.types import Box, FaceId

if TYPE_CHECKING:
    from engine.types import Match, SimilarAnswer, SimilarQuery


class Similar(Core):
    """Asks the indexes."""

    def find_similar(self, query: SimilarQuery) -> SimilarAnswer:
        """What is like faces, photos, a person or a picture from outside: by face, by scene, by both and so on.

        Raises `UserProblem`, also if nothing of the kind can be compared. Only a picture from outside needs the
        networks; the first search in smaller vectors fits these, which takes some seconds.
        """
        return self._searcher().find(query)

    def reweighed(self, answer: SimilarAnswer, weight: float) -> SimilarAnswer:
        """The same answer in another order: `weight` is the face's share, 0..1. At once: nothing is searched."""
        return self._searcher().reweighed(answer, weight)

    def similar_faces(self, face_ids: Sequence[FaceId], count: int = 20) -> list[Match]:
        """The faces most like any of these, best first."""
        return self._finder(self.model).like_faces(face_ids, count)

    def faces_in_picture(self, picture: Path | bytes) -> list[Box]:
        """Where the faces are in a file that need not be in the library, or in an encoded picture, left to right."""
        return [seen.box for seen in self._outside().look_at(picture)]

    def face_thumbnails_in(self, picture: Path | bytes, boxes: Sequence[Box]) -> list[bytes]:
        """Those faces of such a picture, each a JPEG as of `face_thumbnail`. Raises `UserProblem`."""
        return self._outside().face_thumbnails(picture, boxes)

    def similar_to_picture(self, path: Path, face: int | None = None, count: int = 20) -> list[Match]:
        """The faces most like one in a picture that need not be in the library, best first.

        `face` counts from 0, left to right; None is the largest. Raises `UserProblem` if it isn't there.
        """
        query = self._outside().face_in(path, face)
        return self._finder(self.model).like_vector(query.vector, count, query.known)
