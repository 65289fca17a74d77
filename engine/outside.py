"""Pictures that need not be in the library: which faces are in them, and what to search for."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.catalogue import embeddings, faces, photos
from engine.catalogue.connection import Catalogue
from engine.errors import UserProblem
from engine.photos.content_hash import content_hash
from engine.photos.decode import open_photo
from engine.types import Box, FaceId
from engine.vision.align import Points
from engine.vision.networks import DECODED_SIZE, Networks, box_of, cut_out

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class SeenFace:
    """A face in such a picture; `face_id` if the library knows it."""

    box: Box
    landmarks: Points  # (5, 2), fractions of the picture
    face_id: FaceId | None


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """What to look for, and which faces of the library not to answer with."""

    vector: Vector  # (d,), of length 1
    known: list[FaceId]


class Outside:
    """Looks at single pictures, with the networks of a scan."""

    def __init__(self, catalogue: Catalogue, networks: Networks) -> None:
        self._catalogue = catalogue
        self._networks = networks

    def look_at(self, path: Path) -> list[SeenFace]:
        """The faces in a picture, left to right. Raises `UserProblem`."""
        try:
            return self._known(path) or self._detected(open_photo(path, DECODED_SIZE).image)
        except UserProblem as problem:
            raise _about(path, problem) from problem

    def face_in(self, path: Path, number: int | None) -> Query:
        """What to look for: the `number`th face from the left, from 0, or the largest. Raises `UserProblem`."""
        try:
            known = self._known(path)
            image = None if known else open_photo(path, DECODED_SIZE).image
            chosen = _choose(known or self._detected(image), number, path)
            vector = self._stored_vector(chosen)
            if vector is None:
                vector = self._vector(chosen, image or open_photo(path, DECODED_SIZE).image)
        except UserProblem as problem:
            raise _about(path, problem) from problem
        return Query(vector, [] if chosen.face_id is None else [chosen.face_id])

    def _known(self, path: Path) -> list[SeenFace]:
        digest = content_hash(path)

        def read(reader: sqlite3.Connection) -> list[SeenFace]:
            photo_id = photos.find_photo(reader, digest)
            found = [] if photo_id is None else faces.faces_in(reader, photo_id)
            return [SeenFace(face.box, faces.landmarks(reader, face.id), face.id) for face in found]

        return self._catalogue.query(read)

    def _detected(self, image: Image.Image | None) -> list[SeenFace]:
        if image is None:
            return []
        size = np.array(image.size, np.float32)
        found = self._networks.detector.detect([image])[0]
        seen = [SeenFace(box_of(each, image), each.landmarks / size, None) for each in found]
        return sorted(seen, key=lambda face: face.box.x)

    def _stored_vector(self, face: SeenFace) -> Vector | None:
        if face.face_id is None:
            return None
        wanted, model = [face.face_id], self._networks.model
        found = self._catalogue.query(lambda reader: embeddings.vectors_of(reader, model, wanted))
        return found[0] if len(found) else None

    def _vector(self, face: SeenFace, image: Image.Image) -> Vector:
        embedder = self._networks.embedder
        vector: Vector = embedder.embed([cut_out(embedder, image, face.box, face.landmarks)])[0]
        return vector


def _choose(seen: Sequence[SeenFace], number: int | None, path: Path) -> SeenFace:
    if not seen:
        raise UserProblem(f"No face was found in {path}.")
    if number is None:
        return max(seen, key=lambda face: face.box.w * face.box.h)
    if not 0 <= number < len(seen):
        raise UserProblem(f"{path} has {len(seen)} face(s); count them from 0, left to right.")
    return seen[number]


def _about(path: Path, problem: UserProblem) -> UserProblem:
    """The problem with the picture's name in it."""
    if str(path) in str(problem):
        return problem
    return UserProblem(f"{path} can't be searched for: {problem}.")
