"""Named people, groups and single faces, as suggestions compare them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

_EXEMPLARS = 4  # of a unit: a child, a bride and a grandmother have no face in common
_ROUNDS = 4
_FACES_ENOUGH = 256  # of a unit, for its exemplars
_GROWTH = 0.1  # see `alike`
_STRANGERS = 1024
_FEW_STRANGERS = 40
_NEAREST = 3, 20
_ROWS = 1024


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Each unit is up to four means of similar faces."""

    sizes: Ids  # (u,) faces
    named: Bools  # (u,)
    means: Floats  # (e, d)
    faces: Floats  # (e,): of which each is the mean
    owner: Ids  # (e,), ascending: the unit that each belongs to
    crowd: Floats  # (u,): how much more than usual each is like strangers; see `Crowd`

    @classmethod
    def of(cls, embeddings: Floats, unit: Ids, named: Bools) -> Units:
        """Of unit rows (n, d) in the units 0..u - 1 of `unit` (n,); none is empty. `named` is (u,)."""
        sizes = np.bincount(unit, minlength=len(named))
        rows = _some_of_each(unit, sizes)
        part = _parts(embeddings, rows, unit[rows], len(named))
        labels, part = np.unique(part, return_inverse=True)
        means, faces = _means(embeddings, rows, part, len(labels))
        return cls(sizes, named, means, faces, labels // _EXEMPLARS, np.zeros(len(named), np.float32))

    def where(self, chosen: Bools) -> Units:
        """Those of `chosen` (u,), numbered anew."""
        number, kept = np.cumsum(chosen) - 1, chosen[self.owner]
        return Units(
            self.sizes[chosen],
            self.named[chosen],
            self.means[kept],
            self.faces[kept],
            number[self.owner[kept]],
            self.crowd[chosen],
        )

    def blocks(self) -> Iterator[tuple[int, Units]]:
        """A thousand at a time, with the number of the first."""
        numbers = np.arange(len(self.sizes))
        for start in range(0, len(numbers), _ROWS):
            yield start, self.where((numbers >= start) & (numbers < start + _ROWS))

    def alike(self, others: Units) -> Floats:
        """How alike each of these is to each of `others` (u, v): of their exemplars, the two most alike.

        The similarity of means is that of their faces on average. The more faces, the smaller is the part of
        chance in it, so what two single faces need is more than what two crowds do: a little is added for size,
        so that one `Curve` serves both. Who is like everybody is so much less like any of them.
        """
        products = others.means @ self.means.T
        products += (_GROWTH / 2) * (1 - others.faces**-0.5)[:, None]
        products += (_GROWTH / 2) * (1 - self.faces**-0.5)
        best = _best_of_each(np.ascontiguousarray(_best_of_each(products, others.owner).T), self.owner)
        return np.asarray(best - (self.crowd[:, None] + others.crowd) / 2, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """Strangers to hold a unit beside: faces seen from one angle or in one light are like many of them.

    How like is taken off both sides of a comparison: Matejka et al., "Analysis of score normalization in
    multilingual speaker recognition", Interspeech 2017, there called adaptive s-norm.
    """

    strangers: Units
    usual: float

    @classmethod
    def among(cls, units: Units) -> Crowd:
        """Some hundred of the people and groups among `units`, drawn by chance, the same at every call.

        Single faces are left out: many of them may be one person, who is then no crowd.
        """
        grouped = np.flatnonzero((units.sizes > 1) | units.named)
        drawn = np.zeros(len(units.sizes), np.bool_)
        drawn[np.random.default_rng(0).permutation(grouped)[:_STRANGERS]] = True
        strangers = units.where(drawn)
        return cls(strangers, float(_nearness(strangers, strangers).mean()) if drawn.any() else 0.0)

    def of(self, units: Units) -> Units:
        """The same units, knowing their crowd. A few strangers say nothing: then it stays unknown."""
        if len(self.strangers.sizes) < _FEW_STRANGERS:
            return units
        return replace(units, crowd=_nearness(units, self.strangers) - np.float32(self.usual))


def _nearness(units: Units, strangers: Units) -> Floats:
    """The mean similarity (u,) of each to the nearest strangers, but for the first: these may be none."""
    found = [np.empty(0, np.float32)]
    first, last = _NEAREST
    last = min(last, len(strangers.sizes))
    for _, block in units.blocks():
        farness = -block.alike(strangers)
        nearest = np.sort(np.partition(farness, last - 1, axis=1)[:, :last], axis=1)
        found.append(-nearest[:, min(first, last - 1) :].mean(axis=1))
    return np.concatenate(found)


def _some_of_each(unit: Ids, sizes: Ids) -> Ids:
    """The rows of up to so many faces of each unit, spread evenly over them, by unit."""
    order = np.argsort(unit, kind="stable")
    place = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    step = np.repeat(np.maximum(sizes / _FACES_ENOUGH, 1), sizes)
    kept = np.floor(place / step) != np.floor((place - 1) / step)
    return np.asarray(order[kept], np.int64)


def _parts(embeddings: Floats, rows: Ids, unit: Ids, count: int) -> Ids:
    """To which exemplar (m,) of the `count` units each of `rows` (m,) goes: k-means on the sphere, in all units
    at once. Numbered from unit times four.

    Begun with the face nearest to the mean, then always the one least like those before: Gonzalez, "Clustering to
    minimize the maximum intercluster distance", 1985.
    """
    part = unit * _EXEMPLARS
    several = np.bincount(unit, minlength=count)[unit] > 1
    rows, unit = rows[several], unit[several]
    if not len(rows):
        return part
    group = np.unique(unit, return_inverse=True)[1].astype(np.int64)
    centres = _begun(embeddings, rows, group)
    nearest = np.zeros(len(rows), np.int64)
    for _ in range(_ROUNDS):
        nearest = np.stack([_products(embeddings, rows, c[group]) for c in centres], axis=1).argmax(axis=1)
        total, _ = _means(embeddings, rows, group * _EXEMPLARS + nearest, (group[-1] + 1) * _EXEMPLARS)
        length = np.linalg.norm(total, axis=1, keepdims=True)
        directions = total / np.maximum(length, 1e-9)
        centres = [directions[i::_EXEMPLARS] for i in range(_EXEMPLARS)]
    part[several] = unit * _EXEMPLARS + nearest
    return part


def _begun(embeddings: Floats, rows: Ids, group: Ids) -> list[Floats]:
    """The first `_EXEMPLARS` centres, each (g, d)."""
    means = _means(embeddings, rows, group, int(group[-1]) + 1)[0]
    closeness = -_products(embeddings, rows, means[group])
    centres, near = [], np.full(len(rows), -np.inf, np.float32)
    for _ in range(_EXEMPLARS):
        order = np.lexsort((closeness, group))
        centres.append(embeddings[rows[order[_starts(group)]]])
        near = np.maximum(near, _products(embeddings, rows, centres[-1][group]))
        closeness = near
    return centres


def _means(embeddings: Floats, rows: Ids, label: Ids, count: int) -> tuple[Floats, Floats]:
    """Mean vectors (count, d) and numbers of faces (count,) of `label` (m,); zero where there are none."""
    from scipy.sparse import csr_array

    faces = np.bincount(label, minlength=count).astype(np.float32)
    shape = (count, len(embeddings))
    member = csr_array((np.ones(len(rows), np.float32), (label, rows)), shape=shape)
    means = np.asarray(member @ embeddings, np.float32)
    means /= np.maximum(faces, 1)[:, None]
    return means, faces


def _products(embeddings: Floats, rows: Ids, centres: Floats) -> Floats:
    return np.asarray(np.einsum("ij,ij->i", embeddings[rows], centres), np.float32)


def _best_of_each(products: Floats, owner: Ids) -> Floats:
    """The largest (u, k) of the rows of `products` (e, k) that each owner has."""
    starts = _starts(owner)
    best, place = products[starts], np.arange(len(owner)) - starts[owner]
    for more in range(1, _EXEMPLARS):  # ten times as quick as np.maximum.reduceat
        rows = np.flatnonzero(place == more)
        best[owner[rows]] = np.maximum(best[owner[rows]], products[rows])
    return best


def _starts(ascending: Ids) -> Ids:
    return np.flatnonzero(np.diff(ascending, prepend=-1))
