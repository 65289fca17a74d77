"""Looking into a box that the user drew around a face which the detector had missed, or had boxed badly."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PIL import Image

from engine.types import Box
from engine.vision.align import Points, aligned_crop
from engine.vision.detector import Detection, Detector
from engine.vision.quality import face_quality

_AROUND = 2.0  # times the box: what the detector looks at
_FACE_PIXELS = 96  # of the box's longer side in what it looks at, neither too small for it nor too large
_SAME_FACE = 0.3  # intersection over union with the box, from which on it is the face that was meant
_ALIGNED_SIZE = 112
_UNSEEN = 0.5  # the confidence in a face that no detector sees, but the user does


class Look(NamedTuple):
    """What was seen: `landmarks` are (5, 2), fractions of the picture."""

    landmarks: Points
    confidence: float
    quality: float


def look_into(detector: Detector, image: Image.Image, box: Box, usual: Points) -> Look:
    """What can be seen of the face in `box`; its landmarks are the `usual` ones if the detector sees none.

    A face that only the user sees is of poor quality: it may be joined to a person, and never starts one.
    """
    size = np.array(image.size, np.float32)
    x, y, w, h = box.in_pixels(*image.size)
    margin_w, margin_h = w * (_AROUND - 1) / 2, h * (_AROUND - 1) / 2
    region = (x - margin_w, y - margin_h, x + w + margin_w, y + h + margin_h)
    scale = _FACE_PIXELS / max(w, h)
    shape = (max(1, round((region[2] - region[0]) * scale)), max(1, round((region[3] - region[1]) * scale)))
    around = image.convert("RGB").transform(shape, Image.Transform.EXTENT, region, Image.Resampling.BILINEAR)
    found = _meant(
        detector.detect([around])[0], Box(margin_w * scale, margin_h * scale, w * scale, h * scale)
    )
    if found is None:
        return Look(usual, _UNSEEN, 0.0)
    landmarks = (np.asarray(found.landmarks, np.float32) / scale + np.array(region[:2], np.float32)) / size
    points = landmarks * size
    quality = face_quality(aligned_crop(image, points, _ALIGNED_SIZE), w, points, found.confidence)
    return Look(landmarks.astype(np.float32), found.confidence, quality)


def _meant(found: list[Detection], box: Box) -> Detection | None:
    """The detection that lies most on `box`, both in pixels."""

    def overlap(each: Detection) -> float:
        rect = each.box
        return box.overlap(Box(rect.left, rect.top, rect.right - rect.left, rect.bottom - rect.top))

    best = max(found, key=overlap, default=None)
    return best if best is not None and overlap(best) >= _SAME_FACE else None
