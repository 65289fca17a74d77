"""Camera RAW files, here the smallest DNG that there is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.photos.decode import open_photo

from .pictures import corners, make_dng

BRIGHT = 60000
TURNED = {1: "rgbw", 3: "wbgr", 6: "brwg", 8: "gwrb"}


def mosaic() -> np.ndarray:
    """800 x 480: red, green, blue and white quarters as a sensor with RGGB filters sees them."""
    pixels = np.zeros((480, 800), np.uint16)
    pixels[:240:2, :400:2] = BRIGHT
    pixels[:240:2, 401::2] = pixels[1:240:2, 400::2] = BRIGHT
    pixels[241::2, 1:400:2] = BRIGHT
    pixels[240:, 400:] = BRIGHT
    return pixels


@pytest.mark.parametrize("orientation", TURNED)
def test_without_a_preview_it_is_developed_upright(tmp_path: Path, orientation: int) -> None:
    file = tmp_path / "a.dng"
    make_dng(file, mosaic(), orientation, "2011:05:06 07:08:09")
    photo = open_photo(file, 300)
    assert corners(photo.image) == TURNED[orientation]
    assert photo.format == "RAW"
    assert max(photo.image.size) == 300
    assert photo.taken == datetime(2011, 5, 6, 7, 8, 9, tzinfo=UTC).timestamp()


@pytest.mark.parametrize("orientation", TURNED)
def test_the_cameras_preview_is_shown_upright(tmp_path: Path, marked: Image.Image, orientation: int) -> None:
    file = tmp_path / "a.dng"
    make_dng(file, np.full_like(mosaic(), 100), orientation, preview=marked.resize((780, 468)))
    photo = open_photo(file, 300)
    assert corners(photo.image) == TURNED[orientation]
    assert sorted((photo.width, photo.height)) == [468, 780]


def test_a_preview_too_small_for_faces_is_not_used(tmp_path: Path, marked: Image.Image) -> None:
    file = tmp_path / "a.dng"
    make_dng(file, mosaic(), preview=marked.rotate(180))
    photo = open_photo(file, 300)
    assert corners(photo.image) == "rgbw"
    assert photo.width > 300


def test_a_clock_that_was_never_set(tmp_path: Path) -> None:
    make_dng(tmp_path / "a.dng", mosaic())
    assert open_photo(tmp_path / "a.dng", 300).taken is None
