"""Saying of whole people that they are one, are different, are strangers, or when they were born."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox

from engine.types import PeopleSection
from gui.dialogs.birth import BirthDialog
from gui.dialogs.joining import JoinDialog
from gui.places import Place, Room
from tests.gui.conftest import Hands


def select(hands: Hands, shelf: str, *people):
    """Go to a shelf and select these there."""
    hands.give(f"go_{shelf}")
    grid = getattr(hands.window.rooms, shelf).grid
    grid.select_ids(set(people))
    grid.setFocus()
    return grid


def open_person(hands: Hands, person):
    hands.window.navigator.go(Place(Room.PERSON, person=person))
    hands.settle()
    grid = hands.window.rooms.person.grid
    grid.setFocus()
    return grid


def shown(hands: Hands, kind: type[QDialog]):
    return next(each for each in hands.window.findChildren(kind) if each.isVisible())


def press_button(hands: Hands, dialog: QDialog, which: QDialogButtonBox.StandardButton) -> None:
    button = dialog.findChild(QDialogButtonBox).button(which)
    hands.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    hands.settle()


def menu_texts(hands: Hands, grid) -> list[str]:
    menu = hands.menu_at(grid, grid.visualRect(grid.model().index(0, 0)).center())
    found = [action.text().replace("&", "") for action in menu.actions()]
    menu.close()
    return found


def can(hands: Hands, command: str) -> bool:
    return hands.window.actions_table[command].isEnabled()


def hidden(hands: Hands):
    return {person.id for person in hands.library.people(PeopleSection.HIDDEN)}


@pytest.fixture
def bernd(hands: Hands):
    """The larger group has a name too."""
    group = hands.groups()[0]
    hands.window.people.name_people([group], "Bernd")
    hands.settle()
    return group


# ---- one person


def test_groups_without_a_name_are_joined_at_once_and_undone_in_one_step(hands):
    larger, smaller = hands.groups()
    grid = select(hands, "unnamed", smaller, larger)
    hands.press("J")
    assert hands.groups() == [larger]
    assert hands.library.person(larger).faces == 8
    assert grid.ids_model().count() == 1
    hands.window.message._action.click()
    hands.settle()
    assert hands.groups() == [larger, smaller]
    assert hands.library.person(larger).faces == 5
    assert grid.ids_model().count() == 2


def test_of_two_names_the_user_says_which_stays(hands, bernd):
    anna = hands.person("Anna")
    select(hands, "people", anna, bernd)
    hands.press("J")
    dialog = shown(hands, JoinDialog)
    assert dialog.names.currentItem().text() == "Anna, 7 photos"
    looked_at = dialog.people.ids_model()
    assert [looked_at.describe(row) for row in range(looked_at.count())] == [
        "Anna, 7 photos",
        "Bernd, 5 photos",
    ]
    assert hands.library.names() == ["Anna", "Bernd"]  # nothing is done before the answer
    hands.press("Down")
    hands.press("Return")
    assert hands.library.names() == ["Bernd"]
    assert hands.library.person(bernd).faces == 12
    hands.give("undo")
    assert hands.library.names() == ["Anna", "Bernd"]
    assert hands.library.person(anna).faces == 7


def test_the_name_with_most_faces_stays_unless_said_otherwise(hands, bernd):
    anna = hands.person("Anna")
    select(hands, "people", bernd, anna)
    hands.give("join")
    press_button(hands, shown(hands, JoinDialog), QDialogButtonBox.StandardButton.Ok)
    assert hands.library.names() == ["Anna"]
    assert hands.library.person(anna).faces == 12
    assert "Anna" in hands.window.message.text


def test_who_does_not_answer_joins_nobody(hands, bernd):
    anna = hands.person("Anna")
    select(hands, "people", anna, bernd)
    hands.press("J")
    press_button(hands, shown(hands, JoinDialog), QDialogButtonBox.StandardButton.Cancel)
    assert hands.library.names() == ["Anna", "Bernd"]
    assert hands.library.person(anna).faces == 7


def test_a_hidden_person_keeps_the_name_when_a_larger_group_is_joined(hands):
    """One name among them needs no question, however few faces are with it."""
    anna, group = hands.person("Anna"), hands.groups()[0]
    hands.window.people.set_hidden([anna, group], True)
    hands.window.people.take_out([face.id for face in hands.library.faces_of(anna)[1:]], anna)
    hands.settle()
    select(hands, "hidden", anna, group)
    hands.press("J")
    assert hands.library.names() == ["Anna"]
    assert hands.library.person(anna).faces == 6


# ---- different people


def test_different_people_are_remembered_and_undone(hands):
    one, other = hands.groups()
    grid = select(hands, "unnamed", one, other)
    hands.press("D")
    assert hands.library.told_apart() == {(min(one, other), max(one, other))}
    assert "different people" in hands.window.message.text
    assert grid.ids_model().count() == 2
    hands.window.message._action.click()
    hands.settle()
    assert hands.library.told_apart() == frozenset()


def test_one_alone_is_neither_joined_nor_told_apart(hands):
    group = hands.groups()[0]
    grid = select(hands, "unnamed", group)
    assert not can(hands, "join")
    assert not can(hands, "tell_apart")
    assert "Join These People" not in menu_texts(hands, grid)
    grid.selectAll()
    assert can(hands, "join")
    assert can(hands, "tell_apart")
    assert {"Join These People", "These Are Different People", "Stranger"} <= set(menu_texts(hands, grid))


# ---- strangers


def test_strangers_go_to_the_hidden_shelf_and_come_back(hands):
    groups = hands.groups()
    grid = select(hands, "unnamed", *groups)
    hands.press("T")
    assert hands.window.rooms.unnamed.is_empty
    assert all(hands.library.person(group).stranger for group in groups)
    assert "Hidden, 2" in hands.sidebar_lines()
    grid = select(hands, "hidden", *groups)
    assert "Not a Stranger" in menu_texts(hands, grid)
    grid.select_ids(set(groups))
    hands.press("T")
    assert hidden(hands) == set()
    hands.give("undo")
    assert hidden(hands) == set(groups)
    hands.give("undo")
    assert hands.groups() == groups
    assert hidden(hands) == set()


def test_a_stranger_is_taken_back_on_the_own_page_too(hands):
    group = hands.groups()[0]
    open_person(hands, group)
    hands.press("T")
    assert hidden(hands) == {group}
    hide = hands.window.actions_table["hide"]
    assert hide.text().replace("&", "") == "Show Again"
    hands.give("select_all")
    hands.press("T")
    assert hidden(hands) == set()
    assert hands.library.person(group).faces == 5


def test_who_has_a_name_is_no_stranger(hands):
    anna = hands.person("Anna")
    select(hands, "people", anna)
    assert not can(hands, "stranger")
    hands.give("undo")  # the name
    select(hands, "unnamed", anna)
    assert can(hands, "stranger")


def test_single_faces_of_strangers_leave_their_shelf(hands):
    hands.give("go_single")
    page = hands.window.rooms.single
    face = hands.library.single_faces()[0]
    page.select_all()
    page.grid.setFocus()
    hands.press("T")
    assert page.is_empty
    stranger = hands.library.faces([face])[0].person_id
    assert hands.library.person(stranger).stranger
    assert hidden(hands) == {stranger}
    hands.window.message._action.click()
    hands.settle()
    assert hands.library.single_faces() == [face]


def test_a_strangers_face_among_those_of_a_person_goes_alone(hands):
    anna = hands.person("Anna")
    grid = open_person(hands, anna)
    face = hands.library.faces_of(anna)[0].id
    grid.select_ids({face})
    hands.press("T")
    assert hands.library.person(anna).faces == 6
    assert not hands.library.person(anna).stranger
    assert hidden(hands) == {hands.library.faces([face])[0].person_id}


# ---- birth dates


def test_a_birth_date_is_given_changed_and_forgotten(hands):
    anna = hands.person("Anna")
    open_person(hands, anna)
    hands.press("B")
    dialog = shown(hands, BirthDialog)
    hands.qtbot.keyClicks(dialog.edit, "2016")
    hands.press("Return")
    assert hands.library.person(anna).born == "2016"
    assert "2016" in hands.window.message.text
    assert not dialog_is_open(hands)
    hands.give("birth_date")
    assert shown(hands, BirthDialog).edit.text() == "2016"
    hands.press("Del")
    hands.press("Return")
    assert hands.library.person(anna).born is None
    hands.give("undo")
    assert hands.library.person(anna).born == "2016"


def test_what_is_no_date_is_said_and_can_be_mended(hands):
    anna = hands.person("Anna")
    select(hands, "people", anna)
    hands.press("B")
    dialog = shown(hands, BirthDialog)
    hands.qtbot.keyClicks(dialog.edit, "31.5.16")
    hands.press("Return")
    assert dialog.isVisible()
    assert "2016-05-31" in dialog.hint.text()
    assert hands.library.person(anna).born is None
    hands.qtbot.keyClicks(dialog.edit, "2016-05-31")
    press_button(hands, dialog, QDialogButtonBox.StandardButton.Ok)
    assert hands.library.person(anna).born == "2016-05-31"
    assert not dialog_is_open(hands)


def test_birth_dates_are_of_one_person_with_a_name(hands, bernd):
    select(hands, "people", hands.person("Anna"), bernd)
    assert not can(hands, "birth_date")
    select(hands, "unnamed", hands.groups()[0])
    assert not can(hands, "birth_date")
    open_person(hands, bernd)
    assert can(hands, "birth_date")


def test_a_hidden_group_that_gets_a_name_has_a_birth_date_and_is_no_stranger(hands):
    group = hands.groups()[0]
    hands.window.people.set_hidden([group], True)
    hands.settle()
    select(hands, "hidden", group)
    assert can(hands, "stranger")
    hands.press("N")
    hands.type_name("Clara")
    assert hands.window.rooms.hidden.grid.selected_ids() == [group]
    assert not can(hands, "stranger")
    assert can(hands, "birth_date")


def dialog_is_open(hands: Hands) -> bool:
    return any(each.isVisible() for each in hands.window.findChildren(BirthDialog))
