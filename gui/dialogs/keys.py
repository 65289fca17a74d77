"""All commands and their keys, to be looked through and searched."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from gui.actions import COMMANDS, Menu, keys_text
from gui.i18n import mark, plain, tr

MORE = (
    (mark("Arrow keys"), mark("Move; with Shift select more")),
    (mark("Enter"), mark("Open what is selected")),
    (mark("Tab"), mark("On a photo: from face to face")),
    (mark("Ctrl + wheel"), mark("Larger or smaller pictures")),
    (mark("Menu key, Shift+F10"), mark("What can be done with what is selected")),
)


class Section(NamedTuple):
    """A heading and the lines below it, each of a key and what it does."""

    heading: QLabel
    lines: list[tuple[QLabel, QLabel]]


class KeysDialog(QDialog):
    """The table of commands, menu by menu; what is typed leaves the lines that hold it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 640)
        self.search = QLineEdit(placeholderText=tr("Search for a command or a key"), clearButtonEnabled=True)
        self.search.setAccessibleName(tr("Search for a command or a key"))
        self.search.textChanged.connect(self._on_typed)
        self._nothing = QLabel(tr("No key does that"), alignment=Qt.AlignmentFlag.AlignCenter)
        self._nothing.setObjectName("quiet")
        self._nothing.hide()
        area = QScrollArea(widgetResizable=True)
        self._sections = _fill(area)
        above = QVBoxLayout()
        above.setContentsMargins(28, 0, 28, 0)
        above.addWidget(self.search)
        above.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 0)
        column.addLayout(above)
        column.addWidget(area, 1)

    def shown(self) -> list[tuple[str, str]]:
        """The lines that are listed."""
        lines = [line for section in self._sections for line in section.lines]
        return [(key.text(), what.text()) for key, what in lines if not what.isHidden()]

    def _on_typed(self, typed: str) -> None:
        words = typed.casefold().split()
        for section in self._sections:
            for key, what in section.lines:
                text = f"{section.heading.text()} {key.text()} {what.text()}".casefold()
                fits = all(word in text for word in words)
                key.setVisible(fits)
                what.setVisible(fits)
            section.heading.setHidden(all(what.isHidden() for _, what in section.lines))
        self._nothing.setVisible(not self.shown())


def _fill(area: QScrollArea) -> list[Section]:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(28, 8, 28, 24)
    grid.setHorizontalSpacing(28)
    grid.setVerticalSpacing(7)
    grid.setColumnStretch(1, 1)
    sections = []
    for menu in Menu:
        rows = [(keys_text(each), tr(each.tip)) for each in COMMANDS if each.menu is menu and each.keys]
        sections.append(_section(grid, plain(tr(menu.value)), rows))
    sections.append(_section(grid, tr("In lists and photos"), [(tr(keys), tr(what)) for keys, what in MORE]))
    grid.setRowStretch(grid.rowCount(), 1)
    area.setWidget(table)
    return sections


def _section(grid: QGridLayout, title: str, rows: list[tuple[str, str]]) -> Section:
    heading = QLabel(title)
    heading.setObjectName("title")
    heading.setContentsMargins(0, 12, 0, 2)
    grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
    lines = []
    for keys, what in rows:
        line = grid.rowCount()
        key, says = QLabel(keys), QLabel(what, wordWrap=True)
        key.setObjectName("quiet")
        grid.addWidget(key, line, 0)
        grid.addWidget(says, line, 1)
        lines.append((key, says))
    return Section(heading, lines)
