"""Pictures as summed-area tables: the mean of any rectangle costs four look-ups, however large it is.

Crow, "Summed-area tables for texture mapping", 1984. A pyramid and hundreds of crops are area-pooled from one picture;
pooling each from the pixels would read most of them a dozen times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Parts = Sequence[tuple[int, int]]  # of rows or columns: where each part begins and how many it has

# 32 bits may overflow, and differences come out right again as long as the sum that is asked for fits them.
LARGEST_SIDE = int(((1 << 31) // 255) ** 0.5)


class SummedAreas:
    """The tables of some pictures, on one device.

    `pictures` are RGB of (height, width, 3), at most `LARGEST_SIDE` a side and of any sizes. Holds 12 bytes a pixel.
    """

    def __init__(self, pictures: Sequence[NDArray[np.uint8]], device: torch.device) -> None:
        if any(max(picture.shape[:2]) > LARGEST_SIDE for picture in pictures):
            raise ValueError(f"pictures must not be larger than {LARGEST_SIDE} pixels a side")
        shapes = [(height, width) for height, width, _ in (picture.shape for picture in pictures)]
        cells = [(height + 1) * (width + 1) for height, width in shapes]
        # One stretch of memory for all, so that crops of different pictures are gathered in one call.
        self._sums = torch.empty(sum(cells), 3, dtype=torch.int32, device=device)
        self._tables = [
            part.view(height + 1, width + 1, 3)
            for part, (height, width) in zip(torch.split(self._sums, cells), shapes, strict=True)
        ]
        for table, picture in zip(self._tables, pictures, strict=True):
            _sum_up(table, torch.tensor(picture, device=device))
        self._starts = torch.tensor([0, *cells[:-1]], device=device).cumsum(0)
        self.sizes = torch.tensor([(width, height) for height, width in shapes], device=device)

    def same_sized(self) -> Iterator[tuple[Tensor, Tensor]]:
        """The pictures by size: the numbers (b,) of those that share one, their tables (b, h + 1, w + 1, 3)."""
        for size in torch.unique(self.sizes, dim=0):
            numbers = (self.sizes == size).all(1).nonzero().flatten()
            alike = [self._tables[number] for number in numbers.tolist()]
            yield numbers, alike[0][None] if len(alike) == 1 else torch.stack(alike)

    def crops(self, pictures: Tensor, corners: Tensor, side: int) -> Tensor:
        """Rectangles of pictures, area-pooled to squares in one go.

        `pictures` (n,) says from which picture each is; `corners` (n, 4) are whole pixels (left, top, right,
        bottom), right and bottom exclusive, none empty. Returns 0..255, float32 of (n, 3, side, side).
        """
        left, top, right, bottom = corners.unbind(1)
        x0, x1 = _bins(right - left, side)
        y0, y1 = _bins(bottom - top, side)
        start = self._starts[pictures][:, None]
        row = self.sizes[pictures, :1] + 1
        above, below = ((start + (top[:, None] + edge) * row)[:, :, None] for edge in (y0, y1))
        before, behind = ((left[:, None] + edge)[:, None, :] for edge in (x0, x1))
        sums = self._at(below + behind).sub_(self._at(below + before))
        sums.sub_(self._at(above + behind)).add_(self._at(above + before))
        return _means(sums, y1 - y0, x1 - x0)

    def _at(self, cells: Tensor) -> Tensor:
        return self._sums.index_select(0, cells.flatten()).view(*cells.shape, 3)


def shrunk(tables: Tensor, size: tuple[int, int], rows: Parts, columns: Parts) -> Iterator[Tensor]:
    """Pictures of one size, by their tables (b, h + 1, w + 1, 3), area-pooled to `size` (height, width), in tiles.

    Yields for each of `rows` one of each of `columns`: 0..255, float32 of (b, 3, its rows, its columns), channels
    last. A tile stays in the processor's cache, where a whole level doesn't.
    """
    height, width = (torch.tensor(length - 1, device=tables.device) for length in tables.shape[1:3])
    y0, y1 = _bins(height, size[0])
    x0, x1 = _bins(width, size[1])
    for row, high in rows:
        above, below = y0[row : row + high], y1[row : row + high]
        # Three axes: twice as fast as four.
        strip = tables.index_select(1, below).sub_(tables.index_select(1, above)).flatten(0, 1)
        for column, wide in columns:
            before, behind = x0[column : column + wide], x1[column : column + wide]
            sums = strip.index_select(1, behind).sub_(strip.index_select(1, before))
            yield _means(
                sums.view(-1, len(below), len(behind), 3), (below - above)[None], (behind - before)[None]
            )


def _sum_up(table: Tensor, picture: Tensor) -> None:
    """Fill `table` (h + 1, w + 1, 3): its cell (y, x) sums the pixels above and left of that corner."""
    table[0], table[:, 0] = 0, 0
    torch.cumsum(picture, 1, dtype=torch.int32, out=table[1:, 1:])
    if table.device.type != "cpu":
        torch.cumsum(table[1:], 0, out=table[1:])
        return
    rows = table.numpy()
    for above, row in pairwise(rows):  # torch would sum column by column, nine times slower
        row += above


def _bins(length: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """Where `count` bins over each `length` (...) begin and end, (..., count): adaptive pooling's, which overlap."""
    step = torch.arange(count, device=length.device)
    length = length[..., None]
    return step * length // count, ((step + 1) * length + count - 1) // count


def _means(sums: Tensor, heights: Tensor, widths: Tensor) -> Tensor:
    """The colours that `sums` (n, h, w, 3) stand for, given the bins' heights (n or 1, h) and widths (n or 1, w).

    Returns float32 of (n, 3, h, w), channels last.
    """
    # One factor for every number, three times the same: multiplying is then a plain run over memory.
    across = widths.float().reciprocal().repeat_interleave(3, 1)
    factors = heights.float().reciprocal()[:, :, None] * across[:, None]
    means = sums.flatten(2).float().mul_(factors)
    return means.view(sums.shape).permute(0, 3, 1, 2)
