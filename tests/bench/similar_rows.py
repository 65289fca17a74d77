"""Rows for the benchmarks of finding similar: real embeddings drawn again, in two ways.

"noise": faces are drawn at random and noise is added, so that copies of one face have a cosine near 0.8: everybody has
many photos. "turned" (`clouds.resampled`): every face comes once, and each further set of them is turned into other
people: most of the fifty nearest are strangers at a distance like thousands more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from tests.bench.clouds import clouds, resampled, unit
from tests.bench.labelled import DATA, labelled

SETS = ("celeb", "album", "lfw")
MODELS = {128: "sface", 512: "facenet-casia"}

Vectors = NDArray[np.float32]


def faces(dimensions: int, sets: Sequence[str] = SETS) -> Vectors:
    """Real embeddings (n, d) of these sets of ../shared/data, or made-up ones where there are none."""
    there = [name for name in sets if (DATA / name).is_dir()]
    if not there:
        print("  no ../shared: made-up faces")
        return clouds(8_000, dimensions, people=2_000)[0]
    return np.concatenate([labelled(name, MODELS[dimensions]).vectors for name in there])


def with_noise(real: Vectors, rows: int, *, noise: float = 0.5, seed: int = 0) -> Vectors:
    """`rows` unit vectors: real ones drawn at random, with noise of length `noise`."""
    random = np.random.default_rng(seed)
    found = np.empty((rows, real.shape[1]), np.float32)
    for start in range(0, rows, 50_000):
        part = real[random.integers(0, len(real), min(50_000, rows - start))]
        more = random.standard_normal(part.shape, np.float32) * np.float32(noise / part.shape[1] ** 0.5)
        found[start : start + len(part)] = unit(part + more)
    return found


def turned(real: Vectors, rows: int) -> Vectors:
    """`resampled`, some sets at a time: it holds five times what it gives."""
    found = np.empty((rows, real.shape[1]), np.float32)
    step = 8 * len(real)
    for start in range(0, rows, step):
        found[start : start + step] = resampled(real, min(step, rows - start), seed=start)
    return found


DRAWN: dict[str, Callable[[Vectors, int], Vectors]] = {"noise": with_noise, "turned": turned}
