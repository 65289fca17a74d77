"""Tight seeds: faces so alike that they are one person beyond doubt, from which groups grow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.people.constraints import Constraints

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Ids = NDArray[np.int64]

_NEAREST = 3  # neighbours of a face that count; through more of them groups chain together


def said_units(embeddings: NDArray[np.float32], constraints: Constraints, mirrored: float) -> Ids:
    """A number from 0 for each face, int64 (n,), equal for those that are one person before any grouping.

    That are those of one person by the user's word, and faces of one photo with a similarity of at least
    `mirrored`: the same face in a mirror, or twice in a collage.
    """
    n = len(embeddings)
    one = _chained(constraints.said)
    twins = _alike_in_one_photo(embeddings, constraints.photo, mirrored)
    units = _components(n, *one)
    return merged_where_allowed(units, *twins, replace(constraints, photo=np.full(n, -1)))


def tight_seeds(graph: csr_array, units: Ids, floor: float, constraints: Constraints) -> Ids:
    """`units` (n,) joined along mutual neighbours; int64 (n,), numbered from 0.

    An edge of `graph` joins two faces with a similarity of at least `floor` if it is among the strongest few
    of both. Mutual neighbours: Gowda and Krishna, "Agglomerative clustering using the concept
    of mutual nearest neighbourhood", Pattern Recognition, 1978. Seeds in which faces come together that
    must be apart are none.
    """
    n = len(units)
    strong = np.flatnonzero(graph.data >= floor)
    rows = np.searchsorted(graph.indptr, strong, side="right") - 1
    near = _strongest(rows, graph.data[strong], _NEAREST)
    rows, columns = rows[near], graph.indices[strong[near]].astype(np.int64)
    mutual = np.isin(rows * n + columns, columns * n + rows)
    return merged_where_allowed(units, rows[mutual], columns[mutual], constraints)


def _strongest(rows: Ids, values: NDArray[np.float32], count: int) -> Ids:
    """The places of the `count` largest `values` (m,) of each of `rows` (m,), ascending; of equal ones the first."""
    left, found = values.copy(), [np.empty(0, np.int64)]
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    length = np.diff(starts, append=len(rows))
    for _ in range(count if len(rows) else 0):
        largest = np.repeat(np.maximum.reduceat(left, starts), length)
        places = np.flatnonzero((left == largest) & (left > -np.inf))
        found.append(places[np.diff(rows[places], prepend=-1) > 0])
        left[found[-1]] = -np.inf
    return np.concatenate(found)


def merged_where_allowed(units: Ids, rows: Ids, columns: Ids, constraints: Constraints) -> Ids:
    """`units` (n,) joined along the edges between faces, but for components that would break a constraint."""
    count = int(units.max(initial=-1)) + 1
    group = _components(count, units[rows], units[columns])[units]
    clash = constraints.clashing(group, units, count)
    return numbered(np.where(clash[group], units + count, group))


def numbered(labels: Ids) -> Ids:
    """The same partition with numbers from 0."""
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)


def _components(n: int, rows: Ids, columns: Ids) -> Ids:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    edges = csr_array((np.ones(len(rows), np.int8), (rows, columns)), shape=(n, n))
    return np.asarray(connected_components(edges, directed=False)[1], np.int64)


def _chained(said: Ids) -> tuple[Ids, Ids]:
    """Edges along which the faces of each person hang together."""
    rows = np.flatnonzero(said >= 0)
    rows = rows[np.argsort(said[rows], kind="stable")]
    same = said[rows[1:]] == said[rows[:-1]]
    return rows[:-1][same], rows[1:][same]


def _alike_in_one_photo(embeddings: NDArray[np.float32], photo: Ids, floor: float) -> tuple[Ids, Ids]:
    order = np.argsort(photo, kind="stable")
    order = order[photo[order] >= 0]
    found = [(np.empty(0, np.int64), np.empty(0, np.int64))]
    for apart in range(1, len(order)):
        left, right = order[:-apart], order[apart:]
        same = photo[left] == photo[right]
        if not same.any():
            break
        left, right = left[same], right[same]
        alike = np.einsum("ij,ij->i", embeddings[left], embeddings[right]) >= floor
        found.append((left[alike], right[alike]))
    return np.concatenate([pair[0] for pair in found]), np.concatenate([pair[1] for pair in found])
