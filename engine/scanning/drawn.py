"""Faces whose boxes the user drew, made known to grouping and searching without waiting for the next scan."""

from __future__ import annotations

from pathlib import Path

from engine.catalogue import faces, photos
from engine.catalogue.connection import Catalogue
from engine.photos.thumbnail_store import ThumbnailStore
from engine.pipeline.analysis import embed_batch
from engine.pipeline.cutting import cut_faces
from engine.pipeline.opening import open_file
from engine.pipeline.results import Opened, Seen
from engine.pipeline.writing import store
from engine.progress import CancelToken
from engine.scanning.plan import pending_file
from engine.types import Changes, PhotoId
from engine.vision.networks import Networks


def look_at_drawn(
    catalogue: Catalogue, thumbnails: ThumbnailStore, networks: Networks, cancel: CancelToken
) -> Changes:
    """Look for landmarks in the boxes that were drawn, and store what the networks make of the faces.

    Photos that can't be read now are left to a scan. Raises `Cancelled` between photos.
    """
    changes = Changes()
    for photo_id in catalogue.query(lambda reader: faces.photos_with_drawn(reader, networks.model)):
        cancel.check()
        opened = _opened(catalogue, networks.model, photo_id)
        if opened is not None:
            analysed = [cut_faces(catalogue, networks, Seen(opened, []))]
            changes |= store(catalogue, thumbnails, analysed, embed_batch(networks, analysed)).changes
    return changes


def _opened(catalogue: Catalogue, model: str, photo_id: PhotoId) -> Opened | None:
    paths: list[Path] = catalogue.query(lambda reader: photos.shown_files(reader, photo_id))
    for path in paths:
        file = pending_file(path)
        opened = None if file is None else open_file(catalogue, file, model)
        if isinstance(opened, Opened) and opened.photo_id == photo_id:
            return opened
    return None
