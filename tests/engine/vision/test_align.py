"""Faces are cut out so that eyes and mouth lie where the networks expect them, however large or turned they were."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from engine.vision.align import Rect, aligned_crop, margin_crop, similarity_transform

# Published positions of eyes, nose and mouth corners in a 112-pixel crop (ArcFace, 2019).
EXPECTED = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]]
)
COLOURS = np.array([[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 0], [0, 255, 255]], np.uint8)

angles = st.floats(-np.pi, np.pi)
shifts = st.floats(-500, 500)


def turned(points: NDArray[np.float64], angle: float, scale: float) -> NDArray[np.float64]:
    cos, sin = np.cos(angle), np.sin(angle)
    return scale * points @ np.array([[cos, sin], [-sin, cos]])


@given(angles, st.floats(0.05, 20), shifts, shifts)
def test_a_known_similarity_is_found_again(angle: float, scale: float, right: float, down: float) -> None:
    target = turned(EXPECTED, angle, scale) + np.array([right, down])
    matrix = similarity_transform(EXPECTED, target)
    np.testing.assert_allclose(EXPECTED @ matrix[:, :2].T + matrix[:, 2], target, atol=1e-6)
    assert np.hypot(matrix[0, 0], matrix[1, 0]) == pytest.approx(scale)
    assert np.arctan2(matrix[1, 0], matrix[0, 0]) == pytest.approx(angle, abs=1e-6) or abs(angle) > 3.14


@given(st.lists(st.tuples(shifts, shifts), min_size=5, max_size=5))
def test_a_face_is_never_mirrored(points: list[tuple[float, float]]) -> None:
    matrix = similarity_transform(np.array(points), EXPECTED)
    assert np.linalg.det(matrix[:, :2]) >= 0


def test_points_that_coincide_give_the_plain_shift() -> None:
    matrix = similarity_transform(np.full((5, 2), 7.0), EXPECTED)
    np.testing.assert_allclose(matrix[:, :2], np.eye(2))


def dotted(points: NDArray[np.float64], size: int, radius: float) -> Image.Image:
    """A grey picture with a coloured dot of smooth edge around each point (continuous coordinates)."""
    pixels = np.full((size, size, 3), 90, np.float64)
    reach = int(radius) + 2
    for (x, y), colour in zip(points, COLOURS, strict=True):
        left, top = int(x) - reach, int(y) - reach
        patch = pixels[top : top + 2 * reach + 1, left : left + 2 * reach + 1]
        rows, columns = np.mgrid[0.5 : len(patch), 0.5 : len(patch)]
        distance = np.hypot(columns + left - x, rows + top - y)
        patch += np.clip(radius + 0.5 - distance, 0, 1)[..., None] * (colour.astype(float) - patch)
    return Image.fromarray(np.rint(pixels).astype(np.uint8))


def dot_positions(crop: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The centre of each colour in the crop, in continuous coordinates."""
    pixels = crop.astype(np.float64)
    found = []
    for colour in COLOURS.astype(np.float64):
        alike = np.clip(1 - np.abs(pixels - colour).max(axis=2) / 120, 0, None)
        rows, columns = np.mgrid[0.5 : len(crop), 0.5 : len(crop)]
        found.append([(alike * columns).sum() / alike.sum(), (alike * rows).sum() / alike.sum()])
    return np.array(found)


@settings(max_examples=30)
@given(angles, st.floats(1.0, 10.0), st.sampled_from([112, 160]))
def test_the_crop_has_the_landmarks_on_the_template(angle: float, scale: float, crop_size: int) -> None:
    size = 1901 if scale > 3 else 701  # odd, so that no block size divides it
    points = turned(EXPECTED - 56, angle, scale) + size * np.array([0.53, 0.55])
    crop = aligned_crop(dotted(points, size, 4 * scale), points.astype(np.float32), crop_size)
    assert crop.shape == (crop_size, crop_size, 3)
    off = dot_positions(crop) - EXPECTED * crop_size / 112
    assert np.abs(off).max() < 0.3
    assert np.abs(off.mean(axis=0)).max() < 0.12


def test_the_last_block_of_a_picture_that_doesnt_divide_evenly_is_where_it_was() -> None:
    points = turned(EXPECTED - 56, 0.0, 9.0) + 1600.0
    size = 2008  # 223 blocks of 9 pixels, and one pixel
    crop = aligned_crop(dotted(points, size, 36), points.astype(np.float32), 112)
    assert np.abs(dot_positions(crop) - EXPECTED).max() < 0.2


def test_a_fine_pattern_is_averaged_and_not_sampled() -> None:
    pattern = np.zeros((1500, 1500, 3), np.uint8)
    pattern[::2] = 255
    points = turned(EXPECTED - 56, 0.3, 10.0) + 750.0
    crop = aligned_crop(Image.fromarray(pattern), points.astype(np.float32), 112)
    assert np.abs(crop.astype(float) - 127.5).max() < 20


def test_what_lies_outside_the_picture_is_black() -> None:
    image = Image.new("RGB", (300, 300), "white")
    points = (EXPECTED * 2).astype(np.float32) - [112, 0]
    crop = aligned_crop(image, points, 112)
    assert (crop[20:100, :50] == 0).all()
    assert (crop[20:100, 60:] == 255).all()


def test_landmarks_in_one_point_give_a_crop_all_the_same() -> None:
    crop = aligned_crop(Image.new("RGB", (50, 50)), np.full((5, 2), 25, np.float32), 112)
    assert crop.shape == (112, 112, 3)


def test_the_margin_surrounds_the_box() -> None:
    image = Image.new("RGB", (400, 400), "blue")
    image.paste("red", (100, 150, 228, 278))
    crop = margin_crop(image, Rect(100, 150, 228, 278), 160, 32)
    red = (crop[..., 0] > 200) & (crop[..., 2] < 50)
    rows, columns = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
    assert (rows[0], rows[-1], columns[0], columns[-1]) == (16, 143, 16, 143)


@pytest.mark.parametrize("margin", [0, 32])
def test_a_face_at_the_edge_is_cut_off_there(margin: int) -> None:
    image = Image.new("RGB", (200, 200), "red")
    for box in (Rect(-40, -40, 60, 60), Rect(150, 150, 260, 260), Rect(-10, -10, 210, 210)):
        crop = margin_crop(image, box, 160, margin)
        assert crop.shape == (160, 160, 3)
        assert (crop == [255, 0, 0]).all()


@given(st.tuples(*[st.floats(-300, 500)] * 4), st.sampled_from([0, 32]))
def test_any_box_gives_a_crop(corners: tuple[float, float, float, float], margin: int) -> None:
    crop = margin_crop(Image.new("RGB", (200, 100)), Rect(*corners), 160, margin)
    assert crop.shape == (160, 160, 3)
