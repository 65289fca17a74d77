"""The camera's own small picture: upright, without bars, and never that of another photo."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from engine.photos.embedded import embedded_thumbnail
from tests.engine.photos.camera_files import exif_with, jpeg, save_with_small

RED, BLUE = (200, 30, 30), (30, 30, 200)
TURNS = {3: 180, 6: 270, 8: 90}  # how Pillow turns what lies as EXIF says


def halves(width: int, height: int) -> Image.Image:
    """Red above, blue below."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (0, height // 2, width, height))
    return image


def opened(data: bytes | None) -> Image.Image:
    assert data is not None
    return Image.open(io.BytesIO(data)).convert("RGB")


def is_near(seen: tuple[int, ...], meant: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 40 for one, other in zip(seen, meant, strict=True))


def test_it_is_read_from_the_head_of_the_file_alone(tmp_path: Path) -> None:
    path = save_with_small(halves(1200, 900), halves(160, 120), tmp_path / "a.jpg")
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(b"\xff\xda") + 16])  # the photo's own pixels are gone
    small = opened(embedded_thumbnail(path, 1200, 900))
    assert small.size == (160, 120)
    assert is_near(small.getpixel((80, 20)), RED)
    assert is_near(small.getpixel((80, 100)), BLUE)


@pytest.mark.parametrize("orientation", TURNS)
def test_it_is_upright(tmp_path: Path, orientation: int) -> None:
    def lying(image: Image.Image) -> Image.Image:
        return image.rotate(-TURNS[orientation], expand=True)

    path = save_with_small(lying(halves(1200, 900)), lying(halves(160, 120)), tmp_path / "a.jpg", orientation)
    small = opened(embedded_thumbnail(path, 1200, 900))
    assert small.size == (160, 120)
    assert is_near(small.getpixel((80, 20)), RED)
    assert is_near(small.getpixel((80, 100)), BLUE)


@pytest.mark.parametrize(("width", "height"), [(1500, 1000), (1600, 900), (900, 1200), (1000, 1000)])
def test_bars_are_cut_off(tmp_path: Path, width: int, height: int) -> None:
    small = ImageOps.pad(halves(width, height), (160, 120), color=(0, 0, 0))
    path = save_with_small(halves(width, height), small, tmp_path / "a.jpg")
    found = opened(embedded_thumbnail(path, width, height))
    assert found.width / found.height == pytest.approx(width / height, rel=0.02)
    assert is_near(found.getpixel((1, 1)), RED)
    assert is_near(found.getpixel((found.width - 2, found.height - 2)), BLUE)


@pytest.mark.parametrize("size", [(1500, 1000), (900, 1200), (1000, 1000)], ids=str)
def test_one_of_another_shape_is_none(tmp_path: Path, size: tuple[int, int]) -> None:
    path = save_with_small(halves(*size), halves(160, 120), tmp_path / "a.jpg")
    assert embedded_thumbnail(path, *size) is None


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (64, 48)], ids=str)
def test_one_that_shows_nothing_is_none(tmp_path: Path, size: tuple[int, int]) -> None:
    path = save_with_small(halves(1200, 900), halves(*size), tmp_path / "a.jpg")
    assert embedded_thumbnail(path, 1200, 900) is None


def test_where_there_is_none_there_is_none(tmp_path: Path) -> None:
    photo = halves(400, 300)
    photo.save(tmp_path / "plain.jpg")
    photo.save(tmp_path / "plain.png")
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "text.jpg").write_text("no picture")
    for name in ("plain.jpg", "plain.png", "empty.jpg", "text.jpg", "gone.jpg"):
        assert embedded_thumbnail(tmp_path / name, 400, 300) is None


@pytest.mark.parametrize(
    "small",
    [
        b"",
        b"not a picture",
        jpeg(halves(160, 120))[:200],
        b"\xff\xd8\xff" + bytes(50),
        jpeg(halves(1600, 1200)),
    ],
    ids=["empty", "text", "cut off", "torn", "huge"],
)
def test_a_damaged_one_is_none(tmp_path: Path, small: bytes) -> None:
    halves(400, 300).save(tmp_path / "a.jpg", "JPEG", exif=exif_with(small))
    assert embedded_thumbnail(tmp_path / "a.jpg", 400, 300) is None


def test_one_that_points_elsewhere_is_none(tmp_path: Path) -> None:
    exif = exif_with(jpeg(halves(160, 120)))
    for cut in (20, 40, 60, 70, 200):
        halves(400, 300).save(tmp_path / "a.jpg", "JPEG", exif=exif[:cut])
        assert embedded_thumbnail(tmp_path / "a.jpg", 400, 300) is None
