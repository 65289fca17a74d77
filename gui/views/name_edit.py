"""Where names are typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QRect, QStringListModel, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QLabel, QVBoxLayout, QWidget

from engine.types import Person
from gui.i18n import tr
from gui.views.line_edit import LineEdit


class Names(Protocol):
    """Those in use, of people or of albums; `changed` when they are others."""

    @property
    def names(self) -> QStringListModel: ...

    @property
    def changed(self) -> SignalInstance: ...

    def what_happens(self, name: str, this: Person | None = None, /) -> str: ...


class NameEdit(LineEdit):
    """A line for a name, completed from the names in use.

    Signals:
        given: Enter was pressed on this name.
        given_up: Esc was pressed.
        hint_changed: What the name as it stands would do.
    """

    given = Signal(str)
    given_up = Signal()
    hint_changed = Signal(str)

    def __init__(self, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self.person: Person | None = None
        self.says: Callable[[str], str] | None = None  # instead of what giving the name would do
        self.setPlaceholderText(tr("Add a name"))
        self.setAccessibleName(tr("Name"))
        self.setCompleter(self._make_completer())
        self.textChanged.connect(self._on_text_changed)
        self.returnPressed.connect(self._on_return)
        names.changed.connect(self._on_text_changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        if event.key() == Qt.Key.Key_Down:  # all that are in use, or those that go with what is typed
            self.completer().setCompletionPrefix(self.text())
            self.completer().complete()
            return
        super().keyPressEvent(event)

    def hint(self) -> str:
        """What the name as it stands would do."""
        return self.says(self.text()) if self.says else self._names.what_happens(self.text(), self.person)

    def _make_completer(self) -> QCompleter:
        completer = QCompleter(self._names.names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        return completer

    def _on_text_changed(self) -> None:
        self.hint_changed.emit(self.hint())

    def _on_return(self) -> None:
        if self.text().strip():
            self.given.emit(self.text())


class NamePopover(QFrame):
    """A small sheet with a `NameEdit`, laid over the window next to what is named.

    Signals:
        closed: It goes away; after that `given` comes, if there is a name.
        given: The name.
    """

    closed = Signal()
    given = Signal(str)

    def __init__(self, names: Names, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("popover")
        self._question = QLabel()
        self._question.setObjectName("quiet")
        self.edit = NameEdit(names)
        self.hint = QLabel(" ")
        self.hint.setObjectName("quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 10)
        for widget in (self._question, self.hint, self.edit):  # the list of known names falls open below
            column.addWidget(widget)
        self.edit.hint_changed.connect(lambda hint: self.hint.setText(hint or " "))
        self.edit.given.connect(self._on_given)
        self.edit.given_up.connect(self.close_up)
        self._back_to: QWidget | None = None
        self.hide()

    def ask(
        self,
        question: str,
        near: QRect,
        name: str = "",
        person: Person | None = None,
        says: Callable[[str], str] | None = None,
    ) -> None:
        """Ask for a name; `near` is the thing to be named, in global coordinates; `says` comments what is typed."""
        self._back_to = self.window().focusWidget()
        self._question.setText(question)
        self.edit.person, self.edit.says = person, says
        self.edit.setText(name)
        self.hint.setText(self.edit.hint() or " ")
        self.edit.selectAll()
        self.setFixedWidth(280)
        self.adjustSize()
        self._place(near)
        self.show()
        self.raise_()
        self.edit.setFocus()

    def close_up(self) -> None:
        """Go away and give the keyboard back."""
        self.hide()
        self.closed.emit()
        if self._back_to is not None:
            self._back_to.setFocus()
            self._back_to = None

    def _place(self, near: QRect) -> None:
        window = self.window()
        centre = window.mapFromGlobal(near.center())
        bottom = window.mapFromGlobal(near.bottomLeft()).y()
        left = min(max(centre.x() - self.width() // 2, 8), window.width() - self.width() - 8)
        top = min(max(bottom - 8, 8), window.height() - self.height() - 8)
        self.move(left, top)

    def _on_given(self, name: str) -> None:
        self.close_up()
        self.given.emit(name)
