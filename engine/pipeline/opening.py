"""A file's content: hashed, looked up, and decoded if it is not known."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from engine.catalogue import embeddings, photos
from engine.catalogue.connection import Catalogue
from engine.errors import UnreadablePhoto
from engine.photos.content_hash import content_hash
from engine.photos.decode import open_photo
from engine.photos.reading import steady
from engine.pipeline.results import Failed, Known, Opened
from engine.scanning.plan import LOOK_AGAIN, PendingFile
from engine.types import PhotoId
from engine.vision.sizes import DECODED_SIZE, ENOUGH_TO_LOOK_AT


def open_file(catalogue: Catalogue, file: PendingFile, model: str) -> Opened | Known | Failed:
    """The photo in `file`, unless all its faces have vectors of `model`."""
    try:
        with steady(file.path) as state:
            # Not as the walk saw it: what is stored must be said of the bytes that were read.
            mtime_ns = state.mtime_ns if state.is_settled else LOOK_AGAIN
            file = replace(file, size=state.size, mtime_ns=mtime_ns)
            digest = content_hash(file.path)
            photo_id, complete = catalogue.query(lambda reader: _look_up(reader, digest, model))
            if photo_id is not None and complete:
                return Known(file, photo_id)
            photo = open_photo(file.path, DECODED_SIZE, ENOUGH_TO_LOOK_AT)
            return Opened(file, digest, photo, photo_id, state)
    except UnreadablePhoto as problem:
        return Failed(file, str(problem), _is_for_now(problem.__cause__))


def _look_up(reader: sqlite3.Connection, digest: bytes, model: str) -> tuple[PhotoId | None, bool]:
    photo_id = photos.find_photo(reader, digest)
    if photo_id is None:
        return None, False
    return photo_id, not embeddings.lacking(reader, photo_id, model)


def _is_for_now(cause: BaseException | None) -> bool:
    return isinstance(cause, MemoryError) or (isinstance(cause, OSError) and cause.errno is not None)
