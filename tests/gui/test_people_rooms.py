"""The rooms of people: sections, years, suggestions, dragging, and photos of several together."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from engine.types import PeopleSection
from gui.models.sections import by_year
from gui.places import Place, Room
from gui.views.drag import Kind, packed
from tests.gui.conftest import Hands, group
from tests.gui.test_joining import open_person, select


def drop(view, kind: Kind, ids, point: QPoint) -> bool:
    """What dragging `ids` over the viewport to `point` and letting go does; whether it was taken."""
    data, target = packed(kind, ids), view.viewport()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    move = Qt.DropAction.MoveAction
    QApplication.sendEvent(target, QDragEnterEvent(point, move, data, left, none))
    QApplication.sendEvent(target, QDragMoveEvent(point, move, data, left, none))
    event = QDropEvent(QPointF(point), move, data, left, none)
    QApplication.sendEvent(target, event)
    return event.isAccepted()


def middle_of(view, row: int) -> QPoint:
    return view.visualRect(view.model().index(row, 0)).center()


def titles(page):
    return [(section.title, section.size) for section in page._model.sections()]


def suggested(hands: Hands, page, names: int = 1):
    hands.qtbot.waitUntil(lambda: len(page.suggestions.proposals()) >= names, timeout=20_000)
    return page.suggestions.proposals()


@pytest.fixture
def two_annas(hands):
    """Three of Anna's faces are a group of their own, without a name."""
    anna = hands.person("Anna")
    faces = [face.id for face in hands.library.faces_of(anna)]
    hands.give("undo")  # the name
    hands.library._catalogue.write(lambda writer: group(writer, [faces[:4], faces[4:]]))
    named = hands.library.faces([faces[0]])[0].person_id
    other = hands.library.faces([faces[-1]])[0].person_id
    hands.window.people.name_people([named], "Anna")
    hands.settle()
    hands.window.services.feed.publish_all()
    hands.settle()
    return named, other


# ---- sections


def test_everybody_is_in_a_section_and_the_hidden_are_folded_away(hands):
    larger, smaller = hands.groups()
    hands.window.people.set_hidden([smaller], True)
    hands.settle()
    hands.give("go_people")
    page = hands.window.rooms.people
    assert titles(page) == [("Named", 1), ("Unnamed", 1), ("Hidden", 0)]
    heading = page.people_grid.grid().band(2).heading.center()
    hands.qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert titles(page)[2] == ("Hidden", 1)
    hands.press("End")
    assert page.grid.selected_ids() == [smaller]
    hands.press("H")
    assert titles(page) == [("Named", 1), ("Unnamed", 2)]
    assert {person.id for person in hands.library.people(PeopleSection.UNNAMED)} == {larger, smaller}


def test_the_keys_walk_over_headings(hands):
    hands.give("go_people")
    grid = hands.window.rooms.people.grid
    hands.press("Home")
    assert grid.selected_ids() == [hands.person("Anna")]
    hands.press("Down")
    assert grid.selected_ids() == [hands.groups()[0]]
    hands.press("Up")
    assert grid.selected_ids() == [hands.person("Anna")]


def test_who_gets_a_name_moves_up_and_stays_selected(hands):
    chosen = hands.groups()[0]
    select(hands, "people", chosen)
    hands.press("N")
    hands.type_name("Bernd")
    page = hands.window.rooms.people
    assert titles(page) == [("Named", 2), ("Unnamed", 1)]
    assert page.grid.selected_ids() == [chosen]


# ---- dragging


def test_a_group_that_is_dropped_on_a_person_is_joined(hands):
    anna, chosen = hands.person("Anna"), hands.groups()[0]
    hands.give("go_people")
    grid = hands.window.rooms.people.grid
    assert drop(grid, Kind.PEOPLE, [chosen], middle_of(grid, 0))
    hands.settle()
    assert hands.library.person(anna).faces == 12
    hands.give("undo")
    assert hands.library.person(anna).faces == 7


def test_the_mouse_takes_a_group_along(hands, monkeypatch):
    hands.give("go_unnamed")
    grid = hands.window.rooms.unnamed.grid
    dragged = []
    monkeypatch.setattr(
        "gui.views.people.grid.start_drag", lambda _, kind, ids, __: dragged.append((kind, list(ids)))
    )
    start, left = middle_of(grid, 0), Qt.MouseButton.LeftButton
    hands.qtbot.mousePress(grid.viewport(), left, pos=start)
    for step in range(1, 6):
        hands.qtbot.mouseMove(grid.viewport(), start + QPoint(8 * step, 0))
    hands.qtbot.mouseRelease(grid.viewport(), left, pos=start)
    assert dragged == [(Kind.PEOPLE, [hands.groups()[0]])]


def test_faces_that_are_dropped_on_a_person_are_theirs(hands):
    anna = hands.person("Anna")
    faces = [face.id for face in hands.library.faces_of(hands.groups()[0])[:2]]
    hands.give("go_people")
    grid = hands.window.rooms.people.grid
    assert drop(grid, Kind.FACES, faces, middle_of(grid, 0))
    hands.settle()
    assert hands.library.person(anna).faces == 9
    assert all(face.confirmed for face in hands.library.faces(faces))


def test_nobody_falls_on_themselves_and_the_ground_takes_nothing(hands):
    chosen = hands.groups()[0]
    hands.give("go_people")
    grid = hands.window.rooms.people.grid
    assert not drop(grid, Kind.PEOPLE, [chosen], middle_of(grid, 1))
    assert not drop(grid, Kind.PEOPLE, [chosen], grid.viewport().rect().bottomRight() - QPoint(3, 3))
    hands.settle()
    assert len(hands.groups()) == 2


