"""Made-up faces: unit vectors in clouds around people, some clouds larger than others, and strangers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def clouds(
    rows: int, dimensions: int, *, people: int, spread: float = 0.8, seed: int = 0
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Embeddings (n, d) and identity (n,). Faces of one person have a cosine near 1 / (1 + spread^2)."""
    random = np.random.default_rng(seed)
    size = random.pareto(1.5, people) + 0.1
    who = random.choice(people, rows, p=size / size.sum())
    centres = unit(random.standard_normal((people, dimensions), np.float32))
    noise = random.standard_normal((rows, dimensions), np.float32) * np.float32(spread / np.sqrt(dimensions))
    return unit(centres[who] + noise), who


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows scaled to length 1."""
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def resampled(
    faces: NDArray[np.float32], rows: int, *, noise: float = 0.2, seed: int = 0
) -> NDArray[np.float32]:
    """`rows` unit vectors (rows, d) that lie to each other as the real `faces` (n, d) do.

    After every n faces the next n are turned: their dimensions change places and signs, and with that they are
    other people, as like each other as the first and unlike those. Noise of length `noise` tells copies apart.
    """
    random = np.random.default_rng(seed)
    dimensions = faces.shape[1]
    parts = []
    for start in range(0, rows, len(faces)):
        chosen = random.permutation(len(faces))[: rows - start]
        turn, sign = random.permutation(dimensions), random.choice(np.array([-1, 1], np.float32), dimensions)
        parts.append(faces[chosen][:, turn] * sign)
    clean = np.concatenate(parts)
    return unit(clean + random.standard_normal(clean.shape, np.float32) * np.float32(noise / dimensions**0.5))
