"""Every command by a few letters, and every key by a search."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from gui.actions import COMMANDS, keys_text
from gui.dialogs.keys import KeysDialog
from gui.dialogs.palette import Palette
from gui.dialogs.palette_match import best_first, score
from gui.places import Room
from tests.gui.conftest import Hands


@pytest.fixture
def palette(hands: Hands):
    hands.press("Ctrl+Shift+P")
    return hands.window.findChild(Palette)


def test_every_command_of_now_is_listed_with_its_key(hands, palette):
    actions = hands.window.actions_table
    enabled = [each for each in COMMANDS if each.name != "palette" and actions[each.name].isEnabled()]
    assert len(palette.texts()) == len(enabled)
    assert "All Photos" in palette.texts()
    assert "Find Similar" not in palette.texts()  # nothing is selected
    spoken = [
        palette.list.item(row).data(0x000B) for row in range(palette.list.count())
    ]  # AccessibleTextRole
    assert any("Ctrl+1" in each for each in spoken)


def test_a_few_letters_and_enter_give_the_command(hands, palette):
    hands.qtbot.keyClicks(palette.edit, "unr")
    assert palette.texts()[0] == "Unreadable"
    hands.qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    hands.settle()
    assert hands.window.navigator.place.room is Room.UNREADABLE


def test_the_list_is_walked_while_one_types(hands, palette):
    first = palette.list.currentItem().text()
    hands.qtbot.keyClick(palette.edit, Qt.Key.Key_Down)
    assert palette.list.currentItem().text() != first
    hands.qtbot.keyClick(palette.edit, Qt.Key.Key_Up)
    assert palette.list.currentItem().text() == first


def test_esc_gives_nothing(hands, palette):
    place = hands.window.navigator.place
    hands.qtbot.keyClick(palette.edit, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert hands.window.navigator.place == place
    assert not hands.window.findChildren(Palette)


def test_the_window_takes_the_mouse_again_after_esc(hands, palette):
    """Where the palette loses the keyboard while it is being hidden, as on X11 it is told in the midst of that."""
    edit = palette.edit
    hide = palette.windowHandle().visibleChanged
    hide.connect(lambda shown: shown or QApplication.sendEvent(palette, QEvent(QEvent.Type.ActivationChange)))
    hands.qtbot.keyClick(edit, Qt.Key.Key_Escape)
    hands.settle()
    assert QApplication.modalWindow() is None


def test_what_nothing_is_called_is_said(hands, palette):
    hands.qtbot.keyClicks(palette.edit, "zzzz")
    assert palette.texts() == []
    assert palette.none.isVisible()


def test_letters_at_the_beginning_of_words_count_most():
    names = ["Face Boxes", "Find Similar", "Full Screen of Similar Faces", "Folders"]
    assert best_first("fs", names, str, lambda _: "")[0] == "Find Similar"
    assert best_first("face", names, str, lambda _: "")[0] == "Face Boxes"
    assert best_first("", names, str, lambda _: "") == names
    assert best_first("hidden", names, str, lambda name: "hidden away" if name == "Folders" else "") == [
        "Folders"
    ]
    assert score("ba", "ab") is None


def test_the_keys_are_complete_and_searched(hands):
    hands.press("?")
    dialog = hands.window.findChild(KeysDialog)
    shown = dialog.shown()
    for command in COMMANDS:
        if command.keys:
            assert (keys_text(command), command.tip) in shown
    hands.qtbot.keyClicks(dialog.search, "undo last")
    assert dialog.shown() == []
    dialog.search.setText("take back last")
    assert [keys for keys, _ in dialog.shown()] == ["Ctrl+Z"]
    dialog.search.setText("F11")
    assert len(dialog.shown()) == 1
    dialog.search.clear()
    assert dialog.shown() == shown
    dialog.close()
