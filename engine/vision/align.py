"""Cutting a face out of a picture so that every network sees eyes and mouth where it learned to expect them.

Coordinates are continuous, as Pillow's are: the first pixel reaches from 0 to 1 and its centre is at 0.5.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Points = NDArray[np.float32]
Affine = NDArray[np.float64]

# Where eyes, nose and mouth corners lie in a 112 x 112 crop: the layout on which ArcFace-like networks,
# SFace among them, are trained (Deng et al., ArcFace, 2019; left to right as seen in the picture).
_TEMPLATE_112 = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]],
    dtype=np.float64,
)


class Rect(NamedTuple):
    """A rectangle in pixels of the picture at hand."""

    left: float
    top: float
    right: float
    bottom: float


def similarity_transform(source: Points, target: Points) -> Affine:
    """The rotation, scale and shift that bring `source` (n, 2) nearest to `target` (n, 2), as a (2, 3) matrix.

    Least squares after Umeyama, "Least-squares estimation of transformation parameters between two point
    patterns", 1991. Points that all coincide give the plain shift.
    """
    src, dst = np.asarray(source, np.float64), np.asarray(target, np.float64)
    src_mean, dst_mean = src.mean(axis=0), dst.mean(axis=0)
    src_centred, dst_centred = src - src_mean, dst - dst_mean
    spread = float((src_centred**2).sum())
    if spread < 1e-9:
        return np.hstack([np.eye(2), (dst_mean - src_mean)[:, None]])
    u, singular, vt = np.linalg.svd(dst_centred.T @ src_centred)
    sign = np.array([1.0, np.sign(np.linalg.det(u @ vt)) or 1.0])
    rotation = (u * sign) @ vt
    scale = float((singular * sign).sum()) / spread
    linear = scale * rotation
    return np.hstack([linear, (dst_mean - linear @ src_mean)[:, None]])


def aligned_crop(image: Image.Image, landmarks: Points, size: int) -> NDArray[np.uint8]:
    """The face turned upright and scaled so that its five `landmarks` (5, 2; pixels) meet the template.

    Returns RGB of (size, size, 3). What lies outside the picture is black.
    """
    matrix = similarity_transform(landmarks, (_TEMPLATE_112 * (size / 112)).astype(np.float32))
    shrink = math.hypot(matrix[0, 0], matrix[1, 0])
    if shrink < 1e-6:
        return np.zeros((size, size, 3), np.uint8)
    image, matrix = _reduced(image, matrix, shrink)
    # Pillow asks for the way back, from a pixel of the crop to one of the picture.
    back = tuple(_inverse(matrix).ravel())
    crop = image.transform((size, size), Image.Transform.AFFINE, back, Image.Resampling.BICUBIC)
    return np.asarray(crop, dtype=np.uint8)


def margin_crop(image: Image.Image, box: Rect, size: int, margin: int) -> NDArray[np.uint8]:
    """The detector's `box` with `margin` (pixels of the crop) added in all, scaled to (size, size, 3) RGB.

    This is how facenet-pytorch cuts the faces that its networks learned from, so the aspect ratio is not kept.
    """
    grow = margin / (size - margin) / 2 if margin else 0.0
    across, down = (box.right - box.left) * grow, (box.bottom - box.top) * grow
    wanted = (
        max(box.left - across, 0.0),
        max(box.top - down, 0.0),
        min(box.right + across, float(image.width)),
        min(box.bottom + down, float(image.height)),
    )
    if wanted[2] - wanted[0] < 1 or wanted[3] - wanted[1] < 1:
        return np.zeros((size, size, 3), np.uint8)
    return np.asarray(image.resize((size, size), Image.Resampling.BILINEAR, box=wanted), dtype=np.uint8)


def _reduced(image: Image.Image, matrix: Affine, shrink: float) -> tuple[Image.Image, Affine]:
    """Shrink a picture before warping when the face is much larger than its crop.

    A warp samples a few pixels around each point, so without this a face of 800 pixels would come out jagged.
    """
    factor = int(1 / shrink)
    if factor < 2:
        return image, matrix
    # Whole blocks of pixels become one, so the scale is exactly `factor` even where the last block is cut short.
    return image.reduce(factor), np.hstack([matrix[:, :2] * factor, matrix[:, 2:]])


def _inverse(matrix: Affine) -> Affine:
    back = np.linalg.inv(matrix[:, :2])
    return np.hstack([back, -back @ matrix[:, 2:]])
