"""The map of faces: seen, drawn around, and spoken about."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from gui import theme
from gui.places import Room
from gui.views.map.dots import NOBODY, REACH, Look, _luminance, colour_of, paint_dots
from gui.views.map.geometry import MapGeometry
from gui.views.map.lasso import inside
from tests.gui.conftest import Hands

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def page(hands: Hands):
    hands.press("Ctrl+8")
    return hands.window.rooms.map


def rows_of(hands: Hands, page, name: str) -> np.ndarray:
    return page.view._people == hands.person(name)


def test_every_face_is_a_point(hands, page):
    assert page._subtitle.full_text == "16 faces"
    assert len(page.view._points) == 16
    assert (page.view._people < 0).sum() == 1


def test_faces_that_are_drawn_around_are_named(hands, page):
    group = hands.groups()[0]
    rows = page.view._people == group
    lasso = [QPointF(*each) for each in page.view._points[rows] for _ in range(1)]
    low, high = page.view._points.min(axis=0) - 1, page.view._points.max(axis=0) + 1
    corners = [(low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1])]
    assert inside(page.view._points, [QPointF(*each) for each in corners]).all()
    assert len(lasso) == rows.sum()
    page.view.select(rows)
    hands.settle()
    assert set(page.selection().faces) == {face.id for face in hands.library.faces_of(group)}
    assert page.selection().person == group
    hands.window.people.move_to_name(page.selection().faces, "Bernd")
    hands.settle()
    assert (page.view._people == hands.person("Bernd")).sum() == rows.sum()


def test_all_that_is_in_view_is_selected_by_keyboard(hands, page):
    hands.give("select_all")
    assert len(page.selection().faces) == 16
    assert page.grid.isVisible()


def test_a_face_says_whose_it_is(hands, page):
    page.view.hovered.emit(int(np.flatnonzero(rows_of(hands, page, "Anna"))[0]))
    assert page.card.isVisible()
    assert page.card.name.text() == "Anna"
    page.view.hovered.emit(-1)
    assert not page.card.isVisible()


def test_the_map_costs_nothing_before_it_is_opened():
    code = "import sys; import gui.app; assert 'sklearn' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def spot(page, row: int) -> QPoint:
    return page.view.spot_of(row)


def around(page, rows: np.ndarray) -> list[QPoint]:
    """The corners of a box in the view around these faces."""
    places = page.view.places()[rows]
    left, top = (places.min(axis=0) - 8).astype(int).tolist()
    right, bottom = (places.max(axis=0) + 8).astype(int).tolist()
    return [QPoint(left, top), QPoint(right, top), QPoint(right, bottom), QPoint(left, bottom)]


def drag(hands: Hands, view, corners: list[QPoint], keys: Qt.KeyboardModifier) -> None:
    """Press at the first corner, go along all of them, and let go at the last one."""
    left = Qt.MouseButton.LeftButton
    hands.qtbot.mousePress(view, left, keys, corners[0])
    for corner in corners[1:]:
        # QTest's own moves hold no button down
        place, everywhere = QPointF(corner), QPointF(view.mapToGlobal(corner))
        move = QMouseEvent(QEvent.Type.MouseMove, place, everywhere, Qt.MouseButton.NoButton, left, keys)
        QApplication.sendEvent(view, move)
    hands.qtbot.mouseRelease(view, left, keys, corners[-1])
    hands.settle()


def test_drawing_around_faces_with_shift_selects_them(hands, page):
    rows = np.flatnonzero(rows_of(hands, page, "Anna"))
    corners = around(page, rows)
    expected = inside(page.view.places(), [QPointF(corner) for corner in corners])
    assert expected[rows].all()
    drag(hands, page.view, corners, SHIFT)
    np.testing.assert_array_equal(page.view._chosen, expected)
    assert len(page.selection().faces) == expected.sum()
    assert f"{expected.sum()} selected" in page._subtitle.full_text
    assert page.grid.isVisible()


def test_the_lasso_button_draws_without_shift_and_ctrl_adds(hands, page):
    hands.qtbot.mouseClick(page.lasso, Qt.MouseButton.LeftButton)
    first, second = np.array([0]), np.array([len(page.view._points) - 1])
    drag(hands, page.view, around(page, first), NONE)
    assert page.view._chosen[first].all()
    before = int(page.view._chosen.sum())
    drag(hands, page.view, around(page, second), CTRL)
    assert page.view._chosen[first].all()
    assert page.view._chosen[second].all()
    assert page.view._chosen.sum() > before


def test_dragging_moves_the_map_and_selects_nobody(hands, page):
    was = spot(page, 3)
    middle = page.view.rect().center()
    drag(hands, page.view, [middle, middle + QPoint(30, 20), middle + QPoint(60, 40)], NONE)
    assert spot(page, 3) - was == QPoint(60, 40)
    assert not page.selection().faces


def test_a_click_selects_and_a_click_beside_selects_nobody(hands, page):
    hands.qtbot.mouseClick(page.view, Qt.MouseButton.LeftButton, pos=spot(page, 5))
    hands.settle()
    assert list(page.selection().faces) == [page._face(5)]
    hands.qtbot.mouseClick(page.view, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    hands.settle()
    assert not page.selection().faces


def test_a_double_click_opens_the_photo(hands, page):
    hands.qtbot.mouseDClick(page.view, Qt.MouseButton.LeftButton, pos=spot(page, 5))
    hands.settle()
    face = hands.library.faces([page._face(5)])[0]
    place = hands.window.navigator.place
    assert (place.room, place.photo, place.face) == (Room.PHOTO, face.photo_id, face.id)


def test_the_mouse_over_a_dot_shows_the_face_beside_it(hands, page):
    row = int(np.flatnonzero(rows_of(hands, page, "Anna"))[0])
    hands.qtbot.mouseMove(page.view, spot(page, row) + QPoint(1, 1))
    hands.qtbot.waitUntil(page.card.isVisible)
    assert page.card.name.text() == "Anna"
    assert not page.card.geometry().contains(spot(page, row))
    hands.qtbot.waitUntil(lambda: not page.card.picture.pixmap().isNull())
    hands.qtbot.mouseMove(page.view, QPoint(1, 1))
    hands.qtbot.waitUntil(lambda: not page.card.isVisible())


def test_a_right_click_offers_what_can_be_said_of_the_face(hands, page):
    where = spot(page, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, page.view.mapToGlobal(where))
    QApplication.sendEvent(page.view, event)
    hands.settle()
    menu = next(each for each in hands.window.findChildren(QMenu) if each.isVisible())
    words = [action.text().replace("&", "") for action in menu.actions()]
    assert any(each.startswith("Find") for each in words), words
    assert list(page.selection().faces) == [page._face(5)]
    menu.close()


def test_the_wheel_zooms_in_on_what_is_under_the_mouse(hands, page):
    row = 5
    was, scale = spot(page, row), page.view.geometry_of_map.scale
    where = QPointF(was)
    wheel = QWheelEvent(
        where, QPointF(page.view.mapToGlobal(was)), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(page.view, wheel)
    assert page.view.geometry_of_map.scale > 1.5 * scale
    assert (spot(page, row) - was).manhattanLength() <= 2
    hands.press("Home")
    assert page.view.geometry_of_map.is_fitting


def test_the_keyboard_goes_from_face_to_face_and_opens_one(hands, page):
    page.view.setFocus()
    hands.press("Right")
    first = page.view._current
    assert page.card.isVisible()
    hands.press("Right")
    second = page.view._current
    assert page.view.places()[second][0] > page.view.places()[first][0]
    assert list(page.selection().faces) == [page._face(second)]
    hands.press("Shift+Left")
    assert len(page.selection().faces) == 2
    hands.press("Ctrl+Down")
    assert len(page.selection().faces) == 2
    hands.give("open")
    assert hands.window.navigator.place.room is Room.PHOTO


@given(
    places=st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=1, max_size=20),
    steps=st.lists(st.tuples(st.floats(0.5, 2), st.floats(0, 600), st.floats(0, 400)), max_size=6),
)
def test_what_the_mouse_points_at_is_what_is_painted_there(places, steps):
    points = np.array(places, np.float32)
    geometry = MapGeometry.fitting(points, QSizeF(600, 400))
    fitted = geometry.in_view(points)
    assert (fitted >= -1).all()
    assert (fitted <= (601, 401)).all()
    for factor, x, y in steps:
        held = geometry.at(QPointF(x, y))
        geometry = geometry.zoomed(factor, QPointF(x, y))
        np.testing.assert_allclose(geometry.at(QPointF(x, y)), held, atol=1e-6 * 600 / geometry.scale + 1e-9)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
def test_every_dot_can_be_told_from_its_ground(colours):
    ground = QColor(colours.window)
    light = _luminance(ground) + 0.05
    for number in range(NOBODY + 1):
        own = _luminance(colour_of(number, dark=colours is theme.DARK)) + 0.05
        assert max(light, own) / min(light, own) >= 3


def test_a_dot_is_painted_in_its_colour_where_it_lies_and_a_chosen_one_ringed():
    look = Look.on(QColor("white"), QColor("black"))
    places, colours = np.array([[50, 40], [90, 40]], np.float32), np.array([0, NOBODY], np.uint8)
    image = paint_dots(places, colours, np.array([False, True]), look, (120, 80), 1.0)
    assert image.pixel(50 + REACH, 40 + REACH) == look.core[0]
    assert image.pixel(90 + REACH, 40 + REACH) == look.core[NOBODY]
    assert image.pixel(70 + REACH, 40 + REACH) == look.ground
    assert image.pixel(90 + REACH - 6, 40 + REACH) == look.ring
    assert image.pixel(50 + REACH - 6, 40 + REACH) == look.ground


def test_between_light_and_dark_the_ground_changes(hands, page, qapp):
    def ground() -> str:
        return page.view.grab().toImage().pixelColor(2, 2).name()

    mine = next(each for each in qapp.children() if isinstance(each, theme.Theme))
    try:
        for colours in (theme.DARK, theme.LIGHT):
            mine.apply(colours)
            hands.settle()
            assert ground() == colours.window
    finally:
        mine.apply(theme.system_colours())


def test_on_a_screen_of_high_density_dots_are_sharp_and_lie_where_the_mouse_finds_them(
    hands, page, qtbot, monkeypatch
):
    view = page.view
    monkeypatch.setattr(type(view), "devicePixelRatioF", lambda _: 2.0)
    dots = view._painted()
    assert (dots.width() - 2 * REACH, dots.height() - 2 * REACH) == (2 * view.width(), 2 * view.height())
    assert dots.devicePixelRatio() == 2
    row = int(np.flatnonzero(rows_of(hands, page, "Anna"))[0])
    spot = view.spot_of(row)
    ground = dots.pixelColor(REACH, REACH)
    assert dots.pixelColor(2 * spot.x() + REACH, 2 * spot.y() + REACH) != ground
    with qtbot.waitSignal(view.hovered, check_params_cb=lambda found: found == row):
        QTest.mouseMove(view, spot)
