"""A picture with several faces: the user says which one is meant."""

from __future__ import annotations

import pytest

from gui.pixmaps import from_jpeg
from gui.places import Place, Room
from tests.gui.conftest import LEFT, RIGHT, SKINS, paint_photo
from tests.gui.similar_library import Seeing, names_of_best, window_on


@pytest.fixture
def seeing(qtbot, library):
    yield from window_on(qtbot, library, Seeing)


@pytest.fixture
def picture(tmp_path):
    paint_photo(tmp_path / "fête.jpg", 3, "ab")
    return tmp_path / "fête.jpg"


def test_another_face_of_the_file_can_be_picked(seeing, picture):
    pane = seeing.window.pane
    seeing.window.similar.find_in_file(picture)
    seeing.settle()
    assert pane.picker.isVisible()
    assert pane.picker.count() == 3
    anna = seeing.person("Anna")
    assert names_of_best(seeing) == {anna}
    pane.picker.setFocus()
    seeing.press("Right")
    assert pane.picker.currentRow() == 1
    assert names_of_best(seeing) != {anna}
    assert pane.picker.isVisible()
    assert not pane.modes.together.isVisible()


def test_all_faces_of_the_file_may_be_wanted_together(seeing, picture):
    pane = seeing.window.pane
    seeing.window.similar.find_in_file(picture)
    seeing.settle()
    pane.picker.setCurrentRow(2)
    seeing.settle()
    pane.modes.together.click()
    seeing.settle()
    found = {row.photo.photo.path.name for row in pane.rows()[:3]}
    assert found == {"party 1.jpg", "party 3.jpg", "party 5.jpg"}  # the others that show both


def test_one_face_needs_no_choice_and_another_question_ends_it(seeing, picture):
    pane = seeing.window.pane
    seeing.window.similar.find_in_file(picture)
    seeing.settle()
    seeing.give("go_people")
    seeing.window.rooms.people.grid.select_rows([0])
    seeing.give("find_similar")
    assert not pane.picker.isVisible()
    seeing.library.seats = ("a",)
    seeing.window.similar.find_in_file(picture)
    seeing.settle()
    assert pane.rows()
    assert not pane.picker.isVisible()


def test_faces_are_cut_from_the_upright_picture(library, picture):
    for source in (picture, picture.read_bytes()):
        left, right = map(from_jpeg, library.face_thumbnails_in(source, [LEFT, RIGHT]))
        for crop, seat in ((left, "a"), (right, "b")):
            colour = crop.pixelColor(crop.rect().center())
            assert all(
                abs(one - int(SKINS[seat][n : n + 2], 16)) < 12
                for one, n in zip(colour.getRgb()[:3], (1, 3, 5), strict=True)
            )


def test_of_a_photo_in_the_library_all_faces_are_meant_until_one_is_picked(hands):
    photo = hands.photo("party 2.jpg")
    hands.window.rooms.photos.grid.select_ids({photo})
    hands.give("find_similar")
    picker = hands.window.pane.picker
    assert picker.isVisible()
    assert picker.currentRow() == 2
    picker.setCurrentRow(0)
    hands.settle()
    assert names_of_best(hands) == {hands.person("Anna")}


def test_find_similar_to_a_person_leaves_out_their_own_faces(hands):
    anna = hands.person("Anna")
    hands.window.navigator.go(Place(Room.PERSON, person=anna))
    hands.settle()
    hands.give("find_similar")
    rows = hands.window.pane.rows()
    assert rows
    assert anna not in {row.match.face.person_id for row in rows}
