"""Lets the user drop what is known of photos that were deleted long ago."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.types import Changes, GonePhoto, PhotoId
from gui.controllers.scanning import ScanController
from gui.i18n import tr, tr_n
from gui.jobs import Lane, Latest
from gui.services import Services

NOTHING = "There is nothing to tidy up: no photo of yours has been missing for more than 30 days."


class TidyController(QObject):
    """Signals:
    said: What came of it, in a sentence.
    dropped: Photos were dropped; undo may lead elsewhere now.
    """

    said = Signal(str)
    dropped = Signal()

    def __init__(self, services: Services, scanning: ScanController, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._scanning = scanning
        self._latest = Latest(services.jobs)

    def ask(self) -> None:
        """Look what there is, and let the user choose."""
        library = self._services.library
        self._latest.start(lambda _: library.tidy_preview(), self._on_found)

    def drop(self, photos: Sequence[PhotoId]) -> None:
        """Drop them; it can't be undone."""
        if self._scanning.running:
            self.said.emit(tr("Nothing was dropped: tidy up when the scan is finished."))
            return
        library = self._services.library
        self._services.jobs.start(
            lambda _: library.tidy_up(photos), self._on_dropped, lane=Lane.SCAN, label=tr("Tidying up")
        )

    def _on_found(self, photos: list[GonePhoto]) -> None:
        from gui.dialogs.tidy import TidyDialog

        if not photos:
            self.said.emit(tr(NOTHING))
            return
        dialog = TidyDialog(self._services.thumbnails, photos, self._window)
        dialog.chosen.connect(self.drop)
        dialog.open()

    def _on_dropped(self, changes: Changes) -> None:
        self._services.thumbnails.forget_all()
        self._services.feed.publish_all()
        self.dropped.emit()
        text = tr_n("{n} photo dropped.", "{n} photos dropped.", len(changes.photos))
        kept = tr("The catalogue as it was before lies in “copies” in its folder.")
        self.said.emit(f"{text} {kept}")
