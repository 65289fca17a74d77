"""How much memory decoding may take: per picture, and for all pictures that are being decoded at once."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, JpegImagePlugin

from engine.errors import UnreadablePhoto

# Enough for the largest panoramas and film scans; a scan must stay under 2.5 GB with the networks beside it.
BUDGET = 1_200_000_000  # bytes
MOST_PIXELS = 250_000_000  # of formats that can only be decoded whole
MOST_JPEG_PIXELS = 1_000_000_000  # JPEG is decoded at an eighth of the size, row by row

# Peak bytes per pixel while the format's decoder works, where that is more than Pillow's own copy (measured).
_DECODER_BYTES = {"WEBP": 20, "AVIF": 16, "HEIF": 16, "JPEG2000": 20}
_STORED_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2}  # all others 4, RGB too


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
def room_for(image: Image.Image, longest: int) -> Iterator[None]:
    """Hold the memory for decoding `image` (opened, not loaded); too large: `UnreadablePhoto`.

    JPEG is set to decode at the smallest of 1/1, 1/2, 1/4 and 1/8 that still has `longest` pixels.
    """
    (width, height), size, most_pixels = image.size, 0, MOST_PIXELS
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        size, most_pixels = _coefficients(image), MOST_JPEG_PIXELS
        scale = longest / max(width, height)
        image.draft(None, (math.ceil(width * scale), math.ceil(height * scale)))
    size += image.width * image.height * _bytes_per_pixel(image)
    with room(width, height, size, most_pixels):
        yield


@contextmanager
def room(width: int, height: int, size: int, most_pixels: int = MOST_PIXELS) -> Iterator[None]:
    """Hold `size` bytes for a picture of `width` x `height` pixels; too large: `UnreadablePhoto`."""
    if width * height > most_pixels or size > BUDGET:
        raise UnreadablePhoto(f"too large: {width} x {height} pixels")
    with _budget.take(size):
        yield


def _coefficients(image: JpegImagePlugin.JpegImageFile) -> int:
    """Bytes that a progressive JPEG keeps until its last scan; a baseline one keeps none."""
    if not image.info.get("progressive"):
        return 0
    samples = [across * down for _, across, down, _ in image.layer]
    return 2 * image.width * image.height * sum(samples) // max(samples)


def _bytes_per_pixel(image: Image.Image) -> int:
    return max(_STORED_BYTES.get(image.mode, 4), _DECODER_BYTES.get(image.format or "", 0))
