"""Quality tells the faces that can be trusted from those that can't."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image, ImageFilter

from engine.vision.align import aligned_crop
from engine.vision.quality import face_quality, frontalness
from tests.engine.vision.conftest import Portrait


def quality(portrait: Portrait, scale: float = 1.0, blur: float = 0.0) -> float:
    """Of the portrait's face after the picture was shrunk by `scale` and blurred by `blur` face widths."""
    face = portrait.face
    width = face.box.right - face.box.left
    size = tuple(round(side * scale) for side in portrait.image.size)
    image = portrait.image.resize(size, Image.Resampling.LANCZOS)
    image = image.filter(ImageFilter.GaussianBlur(blur * width * scale))
    landmarks = face.landmarks * np.float32(scale)
    return face_quality(aligned_crop(image, landmarks, 112), width * scale, landmarks, face.confidence)


def test_blur_lowers_it(portrait_faces: list[Portrait]) -> None:
    for portrait in portrait_faces:
        sharp, soft, lost = (quality(portrait, blur=blur) for blur in (0.0, 0.02, 0.08))
        assert sharp > soft > lost, portrait.name


def test_the_edge_of_the_picture_is_no_sharpness(portrait_faces: list[Portrait]) -> None:
    face = portrait_faces[0].face
    nose = int(face.landmarks[2, 0])
    flat = Image.new("RGB", portrait_faces[0].image.size, (120, 110, 100))
    cut = flat.crop((nose, 0, *flat.size))  # half of the face lies beyond the left edge
    whole = aligned_crop(flat, face.landmarks, 112)
    half = aligned_crop(cut, face.landmarks - np.float32([nose, 0]), 112)
    assert (half == 0).all(axis=2).mean() > 0.3
    assert face_quality(half, 100, face.landmarks, 1) == face_quality(whole, 100, face.landmarks, 1)


def test_fewer_pixels_lower_it(portrait_faces: list[Portrait]) -> None:
    for portrait in portrait_faces:
        width = portrait.face.box.right - portrait.face.box.left
        large, small, tiny = (quality(portrait, pixels / width) for pixels in (100, 45, 18))
        assert large > small > tiny, portrait.name


def test_portraits_are_good_faces(portrait_faces: list[Portrait]) -> None:
    for portrait in portrait_faces:
        assert quality(portrait) > 0.5, portrait.name


FRONT = np.array([[30, 40], [70, 40], [50, 63.2], [35, 80], [65, 80]], np.float32)


def turned(degrees: float) -> np.ndarray:
    """The face from the front, its picture turned."""
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return (FRONT @ turn.T).astype(np.float32)


def nose_at(x: float, y: float) -> np.ndarray:
    face = FRONT.copy()
    face[2] = x, y
    return face


def test_looking_aside_up_or_down_is_less_frontal() -> None:
    assert frontalness(FRONT) > 0.999
    for ways in ([(55, 63.2), (60, 63.2), (70, 63.2)], [(50, 60), (50, 50), (50, 38)], [(50, 68), (50, 76)]):
        frontal = [frontalness(FRONT), *(frontalness(nose_at(*nose)) for nose in ways)]
        assert frontal == sorted(frontal, reverse=True)
        assert len(set(frontal)) == len(frontal)
    assert frontalness(nose_at(75, 63.2)) == 0, "in profile"


def test_a_face_lying_on_its_side_is_less_frontal() -> None:
    assert frontalness(FRONT) > frontalness(turned(30)) > frontalness(turned(-60)) > 0
    assert frontalness(turned(180)) == 0
    # A tilt is all that differs.
    np.testing.assert_allclose(frontalness(turned(30)), np.cos(np.radians(30)), atol=1e-3)


def test_more_nines_of_confidence_raise_it() -> None:
    crop = np.random.default_rng(0).integers(0, 256, (112, 112, 3), np.uint8)
    found = [face_quality(crop, 100, FRONT, confidence) for confidence in (0.9, 0.99, 0.999, 0.99999, 1)]
    assert found[0] < found[1] < found[2] < found[3] == found[4]


@given(
    arrays(np.uint8, (16, 16, 3)),
    st.floats(0, 5000),
    arrays(np.float32, (5, 2), elements=st.floats(-100, 5000, width=32)),
    st.floats(0, 1),
)
def test_it_is_always_between_0_and_1(
    crop: np.ndarray, width: float, landmarks: np.ndarray, confidence: float
) -> None:
    assert 0 <= face_quality(crop, width, landmarks, confidence) <= 1
