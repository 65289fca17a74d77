"""Where the tiles of a grid lie: plain arithmetic, the same cost for ten items and for ten million."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect


@dataclass(frozen=True, slots=True)
class GridLayout:
    """`count` cells of one size in rows, filling `width`; coordinates are of the whole content, in pixels."""

    count: int
    width: int
    cell_width: int
    cell_height: int
    margin: int = 0

    @property
    def columns(self) -> int:
        return max(1, (self.width - 2 * self.margin) // self.cell_width)

    @property
    def rows(self) -> int:
        return -(-self.count // self.columns)

    @property
    def height(self) -> int:
        return self.rows * self.cell_height + 2 * self.margin

    @property
    def stride(self) -> float:
        """From one column to the next: what is left over of the width is spread between the columns."""
        return max(self.cell_width, (self.width - 2 * self.margin) / self.columns)

    def rect(self, item: int) -> QRect:
        """The cell of `item`."""
        row, column = divmod(item, self.columns)
        top = self.margin + row * self.cell_height
        return QRect(self._left(column), top, self.cell_width, self.cell_height)

    def cells(self, top: int, bottom: int) -> Iterator[tuple[int, QRect]]:
        """What `between` finds, each with its `rect`."""
        lefts = [self._left(column) for column in range(self.columns)]
        for item in self.between(top, bottom):
            row, column = divmod(item, len(lefts))
            above = self.margin + row * self.cell_height
            yield item, QRect(lefts[column], above, self.cell_width, self.cell_height)

    def item_at(self, point: QPoint) -> int | None:
        """The item whose cell holds `point`."""
        column = int((point.x() - self.margin) // self.stride)
        item = (point.y() - self.margin) // self.cell_height * self.columns + column
        inside = 0 <= column < self.columns and 0 <= item < self.count
        return item if inside and self.rect(item).contains(point) else None

    def between(self, top: int, bottom: int) -> range:
        """The items of all rows that touch the strip from `top` to `bottom`."""
        first = max(0, (top - self.margin) // self.cell_height) * self.columns
        last = ((bottom - self.margin) // self.cell_height + 1) * self.columns
        return range(min(first, self.count), max(0, min(last, self.count)))

    def touching(self, area: QRect) -> list[range]:
        """The items whose cells touch `area`, as one range per row."""
        area = area.normalized()
        rows = self.between(area.top(), area.bottom())
        columns = self._columns_touching(area)
        found = []
        for start in range(rows.start, rows.stop, self.columns):
            top = self.margin + start // self.columns * self.cell_height
            hit = range(start + columns.start, min(start + columns.stop, self.count))
            if hit and top <= area.bottom() and area.top() < top + self.cell_height:
                found.append(hit)
        return found

    def _left(self, column: int) -> int:
        return self.margin + round(column * self.stride + (self.stride - self.cell_width) / 2)

    def _columns_touching(self, area: QRect) -> range:
        """They are the same in every row."""
        row = GridLayout(self.columns, self.width, self.cell_width, self.cell_height, self.margin)
        level = QRect(area.left(), self.margin, area.width(), 1)
        hit = [column for column in range(self.columns) if row.rect(column).intersects(level)]
        return range(hit[0], hit[-1] + 1) if hit else range(0)
