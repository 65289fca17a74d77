"""A grid in sections, each below a heading."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect

from gui.views.grid_layout import GridLayout


class Band(NamedTuple):
    """One section: its heading, and its own grid moved down by `shift`."""

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
    """Like its parent, but `bands` lie one below the other; the cost is that of looking through the bands."""

    bands: tuple[Band, ...] = ()

    @property
    def height(self) -> int:
        if not self.bands:
            return 2 * self.margin
        last = self.bands[-1]
        return last.shift + last.grid.height

    def band_of(self, item: int) -> Band:
        """The section that holds `item`; empty ones hold none."""
        filled = [band for band in self.bands if band.grid.count]
        return filled[bisect_right([band.first for band in filled], item) - 1]

    def heading_at(self, point: QPoint) -> int | None:
        """The number of the section whose heading holds `point`."""
        found = (number for number, band in enumerate(self.bands) if band.heading.contains(point))
        return next(found, None)

    def rect(self, item: int) -> QRect:
        band = self.band_of(item)
        return band.grid.rect(item - band.first).translated(0, band.shift)

    def item_at(self, point: QPoint) -> int | None:
        for band in self.bands:
            item = band.grid.item_at(point - QPoint(0, band.shift))
            if item is not None:
                return band.first + item
        return None

    def between(self, top: int, bottom: int) -> range:
        found = [
            _moved(band.grid.between(top - band.shift, bottom - band.shift), band) for band in self.bands
        ]
        hit = [span for span in found if span]
        return range(hit[0].start, hit[-1].stop) if hit else range(0)

    def touching(self, area: QRect) -> list[range]:
        return [
            _moved(span, band)
            for band in self.bands
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


def in_sections(grid: GridLayout, counts: Sequence[int], heading: int) -> SectionLayout:
    """The cells of `grid` in sections of `counts` items, each below a heading of `heading` pixels."""
    bands: list[Band] = []
    first, top = 0, 0
    for count in counts:
        part = GridLayout(count, grid.width, grid.cell_width, grid.cell_height, grid.margin)
        line = QRect(grid.margin, top, grid.width - 2 * grid.margin, heading)
        shift = top + heading - grid.margin
        bands.append(Band(first, line, part, shift))
        first += count
        top = shift + part.height - (0 if count else grid.margin)
    return SectionLayout(
        first, grid.width, grid.cell_width, grid.cell_height, grid.margin, bands=tuple(bands)
    )


def _moved(span: range, band: Band) -> range:
    return range(span.start + band.first, span.stop + band.first)
