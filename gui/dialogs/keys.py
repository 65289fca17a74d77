"""All commands and their keys, to be looked through and searched."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.actions import COMMANDS, Menu, keys_text
from gui.i18n import mark, plain, tr

MORE = (
    (mark("Arrow keys"), mark("Move; with Shift select more")),
    (mark("Enter"), mark("Open what is selected")),
    (mark("Tab"), mark("On a photo: from face to face")),
    (mark("Ctrl + wheel"), mark("Larger or smaller pictures")),
    (mark("Menu key, Shift+F10"), mark("What can be done with what is selected")),
)


BETWEEN = 36  # pixels from the keys to what they do
LARGER = 1.3  # a heading than a line


class KeysDialog(QDialog):
    """The table of commands, menu by menu; what is typed leaves the lines that hold it.

    A list of lines, as a label for each of them would take four times as long to open as one may wait.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 640)
        self.search = QLineEdit(placeholderText=tr("Search for a command or a key"), clearButtonEnabled=True)
        self.search.setAccessibleName(tr("Search for a command or a key"))
        self.search.textChanged.connect(self._on_typed)
        self._nothing = QLabel(tr("No key does that"), alignment=Qt.AlignmentFlag.AlignCenter)
        self._nothing.setObjectName("quiet")
        self._nothing.hide()
        self._list = _make_list()
        above = QVBoxLayout()
        above.setContentsMargins(28, 0, 28, 0)
        above.addWidget(self.search)
        above.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 0)
        column.addLayout(above)
        column.addWidget(self._list, 1)
        self._fill()

    def shown(self) -> list[tuple[str, str]]:
        """The lines that are listed."""
        lines = [line for heading in self._headings() for line in _children(heading)]
        return [(line.text(0), line.text(1)) for line in lines if not line.isHidden()]

    def _fill(self) -> None:
        for menu in Menu:
            rows = [(keys_text(each), tr(each.tip)) for each in COMMANDS if each.menu is menu and each.keys]
            self._add(plain(tr(menu.value)), rows)
        self._add(tr("In lists and photos"), [(tr(keys), tr(what)) for keys, what in MORE])
        self._list.expandAll()
        widest = max(self.fontMetrics().horizontalAdvance(keys) for keys, _ in self.shown())
        self._list.setColumnWidth(0, widest + BETWEEN)

    def _add(self, title: str, rows: list[tuple[str, str]]) -> None:
        heading = QTreeWidgetItem([title])
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * LARGER)
        font.setWeight(QFont.Weight.DemiBold)
        heading.setFont(0, font)
        heading.setTextAlignment(0, Qt.AlignmentFlag.AlignBottom)
        heading.setSizeHint(0, QSize(0, self.fontMetrics().height() * 3))
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
        for keys, what in rows:
            line = QTreeWidgetItem(heading, [keys, what])
            line.setSizeHint(0, QSize(0, self.fontMetrics().height() + 10))
            line.setForeground(0, self.palette().color(QPalette.ColorRole.PlaceholderText))
            line.setToolTip(1, what)  # it may be longer than there is room
            line.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{keys}: {what}")
        self._list.addTopLevelItem(heading)
        heading.setFirstColumnSpanned(True)

    def _headings(self) -> list[QTreeWidgetItem]:
        return _children(self._list.invisibleRootItem())

    def _on_typed(self, typed: str) -> None:
        words = typed.casefold().split()
        for heading in self._headings():
            for line in _children(heading):
                text = f"{heading.text(0)} {line.text(0)} {line.text(1)}".casefold()
                line.setHidden(not all(word in text for word in words))
            heading.setHidden(all(line.isHidden() for line in _children(heading)))
        self._nothing.setVisible(not self.shown())


def _make_list() -> QTreeWidget:
    made = QTreeWidget()
    made.setObjectName("keys")
    made.setAccessibleName(tr("Keyboard"))
    made.setColumnCount(2)
    made.setHeaderHidden(True)
    made.setRootIsDecorated(False)
    made.setItemsExpandable(False)
    made.setIndentation(0)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    made.header().setStretchLastSection(True)
    return made


def _children(of: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [cast(QTreeWidgetItem, of.child(row)) for row in range(of.childCount())]
