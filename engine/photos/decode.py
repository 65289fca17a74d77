"""Any photo's file to upright RGB pixels of a wanted size, or the reason why not."""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
from PIL import IcoImagePlugin, Image, ImageFile, JpegImagePlugin, TiffImagePlugin, UnidentifiedImageError

from engine.errors import UnreadablePhoto
from engine.photos import memory, metadata, raw
from engine.photos.flatten import flatten
from engine.photos.formats import HEAD, RAW_SUFFIXES, kind_of
from engine.photos.reading import CUT_OFF, DAMAGED, EMPTY, NOT_A_PICTURE, in_users_words, open_file, reason

Image.MAX_IMAGE_PIXELS = None  # Pillow would refuse real panoramas; `memory` has our own limits

_END_OF_JPEG = b"\xff\xd9"
_LEAST_TO_SHOW = 0.5  # of the rows
_DNG_VERSION = 50706
_SEVERAL_KINDS = {"HEIF", "AVIF", "TIFF", "BMP"}  # of coding, within one format

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = {5, 6, 7, 8}


class _Size(NamedTuple):
    """Pixels of the longer side: at most, and what will do if that is quicker."""

    longest: int
    enough: int


@dataclass(frozen=True, slots=True)
class DecodedPhoto:
    """A photo's pixels, upright, in sRGB, and what its file said about it."""

    image: Image.Image  # mode RGB, its longer side at most what was asked for
    width: int  # pixels of the full upright picture
    height: int
    taken: float | None  # see `metadata.CameraData`
    format: str  # "JPEG", "HEIF", "RAW", ...
    complete: bool = True  # False: the file is damaged or cut off, and a part of the picture is missing


def open_photo(path: Path, longest: int, enough: int | None = None) -> DecodedPhoto:
    """The photo in the file `path`, its longer side at most `longest` pixels (never enlarged).

    A JPEG comes smaller where one of the sizes that it can be decoded to, a half, a quarter and an eighth, has
    `enough` pixels: that is quicker than shrinking it to `longest`.

    What the file is, its contents decide, not its name. A picture that is damaged, or a JPEG that is cut off,
    is shown if at least half of its rows are there: half a photo with faces is better than none. Animations
    give their first frame. Takes at most `memory.BUDGET` bytes, shared by all threads that decode.

    Raises `UnreadablePhoto`, whatever is wrong with the file.
    """
    with open_file(path) as file:
        return _decode(file, path.suffix.lower(), _Size(longest, enough or longest))


def open_picture(data: bytes, longest: int) -> DecodedPhoto:
    """The same for a picture that lies in memory: pasted, or dropped from another program."""
    with in_users_words():
        if not data:
            raise UnreadablePhoto(EMPTY)
        return _decode(io.BytesIO(data), "", _Size(longest, longest))


def _decode(file: BinaryIO, suffix: str, size: _Size) -> DecodedPhoto:
    head = file.read(HEAD)
    kind = kind_of(head)
    if kind == "JXL":
        raise UnreadablePhoto("JPEG XL is not supported yet")
    if kind == "RAW" or (kind == "TIFF" and suffix in RAW_SUFFIXES):
        return _decode_raw(file, kind, size)
    return _decode_picture(file, kind, size)


def _decode_raw(file: BinaryIO, kind: str | None, size: _Size) -> DecodedPhoto:
    try:
        found = raw.extract(file)
    except raw.NotRawError as error:
        if kind != "TIFF":
            raise UnreadablePhoto("this camera's RAW files are not supported yet") from error
        return _decode_picture(file, kind, size)
    photo = _photo(found.image, found.image.size, _pixels(found.image, size), found.orientation)
    return replace(photo, taken=found.taken or photo.taken, format="RAW")


def _decode_picture(file: BinaryIO, kind: str | None, size: _Size) -> DecodedPhoto:
    with opened(file, kind) as image:
        if isinstance(image, TiffImagePlugin.TiffImageFile) and _DNG_VERSION in image.tag_v2:
            return _decode_raw(file, "RAW", size)
        full = image.size
        try:
            pixels, complete = _pixels(image, size), True
        except OSError as error:
            pixels, complete = _rescued(image, file, size, error), False
        return replace(_photo(image, full, pixels), complete=complete)


def opened(file: BinaryIO, kind: str | None) -> Image.Image:
    """Opened by the plugin of its kind alone: Pillow's others read no photos, and one runs a program."""
    if kind is None:
        raise UnreadablePhoto(NOT_A_PICTURE)
    if kind == "HEIF":
        _register_heif()
    file.seek(0)
    try:
        image = Image.open(file, formats=("AVIF", "HEIF") if kind == "HEIF" else (kind,))
    except UnidentifiedImageError as error:
        several = kind in _SEVERAL_KINDS
        words = f"damaged, or a kind of {kind} that is not supported yet" if several else DAMAGED
        raise UnreadablePhoto(words) from error
    if isinstance(image, IcoImagePlugin.IcoImageFile):
        return image.ico.getimage(image.size)  # the icon's directory may lie about its size
    return image


def _pixels(image: Image.Image, size: _Size) -> Image.Image:
    with memory.room_for(image, size.enough):
        return flatten(image, size.longest)


def _rescued(image: Image.Image, file: BinaryIO, size: _Size, error: OSError) -> Image.Image:
    """What can be seen of a picture whose decoding ended in `error`, if that is most of it."""
    if isinstance(image, ImageFile.ImageFile) and not image.tile:  # decoded up to the damage
        pixels = _pixels(image, size)
    elif isinstance(image, JpegImagePlugin.JpegImageFile) and reason(error) == CUT_OFF:
        file.seek(0)
        with Image.open(io.BytesIO(file.read() + _END_OF_JPEG), formats=("JPEG",)) as ended:
            pixels = _pixels(ended, size)
    else:
        raise error
    if _share_of_rows(pixels) < _LEAST_TO_SHOW:
        raise error
    return pixels


def _photo(
    image: Image.Image, size: tuple[int, int], pixels: Image.Image, orientation: int = 1
) -> DecodedPhoto:
    """`pixels` turned upright by what `image`, of `size` before decoding, says, or else by `orientation`."""
    camera = metadata.read(image)
    orientation = camera.orientation or orientation
    pixels = turned(pixels, orientation)
    width, height = reversed(size) if orientation in _SIDEWAYS else size
    return DecodedPhoto(pixels, width, height, camera.taken, image.format or "ICO")


def turned(image: Image.Image, orientation: int | None) -> Image.Image:
    """`image` upright, which lies as EXIF's `orientation` says."""
    return image.transpose(_TURNS[orientation]) if orientation in _TURNS else image


def _share_of_rows(image: Image.Image) -> float:
    """How much of a damaged picture's height shows something; below the damage all rows are the same."""
    rows = np.asarray(image)
    different = (rows != rows[-1]).any(axis=(1, 2))
    return float(different.nonzero()[0].max(initial=-1) + 1) / len(rows)


@functools.cache
def _register_heif() -> None:
    import pillow_heif

    pillow_heif.register_heif_opener()
