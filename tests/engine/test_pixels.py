"""Small faces are cut from as many pixels as their file has, within bounds."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from engine.photos.decode import open_photo
from engine.photos.reading import state_of
from engine.pixels import pixels_for
from engine.types import Box

SMALL, LARGE = Box(0.5, 0.5, 0.015, 0.02), Box(0.2, 0.2, 0.2, 0.3)


@pytest.fixture(scope="module")
def twelve_megapixels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("large") / "large.jpg"
    Image.radial_gradient("L").convert("RGB").resize((4000, 3000)).save(file, quality=60)
    return file


def test_a_photo_is_opened_at_the_fraction_that_is_enough(twelve_megapixels: Path) -> None:
    photo = open_photo(twelve_megapixels, 2048, enough=1280)
    assert (photo.image.size, photo.width, photo.height) == ((2000, 1500), 4000, 3000)
    assert open_photo(twelve_megapixels, 2048).image.size == (2048, 1536)


@pytest.mark.parametrize(
    ("boxes", "size"),
    [([LARGE, SMALL], (4000, 3000)), ([SMALL], (4000, 3000)), ([LARGE], (2000, 1500)), ([], (2000, 1500))],
)
def test_a_larger_picture_is_decoded_for_small_faces_alone(
    twelve_megapixels: Path, boxes: list[Box], size: tuple[int, int]
) -> None:
    photo = open_photo(twelve_megapixels, 2048, enough=1280)
    with pixels_for(twelve_megapixels, photo, boxes) as pixels:
        assert pixels.size == size


def test_a_photo_stands_upright_in_the_larger_picture_too(tmp_path: Path) -> None:
    file, exif = tmp_path / "turned.jpg", Image.Exif()
    exif[0x0112] = 6
    with Image.new("RGB", (3000, 2000), "red") as image:
        image.paste("blue", (0, 0, 3000, 1000))  # the right half, once it stands upright
        image.save(file, exif=exif)
    photo = open_photo(file, 2048, enough=1280)
    with pixels_for(file, photo, [SMALL]) as pixels:
        assert pixels.size == (2000, 3000)
        assert [pixels.getpixel((x, 1500))[2] > 200 for x in (100, 1900)] == [False, True]


def test_a_file_that_has_no_more_pixels_is_not_opened_again(tmp_path: Path) -> None:
    file = tmp_path / "small.jpg"
    Image.new("RGB", (1200, 900)).save(file)
    photo = open_photo(file, 2048, enough=1280)
    with pixels_for(file, photo, [SMALL]) as pixels:
        assert pixels is photo.image


def test_the_larger_picture_is_bounded(tmp_path: Path) -> None:
    file = tmp_path / "huge.jpg"
    Image.new("L", (12_000, 9000), 99).save(file)
    photo = open_photo(file, 2048, enough=1280)
    with pixels_for(file, photo, [Box(0.5, 0.5, 0.001, 0.001)]) as pixels:
        assert pixels.size == (3000, 2250)


@pytest.mark.parametrize("happens", ["goes", "becomes another", "becomes another of the same size"])
def test_a_file_that_changes_meanwhile_leaves_what_was_decoded(tmp_path: Path, happens: str) -> None:
    file = tmp_path / "large.jpg"
    Image.new("RGB", (4000, 3000)).save(file)
    photo, state = open_photo(file, 2048, enough=1280), state_of(file)
    file.unlink()
    if happens != "goes":
        width = 4000 if happens.endswith("size") else 4400
        Image.new("RGB", (width, 3000), "red").save(file)
    with pixels_for(file, photo, [SMALL], state) as pixels:
        assert pixels is photo.image
