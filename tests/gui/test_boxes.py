"""Boxes that the user draws around missed faces, and boxes put right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.types import Box, Changes
from gui.places import Place, Room
from gui.views.photo.box_grips import CORNERS, EDGES, WHOLE, dragged, grip_at, spot_of

MIDDLE = Box(0.4, 0.3, 0.15, 0.3)  # of the painted photos: between the two faces


@pytest.fixture(autouse=True)
def looks(monkeypatch) -> list[int]:
    """How often the networks were to look at what was drawn: loading them is the engine's tests' affair."""
    asked: list[int] = []
    monkeypatch.setattr(
        "engine.library.Library.look_at_drawn", lambda *_: asked.append(len(asked)) or Changes()
    )
    return asked


@pytest.fixture
def viewer(hands):
    ids = hands.library.photo_ids()
    hands.window.navigator.go(Place(Room.PHOTO, photo=ids[1], siblings=ids))
    hands.settle()
    hands.qtbot.wait(10)
    return hands.window.rooms.photo


def drag(canvas, start: QPointF, end: QPointF) -> None:
    """As a hand does it: the mouse goes through points between."""
    none = Qt.KeyboardModifier.NoModifier
    QTest.mouseMove(canvas, start.toPoint())
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, none, start.toPoint())
    for part in (0.3, 0.7, 1.0):
        at = (start + (end - start) * part).toPoint()
        move(canvas, at)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, none, end.toPoint())


def move(canvas, at: QPoint) -> None:
    """A move with the left button down, which QTest sends without any."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        canvas.mapToGlobal(QPointF(at)),
        Qt.MouseButton.NoButton,
        left,
        none,
    )
    QApplication.sendEvent(canvas, event)


def draw(hands, viewer, box: Box = MIDDLE) -> None:
    """Press M and drag around `box`."""
    hands.press("M")
    rect = viewer.canvas.geometry_of_photo.box_rect(box)
    drag(viewer.canvas, rect.topLeft(), rect.bottomRight())
    hands.settle()


def boxes(hands, viewer) -> list[Box]:
    return [face.box for face in hands.library.faces_in(viewer.photo)]


def near(box: Box):
    return pytest.approx((box.x, box.y, box.w, box.h), abs=0.01)


def numbers(box: Box) -> tuple[float, float, float, float]:
    return box.x, box.y, box.w, box.h


def test_a_missed_face_is_drawn_and_named_in_one_step(hands, viewer, looks):
    draw(hands, viewer)
    assert hands.window.popover.isVisible()
    assert len(boxes(hands, viewer)) == 2, "nothing is said before the name is"
    hands.type_name("Carla")
    found = hands.library.faces_in(viewer.photo)
    assert len(found) == 3
    assert numbers(found[1].box) == near(MIDDLE)
    assert found[1].person_id == hands.person("Carla")
    assert viewer.canvas.chosen == found[1]
    assert looks == [0]
    assert [each.name for each in viewer.canvas._faces] == ["Anna", "Carla", None]
    hands.give("undo")
    assert len(boxes(hands, viewer)) == 2
    assert "Carla" not in hands.library.names()
    hands.give("redo")
    assert hands.library.faces_in(viewer.photo)[1].person_id == hands.person("Carla")


def test_the_name_of_somebody_there_joins_them(hands, viewer):
    before = len(hands.library.faces_of(hands.person("Anna")))
    draw(hands, viewer)
    hands.qtbot.keyClicks(QApplication.focusWidget(), "anna")
    assert "Joins Anna" in hands.window.popover.hint.text()
    hands.press("Return")
    assert len(hands.library.faces_of(hands.person("Anna"))) == before + 1


def test_enter_alone_marks_a_face_without_a_name_and_escape_none(hands, viewer):
    draw(hands, viewer)
    hands.press("Esc")
    assert len(boxes(hands, viewer)) == 2
    assert hands.window.navigator.place.room is Room.PHOTO
    draw(hands, viewer)
    assert "without a name" in hands.window.popover.hint.text()
    hands.press("Return")
    assert len(boxes(hands, viewer)) == 3
    assert hands.library.faces_in(viewer.photo)[1].person_id is None


def test_a_later_name_is_not_for_the_box_that_was_dropped(hands, viewer):
    draw(hands, viewer)
    hands.press("Esc")
    right = hands.library.faces_in(viewer.photo)[1]
    viewer.canvas.choose(right.id)
    hands.press("N")
    hands.press("Return")  # without a name this says nothing
    assert len(boxes(hands, viewer)) == 2
    hands.type_name("Bernd")
    assert hands.library.faces_in(viewer.photo)[1].person_id == hands.person("Bernd")


