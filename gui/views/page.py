"""What all rooms have in common: a header, a list or what to say instead, and a selection."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engine.types import Changes, PhotoId
from gui.places import Place
from gui.selection import Selection
from gui.views.elided import ElidedLabel
from gui.views.empty import EmptyState


class Page(QWidget):
    """One room of the window.

    Signals:
        selection_changed: Commands act on something else now.
        menu_wanted: The context menu should open at this global `QPoint`.
        place_wanted: The user wants to see this `Place`.
    """

    selection_changed = Signal()
    menu_wanted = Signal(QPoint)
    place_wanted = Signal(object)

    def __init__(self, content: QWidget, empty: EmptyState) -> None:
        super().__init__()
        self.setObjectName("page")
        self._stale = True
        self._wants_focus = False
        self._content = content
        self._empty = empty
        self._blank = QWidget()  # before the first answer: neither a list nor "there is nothing"
        self._title = ElidedLabel()
        self._title.setObjectName("title")
        self._subtitle = ElidedLabel()
        self._subtitle.setObjectName("quiet")
        self._stack = QStackedWidget()
        for widget in (self._blank, content, empty):
            self._stack.addWidget(widget)
        self.header = self._make_header()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.header)
        column.addWidget(self._stack, 1)

    # ---- what a room must answer

    def load(self) -> None:
        """Read what this page shows, in a worker."""
        raise NotImplementedError

    def selection(self) -> Selection:
        """What commands act on."""
        return Selection()

    # ---- what some rooms do in their own way

    def open_place(self, _: Place) -> None:
        """Show what this place says."""
        if self._stale:
            self.reload()

    def refresh(self, _: Changes) -> None:
        """Something changed in the library."""
        self.refresh_all()

    def refresh_all(self) -> None:
        """Anything may have changed."""
        self._stale = True
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        self._stale = False
        self.load()

    def select_all(self) -> None:
        """Select everything in the list."""

    def select_section(self) -> None:
        """Select everything that stands below the same heading as what is looked at."""

    def grow(self, steps: int) -> None:
        """Larger or smaller pictures."""

    def open_selected(self) -> None:
        """Show large what is selected."""

    def selected_area(self) -> QRect:
        """Where the selected thing lies, in global coordinates."""
        return QRect(self.mapToGlobal(self.rect().topLeft()), self.size())

    def reveal_photo(self, photo: PhotoId) -> None:
        """Coming back from `photo`: make it the current one."""

    # ---- for subclasses

    def set_titles(self, title: str, subtitle: str = "") -> None:
        self.setAccessibleName(title)
        for label, text in ((self._title, title), (self._subtitle, subtitle)):
            label.set_full_text(text)
            label.setVisible(bool(text))  # an empty one would keep its distance from the others

    def show_content(self, there_is_some: bool) -> None:
        """Show the list, or what to say when it is empty."""
        self._stack.setCurrentWidget(self._content if there_is_some else self._empty)
        if self._wants_focus:
            self._take_focus()

    def show_blank(self) -> None:
        """Show nothing until the answer is there."""
        self._stack.setCurrentWidget(self._blank)

    def take_focus(self) -> None:
        """Take the keyboard, as soon as there is something to use it on."""
        self._wants_focus = True
        if self._stack.currentWidget() is not self._blank:
            self._take_focus()

    def _take_focus(self) -> None:
        self._wants_focus = False
        shown = self._stack.currentWidget()
        target = self._empty.button if shown is self._empty else shown
        (target or self).setFocus()

    def add_below_header(self, widget: QWidget) -> None:
        """Lay `widget` between the header and the list, below those that lie there already."""
        column = cast(QVBoxLayout, self.layout())
        column.insertWidget(column.count() - 1, widget)

    @property
    def empty(self) -> EmptyState:
        return self._empty

    @property
    def is_empty(self) -> bool:
        return self._stack.currentWidget() is self._empty

    def _make_header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(22, 12, 22, 8)
        row.setSpacing(12)
        row.addStrut(40)
        row.addWidget(self._title)
        row.addWidget(self._subtitle)
        row.addStretch(1)
        return row
