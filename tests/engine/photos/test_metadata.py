"""When a photo was taken, from what cameras and programs write."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image

from engine.photos.decode import open_picture

ORIGINAL, DIGITIZED = ExifTags.Base.DateTimeOriginal, ExifTags.Base.DateTimeDigitized


def taken(main: dict[int, object], details: dict[int, object], kind: str = "JPEG") -> float | None:
    exif = Image.Exif()
    exif.update(main)
    exif.get_ifd(ExifTags.IFD.Exif).update(details)
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, kind, exif=exif.tobytes())
    return open_picture(file.getvalue(), 8).taken


def clock(*parts: int) -> float:
    return datetime(*parts, tzinfo=UTC).timestamp()  # type: ignore[arg-type, misc]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_the_moment_of_taking_in_every_format(kind: str) -> None:
    assert taken({}, {ORIGINAL: "2003:04:05 06:07:08"}, kind) == clock(2003, 4, 5, 6, 7, 8)


@given(moment=st.datetimes(datetime(1850, 1, 1), datetime(2099, 12, 31)))
def test_any_moment_survives(moment: datetime) -> None:
    whole = moment.replace(microsecond=0, tzinfo=UTC)
    assert taken({}, {ORIGINAL: f"{moment:%Y:%m:%d %H:%M:%S}".rjust(19, "0")}) == whole.timestamp()


def test_the_surest_date_wins() -> None:
    first, second, third = "2001:01:01 00:00:00", "2002:01:01 00:00:00", "2003:01:01 00:00:00"
    assert taken({ExifTags.Base.DateTime: third}, {ORIGINAL: first, DIGITIZED: second}) == clock(2001, 1, 1)
    assert taken({ExifTags.Base.DateTime: third}, {DIGITIZED: second}) == clock(2002, 1, 1)
    assert taken({ExifTags.Base.DateTime: third}, {}) == clock(2003, 1, 1)
    assert taken({ExifTags.Base.DateTime: third}, {ORIGINAL: "0000:00:00 00:00:00"}) == clock(2003, 1, 1)


def test_fractions_of_a_second_put_bursts_in_order() -> None:
    date = "2003:04:05 06:07:08"
    assert (
        taken({}, {ORIGINAL: date, ExifTags.Base.SubsecTimeOriginal: "25"})
        == clock(2003, 4, 5, 6, 7, 8) + 0.25
    )
    assert taken({}, {ORIGINAL: date, ExifTags.Base.SubsecTimeOriginal: "?"}) == clock(2003, 4, 5, 6, 7, 8)


@pytest.mark.parametrize(
    "date",
    ["", "    :  :     :  :  ", "0000:00:00 00:00:00", "2003:13:40 25:61:61", "9999:01:01 00:00:00", "soon"],
)
def test_a_clock_that_was_never_set_says_nothing(date: str) -> None:
    assert taken({}, {ORIGINAL: date}) is None
