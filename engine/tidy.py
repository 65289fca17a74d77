"""Tidying up: what is known of photos that were deleted long ago is dropped, when the user asks for it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

from engine.catalogue import roots
from engine.catalogue.connection import Catalogue
from engine.catalogue.copies import keep_copy
from engine.catalogue.problems import in_plain_words
from engine.catalogue.tidying import drop_photos, gone_photos, missing_photos
from engine.finder import Finder
from engine.photos.thumbnail_store import ThumbnailStore, large
from engine.scanning.away import drives_away, seems_away
from engine.types import Changes, GonePhoto, PhotoId

_DAY = 24 * 3600.0


def preview(catalogue: Catalogue, days: float) -> list[GonePhoto]:
    """The photos that a tidy-up would drop: every file of theirs was missed `days` ago already.

    Never those in folders that were forgotten or whose drive is away, nor one of which a file is back.
    """
    away = _away(catalogue)
    return catalogue.query(lambda reader: gone_photos(reader, time.time() - days * _DAY, away))


def tidy_up(
    catalogue: Catalogue,
    thumbnails: ThumbnailStore,
    finder: Finder,
    photos: Sequence[PhotoId],
    days: float,
) -> Changes:
    """Drop those of `photos` that `preview` still names; a copy of the catalogue is kept before.

    Cannot be undone. The caller holds the library's lock. Raises `UserProblem`, `OSError` if no copy can be kept.
    """
    # The disk is asked before the transaction, for which whoever names somebody waits.
    named = {each.id for each in preview(catalogue, days)} & set(photos)

    def work(writer: sqlite3.Connection) -> tuple[Changes, list[str]]:
        gone = [photo for photo in missing_photos(writer, time.time() - days * _DAY) if photo in named]
        hashes = [_hash(writer, photo) for photo in gone]
        return drop_photos(writer, gone), hashes

    with in_plain_words(catalogue.file):
        keep_copy(catalogue.file)
    # Nothing that is dropped may be found, also if the program ends in the middle of this.
    finder.withdraw()
    changes, hashes = catalogue.write(work)
    thumbnails.drop(*hashes, *map(large, hashes), *(f"face-{face}" for face in changes.faces))
    finder.rebuild_if_due()
    return changes


def _away(catalogue: Catalogue) -> list[Path]:
    gone = [root for root in catalogue.query(roots.paths) if seems_away(catalogue, root)]
    return gone + drives_away(catalogue)


def _hash(connection: sqlite3.Connection, photo: PhotoId) -> str:
    digest: bytes = connection.execute("SELECT content_hash FROM photo WHERE id = ?", (photo,)).fetchone()[0]
    return digest.hex()
