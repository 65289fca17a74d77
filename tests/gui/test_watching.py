"""Watched folders: what comes into them is scanned without being asked, and without a fuss."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu

from engine.catalogue import roots
from engine.errors import LibraryBusy
from engine.library import Library
from engine.lock import library_lock
from engine.types import Changes, ScanReport
from engine.watch import Watcher
from gui import main_window
from gui.controllers import watching
from gui.places import Place, Room
from tests.gui.conftest import Hands, add_photo, paint_photo

SOON = 20_000  # milliseconds
QUIET = 200  # milliseconds in which a folder must be at rest, to keep the tests short


class WithoutNetworks(Library):
    """A real library whose scan takes every new picture for one of Anna and the group beside her."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.scanned: list[list[Path]] = []

    def watcher(self, on_due, on_notice, rewalk=None):
        return Watcher(on_due, on_notice, self.directory, quiet=QUIET / 1000)

    def scan(self, folders, *, on_progress, cancel, on_changes, **_):
        with library_lock(self.directory, "scanning"):
            cancel.check()
            self.scanned.append(list(folders))
            known = {photo.path for photo in self.photos(self.photo_ids())}
            new = [file for folder in folders for file in sorted(folder.glob("*.jpg")) if file not in known]
            for file in new:
                on_changes(self.take_in(file))
            return ScanReport(8 + len(new), len(new), 0, 3, 0, 0, 0.1)

    def take_in(self, file: Path) -> Changes:
        number = int(file.stem.split()[-1])
        found = self._catalogue.write(lambda writer: add_photo(writer, file, number, "ab"))
        return Changes(photos=frozenset(face.photo_id for face in self.faces(found)), faces=frozenset(found))


@pytest.fixture
def folder(library, tmp_path):
    """The folder of the pictures, which this test may change: the library is told that it lies elsewhere."""
    folder = tmp_path / "holidays"
    folder.mkdir()
    return folder


@pytest.fixture
def watching_hands(qtbot, library, filled, folder):
    """A window that watches `folder` and nothing else, and has looked through it once."""
    library._catalogue.write(lambda writer: roots.add_root(writer, folder))
    library.set_watched(filled.parent / "party", False)
    library.close()
    with WithoutNetworks(library.directory) as opened:
        hands = Hands(qtbot, opened)
        paint_photo(folder / "there already 90.jpg", 90, "ab")
        hands.window.watching.start()
        qtbot.waitUntil(lambda: bool(opened.scanned), timeout=SOON)
        qtbot.waitUntil(lambda: not hands.window.scanning.running)
        hands.settle()
        yield hands
        hands.close()


def test_what_came_while_the_window_was_closed_is_found_at_its_start(watching_hands, folder):
    assert watching_hands.library.scanned == [[folder]]
    assert watching_hands.window.rooms.photos.grid.ids_model().count() == 9
    assert watching_hands.window.message.text == "1 new photo in holidays."


def test_new_photos_appear_by_themselves_and_are_told_in_a_few_words(watching_hands, folder, qtbot):
    for number in (91, 92, 93):
        paint_photo(folder / f"new {number}.jpg", number, "ab")
    grid = watching_hands.window.rooms.photos.grid
    qtbot.waitUntil(lambda: grid.ids_model().count() == 12, timeout=SOON)
    qtbot.waitUntil(lambda: watching_hands.window.message.text == "3 new photos in holidays.")
    assert not watching_hands.window.scan_bar.isVisible()


def test_nothing_new_is_nothing_to_tell(watching_hands, folder, qtbot):
    watching_hands.window.message.say("Done: Name Anna", stays=True)
    paint_photo(folder / "there already 90.jpg", 90, "ab")
    qtbot.waitUntil(lambda: len(watching_hands.library.scanned) == 2, timeout=SOON)
    qtbot.waitUntil(lambda: not watching_hands.window.scanning.running)
    watching_hands.settle()
    assert watching_hands.window.message.text == "Done: Name Anna"


def test_what_is_due_waits_for_the_scan_that_runs(watching_hands, folder, qtbot):
    library, scanning = watching_hands.library, watching_hands.window.scanning
    going_on = threading.Event()
    work = library.take_in

    def slow(file: Path) -> Changes:
        going_on.wait(30)
        return work(file)

    library.take_in = slow
    paint_photo(folder / "asked 94.jpg", 94, "ab")
    scanning.scan([folder])
    qtbot.waitUntil(lambda: len(library.scanned) == 2)
    paint_photo(folder / "came meanwhile 95.jpg", 95, "ab")
    qtbot.wait(10 * QUIET)
    assert len(library.scanned) == 2
    going_on.set()
    qtbot.waitUntil(lambda: len(library.photo_ids()) == 11, timeout=SOON)
    assert len(library.scanned) >= 3


