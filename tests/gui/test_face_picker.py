"""A picture file with several faces: the user says which one is meant."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from engine.library import Library
from gui.controllers.navigation import Place, Room
from gui.face_crops import cut_faces
from tests.gui.conftest import LEFT, RIGHT, SKINS, Hands, paint_photo


class Seeing(Library):
    """A real library that knows without a network where the faces of a painted picture are, and whose they are."""

    seats: tuple[str, ...] = ("a", "b")

    def faces_in_picture(self, path):
        return [LEFT, RIGHT][: len(self.seats)]

    def similar_to_picture(self, path, face=None, count=20):
        seat = self.seats[face or 0]
        first = next(photo for photo in self.photos(self.photo_ids()) if photo.path.name == "party 0.jpg")
        return self.similar_faces([self.faces_in(first.id)["ab".index(seat)].id], count)


@pytest.fixture
def seeing(qtbot, library):
    library.close()
    with Seeing(library.directory) as opened:
        hands = Hands(qtbot, opened)
        yield hands
        hands.close()


@pytest.fixture
def picture(tmp_path):
    paint_photo(tmp_path / "fête.jpg", 3, "ab")
    return tmp_path / "fête.jpg"


def names_of_best(hands):
    return {match.face.person_id for match in hands.window.pane.matches()[:3]}


def test_another_face_of_the_file_can_be_picked(seeing, picture):
    pane = seeing.window.pane
    seeing.window.similar.find_in_file(picture)
    seeing.settle()
    assert pane.picker.isVisible()
    assert pane.picker.count() == 2
    anna = seeing.person("Anna")
    assert names_of_best(seeing) == {anna}
    pane.picker.setFocus()
    seeing.press("Right")
    assert pane.picker.currentRow() == 1
    assert names_of_best(seeing) != {anna}
    assert pane.picker.isVisible()


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
    assert pane.matches()
    assert not pane.picker.isVisible()


def test_faces_are_cut_from_the_upright_picture(picture):
    left, right = cut_faces(picture, [LEFT, RIGHT])
    for crop, seat in ((left, "a"), (right, "b")):
        colour = crop.pixelColor(crop.rect().center())
        assert all(
            abs(one - int(SKINS[seat][n : n + 2], 16)) < 12
            for one, n in zip(colour.getRgb()[:3], (1, 3, 5), strict=True)
        )


def test_a_file_that_only_the_engine_can_read_offers_numbers(seeing, tmp_path):
    (tmp_path / "raw.heic").write_bytes(b"not for Qt")
    seeing.window.similar.find_in_file(tmp_path / "raw.heic")
    seeing.settle()
    picker = seeing.window.pane.picker
    assert [picker.item(row).text() for row in range(picker.count())] == ["1", "2"]
    assert cut_faces(tmp_path / "raw.heic", [LEFT])[0] == QImage()


def test_find_similar_to_a_person_leaves_out_their_own_faces(hands):
    anna = hands.person("Anna")
    hands.window.navigator.go(Place(Room.PERSON, person=anna))
    hands.settle()
    hands.give("find_similar")
    matches = hands.window.pane.matches()
    assert matches
    assert anna not in {match.face.person_id for match in matches}
