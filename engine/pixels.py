"""Cutting faces out of photos, each from as many pixels as the networks can use.

Faces are looked for in a picture of a fraction of the file's size, as that is decoded in a fraction of the time. A
face that has too few pixels there is cut from a larger one, if its file has more to give.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from engine.errors import UnreadablePhoto
from engine.photos.decode import DecodedPhoto, open_photo
from engine.photos.memory import MemoryBudget
from engine.photos.reading import FileState, steady
from engine.types import Box

# Of the box's longer side: more than that tells people no better apart (measured: `bench_small_faces`).
ENOUGH_PIXELS = 64
_WORTH_IT = 1.25  # so much larger, or the second decoding brings nothing that could be seen
_MOST_PIXELS = 25_000_000  # of the larger picture
_BYTES_PER_PIXEL = 4
_room = MemoryBudget(2 * _MOST_PIXELS * _BYTES_PER_PIXEL)


@contextmanager
def pixels_for(
    path: Path, photo: DecodedPhoto, boxes: Sequence[Box], state: FileState | None = None
) -> Iterator[Image.Image]:
    """A picture of `photo`, the file `path`, to cut the faces in `boxes` from; larger than its own if that helps.

    `state` is that of the file when `photo` was read: one that has changed since holds other faces, perhaps.
    """
    size = _larger_size(photo, boxes)
    if size is None:
        yield photo.image
        return
    with _room.take(math.prod(size) * _BYTES_PER_PIXEL):
        yield _decoded_again(path, photo, max(size), state)


def _larger_size(photo: DecodedPhoto, boxes: Sequence[Box]) -> tuple[int, int] | None:
    """The size at which the smallest face has enough pixels: the file's own, or an even fraction of it."""
    have, full = max(photo.image.size), max(photo.width, photo.height)
    smallest = min((max(box.w * photo.image.width, box.h * photo.image.height) for box in boxes), default=0.0)
    if not 0 < smallest < ENOUGH_PIXELS:
        return None
    part = 1  # a power of two, as JPEG is decoded to these without a pixel too many
    while full / (2 * part) >= have * ENOUGH_PIXELS / smallest or _too_large(photo, part):
        part *= 2
    if full / part < have * _WORTH_IT:
        return None
    return math.ceil(photo.width / part), math.ceil(photo.height / part)


def _too_large(photo: DecodedPhoto, part: int) -> bool:
    return math.ceil(photo.width / part) * math.ceil(photo.height / part) > _MOST_PIXELS


def _decoded_again(path: Path, photo: DecodedPhoto, longest: int, state: FileState | None) -> Image.Image:
    try:
        with steady(path) as now:
            larger = open_photo(path, longest)
    except UnreadablePhoto:  # since a moment ago: the file vanished or is written to, or memory is short
        return photo.image
    same = (larger.width, larger.height) == (photo.width, photo.height) and state in (None, now)
    return larger.image if same else photo.image
