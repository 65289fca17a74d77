"""Pictures that need not be in the library: which faces are in them, and what to search for.

What the library knows of a picture is not looked for again, and the networks, which take seconds to load, only look at
what can be opened.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.asked_pictures import AskedPicture, AskedPictures, name_of
from engine.catalogue import embeddings, faces, photos, scenes
from engine.catalogue.connection import Catalogue
from engine.errors import UserProblem
from engine.photos.decode import DecodedPhoto
from engine.photos.thumbnails import make_face_thumbnail, make_thumbnail
from engine.pixels import pixels_for
from engine.types import Box, FaceId, PhotoId
from engine.vision.align import Points

if TYPE_CHECKING:
    from engine.vision.networks import Networks  # imports torch

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class SeenFace:
    """A face in such a picture; `face_id` if the library knows it."""

    box: Box
    landmarks: Points  # (5, 2), fractions of the picture
    face_id: FaceId | None


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A picture as it is searched for, with what the library knows of it."""

    faces: Vector  # (n, d), unit rows; none if no face was found
    scenes: Vector  # (1, e), of the whole picture; none if there is no network of scenes
    face_ids: NDArray[np.int64]
    photo_ids: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """What to look for, and which faces of the library not to answer with."""

    vector: Vector  # (d,), of length 1
    known: list[FaceId]


class Outside:
    """Looks at single pictures, with the networks of a scan."""

    def __init__(
        self,
        catalogue: Catalogue,
        pictures: AskedPictures,
        model: str,
        scene_model: str | None,
        load: Callable[[], Networks],
    ) -> None:
        """`load` gives the networks of `model` and `scene_model`."""
        self._pictures = pictures
        self._catalogue = catalogue
        self._model = model
        self._scene_model = scene_model
        self._load = load

    def look_at(self, source: Path | bytes) -> list[SeenFace]:
        """The faces in a file, or in an encoded picture, left to right. Raises `UserProblem`."""
        with self._asked(source) as picture:
            return self._faces(picture)

    def face_thumbnails(self, source: Path | bytes, boxes: Sequence[Box]) -> list[bytes]:
        """The faces in `boxes`, each a square JPEG with some room around it. Raises `UserProblem`."""
        with self._asked(source) as picture:
            return [make_face_thumbnail(picture.photo.image, box) for box in boxes]

    def face_in(self, path: Path, number: int | None) -> Query:
        """What to look for: the `number`th face from the left, from 0, or the largest. Raises `UserProblem`."""
        with self._asked(path) as picture:
            chosen = _choose(self._faces(picture), number, path)
            vector = self._stored_or_new_vector(chosen, picture)
        return Query(vector, [] if chosen.face_id is None else [chosen.face_id])

    def look_for(self, source: Path | bytes, number: int | None, *, every: bool = False) -> Seen:
        """What to look for in a file, or in a picture that was pasted: the whole of it, and its `number`th face, as
        in `face_in`, or `every` face, if it has any. Raises `UserProblem`.
        """
        with self._asked(source) as picture:
            photo_id = self._catalogue.query(partial(photos.find_photo, content_hash=picture.digest))
            seen = self._faces(picture)
            all_of_them = every or (not seen and number is None)
            chosen = seen if all_of_them else [_choose(seen, number, name_of(source))]
            vectors = [self._stored_or_new_vector(face, picture) for face in chosen]
            scene = self._stored_scene(photo_id)
            scene = self._scene(picture.photo) if scene is None else scene
        return Seen(
            np.stack(vectors) if vectors else np.empty((0, 0), np.float32),
            scene,
            np.array([face.face_id for face in chosen if face.face_id is not None], np.int64),
            np.array([] if photo_id is None else [photo_id], np.int64),
        )

    @contextmanager
    def _asked(self, source: Path | bytes) -> Iterator[AskedPicture]:
        """What is wrong with the picture is said with its name."""
        try:
            yield self._pictures[source]
        except UserProblem as problem:
            raise _about(name_of(source), problem) from problem

    def _faces(self, picture: AskedPicture) -> list[SeenFace]:
        return self._known(picture.digest) or self._detected(picture)

    def _stored_or_new_vector(self, face: SeenFace, picture: AskedPicture) -> Vector:
        stored = self._stored_vector(face)
        return self._vector(face, picture) if stored is None else stored

    def _stored_scene(self, photo_id: PhotoId | None) -> Vector | None:
        model = self._scene_model
        if model is None or photo_id is None:
            return None
        _, found = self._catalogue.query(partial(scenes.vectors_of, model=model, wanted=[photo_id]))
        return found if len(found) else None

    def _scene(self, photo: DecodedPhoto) -> Vector:
        network = None if self._scene_model is None else self._load().scenes
        if network is None:
            return np.empty((0, 0), np.float32)
        return network.embed([network.crop(make_thumbnail(photo.image))])

    def _known(self, digest: bytes) -> list[SeenFace]:
        def read(reader: sqlite3.Connection) -> list[SeenFace]:
            photo_id = photos.find_photo(reader, digest)
            found = [] if photo_id is None else faces.faces_in(reader, photo_id)
            points = faces.landmarks(reader, [face.id for face in found])
            return [SeenFace(face.box, its, face.id) for face, its in zip(found, points, strict=True)]

        return self._catalogue.query(read)

    def _detected(self, picture: AskedPicture) -> list[SeenFace]:
        image = picture.photo.image  # what can't be opened needs no networks
        from engine.vision.networks import box_of, points_of  # imports torch

        found = picture.found(lambda: self._load().detector.detect([image])[0])
        seen = [SeenFace(box_of(each, image), points_of(each, image), None) for each in found]
        return sorted(seen, key=lambda face: face.box.x)

    def _stored_vector(self, face: SeenFace) -> Vector | None:
        if face.face_id is None:
            return None
        wanted, model = [face.face_id], self._model
        found = self._catalogue.query(lambda reader: embeddings.vectors_of(reader, model, wanted))
        return found[0] if len(found) else None

    def _vector(self, face: SeenFace, picture: AskedPicture) -> Vector:
        from engine.vision.networks import cut_out  # imports torch

        embedder, source, photo = self._load().embedder, picture.source, picture.photo
        larger = (
            pixels_for(source, photo, [face.box], picture.state)
            if isinstance(source, Path)
            else nullcontext(photo.image)
        )
        with larger as pixels:
            crop = cut_out(embedder, pixels, face.box, face.landmarks)
        vector: Vector = embedder.embed([crop])[0]
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
