"""Pictures as summed-area tables: the mean of any rectangle costs four look-ups, however large it is.

Crow, "Summed-area tables for texture mapping", 1984. A pyramid and hundreds of crops are area-pooled from one picture;
pooling each from the pixels would read most of them a dozen times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

# Red, green and blue are summed in one 64-bit integer, 21 bits each, so that a look-up serves all three. The sums
# of a whole picture overflow and run into one another, but differences are exact again as long as the sum over
# the rectangle that is asked for fits its bits.
_BITS = 21
_LARGEST_BIN = (1 << _BITS) // 255  # pixels
# A crop as large as the picture still fits from 24 bins a side.
LARGEST_SIDE = 24 * (int(_LARGEST_BIN**0.5) - 2)


class SummedAreas:
    """The tables of some pictures, on one device.

    `pictures` are RGB of (height, width, 3), at most `LARGEST_SIDE` a side and of any sizes. Holds 8 bytes a pixel.
    """

    def __init__(self, pictures: Sequence[NDArray[np.uint8]], device: torch.device) -> None:
        if any(max(picture.shape[:2]) > LARGEST_SIDE for picture in pictures):
            raise ValueError(f"pictures must not be larger than {LARGEST_SIDE} pixels a side")
        shapes = [(height, width) for height, width, _ in (picture.shape for picture in pictures)]
        cells = [(height + 1) * (width + 1) for height, width in shapes]
        # One stretch of memory for all, so that crops of different pictures are gathered in one call.
        self._sums = torch.empty(sum(cells), dtype=torch.int64, device=device)
        self._tables = [
            part.view(height + 1, width + 1)
            for part, (height, width) in zip(torch.split(self._sums, cells), shapes, strict=True)
        ]
        for table, picture in zip(self._tables, pictures, strict=True):
            _sum_up(table, torch.tensor(picture, device=device))
        self._starts = torch.tensor([0, *cells[:-1]], device=device).cumsum(0)
        self.sizes = torch.tensor([(width, height) for height, width in shapes], device=device)

    def same_sized(self) -> Iterator[tuple[Tensor, Tensor]]:
        """The pictures by size: the numbers (b,) of those that share one, their tables (b, height + 1, width + 1)."""
        for size in torch.unique(self.sizes, dim=0):
            numbers = (self.sizes == size).all(1).nonzero().flatten()
            yield numbers, torch.stack([self._tables[number] for number in numbers.tolist()])

    def crops(self, pictures: Tensor, corners: Tensor, side: int) -> Tensor:
        """Rectangles of pictures, area-pooled to squares in one go.

        `pictures` (n,) says from which picture each is; `corners` (n, 4) are whole pixels (left, top, right,
        bottom), right and bottom exclusive, none empty. Returns 0..255, float32 of (n, 3, side, side).
        """
        left, top, right, bottom = corners.unbind(1)
        x0, x1 = _bins(right - left, side)
        y0, y1 = _bins(bottom - top, side)
        x0, x1 = ((left[:, None] + edge)[:, None, :] for edge in (x0, x1))
        row = (self.sizes[pictures, 0] + 1)[:, None]
        start = self._starts[pictures][:, None]
        above, below = ((start + (top[:, None] + edge) * row)[:, :, None] for edge in (y0, y1))
        sums = self._at(below + x1).sub_(self._at(below + x0))
        sums.sub_(self._at(above + x1)).add_(self._at(above + x0))
        return _means(sums, (below - above) // row[:, :, None] * (x1 - x0))

    def _at(self, cells: Tensor) -> Tensor:
        return self._sums.index_select(0, cells.flatten()).view(cells.shape)


def pyramid(tables: Tensor, sizes: Sequence[tuple[int, int]]) -> Iterator[Tensor]:
    """Pictures of one size shrunk to every one of `sizes` (height, width), which must fall.

    `tables` is (b, height + 1, width + 1). Yields 0..255, float32 of (b, 3, height, width), channels last.
    """
    level = None
    for size in sizes:
        level = _shrunk(tables, size, level)
        yield level


def _shrunk(tables: Tensor, size: tuple[int, int], previous: Tensor | None) -> Tensor:
    height, width = (length - 1 for length in tables.shape[1:])
    y0, y1 = _bins(torch.tensor(height, device=tables.device), size[0])
    x0, x1 = _bins(torch.tensor(width, device=tables.device), size[1])
    area = (y1 - y0)[:, None] * (x1 - x0)
    if previous is not None and (height // size[0] + 2) * (width // size[1] + 2) > _LARGEST_BIN:
        # The sums would not fit; only the last, tiny levels of large square pictures come here.
        return functional.adaptive_avg_pool2d(previous, size).contiguous(memory_format=torch.channels_last)
    rows = tables.index_select(1, y1).sub_(tables.index_select(1, y0))
    return _means(rows.index_select(2, x1).sub_(rows.index_select(2, x0)), area)


def _sum_up(table: Tensor, picture: Tensor) -> None:
    """Fill `table` (h + 1, w + 1): its cell (y, x) sums the pixels above and left of that corner."""
    red, green, blue = picture.unbind(2)
    packed = torch.add(red.to(torch.int64), green.to(torch.int64), alpha=1 << _BITS)
    packed.add_(blue.to(torch.int64), alpha=1 << 2 * _BITS)
    table[0], table[:, 0] = 0, 0
    torch.cumsum(packed.cumsum_(1), 0, out=table[1:, 1:])


def _bins(length: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """Where `count` bins over each `length` (...) begin and end, (..., count): adaptive pooling's, which overlap."""
    step = torch.arange(count, device=length.device)
    length = length[..., None]
    return step * length // count, ((step + 1) * length + count - 1) // count


def _means(sums: Tensor, area: Tensor) -> Tensor:
    """The colours that `sums` (n, h, w) over `area` (n or 1, h, w) pixels stand for, (n, 3, h, w), channels last."""
    colours = torch.empty((*sums.shape, 3), device=sums.device)
    mask = (1 << _BITS) - 1
    for colour in range(3):
        torch.div((sums >> colour * _BITS) & mask, area, out=colours[..., colour])
    return colours.permute(0, 3, 1, 2)
