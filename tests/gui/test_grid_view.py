"""The grid: keyboard, mouse, and what stays as it was while photos come in."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from engine.types import Photo, PhotoId
from gui.models.photos import PhotoModel
from gui.thumbnails import Thumbnails
from gui.views.grid.grid import GridView
from gui.views.grid.tiles import PHOTO_TILES


@pytest.fixture
def thumbnails(library):
    made = Thumbnails(library)
    yield made
    made.close()
    delete(made)


@pytest.fixture
def shown(qtbot, thumbnails):
    """A grid of a thousand photos, numbered from 1000 downwards."""
    view = GridView(thumbnails, PHOTO_TILES, 128)
    qtbot.addWidget(view)
    model = PhotoModel(lambda *_: None, view)
    model.set_ids(range(1000, 0, -1))
    view.show_model(model)
    view.resize(700, 500)
    view.show()
    view.setFocus()
    qtbot.waitExposed(view)
    return view


def click(view, row, modifier=Qt.KeyboardModifier.NoModifier):
    point = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, point)


def test_click_shift_click_and_control_click_select_as_in_a_file_manager(shown):
    click(shown, 2)
    assert shown.selected_rows() == [2]
    click(shown, 9, Qt.KeyboardModifier.ShiftModifier)
    assert shown.selected_rows() == list(range(2, 10))
    click(shown, 4, Qt.KeyboardModifier.ControlModifier)
    assert shown.selected_rows() == [2, 3, 5, 6, 7, 8, 9]
    assert list(shown.selected_ids()[:2]) == [998, 997]


def test_arrow_keys_walk_rows_and_columns(shown, qtbot):
    columns = shown.grid().columns
    click(shown, 0)
    for key, row in (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Down, 1 + columns),
        (Qt.Key.Key_Left, columns),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_End, 999),
        (Qt.Key.Key_Home, 0),
    ):
        qtbot.keyClick(shown, key)
        assert shown.currentIndex().row() == row
        assert shown.selected_rows() == [row]


def test_the_keyboard_brings_its_place_into_view(shown, qtbot):
    click(shown, 0)
    qtbot.keyClick(shown, Qt.Key.Key_End)
    assert shown.viewport().rect().contains(shown.visualRect(shown.currentIndex()).center())
    qtbot.keyClick(shown, Qt.Key.Key_PageUp)
    assert 900 < shown.currentIndex().row() < 999
    assert shown.viewport().rect().contains(shown.visualRect(shown.currentIndex()).center())


def test_shift_and_arrows_extend_the_selection_in_reading_order(shown, qtbot):
    columns = shown.grid().columns
    click(shown, 1)
    qtbot.keyClick(shown, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert shown.selected_rows() == list(range(1, columns + 2))


def test_dragging_over_tiles_selects_the_rectangle(shown, qtbot):
    columns = shown.grid().columns
    start = shown.visualRect(shown.model().index(1, 0)).center()
    end = shown.visualRect(shown.model().index(columns + 2, 0)).center()
    QTest.mousePress(shown.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in (0.3, 0.6, 1.0):
        QTest.mouseMove(shown.viewport(), start + (end - start) * step)
        qtbot.wait(5)
    QTest.mouseRelease(shown.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    assert shown.selected_rows() == [1, 2, columns + 1, columns + 2]


def test_the_rectangle_is_seen_and_the_list_moves_on_below_it(shown, qtbot):
    view, left = shown.viewport(), Qt.MouseButton.LeftButton
    start = QPoint(4, 4)
    QTest.mousePress(view, left, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(view, start + QPoint(150, 60))
    QTest.mouseMove(view, QPoint(300, 200))
    drawn = shown.grab().toImage()
    edge = view.height() - 3
    QTest.mouseMove(view, QPoint(300, edge))
    qtbot.waitUntil(lambda: shown.verticalOffset() > 300)
    chosen = shown.selected_rows()
    assert chosen[:2] == [0, 1]
    assert shown.visualRect(shown.model().index(chosen[-1], 0)).top() < view.height()
    assert len(chosen) >= 2 * (shown.verticalOffset() // shown.grid().cell_height)
    QTest.mouseRelease(view, left, Qt.KeyboardModifier.NoModifier, QPoint(300, edge))
    at_rest = shown.verticalOffset()
    qtbot.wait(100)
    assert shown.verticalOffset() == at_rest
    assert shown.selected_rows() == chosen
    shown.verticalScrollBar().setValue(0)
    shown.clearSelection()
    assert shown.grab().toImage() != drawn


def test_new_photos_move_neither_selection_nor_view(shown, qtbot):
    shown.verticalScrollBar().setValue(3456)
    row = shown.indexAt(QPoint(60, 200)).row()
    click(shown, row)
    chosen, top = shown.selected_ids(), shown.visualRect(shown.currentIndex()).top()
    shown.ids_model().set_ids(range(1500, 0, -1))
    assert shown.selected_ids() == chosen
    assert abs(shown.visualRect(shown.currentIndex()).top() - top) <= shown.grid().cell_height
    assert shown.ids_model().id_at(shown.currentIndex().row()) == chosen[0]


def test_at_the_very_top_new_photos_are_shown(shown):
    shown.ids_model().set_ids(range(1500, 0, -1))
    assert shown.verticalOffset() == 0


def test_when_all_that_was_selected_is_dealt_with_the_next_one_is_selected(shown):
    click(shown, 5)
    gone = shown.selected_ids()[0]
    shown.ids_model().set_ids([each for each in range(1000, 0, -1) if each != gone])
    assert list(shown.selected_ids()) == [gone - 1]


def test_larger_tiles_keep_the_place(shown):
    shown.verticalScrollBar().setValue(5000)
    first = shown.ids_model().id_at(shown.indexAt(QPoint(60, 150)).row())
    shown.grow(1)
    visible = shown.grid().between(shown.verticalOffset(), shown.verticalOffset() + 500)
    assert first in [shown.ids_model().id_at(row) for row in visible]


def test_control_and_the_wheel_change_the_size_and_the_wheel_alone_scrolls(shown):
    for keys, turn, edge in (
        (Qt.KeyboardModifier.ControlModifier, 120, 160),
        (Qt.KeyboardModifier.ControlModifier, -120, 128),
        (Qt.KeyboardModifier.NoModifier, -120, 128),
    ):
        spot = QPointF(shown.viewport().rect().center())
        wheel = QWheelEvent(
            spot,
            spot,
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            keys,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(shown.viewport(), wheel)
        assert shown.edge == edge
        assert (shown.verticalOffset() > 0) == (keys == Qt.KeyboardModifier.NoModifier)


def test_a_million_photos_can_be_selected_and_walked(shown, qtbot):
    shown.ids_model().set_ids(array("q", range(1_000_000)))
    qtbot.keyClick(shown, Qt.Key.Key_End)
    assert shown.currentIndex().row() == 999_999
    shown.selectAll()
    assert shown.selected_runs() == [range(1_000_000)]
    assert shown.selected_ids() == array("q", range(1_000_000))


def test_of_a_million_selected_photos_the_same_stay_selected_in_another_order(shown, qtbot):
    shown.ids_model().set_ids(array("q", range(1_000_000)))
    shown.selectAll()
    click(shown, 3, Qt.KeyboardModifier.ControlModifier)
    chosen = shown.selected_ids()
    shown.ids_model().set_ids(array("q", range(1_000_000, -1, -1)))  # with one more
    assert shown.selected_runs() == [range(1, 999_997), range(999_998, 1_000_001)]
    assert sorted(shown.selected_ids()) == [row for row in range(1_000_000) if row != 3]
    assert chosen == array("q", [row for row in range(1_000_000) if row != 3])  # whoever has them keeps them


def test_photos_are_painted_anew_when_what_is_told_of_them_comes(shown, qtbot):
    told = {
        1000 - row: Photo(PhotoId(1000 - row), Path("a.jpg"), 9, 9, None, 2, unnamed=2) for row in range(9)
    }
    shown.ids_model().show_badges(True)
    shown.grab()
    before = shown.grab().toImage()
    shown.ids_model()._take(shown.ids_model()._generation, 0, list(told.values()))
    qtbot.waitUntil(lambda: shown.grab().toImage() != before)


def test_a_screen_reader_is_told_where_the_keyboard_is(shown, qtbot, monkeypatch):
    told = []
    monkeypatch.setattr("gui.views.grid.grid.QAccessible.isActive", lambda: True)
    monkeypatch.setattr(
        "gui.views.grid.grid.QAccessible.updateAccessibility", lambda event: told.append(event.message())
    )
    monkeypatch.setattr(shown.ids_model(), "describe", lambda row: f"photo {row}")
    click(shown, 0)
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    assert told[-1] == "photo 1"


def test_on_a_screen_of_high_density_tiles_have_all_of_its_pixels(qtbot, thumbnails, library, monkeypatch):
    monkeypatch.setattr(GridView, "devicePixelRatioF", lambda _: 2.0)
    asked = []
    monkeypatch.setattr(thumbnails, "show", lambda _, wanted: asked.extend(wanted))
    view = GridView(thumbnails, PHOTO_TILES, 160)
    qtbot.addWidget(view)
    model = PhotoModel(lambda *_: None, view)
    model.set_ids(library.photo_ids())
    view.show_model(model)
    view.resize(700, 500)
    view.show()
    qtbot.waitUntil(lambda: bool(asked))
    tile = view.visualRect(view.model().index(0, 0)).width() - PHOTO_TILES.gap
    assert all(2 * tile <= each.edge < 2 * tile + 32 for each in asked)
