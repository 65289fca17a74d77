"""What is told of a photo: camera, exposure and place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

from engine.errors import UnreadablePhoto
from engine.photos.details import read_details
from engine.types import CameraDetails

BASE, GPS = ExifTags.Base, ExifTags.GPS
VIENNA = {
    GPS.GPSLatitudeRef: "N",
    GPS.GPSLatitude: (48.0, 12.0, 30.0),
    GPS.GPSLongitudeRef: "E",
    GPS.GPSLongitude: (16.0, 22.0, 12.0),
}
RIO = VIENNA | {GPS.GPSLatitudeRef: "S", GPS.GPSLongitudeRef: "W"}


def photo(
    file: Path,
    main: dict | None = None,
    taken: dict | None = None,
    place: dict | None = None,
    kind: str = "JPEG",
) -> Path:
    exif = Image.Exif()
    exif.update(main or {})
    exif.get_ifd(ExifTags.IFD.Exif).update(taken or {})
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(place or {})
    Image.new("RGB", (8, 8)).save(file, kind, exif=exif.tobytes())
    return file


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_camera_exposure_and_place_are_read(tmp_path: Path, kind: str) -> None:
    file = photo(
        tmp_path / "a",
        {BASE.Make: "NIKON CORPORATION", BASE.Model: "NIKON D750"},
        {
            BASE.ExposureTime: IFDRational(1, 250),
            BASE.FNumber: IFDRational(28, 10),
            BASE.ISOSpeedRatings: 400,
            BASE.FocalLength: IFDRational(85, 1),
            BASE.LensModel: "85mm f/1.8",
        },
        VIENNA,
        kind,
    )
    found = read_details(file)
    assert (found.camera, found.lens, found.iso) == ("NIKON D750", "85mm f/1.8", 400)
    assert found.exposure == pytest.approx(1 / 250)
    assert found.aperture == pytest.approx(2.8)
    assert found.focal_length == 85
    assert found.position == pytest.approx((48 + 12.5 / 60, 16 + 22.2 / 60))


def test_a_model_that_does_not_say_its_maker_gets_it(tmp_path: Path) -> None:
    file = photo(tmp_path / "a", {BASE.Make: "Canon", BASE.Model: "EOS R5\0"})
    assert read_details(file).camera == "Canon EOS R5"


def test_south_and_west_are_negative(tmp_path: Path) -> None:
    found = read_details(photo(tmp_path / "a", place=RIO)).position
    assert found is not None
    assert found[0] < 0 > found[1]


@pytest.mark.parametrize(
    "place",
    [
        VIENNA | {GPS.GPSLatitude: (0.0, 0.0, 0.0), GPS.GPSLongitude: (0.0, 0.0, 0.0)},
        VIENNA | {GPS.GPSLatitude: (148.0, 0.0, 0.0)},
        {GPS.GPSLatitude: (48.0, 12.0, 30.0)},
    ],
)
def test_a_place_that_is_none_is_not_told(tmp_path: Path, place: dict) -> None:
    assert read_details(photo(tmp_path / "a", place=place)).position is None


def test_a_picture_without_camera_data_tells_nothing(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "a.png")
    assert read_details(tmp_path / "a.png") == CameraDetails()


def test_what_is_no_picture_tells_nothing_and_a_missing_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hello")
    assert read_details(tmp_path / "a.txt") == CameraDetails()
    with pytest.raises(UnreadablePhoto):
        read_details(tmp_path / "nowhere.jpg")
