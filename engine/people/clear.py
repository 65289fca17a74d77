"""Groups that are hardly less alike than is asked, and clearly more alike than either is like anybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.people.constraints import Constraints
from engine.people.cores import on_all_cores, rows_at_once
from engine.people.hubness import Strangers
from engine.people.linkage import Groups, Pairs, between
from engine.people.rule import Rule
from engine.people.seeds import numbered
from engine.progress import CancelToken

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Ids = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float32]

_CLEAR = 0.03  # of similarity: the margin from which something is made of it ...
_SHARE = 0.5  # ... and how much of what is above that makes up for likeness that is missing
_LACKING = 0.1  # of likeness between single faces, for which it can make up; between groups so much less as
# chance has less part in how alike they are: what is known of two crowds needs no margin
_SMALLEST = 3  # faces of two groups together: two single ones are each other's nearest by chance
_FEW = 40  # so few groups are nobody to stand out from: in a family's album relatives would
_ROUNDS = 4  # of looking what the joined are nearest to; the third hardly ever joins anybody


def clearly_one(
    embeddings: Floats,
    group: Ids,
    asked: Bools,
    good: Bools,
    rule: Rule,
    constraints: Constraints,
    strangers: Strangers,
    cancel: CancelToken | None = None,
) -> Ids:
    """`group` (n,), numbered from 0, with those joined that are clearly one person; numbered from 0.

    Two groups of unit rows of `embeddings` (n, d) may lack a little of the likeness that `rule` wants if each is
    nearest to the other, and far nearer than to a third: the ratio test of Lowe, "Distinctive image features from
    scale-invariant keypoints", 2004, as a difference. What is far from everybody says so by its margin, and so
    does what is seen from an angle, or was taken in a light, that takes from its likeness to all.

    Of each two one has an `asked` face (n,); groups without a `good` face (n,) are not looked at.

    Takes as many products as there are asked groups times all, on all cores, some of them at a time: 64 MB for each
    core. Raises `Cancelled`.
    """
    rule = rule.among(strangers.people)
    for _ in range(_ROUNDS):
        groups = Groups.of(embeddings, group, rule, strangers)
        known = np.flatnonzero(np.bincount(group, weights=good))
        if len(known) < _FEW:
            return group
        movers = np.intersect1d(group[asked], known)
        pairs = _clear(groups, movers, known, rule, cancel)
        pair_of = np.full(len(groups.sizes), -1, np.int64)
        pair_of[pairs.low] = pair_of[pairs.high] = np.arange(len(pairs.low))
        pairs = pairs.where(~constraints.clashing(pair_of[group], group, len(pairs.low)))
        if not len(pairs.low):
            return group
        parent = np.arange(len(groups.sizes))
        parent[pairs.high] = pairs.low
        asked = np.isin(group, np.concatenate([pairs.low, pairs.high]))
        group = numbered(parent[group])
    return group


def nearly_one(embeddings: Floats, group: Ids, graph: csr_array, rule: Rule, strangers: Strangers) -> Bools:
    """The faces (n,) of groups that `rule` would join with another if it were a little laxer.

    `group` (n,) is numbered from 0. Only groups with an edge of `graph` between them are looked at.
    """
    rule = rule.among(strangers.people)
    groups = Groups.of(embeddings, group, rule, strangers)
    low, high = between(group, graph)
    near = _near(groups, low, high, groups.excess(low, high, rule))
    found = np.zeros(len(groups.sizes), np.bool_)
    found[low[near]] = found[high[near]] = True
    return np.asarray(found[group], np.bool_)


def _near(groups: Groups, some: Ids, others: Ids, excess: Floats) -> Bools:
    """Whether a margin can make up for what they (m,) lack, which is the negative `excess` (m,)."""
    sizes = groups.sizes[some], groups.sizes[others]
    chance = (sizes[0] ** -0.5 + sizes[1] ** -0.5) / 2
    return np.asarray((excess >= -_LACKING * chance) & (sizes[0] + sizes[1] >= _SMALLEST), np.bool_)


def _clear(groups: Groups, movers: Ids, known: Ids, rule: Rule, cancel: CancelToken | None) -> Pairs:
    """The pairs of a mover and a `known` group that are one."""
    nearest, margin = np.full(len(groups.sizes), -1, np.int64), np.zeros(len(groups.sizes), np.float32)
    nearest[movers], margin[movers] = _nearest(groups, movers, known, cancel)
    low, high = movers, nearest[movers]
    excess = groups.excess(low, high, rule)
    near = _near(groups, low, high, excess)
    low, high, excess = low[near], high[near], excess[near]
    others = np.setdiff1d(high, movers)
    nearest[others], margin[others] = _nearest(groups, others, known, cancel)
    clear = (np.minimum(margin[low], margin[high]) - _CLEAR) * _SHARE >= -excess
    agreed = clear & (nearest[high] == low)
    low, high = np.minimum(low, high)[agreed], np.maximum(low, high)[agreed]
    once = np.unique(low, return_index=True)[1]
    return Pairs(low[once], high[once], excess[agreed][once])


def _nearest(groups: Groups, some: Ids, known: Ids, cancel: CancelToken | None) -> tuple[Ids, Floats]:
    """Of `known` groups the nearest to each of `some` (m,), and by how much it is nearer than the second."""
    means, common = groups.means[known].T, groups.hubness[known] * np.float32(0.5)
    own = np.searchsorted(known, some)
    rows = rows_at_once(len(known))

    def of_some(start: int) -> tuple[Ids, Floats]:
        part = slice(start, start + rows)
        alike = groups.means[some[part]] @ means
        alike -= common
        each = np.arange(len(alike))
        alike[each, own[part]] = -np.inf
        at = alike.argmax(axis=1)
        first = alike[each, at]
        alike[each, at] = -np.inf
        return known[at], first - alike.max(axis=1)

    nothing = np.empty(0, np.int64), np.empty(0, np.float32)
    found = [nothing, *on_all_cores(of_some, range(0, len(some), rows), cancel)]
    nearest, margin = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return nearest, margin
