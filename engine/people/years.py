"""People through the years: a face is held beside those nearest to it in time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.people.constraints import Constraints
from engine.people.hubness import Strangers
from engine.people.linkage import Groups, Pairs, between, mutually_best
from engine.people.rule import Rule
from engine.people.seeds import numbered
from engine.progress import CancelToken

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Bools = NDArray[np.bool_]

_NEAREST = (
    8  # faces of a person that are looked at for a moment; the mean of fewer is as much chance as person
)
_FEWEST = 3  # dated faces of a group from which something is said of its years
_LONG = 2.0  # years over which a person is seen before the mean of all their faces says too little
_GAP = 4.0  # years without a picture, after which a child is somebody else
_DAYS = 0.01  # years by which a camera's clock may be early
_LIKE = 0.15  # of a face and a person; whoever is less alike is never taken for them
_AT_ONCE = 4096  # windows of faces gathered in one go


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The dated faces of each of k groups in the order of time."""

    rows: Ids  # (m,), by group and then by time
    times: Doubles  # (m,), years
    starts: Ids  # (k + 1,): where each group's begin

    @classmethod
    def of(cls, group: Ids, time: Doubles) -> Calendar:
        """Of faces in `group` (n,), numbered from 0, taken at `time` (n,), years, NaN where that is unknown."""
        dated = np.flatnonzero(np.isfinite(time))
        rows = dated[np.lexsort((time[dated], group[dated]))]
        return cls(rows, time[rows], np.searchsorted(group[rows], np.arange(int(group.max()) + 2)))

    @property
    def counts(self) -> Ids:
        return np.diff(self.starts)

    def spans(self, groups: Ids) -> tuple[Doubles, Doubles]:
        """When the first and the last face of each of `groups` (p,) was taken; each has one at least."""
        return self.times[self.starts[groups]], self.times[self.starts[groups + 1] - 1]

    def means(self, embeddings: Floats, groups: Ids, moments: Doubles) -> tuple[Floats, Floats]:
        """How many faces of `groups` (p,) are nearest to the `moments` (p,), and their mean vectors (p, d)."""
        begin, size = self._windows(groups, moments)
        means = np.empty((len(groups), embeddings.shape[1]), np.float32)
        for start in range(0, len(groups), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            places = np.minimum(np.arange(_NEAREST), size[part, None] - 1) + begin[part, None]
            counted = np.arange(_NEAREST) < size[part, None]
            weights = (counted / size[part, None]).astype(np.float32)
            means[part] = np.einsum("ij,ijk->ik", weights, embeddings[self.rows[places]])
        return size.astype(np.float32), means

    def _windows(self, groups: Ids, moments: Doubles) -> tuple[Ids, Ids]:
        """Where in `rows` the faces before and after the moments (p,) begin, and how many they are."""
        first, after = self.starts[groups], self.starts[groups + 1]
        size = np.minimum(after - first, _NEAREST)
        number = np.repeat(np.arange(len(self.counts)), self.counts)
        low, high = (self.times.min(), self.times.max()) if len(self.times) else (0.0, 0.0)
        scale = high - low + 1  # so that a group's moments all lie between its own number and the next
        keys = number + (self.times - low) / scale
        place = np.searchsorted(keys, groups + (np.clip(moments, low, high) - low) / scale)
        return np.clip(place - size // 2, first, after - size), size


def bridged(
    embeddings: Floats,
    group: Ids,
    graph: csr_array,
    time: Doubles,
    rule: Rule,
    constraints: Constraints,
    strangers: Strangers,
    cancel: CancelToken | None = None,
) -> Ids:
    """`group` (n,), numbered from 0, with those joined that are one person through the years; numbered from 0.

    A child of 2 is hardly like the adult of 30, but like the child of 3. Two groups, linked by an edge of
    `graph`, are one if `rule` says so of their faces nearest to the time where they meet, and if each is by
    the rule's margin more like the other than like anybody else of the other's years: so siblings are held
    apart. The likest go first, and what they become is looked at anew. Faces without a `time` (n,), in years,
    take no part. No effect where there are no dates. Raises `Cancelled` between rounds.
    """
    rule = rule.among(strangers.people)
    while True:
        if cancel is not None:
            cancel.check()
        groups = Groups.of(embeddings, group, rule, strangers)
        meetings = _Meetings.of(embeddings, group, graph, time, groups, rule)
        low, high = meetings.agreed(group, rule, constraints)
        if not len(low):
            return group
        parent = np.arange(len(groups.sizes))
        parent[high] = low
        group = numbered(parent[group])


@dataclass(frozen=True, slots=True, eq=False)
class _Meetings:
    """Pairs of groups that are near in time, and how alike their faces are where they meet."""

    low: Ids  # (p,)
    high: Ids  # (p,)
    similarity: Floats  # (p,)
    excess: Floats  # (p,): by how much it exceeds what the rule wants
    spans: tuple[Doubles, Doubles]  # (k,) each: of all groups

    @classmethod
    def of(
        cls, embeddings: Floats, group: Ids, graph: csr_array, time: Doubles, groups: Groups, rule: Rule
    ) -> _Meetings:
        calendar = Calendar.of(group, time)
        dated = np.flatnonzero(calendar.counts >= _FEWEST)
        spans = np.full((2, len(groups.sizes)), np.nan)
        spans[:, dated] = calendar.spans(dated)
        low, high = between(group, graph)
        begins, ends = np.maximum(spans[0][low], spans[0][high]), np.minimum(spans[1][low], spans[1][high])
        near = begins - ends <= _GAP  # not where one has no dates: NaN is near to nothing
        low, high, moments = low[near], high[near], ((begins + ends) / 2)[near]
        low_sizes, low_means = calendar.means(embeddings, low, moments)
        high_sizes, high_means = calendar.means(embeddings, high, moments)
        common = np.float32(0.5) * (groups.hubness[low] + groups.hubness[high])
        similarity = np.einsum("ij,ij->i", low_means, high_means) - common
        wanted = rule.wanted((low_sizes, high_sizes), (groups.coherences[low], groups.coherences[high]))
        return cls(low, high, similarity, similarity - wanted, (spans[0], spans[1]))

    def agreed(self, group: Ids, rule: Rule, constraints: Constraints) -> tuple[Ids, Ids]:
        """The pairs to join now: each other's best, clear of everybody else, and allowed."""
        passing = np.flatnonzero(self.excess >= 0)
        clear = passing[[self._is_clear(pair, rule.margin) for pair in passing]]
        pairs = Pairs(self.low[clear], self.high[clear], self.excess[clear])
        while len(pairs.low):
            best = mutually_best(pairs, len(self.spans[0]))
            pair_of = np.full(len(self.spans[0]), -1, np.int64)
            pair_of[pairs.low[best]] = pair_of[pairs.high[best]] = np.arange(len(best))
            allowed = best[~constraints.clashing(pair_of[group], group, len(best))]
            if len(allowed):
                return pairs.low[allowed], pairs.high[allowed]
            pairs = pairs.without(best)
        return pairs.low, pairs.high

    def _is_clear(self, pair: np.int64, margin: float) -> bool:
        """Whether neither of the two is nearly as much like a third one of the other's years."""
        one, other = self.low[pair], self.high[pair]
        rival = max(self._rival(one, other), self._rival(other, one))
        return rival <= float(self.similarity[pair]) - margin

    def _rival(self, of: np.int64, instead: np.int64) -> float:
        """How alike `of` is to whoever is likest of those seen in the same years as `instead`, but for these."""
        mine = np.flatnonzero((self.low == of) | (self.high == of))
        third = np.where(self.low[mine] == of, self.high[mine], self.low[mine])
        first, last = self.spans
        meets = (first[third] <= last[instead]) & (last[third] >= first[instead]) & (third != instead)
        return float(self.similarity[mine[meets]].max(initial=-1))


def seen_for_long(calendar: Calendar) -> Ids:
    """The groups whose faces span so many years that those nearest in time say more than all of them."""
    some = np.flatnonzero(calendar.counts > _NEAREST)
    first, last = calendar.spans(some)
    return np.asarray(some[last - first > _LONG], np.int64)


def unborn(embeddings: Floats, time: Doubles, said: Ids, births: Mapping[int, float]) -> tuple[Ids, Ids]:
    """Who can't be in whose group: faces `(rows, people)` in photos taken before that person was born.

    `births` are in years, as is `time` (n,). Left out are faces that are nothing like the faces that the user gave
    the person, in `said` (n,): they would not come to them anyhow; and these faces themselves: the user knows
    better than a camera's clock.
    """
    found = [(np.empty(0, np.int64), np.empty(0, np.int64))]
    for person, birth in births.items():
        theirs = said == person
        early = np.flatnonzero((time < birth - _DAYS) & ~theirs)
        if theirs.any() and len(early):
            alike = embeddings[early] @ embeddings[theirs].mean(axis=0)
            rows = early[alike >= _LIKE]
            found.append((rows, np.full(len(rows), person)))
    return np.concatenate([rows for rows, _ in found]), np.concatenate([people for _, people in found])
