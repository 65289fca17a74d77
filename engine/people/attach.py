"""Single faces and the people they are clearly nearest to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.people.constraints import Constraints
from engine.people.cores import on_all_cores
from engine.people.hubness import Strangers
from engine.people.linkage import Groups
from engine.people.rule import Rule
from engine.people.seeds import numbered
from engine.people.years import Calendar, seen_for_long
from engine.progress import CancelToken

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

_LARGE = 8  # faces; the mean of fewer is as much chance as person
_ROWS = 1024


@dataclass(frozen=True, slots=True, eq=False)
class _Offers:
    """Single faces, each with the group that it would join."""

    rows: Ids
    groups: Ids
    similarities: Floats

    def where(self, kept: NDArray[np.bool_] | Ids) -> _Offers:
        return _Offers(self.rows[kept], self.groups[kept], self.similarities[kept])


def attach(
    embeddings: Floats,
    group: Ids,
    rule: Rule,
    constraints: Constraints,
    among: NDArray[np.bool_] | None = None,
    *,
    strangers: Strangers | None = None,
    time: Doubles | None = None,
    cancel: CancelToken | None = None,
) -> Ids:
    """`group` (n,), numbered from 0, in which single faces joined the nearest group; numbered from 0.

    Only faces of `among` (n,) join, by default all.

    A face joins if it is like the group's faces, on average, by `rule`, or by its `attach` where the group is
    large, and by its `margin` more like them than like any other group's: the ratio test of Lowe,
    "Distinctive image features from scale-invariant keypoints", 2004, as a difference. Otherwise it is left
    alone: a stranger is a proper outcome. So is a face whose person the user said.

    With a `time` (n,), in years, NaN where it is unknown, a person seen for long is held beside a face by the
    faces taken nearest in time to it.

    Memory O(groups) times a thousand. Raises `Cancelled` between blocks.
    """
    sizes = np.bincount(group)
    alone = (sizes[group] == 1) & (constraints.said < 0)
    known = np.setdiff1d(np.arange(len(sizes)), group[alone])
    single = np.flatnonzero(alone if among is None else alone & among)
    if not len(single) or not len(known):
        return group
    strangers = strangers or Strangers.unknown(len(group))
    rule = rule.among(strangers.people)
    groups = Groups.of(embeddings, group, rule, strangers)
    blocks = _blocks(embeddings, group, single, known, groups.means[known], time)
    offers = _offers(embeddings, blocks, known, groups, rule, strangers, cancel)
    return numbered(_accepted(offers, group, constraints))


def _offers(
    embeddings: Floats,
    blocks: Iterable[tuple[Ids, Floats]],
    known: Ids,
    groups: Groups,
    rule: Rule,
    strangers: Strangers,
    cancel: CancelToken | None,
) -> _Offers:
    sizes, coherences = groups.sizes[known], groups.coherences[known]
    alone = np.ones(len(known), np.float32), np.full(len(known), rule.usual, np.float32)
    wanted = rule.wanted((alone[0], sizes), (alone[1], coherences))
    wanted = np.where(sizes >= _LARGE, np.minimum(wanted, rule.attach), wanted)
    common = groups.hubness[known] * np.float32(0.5)

    def of_some(block: tuple[Ids, Floats]) -> _Offers:
        rows, means = block
        similarities = embeddings[rows] @ means.T
        similarities -= common
        nearest = similarities.argmax(axis=1)
        at = np.arange(len(rows)), nearest
        closest = similarities[at]
        similarities[at] = -np.inf
        clear = closest - similarities.max(axis=1) >= rule.margin
        closest -= strangers.hubness[rows] * np.float32(0.5)
        return _Offers(rows, known[nearest], closest).where(clear & (closest >= wanted[nearest]))

    parts = list(on_all_cores(of_some, blocks, cancel))
    return _Offers(
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.groups for part in parts]),
        np.concatenate([part.similarities for part in parts]),
    )


def _blocks(
    embeddings: Floats, group: Ids, single: Ids, known: Ids, means: Floats, time: Doubles | None
) -> Iterator[tuple[Ids, Floats]]:
    """The rows `single` in blocks, with the means (k, d) of the groups `known` (k,) to hold them beside."""
    dated = np.zeros(len(single), np.bool_) if time is None else np.isfinite(time[single])
    yield from ((rows, means) for rows in _cut(single[~dated]))
    if time is None or not dated.any():
        return
    single, calendar = single[dated], Calendar.of(group, time)
    places = np.flatnonzero(np.isin(known, seen_for_long(calendar)))
    years = np.floor(time[single]) if len(places) else np.zeros(len(single))
    for year in np.unique(years):
        then = means.copy()
        moments = np.full(len(places), year + 0.5)
        then[places] = calendar.means(embeddings, known[places], moments)[1]
        yield from ((rows, then) for rows in _cut(single[years == year]))


def _cut(rows: Ids) -> list[Ids]:
    return [rows[start : start + _ROWS] for start in range(0, len(rows), _ROWS)]


def _accepted(offers: _Offers, group: Ids, constraints: Constraints) -> Ids:
    """All at once; only where that would break a constraint one after the other, the most similar first."""
    count = int(group.max()) + 1
    merged = group.copy()
    merged[offers.rows] = offers.groups
    torn = constraints.clashing(merged, group, count)[offers.groups]
    merged[offers.rows[torn]] = group[offers.rows[torn]]
    waiting = offers.where(torn)
    while len(waiting.rows):
        waiting, first = _first_of_each(waiting)
        pair = np.full(count, -1, np.int64)
        pair[first.groups] = pair[group[first.rows]] = np.arange(len(first.rows))
        fits = ~constraints.clashing(pair[merged], merged, len(first.rows))
        merged[first.rows[fits]] = first.groups[fits]
    return merged


def _first_of_each(offers: _Offers) -> tuple[_Offers, _Offers]:
    """All others, and of each group the most similar face."""
    order = np.lexsort((offers.rows, -offers.similarities, offers.groups))
    offers = offers.where(order)
    first = np.ones(len(order), np.bool_)
    first[1:] = offers.groups[1:] != offers.groups[:-1]
    return offers.where(~first), offers.where(first)
