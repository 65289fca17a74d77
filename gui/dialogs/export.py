"""Copies of the photos of people or of an album, or of faces, for elsewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from engine.errors import UserProblem
from engine.progress import Progress
from engine.types import Exported
from gui.i18n import tr, tr_n
from gui.phrases import phrase
from gui.problems import sentence
from gui.words import in_figures

SAFE = "Files that are in the folder already are never changed; where a name is taken the copy gets a number."


class ExportDialog(QDialog):
    """Not modal: one can go on while files are copied.

    Signals:
        chosen: Whether faces are wanted (else whole photos), and the folder (`Path`).
        stop_wanted: Copy no more.
    """

    chosen = Signal(bool, object)
    stop_wanted = Signal()

    def __init__(self, question: str, photos: int, faces: int, folder: Path, parent: QWidget) -> None:
        """`question` says what it is about."""
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.photos = QRadioButton(tr_n("{n} photo, as it is", "{n} photos, as they are", photos))
        self.faces = QRadioButton(tr_n("{n} face, cut out", "{n} faces, cut out", faces))
        self.photos.setChecked(True)
        self.faces.setVisible(bool(faces))
        self.folder = QLineEdit(str(folder))
        self.folder.setAccessibleName(tr("Folder"))
        self.browse = QPushButton(tr("Choose…"))
        self.browse.setAutoDefault(False)
        self.progress = QProgressBar(textVisible=False)
        self.progress.hide()
        self.says = QLabel(tr(SAFE), wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.says.setObjectName("quiet")
        self._running = False
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.go = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.stop = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self._lay_out(question)
        self.browse.clicked.connect(self._on_browse)
        self.folder.textChanged.connect(self._show_possible)

    def accept(self) -> None:
        """Begin; whoever copies tells how far it is."""
        if not self._running and self.folder.text().strip():
            self._set_running(True)
            self.chosen.emit(self.faces.isChecked(), Path(self.folder.text().strip()).expanduser())

    def reject(self) -> None:
        """Stop copying, or else close."""
        if self._running:
            self.stop_wanted.emit()
        else:
            super().reject()

    def show_progress(self, progress: Progress) -> None:
        self.progress.setRange(0, progress.total or 0)
        self.progress.setValue(progress.done)
        done = tr("{n} of {total}").format(n=in_figures(progress.done), total=in_figures(progress.total or 0))
        self.says.setText(f"{done}   {phrase(progress.note)}")

    def show_done(self, exported: Exported) -> None:
        """All that could be read is copied."""
        self._set_running(False)
        text = tr_n("{n} file copied.", "{n} files copied.", len(exported.files))
        if exported.failed:
            lost = tr_n("{n} photo could not be read:", "{n} photos could not be read:", len(exported.failed))
            text += f" {lost} {phrase(exported.failed[0])}"
        self._end(text)

    def show_problem(self, problem: Exception) -> None:
        """A bug is said by the window."""
        self._set_running(False)
        if isinstance(problem, UserProblem):
            self.says.setText(sentence(problem))

    def show_cancelled(self) -> None:
        self._set_running(False)
        self._end(tr("Stopped. What was copied so far is complete and stays."))

    def _end(self, text: str) -> None:
        self.says.setText(text)
        self.stop.setText(tr("Close"))
        self.stop.setFocus()

    def _set_running(self, running: bool) -> None:
        self._running = running
        self.progress.setRange(0, 0)
        self.progress.setVisible(running)
        self.stop.setText(tr("Cancel"))
        for field in (self.photos, self.faces, self.folder, self.browse):
            field.setEnabled(not running)
        self._show_possible()

    def _show_possible(self) -> None:
        self.go.setEnabled(not self._running and bool(self.folder.text().strip()))

    def _on_browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Copy to which folder?"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _lay_out(self, question: str) -> None:
        line = QHBoxLayout()
        line.addWidget(self.folder, 1)
        line.addWidget(self.browse)
        self.go.setText(tr("Copy"))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.setMinimumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        column.addWidget(QLabel(question, textFormat=Qt.TextFormat.PlainText, wordWrap=True))
        column.addWidget(self.photos)
        column.addWidget(self.faces)
        column.addLayout(line)
        column.addWidget(self.progress)
        column.addWidget(self.says)
        column.addWidget(self._buttons)
