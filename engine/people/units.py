"""Named people, groups and single faces, as suggestions compare them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.people.chance import chance
from engine.people.cores import on_all_cores
from engine.people.largest import largest

T = TypeVar("T")
Ids = NDArray[np.int64]
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

_EXEMPLARS = 4  # of a unit: a child, a bride and a grandmother have no face in common
_ROUNDS = 4
_FACES_ENOUGH = 256  # of a unit, for its exemplars
_FACES_AT_ONCE = 4096  # lie in the processor's cache while the exemplars of their units are looked for
_GROWTH = 0.1  # see `alike`
_STRANGERS = 1024
_FEW_STRANGERS = 40
_NEAREST = 3, 20
_ROWS = 256


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
        rows = enough_faces(unit, sizes)
        exemplars = partial(_exemplars, embeddings, rows, unit[rows])
        nothing = embeddings[:0], np.empty(0, np.float32), np.empty(0, np.int64)
        found = [nothing, *on_all_cores(exemplars, _whole_units(unit[rows]))]
        means, faces, owner = (np.concatenate(part) for part in zip(*found, strict=True))
        return cls(sizes, named, means, faces, owner, np.zeros(len(named), np.float32))

    @classmethod
    def joined(cls, some: Units, which: Bools, others: Units, sizes: Ids, named: Bools) -> Units:
        """`some` where `which` (u,), and `others` elsewhere, with these `sizes` (u,), and `named` (u,) or not."""
        both = np.concatenate([np.flatnonzero(which), np.flatnonzero(~which)])
        owner = np.concatenate([both[some.owner], both[len(some.sizes) + others.owner]])
        order = np.argsort(owner, kind="stable")
        means, faces = (
            np.concatenate(part)[order] for part in ((some.means, others.means), (some.faces, others.faces))
        )
        return cls(sizes, named, means, faces, owner[order], np.zeros(len(named), np.float32))

    def at(self, places: Ids) -> Units:
        """The units at `places` (v,), numbered in that order."""
        has = np.bincount(self.owner, minlength=len(self.sizes))
        starts, counts = (np.cumsum(has) - has)[places], has[places]
        owner = np.repeat(np.arange(len(places)), counts)
        rows = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts) + starts[owner]
        return Units(
            self.sizes[places],
            self.named[places],
            self.means[rows],
            self.faces[rows],
            owner,
            self.crowd[places],
        )

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

    def alike(self, others: Units) -> Floats:
        """How alike each of these is to each of `others` (u, v): of their exemplars, the two most alike.

        The similarity of means is that of their faces on average. The more faces, the smaller is the part of
        chance in it, so what two single faces need is more than what two crowds do: a little is added for size,
        so that one `Curve` serves both. Who is like everybody is so much less like any of them.
        """
        parts = self.compared(others, lambda _, block: block)
        return np.concatenate([np.empty((0, len(others.sizes)), np.float32), *parts])

    def compared(
        self, others: Units, work: Callable[[int, Floats], T], check: Callable[[], None] = lambda: None
    ) -> list[T]:
        """What `work` makes of `alike`, some rows at a time, the number of the first of them before them.

        It may run in several threads at once. `check` is called before each, and raises to stop it.
        """
        theirs = _Layout.of(others).turned()

        def of_some(start: int) -> T:
            check()
            mine = _Layout.of(self.where(_between(start, start + _ROWS, len(self.sizes))))
            return work(start, mine.alike(theirs))

        return list(on_all_cores(of_some, range(0, len(self.sizes), _ROWS)))


def _between(start: int, stop: int, count: int) -> Bools:
    numbers = np.arange(count)
    return (numbers >= start) & (numbers < stop)


@dataclass(frozen=True, slots=True, eq=False)
class _Layout:
    """The exemplars of units as rows to multiply: all first ones, then all second ones, and so on.

    The units with most exemplars come first, so that those with a second one are the first so many: the largest of
    each unit's products are then found by slices.
    """

    order: Ids  # (u,) units
    counts: list[int]  # of the units with a first, a second, ... exemplar
    rows: Floats  # (e, d + 2): means, what is added to the products of each, and one

    @classmethod
    def of(cls, units: Units) -> _Layout:
        has = np.bincount(units.owner, minlength=len(units.sizes))
        order = np.argsort(-has, kind="stable")
        counts = [int(np.count_nonzero(has > place)) for place in range(_EXEMPLARS)]
        starts = np.cumsum(has) - has
        chosen = np.concatenate([starts[order[:count]] + place for place, count in enumerate(counts)])
        added = (_GROWTH / 2) * (1 - units.faces**-0.5) - units.crowd[units.owner] / 2
        rows = np.column_stack([units.means, added, np.ones_like(added)])
        return cls(order, counts, np.asarray(rows[chosen], np.float32))

    def turned(self) -> _Layout:
        """For the other side of a product."""
        width = self.rows.shape[1]
        return replace(self, rows=self.rows[:, [*range(width - 2), width - 1, width - 2]])

    def alike(self, others: _Layout) -> Floats:
        """The largest product (u, v) of each two units' exemplars; `others` are turned."""
        products = self.rows @ others.rows.T
        by_row = _largest_of_each(products, self.counts)
        by_column = _largest_of_each(by_row.T, others.counts).T
        alike = np.empty_like(by_column)
        alike[self.order] = by_column if _is_sorted(others.order) else by_column[:, np.argsort(others.order)]
        return alike