def test_a_box_is_drawn_without_a_mouse(hands, viewer):
    hands.press("M")
    photo = viewer.photo
    for key in ("Left", "Shift+Right", "Shift+Down", "Up"):
        hands.press(key)
    assert viewer.photo == photo, "arrows are about the box now"
    hands.press("Return")
    hands.type_name("Carla")
    assert hands.library.faces_in(viewer.photo)[1].person_id == hands.person("Carla")


def test_escape_ends_drawing_and_the_next_one_leaves_the_photo(hands, viewer):
    hands.press("M")
    assert hands.window.actions_table["draw_box"].isChecked()
    hands.press("Esc")
    assert not hands.window.actions_table["draw_box"].isChecked()
    assert hands.window.navigator.place.room is Room.PHOTO
    hands.press("Esc")
    assert hands.window.navigator.place.room is Room.PHOTOS


def test_a_slip_of_the_mouse_draws_nothing(hands, viewer):
    hands.press("M")
    at = viewer.canvas.geometry_of_photo.area.center()
    drag(viewer.canvas, at, at + QPointF(3, 2))
    hands.settle()
    assert not hands.window.popover.isVisible()
    assert viewer.canvas.drawing


def test_on_a_turned_photo_the_box_lies_where_it_was_drawn(hands, viewer):
    hands.press("R")
    draw(hands, viewer)
    hands.type_name("Carla")
    assert numbers(boxes(hands, viewer)[1]) == near(MIDDLE)
    hands.press("Shift+R")
    assert viewer.canvas.geometry_of_photo.turns == 0


def test_a_corner_of_the_chosen_face_resizes_its_box_and_undo_brings_the_same_face(hands, viewer):
    left = hands.library.faces_in(viewer.photo)[0]
    viewer.canvas.choose(left.id)
    rect = viewer.canvas.rect_of(left.id)
    drag(viewer.canvas, rect.bottomRight(), rect.bottomRight() + QPointF(20, 30))
    hands.settle()
    now = hands.library.faces_in(viewer.photo)[0]
    assert now.person_id == hands.person("Anna")
    assert now.box.w > left.box.w
    assert (now.box.x, now.box.y) == pytest.approx((left.box.x, left.box.y), abs=0.005)
    assert viewer.canvas.chosen == now
    hands.give("undo")
    assert hands.library.faces_in(viewer.photo)[0] == left


def test_a_chosen_face_is_moved_by_dragging_it_and_any_other_drag_pans(hands, viewer):
    left = hands.library.faces_in(viewer.photo)[0]
    viewer.canvas.zoom(3)
    hands.settle()
    centre = viewer.canvas.rect_of(left.id).center()
    drag(viewer.canvas, centre, centre + QPointF(40, 25))
    hands.settle()
    assert numbers(boxes(hands, viewer)[0]) == near(left.box)
    viewer.canvas.choose(left.id)
    centre, scale = viewer.canvas.rect_of(left.id).center(), viewer.canvas.geometry_of_photo.area.width()
    drag(viewer.canvas, centre, centre + QPointF(40, 25))
    hands.settle()
    assert boxes(hands, viewer)[0].x == pytest.approx(left.box.x + 40 / scale, abs=0.005)
    assert boxes(hands, viewer)[0].w == pytest.approx(left.box.w, abs=0.005)


def test_a_box_is_moved_without_a_mouse(hands, viewer):
    left = hands.library.faces_in(viewer.photo)[0]
    viewer.canvas.choose(left.id)
    for _ in range(5):
        hands.press("Ctrl+Right")
    assert numbers(boxes(hands, viewer)[0]) == near(left.box), "it is not said before Enter"
    hands.press("Return")
    assert boxes(hands, viewer)[0].x > left.box.x + 0.01


def test_a_drawn_box_is_deleted_and_comes_back(hands, viewer):
    draw(hands, viewer)
    hands.type_name("Carla")
    hands.press("Del")
    assert len(boxes(hands, viewer)) == 2
    hands.give("undo")
    assert hands.library.faces_in(viewer.photo)[1].person_id == hands.person("Carla")


rects = st.builds(QRectF, st.floats(0, 400), st.floats(0, 300), st.floats(1, 300), st.floats(1, 300))
WITHIN = QRectF(0, 0, 800, 600)


@given(rects, st.sampled_from([WHOLE, *CORNERS, *EDGES]), st.floats(-900, 900), st.floats(-900, 900))
def test_a_dragged_box_stays_in_the_photo_and_as_large_as_it_was_if_it_is_moved(rect, grip, x, y):
    now = dragged(rect, grip, QPointF(x, y), WITHIN)
    assert WITHIN.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(now) or now.isEmpty()
    if grip == WHOLE:
        assert (now.width(), now.height()) == pytest.approx((rect.width(), rect.height()))


@given(rects)
def test_every_handle_can_be_taken(rect):
    for grip in CORNERS:
        assert grip_at(rect, spot_of(rect, grip)) in CORNERS
    assert grip_at(rect.adjusted(-100, -100, 100, 100), rect.center()) == WHOLE
