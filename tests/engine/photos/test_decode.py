"""Any photo comes out upright, in true colours, of the right size."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms, ImageOps

from engine.photos.decode import open_photo, open_picture

from .pictures import corners

UNDO = {  # how the pixels must lie in the file so that the orientation brings them back
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def lying(image: Image.Image, orientation: int) -> Image.Image:
    undo = UNDO[orientation]
    return image if undo is None else image.transpose(undo)


def oriented(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    return exif


@pytest.mark.parametrize("orientation", UNDO)
@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "tif", "avif"])
def test_every_orientation_comes_back_upright(
    tmp_path: Path, marked: Image.Image, kind: str, orientation: int
) -> None:
    file = tmp_path / f"a.{kind}"
    lying(marked, orientation).save(file, exif=oriented(orientation))
    photo = open_photo(file, 1000)
    assert corners(photo.image) == "rgbw"
    assert (photo.width, photo.height) == photo.image.size == (60, 40)


@pytest.mark.parametrize("orientation", UNDO)
def test_heic_is_not_turned_twice(tmp_path: Path, marked: Image.Image, orientation: int) -> None:
    file = tmp_path / "a.heic"
    heif = pillow_heif.from_pillow(lying(marked, orientation))
    heif.info["exif"] = oriented(orientation).tobytes()
    heif.save(file)
    photo = open_photo(file, 1000)
    assert corners(photo.image) == "rgbw"
    assert (photo.width, photo.height, photo.format) == (60, 40, "HEIF")


@given(
    size=st.tuples(st.integers(1, 700), st.integers(1, 700)),
    longest=st.integers(8, 400),
    orientation=st.sampled_from(list(UNDO)),
    kind=st.sampled_from(["JPEG", "PNG"]),
)
def test_the_longer_side_is_as_asked_and_the_full_size_is_told(
    size: tuple[int, int], longest: int, orientation: int, kind: str
) -> None:
    file = io.BytesIO()
    lying(Image.new("RGB", size), orientation).save(file, kind, exif=oriented(orientation))
    photo = open_picture(file.getvalue(), longest)
    assert (photo.width, photo.height) == size
    assert max(photo.image.size) == min(longest, max(size))
    shape = ImageOps.contain(Image.new("L", size), (longest, longest)).size if max(size) > longest else size
    assert np.abs(np.subtract(photo.image.size, shape)).max() <= 1


@pytest.mark.parametrize("longest", [64, 500, 3000])
def test_a_large_photo_is_scaled_without_shifting(tmp_path: Path, marked: Image.Image, longest: int) -> None:
    file = tmp_path / "a.jpg"
    marked.resize((2400, 1600), Image.Resampling.NEAREST).save(file, quality=95)
    image = open_photo(file, longest).image
    exact = marked.resize((2400, 1600), Image.Resampling.NEAREST).resize(image.size, Image.Resampling.BOX)
    assert np.abs(np.asarray(image, int) - np.asarray(exact, int)).mean() < 4


@pytest.mark.parametrize(
    "mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr", "LAB", "I;16", "I", "F"]
)
def test_every_mode_becomes_the_same_grey(tmp_path: Path, mode: str) -> None:
    """Dark left, bright right; 16-bit and floating-point pictures must not come out white."""
    grey = Image.new("L", (64, 32), 0)
    grey.paste(255 if mode == "1" else 200, (32, 0, 64, 32))
    file = tmp_path / "a.tif"
    if mode == "I;16":
        image = Image.fromarray((np.asarray(grey, np.uint16) * 257).astype(np.uint16))
    elif mode == "I":
        image = Image.fromarray(np.asarray(grey, np.int32) * 257)
    elif mode == "F":
        image = Image.fromarray(np.asarray(grey, np.float32) / 255)
    elif mode == "LAB":
        to_lab = ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
        )
        image = ImageCms.applyTransform(grey.convert("RGB"), to_lab)
        assert image is not None
    elif mode == "PA":
        file = tmp_path / "a.png"
        image = grey.convert("P")
        image.info["transparency"] = 7  # of a colour that no pixel has
    else:
        image = grey.convert("RGB").convert(mode) if mode not in {"1", "LA", "P"} else grey.convert(mode)
    image.save(file)
    pixels = np.asarray(open_photo(file, 1000).image, int)
    assert pixels.shape == (32, 64, 3)
    assert np.abs(pixels[:, :30] - 0).max() <= 3
    assert np.abs(pixels[:, 34:] - (255 if mode == "1" else 200)).max() <= 4


def test_sixteen_bits_in_png(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    Image.fromarray(np.full((20, 20), 32896, np.uint16)).save(file)
    assert open_photo(file, 100).image.getpixel((5, 5)) == (128, 128, 128)


def test_measured_values_of_any_range_are_stretched(tmp_path: Path) -> None:
    file = tmp_path / "a.tif"
    values = np.linspace(-5000, 90000, 400, dtype=np.float32).reshape(20, 20)
    values[0, 1] = np.nan
    Image.fromarray(values).save(file)
    pixels = np.asarray(open_photo(file, 100).image)
    assert (pixels.min(), pixels[-1, -1].max()) == (0, 255)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparency_lies_on_white(tmp_path: Path, mode: str) -> None:
    clear = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 150, 300))
    file = tmp_path / "a.png"
    (clear.quantize(4) if mode == "P" else clear.convert(mode)).save(file)
    image = open_photo(file, 60).image
    assert (image.getpixel((10, 30)), image.getpixel((50, 30))) == ((0, 0, 0), (255, 255, 255))


def test_a_colour_profile_is_heeded(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    wide = wide_profile()
    Image.new("RGB", (40, 40), (200, 60, 60)).save(file, icc_profile=wide, quality=95)
    red, green, _ = open_photo(file, 40).image.getpixel((20, 20))
    assert red > 215, "the same numbers are a stronger red in a wider space"
    assert green < 60


def wide_profile() -> bytes:
    """sRGB's own profile with its red moved outwards (the rXYZ tag), so that no file is needed."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(data[128:132])
    for entry in range(132, 132 + 12 * count, 12):
        place = int.from_bytes(data[entry + 4 : entry + 8])
        if data[entry : entry + 4] == b"rXYZ":
            for number, value in enumerate((0.55, 0.22, -0.03)):
                data[place + 8 + 4 * number : place + 12 + 4 * number] = int(value * 65536).to_bytes(
                    4, signed=True
                )
        if data[entry : entry + 4] == b"desc":
            data[place:] = (
                data[place:].replace(b"s\0R\0G\0B", b"w\0i\0d\0e").replace(b"\0s\0R\0G\0B", b"\0w\0i\0d\0e")
            )
    return bytes(data)


