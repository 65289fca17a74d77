"""How well a grouping agrees with the truth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True)
class Scores:
    """All 0..1, 1 is best."""

    precision: float  # BCubed: of a face's group, the share that is the same person
    recall: float  # BCubed: of a face's person, the share that is in its group
    f: float  # their harmonic mean
    pairwise_f: float  # the same over pairs of faces, where big groups weigh more


def scores(identity: ArrayLike, group: ArrayLike) -> Scores:
    """Compare `group` (n,) of integers, where -1 is a group of its own, with `identity` (n,) of anything.

    Bagga and Baldwin, "Entity-based cross-document coreferencing using the vector space model", 1998; Amigó
    et al., "A comparison of extrinsic clustering evaluation metrics based on formal constraints", 2009.

    Raises `ValueError` if there are no faces.
    """
    people = np.unique(np.asarray(identity), return_inverse=True)[1]
    groups = _with_singles(np.asarray(group))
    if len(people) != len(groups) or not len(people):
        raise ValueError("identity and group must be of one length, and not empty")
    both = np.unique(np.stack([people, groups]), axis=1, return_counts=True)
    (person_of, group_of), together = both
    faces_of_person, faces_of_group = np.bincount(people), np.bincount(groups)
    precision = float((together**2 / faces_of_group[group_of]).sum() / len(people))
    recall = float((together**2 / faces_of_person[person_of]).sum() / len(people))
    pairs = _pairs(together), _pairs(faces_of_group), _pairs(faces_of_person)
    pairwise = 2 * pairs[0] / (pairs[1] + pairs[2]) if pairs[1] + pairs[2] else 1.0
    return Scores(precision, recall, 2 * precision * recall / (precision + recall), pairwise)


def _with_singles(group: NDArray[np.integer]) -> NDArray[np.int64]:
    alone = group < 0
    numbered = group.astype(np.int64)
    numbered[alone] = group.max(initial=-1) + 1 + np.arange(alone.sum())
    return np.unique(numbered, return_inverse=True)[1].astype(np.int64)


def _pairs(counts: NDArray[np.int64]) -> float:
    return float((counts * (counts - 1) // 2).sum())
