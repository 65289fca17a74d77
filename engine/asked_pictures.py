"""The pictures from outside that were asked about last: each is read, decoded and looked at once.

Its faces, their thumbnails and what is like it are asked for one after another, and going back to it asks again.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from engine.photos.content_hash import content_hash, content_hash_of
from engine.photos.decode import DecodedPhoto, open_photo, open_picture
from engine.photos.reading import FileState, state_of
from engine.vision.sizes import DECODED_SIZE, ENOUGH_TO_LOOK_AT

if TYPE_CHECKING:
    from engine.vision.detector import Detection  # imports torch

KEPT = 4  # pictures, of at most 12 MB each beside what was pasted


class AskedPicture:
    """A file, or an encoded picture; whatever is asked of it raises `UnreadablePhoto`."""

    def __init__(self, source: Path | bytes, state: FileState | None) -> None:
        self.source = source
        self.state = state  # of the file
        self._found: list[Detection] | None = None

    @cached_property
    def digest(self) -> bytes:
        """By which the library knows it."""
        return content_hash(self.source) if isinstance(self.source, Path) else content_hash_of(self.source)

    @cached_property
    def photo(self) -> DecodedPhoto:
        if isinstance(self.source, bytes):
            return open_picture(self.source, DECODED_SIZE)
        return open_photo(self.source, DECODED_SIZE, ENOUGH_TO_LOOK_AT)

    def found(self, detect: Callable[[], list[Detection]]) -> list[Detection]:
        """Its faces, which `detect` finds."""
        if self._found is None:
            self._found = detect()
        return self._found


class AskedPictures:
    """Remembers the last few; from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[Path | bytes, FileState | None], AskedPicture] = OrderedDict()

    def __getitem__(self, source: Path | bytes) -> AskedPicture:
        """A file that was written to is another picture. Raises `UnreadablePhoto` if there is none."""
        state = state_of(source) if isinstance(source, Path) else None
        if state is not None and not state.is_settled:
            return AskedPicture(source, state)
        with self._lock:
            asked = self._kept.pop((source, state), None) or AskedPicture(source, state)
            self._kept[source, state] = asked
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return asked


def name_of(source: Path | bytes) -> Path:
    """What to call it."""
    return source if isinstance(source, Path) else Path("This picture")