@pytest.mark.parametrize("profile", [b"nonsense", b"\0" * 400])
def test_a_broken_profile_is_ignored(tmp_path: Path, profile: bytes) -> None:
    file = tmp_path / "a.png"
    Image.new("RGB", (40, 40), (10, 200, 30)).save(file, icc_profile=profile)
    assert open_photo(file, 40).image.getpixel((20, 20)) == (10, 200, 30)


def test_an_animation_gives_its_first_frame(tmp_path: Path) -> None:
    for kind in ("gif", "webp", "png"):
        file = tmp_path / f"a.{kind}"
        frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue", "green")]
        frames[0].save(file, save_all=True, append_images=frames[1:])
        red, _, blue = open_photo(file, 40).image.getpixel((20, 20))
        assert red > 240 > 20 > blue, kind


def test_the_contents_decide_not_the_name(tmp_path: Path, marked: Image.Image) -> None:
    for name in ("a.jpg", "b.nef", "c.heic", "d.txt", "e"):
        marked.save(tmp_path / name, "PNG")
        assert open_photo(tmp_path / name, 100).format == "PNG"
    marked.save(tmp_path / "f.nef", "TIFF")
    assert corners(open_photo(tmp_path / "f.nef", 100).image) == "rgbw"


def test_a_pasted_picture_comes_by_the_same_way(marked: Image.Image) -> None:
    file = io.BytesIO()
    marked.save(file, "PNG")
    assert corners(open_picture(file.getvalue(), 30).image) == "rgbw"


def test_names_that_are_not_utf_8(tmp_path: Path, marked: Image.Image) -> None:
    file = tmp_path / "caf\udce9.jpg"
    try:
        marked.save(file)
    except (OSError, UnicodeError):
        pytest.skip("this system's names are Unicode")
    assert corners(open_photo(file, 100).image) == "rgbw"
