"""A grid in sections is a grid: every item has its own place, and is found there."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from gui.views.grid.layout import GridLayout
from gui.views.grid.section_layout import Band, SectionLayout, in_sections

COUNTS = st.lists(st.integers(0, 23), min_size=1, max_size=6)


def arranged(counts: list[int], width: int) -> SectionLayout:
    return in_sections(GridLayout(sum(counts), width, 100, 120, 16), counts, 40)


def bands_of(grid: SectionLayout) -> list[Band]:
    return [grid.band(number) for number in range(len(grid.sizes))]


@given(COUNTS, st.integers(120, 900))
def test_every_item_is_found_where_it_lies(counts, width):
    grid = arranged(counts, width)
    for item in range(grid.count):
        assert grid.item_at(grid.rect(item).center()) == item
        assert grid.rect(item).bottom() < grid.height


@given(COUNTS, st.integers(120, 900))
def test_no_item_lies_on_a_heading_or_on_another(counts, width):
    grid = arranged(counts, width)
    rects = [grid.rect(item) for item in range(grid.count)] + [band.heading for band in bands_of(grid)]
    assert not any(one.intersects(other) for n, one in enumerate(rects) for other in rects[n + 1 :])


@given(COUNTS, st.integers(120, 900), st.integers(0, 2000), st.integers(1, 900))
def test_what_is_to_be_painted_is_what_the_strip_touches(counts, width, top, height):
    grid = arranged(counts, width)
    strip = QRect(0, top, width, height)
    touching = {item for item in range(grid.count) if grid.rect(item).intersects(strip)}
    assert touching <= set(grid.between(top, top + height))
    assert {item for span in grid.touching(strip) for item in span} == touching
    cells = dict(grid.cells(top, top + height))
    assert touching <= set(cells)
    assert all(cell == grid.rect(item) for item, cell in cells.items())


@given(COUNTS, st.integers(120, 900))
def test_down_and_up_lead_through_all_sections(counts, width):
    grid = arranged(counts, width)
    if grid.count:
        item = 0
        for _ in range(grid.count):
            after = grid.below(item)
            assert after == item or grid.rect(after).top() > grid.rect(item).top()
            item = after
        filled = [band for band in bands_of(grid) if band.grid.count]
        assert item >= filled[-1].first
        assert grid.above(0) == 0


@given(COUNTS, st.integers(120, 900), st.integers(-100, 3000), st.integers(0, 900))
def test_a_strip_touches_the_sections_that_lie_in_it(counts, width, top, height):
    grid = arranged(counts, width)
    seen = {band.number for band in grid.bands(top, top + height)}
    for band in bands_of(grid):
        if band.heading.intersects(QRect(0, top, width, height + 1)):
            assert band.number in seen
            assert grid.heading_at(band.heading.center()) == band.number


@given(COUNTS, st.integers(120, 900), st.integers(200, 900))
@example([21, 0, 1], 120, 856)
def test_pages_lead_through_all_of_it_and_back(counts, width, page):
    grid = arranged(counts, width)
    if grid.count:
        item = 0
        for _ in range(grid.count):
            after = grid.further(item, page)
            assert item <= after < grid.count
            headings = grid.band_of(after).number - grid.band_of(item).number  # some have nothing below them
            assert grid.rect(after).top() - grid.rect(item).top() <= max(
                page + max(1, headings) * grid.heading, grid.heading + 2 * 120 + 16
            )
            item = after
        assert grid.rect(item).top() == grid.rect(grid.count - 1).top()
        for _ in range(grid.count):
            item = grid.further(item, -page)
        assert grid.rect(item).top() == grid.rect(0).top()
