"""The library is checked and mended from the window, and before it opens."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from gui.app import open_library
from gui.dialogs.doctor import DoctorDialog
from tests.gui.conftest import Hands

SOON = 20_000  # milliseconds


def dialog_of(hands: Hands) -> DoctorDialog:
    hands.give("check")
    return next(each for each in hands.window.findChildren(DoctorDialog) if each.isVisible())


def break_a_rule(hands: Hands) -> None:
    """A face that a trigger should have put with its person is put nowhere."""
    hands.library._catalogue.write(
        lambda writer: writer.execute("UPDATE face SET person_id = NULL WHERE id = 1")
    )


def test_a_sound_library_is_called_so(hands):
    hands.library.repair()  # the painted one has files that others may read
    dialog = dialog_of(hands)
    assert dialog.heading.text() == "The library is sound."
    assert not dialog.mend.isVisible()


def test_what_is_wrong_is_told_mended_and_seen_in_the_window(hands, qtbot):
    break_a_rule(hands)
    dialog = dialog_of(hands)
    assert dialog.heading.text() == "Something is wrong in the library."
    assert "•" in dialog.text
    dialog.mend.click()
    hands.settle()
    assert "as it was before it is kept in" in dialog.text
    assert hands.library.faces([1])[0].person_id is not None
    assert hands.window.message.text == ""


@pytest.fixture
def damaged(filled, tmp_path):
    """A library whose catalogue lost its first pages; nobody has it open."""
    directory = tmp_path / "damaged"
    shutil.copytree(filled, directory)
    file = directory / "catalogue.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with file.open("r+b") as opened:
        opened.write(b"\0" * 100)
    return directory


def when_there(answer) -> QTimer:
    """Calls `answer(dialog)` again and again until it says that it is done."""
    timer = QTimer(interval=20)

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if shown is not None and answer(shown):
            timer.stop()

    timer.timeout.connect(look)
    timer.start()
    return timer


def test_a_damaged_library_is_mended_before_the_window_opens(damaged):
    texts = []

    def answer(dialog) -> bool:
        assert isinstance(dialog, DoctorDialog)
        if dialog.all_mended:
            texts.append(dialog.text)
            dialog.close_button.click()
            return True
        if dialog.mend.isVisible() and not dialog._mending:
            texts.append(dialog.text)
            dialog.mend.click()
        return False

    timer = when_there(answer)
    library = open_library(damaged)
    assert not timer.isActive()
    assert "damaged" in texts[0]
    assert texts[1].startswith("The library is mended.")
    assert "It holds 1 people with names" in texts[1]
    assert library is not None
    with library:
        assert [person.name for person in library.people() if person.name] == ["Anna"]


def test_whoever_does_not_want_it_mended_gets_no_window_and_no_change(damaged):
    before = (damaged / "catalogue.sqlite").read_bytes()

    def answer(dialog) -> bool:
        if dialog.mend.isVisible():
            dialog.close_button.click()
            return True
        return False

    when_there(answer)
    assert open_library(damaged) is None
    assert (damaged / "catalogue.sqlite").read_bytes() == before


def test_a_problem_that_no_mending_helps_is_told(tmp_path):
    (tmp_path / "file").write_text("no folder")
    told = []

    def answer(dialog) -> bool:
        told.append(dialog.text if isinstance(dialog, DoctorDialog) else "")
        if isinstance(dialog, DoctorDialog) and dialog._bar.isVisible():
            return False
        assert not isinstance(dialog, QMessageBox)
        assert not dialog.mend.isVisible()
        dialog.reject()
        return True

    when_there(answer)
    assert open_library(tmp_path / "file") is None
    assert told[-1].strip()


def test_a_library_of_a_newer_kith_is_told_and_nothing_is_offered(damaged, filled):
    file = damaged / "catalogue.sqlite"
    shutil.copy(filled / "catalogue.sqlite", file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    told = []

    def answer(dialog) -> bool:
        if dialog._bar.isVisible():
            return False
        assert not dialog.mend.isVisible()
        told.extend([dialog.heading.text(), dialog.list.toPlainText()])
        dialog.reject()
        return True

    when_there(answer)
    assert open_library(damaged) is None
    assert told[0] == "The library can't be opened."
    assert "newer Kith" in told[1]
    assert len(told[1].splitlines()) == 1
