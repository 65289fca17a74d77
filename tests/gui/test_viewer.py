"""One photo: where the faces are, leafing, and what can be done to a face."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from engine.types import Box, FaceId, PhotoId
from gui.places import Place, Room
from gui.views.photo.canvas import NamedFace


@pytest.fixture
def viewer(hands):
    """The second photo, opened from the grid."""
    ids = hands.library.photo_ids()
    hands.window.navigator.go(Place(Room.PHOTO, photo=ids[1], siblings=ids))
    hands.settle()
    hands.qtbot.wait(10)
    return hands.window.rooms.photo


def disc_colour(viewer, face):
    """The painted pixel in the middle of the face's box, where the test photos have a disc."""
    middle = viewer.canvas.rect_of(face.id).center().toPoint()
    return viewer.canvas.grab().toImage().pixelColor(middle)


def test_boxes_lie_on_the_faces_at_every_zoom(hands, viewer):
    faces = hands.library.faces_in(viewer.photo)
    assert len(faces) == 2
    for steps in (0, 3):
        viewer.canvas.zoom(steps, QPointF(viewer.canvas.rect_of(faces[0].id).center()))
        hands.settle()
        rect = viewer.canvas.rect_of(faces[0].id)
        area = viewer.canvas.geometry_of_photo.area
        assert rect.width() == pytest.approx(area.width() * 0.25)
        colour = disc_colour(viewer, faces[0])
        assert colour.red() > colour.blue() + 40, "the box is not on the painted face"


def test_the_box_of_a_face_that_the_edge_cuts_off_ends_with_the_photo(hands, viewer):
    canvas, face = viewer.canvas, hands.library.faces_in(viewer.photo)[0]
    canvas.show_faces([NamedFace(replace(face, box=Box(0.8, 0.4, 0.4, 0.3)), None)])
    beyond = canvas.geometry_of_photo.area.toAlignedRect().right() + 6
    painted = canvas.grab().toImage()
    ground = painted.pixelColor(2, 2)
    assert all(painted.pixelColor(beyond, y) == ground for y in range(painted.height()))


def test_zooming_reads_a_sharper_picture(hands, viewer, monkeypatch):
    asked = []
    picture = hands.library.picture
    monkeypatch.setattr(
        hands.library, "picture", lambda photo, longest: asked.append(longest) or picture(photo, longest)
    )
    viewer._photo = type(viewer._photo)(
        *[getattr(viewer._photo, name) for name in ("id", "path")], 6000, 4000, None, 2
    )
    viewer.canvas.show_photo(6000, 4000)
    for _ in range(8):
        viewer.canvas.zoom(1)
    hands.qtbot.waitUntil(lambda: bool(asked))
    hands.settle()
    assert asked[-1] > 1024


def test_keys_leaf_through_the_photos_and_escape_comes_back_to_the_last(hands, viewer):
    ids = hands.library.photo_ids()
    hands.press("Right")
    assert viewer.photo == ids[2]
    hands.press("Left")
    hands.press("Left")
    assert viewer.photo == ids[0]
    hands.press("Left")
    assert viewer.photo == ids[0]
    assert viewer.position.text() == "1 of 8"
    hands.press("Esc")
    assert hands.window.navigator.place.room is Room.PHOTOS
    assert list(hands.window.rooms.photos.grid.selected_ids()) == [ids[0]]


def test_f_hides_the_boxes(hands, viewer):
    before = viewer.canvas.grab().toImage()
    hands.press("F")
    without = viewer.canvas.grab().toImage()
    hands.press("F")
    assert without != before
    assert viewer.canvas.grab().toImage() == before


def test_a_click_chooses_a_face_and_tab_goes_on(hands, viewer):
    left, right = hands.library.faces_in(viewer.photo)
    point = viewer.canvas.rect_of(left.id).center().toPoint()
    QTest.mouseClick(viewer.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    assert viewer.canvas.chosen == left
    hands.press("Tab")
    assert viewer.canvas.chosen == right
    hands.press("Shift+Tab")
    assert viewer.canvas.chosen == left


def test_naming_a_face_writes_the_name_on_the_photo(hands, viewer):
    right = hands.library.faces_in(viewer.photo)[1]
    viewer.canvas.choose(right.id)
    hands.press("N")
    hands.type_name("Bernd")
    assert [each.name for each in viewer.canvas._faces] == ["Anna", "Bernd"]
    assert viewer.canvas.hasFocus()


def test_while_a_name_is_typed_no_key_is_a_command(hands, viewer):
    photo, right = viewer.photo, hands.library.faces_in(viewer.photo)[1]
    viewer.canvas.choose(right.id)
    hands.press("N")
    edit = hands.window.popover.edit
    hands.qtbot.keyClicks(edit, "Sy Fan-0+?x")
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Backspace, Qt.Key.Key_Home, Qt.Key.Key_Delete):
        hands.qtbot.keyClick(edit, key)
    hands.settle()
    assert edit.text() == "y Fan-0+?"
    assert viewer.photo == photo
    assert hands.library.faces_in(photo)[1] == right
    hands.press("Esc")
    assert hands.window.navigator.place.room is Room.PHOTO


def test_the_pointer_lights_up_the_face_under_it(hands, viewer):
    left = hands.library.faces_in(viewer.photo)[0]
    before = viewer.canvas.grab().toImage()
    QTest.mouseMove(viewer.canvas, QPoint(3, 3))
    QTest.mouseMove(viewer.canvas, viewer.canvas.rect_of(left.id).center().toPoint())
    hands.qtbot.waitUntil(lambda: viewer.canvas.grab().toImage() != before)


def test_a_double_click_on_a_face_opens_its_person(hands, viewer):
    left = hands.library.faces_in(viewer.photo)[0]
    point = viewer.canvas.rect_of(left.id).center().toPoint()
    QTest.mouseDClick(viewer.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    hands.settle()
    assert hands.window.navigator.place == Place(Room.PERSON, person=left.person_id)


def test_a_photo_that_is_gone_says_so(hands):
    hands.window.navigator.go(Place(Room.PHOTO, photo=PhotoId(99999), face=FaceId(1)))
    hands.settle()
    assert hands.window.rooms.photo.is_empty
    hands.press("Esc")
    assert hands.window.navigator.place.room is Room.PHOTOS
