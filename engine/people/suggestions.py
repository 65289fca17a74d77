"""Who a face or a group may be, and which questions to the user settle most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.people.calibration import Curve
from engine.people.units import Units

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

_SAMPLE = 512  # units from which it is learnt how many are somebody who is there
_UNLIKELY = 0.05  # a question to which fewer answers than one in twenty are yes annoys
_STEPS = 1000  # of similarity in 1 that are told apart where millions of pairs are counted
_TURNS = 60  # of expectation and maximisation


def likely(ratios: Floats, odds: float) -> Floats:
    """The probability (q, k) that q units are each of k different people, or with the rest somebody else.

    `ratios` (q, k) are log likelihood ratios, minus infinity for whom a unit can't be; `odds` are those of being
    one given person rather than nobody of them, before looking. By Bayes' rule.
    """
    weights = odds * np.exp(np.asarray(ratios, np.float64))
    return np.asarray(weights / (1 + weights.sum(axis=1, keepdims=True)), np.float32)


def odds_among(ratios: Floats) -> float:
    """The `odds` for `likely` at which the q units of `ratios` (q, k) are best explained.

    How many of them are one of the people at all: Saerens, Latinne and Decaestecker, "Adjusting the outputs of a
    classifier to new a priori probabilities", 2002; begun with one that is and one that isn't.
    """
    count = max(ratios.shape[1], 1)
    evidence = np.exp(np.asarray(ratios, np.float64)).sum(axis=1) / count
    share = _share(evidence, np.ones(len(evidence)))
    return float(share / (1 - share) / count)


def odds_of_names(units: Units, curve: Curve) -> float:
    """The `odds` for `likely` of the units without a name, by a sample of them, to be those with one."""
    some, named = units.where(sample_without_names(units)), units.where(units.named)
    if not len(some.sizes) or not len(named.sizes):
        return 1.0
    return odds_among(curve.log_ratio(some.alike(named)))


def sample_without_names(units: Units) -> Bools:
    """Up to a thousand (u,) of those without a name."""
    sample = ~units.named
    sample[sample] = _sampled(int(sample.sum()))
    return sample


def odds_of_pairs(similarities: Floats, curve: Curve) -> float:
    """The odds that one of so many pairs of groups, of any shape, is one person, before looking; see `odds_among`."""
    step = np.rint((np.clip(similarities, -1, 2).ravel() + 1) * _STEPS).astype(np.int64)
    cases = np.bincount(step)
    there = np.flatnonzero(cases)
    ratios = curve.log_ratio((there / _STEPS - 1).astype(np.float32))
    share = _share(np.exp(ratios.astype(np.float64)), cases[there].astype(np.float64))
    return share / (1 - share)


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Questions in the order of asking: are units `first[i]` and `second[i]` one person?"""

    first: Ids  # (m,); never a named one
    second: Ids  # (m,)
    probability: Floats  # (m,) of a yes
    settled: Ids  # (m,) faces that then have a name, or stand in a larger group


_NONE = np.empty(0, np.int64)
_NOTHING = Asked(_NONE, _NONE, np.empty(0, np.float32), _NONE)


def questions(units: Units, photos: tuple[Ids, Ids], apart: Ids, curve: Curve, count: int) -> Asked:
    """The `count` questions whose answers can be expected to settle most faces; see `ranked`.

    No question is asked whose answer would follow from the others, were they answered with yes.
    """
    return _without_implied(ranked(units, photos, apart, curve, count), count)


def ranked(
    units: Units,
    photos: tuple[Ids, Ids],
    apart: Ids,
    curve: Curve,
    count: int,
    check: Callable[[], None] = lambda: None,
) -> Asked:
    """All likely pairs, or at least the `count` whose answers can be expected to settle most faces, these first.

    `photos` are the unit (m,) and the photo (m,) of every face: those in one photo are different people. `apart`
    (a, 2) are units that the user told apart; two named ones are apart already. Takes u^2 d multiplications, fewer
    where many faces are single. `check` is called for every thousand units, and raises to stop it.
    """
    grouped = (units.sizes > 1) | units.named
    found = _asked(units, grouped & ~units.named, grouped, photos, apart, curve, check)
    if len(found.first) < count or _gain(found)[count - 1] < 1:
        single = _asked(units, ~grouped, grouped, photos, apart, curve, check)
        found = _in_order(_both(found, single))
    return found


def best_first(asked: Asked) -> list[int]:
    """The places of those that don't follow from ones before, by how many faces can be expected of them.

    Their units may be any numbers.
    """
    order = np.lexsort((asked.second, asked.first, -asked.probability, -_gain(asked)))
    places: list[int] = order[_unimplied(_where(asked, order), len(order))].tolist()
    return places


