"""The scan as the window shows it: progress, pause, cancel, and albums that fill meanwhile."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from engine.errors import UserProblem
from engine.library import Library
from engine.progress import Progress
from engine.scanning.noted import scan_noted
from engine.types import Changes, ScanReport
from gui.controllers.scanning import ScanController
from gui.places import Place, Room
from gui.views.scan_bar import figures
from tests.gui.conftest import Hands, add_photo, paint_photo


class StepByStep(Library):
    """A real library whose scan goes on by one photo when the test says so, without any network."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.next = threading.Semaphore(0)
        self.scanned: list[list[Path]] = []
        self.problem: Exception | None = None
        self.away: tuple[Path, ...] = ()

    def scan(self, folders, *, on_progress, cancel, on_changes, **_):
        self.scanned.append(list(folders))
        with scan_noted(self._catalogue, folders, cancel):
            return self.go_through(folders, on_progress, cancel, on_changes)

    def go_through(self, folders, on_progress, cancel, on_changes):
        done = 0
        while done < 5:
            cancel.check()
            if not self.next.acquire(timeout=0.005):
                continue
            if self.problem is not None:
                raise self.problem
            done += 1
            on_changes(Changes(photos=frozenset([self.add(folders[0], 100 + done)])))
            on_progress(Progress(done, 5, "Finding faces", 2.0, 2.0 * (5 - done)))
        return ScanReport(5, 5, 10, 3, 1, 0, 2.0, self.away)

    def add(self, folder: Path, number: int):
        path = folder / f"new {number}.jpg"
        paint_photo(path, number, "ab")
        faces = self._catalogue.write(lambda writer: add_photo(writer, path, number, "ab"))
        return self.faces(faces)[0].photo_id


@pytest.fixture
def stepping(qtbot, library, filled):
    library.close()
    with StepByStep(library.directory) as opened:
        hands = Hands(qtbot, opened)
        yield hands
        for _ in range(50):
            opened.next.release()
        hands.close()


@pytest.fixture
def folder(filled):
    return filled.parent / "party"


def start(hands, folder):
    hands.window.scanning.scan([folder])
    hands.qtbot.waitUntil(lambda: bool(hands.library.scanned))


def test_the_bar_tells_how_far_the_scan_is(stepping, folder, qtbot):
    bar = stepping.window.scan_bar
    assert not bar.isVisible()
    start(stepping, folder)
    assert bar.isVisible()
    stepping.library.next.release()
    qtbot.waitUntil(lambda: "1 of 5" in bar.text)
    assert "2.0 a second" in bar.text
    assert "left" in bar.text


def test_a_paused_scan_has_no_speed_and_no_end(stepping, folder, qtbot):
    bar = stepping.window.scan_bar
    start(stepping, folder)
    stepping.library.next.release()
    qtbot.waitUntil(lambda: "1 of 5" in bar.text)
    bar.pause.click()
    assert bar.text == "Paused 1 of 5"
    bar.pause.click()
    assert "2.0 a second" in bar.text


def test_pause_holds_the_scan_and_resume_goes_on(stepping, folder, qtbot):
    bar, scanning = stepping.window.scan_bar, stepping.window.scanning
    start(stepping, folder)
    bar.pause.click()
    assert scanning.paused
    assert bar.pause.text() == "Go on"
    for _ in range(5):
        stepping.library.next.release()
    qtbot.wait(60)
    assert "5 of 5" not in bar.text
    assert scanning.running
    bar.pause.click()
    qtbot.waitUntil(lambda: not scanning.running)
    assert "Scan finished: 5 photos, 10 faces, 1 unreadable file." in stepping.window.message.text


def test_cancel_keeps_what_was_found(stepping, folder, qtbot):
    start(stepping, folder)
    stepping.library.next.release()
    qtbot.waitUntil(lambda: "1 of 5" in stepping.window.scan_bar.text)
    stepping.window.scan_bar.cancel.click()
    qtbot.waitUntil(lambda: not stepping.window.scanning.running)
    stepping.settle()
    assert not stepping.window.scan_bar.isVisible()
    assert "kept" in stepping.window.message.text
    assert stepping.window.message._action.text() == "Scan Again"
    assert stepping.window.rooms.photos.grid.ids_model().count() == 9


def test_albums_fill_while_the_scan_runs_and_the_selection_stays(stepping, folder, qtbot):
    grid = stepping.window.rooms.photos.grid
    chosen = stepping.library.photo_ids()[3]
    grid.select_ids({chosen})
    start(stepping, folder)
    stepping.library.next.release()
    stepping.library.next.release()
    qtbot.waitUntil(lambda: grid.ids_model().count() == 10, timeout=5000)
    assert stepping.window.scanning.running
    assert list(grid.selected_ids()) == [chosen]
    qtbot.waitUntil(lambda: "All photos, 10" in stepping.sidebar_lines())


def test_names_can_be_given_while_the_scan_runs(stepping, folder):
    start(stepping, folder)
    group = stepping.groups()[0]
    stepping.window.people.name_people([group], "Bernd")
    stepping.qtbot.waitUntil(lambda: stepping.library.person(group).name == "Bernd")
    assert stepping.window.scanning.running


def test_a_problem_of_the_scan_is_a_sentence_in_a_bar(stepping, folder, qtbot):
    stepping.library.problem = UserProblem("The disk is full. Make room and scan again.")
    start(stepping, folder)
    stepping.library.next.release()
    qtbot.waitUntil(lambda: not stepping.window.scanning.running)
    message = stepping.window.message
    assert message.text == "The disk is full. Make room and scan again."
    assert message.property("problem") is True
    assert message.details == ""


