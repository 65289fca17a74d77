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


def test_a_profile_is_less_frontal_than_a_face_from_the_front() -> None:
    front = np.array([[30, 40], [70, 40], [50, 60], [35, 80], [65, 80]], np.float32)
    turned, profile = front.copy(), front.copy()
    turned[2, 0], profile[2, 0] = 60, 75
    assert frontalness(front) == 1
    assert frontalness(front) > frontalness(turned) > frontalness(profile) == 0


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
