"""Find similar, from faces, people and photos."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from gui.controllers.navigation import Place, Room


def choose_from_menu(hands, view, text):
    """Right-click the selection of `view` and take the entry `text`."""
    rect = view.visualRect(view.selectionModel().selectedIndexes()[0])
    menu = hands.menu_at(view, rect.center())
    action = next(action for action in menu.actions() if action.text().replace("&", "") == text)
    action.trigger()
    menu.close()
    hands.settle()


def test_find_similar_from_the_context_menu_of_a_face(hands):
    anna = hands.person("Anna")
    hands.window.navigator.go(Place(Room.PERSON, person=anna))
    hands.settle()
    grid = hands.window.rooms.person.grid
    face = hands.library.faces_of(anna)[0]
    grid.select_ids({face.id})
    choose_from_menu(hands, grid, "Find Similar")
    pane = hands.window.pane
    assert pane.isVisible()
    found = pane.matches()
    assert face.id not in [match.face.id for match in found]
    assert {match.name for match in found[:6]} == {"Anna"}
    scores = [match.score for match in found]
    assert scores == sorted(scores, reverse=True)
    assert pane.grid.ids_model().tile(0).detail.endswith("%")


def test_a_result_opens_its_photo_with_the_face_chosen(hands):
    hands.give("go_people")
    hands.window.rooms.people.grid.select_ids({hands.person("Anna")})
    hands.give("find_similar")
    match = hands.window.pane.matches()[0]
    grid = hands.window.pane.grid
    grid.opened.emit(grid.model().index(0, 0))
    hands.settle()
    assert hands.window.rooms.photo.photo == match.photo.id
    assert hands.window.rooms.photo.canvas.chosen.id == match.face.id


def test_results_have_the_same_commands_as_faces(hands):
    hands.give("go_people")
    hands.window.rooms.people.grid.select_ids({hands.person("Anna")})
    hands.give("find_similar")
    grid = hands.window.pane.grid
    stranger = next(match for match in hands.window.pane.matches() if match.name is None)
    grid.setFocus()
    grid.select_ids({stranger.face.id})
    hands.press("N")
    hands.type_name("Anna")
    assert hands.library.faces([stranger.face.id])[0].person_id == hands.person("Anna")


def test_find_similar_to_all_faces_of_a_photo(hands):
    photo = hands.photo("party 2.jpg")
    hands.window.rooms.photos.grid.select_ids({photo})
    hands.window.rooms.photos.grid.setFocus()
    hands.press("S")
    own = {face.id for face in hands.library.faces_in(photo)}
    found = {match.face.id for match in hands.window.pane.matches()}
    assert found
    assert not own & found


def test_a_photo_without_faces_says_so_and_does_nothing_else(hands):
    photo = hands.photo("party 0.jpg")
    hands.library.mark_not_a_face([face.id for face in hands.library.faces_in(photo)])
    hands.window.rooms.photos.grid.select_ids({photo})
    hands.give("find_similar")
    assert "nothing to compare" in hands.window.message.text
    assert hands.window.message.details == ""
    assert QApplication.activeModalWidget() is None