def test_a_folder_dropped_during_a_scan_waits_for_its_turn(stepping, folder, qtbot, tmp_path):
    start(stepping, folder)
    drop(stepping.window, tmp_path)
    assert stepping.library.scanned == [[folder]]
    for _ in range(10):
        stepping.library.next.release()
    qtbot.waitUntil(lambda: len(stepping.library.scanned) == 2)
    assert stepping.library.scanned[1] == [tmp_path]


def test_scan_again_scans_every_folder(stepping, folder, qtbot):
    stepping.window.actions_table["scan_again"].trigger()
    qtbot.waitUntil(lambda: stepping.library.scanned == [[folder]])


def test_closing_the_window_ends_the_scan(stepping, folder):
    start(stepping, folder)
    stepping.window.close()
    assert not stepping.window.services.jobs.busy
    photos = len(stepping.library.photo_ids())
    stepping.library.next.release()
    assert len(stepping.library.photo_ids()) == photos


def test_figures_say_only_what_is_known():
    assert figures(Progress(1200, None)) == "1,200"
    assert (
        figures(Progress(1, 4000, per_second=12.34, seconds_left=300))
        == "1 of 4,000 · 12.3 a second · 5 minutes left"
    )


def test_without_folders_scan_again_says_what_to_do(qtbot, bare_library):
    hands = Hands(qtbot, bare_library)
    hands.give("scan_again")
    assert "Add one first" in hands.window.message.text
    assert isinstance(hands.window.scanning, ScanController)
    hands.close()


def drop(window, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


def finish(hands):
    for _ in range(5):
        hands.library.next.release()
    hands.qtbot.waitUntil(lambda: hands.window.scanning.running)
    hands.qtbot.waitUntil(lambda: not hands.window.scanning.running)
    hands.settle()


def test_a_scan_that_was_cut_off_goes_on_at_the_next_start(stepping, folder, qtbot):
    start(stepping, folder)
    stepping.window.close()
    again = Hands(qtbot, stepping.library)
    finish(again)
    assert stepping.library.scanned == [[folder], [folder]]
    again.close()
    assert stepping.library.unfinished().folders == ()


def test_a_paused_scan_is_still_paused_after_a_restart(stepping, folder, qtbot):
    start(stepping, folder)
    stepping.window.scan_bar.pause.click()
    qtbot.waitUntil(lambda: stepping.library.unfinished().paused)
    stepping.window.close()
    again = Hands(qtbot, stepping.library)
    bar = again.window.scan_bar
    qtbot.waitUntil(bar.isVisible)
    assert again.window.scanning.paused
    assert not again.window.scanning.running
    assert bar.text.startswith("Paused")
    assert "party" in bar.text
    assert bar.pause.text() == "Go on"
    assert stepping.library.scanned == [[folder]]
    bar.pause.click()
    finish(again)
    assert stepping.library.scanned == [[folder], [folder]]
    assert not bar.isVisible()
    again.close()


def test_a_scan_that_is_paused_over_a_restart_can_be_stopped_for_good(stepping, folder, qtbot):
    stepping.library.note_scan([folder])
    stepping.library.pause_scan([folder], True)
    again = Hands(qtbot, stepping.library)
    qtbot.waitUntil(again.window.scan_bar.isVisible)
    again.window.scan_bar.cancel.click()
    again.settle()
    assert not again.window.scan_bar.isVisible()
    assert "kept" in again.window.message.text
    assert stepping.library.unfinished().folders == ()
    assert not again.window.actions_table["pause_scan"].isEnabled()
    again.close()


def test_a_cancelled_scan_does_not_go_on_after_a_restart(stepping, folder, qtbot):
    start(stepping, folder)
    stepping.window.scan_bar.cancel.click()
    stepping.window.close()
    assert stepping.library.unfinished().folders == ()


def test_a_folder_that_waits_for_its_turn_is_scanned_after_a_restart(stepping, folder, qtbot, tmp_path):
    start(stepping, folder)
    stepping.window.scanning.scan([tmp_path])
    stepping.window.close()
    assert set(stepping.library.unfinished().folders) == {folder, tmp_path}


def test_a_real_scan_is_paused_over_a_restart_and_goes_on(qtbot, bare_library, small_portraits):
    first = Hands(qtbot, bare_library)
    first.window.scanning.scan([small_portraits])
    first.window.scan_bar.pause.click()
    qtbot.waitUntil(lambda: bare_library.unfinished().paused, timeout=60_000)
    first.window.close()
    assert bare_library.photo_ids() == []
    with Library(bare_library.directory) as reopened:
        second = Hands(qtbot, reopened)
        qtbot.waitUntil(lambda: second.window.scan_bar.pause.text() == "Go on")
        second.window.actions_table["pause_scan"].trigger()
        qtbot.waitUntil(lambda: "Scan finished: 6 photos" in second.window.message.text, timeout=240_000)
        second.settle()
        assert reopened.unfinished().folders == ()
        second.close()
    first.close()


def test_a_scan_looks_first_where_the_user_looks(stepping, folder, qtbot):
    stepping.window.navigator.go(Place(Room.PHOTOS, folder=folder))
    qtbot.waitUntil(lambda: stepping.library._look_first.folders == (folder,))
    stepping.library._look_first.folders = ()
    stepping.window.navigator.go(Place(Room.PHOTOS))
    qtbot.waitUntil(lambda: stepping.library._look_first.folders == (folder,))


def test_a_folder_that_is_away_is_told_after_the_scan(stepping, folder, qtbot):
    stepping.library.away = (Path("/media/stick"),)
    start(stepping, folder)
    for _ in range(5):
        stepping.library.next.release()
    qtbot.waitUntil(lambda: not stepping.window.scanning.running)
    assert "stick is not there; its photos are kept." in stepping.window.message.text
