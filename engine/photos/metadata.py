"""What the camera wrote beside the pixels."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from PIL import ExifTags, Image

# (date, fraction of a second), the surest first; the last is what editing programs rewrite.
_MOMENTS = (
    (ExifTags.Base.DateTimeOriginal, ExifTags.Base.SubsecTimeOriginal),
    (ExifTags.Base.DateTimeDigitized, ExifTags.Base.SubsecTimeDigitized),
    (ExifTags.Base.DateTime, ExifTags.Base.SubsecTime),
)
_DATE = re.compile(r"(\d{4})[:/.-](\d{1,2})[:/.-](\d{1,2})[ T](\d{1,2}):(\d{1,2}):(\d{1,2})")
_FIRST_YEAR, _LAST_YEAR = 1826, 2100  # the oldest photograph there is; a clock beyond the other end is broken


def taken(exif: Image.Exif) -> float | None:
    """Seconds since 1970 at which the photo was taken, as the camera's clock said, or None.

    Cameras seldom say their time zone, so the clock is read as if it were UTC: good for sorting.
    """
    details = exif.get_ifd(ExifTags.IFD.Exif)
    for date, fraction in _MOMENTS:
        values = exif if date is ExifTags.Base.DateTime else details
        moment = _moment(values.get(date), details.get(fraction))
        if moment is not None:
            return moment
    return None


def _moment(date: object, fraction: object) -> float | None:
    match = _DATE.match(_text(date))
    if not match:
        return None
    try:
        year, month, day, hour, minute, second = map(int, match.groups())
        clock = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:  # 0000:00:00 is how a camera says that its clock was never set
        return None
    if not _FIRST_YEAR <= clock.year <= _LAST_YEAR:
        return None
    digits = _text(fraction).strip()
    return clock.timestamp() + (float(f"0.{digits}") if digits.isascii() and digits.isdigit() else 0.0)


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("ascii", "replace")
    return value.strip("\x00 ") if isinstance(value, str) else ""
