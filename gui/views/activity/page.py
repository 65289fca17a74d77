"""What runs now, what waits, and what has ended since the start: with the details of what failed, to be copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from engine.types import Changes, Counts
from gui.controllers.activity import Activity, Running
from gui.controllers.scanning import ScanController
from gui.i18n import tr, tr_n
from gui.jobs import Lane, Latest
from gui.models.ended import Ended, EndedModel
from gui.places import Place, Room
from gui.services import Services
from gui.views.activity.row import ActivityRow
from gui.views.empty import EmptyState
from gui.views.page import Page
from gui.words import joined


class ActivityPage(Page):
    """Cards above, a table below."""

    def __init__(
        self,
        services: Services,
        activity: Activity,
        scanning: ScanController,
        pause: QAction,
        empty: EmptyState,
    ) -> None:
        self._services = services
        self._activity = activity
        self._scanning = scanning
        self._pause = pause
        self._latest = Latest(services.jobs, Lane.ASIDE)
        self._unread = 0
        self.rows: list[ActivityRow] = []
        self._cards = QVBoxLayout()
        self.waiting = QLabel(wordWrap=True)
        self.go_on = QPushButton(tr("Go On"))
        self.unreadable = QPushButton(tr("Show unreadable files"))
        self.model = EndedModel()
        self.table = self._make_table()
        self.details = QPlainTextEdit(readOnly=True)
        self.details.setAccessibleName(tr("Details of what failed"))
        self.details.setFixedHeight(110)
        self.copy = QPushButton(tr("Copy"))
        super().__init__(self._make_content(), empty)
        self.set_titles(tr("Activity"))
        self.go_on.clicked.connect(scanning.toggle_pause)
        self.unreadable.clicked.connect(lambda: self.place_wanted.emit(Place(Room.UNREADABLE)))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.details.toPlainText()))
        self.table.selectionModel().selectionChanged.connect(self._show_details)
        self.model.modelReset.connect(self._show_details)
        activity.changed.connect(self.refresh_all)
        activity.progressed.connect(self._on_progressed)

    def load(self) -> None:
        self._show()
        self._latest.start(lambda _: self._services.library.counts(), self._on_counted)

    def refresh(self, _: Changes) -> None:
        """What the user says of faces is no activity."""

    def _on_counted(self, counts: Counts) -> None:
        self._unread = counts.unreadable
        self._show()

    def _show(self) -> None:
        running, waiting, ended = self._activity.running, self._scanning.waiting, self._activity.ended
        self._show_rows(running)
        self.waiting.setText(tr("Waiting: {folders}").format(folders=joined(map(str, waiting))))
        self.waiting.setVisible(bool(waiting))
        self.go_on.setVisible(bool(waiting) and not self._scanning.running)
        text = tr_n(
            "{n} file could not be read: show it", "{n} files could not be read: show them", self._unread
        )
        self.unreadable.setText(text)
        self.unreadable.setVisible(self._unread > 0)
        self.model.set_rows(ended)
        self.table.setVisible(bool(ended))
        subtitle = tr("{n} running").format(n=len(running)) if running else tr("nothing is running")
        self.set_titles(tr("Activity"), subtitle)
        self.show_content(bool(running or waiting or ended or self._unread))

    def _show_rows(self, running: list[Running]) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for each in running:
            paused = self._activity.is_scan(each) and self._scanning.paused
            row = ActivityRow(each, self._activity, self._pause, paused)
            self.rows.append(row)
            self._cards.addWidget(row)

    def _on_progressed(self, running: Running) -> None:
        for row in self.rows:
            if row.running is running:
                row.show_progress()

    def _selected(self) -> Ended | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.row(rows[0].row()) if rows else None

    def _show_details(self) -> None:
        chosen = self._selected()
        text = "\n".join(filter(None, [chosen.why, chosen.details])) if chosen else ""
        self.details.setPlainText(text)
        self.details.setVisible(bool(text))
        self.copy.setVisible(bool(text))

    def _make_content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(22, 4, 22, 18)
        column.setSpacing(12)
        column.addLayout(self._cards)
        column.addWidget(self.waiting)
        for button in (self.go_on, self.unreadable):
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.details)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.copy)
        column.addLayout(row)
        column.addStretch(0)
        self.details.hide()
        self.copy.hide()
        return content

    def _make_table(self) -> QTableView:
        table = QTableView(showGrid=False)
        table.setAccessibleName(tr("What has ended since the start"))
        table.setAlternatingRowColors(True)
        table.setModel(self.model)
        self.model.setParent(table)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(30)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.horizontalHeader().setStretchLastSection(True)
        for column, width in ((0, 90), (1, 320)):
            table.setColumnWidth(column, width)
        return table
