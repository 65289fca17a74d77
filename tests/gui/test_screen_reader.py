"""Everything that can have the keyboard has a name that a screen reader can say, in every room and dialog."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QProgressBar,
    QScrollArea,
    QScrollBar,
    QStackedWidget,
    QWidget,
)

from gui.notify import MessageBar
from gui.views.confirm import ConfirmStrip
from tests.gui.conftest import Hands
from tests.gui.tour import dialogs, preferences, through_the_rooms

ASKS_LATER = (ConfirmStrip, MessageBar)  # while they are hidden their buttons are called nothing yet
LIST_PARTS = ("qt_scrollarea_viewport", "qt_spinbox_lineedit")


def nameless(top: QWidget) -> list[QWidget]:
    return [each for each in top.findChildren(QWidget) if is_worked_with(each) and not name_of(each)]


def is_worked_with(widget: QWidget) -> bool:
    """Not the parts that Qt makes of others, which the others speak for."""
    if widget.objectName() in LIST_PARTS or isinstance(widget, QScrollArea | QScrollBar | QStackedWidget):
        return False
    above = list(_above(widget))
    if any(
        isinstance(each, QComboBox) or (isinstance(each, ASKS_LATER) and each.isHidden()) for each in above
    ):
        return False
    if (
        isinstance(widget.parentWidget(), QAbstractScrollArea)
        and widget.focusPolicy() is Qt.FocusPolicy.NoFocus
    ):
        return False
    return isinstance(widget, QProgressBar) or widget.focusPolicy() is not Qt.FocusPolicy.NoFocus


def name_of(widget: QWidget) -> str:
    """As a screen reader is told it: the text of a button counts, and a label that points to a field."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if found is not None and found.isValid() else ""


def path_of(widget: QWidget) -> str:
    return " < ".join(f"{type(each).__name__}#{each.objectName()}" for each in [widget, *_above(widget)])


def _above(widget: QWidget) -> Iterator[QWidget]:
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()


def test_every_control_of_every_room_has_a_name(hands: Hands):
    through_the_rooms(hands)
    assert [path_of(each) for each in nameless(hands.window)] == []


def test_every_control_of_every_dialog_has_a_name(hands: Hands):
    for dialog in dialogs(hands):
        assert [path_of(each) for each in nameless(dialog) if each.isVisible()] == []


def test_every_control_of_the_preferences_has_a_name(hands: Hands):
    assert [path_of(each) for each in nameless(preferences(hands))] == []
