"""All commands and their keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.actions import COMMANDS, Menu, keys_text

MORE = (
    ("Arrow keys", "Move; with Shift select more"),
    ("Enter", "Open what is selected"),
    ("Tab", "On a photo: from face to face"),
    ("Ctrl + wheel", "Larger or smaller pictures"),
)


class KeysDialog(QDialog):
    """The table of commands, menu by menu."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 640)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(_table())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)


def _table() -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(28, 20, 28, 24)
    grid.setHorizontalSpacing(28)
    grid.setVerticalSpacing(7)
    grid.setColumnStretch(1, 1)
    for menu in Menu:
        rows = [(keys_text(each), each.tip) for each in COMMANDS if each.menu is menu and each.keys]
        _add_section(grid, menu.value.replace("&", ""), rows)
    _add_section(grid, "In lists and photos", list(MORE))
    return table


def _add_section(grid: QGridLayout, title: str, rows: list[tuple[str, str]]) -> None:
    heading = QLabel(title)
    heading.setObjectName("title")
    heading.setContentsMargins(0, 12, 0, 2)
    grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
    for keys, what in rows:
        line = grid.rowCount()
        key = QLabel(keys)
        key.setObjectName("quiet")
        grid.addWidget(key, line, 0)
        grid.addWidget(QLabel(what, wordWrap=True), line, 1)
