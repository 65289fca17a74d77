"""Preferences: every change holds at once, is kept, and what takes long or loses something is asked about first."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QFileDialog

from engine.library import Library
from engine.types import Folder
from gui import theme
from gui.dialogs.preferences.backup import BackupPage
from gui.dialogs.preferences.device import DevicePage
from gui.dialogs.preferences.dialog import PreferencesDialog
from gui.dialogs.preferences.folders import FoldersPage
from gui.dialogs.preferences.grouping import GroupingPage
from gui.dialogs.preferences.model import ModelPage
from gui.dialogs.preferences.privacy import PrivacyPage
from gui.dialogs.preferences.thumbnails import ThumbnailsPage
from gui.models.watched_folders import WATCHED, WatchedFolders
from tests.gui.conftest import Hands


@pytest.fixture
def dialog(hands: Hands) -> PreferencesDialog:
    hands.press("Ctrl+,")
    return next(each for each in hands.window.findChildren(PreferencesDialog) if each.isVisible())


def turn_to(hands: Hands, dialog: PreferencesDialog, title: str) -> None:
    dialog.list.setCurrentItem(dialog.list.findItems(title, Qt.MatchFlag.MatchExactly)[0])
    hands.settle()


def test_every_page_says_something_and_can_be_photographed(hands, dialog, tmp_path, qapp):
    shots = tmp_path
    for name, colours in (("light", theme.LIGHT), ("dark", theme.DARK)):
        qapp.setPalette(theme.palette_of(colours))
        qapp.setStyleSheet(theme.style_sheet(colours))
        for page in dialog.pages():
            turn_to(hands, dialog, page.title)
            assert dialog.grab().save(str(shots / f"{page.title}-{name}.png"))
    qapp.setPalette(theme.palette_of(theme.LIGHT))
    qapp.setStyleSheet(theme.style_sheet(theme.LIGHT))
    assert dialog.page(DevicePage).choices["auto"].isChecked()
    assert str(hands.library.directory) in dialog.page(PrivacyPage).where.text()


def test_a_folder_is_watched_no_longer_with_one_tick(hands, dialog):
    model = dialog.page(FoldersPage).model
    box = model.index(0, WATCHED)
    assert Qt.CheckState(box.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
    model.setData(box, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    hands.settle()
    assert not hands.library.folders()[0].watched
    box = model.index(0, WATCHED)
    assert Qt.CheckState(box.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Unchecked


def test_the_table_is_a_proper_model(qtmodeltester):
    model = WatchedFolders()
    model.set_rows([Folder(Path("/photos"), 3, True), Folder(Path("/away"), 4, False, False)])
    qtmodeltester.check(model)


def test_a_folder_goes_after_a_warning_and_its_names_are_kept(hands, dialog):
    page = dialog.page(FoldersPage)
    assert not page.forget.isEnabled()
    select = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    page.table.selectionModel().select(page.model.index(0, 0), select)
    page.forget.click()
    assert "8 photos" in page.confirm.text
    assert "kept" in page.confirm.text
    page.confirm.no.click()
    hands.settle()
    assert len(hands.library.folders()) == 1
    page.forget.click()
    page.confirm.yes.click()
    hands.settle()
    assert hands.library.folders() == []
    assert page.model.rowCount() == 0
    assert hands.library.names() == ["Anna"]


def test_models_are_told_with_figures_and_licence(hands, dialog):
    turn_to(hands, dialog, "Model")
    page = dialog.page(ModelPage)
    assert page.choices["sface"].isChecked()
    about = page.choices["sface"].accessibleDescription()
    assert "LFW pairs: 99.6 %" in about
    assert "Apache-2.0" in about


def test_another_model_is_asked_about_before_anything_happens(hands, dialog):
    turn_to(hands, dialog, "Model")
    page = dialog.page(ModelPage)
    page.choices["facenet-casia"].click()
    assert "looked at again" in page.confirm.text
    assert "Names" in page.confirm.text
    assert hands.library.model == "sface"
    page.confirm.no.click()
    hands.settle()
    assert page.choices["sface"].isChecked()
    assert not hands.window.scanning.running


def test_nothing_is_fetched_unless_the_user_says_so_twice(hands, dialog, monkeypatch, tmp_path):
    monkeypatch.setenv("KITH_WEIGHTS", str(tmp_path / "weights"))
    turn_to(hands, dialog, "Model")
    page = dialog.page(ModelPage)
    assert not page.choices["facenet-vggface2"].isEnabled()
    page.fetches["facenet-vggface2"].click()
    assert "https://" in page.confirm.text
    assert "CC BY-NC" in page.confirm.text
    page.confirm.no.click()
    hands.settle()
    assert not (tmp_path / "weights").exists()


def test_a_file_that_holds_no_weights_is_refused_in_words(hands, dialog, monkeypatch, tmp_path):
    turn_to(hands, dialog, "Model")
    (tmp_path / "photo.pt").write_bytes(b"no network")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "photo.pt"), ""))
    dialog.page(ModelPage).take.click()
    hands.settle()
    assert "none of the models" in dialog.page(ModelPage).says.text()


def test_the_slider_is_kept_and_groups_when_asked(hands, dialog):
    turn_to(hands, dialog, "Grouping")
    page = dialog.page(GroupingPage)
    page.scale.slider.setValue(4)
    hands.qtbot.waitUntil(lambda: hands.library.grouping_choice().strictness == 0.4)
    hands.settle()
    page.again.click()
    hands.settle()
    assert "faces are now in" in page.says.text()
    assert hands.library.person(hands.person("Anna")).faces == 7


def test_a_device_is_kept(hands, dialog):
    turn_to(hands, dialog, "Device")
    dialog.page(DevicePage).choices["cpu"].click()
    hands.settle()
    assert hands.library.preferences.device == "cpu"


def test_thumbnails_are_limited_and_cleared(hands, dialog):
    turn_to(hands, dialog, "Thumbnails")
    page = dialog.page(ThumbnailsPage)
    page.limit.setValue(500)
    hands.settle()
    assert hands.library.preferences.thumbnail_limit == 500_000_000
    hands.library.thumbnail(hands.library.photo_ids()[0])
    hands.qtbot.waitUntil(
        lambda: not hands.window.services.thumbnails.busy
    )  # else more come after the clearing
    page.clear.click()
    page.confirm.yes.click()
    hands.settle()
    assert page.taken.text() == "0 MB"


def test_a_copy_is_made_where_the_user_says_and_opens_as_a_library(hands, dialog, monkeypatch, tmp_path):
    turn_to(hands, dialog, "Backup")
    target = tmp_path / "elsewhere"
    target.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(target))
    dialog.page(BackupPage).copy.click()
    hands.settle()
    (copy,) = target.iterdir()
    assert str(copy) in dialog.page(BackupPage).says.text()
    copy.rename(copy.with_name("catalogue.sqlite"))
    with Library(target) as restored:
        assert restored.names() == ["Anna"]


def test_a_copy_that_can_not_be_made_is_told_in_words(hands, dialog):
    turn_to(hands, dialog, "Backup")
    dialog.page(BackupPage).copy_to(Path("/nowhere"))
    hands.settle()
    assert "can't be made" in dialog.page(BackupPage).says.text()
    assert dialog.page(BackupPage).copy.isEnabled()
