"""P-Net sees every place of every level, whatever sheets they lie on."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.vision.mtcnn.sheets import STRIDE, WINDOW, Sheet, sheets

sizes = st.lists(st.tuples(st.integers(1, 200), st.integers(1, 200)), min_size=1, max_size=6)
most = st.integers(16, 160)


@given(sizes, most)
def test_every_place_is_on_a_sheet(levels: list[tuple[int, int]], most: int) -> None:
    seen = [np.zeros(size, bool) for size in levels]
    for sheet in sheets(levels, most):
        for part in sheet.parts:
            rows, columns = (
                slice(part.row, part.row + part.rows),
                slice(part.column, part.column + part.columns),
            )
            assert seen[part.level][rows, columns].shape == (part.rows, part.columns)
            seen[part.level][rows, columns] = True
    assert all(level.all() for level in seen)


@given(sizes, most)
def test_parts_fit_their_sheet_and_no_place_sees_two(levels: list[tuple[int, int]], most: int) -> None:
    for sheet in sheets(levels, most):
        assert all(part.rows <= sheet.rows for part in sheet.parts)
        ends = [(part.at + part.columns - 1) * STRIDE + WINDOW for part in sheet.parts]
        assert all(end <= part.at * STRIDE for end, part in zip(ends, sheet.parts[1:], strict=False))
        assert ends[-1] <= (sheet.columns - 1) * STRIDE + WINDOW


def test_a_few_sizes_of_sheets_serve_pictures_of_all_sizes() -> None:
    many = [sheets([(height, width)], 128) for height in range(1, 400, 7) for width in range(1, 400, 7)]
    assert len({_size(sheet) for each in many for sheet in each}) <= 64


def test_a_pyramid_takes_few_sheets() -> None:
    halves = [
        (283, 379),
        (200, 268),
        (140, 189),
        (98, 133),
        (68, 93),
        (47, 65),
        (32, 44),
        (21, 30),
        (14, 20),
        (8, 13),
    ]
    assert len(sheets(halves, 128)) < 25


def _size(sheet: Sheet) -> tuple[int, int]:
    return sheet.rows, sheet.columns
