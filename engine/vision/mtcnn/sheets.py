"""Where the levels of a pyramid lie when P-Net looks at them: on few sheets, of few sizes.

torch compiles a convolution anew for every shape, which can take longer than to run it, and has a slow one for small
inputs. So large levels are cut into equal parts and small ones lie side by side. All counts are of P-Net's answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

STRIDE, WINDOW = 2, 12  # pixels from one answer to the next, and that each sees
_STEP = 16  # sheets have a multiple of so many rows and columns
_SMALL = 72  # levels with no more rows and columns than this share a sheet
_APART = (WINDOW - 1) // STRIDE  # columns between two neighbours that would see pixels of both


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle of a level and the column of the sheet at which it begins, always in the first row."""

    level: int
    row: int
    column: int
    rows: int
    columns: int
    at: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Parts side by side, from left to right."""

    rows: int
    columns: int
    parts: tuple[Part, ...]


def sheets(levels: Sequence[tuple[int, int]], most: int) -> list[Sheet]:
    """Sheets for levels of so many (rows, columns), none with more than about `most` of either.

    Every place of every level is on one of them; near the edges of parts some are on two.
    """
    small = [number for number, size in enumerate(levels) if max(size) <= min(_SMALL, most)]
    cut = [
        sheet
        for number, size in enumerate(levels)
        if number not in small
        for sheet in _cut(number, size, most)
    ]
    return cut + ([_side_by_side(levels, small)] if small else [])


def _cut(level: int, size: tuple[int, int], most: int) -> Iterator[Sheet]:
    rows, columns = size
    for (row, high), (column, wide) in product(_parts(rows, most), _parts(columns, most)):
        part = Part(level, row, column, min(high, rows), min(wide, columns), at=0)
        yield Sheet(high, wide, (part,))


def _parts(length: int, most: int) -> list[tuple[int, int]]:
    """Where equal parts of a `length` begin and how long they are. The last begins inside the one before it where it
    has to; an only one may be longer than there is."""
    count = -(-length // most)
    part = _stepped(-(-length // count))
    return [(max(min(number * part, length - part), 0), part) for number in range(count)]


def _side_by_side(levels: Sequence[tuple[int, int]], numbers: Sequence[int]) -> Sheet:
    parts, at = [], 0
    for number in numbers:
        rows, columns = levels[number]
        parts.append(Part(number, 0, 0, rows, columns, at))
        at += columns + _APART
    return Sheet(_stepped(max(part.rows for part in parts)), _stepped(at - _APART), tuple(parts))


def _stepped(length: int) -> int:
    return -(-length // _STEP) * _STEP
