"""Calibration, grouping and export."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from gui.dialogs.calibration import CalibrationDialog, probability
from gui.dialogs.export import ExportDialog
from gui.dialogs.grouping import GroupingDialog
from tests.gui.test_joining import select, shown


def test_calibration_says_that_there_are_few_pairs_and_answers(hands):
    hands.give("calibrate")
    dialog = shown(hands, CalibrationDialog)
    hands.qtbot.waitUntil(lambda: dialog.calibration is not None, timeout=20_000)
    assert "fewer than 200" in dialog.origin.text()
    found = dialog.calibration
    assert probability(found, 0.95) > probability(found, 0.3) > probability(found, -0.2)
    before = found.threshold
    dialog.rate.setCurrentIndex(0)
    hands.settle()
    assert dialog.calibration.threshold < before  # more false matches are allowed
    plot = dialog.histogram
    left, right = (QPoint(round(plot.at(x, 0.5).x()), 60) for x in (0.1, 0.9))
    hands.qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=left)
    low = dialog.asked.value()
    hands.qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=right)
    assert dialog.asked.value() > low
    image = plot.grab().toImage()
    colours = {image.pixelColor(x, 120).name() for x in range(40, plot.width() - 20)}
    assert len(colours) > 3, "nothing is painted"
    dialog.reject()


def test_strictness_groups_anew_and_says_what_came_of_it(hands):
    hands.give("group_again")
    dialog = shown(hands, GroupingDialog)
    dialog.strictness.setValue(10)
    hands.qtbot.mouseClick(dialog.group, Qt.MouseButton.LeftButton)
    hands.settle()
    assert dialog.isVisible()
    assert "16 faces are now in" in dialog.says.text()
    assert hands.library.grouping_choice().strictness == 1.0
    assert hands.library.person(hands.person("Anna")).faces == 7
    dialog.reject()
    hands.give("group_again")
    assert shown(hands, GroupingDialog).strictness.value() == 10


def test_k_means_says_what_it_does_and_offers_a_number(hands):
    hands.give("group_again")
    dialog = shown(hands, GroupingDialog)
    dialog.method.setCurrentIndex(2)
    assert "every stranger" in dialog._about.text()
    assert dialog.options() == {"clusters": 3}
    assert "1 face of nobody" in dialog._offer.text()
    dialog.reject()


@pytest.fixture
def exporting(hands, tmp_path: Path):
    anna = hands.person("Anna")
    select(hands, "people", anna)
    hands.press("Ctrl+E")
    dialog = shown(hands, ExportDialog)
    dialog.folder.setText(str(tmp_path / "out" / "Anna"))
    return dialog


def test_photos_are_copied_and_nothing_is_overwritten(hands, exporting, tmp_path):
    folder = tmp_path / "out" / "Anna"
    folder.mkdir(parents=True)
    (folder / "party 0.jpg").write_text("mine")
    hands.qtbot.mouseClick(exporting.go, Qt.MouseButton.LeftButton)
    hands.settle()
    assert exporting.says.text() == "7 files copied."
    assert (folder / "party 0.jpg").read_text() == "mine"
    original = hands.library.photo(hands.photo("party 0.jpg")).path
    copy = folder / "party 0 (2).jpg"
    assert copy.read_bytes() == original.read_bytes()
    assert copy.stat().st_mtime_ns == original.stat().st_mtime_ns
    assert len(list(folder.iterdir())) == 8


def test_faces_are_cut_out(hands, exporting, tmp_path):
    exporting.faces.setChecked(True)
    hands.qtbot.mouseClick(exporting.go, Qt.MouseButton.LeftButton)
    hands.settle()
    files = sorted((tmp_path / "out" / "Anna").iterdir())
    assert len(files) == 7
    assert files[0].name == "party 0 face.jpg"
    assert QImage(str(files[0])).width() > 200


def test_where_nothing_can_be_written_that_is_said(hands, exporting, tmp_path):
    (tmp_path / "out").write_text("a file, not a folder")
    hands.qtbot.mouseClick(exporting.go, Qt.MouseButton.LeftButton)
    hands.settle()
    assert "Nothing more can be written" in exporting.says.text()
    assert exporting.go.isEnabled()