def test_nothing_is_scanned_while_a_scan_from_before_is_paused(watching_hands, folder, qtbot):
    library = watching_hands.library
    library.note_scan([folder])
    library.pause_scan([folder], True)
    watching_hands.window.scanning.go_on_after_start()
    qtbot.waitUntil(watching_hands.window.scan_bar.isVisible)
    paint_photo(folder / "new 96.jpg", 96, "ab")
    qtbot.wait(10 * QUIET)
    assert len(library.scanned) == 1
    watching_hands.window.scan_bar.cancel.click()
    qtbot.waitUntil(lambda: len(library.scanned) == 2, timeout=SOON)


def test_a_library_that_another_process_scans_is_tried_again(watching_hands, folder, qtbot, monkeypatch):
    library, window = watching_hands.library, watching_hands.window
    window.watching._busy.setInterval(50)
    window.message.hide()
    refused: list[str] = []
    scan = library.scan

    def counting(*arguments, **named):
        try:
            return scan(*arguments, **named)
        except LibraryBusy as busy:
            refused.append(str(busy))
            raise

    library.scan = counting
    with library_lock(library.directory, "scanning"):
        paint_photo(folder / "new 97.jpg", 97, "ab")
        qtbot.waitUntil(lambda: len(refused) > 1, timeout=SOON)
        assert window.message.text == ""
    qtbot.waitUntil(lambda: len(library.photo_ids()) == 10, timeout=SOON)


def test_a_folder_is_watched_or_not_from_its_menu(watching_hands, folder, filled, qtbot):
    window, party = watching_hands.window, filled.parent / "party"
    window.sidebar.folder_menu_wanted.emit(folder, window.mapToGlobal(window.rect().center()))
    [entry] = [
        action
        for menu in window.findChildren(QMenu)
        for action in menu.actions()
        if action.text() == "Watch This Folder"
    ]
    assert entry.isChecked()
    entry.trigger()
    watching_hands.settle()
    assert {each.path: each.watched for each in watching_hands.library.folders()} == {
        party: False,
        folder: False,
    }
    paint_photo(folder / "new 98.jpg", 98, "ab")
    qtbot.wait(10 * QUIET)
    assert len(watching_hands.library.scanned) == 1


def test_the_menu_bar_switches_the_folder_that_is_open(watching_hands, folder):
    action = watching_hands.window.actions_table["watch_folder"]
    assert not action.isEnabled()
    watching_hands.window.navigator.go(Place(Room.PHOTOS, folder=folder))
    assert action.isChecked()
    watching_hands.give("watch_folder")
    assert not action.isChecked()
    assert not any(each.watched for each in watching_hands.library.folders())
    watching_hands.give("watch_folder")
    assert action.isChecked()
    assert [each.path for each in watching_hands.library.folders() if each.watched] == [folder]


def test_a_folder_that_cannot_be_watched_is_told(watching_hands, qtbot):
    window = watching_hands.window
    for drive in ("/mnt/nas", "/mnt/attic"):
        watching_thread = threading.Thread(
            target=window.watching._watcher._tell, args=[f"The system tells nothing of new photos in {drive}"]
        )
        watching_thread.start()
        watching_thread.join()
    qtbot.waitUntil(lambda: "/mnt/nas" in window.message.text)
    assert "/mnt/attic; it is looked through every 5 minutes instead." in window.message.text
    qtbot.wait(watching.GATHERED)
    assert window.message._timer.isActive() is False  # it stays until it is closed


def test_closing_the_window_ends_all_watching(watching_hands):
    names = {thread.name for thread in threading.enumerate()}
    assert "watch" in names
    watching_hands.window.close()
    left = [thread for thread in threading.enumerate() if "watch" in thread.name.lower()]
    left += [thread for thread in threading.enumerate() if "notify" in type(thread).__name__.lower()]
    assert left == []


def test_the_window_begins_to_watch_by_itself(qtbot, library, monkeypatch):
    monkeypatch.setattr(main_window, "WATCH_AFTER", 1)
    for folder in library.folders():
        library.set_watched(folder.path, False)
    hands = Hands(qtbot, library)
    qtbot.waitUntil(lambda: any(thread.name == "watch" for thread in threading.enumerate()))
    hands.close()


def test_a_real_photo_that_is_copied_into_a_watched_folder_is_found(
    qtbot, bare_library, small_portraits, tmp_path
):
    folder = tmp_path / "camera"
    folder.mkdir()
    hands = Hands(qtbot, bare_library)
    hands.window.scanning.scan([folder])
    qtbot.waitUntil(lambda: not hands.window.scanning.running, timeout=240_000)
    hands.window.watching.start()
    first = sorted(small_portraits.glob("*.jpg"))[0]
    shutil.copy(first, folder / "portrait.jpg")
    qtbot.waitUntil(lambda: hands.window.message.text == "1 new photo in camera.", timeout=240_000)
    hands.settle()
    assert "All photos, 1" in hands.sidebar_lines()
    hands.close()
