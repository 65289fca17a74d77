"""The arithmetic of the grid."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from gui.models.ids import runs_of
from gui.views.grid.layout import GridLayout

layouts = st.builds(
    GridLayout,
    count=st.integers(0, 3000),
    width=st.integers(50, 3000),
    cell_width=st.integers(20, 400),
    cell_height=st.integers(20, 400),
    margin=st.integers(0, 24),
)


@given(layouts, st.data())
def test_every_item_is_found_in_the_middle_of_its_cell(grid, data):
    if not grid.count:
        assert grid.item_at(QRect(0, 0, 10, 10).center()) is None
        return
    item = data.draw(st.integers(0, grid.count - 1))
    assert grid.item_at(grid.rect(item).center()) == item


@given(layouts, st.data())
def test_neighbours_never_overlap(grid, data):
    if grid.count < 2:
        return
    item = data.draw(st.integers(0, grid.count - 2))
    assert not grid.rect(item).intersects(grid.rect(item + 1))


@given(layouts, st.integers(0, 200_000), st.integers(0, 4000))
def test_what_is_visible_is_exactly_what_touches_the_strip(grid, top, height):
    visible = grid.between(top, top + height)
    for item in range(max(0, visible.start - 1), min(grid.count, visible.stop + 1)):
        rect = grid.rect(item)
        touches = rect.bottom() >= top and rect.top() <= top + height
        assert not touches or item in visible


@given(layouts, st.integers(-50, 3000), st.integers(-50, 6000), st.integers(1, 900), st.integers(1, 900))
def test_a_rectangle_selects_what_it_touches(grid, x, y, width, height):
    area = QRect(x, y, width, height)
    found = {item for span in grid.touching(area) for item in span}
    assert found == {item for item in range(grid.count) if grid.rect(item).intersects(area)}


def test_a_million_items_cost_nothing():
    grid = GridLayout(10**6, 1200, 170, 170, 16)
    assert grid.between(10**6, 10**6 + 800).start > 0
    assert grid.rect(10**6 - 1).bottom() <= grid.height


@given(st.sets(st.integers(0, 200)))
def test_runs_hold_the_same_items(items):
    runs = runs_of(sorted(items))
    assert [item for run in runs for item in run] == sorted(items)
    assert all(first.stop < second.start for first, second in pairwise(runs))
