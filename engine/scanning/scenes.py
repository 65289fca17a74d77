"""The vectors of whole pictures for photos that have none: scanned before there were any, or for another model."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from engine.catalogue import photos, scenes
from engine.catalogue.connection import Catalogue
from engine.errors import UnreadablePhoto
from engine.photos.decode import open_photo
from engine.photos.thumbnail_store import ThumbnailStore
from engine.photos.thumbnails import make_thumbnail
from engine.progress import CancelToken, Progress, ReportProgress, ignore_progress
from engine.types import PhotoId
from engine.vision.sizes import DECODED_SIZE, ENOUGH_TO_LOOK_AT

if TYPE_CHECKING:
    from engine.vision.scene import SceneEmbedder

_AT_ONCE = 32
_THREADS = 2


@dataclass(frozen=True, slots=True)
class SceneScan:
    """Looks at the pictures themselves, no more at the faces in them; the network is loaded if there are any."""

    catalogue: Catalogue
    thumbnails: ThumbnailStore
    model: str
    load: Callable[[], SceneEmbedder | None]

    def run(
        self,
        folders: Sequence[Path],
        cancel: CancelToken,
        on_progress: ReportProgress = ignore_progress,
    ) -> int:
        """Every shown photo in and below `folders` gets its vector; how many did.

        What was done when it stops stays done. A photo that can't be opened now is tried again by the next scan.
        Raises `Cancelled`.
        """
        model = self.model
        lacking = self.catalogue.query(lambda reader: scenes.lacking(reader, model, folders))
        done = 0
        with ThreadPoolExecutor(_THREADS, thread_name_prefix="scenes") as pool:
            for start in range(0, len(lacking), _AT_ONCE):
                cancel.check()
                on_progress(Progress(start, len(lacking), "Looking at whole pictures"))
                part = lacking[start : start + _AT_ONCE]
                pictures = zip(part, pool.map(self._thumbnail, part), strict=True)
                done += self._store([(photo, thumbnail) for photo, thumbnail in pictures if thumbnail])
        return done

    def _store(self, pictures: Sequence[tuple[PhotoId, bytes]]) -> int:
        if not pictures:
            return 0
        network, model = self.load(), self.model
        if network is None or network.spec.id != model:  # its weights have gone since
            return 0
        vectors = network.embed([network.crop(thumbnail) for _, thumbnail in pictures])
        rows = [(photo, vector) for (photo, _), vector in zip(pictures, vectors, strict=True)]

        def write(writer: sqlite3.Connection) -> None:
            there = set(scenes.shown(writer, [photo for photo, _ in rows]).tolist())
            scenes.add_scenes(writer, model, [row for row in rows if row[0] in there])

        self.catalogue.submit(write, background=True).result()
        return len(rows)

    def _thumbnail(self, photo_id: PhotoId) -> bytes | None:
        digest, paths = self.catalogue.query(lambda reader: _where(reader, photo_id))
        kept = self.thumbnails.get(digest.hex())
        if kept is None:
            image = next(_opened(paths), None)
            kept = None if image is None else make_thumbnail(image)
        return kept


def _where(reader: sqlite3.Connection, photo_id: PhotoId) -> tuple[bytes, list[Path]]:
    return photos.content_hash(reader, photo_id), photos.shown_files(reader, photo_id)


def _opened(paths: Sequence[Path]) -> Iterator[Image.Image]:
    for path in paths:
        try:
            yield open_photo(path, DECODED_SIZE, ENOUGH_TO_LOOK_AT).image
        except UnreadablePhoto:  # since the scan a moment ago; another copy of it may do
            continue