def _largest_of_each(products: Floats, counts: list[int]) -> Floats:
    """Of rows as a `_Layout` has them the largest for each unit (u, k), in their place."""
    best, end = products[: counts[0]], counts[0]
    for count in counts[1:]:
        np.maximum(best[:count], products[end : end + count], out=best[:count])
        end += count
    return best


def _is_sorted(numbers: Ids) -> bool:
    return bool((np.diff(numbers) > 0).all())


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """Strangers to hold a unit beside: faces seen from one angle or in one light are like many of them.

    How like is taken off both sides of a comparison: Matejka et al., "Analysis of score normalization in
    multilingual speaker recognition", Interspeech 2017, there called adaptive s-norm.
    """

    strangers: Units
    keys: Ids  # (s,), of theirs
    alike: Floats  # (s, s)
    nearness: Floats  # (s,), of each of them to the others
    drawn: Bools  # (u,): who they are

    @classmethod
    def among(
        cls, units: Units, keys: Ids | None = None, before: Crowd | None = None, fresh: Bools | None = None
    ) -> Crowd:
        """Some hundred of the people and groups among `units`, drawn by chance, the same at every call.

        Single faces are left out: many of them may be one person, who is then no crowd. Units with other `keys` (u,)
        of their own are hardly ever drawn otherwise when others come and go; who was among those `before` and is
        not `fresh` (u,) is not compared anew.
        """
        keys = np.arange(len(units.sizes)) if keys is None else keys
        grouped = np.flatnonzero((units.sizes > 1) | units.named)
        drawn = np.zeros(len(units.sizes), np.bool_)
        drawn[grouped[np.argsort(chance(keys[grouped]), kind="stable")[:_STRANGERS]]] = True
        strangers, keys = units.where(drawn), keys[drawn]
        if before is None or fresh is None:
            alike = strangers.alike(strangers)
        else:
            alike = before._kept(strangers, keys, fresh[drawn])
        return cls(strangers, keys, alike, _mean_of_nearest(alike), drawn)

    def _kept(self, strangers: Units, keys: Ids, fresh: Bools) -> Floats:
        """How alike `strangers` are to each other (t, t), of which only those are compared that are new here."""
        known = np.isin(keys, self.keys, assume_unique=True) & ~fresh
        order = np.argsort(self.keys)
        places = order[np.searchsorted(self.keys, keys[known], sorter=order)]
        alike = np.empty((len(keys), len(keys)), np.float32)
        alike[np.ix_(known, known)] = self.alike[np.ix_(places, places)]
        alike[~known] = strangers.where(~known).alike(strangers)
        alike[:, ~known] = alike[~known].T
        return alike

    def of_some(self, units: Units, chosen: Bools) -> Units:
        """Those of `chosen` (u,) of the units among which it was drawn; what is known of strangers is not computed."""
        if len(self.strangers.sizes) < _FEW_STRANGERS:
            return units.where(chosen)
        nearness = np.zeros(len(chosen), np.float32)
        nearness[self.drawn] = self.nearness
        other = chosen & ~self.drawn
        nearness[other] = _nearness(units.where(other), self.strangers)
        return replace(units, crowd=nearness - self._usual()).where(chosen)

    def of(self, units: Units) -> Units:
        """The same units, knowing their crowd. A few strangers say nothing: then it stays unknown."""
        if len(self.strangers.sizes) < _FEW_STRANGERS:
            return units
        return replace(units, crowd=_nearness(units, self.strangers) - self._usual())

    def _usual(self) -> np.float32:
        return np.float32(self.nearness.mean(dtype=np.float64))


def _nearness(units: Units, strangers: Units) -> Floats:
    found = units.compared(strangers, lambda _, alike: _mean_of_nearest(alike))
    return np.concatenate([np.empty(0, np.float32), *found])


