"""Faces and scenes in one ranking: each similarity is first put on the scale of what chance gives.

A cosine of 0.5 means the same person for a face and next to nothing for a scene. So either is counted in deviations
above the mean of pairs that have nothing to do with each other (z-norm, as speaker verification has it: Auckenthaler,
Carey and Lloyd-Thomas, "Score normalization for text-independent speaker verification systems", 2000) before they are
weighted. Vectors laid end to end, which the method's authors found disappointing, are what this is instead of.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.similar.source import Vectors
from engine.types import Scale

ABSENT = -3.0  # deviations: what a photo without a face has instead of a similarity of faces
_NORMAL = 1.4826  # standard deviations in a median absolute deviation
_LEAST = 0.02
USUAL = Scale(0.0, 0.1)

Scores = NDArray[np.float64]


def scale_of(vectors: Vectors) -> Scale:
    """What pairs of `vectors` (n, d), unit rows drawn from the whole library, have by chance.

    By medians, because some of the pairs do belong together.
    """
    if len(vectors) < 8:
        return USUAL
    cosines = (vectors @ vectors.T)[np.triu_indices(len(vectors), 1)]
    mean = float(np.median(cosines))
    return Scale(mean, max(_LEAST, _NORMAL * float(np.median(np.abs(cosines - mean)))))


def joined(
    face: Scores, scene: Scores, face_scale: Scale | None, scene_scale: Scale | None, weight: float
) -> Scores:
    """Scores (n,) of `face` and `scene` (n,) cosines, NaN where there is none: 1 if both are the same, 0 by chance.

    `weight` is the face's share, 0..1. At 1 the order is that of `face`, at 0 that of `scene`.
    """
    total, best = np.zeros(len(face)), 0.0
    for cosines, scale, share in ((face, face_scale, weight), (scene, scene_scale, 1 - weight)):
        if share > 0 and scale is not None:
            deviations = (cosines - scale.mean) / scale.deviation
            total += share * np.where(np.isnan(cosines), ABSENT, deviations)
            best += share * (1 - scale.mean) / scale.deviation
    return total / best if best else total
