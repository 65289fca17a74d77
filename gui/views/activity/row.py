"""One thing that runs: what it is, how far it is, and the buttons to pause and stop it."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from gui.controllers.activity import Activity, Running
from gui.i18n import tr
from gui.phrases import phrase
from gui.views.scan_bar import figures


class ActivityRow(QFrame):
    """A card."""

    def __init__(self, running: Running, activity: Activity, pause: QAction, paused: bool) -> None:
        super().__init__()
        self.running = running
        self._paused = paused
        self.setObjectName("card")
        self.setAccessibleName(running.job.label)
        self._note = QLabel()
        self._note.setObjectName("quiet")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName(tr("Progress: {what}").format(what=running.job.label))
        self.pause = QPushButton(tr("Go On") if paused else tr("Pause"))
        self.stop = QPushButton(tr("Stop"))
        self.pause.setVisible(activity.is_scan(running))
        self.stop.setVisible(activity.can_stop(running))
        self.pause.clicked.connect(pause.trigger)
        self.stop.clicked.connect(lambda: activity.stop(running))
        head = QHBoxLayout()
        head.addWidget(QLabel(running.job.label), 1)
        head.addWidget(self.pause)
        head.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addWidget(self._note)
        self.show_progress()

    @property
    def text(self) -> str:
        return self._note.text()

    def show_progress(self) -> None:
        """How far it is."""
        progress = self.running.progress
        note = (
            tr("Paused")
            if self._paused
            else tr("Waiting for its turn")
            if self.running.waits
            else phrase(progress.note)
        )
        known = figures(progress, self._paused) if progress.done or progress.total else ""
        self._note.setText(" · ".join(filter(None, [note, known])))
        self._bar.setRange(0, progress.total or 0)
        self._bar.setValue(progress.done if progress.total else 0)
