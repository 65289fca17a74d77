"""Find similar, from faces, people and photos."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from gui.controllers import similar
from gui.models.similar import Grouping
from gui.places import Place, Room


def choose_from_menu(hands, view, text):
    """Right-click the selection of `view` and take the entry `text`."""
    rect = view.visualRect(view.selectionModel().selectedIndexes()[0])
    menu = hands.menu_at(view, rect.center())
    action = next(action for action in menu.actions() if action.text().replace("&", "") == text)
    action.trigger()
    menu.close()
    hands.settle()


def ask_about(hands, name="Anna"):
    hands.give("go_people")
    hands.window.rooms.people.grid.select_ids({hands.person(name)})
    hands.give("find_similar")


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
    found = pane.rows()
    assert face.id not in [row.match.face.id for row in found]
    assert {row.match.name for row in found[:6]} == {"Anna"}
    scores = [row.score for row in found]
    assert scores == sorted(scores, reverse=True)
    assert pane.grid.ids_model().tile(0).detail.endswith("%")
    assert pane.foot.recall == "Everything was compared"


def test_a_result_opens_its_photo_with_the_face_chosen(hands):
    ask_about(hands)
    match = hands.window.pane.rows()[0].match
    grid = hands.window.pane.grid
    grid.opened.emit(grid.model().index(0, 0))
    hands.settle()
    assert hands.window.rooms.photo.photo == match.photo.id
    assert hands.window.rooms.photo.canvas.chosen.id == match.face.id


def test_selected_results_are_named_in_one_step_and_unnamed_by_one_undo(hands):
    ask_about(hands)
    pane = hands.window.pane
    unnamed = [row.match.face.id for row in pane.rows() if row.match.name is None]
    pane.grid.setFocus()
    pane.grid.select_ids(set(unnamed[:3]))
    assert pane.foot.name.text() == "Name 3…"
    pane.foot.name.click()
    hands.type_name("Anna")
    assert {face.person_id for face in hands.library.faces(unnamed[:3])} == {hands.person("Anna")}
    assert not {row.match.face.id for row in pane.rows()} & set(
        unnamed[:3]
    )  # hers are not shown as others like her
    hands.give("undo")
    assert hands.person("Anna") not in {face.person_id for face in hands.library.faces(unnamed[:3])}


def test_photos_are_named_by_the_faces_for_which_they_were_found(hands):
    ask_about(hands)
    pane = hands.window.pane
    pane.order.photos.click()
    assert pane.grouping is Grouping.PHOTOS
    row = pane.rows()[0]
    pane.grid.setFocus()
    pane.grid.select_rows([0])
    assert not hands.window.actions_table["not_a_face"].isEnabled()  # it is about the photo
    hands.press("N")
    hands.type_name("Berta")
    assert hands.library.faces([row.match.face.id])[0].person_id == hands.person("Berta")


def test_find_similar_to_all_faces_of_a_photo(hands):
    photo = hands.photo("party 2.jpg")
    hands.window.rooms.photos.grid.select_ids({photo})
    hands.window.rooms.photos.grid.setFocus()
    hands.press("S")
    own = {face.id for face in hands.library.faces_in(photo)}
    found = {row.match.face.id for row in hands.window.pane.rows()}
    assert found
    assert not own & found


def test_several_faces_are_wanted_together_or_any_of_them(hands):
    photo = hands.photo("party 0.jpg")
    faces = hands.library.faces_in(photo)
    hands.window.similar.find(hands.window.selection().__class__(faces=tuple(face.id for face in faces)))
    hands.settle()
    pane = hands.window.pane
    assert pane.modes.together.isVisible()
    assert "party 7.jpg" in {row.photo.photo.path.name for row in pane.rows()}
    pane.modes.together.click()
    hands.settle()
    assert pane.grouping is Grouping.PHOTOS
    best = {row.photo.photo.path.name for row in pane.rows()[:3]}
    assert best == {"party 1.jpg", "party 3.jpg", "party 5.jpg"}


def test_what_cannot_be_compared_is_said_in_the_pane(hands):
    photo = hands.photo("party 0.jpg")
    hands.library.mark_not_a_face([face.id for face in hands.library.faces_in(photo)])
    hands.window.rooms.photos.grid.select_ids({photo})
    hands.give("find_similar")
    assert "have not been looked at as a whole" in hands.window.message.text
    assert hands.window.message.details == ""
    assert QApplication.activeModalWidget() is None


def test_of_very_many_photos_the_first_are_asked_about_and_it_is_said(hands, monkeypatch):
    monkeypatch.setattr(similar, "MOST", 2)
    hands.give("select_all")
    chosen = tuple(hands.window.selection().photos)
    with hands.qtbot.waitSignal(hands.window.similar.asked) as asked:
        hands.give("find_similar")
    assert asked.args == ["Like the first 2 of these photos"]
    assert hands.window.similar.now.query.to.photos == chosen[:2]
