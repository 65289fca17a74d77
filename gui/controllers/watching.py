"""Has the new photos of watched folders scanned without being asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from engine.types import Folder
from gui.controllers.scanning import ScanController
from gui.jobs import Job, Lane, Latest
from gui.phrases import phrase
from gui.services import Services

if TYPE_CHECKING:
    from engine.watch import Watcher

BUSY = 5000  # milliseconds, until it is tried again whether another process has finished
GATHERED = 500  # milliseconds in which notices are put together


class WatchController(QObject):
    """Scans quietly what the watcher says is due, and never while another scan runs or is paused.

    Signals:
        noticed: What the user should know of folders that can't be watched.
        folders_changed: Which folders are watched has been read.
    """

    noticed = Signal(str)
    folders_changed = Signal()

    _due = Signal()
    _told = Signal(str)

    def __init__(self, services: Services, scanning: ScanController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._scanning = scanning
        self._watcher: Watcher | None = None
        self._watched: frozenset[Path] = frozenset()
        self._latest = Latest(services.jobs)
        self._notices: list[str] = []
        self._busy = QTimer(self, singleShot=True, interval=BUSY)
        self._gathering = QTimer(self, singleShot=True, interval=GATHERED)
        self._busy.timeout.connect(self._scan_what_is_due)
        self._gathering.timeout.connect(self._on_gathered)
        # Both come from the watcher's threads.
        self._due.connect(self._scan_what_is_due, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        scanning.running_changed.connect(self._on_running_changed)
        services.feed.all_changed.connect(self.load)

    def start(self) -> None:
        """Watch from now on; what came into the folders before is looked for too."""
        library = self._services.library
        # What listens to the system is only imported now, which takes the window as long as three frames.
        self._services.jobs.start(
            lambda _: library.watcher(self._due.emit, self._told.emit), self._on_made, lane=Lane.ASIDE
        )

    def stop(self) -> None:
        """Let go of all folders; returns when nothing is watched any more."""
        for timer in (self._busy, self._gathering):
            timer.stop()
        if self._watcher is not None:
            self._watcher.stop()
        self._watcher = None

    def _on_made(self, watcher: Watcher) -> None:
        self._watcher = watcher
        watcher.start()
        self.load()

    def load(self) -> None:
        """Read which folders are to be watched."""
        library, watcher = self._services.library, self._watcher

        def work(_: Job) -> list[Folder]:
            folders = library.folders()
            if watcher is not None:
                watcher.watch([folder.path for folder in folders if folder.watched])
            return folders

        self._latest.start(work, self._on_loaded)

    def is_watched(self, folder: Path) -> bool:
        return folder in self._watched

    def set_watched(self, folder: Path, watched: bool) -> None:
        """Scan what comes into `folder` from now on, or only when the user asks for it."""
        library = self._services.library
        self._services.jobs.start(
            lambda _: library.set_watched(folder, watched), lambda _: self.load(), lane=Lane.COMMAND
        )

    def _scan_what_is_due(self) -> None:
        if self._watcher is None or self._busy.isActive():
            return
        if self._scanning.running or self._scanning.paused:  # it is asked again when that has ended
            return
        taken = self._watcher.take()
        if taken:
            self._scanning.scan_quietly(taken, lambda: self._on_busy(taken))

    def _on_busy(self, folders: Sequence[Path]) -> None:
        if self._watcher is not None:
            self._watcher.put_back(folders)
            self._busy.start()

    def _on_running_changed(self, running: bool) -> None:
        if not running:
            self._due.emit()  # queued: what the user wants scanned comes first

    def _on_loaded(self, folders: list[Folder]) -> None:
        self._watched = frozenset(folder.path for folder in folders if folder.watched)
        self.folders_changed.emit()

    def _on_told(self, notice: str) -> None:
        self._notices.append(notice)
        self._gathering.start()

    def _on_gathered(self) -> None:
        told, self._notices = self._notices, []
        self.noticed.emit("\n".join(map(phrase, told)))
