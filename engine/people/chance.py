"""Chance that is the same at every call, and hardly changes when a few more are there to draw from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def chance(numbers: NDArray[np.int64]) -> NDArray[np.float64]:
    """A number from 0 to 1 for each, always the same and unlike its neighbours': the end of SplitMix64.

    Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
    """
    mixed = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(11)).astype(np.float64) / 2**53
