"""When two groups of faces are one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_FACES_ASSUMED = 2.0  # how many faces of ordinary likeness a group's own coherence is diluted with
_PER_STRICTNESS = 0.06  # of similarity
_PEOPLE = 1000  # of the library that the thresholds are given for
_GROWTH = 0.05  # of similarity, for ten times the people: a tenth of strangers' pairs are so much more alike
_GROWTH_OF_CROWDS = 0.03  # chance has less part in the mean of many
_FEW = 300  # people, below which thresholds fall no further


@dataclass(frozen=True, slots=True)
class Rule:
    """Thresholds of cosine similarity that were fitted to one model's embeddings: see resources/models.toml.

    Strangers look alike by chance, and the more faces are compared the smaller chance's part in their mean:
    two single faces need `pair`, large groups as little as `crowd`, in between it falls with the root of
    the number of faces. Some people's faces, seen from one angle or in one light, are all like each other,
    and then like many a stranger's: so groups must also come up to a share `coherence` of how alike their
    own faces are.

    Among many people chance finds more that look alike than among few. What the most alike of so many strangers
    come to rises with the logarithm of their number, and so do `seed`, `pair` and `crowd`: see `among`.
    """

    min_quality: float  # poorer faces neither start nor join groups together
    neighbour: float  # faces less alike are not looked at
    seed: float  # mutual neighbours that alike are one person
    pair: float
    crowd: float
    coherence: float
    usual: float  # how alike two faces of one person are, where that can't be seen
    attach: float  # a single face joins a large group from here on ...
    margin: float  # ... if it is so much nearer to it than to any other
    mirrored: float  # faces of one photo that alike are one person: a mirror, a collage

    @classmethod
    def of(cls, thresholds: Mapping[str, float], strictness: float = 0.0) -> Rule:
        """From a model's `thresholds`; `strictness` -1 (fewer, bigger groups) to 1 (more, purer ones)."""
        rule = {each.name: thresholds[each.name] for each in fields(cls)}
        for name in ("neighbour", "seed", "pair", "crowd", "coherence", "attach", "margin"):
            rule[name] += _PER_STRICTNESS * strictness
        return cls(**rule)

    def tightened(self) -> Rule:
        """For a first grouping, of which the strangers of each face are taken."""
        return self._moved(_PER_STRICTNESS, ("pair", "crowd", "coherence"))

    def among(self, people: int) -> Rule:
        """The same in a library of so many people."""
        tenfold = float(np.log10(max(people, _FEW) / _PEOPLE))
        return self._moved(_GROWTH * tenfold, ("seed", "pair"))._moved(
            _GROWTH_OF_CROWDS * tenfold, ("crowd",)
        )

    def _moved(self, by: float, names: tuple[str, ...]) -> Rule:
        return replace(self, **{name: getattr(self, name) + by for name in names})

    def wanted(self, sizes: tuple[Floats, Floats], coherences: tuple[Floats, Floats]) -> Floats:
        """The mean similarity (k,) at which k pairs of groups, given by sizes and coherences (k,), are one."""
        chance = (sizes[0] ** -0.5 + sizes[1] ** -0.5) / 2
        by_size = self.crowd + (self.pair - self.crowd) * chance
        wanted: Floats = np.maximum(by_size, self.coherence * np.sqrt(coherences[0] * coherences[1]))
        return wanted

    def coherences(self, sizes: Floats, means: Floats) -> Floats:
        """How alike the faces of each of k groups are, from `sizes` (k,) and mean vectors `means` (k, d)."""
        total = sizes * np.einsum("ij,ij->i", means, means) - 1  # = (size - 1) times the mean similarity
        coherences: Floats = (total + _FACES_ASSUMED * self.usual) / (sizes - 1 + _FACES_ASSUMED)
        return np.maximum(coherences, 0)
