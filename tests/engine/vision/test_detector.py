"""Faces are found where they are, in pictures of any shape, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from facenet_pytorch import MTCNN
from numpy.typing import NDArray
from PIL import Image
from torchvision.ops import box_iou  # type: ignore[import-untyped]

from engine.vision.detector import MIN_CONFIDENCE, MIN_FACE, MtcnnDetector
from engine.vision.mtcnn.cascade import THRESHOLDS, Cascade, Found
from tests.engine.vision.conftest import Portrait


def test_every_portrait_has_its_face(portrait_faces: list[Portrait]) -> None:
    for portrait in portrait_faces:
        assert portrait.found, portrait.name
        box = portrait.face.box
        assert box.right - box.left > portrait.image.width / 8, portrait.name


def test_boxes_hold_their_landmarks_in_the_order_of_a_face(portrait_faces: list[Portrait]) -> None:
    for portrait in portrait_faces:
        for face in portrait.found:
            left_eye, right_eye, nose, left_mouth, right_mouth = face.landmarks
            assert MIN_CONFIDENCE <= face.confidence <= 1
            assert left_eye[0] < right_eye[0]
            assert left_mouth[0] < right_mouth[0]
            assert max(left_eye[1], right_eye[1]) < nose[1] < min(left_mouth[1], right_mouth[1])
            assert (face.landmarks > face.box[:2]).all()
            assert (face.landmarks < face.box[2:]).all()


def test_the_most_confident_comes_first_and_every_time(
    portrait_faces: list[Portrait], detector: MtcnnDetector
) -> None:
    portrait = min(portrait_faces, key=lambda each: each.image.width * each.image.height)
    pasted = Image.new("RGB", (portrait.image.width * 2, portrait.image.height))
    pasted.paste(portrait.image, (0, 0))
    pasted.paste(portrait.image.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (portrait.image.width, 0))
    found, again = detector.detect([pasted, pasted])
    assert len(found) >= 2
    assert [face.confidence for face in found] == sorted((face.confidence for face in found), reverse=True)
    assert [face.box for face in found] == [face.box for face in again]


@pytest.mark.parametrize("scale", [0.5, 2.0])
def test_a_larger_copy_has_the_same_face(
    portrait_faces: list[Portrait], detector: MtcnnDetector, scale: float
) -> None:
    portrait = next(each for each in portrait_faces if each.name == "obama")
    width, height = (round(side * scale) for side in portrait.image.size)
    [copy] = detector.detect([portrait.image.resize((width, height), Image.Resampling.LANCZOS)])
    fractions = np.array(copy[0].box).reshape(2, 2) / [width, height]
    expected = np.array(portrait.face.box).reshape(2, 2) / portrait.image.size
    assert np.abs(fractions - expected).max() < 0.02


@pytest.mark.parametrize(
    "size", [(1, 1), (1, 5000), (5000, 1), (19, 400), (20, 20), (20, 2000), (6000, 60), (33, 21)]
)
@pytest.mark.parametrize("kind", ["black", "grey", "noise", "stripes"])
def test_odd_shapes_without_faces_have_none(
    detector: MtcnnDetector, size: tuple[int, int], kind: str
) -> None:
    assert detector.detect([picture(kind, size)]) == [[]]


@pytest.mark.parametrize("kind", ["black", "grey", "noise", "stripes"])
def test_nothing_is_seen_where_nothing_is(detector: MtcnnDetector, kind: str) -> None:
    assert detector.detect([picture(kind, (320, 240))]) == [[]]


def picture(kind: str, size: tuple[int, int]) -> Image.Image:
    pixels = np.zeros((size[1], size[0], 3), np.uint8)
    if kind == "grey":
        pixels[:] = 128
    elif kind == "noise":
        pixels = np.random.default_rng(3).integers(0, 256, pixels.shape, np.uint8)
    elif kind == "stripes":
        pixels[::8] = 255
    return Image.fromarray(pixels)


def test_pictures_of_different_sizes_go_together_and_no_pictures_give_nothing(
    portrait_faces: list[Portrait], detector: MtcnnDetector
) -> None:
    portrait = min(portrait_faces, key=lambda each: each.image.width * each.image.height)
    found = detector.detect([picture("black", (64, 48)), portrait.image])
    assert [len(each) for each in found] == [0, len(portrait.found)]
    assert detector.detect([]) == []


def test_many_pictures_at_once_give_in_order_what_each_gives_alone(
    portrait_faces: list[Portrait], detector: MtcnnDetector
) -> None:
    threads = torch.get_num_threads()
    together = detector.detect([each.image for each in portrait_faces] * 2)
    assert torch.get_num_threads() == threads  # for whoever computes next
    for portrait, found in zip(portrait_faces * 2, together, strict=True):
        assert len(found) == len(portrait.found)
        boxes = [face.box for face in found]
        np.testing.assert_allclose(boxes, [face.box for face in portrait.found], atol=0.01)


class FullGpu(Cascade):
    """The networks as they behave on a device without any free memory."""

    def __init__(self, min_face: int, device: torch.device) -> None:
        super().__init__(min_face, torch.device("cpu"))
        self.lies_on = device

    def find(self, pictures: Sequence[NDArray[np.uint8]]) -> list[Found]:
        if self.lies_on.type != "cpu":
            raise torch.OutOfMemoryError("out of memory")
        return super().find(pictures)


def test_a_full_gpu_costs_no_face(
    portrait_faces: list[Portrait], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("engine.vision.detector.Cascade", FullGpu)
    portrait = min(portrait_faces, key=lambda each: each.image.width * each.image.height)
    [found, again] = MtcnnDetector(torch.device("meta")).detect([portrait.image, portrait.image])
    assert (
        [face.box for face in found] == [face.box for face in portrait.found] == [face.box for face in again]
    )
    assert caplog.text.count("by the processor from now on") == 1


def test_facenet_pytorch_finds_the_same(
    portrait_faces: list[Portrait], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.vision.mtcnn.cascade.OVERLAP", 0.7)  # which it has no setting for
    monkeypatch.setattr("engine.vision.mtcnn.cascade.convolution_precision", lambda device: torch.float32)
    reference = MTCNN(keep_all=True, min_face_size=MIN_FACE, thresholds=THRESHOLDS)
    pictures = [np.asarray(portrait.image) for portrait in portrait_faces]
    for picture, found in zip(pictures, Cascade(MIN_FACE, torch.device("cpu")).find(pictures), strict=True):
        boxes, confidences, landmarks = (
            each.astype(np.float32) for each in reference.detect(Image.fromarray(picture), landmarks=True)
        )
        overlaps, same = box_iou(torch.from_numpy(boxes), torch.from_numpy(found.boxes)).max(1)
        assert (found.confidences >= MIN_CONFIDENCE).sum() == (confidences >= MIN_CONFIDENCE).sum()
        assert overlaps.min() > 0.8
        assert np.abs(found.confidences[same] - confidences).max() < 0.1
        sides = boxes[:, 2:] - boxes[:, :2]
        apart = np.abs(found.landmarks[same] - landmarks) / sides[:, None]
        assert apart.max() < 0.1
        assert apart.mean() < 0.03


@pytest.mark.parametrize("longest", [480, 1280])
def test_a_portrait_has_one_face_and_no_logo_passes_for_another(
    portraits: Path, detector: MtcnnDetector, longest: int
) -> None:
    for path in sorted(portraits.glob("*.jpg")):
        with Image.open(path) as opened:
            image = opened.convert("RGB")
        image.thumbnail((longest, longest))
        [found] = detector.detect([image])
        assert len(found) == 1, path.name


def test_without_bfloat16_the_same_faces_are_found(
    portrait_faces: list[Portrait], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.vision.mtcnn.cascade.convolution_precision", lambda device: torch.float32)
    exact = MtcnnDetector(torch.device("cpu")).detect([portrait.image for portrait in portrait_faces])
    for portrait, found in zip(portrait_faces, exact, strict=True):
        ours, exactly = (torch.tensor([face.box for face in faces]) for faces in (portrait.found, found))
        assert box_iou(ours, exactly).max(1).values.min() > 0.9, portrait.name
        assert len(found) == len(portrait.found)
