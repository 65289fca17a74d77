"""How sure is a similarity of 0.62? From pairs of faces whose people are known to likelihoods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.people.chance import chance

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

EDGES = np.linspace(-0.3, 1.0, 27)  # of the histograms: steps of 0.05
CENTRES = (EDGES[1:] + EDGES[:-1]) / 2

_PAIRS_EACH = 30  # of one person; the pairs of 5,000 faces say little more than those of nine
_MOST_APART = 8  # of nine faces in a row the neighbours and the next but one, two and three are 30 pairs
_SEATS = 8  # of each person on the ring, so that all are drawn about equally often
_OTHER_NUMBERS = 1 << 40  # so that seats are not where faces are
_AT_ONCE = 8192  # pairs of vectors multiplied in one go
DRAWS = 200_000  # of two people's faces
_RAREST = 1e-6  # no share of pairs is taken to be smaller: nobody has counted so many


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Cosine similarities of pairs of faces of one person, and of two people."""

    same: Floats  # (p,)
    different: Floats  # (q,)


@dataclass(frozen=True, eq=False)
class Curve:
    """How similarities of same and of different people are spread: shares (26,) of the pairs between `EDGES`."""

    same: Doubles
    different: Doubles
    stretch: float = 1.0  # of the log likelihood ratios: see `adapted`
    shift: float = 0.0

    @classmethod
    def of(cls, pairs: Pairs) -> Curve:
        return cls(shares(pairs.same), shares(pairs.different))

    @classmethod
    def shipped(cls, calibration: Mapping[str, Sequence[float]]) -> Curve:
        """From a model's entry in resources/models.toml, in millionths of the pairs."""
        return cls(np.array(calibration["same"]) / 1e6, np.array(calibration["different"]) / 1e6)

    @cached_property
    def _at_centres(self) -> Doubles:
        """Log likelihood ratios that never fall (26,): the more alike, the more likely one person."""
        from scipy.optimize import isotonic_regression  # quicker to import than scikit-learn's

        same, different = self.same + _RAREST, self.different + _RAREST
        likely = isotonic_regression(same / (same + different), weights=same + different).x
        limits = np.log(likely) - np.log1p(-likely)
        return np.asarray(self.stretch * limits + self.shift, np.float64)

    def log_ratio(self, similarity: Floats) -> Floats:
        """The log likelihood ratio of one person against two, of any shape; natural logarithm."""
        return np.interp(similarity, CENTRES, self._at_centres).astype(np.float32)

    def probability(self, similarity: Floats, before: float = 0.5) -> Floats:
        """That two faces so alike are one person, if a share `before` of all such pairs is."""
        odds = np.exp(self.log_ratio(similarity)) * before / (1 - before)
        return np.asarray(odds / (1 + odds), np.float32)

    def roc(self) -> tuple[Doubles, Doubles]:
        """False match rate and true match rate (27,), where a pair above each of `EDGES` is taken for one person."""
        return _above(self.different), _above(self.same)

    def threshold(self, false_match_rate: float) -> float:
        """The similarity above which that share of the pairs of two people lies."""
        rates = np.log(np.maximum(_above(self.different), _RAREST / 10))
        return float(np.interp(np.log(false_match_rate), rates[::-1], EDGES[::-1]))


def shares(similarities: Floats) -> Doubles:
    """Of the similarities between each two of `EDGES` (26,); what lies outside counts to the ends."""
    counts = np.histogram(np.clip(similarities, EDGES[0], EDGES[-1]), EDGES)[0]
    return np.asarray(counts / max(len(similarities), 1), np.float64)


def sample_pairs(embeddings: Floats, person: Ids, photo: Ids, *, draws: int = DRAWS) -> Pairs:
    """Of `drawn_pairs` of the unit rows of `embeddings` (n, d), whose people (n,) and photos (n,) are known."""
    same, different = drawn_pairs(np.arange(len(person)), person, photo, draws=draws)
    return Pairs(similarities(embeddings, same), similarities(embeddings, different))


def drawn_pairs(face: Ids, person: Ids, photo: Ids, *, draws: int = DRAWS) -> tuple[Ids, Ids]:
    """Places of pairs of one person's faces (p, 2) and of two people's (q, 2), of the different numbers `face` (n,).

    Pairs of one person's faces depend on each other, so nobody gives more than 30, drawn by chance; of two people,
    the two are drawn first and then a face of each, `draws` times. So people count, not faces. Faces of one photo
    make no pair.

    The same faces give the same pairs at every call, and a few more faces or names hardly any others: chance is a
    hash of the numbers, and who is drawn is the next on a ring. Karger et al., "Consistent hashing and random
    trees", 1997.
    """
    order = np.lexsort((chance(face), person))
    starts = np.flatnonzero(np.diff(person[order], prepend=-1))
    sizes = np.diff(starts, append=len(order))
    two = _of_two(chance(face)[order], person[order[starts]], starts, sizes, draws)
    return _in_two_photos(order[_of_one(sizes)], photo), _in_two_photos(order[two], photo)


