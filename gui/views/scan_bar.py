"""How far the scan is, and the buttons to pause and stop it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from engine.progress import Progress
from gui.i18n import tr, tr_n
from gui.phrases import phrase
from gui.words import decimal, duration, in_figures


class ScanBar(QFrame):
    """At the bottom of the window, while a scan is running."""

    def __init__(self, pause: QAction, cancel: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAccessibleName(tr("Scan"))
        self._paused = False
        self._progress: Progress | None = None
        self._note = QLabel()
        self._figures = QLabel()
        self._figures.setObjectName("quiet")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName(tr("Progress of the scan"))
        self.pause, self.cancel = QPushButton(tr("Pause")), QPushButton(tr("Cancel"))
        self.pause.setToolTip(pause.toolTip())
        self.cancel.setToolTip(cancel.toolTip())
        self.pause.clicked.connect(pause.trigger)
        self.cancel.clicked.connect(cancel.trigger)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 18, 8)
        row.setSpacing(14)
        row.addWidget(self._note)
        row.addWidget(self._bar, 1)
        for widget in (self._figures, self.pause, self.cancel):
            row.addWidget(widget)
        self.hide()

    @property
    def text(self) -> str:
        """All that it says."""
        return f"{self._note.text()} {self._figures.text()}".strip()

    def set_running(self, running: bool, quiet: bool = False) -> None:
        """A quiet scan is shown as soon as there is something to do."""
        self.setVisible(running and not quiet)
        self._progress = None
        self.set_paused(False)
        if running:
            self._note.setText(tr("Looking for photos…"))
            self._figures.setText("")
            self._bar.setRange(0, 0)

    def set_paused(self, paused: bool) -> None:
        self._paused = paused
        self.pause.setText(tr("Go on") if paused else tr("Pause"))
        if paused:
            self._note.setText(tr("Paused"))
            self.show()
        if self._progress is not None:
            self._figures.setText(figures(self._progress, paused))

    def show_left(self, folders: Sequence[Path]) -> None:
        """The scan of `folders` was paused before the program was started."""
        text = tr_n(
            "The scan of “{folder}” goes on when you say so",
            "The scan of “{folder}” and the others of {n} folders goes on when you say so",
            len(folders),
        )
        self.set_paused(True)
        self._figures.setText(text.format(folder=folders[0].name or folders[0]))
        self._bar.setRange(0, 1)
        self._bar.setValue(0)
        self.show()

    def show_progress(self, progress: Progress) -> None:
        if not self._paused:  # what was under way may come in a moment late
            self._note.setText(phrase(progress.note) or tr("Scanning…"))
        self._progress = progress
        self._figures.setText(figures(progress, self._paused))
        if progress.total:
            self.show()
        self._bar.setRange(0, progress.total or 0)
        self._bar.setValue(progress.done if progress.total else 0)


def figures(progress: Progress, paused: bool = False) -> str:
    """`120 of 4,000 · 12.3 a second · 5 minutes left`, as far as it is known and while it goes on."""
    done = in_figures(progress.done)
    if progress.total:
        done = tr("{n} of {total}").format(n=done, total=in_figures(progress.total))
    if paused:
        return done
    parts = [done]
    if progress.per_second:
        parts.append(tr("{n} a second").format(n=decimal(progress.per_second, 1)))
    if progress.seconds_left is not None:
        parts.append(tr("{time} left").format(time=duration(progress.seconds_left)))
    return " · ".join(parts)
