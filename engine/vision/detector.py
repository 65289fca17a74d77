"""Finding faces: MTCNN with facenet-pytorch's trained networks.

Zhang et al., "Joint Face Detection and Alignment Using Multitask Cascaded Convolutional Networks", 2016.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import torch
from facenet_pytorch import MTCNN
from numpy.typing import NDArray
from PIL import Image

from engine.vision.align import Points, Rect
from engine.vision.device import free_memory, is_out_of_memory

log = logging.getLogger(__name__)

# The picture is looked at no larger than this: a face of 20 pixels in it is 1.5 % of its width.
DETECTION_SIZE = 1280
MIN_FACE = 20  # pixels of the picture that is looked at; smaller ones can't be told apart anyway
MIN_CONFIDENCE = 0.9

DETECTOR_ID = "mtcnn-1"


@dataclass(frozen=True, slots=True)
class Detection:
    """One face, in pixels of the picture it was found in."""

    box: Rect
    landmarks: Points  # (5, 2): the eyes, the nose, the corners of the mouth, left to right as seen
    confidence: float  # 0..1


class Detector(Protocol):
    """Finds the faces in upright RGB pictures."""

    def detect(self, images: Sequence[Image.Image]) -> list[list[Detection]]:
        """For each picture its faces, most confident first."""
        ...


class MtcnnDetector:
    """facenet-pytorch's MTCNN, picture by picture, on pictures scaled to at most `DETECTION_SIZE`."""

    def __init__(self, device: torch.device) -> None:
        # On MPS adaptive pooling of odd sizes is missing, and the networks are small: the processor does it.
        self._move_to(torch.device("cpu") if device.type == "mps" else device)

    def detect(self, images: Sequence[Image.Image]) -> list[list[Detection]]:
        return [self._detect_one(image) for image in images]

    def _detect_one(self, image: Image.Image) -> list[Detection]:
        small = _scaled(image)
        if min(small.size) < MIN_FACE:
            return []
        boxes, confidences, landmarks = self._find(small)
        if boxes is None:
            return []
        scale = np.array([image.width / small.width, image.height / small.height], np.float32)
        return _detections(boxes, confidences, landmarks, scale)

    def _find(self, image: Image.Image) -> Any:
        """MTCNN's boxes, confidences and landmarks; all None if there is no face."""
        try:
            with torch.inference_mode():
                return self._mtcnn.detect(image, landmarks=True)
        except RuntimeError as error:
            if self._device.type == "cpu" or not is_out_of_memory(error):
                raise
        # One picture is the smallest batch there is, so the processor is next.
        log.warning("The %s is out of memory; faces are found by the processor from now on.", self._device)
        free_memory(self._device)
        self._move_to(torch.device("cpu"))
        return self._find(image)

    def _move_to(self, device: torch.device) -> None:
        self._device = device
        self._mtcnn = MTCNN(keep_all=True, min_face_size=MIN_FACE, device=device)


def _scaled(image: Image.Image) -> Image.Image:
    """The picture no larger than `DETECTION_SIZE` either way."""
    factor = DETECTION_SIZE / max(image.size)
    if factor >= 1:
        return image
    size = max(round(image.width * factor), 1), max(round(image.height * factor), 1)
    return image.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)


def _detections(
    boxes: NDArray[np.float32],
    confidences: NDArray[np.float32],
    landmarks: NDArray[np.float32],
    scale: NDArray[np.float32],
) -> list[Detection]:
    found = [
        Detection(
            Rect(*(box.reshape(2, 2) * scale).ravel().tolist()),
            points.astype(np.float32) * scale,
            float(sure),
        )
        for box, sure, points in zip(boxes, confidences, landmarks, strict=True)
        if sure >= MIN_CONFIDENCE and box[2] - box[0] >= 1 and box[3] - box[1] >= 1
    ]
    return sorted(found, key=lambda detection: -detection.confidence)
