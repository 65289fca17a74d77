"""All photos: headings, orders, and what the keys and the mouse do with them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest

from engine.types import PhotoOrder


@pytest.fixture(autouse=True)
def in_america():
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def page(hands):
    """Eight photos on two days: five on the later one, three on the earlier one."""

    def write(writer):
        for number, photo in enumerate(hands.library.photo_ids()):
            moment = 1.6e9 - number - (86400 if number >= 5 else 0)
            writer.execute("UPDATE photo SET taken = ?, moment = ? WHERE id = ?", (moment, moment, photo))

    hands.library._catalogue.write(write)
    hands.window.services.feed.publish_all()
    hands.settle()
    return hands.window.rooms.photos


def headings(page) -> list[tuple[str, str]]:
    model = page._model
    return [model.section(number)[:3:2] for number in range(len(model.sizes()))]


def heading_spot(page, number: int) -> QPoint:
    grid = page.grid
    heading = grid.grid().band(number).heading
    return QPoint(heading.left() + 30, heading.center().y() - grid.verticalOffset())


def names(hands, page) -> list[str]:
    return [photo.path.name for photo in hands.library.photos(list(page._model.ids))]


def test_photos_stand_below_their_days_as_the_country_writes_them(page):
    assert headings(page) == [
        ("Sunday, September 13, 2020", "5 photos"),
        ("Saturday, September 12, 2020", "3 photos"),
    ]
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    assert headings(page)[0][0] == "Sonntag, 13. September 2020"


def test_headings_take_room_that_no_photo_takes(page):
    grid = page.grid.grid()
    assert grid.rect(4).bottom() < grid.band(1).heading.top() < grid.rect(5).top()


def test_a_click_on_a_day_selects_it_and_control_adds_another(hands, page):
    view, left = page.grid.viewport(), Qt.MouseButton.LeftButton
    QTest.mouseClick(view, left, Qt.KeyboardModifier.NoModifier, heading_spot(page, 1))
    assert page.grid.selected_rows() == [5, 6, 7]
    QTest.mouseClick(view, left, Qt.KeyboardModifier.ControlModifier, heading_spot(page, 0))
    assert page.grid.selected_rows() == list(range(8))
    QTest.mouseClick(view, left, Qt.KeyboardModifier.ControlModifier, heading_spot(page, 1))
    assert page.grid.selected_rows() == [0, 1, 2, 3, 4]
    assert len(hands.window.selection().photos) == 5


def test_a_key_selects_the_day_that_the_keyboard_is_in(hands, page):
    page.grid.setFocus()
    hands.press("End")
    hands.press("Ctrl+D")
    assert page.grid.selected_rows() == [5, 6, 7]


def test_the_keys_walk_over_headings(hands, page):
    hands.window.resize(760, 500)
    page.grid.setFocus()
    page.grid.set_edge(160)
    hands.press("Home")
    columns = page.grid.grid().columns  # of the window's new width, which may have come just now
    assert 2 <= columns <= 4
    seen = [0]
    for key in ("Down", "Down", "Up", "PgDown", "PgUp"):
        hands.press(key)
        seen.append(page.grid.currentIndex().row())
        spot = page.grid.visualRect(page.grid.currentIndex()).center()
        assert page.grid.viewport().rect().contains(spot)
    assert seen[1] == columns
    assert seen[3] == columns
    assert seen[4] > seen[3]
    assert seen[5] < seen[4]


def test_the_order_is_chosen_and_found_again(hands, page, library):
    newest = names(hands, page)
    hands.give("sort_oldest")
    assert names(hands, page) == newest[::-1]
    assert headings(page)[0] == ("Saturday, September 12, 2020", "3 photos")
    hands.press("Alt+3")
    assert names(hands, page) == sorted(newest)
    assert headings(page) == [("P", "8 photos")]
    hands.give("sort_folder")
    [(folder, detail)] = headings(page)
    assert folder == "party"
    assert detail.endswith("8 photos")
    hands.give("sort_faces")
    assert headings(page) == [("2 faces", "8 photos")]
    hands.give("sort_added")
    assert headings(page) == [("", "8 photos")]
    assert hands.window.actions_table["sort_added"].isChecked()
    hands.close()
    again = type(hands)(hands.qtbot, library)
    assert again.window.rooms.photos.order is PhotoOrder.ADDED
    assert again.window.actions_table["sort_added"].isChecked()
    assert [each.isChecked() for each in again.window.actions_table.of_choice("sort")].count(True) == 1
    hands.window = again.window


def test_another_order_keeps_what_is_selected(hands, page):
    page.grid.select_ids({page._model.id_at(1)})
    chosen = hands.window.selection().photos
    hands.give("sort_oldest")
    assert hands.window.selection().photos == chosen
    assert page.grid.selected_rows() == [6]


def test_the_dates_beside_the_list_go_with_the_order(hands, page):
    def write(writer):
        writer.execute("UPDATE photo SET moment = 1.2e9, taken = 1.2e9 WHERE id = ?", (page._model.ids[7],))

    hands.library._catalogue.write(write)
    hands.window.services.feed.publish_all()
    hands.settle()
    assert page.scrubber.isVisible()
    assert page.scrubber.accessibleDescription() == "Sep 2020"
    hands.give("sort_oldest")
    assert page.scrubber.accessibleDescription() == "Jan 2008"
    hands.give("sort_name")
    assert not page.scrubber.isVisible()


def badges(page) -> list[str]:
    return [page._model.tile(row).badge for row in range(page._model.count())]


def test_photos_tell_how_many_faces_have_no_name_yet(hands, page):
    hands.qtbot.waitUntil(lambda: badges(page) == ["1", "1", "1", "1", "1", "1", "2", "1"])
    with_badges = page.grid.grab().toImage()
    said = page._model.describe(6)
    assert "2 faces" in said
    assert "2 not yet named" in said
    hands.window.people.name_people(hands.groups(), "Bernd")
    hands.settle()
    hands.qtbot.waitUntil(lambda: badges(page) == ["", "", "", "", "", "", "", "1"])
    assert "not yet named" not in page._model.describe(6)
    assert page.grid.grab().toImage() != with_badges
    hands.give("undo")
    hands.qtbot.waitUntil(lambda: badges(page)[6] == "2")


def test_the_badges_can_be_put_away(hands, page):
    hands.qtbot.waitUntil(lambda: badges(page)[0] == "1")
    hands.press("Shift+U")
    assert badges(page) == [""] * 8
    hands.press("Shift+U")
    assert badges(page)[0] == "1"
