"""A grid in sections, each below a heading: a dozen, or the twenty thousand days of a million photos."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect

from gui.views.grid.layout import GridLayout


class Band(NamedTuple):
    """One section: its heading, and its own grid moved down by `shift`."""

    number: int
    first: int  # item
    heading: QRect
    grid: GridLayout
    shift: int

    @property
    def last(self) -> int:
        """The item after the last one."""
        return self.first + self.grid.count


@dataclass(frozen=True, slots=True)
class SectionLayout(GridLayout):
    """Like its parent, but sections lie one below the other; what is asked of it costs a bisection."""

    sizes: Sequence[int] = ()  # items of each section
    heading: int = 0  # pixels
    firsts: list[int] = field(default_factory=list, compare=False)  # item of each section, and the end
    # Of each heading, and the bottom of the last section.
    tops: list[int] = field(default_factory=list, compare=False)

    @property
    def height(self) -> int:
        return self.tops[-1] + (0 if self.sizes else 2 * self.margin)

    def band(self, number: int) -> Band:
        """Section `number`."""
        top, size = self.tops[number], self.sizes[number]
        line = QRect(self.margin, top, self.width - 2 * self.margin, self.heading)
        part = GridLayout(size, self.width, self.cell_width, self.cell_height, self.margin)
        return Band(number, self.firsts[number], line, part, top + self.heading - self.margin)

    def band_of(self, item: int) -> Band:
        """The section that holds `item`; empty ones hold none."""
        return self.band(bisect_right(self.firsts, item) - 1)

    def bands(self, top: int, bottom: int) -> Iterator[Band]:
        """The sections that touch the strip from `top` to `bottom`."""
        return map(self.band, self._numbers(top, bottom))

    def heading_at(self, point: QPoint) -> int | None:
        """The number of the section whose heading holds `point`."""
        found = (band.number for band in self.bands(point.y(), point.y()) if band.heading.contains(point))
        return next(found, None)

    def rect(self, item: int) -> QRect:
        band = self.band_of(item)
        return band.grid.rect(item - band.first).translated(0, band.shift)

    def cells(self, top: int, bottom: int) -> Iterator[tuple[int, QRect]]:
        for band in self.bands(top, bottom):
            for item, cell in band.grid.cells(top - band.shift, bottom - band.shift):
                yield band.first + item, cell.translated(0, band.shift)

    def item_at(self, point: QPoint) -> int | None:
        for band in self.bands(point.y(), point.y()):
            item = band.grid.item_at(point - QPoint(0, band.shift))
            if item is not None:
                return band.first + item
        return None

    def between(self, top: int, bottom: int) -> range:
        numbers = self._numbers(top, bottom)
        start = next((span.start for span in self._spans(numbers, top, bottom) if span), None)
        if start is None:
            return range(0)
        stop = next(span.stop for span in self._spans(numbers[::-1], top, bottom) if span)
        return range(start, stop)

    def touching(self, area: QRect) -> list[range]:
        area = area.normalized()
        return [
            _moved(span, band)
            for band in self.bands(area.top(), area.bottom())
            for span in band.grid.touching(area.translated(0, -band.shift))
        ]

    def above(self, item: int) -> int:
        """Where the up key leads: also over a heading, in the same column if there is one."""
        band = self.band_of(item)
        if item - self.columns >= band.first:
            return item - self.columns
        if not band.first:
            return item
        before, column = self.band_of(band.first - 1), (item - band.first) % self.columns
        last_row = (before.grid.count - 1) // self.columns * self.columns
        return before.first + min(last_row + column, before.grid.count - 1)

    def below(self, item: int) -> int:
        """Where the down key leads."""
        band = self.band_of(item)
        row, column = divmod(item - band.first, self.columns)
        if row < band.grid.rows - 1:
            return min(item + self.columns, band.last - 1)
        if band.last >= self.count:
            return item
        after = self.band_of(band.last)
        return after.first + min(column, after.grid.count - 1)

    def further(self, item: int, height: int) -> int:
        """Where a page of `height` pixels down leads, or up if it is negative: in the same column if there is one."""
        wanted, column = self.rect(item).top() + height, (item - self.band_of(item).first) % self.columns
        band = self.band_of(min(self.firsts[self._number_at(wanted)], self.count - 1))
        row = min(max((wanted - band.shift - self.margin) // self.cell_height, 0), band.grid.rows - 1)
        there = min(band.first + row * self.columns + column, band.last - 1)
        if height > 0:
            return max(there, self.below(item))
        return min(there, self.above(item))

    # ---- inside

    def _number_at(self, y: int) -> int:
        """The section at `y`, or the nearest."""
        return min(max(bisect_right(self.tops, y) - 1, 0), len(self.sizes) - 1)

    def _numbers(self, top: int, bottom: int) -> range:
        return range(self._number_at(top), self._number_at(bottom) + 1) if self.sizes else range(0)

    def _spans(self, numbers: range, top: int, bottom: int) -> Iterator[range]:
        for band in map(self.band, numbers):
            yield _moved(band.grid.between(top - band.shift, bottom - band.shift), band)


def in_sections(grid: GridLayout, sizes: Sequence[int], heading: int) -> SectionLayout:
    """The cells of `grid` in sections of `sizes` items, each below a heading of `heading` pixels."""
    columns = grid.columns
    heights = (
        heading + -(-size // columns) * grid.cell_height + (grid.margin if size else 0) for size in sizes
    )
    firsts = list(accumulate(sizes, initial=0))
    return SectionLayout(
        firsts[-1], grid.width, grid.cell_width, grid.cell_height, grid.margin, sizes, heading, firsts,
        list(accumulate(heights, initial=0)),
    )  # fmt: skip


def _moved(span: range, band: Band) -> range:
    return range(span.start + band.first, span.stop + band.first)
