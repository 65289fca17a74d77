"""How all points of a t-SNE map push one another away, in time that grows with their number alone.

Linderman, Rachh, Hoskins, Steinerberger and Kluger, "Fast interpolation-based t-SNE for improved visualization of
single-cell RNA-seq data", 2019: the points are spread onto a grid, the grid is convolved with the kernels by FFT,
and the result is read off at the points, both by polynomial interpolation.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

_NODES = 3  # to a cell and axis: the interpolation is quadratic
_CELLS = (40, 80)  # of the grid, to an axis
_PLACES = (np.arange(_NODES) + 0.5) / _NODES  # of the nodes in a cell


def repulsion(points: Points) -> Points:
    """The force (n, 2) on each of `points` (n, 2): the gradient's second term, without its factor 4."""
    from scipy.sparse import csr_array

    low = points.min(axis=0)
    size = max(float((points.max(axis=0) - low).max()), 1e-9) * (1 + 1e-9)
    cells = int(np.clip(np.ceil(size), *_CELLS))
    edge = cells * _NODES
    indices, weights = _spread((points - low) / size * cells, cells)
    ends = np.arange(len(points) + 1) * _NODES**2
    onto_grid = csr_array((weights.ravel(), indices.ravel(), ends), shape=(len(points), edge * edge))
    charges = np.column_stack([np.ones(len(points)), points, (points**2).sum(axis=1)])
    grid = np.asarray(onto_grid.T @ charges).T.reshape(4, edge, edge)
    potentials = np.asarray(onto_grid @ _convolved(grid, size / edge).reshape(4, -1).T)
    squares = (points**2).sum(axis=1)
    # sum of 1 / (1 + d^2) over all pairs, from the sums with (1 + d^2)^-2, without each point with itself
    total = (
        (1 + squares) * potentials[:, 0] - 2 * (points * potentials[:, 1:3]).sum(axis=1) + potentials[:, 3]
    ).sum()
    total = max(float(total) - len(points), 1e-12)
    return np.asarray((points * potentials[:, :1] - potentials[:, 1:3]) / total)


def _spread(places: Points, cells: int) -> tuple[NDArray[np.int64], Points]:
    """The nodes (n, 9) around each of `places` (n, 2), counted in cells, and the weight of each node."""
    cell = np.clip(places.astype(np.int64), 0, cells - 1)
    weights = _lagrange(places - cell)
    across, down = (cell[:, axis, None] * _NODES + np.arange(_NODES) for axis in range(2))
    indices = across[:, :, None] * (cells * _NODES) + down[:, None, :]
    both = weights[:, 0, :, None] * weights[:, 1, None, :]
    return indices.reshape(len(places), -1), both.reshape(len(places), -1)


def _lagrange(within: Points) -> Points:
    """The weight (n, 2, nodes) of each node of a cell for a place (n, 2) in it, 0 to 1."""
    weights = np.ones((*within.shape, _NODES))
    for node in range(_NODES):
        for other in range(_NODES):
            if other != node:
                weights[..., node] *= (within - _PLACES[other]) / (_PLACES[node] - _PLACES[other])
    return weights


def _convolved(grid: Points, spacing: float) -> Points:
    """Each of `grid` (4, e, e) with the kernel (1 + d^2)^-2, the nodes being `spacing` apart."""
    from scipy import fft

    edge = grid.shape[1]
    length = fft.next_fast_len(2 * edge, real=True)
    steps = np.minimum(np.arange(length), length - np.arange(length)) * spacing
    kernel = (1 + steps[:, None] ** 2 + steps**2) ** -2.0
    spectrum = fft.rfft2(grid, (length, length)) * fft.rfft2(kernel)
    return np.asarray(fft.irfft2(spectrum, (length, length))[:, :edge, :edge])
