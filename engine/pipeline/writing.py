"""A batch of results into the catalogue and the thumbnails: a photo is stored whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.catalogue import carry, embeddings, faces, files, photos, scenes
from engine.catalogue.connection import Catalogue
from engine.photos.reading import CHANGING, GONE
from engine.photos.thumbnail_store import ThumbnailStore
from engine.pipeline.results import Analysed, Failed, Known, Result, Stored
from engine.scanning.plan import LOOK_AGAIN, PendingFile
from engine.types import Changes, FaceId, PhotoId
from engine.vision.detector import DETECTOR_ID

# Since the walk: the next one will tell whether a file was deleted, its drive pulled out, or the file edited.
_NOT_NOTED = (GONE, CHANGING)

Rows = Iterator[NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Vectors:
    """What the networks made of a batch, in its order."""

    model: str
    faces: Rows  # of its crops
    scene_model: str | None
    scenes: Rows  # of its photos, if there is a model of scenes


def store(
    catalogue: Catalogue, thumbnails: ThumbnailStore, batch: Sequence[Result], vectors: Vectors
) -> Stored:
    """All in one transaction."""
    write = catalogue.submit(lambda writer: _write(writer, batch, vectors), background=True)
    face_ids, changes, redrawn = write.result()
    analysed = [result for result in batch if isinstance(result, Analysed)]
    for result in analysed:
        thumbnails.put(result.digest.hex(), result.thumbnail)
        for face_id, thumbnail in zip(face_ids[result.file], result.face_thumbnails, strict=False):
            thumbnails.put(f"face-{face_id}", thumbnail)
    for face_id in redrawn:
        thumbnails.drop(f"face-{face_id}")
    failed = [each for each in batch if isinstance(each, Failed) and each.reason not in _NOT_NOTED]
    unreadable = tuple((each.file.path, each.reason) for each in failed)
    return Stored(len(batch), len(analysed), changes, redrawn, unreadable)


def _write(
    writer: sqlite3.Connection, batch: Sequence[Result], vectors: Vectors
) -> tuple[dict[PendingFile, list[FaceId]], Changes, frozenset[FaceId]]:
    """Store a batch; the ids of each file's faces, what changed, and which faces look different now."""
    face_ids: dict[PendingFile, list[FaceId]] = {}
    changes, carried = Changes(), Changes()
    for result in batch:
        file = result.file
        if isinstance(result, Failed) and result.reason in _NOT_NOTED:
            continue
        if isinstance(result, Failed):
            mtime_ns = LOOK_AGAIN if result.for_now else file.mtime_ns
            files.record_problem(writer, file.path, file.size, mtime_ns, result.reason)
            continue
        if isinstance(result, Known):
            photo_id = result.photo_id
        else:
            rows = [next(vectors.faces) for _ in result.crops]
            photo_id, face_ids[file] = _write_photo(writer, result, vectors.model, rows)
            if vectors.scene_model is not None and result.scene is not None:
                scenes.add_scenes(writer, vectors.scene_model, [(photo_id, next(vectors.scenes))])
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
    faces.set_looked_at(writer, result.looked_at)
    # A copy that lay in the same batch has been stored a moment ago, faces and all.
    embeddings.add_embeddings(writer, model, zip(face_ids, rows, strict=False))
    return photo_id, face_ids
