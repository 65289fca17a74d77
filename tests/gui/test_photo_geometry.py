"""Fit, zoom and pan."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSizeF

from engine.types import Box
from gui.views.photo.geometry import MOST, PhotoGeometry

sides = st.floats(100, 8000)
geometries = st.builds(
    lambda w, h, vw, vh: PhotoGeometry(QSizeF(w, h), QSizeF(vw, vh)), sides, sides, sides, sides
)
fractions = st.floats(0.05, 0.95)


@given(geometries)
def test_fitted_photos_are_wholly_in_view_and_in_the_middle(geometry):
    area = geometry.area
    assert area.width() <= geometry.view.width() + 1e-6
    assert area.height() <= geometry.view.height() + 1e-6
    assert area.center().x() == pytest.approx(geometry.view.width() / 2)


@given(geometries, st.floats(1.1, 4), fractions, fractions)
def test_zooming_in_keeps_what_is_under_the_mouse(geometry, factor, across, down):
    zoomed_once = geometry.zoomed(3)
    at = QPointF(zoomed_once.view.width() * across, zoomed_once.view.height() * down)
    before = zoomed_once.fraction_at(at)
    after = zoomed_once.zoomed(factor, at)
    area, view = zoomed_once.area, zoomed_once.view
    fills = area.width() >= view.width() and area.height() >= view.height()
    inside = 0 <= before.x() <= 1 and 0 <= before.y() <= 1
    if fills and inside and after.zoom > zoomed_once.zoom:
        held = after.fraction_at(at)
        assert held.x() == pytest.approx(before.x(), abs=1e-3)
        assert held.y() == pytest.approx(before.y(), abs=1e-3)


@given(geometries, st.floats(1, 10), st.floats(-9000, 9000), st.floats(-9000, 9000))
def test_no_room_is_lost_beside_a_zoomed_photo(geometry, factor, x, y):
    moved = geometry.zoomed(factor).panned(QPointF(x, y))
    area, view = moved.area, moved.view
    if area.width() >= view.width():
        assert area.left() <= 1e-3
        assert area.right() >= view.width() - 1e-3
    else:
        assert area.center().x() == pytest.approx(view.width() / 2)


@given(geometries, st.floats(1, 8), fractions, fractions)
def test_boxes_lie_on_their_part_of_the_photo(geometry, factor, x, y):
    zoomed = geometry.zoomed(factor)
    rect = zoomed.box_rect(Box(x, y, 0.04, 0.05))
    at = zoomed.fraction_at(rect.topLeft())
    assert (at.x(), at.y()) == pytest.approx((x, y), abs=1e-6)
    assert rect.width() == pytest.approx(zoomed.area.width() * 0.04)


def test_zooming_out_ends_at_the_whole_photo():
    geometry = PhotoGeometry(QSizeF(4000, 3000), QSizeF(800, 600))
    assert geometry.zoomed(0.01).zoom == 1


def test_on_a_screen_of_high_density_full_size_is_a_pixel_of_the_screen_for_each_of_the_photo():
    dense = PhotoGeometry(QSizeF(4000, 3000), QSizeF(800, 600), ratio=2)
    full = dense.zoomed(dense.full_scale / dense.fit_scale)
    assert full.area.width() * 2 == 4000
    corner = full.panned(QPointF(0.3, 0.3)).painted_area.topLeft() * 2
    assert (corner.x(), corner.y()) == (round(corner.x()), round(corner.y()))
    small = PhotoGeometry(QSizeF(300, 200), QSizeF(800, 600), ratio=1.5)
    assert small.area.width() * 1.5 == 300  # not blown up
    assert small.turned(1).zoomed(100).scale * 1.5 == MOST