def _mean_of_nearest(alike: Floats) -> Floats:
    """Of similarities (u, s) to strangers the mean (u,) of the largest, but for the first: these may be none."""
    first, last = _NEAREST
    last = min(last, alike.shape[1])
    if not last:
        return np.zeros(len(alike), np.float32)
    return np.asarray(largest(alike, last)[:, min(first, last - 1) :].mean(axis=1), np.float32)


def enough_faces(unit: Ids, sizes: Ids) -> Ids:
    """The rows of up to so many faces of each unit (n,) as its exemplars are made of, spread evenly over them, by unit.

    Unit i has `sizes[i]` faces.
    """
    order = np.argsort(unit, kind="stable")
    place = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    step = np.repeat(np.maximum(sizes / _FACES_ENOUGH, 1), sizes)
    kept = np.floor(place / step) != np.floor((place - 1) / step)
    return np.asarray(order[kept], np.int64)


def _whole_units(unit: Ids) -> list[slice]:
    """Some thousand places each of `unit` (m,), ascending, cut between two units."""
    starts = _starts(unit)
    cuts = starts[np.diff(starts // _FACES_AT_ONCE, prepend=-1) > 0].tolist()
    return [slice(start, stop) for start, stop in pairwise([*cuts, len(unit)])]


def _exemplars(embeddings: Floats, rows: Ids, unit: Ids, some: slice) -> tuple[Floats, Floats, Ids]:
    """Of `some` of the faces `rows` (m,), whose `unit` (m,) ascends: means (e, d), their faces and owners (e,)."""
    vectors, first = embeddings[rows[some]], unit[some.start]
    part = _parts(vectors, unit[some] - first)
    labels, part = np.unique(part, return_inverse=True)
    means, faces = _means(vectors, part, len(labels))
    return means, faces, labels // _EXEMPLARS + first


def _parts(vectors: Floats, unit: Ids) -> Ids:
    """To which exemplar (m,) of its unit (m,), ascending, each of `vectors` (m, d) goes: k-means on the sphere, in
    all units at once. Numbered from unit times four.

    Begun with the face nearest to the mean, then always the one least like those before: Gonzalez, "Clustering to
    minimize the maximum intercluster distance", 1985.
    """
    part = unit * _EXEMPLARS
    several = np.bincount(unit)[unit] > 1
    vectors, unit = vectors[several], unit[several]
    if not len(unit):
        return part
    group = np.cumsum(np.diff(unit, prepend=-1) > 0) - 1
    centres = _begun(vectors, group)
    nearest = np.zeros(len(unit), np.int64)
    for _ in range(_ROUNDS):
        nearest = np.stack([_products(vectors, c[group]) for c in centres], axis=1).argmax(axis=1)
        total, _ = _means(vectors, group * _EXEMPLARS + nearest, (group[-1] + 1) * _EXEMPLARS)
        length = np.linalg.norm(total, axis=1, keepdims=True)
        directions = total / np.maximum(length, 1e-9)
        centres = [directions[i::_EXEMPLARS] for i in range(_EXEMPLARS)]
    part[several] = unit * _EXEMPLARS + nearest
    return part


def _begun(vectors: Floats, group: Ids) -> list[Floats]:
    """The first `_EXEMPLARS` centres, each (g, d)."""
    means = _means(vectors, group, int(group[-1]) + 1)[0]
    closeness = -_products(vectors, means[group])
    centres, near = [], np.full(len(group), -np.inf, np.float32)
    for _ in range(_EXEMPLARS):
        order = np.lexsort((closeness, group))
        centres.append(vectors[order[_starts(group)]])
        near = np.maximum(near, _products(vectors, centres[-1][group]))
        closeness = near
    return centres


def _means(vectors: Floats, label: Ids, count: int) -> tuple[Floats, Floats]:
    """Mean vectors (count, d) and numbers of faces (count,) of `label` (m,); zero where there are none."""
    from scipy.sparse import csr_array

    faces = np.bincount(label, minlength=count).astype(np.float32)
    ones, places = np.ones(len(label), np.float32), np.arange(len(label))
    member = csr_array((ones, (label, places)), shape=(count, len(label)))
    means = np.asarray(member @ vectors, np.float32)
    means /= np.maximum(faces, 1)[:, None]
    return means, faces


def _products(some: Floats, others: Floats) -> Floats:
    return np.asarray(np.einsum("ij,ij->i", some, others), np.float32)


def _starts(ascending: Ids) -> Ids:
    return np.flatnonzero(np.diff(ascending, prepend=-1))
