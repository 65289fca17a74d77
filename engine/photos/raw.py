"""Camera RAW files: the preview that the camera put into them, else a quick development (LibRaw)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, BinaryIO

from PIL import Image

from engine.errors import UnreadablePhoto
from engine.photos import memory
from engine.photos.reading import CUT_OFF

if TYPE_CHECKING:
    import rawpy

_SMALLEST_PREVIEW = (
    640  # pixels of the longer side; below that faces are lost, and developing is worth its second
)
_BYTES_PER_PIXEL = 8  # the sensor's values, the half-size picture in four 16-bit channels, and the result
_EXIF_ORIENTATION = {3: 3, 5: 8, 6: 6}  # of LibRaw's `flip`


class NotRawError(Exception):
    """LibRaw does not know this file."""


@dataclass(frozen=True, slots=True)
class RawPicture:
    """What a RAW file holds for looking at."""

    image: Image.Image  # perhaps not loaded yet
    orientation: int  # EXIF's, for an image that does not say its own
    taken: float | None


def extract(file: BinaryIO) -> RawPicture:
    """The picture in a RAW file. Raises `NotRawError`, and whatever LibRaw and Pillow throw."""
    import rawpy

    file.seek(0)
    try:
        with rawpy.imread(file) as camera:
            return _preview(camera) or _developed(camera)
    except rawpy.LibRawFileUnsupportedError as error:
        raise NotRawError from error
    except rawpy.LibRawIOError as error:
        raise UnreadablePhoto(CUT_OFF) from error


def _preview(camera: rawpy.RawPy) -> RawPicture | None:
    import rawpy

    try:
        thumb = camera.extract_thumb()
    except (rawpy.LibRawNoThumbnailError, rawpy.LibRawUnsupportedThumbnailError):
        return None
    if isinstance(thumb.data, bytes):
        image: Image.Image = Image.open(io.BytesIO(thumb.data), formats=("JPEG", "MPO"))
    else:
        image = Image.fromarray(thumb.data)
    if max(image.size) < min(_SMALLEST_PREVIEW, camera.sizes.width, camera.sizes.height):
        return None
    return RawPicture(image, _orientation(camera, image), _taken(camera))


def _developed(camera: rawpy.RawPy) -> RawPicture:
    sizes = camera.sizes
    size = sizes.raw_width * sizes.raw_height * _BYTES_PER_PIXEL
    with memory.room(sizes.raw_width, sizes.raw_height, size):
        pixels = camera.postprocess(half_size=True, use_camera_wb=True)  # turned upright by LibRaw
    return RawPicture(Image.fromarray(pixels), 1, _taken(camera))


def _orientation(camera: rawpy.RawPy, image: Image.Image) -> int:
    lies_down = camera.sizes.width > camera.sizes.height
    if lies_down != (image.width > image.height):  # the camera has turned its preview already
        return 1
    return _EXIF_ORIENTATION.get(camera.sizes.flip, 1)


def _taken(camera: rawpy.RawPy) -> float | None:
    clock = camera.other.timestamp  # what the camera's clock said, whatever this machine's time zone
    return clock.replace(tzinfo=UTC).timestamp() if clock.year > 1970 else None