def adapted(curve: Curve, pairs: Pairs) -> Curve:
    """The model's `curve`, stretched and shifted until it fits these pairs.

    Some hundred pairs are too few for a curve of one's own, but enough for two numbers. Platt, "Probabilistic
    outputs for support vector machines", 1999, on the model's log likelihood ratios; both sides weigh the same, and
    a stretch far from none costs a little.
    """
    ratios = [
        curve.log_ratio(pairs.same).astype(np.float64),
        curve.log_ratio(pairs.different).astype(np.float64),
    ]
    stretch, shift = _fitted_line(*ratios)
    if stretch <= 0:  # names that say nothing of faces
        return curve
    return Curve(curve.same, curve.different, stretch, shift)


def _fitted_line(same: Doubles, different: Doubles) -> tuple[float, float]:
    """The stretch and the shift of these ratios that make the likeliest log odds."""
    from scipy.optimize import minimize  # imported when it is needed, which takes half a second
    from scipy.special import expit

    sides = [np.unique(np.round(side, 3), return_counts=True) for side in (same, different)]
    ratios = np.concatenate([levels for levels, _ in sides])
    sign = np.repeat([1.0, -1.0], [len(levels) for levels, _ in sides])
    weight = np.concatenate([cases / (2 * cases.sum()) for _, cases in sides])
    easy = 1 / (len(same) + len(different))  # what a stretch costs

    def loss(line: Doubles) -> tuple[float, Doubles]:
        margins = sign * (line[0] * ratios + line[1])
        pull = -sign * weight * expit(-margins)
        value = weight @ np.logaddexp(0, -margins) + easy * line[0] ** 2 / 2
        return value, np.array([pull @ ratios + easy * line[0], pull.sum()])

    line = minimize(loss, np.zeros(2), jac=True, method="BFGS").x
    return float(line[0]), float(line[1])


def exact_threshold(pairs: Pairs, false_match_rate: float) -> float:
    """The smallest similarity at which no more than that share of `pairs.different` is taken for one person."""
    ordered = np.sort(pairs.different)[::-1]
    return float(np.nextafter(ordered[int(false_match_rate * len(ordered))], np.float32(2)))


def similarities(embeddings: Floats, pairs: Ids) -> Floats:
    """Of `pairs` (p, 2) of unit rows (n, d)."""
    parts = [pairs[start : start + _AT_ONCE] for start in range(0, len(pairs), _AT_ONCE)]
    found = [np.einsum("ij,ij->i", embeddings[part[:, 0]], embeddings[part[:, 1]]) for part in parts]
    return np.concatenate([np.empty(0, np.float32), *found])


_NO_PAIRS = np.empty((0, 2), np.int64)


def _of_one(sizes: Ids) -> Ids:
    """Pairs (p, 2) of places of which so many in a row are one person's: first neighbours, then every second one."""
    owner = np.repeat(np.arange(len(sizes)), sizes)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    found = [_NO_PAIRS]
    for apart in range(1, _MOST_APART):
        before = (apart - 1) * sizes - apart * (apart - 1) // 2  # pairs that are nearer to each other
        first = np.flatnonzero((place + apart < sizes[owner]) & (before[owner] + place < _PAIRS_EACH))
        found.append(np.stack([first, first + apart], axis=1))
    return np.concatenate(found)


def _of_two(along: Doubles, people: Ids, starts: Ids, sizes: Ids, draws: int) -> Ids:
    """Different pairs (q, 2) of places of two people each, whose faces stand in rows by `along` (n,)."""
    if len(people) < 2:
        return _NO_PAIRS
    seats = chance(people[:, None] * _SEATS + np.arange(_SEATS) + _OTHER_NUMBERS).ravel()
    ring = np.argsort(seats)
    drawn = np.random.default_rng(0).random((draws, 2, 2))
    who = ring[np.searchsorted(seats[ring], drawn[:, :, 0]) % len(ring)] // _SEATS
    drawn, who = drawn[who[:, 0] != who[:, 1]], who[who[:, 0] != who[:, 1]]
    rows = np.repeat(np.arange(len(people)), sizes) + along
    place = np.searchsorted(rows, who + drawn[:, :, 1]) - starts[who]
    return _different(np.sort(starts[who] + place % sizes[who], axis=1), len(along))


def _different(pairs: Ids, count: int) -> Ids:
    """Each pair (p, 2) of numbers below `count` once, ascending: np.unique, but ten times as fast."""
    keys = np.sort(pairs[:, 0] * count + pairs[:, 1])
    keys = keys[np.diff(keys, prepend=-1) > 0]
    return np.stack(np.divmod(keys, count), axis=1)


def _in_two_photos(pairs: Ids, photo: Ids) -> Ids:
    return np.asarray(pairs[photo[pairs[:, 0]] != photo[pairs[:, 1]]], np.int64)


def _above(parts: Doubles) -> Doubles:
    """The share (27,) that lies above each of `EDGES`."""
    return np.append(np.cumsum(parts[::-1])[::-1], 0.0)
