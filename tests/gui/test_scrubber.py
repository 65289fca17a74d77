"""The dates beside the photos: where they stand, and what a click, a drag and the keys do."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.types import PhotoId
from gui.places import Place, Room
from gui.views.photos.scrubber import DateScrubber, Timeline

YEARS = (2020, 2019, 2019, 2015, 2015, 2015, 2011, 1968)


def spread(library) -> list[PhotoId]:
    """The eight photos taken in June of these years, one day after the other; newest first."""
    ids = library.photo_ids()

    def write(writer: sqlite3.Connection) -> None:
        for number, (photo, year) in enumerate(zip(ids, YEARS, strict=True)):
            taken = datetime(year, 6, 28 - number, 12, tzinfo=UTC).timestamp()
            writer.execute("UPDATE photo SET taken = ?, moment = ? WHERE id = ?", (taken, taken, photo))

    library._catalogue.write(write)
    assert library.photo_ids() == ids
    return ids


@pytest.fixture
def page(hands):
    spread(hands.library)
    hands.window.resize(760, 420)
    page = hands.window.rooms.photos
    page.grid.set_edge(256)
    hands.window.services.feed.publish_all()
    hands.settle()
    hands.qtbot.waitUntil(page.scrubber.isVisible)
    hands.qtbot.wait(20)
    return page


def first_in_view(page) -> int:
    return page.in_view()[0]


def test_days_count_the_photos_in_the_order_of_the_list(library):
    ids = spread(library)
    days = library.photo_list().runs
    assert [photos for _, photos in days] == [1] * 8
    assert [day for day, _ in days] == sorted((day for day, _ in days), reverse=True)
    timeline = Timeline(days)
    assert [timeline.date_of(row).year for row in range(8)] == list(YEARS)
    folder = library.photo(ids[0]).path.parent
    assert library.photo_list(folder=folder).runs == days
    assert library.photo_list(folder=folder / "nowhere").runs == []


def test_a_click_on_a_year_leads_to_its_photos(hands, page):
    ids = hands.library.photo_ids()
    at = QPoint(20, round(page.scrubber.y_of(6)) + 2)
    QTest.mouseClick(page.scrubber, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert ids[6] in page.in_view()
    QTest.mouseClick(page.scrubber, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(20, 2))
    assert first_in_view(page) == ids[0]


def test_scrolling_moves_the_date(page):
    bar = page.grid.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum() // 2)
    assert page.scrubber.row > 0
    assert page.scrubber.accessibleDescription() != "Jun 2020"


def test_the_keys_go_from_month_to_month(hands, page):
    page.scrubber.setFocus()
    seen = []
    for key in ("Down", "Down", "Up", "End", "Home"):
        hands.press(key)
        seen.append(page.scrubber.accessibleDescription())
    assert seen == ["Jun 2019", "Jun 2015", "Jun 2019", "Jun 1968", "Jun 2020"]


def test_photos_of_one_month_have_no_scrubber(hands):
    assert not hands.window.rooms.photos.scrubber.isVisible()


def test_the_dates_of_a_place_go_with_it(hands, page):
    hands.window.navigator.go(Place(Room.PHOTOS, person=hands.groups()[1]))
    hands.settle()
    assert hands.window.rooms.photos.scrubber._timeline.rows == len(
        hands.library.photo_ids(person=hands.groups()[1])
    )


def test_the_scrubber_paints_each_year_it_has_room_for(qtbot):
    scrubber = DateScrubber()
    qtbot.addWidget(scrubber)
    scrubber.resize(84, 400)
    scrubber.set_timeline(Timeline([(18000 - n, 10) for n in range(0, 9000, 30)]))
    crowded = scrubber.grab().toImage()
    scrubber.set_row(200)
    assert scrubber.grab().toImage() != crowded


def test_two_fingers_change_the_size_of_the_tiles(hands):
    grid = hands.window.rooms.photos.grid
    grid.set_edge(160)
    for value, edge in ((0.1, 160), (0.1, 200), (-0.2, 160)):
        event = QNativeGestureEvent(
            Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2,
            QPointF(9, 9), QPointF(9, 9), QPointF(9, 9), value, QPointF(),
        )  # fmt: skip
        assert event.type() == QEvent.Type.NativeGesture
        QApplication.sendEvent(grid.viewport(), event)
        assert grid.edge == edge


days = st.lists(st.tuples(st.integers(-800_000, 3_000_000), st.integers(1, 50)), min_size=1, max_size=60)


@given(days, st.data())
def test_every_row_has_the_day_it_was_counted_for(counted, data):
    timeline = Timeline(sorted(counted, reverse=True))
    row = data.draw(st.integers(0, timeline.rows - 1))
    later = data.draw(st.integers(row, timeline.rows - 1))
    assert timeline.date_of(later) <= timeline.date_of(row)
    assert 0 <= timeline.month_beside(row, 1) < timeline.rows
    assert timeline.date_of(timeline.month_beside(row, -1)) >= timeline.date_of(row).replace(day=1)
