"""The search field: what typing in it finds and suggests, and how one gets out of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from gui.places import Place, Room
from gui.words import date_writing


@pytest.fixture
def field(hands):
    hands.give("search")
    assert hands.window.search_field.hasFocus()
    return hands.window.search_field


def type_words(hands, text: str) -> None:
    """And wait for what is found."""
    field = hands.window.search_field
    hands.qtbot.keyClicks(field, text)
    wanted = field.text().strip()
    hands.qtbot.waitUntil(lambda: hands.window.navigator.place.words == wanted)
    hands.settle()


def found(hands) -> set[str]:
    assert hands.window.rooms.page is hands.window.rooms.photos
    ids = list(hands.window.rooms.photos._model.ids)
    return {photo.path.name for photo in hands.library.photos(ids)}


def title(hands) -> str:
    return hands.window.rooms.page._title.full_text


def test_words_narrow_the_photos_down_while_they_are_typed(hands, field):
    type_words(hands, "anna")
    assert len(found(hands)) == 7
    assert field.hasFocus()
    assert title(hands) == "“anna”"
    type_words(hands, " 3")
    assert found(hands) == {"party 3.jpg"}
    assert field.hasFocus()
    hands.press("Return")
    assert QApplication.focusWidget() is hands.window.rooms.photos.grid


def test_escape_gives_up_the_words_and_then_the_keyboard(hands, field):
    type_words(hands, "torn")
    assert hands.window.rooms.page.is_empty
    assert hands.window.rooms.page.empty.sentence.text() == "Nothing found for “torn”"
    hands.press("Escape")
    assert field.text() == ""
    assert len(found(hands)) == 8
    assert field.hasFocus()
    hands.press("Escape")
    assert QApplication.focusWidget() is hands.window.rooms.photos.grid


def test_where_nothing_is_found_a_button_shows_everything_again(hands, field):
    type_words(hands, "nobody")
    assert hands.window.rooms.page.empty.button.text() == "Clear the Search"
    hands.window.rooms.page.empty.button.click()
    hands.settle()
    assert len(found(hands)) == 8
    assert field.text() == ""


def test_back_leads_out_of_a_search_to_where_it_began(hands):
    hands.give("go_people")
    hands.give("search")
    type_words(hands, "party")
    type_words(hands, " 1")
    assert found(hands) == {"party 1.jpg"}
    hands.window.rooms.page.take_focus()
    hands.give("back")
    assert hands.window.navigator.place == Place(Room.PEOPLE)
    assert hands.window.search_field.text() == ""


def test_a_search_in_a_folder_stays_there_and_says_so(hands):
    folder = hands.library.folders()[0].path
    hands.window.navigator.go(Place(Room.PHOTOS, folder=folder))
    hands.give("search")
    type_words(hands, "4")
    assert hands.window.navigator.place == Place(Room.PHOTOS, folder=folder, words="4")
    assert title(hands) == "“4” · party"


def test_photos_that_were_found_can_be_leafed_through_and_come_back_to(hands, field):
    type_words(hands, "anna")
    hands.press("Return")
    hands.press("Home")
    hands.press("Return")
    assert hands.window.rooms.page is hands.window.rooms.photo
    assert field.text() == "anna"
    hands.press("Escape")
    assert len(found(hands)) == 7


def test_people_and_folders_and_dates_are_suggested(hands, field):
    for text, hints in (
        ("an", ["Anna, 7 photos"]),
        ("par", ["party, 8 photos"]),
        ("202", ["2020, 8 photos"]),
    ):
        field.clear()
        hands.qtbot.keyClicks(field, text)
        hands.qtbot.waitUntil(lambda hints=hints: hands.suggested() == hints)
    hands.press("Escape")
    assert hands.suggested() == []
    assert field.text() == "202"


def test_a_suggestion_takes_the_place_of_the_word(hands, field):
    hands.window.people.name_people([hands.groups()[0]], 'Bernd "Bo" Berg')
    hands.settle()
    hands.qtbot.keyClicks(field, "anna ber")
    hands.qtbot.waitUntil(lambda: hands.suggested() == ['Bernd "Bo" Berg, 5 photos'])
    hands.qtbot.keyClick(field._popup, Qt.Key.Key_Down)
    hands.qtbot.keyClick(field._popup, Qt.Key.Key_Return)
    hands.settle()
    assert field.text() == 'anna "Bernd ""Bo"" Berg" '
    assert hands.window.navigator.place.words == 'anna "Bernd ""Bo"" Berg"'
    assert len(found(hands)) == 4
    assert field.hasFocus()


def test_only_the_last_of_many_words_counts(hands, field):
    """Each key asks anew, and none waits for the answer."""
    hands.qtbot.keyClicks(field, "party 7")
    hands.qtbot.waitUntil(lambda: hands.window.navigator.place.words == "party 7")
    hands.settle()
    assert found(hands) == {"party 7.jpg"}
    assert hands.window.navigator.before == Place(Room.PHOTOS)


def test_another_room_takes_the_keyboard_from_the_field(hands, field):
    type_words(hands, "party")
    hands.give("go_people")
    assert not field.hasFocus()
    assert field.text() == ""
    assert hands.window.rooms.page.isAncestorOf(QApplication.focusWidget())


def test_a_page_that_is_pasted_by_mistake_is_no_error(hands, field):
    QApplication.clipboard().setText("anna " * 2000)
    field.paste()
    hands.qtbot.waitUntil(lambda: hands.window.navigator.place.words == field.text().strip())
    hands.settle()
    assert len(found(hands)) == 7


@pytest.mark.parametrize(
    ("country", "month_first"), [("en_US", True), ("en_GB", False), ("de_DE", False), ("zh_CN", True)]
)
def test_the_country_says_whether_the_day_comes_first(country, month_first):
    before = QLocale()
    QLocale.setDefault(QLocale(country))
    try:
        assert date_writing().month_first == month_first
    finally:
        QLocale.setDefault(before)


def test_a_day_is_found_as_people_write_it(hands, field):
    type_words(hands, "12th of September, 2020")
    assert found(hands) == {"party 1.jpg"}
