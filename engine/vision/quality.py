"""How far the embedding of one face can be trusted, as one number from 0 to 1."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.vision.align import Points

# A face this wide carries all the detail that the networks' 112-pixel crops can hold.
_ENOUGH_PIXELS = 90.0
# Variance of the Laplacian (Pech-Pacheco et al., 2000) of an aligned crop that looks sharp to the eye.
_SHARP = 220.0
# How far down from the eyes to the mouth MTCNN sees the nose of half of all faces.
_NOSE_DOWN = 0.58
# A confidence of 0.9999 can't be bettered.
_SURE_NINES = 4.0


def face_quality(aligned: NDArray[np.uint8], width: float, landmarks: Points, confidence: float) -> float:
    """The geometric mean of size, sharpness, pose and the detector's confidence, 0..1.

    `aligned` is the face's aligned RGB crop, `width` the box's width in pixels, `landmarks` (5, 2).
    A geometric mean, because one bad property spoils the embedding however good the others are.
    """
    parts = np.array([_size(width), _sharpness(aligned), frontalness(landmarks), _sureness(confidence)])
    return float(np.exp(np.log(np.maximum(parts, 1e-3)).mean()))


def frontalness(landmarks: Points) -> float:
    """1 for an upright face seen from the front, falling to 0 for one in profile, foreshortened or upside down.

    Yaw is how midway the nose lies between the eyes, pitch how far down from the eyes to the mouth, and roll the
    slope of the line through the eyes. Their product: each alone hides a part of the face.
    """
    left, right, nose, *mouth = np.asarray(landmarks, np.float64)
    eyes, lips = (left + right) / 2, (mouth[0] + mouth[1]) / 2
    across, down = right - left, lips - eyes
    if min(across @ across, down @ down) < 1e-6:
        return 0.0
    yaw = 1 - 2 * abs(_share(nose - left, across) - 0.5)
    pitch = 1 - 2 * abs(_share(nose - eyes, down) - _NOSE_DOWN)
    roll = float(across[0] / np.hypot(*across))
    return max(yaw, 0.0) * max(pitch, 0.0) * max(roll, 0.0)


def _share(part: NDArray[np.float64], whole: NDArray[np.float64]) -> float:
    """How much of the way along `whole` (2,) is `part`."""
    return float(part @ whole / (whole @ whole))


def _size(width: float) -> float:
    return min(width / _ENOUGH_PIXELS, 1.0)


def _sharpness(aligned: NDArray[np.uint8]) -> float:
    grey = aligned.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
    up, down, left, right, centre = _neighbours(grey)
    laplacian = up + down + left + right - 4 * centre
    # Where a face reaches out of the picture its crop is black, and that edge says nothing about sharpness.
    inside = np.logical_and.reduce(_neighbours(aligned.max(axis=2) > 0))
    return min(float(laplacian[inside].var()) / _SHARP, 1.0) if inside.any() else 0.0


def _neighbours(pixels: NDArray[Any]) -> tuple[NDArray[Any], ...]:
    """What lies above, below, left and right of every inner pixel, and the pixel itself."""
    return pixels[:-2, 1:-1], pixels[2:, 1:-1], pixels[1:-1, :-2], pixels[1:-1, 2:], pixels[1:-1, 1:-1]


def _sureness(confidence: float) -> float:
    # MTCNN's confidences crowd near 1: what tells faces apart is how many nines they have.
    return min(-math.log10(max(1 - confidence, 1e-9)) / _SURE_NINES, 1.0)
