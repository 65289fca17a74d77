"""The grouping that Kith uses unless told otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.people.attach import attach
from engine.people.clear import clearly_one, nearly_one
from engine.people.constraints import Constraints
from engine.people.graph import neighbour_graph
from engine.people.hubness import Strangers
from engine.people.linkage import link
from engine.people.rule import Rule
from engine.people.seeds import said_units, tight_seeds
from engine.people.years import bridged
from engine.progress import CancelToken, ReportProgress, ignore_progress

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def default(
    embeddings: NDArray[np.float32],
    quality: NDArray[np.float32],
    rule: Rule,
    constraints: Constraints | None = None,
    *,
    time: NDArray[np.float64] | None = None,
    on_progress: ReportProgress = ignore_progress,
    cancel: CancelToken | None = None,
) -> NDArray[np.int64]:
    """A label for each unit row of `embeddings` (n, d), int64 (n,); -1 is alone. `quality` (n,) is 0..1.

    Tight seeds of good faces, average linkage between them, then groups that are clearly nearest to each other,
    then single and poor faces to whom they are clearly nearest. A poor face resembles many people, so it never
    starts nor bridges a group, unless the user said whose it is. No group breaks one of `constraints`, and what
    the user said is one person is one.

    With the `time` (n,) of their photos, in years, NaN where it is unknown, people are followed through the
    years.

    Takes n^2 d / 2 multiplications and memory O(n + edges). Raises `Cancelled`.
    """
    n = len(embeddings)
    if n == 0:
        return np.empty(0, np.int64)
    constraints = constraints or Constraints.none(n)
    graph = good_neighbours(embeddings, quality, rule, constraints, on_progress=on_progress, cancel=cancel)
    strangers = Strangers.of(embeddings, _first(embeddings, graph, rule, constraints, cancel))
    groups = _linked(embeddings, graph, rule, constraints, strangers, time, cancel)
    asked = nearly_one(embeddings, groups, graph, rule, strangers)
    good = good_faces(quality, rule, constraints)
    groups = clearly_one(embeddings, groups, asked, good, rule, constraints, strangers, cancel)
    return without_singles(
        attach(embeddings, groups, rule, constraints, strangers=strangers, time=time, cancel=cancel)
    )


def linked(
    embeddings: NDArray[np.float32],
    quality: NDArray[np.float32],
    rule: Rule,
    constraints: Constraints,
    *,
    strangers: Strangers | None = None,
    time: NDArray[np.float64] | None = None,
    on_progress: ReportProgress = ignore_progress,
    cancel: CancelToken | None = None,
) -> NDArray[np.int64]:
    """`default` before single and poor faces are looked at; numbered from 0, those alone have their own.

    `strangers` are those of the whole library where the faces are only a part of it.
    """
    graph = good_neighbours(embeddings, quality, rule, constraints, on_progress=on_progress, cancel=cancel)
    if strangers is None:
        strangers = Strangers.of(embeddings, _first(embeddings, graph, rule, constraints, cancel))
    return _linked(embeddings, graph, rule, constraints, strangers, time, cancel)


def good_neighbours(
    embeddings: NDArray[np.float32],
    quality: NDArray[np.float32],
    rule: Rule,
    constraints: Constraints,
    *,
    on_progress: ReportProgress = ignore_progress,
    cancel: CancelToken | None = None,
) -> csr_array:
    """The neighbour graph between faces that are good enough, or that the user said something of."""
    good = good_faces(quality, rule, constraints)
    graph = neighbour_graph(embeddings, rule.neighbour, on_progress=on_progress, cancel=cancel)
    return _among(graph, good)


def good_faces(quality: NDArray[np.float32], rule: Rule, constraints: Constraints) -> NDArray[np.bool_]:
    """Those (n,) that may start a group or join two."""
    return (quality >= rule.min_quality) | (constraints.said >= 0)


def _first(
    embeddings: NDArray[np.float32],
    graph: csr_array,
    rule: Rule,
    constraints: Constraints,
    cancel: CancelToken | None,
) -> NDArray[np.int64]:
    """A strict grouping that knows nothing of strangers yet, to learn from it who they are."""
    units = said_units(embeddings, constraints, rule.mirrored)
    seeds = tight_seeds(graph, units, rule.seed, constraints)
    return link(embeddings, seeds, graph, rule.tightened(), constraints, cancel)


def _linked(
    embeddings: NDArray[np.float32],
    graph: csr_array,
    rule: Rule,
    constraints: Constraints,
    strangers: Strangers,
    time: NDArray[np.float64] | None,
    cancel: CancelToken | None,
) -> NDArray[np.int64]:
    units = said_units(embeddings, constraints, rule.mirrored)
    floor = rule.among(strangers.people).seed
    seeds = tight_seeds(_less_common(graph, strangers), units, floor, constraints)
    group = link(embeddings, seeds, graph, rule, constraints, cancel, strangers)
    if time is None or not np.isfinite(time).any():
        return group
    return bridged(embeddings, group, graph, time, rule, constraints, strangers, cancel)


def without_singles(group: NDArray[np.int64]) -> NDArray[np.int64]:
    """`group` (n,), numbered from 0, with -1 for those that are alone."""
    return np.where(np.bincount(group)[group] > 1, group, -1)


def _among(graph: csr_array, good: NDArray[np.bool_]) -> csr_array:
    """The edges of `graph` between `good` faces."""
    from scipy.sparse import csr_array

    rows = np.repeat(np.arange(len(good)), np.diff(graph.indptr))
    kept = good[rows] & good[graph.indices]
    ends = np.concatenate(([0], np.cumsum(kept)))[graph.indptr]
    return csr_array((graph.data[kept], graph.indices[kept], ends), shape=graph.shape)


def _less_common(graph: csr_array, strangers: Strangers) -> csr_array:
    """`graph` with what the faces have in common with strangers taken off its similarities."""
    from scipy.sparse import csr_array

    rows = np.repeat(np.arange(graph.shape[0]), np.diff(graph.indptr))
    common = strangers.hubness[rows] + strangers.hubness[graph.indices]
    return csr_array((graph.data - np.float32(0.5) * common, graph.indices, graph.indptr), graph.shape)
