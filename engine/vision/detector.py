"""Finding faces: MTCNN with facenet-pytorch's trained networks.

Zhang et al., "Joint Face Detection and Alignment Using Multitask Cascaded Convolutional Networks", 2016.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from engine.vision.align import Points, Rect
from engine.vision.device import free_memory, is_out_of_memory
from engine.vision.mtcnn.cascade import Cascade, Found
from engine.vision.mtcnn.workers import Workers
from engine.vision.sizes import DETECTION_SIZE

log = logging.getLogger(__name__)

MIN_FACE = 20  # pixels of the picture that is looked at; smaller ones can't be told apart anyway
MIN_CONFIDENCE = 0.9
_TOGETHER = 8  # pictures in memory at once, at most 60 MB each

DETECTOR_ID = "mtcnn-5"


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
    """MTCNN over several pictures at once, each scaled to at most `DETECTION_SIZE`.

    A processor takes a picture a thread, any other device several in one go. What is found doesn't depend on it.
    """

    def __init__(self, device: torch.device) -> None:
        # On MPS some of the integer operations are missing, and the networks are small: the processor does it.
        self._move_to(torch.device("cpu") if device.type == "mps" else device)

    def detect(self, images: Sequence[Image.Image]) -> list[list[Detection]]:
        if self._device.type == "cpu" and len(images) > 1:
            return self._workers.map(lambda image: self._detect_together([image])[0], images)
        found: list[list[Detection]] = []
        for start in range(0, len(images), _TOGETHER):
            found += self._detect_together(images[start : start + _TOGETHER])
        return found

    def _detect_together(self, images: Sequence[Image.Image]) -> list[list[Detection]]:
        small = [_scaled(image) for image in images]
        large_enough = [number for number, image in enumerate(small) if min(image.size) >= MIN_FACE]
        faces = self._find([np.asarray(small[number].convert("RGB")) for number in large_enough])
        found: list[list[Detection]] = [[] for _ in images]
        for number, its_faces in zip(large_enough, faces, strict=True):
            scale = np.divide(images[number].size, small[number].size, dtype=np.float32)
            found[number] = _detections(its_faces, scale)
        return found

    def _find(self, pictures: list[NDArray[np.uint8]]) -> list[Found]:
        try:
            return self._cascade.find(pictures)
        except RuntimeError as error:
            if self._device.type == "cpu" or not is_out_of_memory(error):
                raise
        free_memory(self._device)
        if len(pictures) > 1:
            half = len(pictures) // 2
            return self._find(pictures[:half]) + self._find(pictures[half:])
        log.warning("The %s is out of memory; faces are found by the processor from now on.", self._device)
        self._move_to(torch.device("cpu"))
        return self._find(pictures)

    def _move_to(self, device: torch.device) -> None:
        self._device = device
        self._cascade = Cascade(MIN_FACE, device)
        if device.type == "cpu":
            self._workers = Workers(_TOGETHER)


def _scaled(image: Image.Image) -> Image.Image:
    """The picture no larger than `DETECTION_SIZE` either way."""
    factor = DETECTION_SIZE / max(image.size)
    if factor >= 1:
        return image
    size = max(round(image.width * factor), 1), max(round(image.height * factor), 1)
    return image.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)


def _detections(faces: Found, scale: NDArray[np.float32]) -> list[Detection]:
    found = [
        Detection(Rect(*(box.reshape(2, 2) * scale).ravel().tolist()), points * scale, float(sure))
        for box, sure, points in zip(faces.boxes, faces.confidences, faces.landmarks, strict=True)
        if sure >= MIN_CONFIDENCE and box[2] - box[0] >= 1 and box[3] - box[1] >= 1
    ]
    return sorted(found, key=lambda detection: -detection.confidence)
