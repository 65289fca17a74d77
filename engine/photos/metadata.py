"""What the camera wrote beside the pixels."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from PIL import ExifTags, Image

# (date, fraction of a second), the surest first; the last is what editing programs rewrite.
_MOMENTS = (
    (ExifTags.Base.DateTimeOriginal, ExifTags.Base.SubsecTimeOriginal),
    (ExifTags.Base.DateTimeDigitized, ExifTags.Base.SubsecTimeDigitized),
    (ExifTags.Base.DateTime, ExifTags.Base.SubsecTime),
)
_DATE = re.compile(r"(\d{4})[:/.-](\d{1,2})[:/.-](\d{1,2})[ T](\d{1,2}):(\d{1,2}):(\d{1,2})")
_ORIENTATIONS = range(1, 9)
_FIRST_YEAR, _LAST_YEAR = 1826, 2100  # the oldest photograph there is; a clock beyond the other end is broken


# What Pillow throws on damaged camera data, which is no reason to lose the picture.
BROKEN = (
    SyntaxError,
    ValueError,
    OSError,
    struct.error,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
)

Values = Mapping[int, Any]


@dataclass(frozen=True, slots=True)
class CameraData:
    """What a photo's file says of how it came about."""

    orientation: int | None = None  # EXIF's, 1 to 8, of the pixels as Pillow gives them
    taken: float | None = (
        None  # seconds since 1970 as the camera's clock said, which seldom knows its time zone
    )


def read(image: Image.Image) -> CameraData:
    """The camera data of a loaded picture; damaged data counts as none."""
    exif: Values = _or_nothing(image.getexif)
    details: Values = (
        _or_nothing(lambda: exif.get_ifd(ExifTags.IFD.Exif)) if isinstance(exif, Image.Exif) else {}
    )
    orientation = exif.get(ExifTags.Base.Orientation)
    return CameraData(orientation if orientation in _ORIENTATIONS else None, _taken(exif, details))


def _or_nothing(read_values: Callable[[], Values]) -> Values:
    try:
        return read_values()
    except BROKEN:
        return {}


def _taken(exif: Values, details: Values) -> float | None:
    for date, fraction in _MOMENTS:
        values = exif if date is ExifTags.Base.DateTime else details
        moment = _moment(values.get(date), details.get(fraction))
        if moment is not None:
            return moment
    return None


def _moment(date: object, fraction: object) -> float | None:
    match = _DATE.match(text_of(date))
    if not match:
        return None
    try:
        year, month, day, hour, minute, second = map(int, match.groups())
        clock = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:  # 0000:00:00 is how a camera says that its clock was never set
        return None
    if not _FIRST_YEAR <= clock.year <= _LAST_YEAR:
        return None
    digits = text_of(fraction).strip()
    return clock.timestamp() + (float(f"0.{digits}") if digits.isascii() and digits.isdigit() else 0.0)


def text_of(value: object) -> str:
    """A camera's text, which may be padded with zeros or be none at all."""
    if isinstance(value, bytes):
        value = value.decode("ascii", "replace")
    return value.strip("\x00 ") if isinstance(value, str) else ""