def _asked(
    units: Units,
    rows: Bools,
    columns: Bools,
    photos: tuple[Ids, Ids],
    apart: Ids,
    curve: Curve,
    check: Callable[[], None],
) -> Asked:
    """All likely pairs of `rows` (u,) with `columns` (u,), in order."""
    some, others = units.where(rows), units.where(columns)
    if not rows.any() or not columns.any():
        return _NOTHING
    row_numbers, column_numbers = np.flatnonzero(rows), np.flatnonzero(columns)
    odds = _odds(some, others, row_numbers, column_numbers, curve)
    first, second, similarities = _pairs(some, others, _least(curve, max(odds)), check)
    first, second = row_numbers[first], column_numbers[second]
    possible = (first != second) & ((first < second) | units.named[second] | ~columns[first])
    possible &= ~_told_apart(first, second, apart, len(units.sizes))
    possible[possible] = ~_together(first[possible], second[possible], photos, len(units.sizes))
    first, second, similarities = first[possible], second[possible], similarities[possible]
    weights = np.exp(curve.log_ratio(similarities).astype(np.float64))
    named = units.named[second]
    weights *= np.where(named, odds[0], odds[1])
    rivals = np.bincount(first, weights * named, minlength=len(units.sizes))[first]
    probability = (weights / (1 + np.where(named, rivals, weights))).astype(np.float32)
    settled = np.where(named, units.sizes[first], np.minimum(units.sizes[first], units.sizes[second]))
    asked = Asked(first, second, probability, settled)
    return _in_order(_where(asked, probability >= _UNLIKELY))


def _odds(some: Units, others: Units, rows: Ids, columns: Ids, curve: Curve) -> tuple[float, float]:
    """Of being one given named person, and of being another group, from a sample of `some`, whose numbers are `rows`
    where those of the others are `columns`."""
    sample = _sampled(len(rows))
    similarities = some.where(sample).alike(others)
    similarities[rows[sample][:, None] == columns] = -1  # nobody is another one of themselves
    named = others.named
    among = odds_among(curve.log_ratio(similarities[:, named])) if named.any() else 0.0
    pairs = odds_of_pairs(similarities[:, ~named], curve) if not named.all() else 0.0
    return among, pairs


def _sampled(count: int) -> Bools:
    """Up to a thousand of `count`, drawn by chance, the same at every call."""
    sample = np.zeros(count, np.bool_)
    sample[np.random.default_rng(0).permutation(count)[:_SAMPLE]] = True
    return sample


def _pairs(some: Units, others: Units, floor: float, check: Callable[[], None]) -> tuple[Ids, Ids, Floats]:
    """The pairs that are at least so much alike, and how much."""
    nothing = np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32)

    def similar(start: int, alike: Floats) -> tuple[Ids, Ids, Floats]:
        found = np.flatnonzero(alike >= floor)
        first = found // alike.shape[1]
        return first + start, found - first * alike.shape[1], alike.ravel()[found]

    found = [nothing, *some.compared(others, similar, check)]
    first, second, similarities = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return first, second, similarities


def _least(curve: Curve, odds: float) -> float:
    """The similarity below which no pair is likely, whoever else there is."""
    steps = np.linspace(-1, 1.2, 441, dtype=np.float32)
    enough = curve.log_ratio(steps) + np.log(max(odds, 1e-300)) >= np.log(_UNLIKELY / (1 - _UNLIKELY))
    return float(steps[np.argmax(enough)]) if enough.any() else 2.0


def _told_apart(first: Ids, second: Ids, apart: Ids, count: int) -> Bools:
    keys = np.minimum(apart[:, 0], apart[:, 1]) * count + np.maximum(apart[:, 0], apart[:, 1])
    return np.isin(np.minimum(first, second) * count + np.maximum(first, second), keys)


def _together(first: Ids, second: Ids, photos: tuple[Ids, Ids], count: int) -> Bools:
    """Whether two units are in one photo."""
    from scipy.sparse import csr_array

    unit, photo = photos
    ones = np.ones(len(unit), np.int32)
    inside = csr_array((ones, (unit, photo)), shape=(count, int(photo.max(initial=0)) + 1))
    return np.asarray(inside[first].multiply(inside[second]).sum(axis=1) > 0).ravel()


def _without_implied(asked: Asked, count: int) -> Asked:
    return _where(asked, _unimplied(asked, count))


def _unimplied(asked: Asked, count: int) -> Ids:
    """The first `count` places whose answers don't follow from those of the ones before, if these are yes."""
    of: dict[int, int] = {}

    def root(unit: int) -> int:
        while unit in of:
            unit = of[unit]
        return unit

    kept = []
    for place, pair in enumerate(zip(asked.first.tolist(), asked.second.tolist(), strict=True)):
        low, high = sorted(map(root, pair))
        if low == high:
            continue
        of[high] = low
        kept.append(place)
        if len(kept) == count:
            break
    return np.array(kept, np.int64)


def _gain(asked: Asked) -> Floats:
    return np.asarray(asked.probability * asked.settled, np.float32)


def _in_order(asked: Asked) -> Asked:
    """Those first from which most faces can be expected, of equal ones the likelier."""
    return _where(asked, np.lexsort((asked.second, asked.first, -asked.probability, -_gain(asked))))


def _where(asked: Asked, chosen: Bools | Ids) -> Asked:
    return Asked(asked.first[chosen], asked.second[chosen], asked.probability[chosen], asked.settled[chosen])


def _both(some: Asked, others: Asked) -> Asked:
    return Asked(
        np.concatenate([some.first, others.first]),
        np.concatenate([some.second, others.second]),
        np.concatenate([some.probability, others.probability]),
        np.concatenate([some.settled, others.settled]),
    )


def _share(evidence: NDArray[np.float64], cases: NDArray[np.float64]) -> float:
    """The share of cases of which something is true, from the likelihood ratio (n,) that so many `cases` (n,) have."""
    share, count = 0.5, float(cases.sum())
    for _ in range(_TURNS):
        told = share * evidence
        believed = float(cases @ (told / (told + 1 - share)))
        share = (believed + 1) / (count + 2)
    return share
