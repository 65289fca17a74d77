"""Copies for bad days."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from engine.types import Backup
from gui.dialogs.preferences.page import PreferencePage, megabytes
from gui.i18n import mark, tr
from gui.jobs import Lane
from gui.services import Services
from gui.words import long_date

ABOUT = (
    "Names, corrections and faces lie in one file, the catalogue. Kith keeps a copy of it for each of the last three "
    "days on which you said something; on a failing disk only a copy on another one helps."
)
RESTORE = (
    "To restore a copy, put it under the name catalogue.sqlite into a new, empty folder and start Kith with "
    "--library FOLDER. Thumbnails and the index are made anew there, and your photos are found where they are. "
    "The copies hold no photos: back those up yourself."
)


class BackupPage(PreferencePage):
    """When the last copy was made, and a button for one more."""

    TITLE = mark("Backup")

    def __init__(self, services: Services) -> None:
        super().__init__(services.jobs, tr(ABOUT))
        self._preferences = services.library.preferences
        self.last = QLabel(wordWrap=True)
        self.copy = QPushButton(tr("Make a Copy Now…"))
        self.column.addWidget(self.last)
        self.add_buttons(self.copy)
        self.column.addWidget(QLabel(tr(RESTORE), wordWrap=True))
        self.copy.clicked.connect(self._on_copy)

    def load(self) -> None:
        self.read(self._preferences.backups, self._on_loaded)

    def copy_to(self, folder: Path) -> None:
        """Make a copy in `folder`."""
        self.copy.setEnabled(False)
        job = self.do(
            lambda _: self._preferences.back_up(folder),
            self._on_copied,
            tr("Copying the catalogue"),
            Lane.ASIDE,
        )
        job.failed.connect(self._on_failed)

    def _on_copy(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Choose where to put the copy"), str(Path.home()))
        if chosen:
            self.copy_to(Path(chosen))

    def _on_loaded(self, backups: list[Backup]) -> None:
        days = [
            tr("{day} ({size})").format(day=long_date(each.day), size=megabytes(each.size))
            for each in backups
        ]
        told = (
            tr("Copies are there of {days}.").format(days=tr("; ").join(days))
            if days
            else tr("No copy was made yet: nothing was said.")
        )
        self.last.setText(told)

    def _on_copied(self, copy: Path) -> None:
        self.copy.setEnabled(True)
        self.says.setText(tr("The copy is {file}").format(file=copy))

    def _on_failed(self, _: Exception) -> None:
        self.copy.setEnabled(True)
