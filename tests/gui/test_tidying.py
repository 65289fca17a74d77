"""Photos that were deleted long ago are dropped when the user wants it, after a second look."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from gui.dialogs.tidy import TidyDialog
from tests.gui.conftest import Hands

MONTH = 31 * 86400


@pytest.fixture
def deleted(hands: Hands) -> Hands:
    """Two photos, on both of which Anna is, were found missing a month ago."""
    which = [hands.photo(f"party {number}.jpg") for number in (0, 7)]

    def lose(writer):
        for photo in which:
            writer.execute("UPDATE file SET missing = 1 WHERE photo_id = ?", (photo,))
            writer.execute(
                "UPDATE file SET name = CAST('lost' || id AS BLOB), missing_since = missing_since - ? "
                "WHERE photo_id = ?",
                (MONTH, photo),
            )

    hands.library._catalogue.write(lambda writer: lose(writer))
    hands.window.services.feed.publish_all()
    hands.settle()
    return hands


def dialog_of(hands: Hands) -> TidyDialog:
    hands.give("tidy")
    return next(each for each in hands.window.findChildren(TidyDialog) if each.isVisible())


def answer(hands: Hands, dialog: TidyDialog, button: str) -> str:
    dialog.drop.click()
    box = next(each for each in dialog.findChildren(QMessageBox) if each.isVisible())
    words = box.informativeText()
    next(each for each in box.buttons() if each.text() == button).click()
    hands.settle()
    return words


def test_there_is_nothing_to_tidy(hands):
    hands.give("tidy")
    assert "nothing to tidy up" in hands.window.message.text
    assert not hands.window.findChildren(TidyDialog)


def test_what_was_deleted_is_listed_with_who_is_on_it(deleted):
    model = dialog_of(deleted).model
    assert model.rowCount() == 2
    assert {model.index(row, 3).data() for row in range(2)} == {"Anna"}
    assert all("20" in model.index(row, 2).data() for row in range(2))


def test_nothing_goes_without_a_second_look(deleted):
    dialog = dialog_of(deleted)
    words = answer(deleted, dialog, "Keep Them")
    assert "Anna on 2 photos" in words
    assert "copy of the catalogue" in words
    assert dialog.isVisible()
    assert len(deleted.library.tidy_preview()) == 2


def test_only_what_is_ticked_is_dropped(deleted, qtbot):
    dialog = dialog_of(deleted)
    first = dialog.model.index(0, 0)
    kept = dialog.model.row(0).id
    dialog.model.setData(first, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert dialog.drop.text() == "Drop 1 Photo…"
    answer(deleted, dialog, "Drop Them")
    assert [photo.id for photo in deleted.library.tidy_preview()] == [kept]
    assert deleted.window.message.text.startswith("1 photo dropped.")
    assert list((deleted.library.directory / "copies").glob("*.sqlite"))
    assert deleted.person("Anna")


def test_all_or_none_are_ticked_at_once(deleted):
    dialog = dialog_of(deleted)
    dialog.all.click()
    assert dialog.model.ticked() == []
    assert not dialog.drop.isEnabled()
    dialog.all.click()
    answer(deleted, dialog, "Drop Them")
    assert deleted.library.tidy_preview() == []
    assert deleted.window.message.text.startswith("2 photos dropped.")
