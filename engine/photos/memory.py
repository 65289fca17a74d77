"""How much memory decoding may take: per picture, and for all pictures that are being decoded at once."""

from __future__ import annotations

import ctypes
import math
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from PIL import Image, JpegImagePlugin, TiffImagePlugin

from engine.errors import UnreadablePhoto

# Enough for the largest panoramas and film scans. A scan must stay under 1.5 GB beside its networks, and besides what
# is being decoded it holds the pictures that wait for their turn, and two larger ones that faces are cut from.
BUDGET = 1_220_000_000  # bytes
MOST_PIXELS = 250_000_000  # of formats that can only be decoded whole
MOST_JPEG_PIXELS = 1_000_000_000  # JPEG is decoded at an eighth of the size, row by row

# Peak bytes per pixel while the format's decoder works, where that is more than Pillow's own copy (measured).
_DECODER_BYTES = {"WEBP": 17, "AVIF": 12, "HEIF": 12, "JPEG2000": 20}
_STORED_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2}  # all others 4, RGB too

# Of mallopt(3): blocks up to 4 MB are kept, and 8 MB of free memory. Asking for the first leaves the second at 128 KB,
# with which the networks, which free and take again, spend a fifth of their time on getting memory back.
_M_MMAP_THRESHOLD, _KEPT_BLOCKS = -3, 4 << 20
_M_TRIM_THRESHOLD, _KEPT_FREE = -1, 8 << 20

_START_OF_SCAN = b"\xff\xda"
_BITS_PER_SAMPLE, _ORIENTATION, _ROWS_PER_STRIP, _STRIP_BYTES = 258, 274, 278, 279
_TILE_WIDTH, _TILE_HEIGHT, _TILE_BYTES = 322, 323, 325


def give_back_large_blocks() -> None:
    """Make glibc return blocks above 4 MB to the system as soon as they are freed.

    Left to itself it learns from large pictures to keep such blocks for later, per thread: a folder of panoramas
    took 3.9 GB instead of 2.2. Elsewhere than on glibc there is nothing to do.
    """
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):
            libc = ctypes.CDLL(None)
            libc.mallopt(_M_MMAP_THRESHOLD, _KEPT_BLOCKS)
            libc.mallopt(_M_TRIM_THRESHOLD, _KEPT_FREE)


class MemoryBudget:
    """Bytes that several threads share; who asks for more than is left waits, first come first served."""

    def __init__(self, size: int) -> None:
        self._free = size
        self._turn = threading.Lock()  # held while waiting, so that small pictures can't starve a big one
        self._changed = threading.Condition()

    @contextmanager
    def take(self, size: int) -> Iterator[None]:
        """Hold `size` bytes (at most the whole budget) for as long as the `with` lasts."""
        with self._turn, self._changed:
            self._changed.wait_for(lambda: self._free >= size)
            self._free -= size
        try:
            yield
        finally:
            with self._changed:
                self._free += size
                self._changed.notify()


_budget = MemoryBudget(BUDGET)


@contextmanager
def room_for(image: Image.Image, enough: int) -> Iterator[None]:
    """Hold the memory for decoding `image` (opened, not loaded); too large: `UnreadablePhoto`.

    JPEG is set to decode at the smallest of 1/1, 1/2, 1/4 and 1/8 whose longer side still has `enough` pixels.
    """
    (width, height), extra, most_pixels = image.size, 0, MOST_PIXELS
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        extra, most_pixels = _kept_by_jpeg(image), MOST_JPEG_PIXELS
        scale = enough / max(width, height)
        image.draft(None, (math.ceil(width * scale), math.ceil(height * scale)))
    elif isinstance(image, TiffImagePlugin.TiffImageFile):
        extra = _kept_by_tiff(image)
    each = max(_stored_bytes(image), _DECODER_BYTES.get(image.format or "", 0))
    with room(width, height, image.width * image.height * each + extra, most_pixels):
        yield


@contextmanager
def room(width: int, height: int, size: int, most_pixels: int = MOST_PIXELS) -> Iterator[None]:
    """Hold `size` bytes for a picture of `width` x `height` pixels; too large: `UnreadablePhoto`."""
    if width * height > most_pixels or size > BUDGET:
        raise UnreadablePhoto(f"too large: {width} x {height} pixels")
    with _budget.take(size):
        yield


def _stored_bytes(image: Image.Image) -> int:
    return _STORED_BYTES.get(image.mode, 4)


def _kept_by_jpeg(image: JpegImagePlugin.JpegImageFile) -> int:
    """Bytes of the frequencies, which libjpeg keeps until the last scan of a JPEG that has several."""
    file = image.fp
    several = image.info.get("progressive") or (file is not None and _has_scans(file, len(image.layer)))
    if not image.layer or not several:
        return 0
    samples = [across * down for _, across, down, _ in image.layer]
    return 2 * image.width * image.height * sum(samples) // max(samples)


def _has_scans(file: IO[bytes], colours: int) -> bool:
    """Whether the first scan of a baseline JPEG holds only some of its colours, so that others follow."""
    place = file.tell()
    file.seek(2)
    segment = file.read(5)  # marker, length, and what is the number of colours in a scan's header
    while len(segment) == 5 and segment[:2] != _START_OF_SCAN:
        file.seek(max(2, int.from_bytes(segment[2:4])) - 3, os.SEEK_CUR)
        segment = file.read(5)
    file.seek(place)
    return len(segment) == 5 and segment[4] < colours


def _kept_by_tiff(image: TiffImagePlugin.TiffImageFile) -> int:
    """Bytes of one strip or tile, packed and unpacked (it may be the whole picture), and of turning it."""
    tags = image.tag_v2
    turned = image.width * image.height * _stored_bytes(image) if tags.get(_ORIENTATION, 1) != 1 else 0
    if image.info.get("compression") == "raw":
        return turned
    width = tags.get(_TILE_WIDTH, image.width)
    height = tags.get(_TILE_HEIGHT) or min(tags.get(_ROWS_PER_STRIP, image.height), image.height)
    strip: int = width * height * sum(tags.get(_BITS_PER_SAMPLE, (1,))) // 8
    return turned + strip + max(tags.get(_STRIP_BYTES) or tags.get(_TILE_BYTES) or (0,))
