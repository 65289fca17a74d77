"""From files to stored faces: decode -> detect -> align -> embed -> store.

Decoding runs in a small pool in front of the one thread that runs the networks, a bounded number of pictures
ahead, so memory stays bounded however large the folder. Results are stored in the order of the files, so that a
scan that was killed and begun again makes the same library.
"""

from __future__ import annotations

import sqlite3
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.catalogue import carry, embeddings, faces, files, photos
from engine.catalogue.connection import Catalogue
from engine.catalogue.faces import NewFace
from engine.errors import UnreadablePhoto
from engine.photos.content_hash import content_hash
from engine.photos.decode import DecodedPhoto, open_photo
from engine.photos.memory import give_back_large_blocks
from engine.photos.reading import CHANGING, GONE, steady
from engine.photos.thumbnails import ThumbnailStore, make_face_thumbnail, make_thumbnail
from engine.plan import LOOK_AGAIN, PendingFile
from engine.progress import CancelToken
from engine.suspects import InHand
from engine.types import Box, Changes, FaceId, PhotoId
from engine.vision.align import aligned_crop
from engine.vision.detector import DETECTOR_ID, Detection
from engine.vision.networks import DECODED_SIZE, Networks, box_of, cut_out
from engine.vision.quality import face_quality

_DECODERS = 2
_PICTURES_AHEAD = 6
_FACES_AT_ONCE = 32
_FILES_AT_ONCE = 32
_SECONDS_AT_MOST = 5.0

Crop = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's photo, decoded; `photo_id` if its content is known already, but not for this model."""

    file: PendingFile
    digest: bytes
    photo: DecodedPhoto
    photo_id: PhotoId | None


@dataclass(frozen=True, slots=True)
class Known:
    """A file with a content that is known: nothing needed decoding."""

    file: PendingFile
    photo_id: PhotoId


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that gives no picture."""

    file: PendingFile
    reason: str
    for_now: bool  # the disk's fault rather than the bytes': another scan may do better


@dataclass(frozen=True, slots=True)
class Analysed:
    """A photo with its faces, ready to be stored but for the vectors."""

    file: PendingFile
    digest: bytes
    width: int
    height: int
    taken: float | None
    thumbnail: bytes
    photo_id: PhotoId | None
    faces: list[NewFace]  # of a new photo
    face_ids: list[FaceId]  # of a photo that is known
    face_thumbnails: list[bytes]
    crops: list[Crop]


Result = Known | Failed | Analysed


@dataclass(frozen=True, slots=True)
class Stored:
    """What one batch came to."""

    files: int
    decoded: int
    changes: Changes
    redrawn: frozenset[FaceId]  # faces that took over another picture, as their photo was edited


@dataclass(slots=True)
class Analysis:
    """The stages, held together. `run` is the way in."""

    catalogue: Catalogue
    thumbnails: ThumbnailStore
    networks: Networks
    in_hand: InHand
    _batch: list[Result] = field(default_factory=list)

    def run(self, pending: Sequence[PendingFile], cancel: CancelToken) -> Iterator[Stored]:
        """Analyse and store the files batch by batch. On `Cancelled` what was analysed is stored first."""
        give_back_large_blocks()
        began = time.monotonic()
        try:
            for opened in self._open_ahead(pending, cancel):
                self._batch.append(self._analyse_in_hand(opened) if isinstance(opened, Opened) else opened)
                if self._is_full() or time.monotonic() - began > _SECONDS_AT_MOST:
                    yield self._store()
                    began = time.monotonic()
        except Exception:  # also `Cancelled`; goes on below, when what was analysed is stored
            yield self._store()
            raise
        yield self._store()

    def _open_ahead(
        self, pending: Sequence[PendingFile], cancel: CancelToken
    ) -> Iterator[Opened | Known | Failed]:
        """The files' contents in order, decoded by other threads a few ahead of who asks."""
        ahead: deque[Future[Opened | Known | Failed]] = deque()
        pool = ThreadPoolExecutor(_DECODERS, thread_name_prefix="decode")
        try:
            for file in pending:
                ahead.append(pool.submit(self._open, file))
                if len(ahead) >= _PICTURES_AHEAD:
                    cancel.check()
                    yield ahead.popleft().result()
            while ahead:
                cancel.check()
                yield ahead.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)

    def _open(self, file: PendingFile) -> Opened | Known | Failed:
        with self.in_hand.holding(file):
            return self._open_in_hand(file)

    def _open_in_hand(self, file: PendingFile) -> Opened | Known | Failed:
        try:
            with steady(file.path) as state:
                # Not as the walk saw it: what is stored must be said of the bytes that were read.
                file = replace(
                    file, size=state.size, mtime_ns=state.mtime_ns if state.is_settled else LOOK_AGAIN
                )
                digest = content_hash(file.path)
                photo_id, complete = self.catalogue.query(lambda reader: self._look_up(reader, digest))
                if photo_id is not None and complete:
                    return Known(file, photo_id)
                return Opened(file, digest, open_photo(file.path, DECODED_SIZE), photo_id)
        except UnreadablePhoto as problem:
            cause = problem.__cause__
            for_now = isinstance(cause, MemoryError) or (
                isinstance(cause, OSError) and cause.errno is not None
            )
            return Failed(file, str(problem), for_now)

    def _look_up(self, reader: sqlite3.Connection, digest: bytes) -> tuple[PhotoId | None, bool]:
        photo_id = photos.find_photo(reader, digest)
        if photo_id is None:
            return None, False
        return photo_id, not embeddings.lacking(reader, photo_id, self.networks.model)

    def _analyse_in_hand(self, opened: Opened) -> Analysed:
        with self.in_hand.holding(opened.file):
            return self._analyse(opened)

    def _analyse(self, opened: Opened) -> Analysed:
        if opened.photo_id is not None:
            return self._analyse_again(opened, opened.photo_id)
        image = opened.photo.image
        found = self.networks.detector.detect([image])[0]
        new = [_new_face(image, detection) for detection in found]
        crops = [self.networks.embedder.crop(image, each.box, each.landmarks) for each in found]
        return _analysed(opened, new, [], crops, [face.box for face in new])

    def _analyse_again(self, opened: Opened, photo_id: PhotoId) -> Analysed:
        """Cut the faces that are known out once more, for a model that hasn't seen them."""
        image, model = opened.photo.image, self.networks.model
        lacking = self.catalogue.query(lambda reader: embeddings.lacking(reader, photo_id, model))
        known = self.catalogue.query(lambda reader: faces.faces(reader, lacking))
        crops = []
        for face in known:
            points = self.catalogue.query(partial(faces.landmarks, face_id=face.id))
            crops.append(cut_out(self.networks.embedder, image, face.box, points))
        return _analysed(opened, [], [face.id for face in known], crops, [face.box for face in known])

    def _is_full(self) -> bool:
        crops = sum(len(result.crops) for result in self._batch if isinstance(result, Analysed))
        return crops >= _FACES_AT_ONCE or len(self._batch) >= _FILES_AT_ONCE

    def _store(self) -> Stored:
        """Embed the batch's faces and write it all in one transaction: a photo is stored whole or not at all."""
        batch, self._batch = self._batch, []
        if not batch:
            return Stored(0, 0, Changes(), frozenset())
        analysed = [result for result in batch if isinstance(result, Analysed)]
        vectors = iter(self.networks.embedder.embed([crop for result in analysed for crop in result.crops]))
        model = self.networks.model
        write = self.catalogue.submit(lambda writer: _write(writer, batch, model, vectors), background=True)
        face_ids, changes, redrawn = write.result()
        for result in analysed:
            self.thumbnails.put(result.digest.hex(), result.thumbnail)
            for face_id, thumbnail in zip(face_ids[result.file], result.face_thumbnails, strict=False):
                self.thumbnails.put(f"face-{face_id}", thumbnail)
        for face_id in redrawn:
            self.thumbnails.drop(f"face-{face_id}")
        return Stored(len(batch), len(analysed), changes, redrawn)


