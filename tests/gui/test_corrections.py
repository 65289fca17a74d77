"""Correcting the machine: take out, not a face, confirm, move, hide, and undo of all of it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from engine.catalogue import guesses
from engine.types import PeopleSection
from gui.places import Place, Room


def open_person(hands, person):
    hands.window.navigator.go(Place(Room.PERSON, person=person))
    hands.settle()
    return hands.window.rooms.person.grid


def names(hands):
    return hands.window.names.names.stringList()


def test_naming_a_group_on_its_page(hands):
    group = hands.groups()[0]
    open_person(hands, group)
    hands.press("N")
    hands.type_name("Bernd")
    assert hands.library.person(group).name == "Bernd"
    assert "People, 2" in hands.sidebar_lines()
    assert "Bernd" in hands.window.message.text
    assert "Bernd" in names(hands)


def test_typing_a_known_name_says_so_joins_and_shows_the_joined_page(hands):
    anna, group = hands.person("Anna"), hands.groups()[0]
    page = hands.window.rooms.person
    open_person(hands, group)
    hands.press("N")
    hands.qtbot.keyClicks(QApplication.focusWidget(), "anna")
    assert page.hint.full_text.startswith("Joins Anna, 7 photos")
    hands.press("Return")
    assert hands.window.navigator.place == Place(Room.PERSON, person=anna)
    assert page.name.text() == "Anna"
    assert hands.library.person(anna).faces == 12
    hands.press("Ctrl+Z")
    assert hands.library.person(anna).faces == 7
    assert hands.library.person(group).faces == 5


def test_a_name_is_known_in_either_form_of_its_accents(hands):
    hands.library.name_person(hands.person("Anna"), "Zo\u00eb")  # as most keyboards write it ...
    hands.window.services.feed.publish_all()
    hands.settle()
    open_person(hands, hands.groups()[0])
    hands.press("N")
    QApplication.focusWidget().insert("zoe\u0308")  # ... and as files from a Mac do
    assert hands.window.rooms.person.hint.full_text.startswith("Joins Zo\u00eb")


def test_completion_offers_the_names_in_use(hands):
    open_person(hands, hands.groups()[0])
    hands.press("N")
    edit = hands.window.rooms.person.name
    hands.qtbot.keyClicks(edit, "An")
    popup = edit.completer().popup()
    hands.qtbot.waitUntil(popup.isVisible)
    assert [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())] == ["Anna"]
    hands.qtbot.keyClick(popup, Qt.Key.Key_Down)
    hands.qtbot.keyClick(popup, Qt.Key.Key_Return)
    hands.settle()
    assert edit.text() == "Anna"


def test_escape_while_typing_a_name_keeps_the_old_one(hands):
    anna = hands.person("Anna")
    open_person(hands, anna)
    hands.press("N")
    hands.qtbot.keyClicks(QApplication.focusWidget(), "Hanna")
    hands.press("Esc")
    assert hands.window.rooms.person.name.text() == "Anna"
    assert hands.window.navigator.place.room is Room.PERSON
    assert hands.library.person(anna).name == "Anna"


def test_naming_several_groups_as_one_person_from_the_grid(hands):
    hands.give("go_unnamed")
    hands.give("select_all")
    hands.press("F2")
    assert hands.window.popover.isVisible()
    hands.type_name("Bernd")
    bernd = hands.person("Bernd")
    assert hands.library.person(bernd).faces == 8
    assert hands.groups() == []
    assert not hands.window.popover.isVisible()
    assert hands.window.rooms.unnamed.is_empty


def test_renaming_starts_from_the_present_name(hands):
    anna = hands.person("Anna")
    hands.give("go_people")
    hands.window.rooms.people.grid.select_ids({anna})
    hands.press("F2")
    assert hands.window.popover.edit.text() == "Anna"
    hands.press("End")
    hands.type_name(" Maria")
    assert hands.library.person(anna).name == "Anna Maria"
    assert hands.window.rooms.people.grid.ids_model().tile(0).title == "Anna Maria"


def test_face_by_face_with_one_key(hands):
    anna = hands.person("Anna")
    grid = open_person(hands, anna)
    grid.setFocus()
    hands.press("Home")
    first, second = hands.library.faces_of(anna)[:2]
    assert grid.selected_ids() == [first.id]
    hands.press("X")
    assert hands.library.faces([first.id])[0].person_id is None
    assert grid.selected_ids() == [second.id]
    hands.press("Del")
    assert hands.library.faces([second.id]) == []
    assert hands.library.person(anna).faces == 5
    hands.press("Ctrl+Z")
    hands.press("Ctrl+Z")
    assert hands.library.person(anna).faces == 7
    hands.press("Ctrl+Shift+Z")
    assert hands.library.person(anna).faces == 6
    assert hands.library.faces([first.id])[0].person_id is None


def test_yes_confirms_and_ticks_the_face(hands):
    group = hands.groups()[0]
    grid = open_person(hands, group)
    grid.select_ids({hands.library.faces_of(group)[0].id})
    grid.setFocus()
    hands.press("Y")
    model = grid.ids_model()
    assert [model.tile(row).ticked for row in range(model.count())] == [True, False, False, False, False]


def test_several_faces_move_to_a_new_person(hands):
    group = hands.groups()[0]
    grid = open_person(hands, group)
    chosen = [face.id for face in hands.library.faces_of(group)[:3]]
    grid.select_ids(set(chosen))
    grid.setFocus()
    hands.press("N")
    hands.type_name("Clara")
    clara = hands.person("Clara")
    assert {face.id for face in hands.library.faces_of(clara)} == set(chosen)
    assert grid.ids_model().count() == 2


def test_hiding_and_showing_again(hands):
    group = hands.groups()[0]
    hands.give("go_unnamed")
    hands.window.rooms.unnamed.grid.select_ids({group})
    hands.press("H")
    assert [person.id for person in hands.library.people(PeopleSection.HIDDEN)] == [group]
    hands.give("go_hidden")
    hands.window.rooms.hidden.grid.select_ids({group})
    assert hands.window.actions_table["hide"].text().replace("&", "") == "Show Again"
    hands.press("H")
    assert hands.library.people(PeopleSection.HIDDEN) == []


def test_the_cover_is_shown(hands):
    anna = hands.person("Anna")
    grid = open_person(hands, anna)
    last = hands.library.faces_of(anna)[-1].id
    grid.select_ids({last})
    hands.give("use_as_cover")
    hands.give("go_people")
    assert hands.window.rooms.people.grid.ids_model().tile(0).picture.id == last


def test_undo_and_redo_say_what_they_do(hands):
    undo, redo = hands.window.actions_table["undo"], hands.window.actions_table["redo"]
    assert undo.text() == "&Undo “Name Anna”"
    assert not redo.isEnabled()
    hands.give("undo")
    assert hands.library.people(PeopleSection.NAMED) == []
    assert not undo.isEnabled()
    hands.give("redo")
    assert hands.person("Anna")


def test_the_message_offers_undo(hands):
    group = hands.groups()[0]
    open_person(hands, group)
    hands.press("H")
    assert hands.library.person(group).hidden
    hands.window.message._action.click()
    hands.settle()
    assert not hands.library.person(group).hidden


def test_a_person_who_is_undone_closes_the_page(hands):
    anna, group = hands.person("Anna"), hands.groups()[0]
    hands.give("go_unnamed")
    grid = open_person(hands, group)
    hands.give("select_all")
    hands.give("not_a_face")
    assert hands.window.navigator.place.room is Room.UNNAMED
    assert grid is not QApplication.focusWidget()
    assert hands.library.person(anna).faces == 7


def test_what_was_taken_back_is_said_and_can_be_done_again(hands):
    group = hands.groups()[0]
    hands.window.people.name_people([group], "Bernd")
    hands.settle()
    hands.press("Ctrl+Z")
    message = hands.window.message
    assert message.text.startswith("Taken back:")
    assert message._action.text() == "Redo"
    message._action.click()
    hands.settle()
    assert hands.library.person(group).name == "Bernd"
    assert message._action.text() == "Undo"


def test_what_a_name_will_do_is_not_hidden_by_the_known_names(hands):
    hands.give("go_unnamed")
    hands.window.rooms.unnamed.grid.select_rows([0])
    hands.press("N")
    popover = hands.window.popover
    hands.qtbot.keyClicks(popover.edit, "anna")
    popup = popover.edit.completer().popup()
    hands.qtbot.waitUntil(popup.isVisible)
    assert popover.hint.text() == "Joins Anna, 7 photos"
    hint_bottom = popover.hint.mapToGlobal(popover.hint.rect().bottomLeft()).y()
    assert hint_bottom <= popup.mapToGlobal(popup.rect().topLeft()).y()


def test_a_message_moves_nothing_under_the_mouse(hands):
    grid = hands.window.rooms.photos.grid
    before = grid.mapToGlobal(grid.visualRect(grid.model().index(0, 0)).topLeft())
    hands.window.message.say("Something was done")
    hands.qtbot.waitUntil(hands.window.message.isVisible)
    hands.qtbot.wait(10)
    assert grid.mapToGlobal(grid.visualRect(grid.model().index(0, 0)).topLeft()) == before


def test_yes_means_the_person_who_is_shown_though_a_grouping_has_moved_the_face(hands):
    shown, other = hands.groups()
    grid = open_person(hands, shown)
    face = hands.library.faces_of(shown)[0].id
    grid.select_ids({face})
    hands.library._catalogue.write(
        lambda writer: guesses.store_guesses(writer, np.array([face]), np.array([other]))
    )
    assert hands.library.faces([face])[0].person_id == other
    hands.give("confirm")
    now = hands.library.faces([face])[0]
    assert now.confirmed
    assert now.person_id == shown
