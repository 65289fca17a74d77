"""The files that could not be read, and why."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from engine.types import Unreadable
from gui.i18n import tr
from gui.jobs import Latest
from gui.models.unreadable import UnreadableModel
from gui.selection import Selection
from gui.services import Services
from gui.views.empty import EmptyState
from gui.views.page import Page
from gui.words import counted


class UnreadablePage(Page):
    """A table of path and reason."""

    def __init__(self, services: Services, empty: EmptyState) -> None:
        self._services = services
        self._model = UnreadableModel()
        self._latest = Latest(services.jobs)
        self.table = self._make_table()
        super().__init__(self.table, empty)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())

    def load(self) -> None:
        library = self._services.library
        self._latest.start(lambda _: library.unreadable(), self._on_loaded)

    def select_all(self) -> None:
        self.table.selectAll()

    def selection(self) -> Selection:
        rows = self.table.selectionModel().selectedRows()
        return Selection(files=tuple(self._model.row(index.row()).path for index in rows))

    def _on_loaded(self, files: list[Unreadable]) -> None:
        self._model.set_rows(files)
        self.set_titles(tr("Unreadable"), counted(len(files), "file"))
        self.show_content(bool(files))

    def _on_menu_requested(self, point: QPoint) -> None:
        if not self.table.indexAt(point).isValid():
            self.table.clearSelection()
        self.menu_wanted.emit(self.table.viewport().mapToGlobal(point))

    def _make_table(self) -> QTableView:
        table = QTableView(showGrid=False)
        table.setAccessibleName(tr("Files that could not be read"))
        table.setAlternatingRowColors(True)
        table.setModel(self._model)
        self._model.setParent(table)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._on_menu_requested)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(30)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setStretchLastSection(True)
        table.setColumnWidth(0, 220)
        table.setColumnWidth(1, 320)
        return table
