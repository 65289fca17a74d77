"""The small picture that cameras put into a photo's head: there at once, where decoding the photo takes a while."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import ExifTags, Image, ImageStat

from engine.errors import UnreadablePhoto
from engine.photos import metadata
from engine.photos.decode import opened, turned
from engine.photos.flatten import flatten
from engine.photos.formats import kind_of
from engine.photos.reading import in_users_words, open_file
from engine.photos.thumbnails import make_thumbnail

_HEAD = 128 * 1024  # bytes: camera data fills 64 KB at most, and little stands before it
_LARGEST = 1024  # pixels of a side; cameras write 160 x 120
_SMALLEST = (
    96  # of the longer side, without bars: less shows nothing, and a pixel more or less is another shape
)
_DARK = 40  # of 255: a bar beside the picture is no brighter


def embedded_thumbnail(path: Path, width: int, height: int) -> bytes | None:
    """The small picture in the JPEG file `path`, upright, as a JPEG; `width` and `height` are those of the photo.

    One of another shape is not of this photo, as it is now: a program has cut or turned it since. Bars with which
    cameras fill up the shape of the small picture are cut off. None if there is none that fits. Takes a
    millisecond, of which most is the file's.
    """
    try:
        with open_file(path) as file:
            head = file.read(_HEAD)
        if kind_of(head) != "JPEG":
            return None
        with in_users_words(), opened(io.BytesIO(head), "JPEG") as image:
            return _found(image, width, height)
    except UnreadablePhoto:
        return None


def _found(photo: Image.Image, width: int, height: int) -> bytes | None:
    data = _data(photo)
    if kind_of(data) != "JPEG":
        return None
    with opened(io.BytesIO(data), "JPEG") as small:
        if max(small.size) > _LARGEST:
            return None
        upright = turned(flatten(small, _LARGEST), metadata.read(photo).orientation)
    cut = _without_bars(upright, width / height)
    return None if cut is None or max(cut.size) < _SMALLEST else make_thumbnail(cut)


def _data(photo: Image.Image) -> bytes:
    """The bytes of the small picture, as EXIF's second directory says where they are."""
    exif = photo.getexif()
    there = exif.get_ifd(ExifTags.IFD.IFD1)
    start = there.get(ExifTags.Base.JpegIFOffset, 0)
    length = there.get(ExifTags.Base.JpegIFByteCount, 0)
    camera_data = photo.info.get("exif", b"").removeprefix(b"Exif\x00\x00")
    return camera_data[start : start + length] if start and length else b""


def _without_bars(small: Image.Image, shape: float) -> Image.Image | None:
    """The part of `small` that has the `shape` (width by height) of the photo, to a pixel; None if it is another's."""
    width = min(small.width, round(small.height * shape))
    height = min(small.height, round(small.width / shape))
    across, down = small.width - width, small.height - height
    if max(across, down) <= 1:
        return small
    left, top = across // 2, down // 2
    kept = (left, top, left + width, top + height)
    bars, edge = small.copy(), 1  # where they are blurred
    bars.paste((0, 0, 0), (left - edge, top - edge, left + width + edge, top + height + edge))
    if max(brightest for _, brightest in ImageStat.Stat(bars).extrema) > _DARK:
        return None
    return small.crop(kept)
