"""The shelf of faces that belong to nobody."""

from __future__ import annotations

from gui.places import Room
from tests.gui.conftest import Hands


def open_shelf(hands: Hands):
    hands.give("go_single")
    page = hands.window.rooms.single
    assert hands.window.rooms.page is page
    return page


def test_the_shelf_lists_the_faces_of_nobody_and_says_how_many(hands):
    page = open_shelf(hands)
    assert page.grid.ids_model().count() == 1  # the stranger of the last photo
    assert "Single faces, 1" in hands.sidebar_lines()
    hands.window.people.take_out(*first_of(hands, "Anna"))
    hands.settle()
    assert page.grid.ids_model().count() == 2
    assert "Single faces, 2" in hands.sidebar_lines()


def test_a_single_face_is_named_like_any_other(hands):
    page = open_shelf(hands)
    page.select_all()
    hands.press("N")
    hands.type_name("Bruno")
    assert hands.library.person(hands.person("Bruno")).faces == 1
    assert page.is_empty
    assert "Single faces, 0" in hands.sidebar_lines()
    hands.give("undo")
    assert not page.is_empty


def test_a_single_face_that_is_none_goes(hands):
    page = open_shelf(hands)
    page.select_all()
    hands.give("not_a_face")
    assert page.is_empty
    assert hands.library.single_faces() == []


def test_enter_opens_the_photo_and_back_leads_to_the_shelf(hands):
    page = open_shelf(hands)
    page.select_all()
    page.grid.make_current(0)
    hands.press("Return")
    assert hands.window.navigator.place.room is Room.PHOTO
    assert hands.window.rooms.photo.photo == hands.photo("party 7.jpg")
    hands.give("back")
    assert hands.window.rooms.page is page


def test_similar_faces_are_found_for_one_that_stands_alone(hands):
    page = open_shelf(hands)
    page.select_all()
    hands.give("find_similar")
    assert hands.window.pane.rows()
    assert hands.library.single_faces()[0] not in [row.match.face.id for row in hands.window.pane.rows()]


def first_of(hands: Hands, name: str):
    person = hands.person(name)
    return [hands.library.faces_of(person)[0].id], person
