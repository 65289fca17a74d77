"""What runs is told, can be paused and stopped, and what failed says why, with details to be copied."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from engine.errors import UserProblem
from engine.progress import Progress
from gui import theme
from gui.jobs import Lane
from gui.models.ended import Ended, EndedModel, Outcome
from gui.places import Place, Room
from tests.gui.conftest import Hands


class Slow:
    """Work that runs until it is let go, or cancelled."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def __call__(self, job) -> str:
        job.progress(Progress(3, 10, "Copying"))
        while not self.go.wait(0.01):
            job.token.check()
        return "done"


def fail_with_cause(_) -> None:
    try:
        Path("/nowhere/at all.txt").read_bytes()
    except OSError as error:
        raise UserProblem("The copy can't be made.") from error


def fail_with_bug(_) -> None:
    raise ValueError("a bug")


@pytest.fixture
def page(hands: Hands):
    hands.press("Ctrl+9")
    assert hands.window.rooms.page is hands.window.rooms.activity
    return hands.window.rooms.activity


def test_what_runs_is_shown_and_can_be_stopped(hands, page):
    slow = Slow()
    job = hands.window.services.jobs.start(slow, lane=Lane.EXPORT, label="Copying to a drive")
    hands.qtbot.waitUntil(lambda: page.rows and "3 of 10" in page.rows[0].text)
    assert page.rows[0].accessibleName() == "Copying to a drive"
    assert not page.rows[0].pause.isVisible()
    with hands.qtbot.waitSignal(job.cancelled):
        page.rows[0].stop.click()
    hands.settle()
    assert page.rows == []
    (ended,) = hands.window.activity.ended
    assert ended.outcome is Outcome.STOPPED


def test_a_scan_is_paused_and_goes_on_from_here(hands, page):
    hands.window.scanning._start(Slow(), lambda _: None, "Scanning party")
    hands.qtbot.waitUntil(lambda: bool(page.rows) and page.rows[0].pause.isVisible())
    page.rows[0].pause.click()
    assert hands.window.scanning.paused
    assert page.rows[0].pause.text() == "Go On"
    assert "Paused" in page.rows[0].text
    page.rows[0].pause.click()
    assert not hands.window.scanning.paused
    page.rows[0].stop.click()
    hands.settle()
    assert hands.window.activity.ended[0].outcome is Outcome.STOPPED


def test_folders_that_wait_are_told(hands, page, tmp_path):
    slow = Slow()
    hands.window.scanning._start(slow, lambda _: None, "Scanning party")
    (tmp_path / "next").mkdir()
    hands.window.scanning.scan([tmp_path / "next"])
    hands.qtbot.waitUntil(page.waiting.isVisible)
    assert str(tmp_path / "next") in page.waiting.text()
    hands.window.scanning.cancel()
    slow.go.set()
    hands.settle()


def test_what_failed_says_why_once_and_its_details_are_copied(hands, page):
    hands.window.services.jobs.start(fail_with_cause, lane=Lane.EXPORT, label="Copying")
    hands.settle()
    hands.window.services.jobs.start(fail_with_bug)
    hands.settle()
    page.load()
    hands.settle()
    assert page.model.rowCount() == 2  # each once, though the bar told them too
    assert page.model.index(1, 2).data() == "Failed: The copy can't be made."
    page.table.selectRow(1)
    page.copy.click()
    assert "/nowhere/at all.txt" in QGuiApplication.clipboard().text()
    page.table.selectRow(0)
    assert "ValueError: a bug" in page.details.toPlainText()


def test_the_table_is_a_proper_model(qtmodeltester):
    model = EndedModel()
    model.set_rows(
        [Ended("Copying", Outcome.FAILED, 1e9, "No room.", "OSError"), Ended("Scan", Outcome.DONE, 1e9)]
    )
    qtmodeltester.check(model)


def test_unreadable_files_lead_to_their_reasons(hands, page):
    assert "1 file" in page.unreadable.text()
    page.unreadable.click()
    hands.settle()
    assert hands.window.navigator.place == Place(Room.UNREADABLE)


def test_an_error_while_a_scan_runs_is_a_bar_with_details(hands):
    slow = Slow()
    hands.window.scanning._start(slow, lambda _: None, "Scanning party")
    hands.window.services.jobs.start(fail_with_cause)
    bar = hands.window.message
    hands.qtbot.waitUntil(lambda: bar.text == "The copy can't be made.")
    assert QApplication.activeModalWidget() is None
    assert not bar._details.isVisible()
    bar._more.click()
    assert bar._details.isVisible()
    bar._copy.click()
    assert "/nowhere/at all.txt" in QGuiApplication.clipboard().text()
    slow.go.set()
    hands.settle()


def test_it_looks_right_in_both_themes(hands, page, qapp, tmp_path):
    slow = Slow()
    hands.window.services.jobs.start(fail_with_cause, lane=Lane.EXPORT, label="Copying to a drive")
    hands.settle()
    hands.window.scanning._start(slow, lambda _: None, "Scanning party")
    hands.window.services.jobs.start(Slow(), lane=Lane.EXPORT, label="Fetching facenet-vggface2")
    hands.qtbot.waitUntil(lambda: len(page.rows) == 2 and "3 of 10" in page.rows[1].text)
    page.table.selectRow(0)
    hands.window.message._more.click()
    for name, colours in (("dark", theme.DARK), ("light", theme.LIGHT)):
        qapp.setPalette(theme.palette_of(colours))
        qapp.setStyleSheet(theme.style_sheet(colours))
        hands.qtbot.wait(20)
        assert hands.window.grab().save(str(tmp_path / f"activity-{name}.png"))
    assert page.details.isVisible()
    for row in list(page.rows):
        hands.window.activity.stop(row.running)
    hands.settle()