def _analysed(
    opened: Opened, new: list[NewFace], face_ids: list[FaceId], crops: list[Crop], boxes: list[Box]
) -> Analysed:
    photo = opened.photo
    face_thumbnails = [make_face_thumbnail(photo.image, box) for box in boxes]
    thumbnail = make_thumbnail(photo.image)
    return Analysed(
        opened.file, opened.digest, photo.width, photo.height, photo.taken, thumbnail, opened.photo_id,
        new, face_ids, face_thumbnails, crops,
    )  # fmt: skip


def _new_face(image: Image.Image, found: Detection) -> NewFace:
    box = found.box
    size = np.array(image.size, np.float32)
    quality = face_quality(
        aligned_crop(image, found.landmarks, 112), box.right - box.left, found.landmarks, found.confidence
    )
    return NewFace(
        box_of(found, image),
        found.landmarks / size,
        found.confidence,
        quality,
    )


def _write(
    writer: sqlite3.Connection, batch: Sequence[Result], model: str, vectors: Iterator[NDArray[np.float32]]
) -> tuple[dict[PendingFile, list[FaceId]], Changes, frozenset[FaceId]]:
    """Store a batch; the ids of each file's faces, what changed, and which faces look different now."""
    face_ids: dict[PendingFile, list[FaceId]] = {}
    changes, carried = Changes(), Changes()
    for result in batch:
        file = result.file
        if isinstance(result, Failed) and result.reason in (GONE, CHANGING):
            continue  # since the walk; the next one will tell whether it was deleted, its drive pulled out, or edited
        if isinstance(result, Failed):
            mtime_ns = LOOK_AGAIN if result.for_now else file.mtime_ns
            files.record_problem(writer, file.path, file.size, mtime_ns, result.reason)
            continue
        if isinstance(result, Known):
            photo_id = result.photo_id
        else:
            rows = [next(vectors) for _ in result.crops]
            photo_id, face_ids[file] = _write_photo(writer, result, model, rows)
        replaced = files.record_file(writer, file.path, file.size, file.mtime_ns, photo_id)
        if replaced is not None:
            carried |= carry.carry_over(writer, replaced, photo_id)
        changes |= Changes(frozenset([photo_id]), frozenset(face_ids.get(file, ())))
    return face_ids, changes | carried, carried.faces


def _write_photo(
    writer: sqlite3.Connection, result: Analysed, model: str, rows: list[NDArray[np.float32]]
) -> tuple[PhotoId, list[FaceId]]:
    face_ids = result.face_ids
    photo_id = result.photo_id or photos.find_photo(writer, result.digest)
    if photo_id is None:
        photo_id = photos.add_photo(
            writer, result.digest, result.width, result.height, result.taken, DETECTOR_ID
        )
        face_ids = faces.add_faces(writer, photo_id, result.faces)
    # A copy that lay in the same batch has been stored a moment ago, faces and all.
    embeddings.add_embeddings(writer, model, zip(face_ids, rows, strict=False))
    return photo_id, face_ids