def test_a_line_of_the_sidebar_opens_under_what_is_dragged(hands):
    hands.give("go_unnamed")
    sidebar = hands.window.sidebar
    row = next(n for n, text in enumerate(hands.sidebar_lines()) if text.startswith("People"))
    data = packed(Kind.FACES, [1])
    enter = QDragEnterEvent(
        middle_of(sidebar, row), Qt.DropAction.MoveAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(sidebar.viewport(), enter)
    hands.qtbot.waitUntil(lambda: hands.window.navigator.place.room is Room.PEOPLE)


# ---- suggestions


def test_a_person_is_offered_the_group_that_is_probably_them(hands, two_annas):
    anna, other = two_annas
    open_person(hands, anna)
    page = hands.window.rooms.person
    proposal = suggested(hands, page)[0]
    assert proposal.group.id == other
    assert proposal.probability > 0.5
    hands.press("Shift+Y")
    assert hands.library.person(anna).faces == 7
    assert page.suggestions.proposals() == []
    hands.give("undo")
    assert hands.library.person(anna).faces == 4


def test_what_was_denied_is_never_suggested_again(hands, two_annas):
    anna, other = two_annas
    open_person(hands, other)
    page = hands.window.rooms.person
    card = page.suggestions
    assert suggested(hands, page)[0].person.id == anna
    assert card._cards[0].title.text() == "Probably Anna"
    hands.qtbot.mouseClick(card._cards[0].no, Qt.MouseButton.LeftButton)
    hands.settle()
    assert (min(anna, other), max(anna, other)) in hands.library.told_apart()
    hands.qtbot.wait(400)
    hands.settle()
    assert [each for each in card.proposals() if each.person.id == anna] == []


def test_a_chip_names_the_selected_group(hands, two_annas):
    anna, other = two_annas
    select(hands, "unnamed", other)
    page = hands.window.rooms.unnamed
    assert suggested(hands, page)[0].person.id == anna
    hands.qtbot.mouseClick(page.suggestions._cards[0].yes, Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.library.person(anna).faces == 7
    assert other not in hands.groups()


def test_a_single_face_that_was_taken_out_is_not_proposed_to_its_person(hands):
    hands.give("go_single")
    page = hands.window.rooms.single
    page.select_all()
    hands.qtbot.wait(300)
    hands.settle()
    assert not hands.window.actions_table["suggestion_right"].isEnabled() or page.suggestions.proposals()


# ---- a person's years


def test_faces_are_below_their_years_newest_first(hands):
    anna = hands.person("Anna")
    faces = hands.library.faces_of(anna)
    taken = {face.photo_id: None for face in faces}
    for face, year in zip(faces, (2020, 2019, 2020, 2016, 2016), strict=False):
        taken[face.photo_id] = (year - 1970) * 365.2425 * 86400 + 40 * 86400
    open_person(hands, anna)
    page = hands.window.rooms.person
    model = page._model
    model.set_faces(by_year(faces, taken, "2016-05-31"))
    sections = [(section.title, section.size, section.detail) for section in model.sections()]
    assert sections == [
        ("2020", 2, "turned 4"), ("2019", 1, "turned 3"), ("2016", 2, "born this year"), ("Without a date", 2, ""),
    ]  # fmt: skip
    page.years.show_years(model.sections(), model.years())
    assert [(year.year, year.faces) for year in page.years.years()] == [
        (2016, 2), (2017, 0), (2018, 0), (2019, 1), (2020, 2),
    ]  # fmt: skip
    with hands.qtbot.waitSignal(page.years.chosen) as chosen:
        hands.qtbot.mouseClick(page.years, Qt.MouseButton.LeftButton, pos=page.years.bar(0).center())
    assert chosen.args == [2]
    with hands.qtbot.waitSignal(page.years.chosen) as chosen:
        hands.qtbot.keyClick(page.years, Qt.Key.Key_Right)
    assert chosen.args == [1]


# ---- together


def test_photos_of_several_people_are_those_with_all_of_them(hands):
    anna, (larger, smaller) = hands.person("Anna"), hands.groups()
    select(hands, "people", anna, larger)
    hands.press("V")
    page = hands.window.rooms.photos
    together = set(hands.library.photo_ids(person=anna)) & set(hands.library.photo_ids(person=larger))
    model = page.grid.ids_model()
    assert {model.id_at(row) for row in range(model.count())} == together
    assert len(together) == 4
    assert page._title.full_text == "Photos of Anna and Unnamed"
    hands.window.navigator.go(Place(Room.PHOTOS, person=anna, others=(larger, smaller)))
    hands.settle()
    assert page.is_empty


def test_what_is_empty_in_a_header_takes_no_room_from_what_is_not(hands):
    hands.window.navigator.go(Place(Room.PERSON, person=hands.person("Anna")))
    hands.settle()
    page = hands.window.rooms.person
    hands.window.resize(800, 600)
    hands.qtbot.waitUntil(lambda: page._subtitle.text() == "7 faces in 7 photos")
    assert page._subtitle.x() - page.name.geometry().right() - 1 == page.header.spacing()
    narrow = page.name.width()
    hands.window.resize(1000, 600)
    hands.qtbot.waitUntil(lambda: page.name.width() == page.name.maximumWidth() > narrow)
