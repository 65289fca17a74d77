"""Average linkage between groups of faces, under constraints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.people.constraints import Constraints
from engine.people.hubness import Strangers
from engine.people.rule import Rule
from engine.people.seeds import numbered
from engine.progress import CancelToken

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]

_AT_ONCE = 4096  # pairs of vectors multiplied in one go: they stay in the processor's cache


def link(
    embeddings: Floats,
    seeds: Ids,
    graph: csr_array,
    rule: Rule,
    constraints: Constraints,
    cancel: CancelToken | None = None,
    strangers: Strangers | None = None,
) -> Ids:
    """Join `seeds` (n,), numbered from 0, into groups; int64 (n,), numbered from 0.

    Two groups of unit rows of `embeddings` (n, d) are as alike as their faces on average, which is the
    product of their mean vectors, less what they have in common with `strangers`. The pair that exceeds `rule`
    by most goes first; one that would break a constraint is refused for good. Only groups with an edge of
    `graph` between them are looked at.

    All pairs that are each other's best are joined at once: for average linkage that makes the same groups as
    one after the other. Sokal and Michener, "A statistical method for evaluating systematic relationships",
    1958; Sumengen et al., "Scaling hierarchical agglomerative clustering to billion-sized datasets", 2021.
    Memory O(edges); a round takes O(n + edges). Raises `Cancelled` between rounds.
    """
    strangers = strangers or Strangers.unknown(len(seeds))
    rule = rule.among(strangers.people)
    groups = Groups.of(embeddings, seeds, rule, strangers)
    parent = np.arange(len(groups.sizes))
    group = seeds
    pairs = _scored(*between(seeds, graph), groups, rule)
    while len(pairs.low):
        if cancel is not None:
            cancel.check()
        best = mutually_best(pairs, len(parent))
        pair_of = np.full(len(parent), -1, np.int64)
        pair_of[pairs.low[best]] = pair_of[pairs.high[best]] = np.arange(len(best))
        refused = constraints.clashing(pair_of[group], group, len(best))
        joined = best[~refused]
        groups.join(pairs.low[joined], pairs.high[joined], rule)
        parent[pairs.high[joined]] = pairs.low[joined]
        group = parent[group]
        pairs = _after(pairs.without(best), parent, pairs.low[joined], groups, rule)
    return numbered(group)


@dataclass(slots=True, eq=False)
class Groups:
    """Size, mean vector, coherence and hubness of each group."""

    sizes: Floats  # (k,)
    means: Floats  # (k, d)
    coherences: Floats  # (k,)
    hubness: Floats  # (k,), the mean of its faces

    @classmethod
    def of(cls, embeddings: Floats, group: Ids, rule: Rule, strangers: Strangers | None = None) -> Groups:
        """Of `group` (n,), numbered from 0."""
        from scipy.sparse import csr_array

        sizes = np.bincount(group).astype(np.float32)
        member = csr_array((np.ones(len(group), np.float32), group, np.arange(len(group) + 1)))
        means = np.asarray(member.T @ embeddings, np.float32) / sizes[:, None]
        strangers = strangers or Strangers.unknown(len(group))
        hubness = np.asarray(member.T @ strangers.hubness, np.float32) / sizes
        return cls(sizes, means, rule.coherences(sizes, means), hubness)

    def similarities(self, some: Ids, others: Ids) -> Floats:
        """The mean similarity (m,) between the faces of `some` (m,) and `others` (m,)."""
        parts = [slice(start, start + _AT_ONCE) for start in range(0, len(some), _AT_ONCE)]
        products = [np.einsum("ij,ij->i", self.means[some[part]], self.means[others[part]]) for part in parts]
        return np.concatenate([np.empty(0, np.float32), *products])

    def excess(self, some: Ids, others: Ids, rule: Rule) -> Floats:
        """By how much (m,) `some` (m,) and `others` (m,) are more alike than `rule` wants, or less if negative."""
        wanted = rule.wanted(
            (self.sizes[some], self.sizes[others]), (self.coherences[some], self.coherences[others])
        )
        common = np.float32(0.5) * (self.hubness[some] + self.hubness[others])
        return self.similarities(some, others) - common - wanted

    def join(self, into: Ids, other: Ids, rule: Rule) -> None:
        """`into` (m,) take up `other` (m,); nobody is in two of these pairs."""
        total = self.sizes[into] + self.sizes[other]
        share = (self.sizes[other] / total)[:, None]
        self.means[into] += share * (self.means[other] - self.means[into])
        self.hubness[into] += share[:, 0] * (self.hubness[other] - self.hubness[into])
        self.sizes[into] = total
        self.coherences[into] = rule.coherences(total, self.means[into])


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Different pairs of groups, `low` < `high`, which exceed the rule's threshold by `excess` >= 0."""

    low: Ids
    high: Ids
    excess: Floats

    def without(self, places: Ids) -> Pairs:
        kept = np.ones(len(self.low), np.bool_)
        kept[places] = False
        return self.where(kept)

    def where(self, kept: NDArray[np.bool_]) -> Pairs:
        return Pairs(self.low[kept], self.high[kept], self.excess[kept])


def between(seeds: Ids, graph: csr_array) -> tuple[Ids, Ids]:
    """The different pairs (p,), (p,) of `seeds` (n,) that an edge of `graph` links, the lower number first."""
    some, others = np.repeat(seeds, np.diff(graph.indptr)), seeds[graph.indices]
    once = some < others  # each edge is there from both of its ends
    return _different(some[once], others[once])


def _different(some: Ids, others: Ids) -> tuple[Ids, Ids]:
    """The different pairs of groups that are not one, the lower number first."""
    apart = some != others
    some, others = some[apart], others[apart]
    low, high = np.minimum(some, others), np.maximum(some, others)
    count = int(high.max(initial=0)) + 1
    keys = np.sort(low * count + high)  # np.unique is several times as slow
    keys = keys[np.diff(keys, prepend=-1) > 0]
    low = keys // count
    return low, keys - low * count


def _scored(low: Ids, high: Ids, groups: Groups, rule: Rule) -> Pairs:
    excess = groups.excess(low, high, rule)
    return Pairs(low, high, excess).where(excess >= 0)


def mutually_best(pairs: Pairs, count: int) -> Ids:
    """The places of the pairs that exceed all others of both their groups; of equal ones the first."""
    best = np.full(count, -np.inf, np.float32)
    np.maximum.at(best, pairs.low, pairs.excess)
    np.maximum.at(best, pairs.high, pairs.excess)
    places = np.flatnonzero((pairs.excess == best[pairs.low]) & (pairs.excess == best[pairs.high]))
    first = np.full(count, len(pairs.low), np.int64)
    np.minimum.at(first, pairs.low[places], places)
    np.minimum.at(first, pairs.high[places], places)
    agreed = (first[pairs.low[places]] == places) & (first[pairs.high[places]] == places)
    return np.asarray(places[agreed], np.int64)


def _after(pairs: Pairs, parent: Ids, grown: Ids, groups: Groups, rule: Rule) -> Pairs:
    """The pairs once groups have been joined; those of the `grown` ones are scored anew."""
    low, high = parent[pairs.low], parent[pairs.high]
    has_grown = np.zeros(len(parent), np.bool_)
    has_grown[grown] = True
    changed = has_grown[low] | has_grown[high]
    anew = _scored(*_different(low[changed], high[changed]), groups, rule)
    kept = pairs.where(~changed)
    return Pairs(
        np.concatenate([kept.low, anew.low]),
        np.concatenate([kept.high, anew.high]),
        np.concatenate([kept.excess, anew.excess]),
    )
