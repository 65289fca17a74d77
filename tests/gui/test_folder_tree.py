"""The folders in the sidebar: a tree that is filled where one looks."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QPoint, Qt

from engine.catalogue import files
from engine.errors import UserProblem
from gui.places import Place, Room
from tests.gui.conftest import Hands, add_photo, paint_photo


@pytest.fixture
def top(library):
    """party/2019/june holds three photos, party/2019 one of its own, party/other one."""
    top = library.folders()[0].path
    inner = ["2019/june", "2019/june", "2019/june", "2019", "other"]

    def write(writer):
        for number, folder in enumerate(inner, 20):
            path = top / folder / f"{number}.jpg"
            path.parent.mkdir(parents=True, exist_ok=True)
            paint_photo(path, number, "ab")
            add_photo(writer, path, number, "ab")

    library._catalogue.write(write)
    yield top
    gone = top.with_name("gone")
    if gone.exists():
        gone.rename(top)
    for folder in ("2019", "other"):  # every test has the same photos
        shutil.rmtree(top / folder)


@pytest.fixture
def tree(hands, top):
    hands.window.services.feed.publish_all()
    hands.settle()
    return hands.window.sidebar


def line_of(tree, name: str):
    index = tree.model().index(0, 0)
    while index.data() != name:
        index = tree.indexBelow(index)
        assert index.isValid(), name
    return index


def folders(hands) -> list[str]:
    texts = hands.sidebar_lines()
    return texts[texts.index("FOLDERS") + 1 :]


def test_the_arrow_opens_a_folder_and_leads_nowhere(hands, tree):
    assert folders(hands) == ["party, 13"]
    before = hands.window.navigator.place
    line = tree.visualRect(line_of(tree, "party"))
    hands.qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=line.topLeft() + QPoint(8, 15))
    hands.settle()
    assert folders(hands) == ["party, 13", "2019, 4", "other, 1"]
    assert hands.window.navigator.place == before
    hands.qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=line.topLeft() + QPoint(8, 15))
    assert folders(hands) == ["party, 13"]


def test_the_keys_open_folders_and_lead_into_them(hands, tree, top):
    tree.setFocus()
    hands.press("End")
    for key in ("Right", "Down", "Right", "Down", "Return"):
        hands.press(key)
    assert folders(hands) == ["party, 13", "2019, 4", "june, 3", "other, 1"]
    assert hands.window.navigator.place == Place(Room.PHOTOS, folder=top / "2019/june")
    assert len(hands.window.rooms.photos._model.ids) == 3
    hands.window.sidebar.setFocus()
    hands.press("Left")
    hands.press("Left")
    assert folders(hands) == ["party, 13", "2019, 4", "other, 1"]


def test_a_folder_that_is_opened_otherwise_is_found_in_the_tree(hands, tree, top):
    hands.window.navigator.go(Place(Room.PHOTOS, folder=top / "2019/june"))
    hands.qtbot.waitUntil(lambda: tree.currentIndex().data() == "june")
    assert folders(hands) == ["party, 13", "2019, 4", "june, 3", "other, 1"]


def test_a_folder_that_could_not_be_listed_is_asked_again(hands, tree, monkeypatch):
    listing = hands.library.subfolders

    def fail(_folder):
        monkeypatch.setattr(hands.library, "subfolders", listing)
        raise UserProblem("The library is busy.")

    monkeypatch.setattr(hands.library, "subfolders", fail)
    tree.expand(line_of(tree, "party"))
    hands.settle()
    assert "busy" in hands.window.message.text
    assert not tree.isExpanded(line_of(tree, "party"))
    tree.expand(line_of(tree, "party"))
    hands.settle()
    assert folders(hands) == ["party, 13", "2019, 4", "other, 1"]


def test_counts_follow_and_what_is_open_stays_open(hands, tree, top):
    tree.expand(line_of(tree, "party"))
    hands.settle()
    tree.expand(line_of(tree, "2019"))
    hands.settle()

    def forget_two(writer):
        writer.execute(
            "UPDATE file SET missing = 1 WHERE name IN (CAST('20.jpg' AS BLOB), CAST('24.jpg' AS BLOB))"
        )

    hands.library._catalogue.write(forget_two)
    hands.window.services.feed.publish_all()
    hands.settle()
    assert folders(hands) == ["party, 11", "2019, 3", "june, 2"]


def test_only_a_folder_that_was_added_is_watched_and_taken_away(hands, tree):
    tree.expand(line_of(tree, "party"))
    hands.settle()
    texts = []
    for name in ("party", "2019"):
        menu = hands.menu_at(tree, tree.visualRect(line_of(tree, name)).center())
        texts.append([action.text() for action in menu.actions() if action.text()])
        menu.close()
        hands.qtbot.wait(1)
    assert texts[0][1:3] == ["Watch This Folder", "Stop Showing This Folder"]
    assert texts[1] == ["Scan This Folder", "Show in File Manager"]
    hands.window.navigator.go(hands.window.sidebar.model().entry(line_of(tree, "2019")).place)
    assert not hands.window.actions_table["watch_folder"].isEnabled()


def test_a_drive_that_is_away_is_said_to_be(library, qtbot, top):
    top.rename(top.with_name("gone"))
    hands = Hands(qtbot, library)
    tree = hands.window.sidebar
    assert folders(hands) == ["party, 13, not connected"]
    tree.expand(line_of(tree, "party"))
    hands.settle()
    assert folders(hands)[1:] == ["2019, 4, not connected", "other, 1, not connected"]
    assert "not connected" in line_of(tree, "2019").data(Qt.ItemDataRole.ToolTipRole)
    hands.close()


def test_a_folder_without_photos_is_not_listed(library, top):
    library._catalogue.write(
        lambda writer: files.record_problem(writer, top / "empty/a.txt", 1, 1, "No photo.")
    )
    assert [inner.path.name for inner in library.subfolders(top)] == ["2019", "other"]
    [june] = library.subfolders(top / "2019")
    assert (june.path, june.photos, june.folders) == (top / "2019/june", 3, False)
