"""What a face's strangers make of a similarity: how like them it is, and how many they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.people.cores import on_all_cores
from engine.people.largest import largest

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]

_COHORT = 1024  # groups to hold a face beside; more change nothing
_FEW = 20  # so few groups are no cohort
_TRUSTED = (
    100  # groups more, at which half of what they say is believed; the first ones change next to nothing
)
_NEAREST = 2, 15  # of the cohort; the first ones may be the same person after all
_ROWS = 1024


@dataclass(frozen=True, slots=True, eq=False)
class Strangers:
    """What `of` found in a library."""

    hubness: Floats  # (n,): how much more like the strangers nearest to it each face is than is usual
    people: int  # how many there are, single faces included

    @classmethod
    def unknown(cls, n: int) -> Strangers:
        """Nothing is taken off, and thresholds stay as they were fitted."""
        return cls(np.zeros(n, np.float32), _USUAL_PEOPLE)

    @classmethod
    def of(cls, embeddings: Floats, group: Ids) -> Strangers:
        """Of unit rows of `embeddings` (n, d) in `group` (n,), a first grouping, numbered from 0.

        Some faces, seen from one angle, in one light, or of one age, are like many a stranger's, so that a
        similarity to them says less. What every face has in common with the nearest of a thousand groups is
        known without a name: Matejka et al., "Analysis of score normalization in multilingual speaker
        recognition", 2017, there called adaptive s-norm; Radovanović et al., "Hubs in space", 2010. Single
        faces are left out of the cohort, and so is a face's own group: many of them may be one person, who is
        then no crowd. n d times a thousand multiplications.
        """
        sizes = np.bincount(group)
        cohort = np.flatnonzero(sizes > 1)
        if len(cohort) < _FEW:
            return cls(np.zeros(len(embeddings), np.float32), len(sizes))
        cohort = np.sort(np.random.default_rng(0).permutation(cohort)[:_COHORT])
        place = np.full(len(sizes), -1)
        place[cohort] = np.arange(len(cohort))
        likeness = _likeness(embeddings, place[group], len(cohort))
        usual = likeness[place[group] >= 0].mean()
        more = len(cohort) - _FEW
        trust = more / (more + _TRUSTED)
        return cls((likeness - usual) * np.float32(trust), len(sizes))

    def of_rows(self, rows: Ids) -> Strangers:
        """The same library, but for those faces."""
        return Strangers(self.hubness[rows], self.people)


_USUAL_PEOPLE = 1000


def _likeness(embeddings: Floats, member: Ids, count: int) -> Floats:
    """The mean similarity (n,) to the nearest of `count` groups; `member` (n,) is the own one, or -1."""
    from scipy.sparse import csr_array

    inside = np.flatnonzero(member >= 0)
    sizes = np.bincount(member[inside], minlength=count).astype(np.float32)
    ones = np.ones(len(inside), np.float32)
    sums = csr_array((ones, (member[inside], inside)), shape=(count, len(embeddings))) @ embeddings
    means = np.asarray(sums, np.float32) / sizes[:, None]
    first, last = _NEAREST
    last = min(last, count - 1)

    def of_some(start: int) -> Floats:
        alike = embeddings[start : start + _ROWS] @ means.T
        own = member[start : start + _ROWS]
        known = np.flatnonzero(own >= 0)
        alike[known, own[known]] = -1
        return np.asarray(largest(alike, last)[:, first:].mean(axis=1), np.float32)

    return np.concatenate(list(on_all_cores(of_some, range(0, len(embeddings), _ROWS))))
