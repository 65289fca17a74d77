"""Which folders are looked through, and which of them are watched."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QPushButton, QTableView

from engine.types import Folder
from gui.controllers.scanning import ScanController
from gui.controllers.watching import WatchController
from gui.dialogs.preferences.page import PreferencePage
from gui.i18n import mark, tr
from gui.models.watched_folders import WatchedFolders
from gui.services import Services
from gui.words import counted

ABOUT = (
    "Kith looks through these folders and all below them. New photos in a watched one appear by themselves."
)
KEPT = (
    "Stop showing {folder}? Its {photos} and their faces leave the window. The files stay where they are, and all "
    "that you said of them is kept: add the folder again, and the names are back."
)


class FoldersPage(PreferencePage):
    """A table with a box to tick."""

    TITLE = mark("Folders")

    def __init__(
        self, services: Services, scanning: ScanController, watching: WatchController, add_folder: QAction
    ) -> None:
        super().__init__(services.jobs, tr(ABOUT))
        self._library = services.library
        self._scanning = scanning
        self.model = WatchedFolders(parent=self)
        self.table = self._make_table()
        self.add = QPushButton(tr("Add Folder…"))
        self.forget = QPushButton(tr("Stop Showing…"))
        self.column.addWidget(self.table)
        self.add_buttons(self.add, self.forget)
        self.add.clicked.connect(add_folder.trigger)
        self.forget.clicked.connect(self._on_forget)
        self.model.watch_wanted.connect(watching.set_watched)
        self.model.modelReset.connect(self._show_selected)
        self.table.selectionModel().selectionChanged.connect(self._show_selected)
        watching.folders_changed.connect(self._on_changed)
        services.feed.all_changed.connect(self._on_changed)
        self._show_selected()

    def load(self) -> None:
        self.read(self._library.folders, self._on_loaded)

    def _on_loaded(self, folders: list[Folder]) -> None:
        self.model.set_rows(folders)

    def _on_changed(self) -> None:
        if self.isVisible():
            self.load()

    def _show_selected(self) -> None:
        self.forget.setEnabled(self.table.selectionModel().hasSelection())

    def _on_forget(self) -> None:
        row = self.table.selectionModel().selectedRows()[0].row()
        folder = self.model.row(row)
        text = tr(KEPT).format(folder=folder.path, photos=counted(folder.photos, "photo"))
        self.confirm.ask(text, tr("Stop Showing"), lambda: self._forget(folder.path), no=tr("Keep Showing"))

    def _forget(self, folder: Path) -> None:
        self._scanning.forget(folder)

    def _make_table(self) -> QTableView:
        table = QTableView(showGrid=False)
        table.setAccessibleName(tr("Folders"))
        table.setModel(self.model)
        table.setAlternatingRowColors(True)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setMinimumHeight(220)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 90), (2, 90)):
            table.setColumnWidth(column, width)
        return table
