"""What a photo's file tells about how it was taken, for people to read."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from PIL import ExifTags, Image

from engine.errors import UnreadablePhoto
from engine.photos.decode import opened
from engine.photos.formats import HEAD, kind_of
from engine.photos.metadata import BROKEN, text_of
from engine.photos.reading import in_users_words, open_file
from engine.types import CameraDetails

Values = Mapping[int, Any]
T = TypeVar("T")


def read_details(path: Path) -> CameraDetails:
    """The camera data of the file; damaged data counts as none. Decodes no pixels.

    Raises `UnreadablePhoto` if the file can't be opened.
    """
    with open_file(path) as file:
        kind = kind_of(file.read(HEAD))
        try:
            # Most RAW files are laid out as TIFF, and their camera data is read as such.
            with in_users_words(), opened(file, "TIFF" if kind == "RAW" else kind) as image:
                exif = image.getexif()
        except UnreadablePhoto:
            return CameraDetails()
        return _details(exif)


def _details(exif: Image.Exif) -> CameraDetails:
    base, tags = ExifTags.Base, _part(exif, ExifTags.IFD.Exif)
    return CameraDetails(
        camera=_camera(_text(exif, base.Make), _text(exif, base.Model)),
        lens=_text(tags, base.LensModel) or None,
        exposure=_positive(tags, base.ExposureTime),
        aperture=_positive(tags, base.FNumber),
        iso=_positive(tags, base.ISOSpeedRatings),
        focal_length=_positive(tags, base.FocalLength),
        position=_position(_part(exif, ExifTags.IFD.GPSInfo)),
    )


def _part(exif: Image.Exif, part: ExifTags.IFD) -> Values:
    return _sound(lambda: exif.get_ifd(part)) or {}


def _camera(make: str, model: str) -> str | None:
    """Most models begin with their maker's name already."""
    first = make.split()[0].casefold() if make else ""
    return (model if first and model.casefold().startswith(first) else f"{make} {model}".strip()) or None


def _text(values: Values, tag: int) -> str:
    return _sound(lambda: text_of(values.get(tag))) or ""


def _positive(values: Values, tag: int) -> float | None:
    number = _sound(lambda: _number(values.get(tag)))
    return number if number is not None and math.isfinite(number) and number > 0 else None


def _number(value: Any) -> float | None:
    if isinstance(value, tuple):  # some cameras give a row of one
        value = value[0]
    return None if value is None else float(value)


def _position(values: Values) -> tuple[float, float] | None:
    gps = ExifTags.GPS
    latitude = _sound(lambda: _degrees(values[gps.GPSLatitude], text_of(values[gps.GPSLatitudeRef]), "S"))
    longitude = _sound(lambda: _degrees(values[gps.GPSLongitude], text_of(values[gps.GPSLongitudeRef]), "W"))
    if latitude is None or longitude is None or not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    return None if latitude == longitude == 0 else (latitude, longitude)  # a receiver that knew nothing


def _degrees(parts: tuple[Any, Any, Any], side: str, negative: str) -> float:
    degrees, minutes, seconds = map(float, parts)
    size = degrees + minutes / 60 + seconds / 3600
    return -size if side.upper() == negative else size


def _sound(read: Callable[[], T]) -> T | None:
    try:
        return read()
    except BROKEN:
        return None
