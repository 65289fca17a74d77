"""From a folder of photographs to a named person, with nothing replaced: the real scan and the real networks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from engine.library import Library
from engine.types import PeopleSection
from gui.places import Place, Room
from tests.gui.conftest import Hands

SCAN_TIMEOUT = 240_000  # milliseconds: the first scan loads torch and converts the weights


@pytest.fixture
def evening(qtbot, bare_library: Library) -> Iterator[Hands]:
    hands = Hands(qtbot, bare_library)
    hands.window.resize(1240, 800)
    yield hands
    hands.close()


def test_scan_name_and_find_similar_with_screenshots(evening, portraits, tmp_path):
    window, library = evening.window, evening.library
    assert window.rooms.photos.is_empty
    window.scanning.scan([portraits])
    evening.qtbot.waitUntil(lambda: not window.scanning.running, timeout=SCAN_TIMEOUT)
    evening.settle()
    assert window.rooms.photos.grid.ids_model().count() == len(list(portraits.iterdir()))
    assert "Scan finished" in window.message.text
    save(evening, tmp_path / "photos.png")

    evening.give("go_unnamed")
    group = library.people(PeopleSection.UNNAMED)[0]
    window.rooms.unnamed.grid.select_ids({group.id})
    window.rooms.unnamed.grid.setFocus()
    evening.press("N")
    evening.type_name("Barack")
    assert library.person(evening.person("Barack")).faces == group.faces
    window.navigator.go(Place(Room.PERSON, person=evening.person("Barack")))
    evening.settle()

    window.rooms.person.grid.select_ids({library.faces_of(group.id)[0].id})
    window.message.hide()
    evening.give("find_similar")
    others = {row.match.name for row in window.pane.rows()[: group.faces - 1]}
    assert others == {"Barack"}
    assert save(evening, tmp_path / "person.png").width() == window.width()

    photo = library.faces_of(group.id)[0].photo_id
    window.actions_table["pane"].setChecked(False)
    window.navigator.go(Place(Room.PHOTO, photo=photo, siblings=library.photo_ids()))
    evening.settle()
    save(evening, tmp_path / "photo.png")
    assert [each.name for each in window.rooms.photo.canvas._faces].count("Barack") == 1


def save(hands: Hands, path: Path) -> QImage:
    """The window once every thumbnail on it is there."""
    hands.qtbot.wait(20)
    hands.qtbot.waitUntil(lambda: not hands.window.services.thumbnails.busy, timeout=10_000)
    hands.qtbot.wait(20)
    picture = hands.window.grab()
    assert picture.save(str(path))
    return picture.toImage()
