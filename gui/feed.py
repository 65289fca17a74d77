"""Tells every part of the window what has changed in the library."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from engine.types import Changes

SCAN_INTERVAL = 1000  # milliseconds


class Feed(QObject):
    """Signals:
    changed: `Changes` of photos, faces or people that the window should show now.
    albums_changed: These albums (a set of `AlbumId`) hold other photos, or are called otherwise: nothing else has to
        be read again.
    all_changed: Anything may have changed.
    """

    changed = Signal(object)
    albums_changed = Signal(object)
    all_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gathered = Changes()
        self._timer = QTimer(self, singleShot=True, interval=SCAN_INTERVAL)
        self._timer.timeout.connect(self._on_timeout)

    def publish(self, changes: Changes) -> None:
        """Show this at once: the user did it and is looking at it."""
        if changes.albums:
            self.albums_changed.emit(changes.albums)
        if changes.photos or changes.faces or changes.people:
            self.changed.emit(changes)

    def gather(self, changes: Changes) -> None:
        """Show this soon, together with what else comes: a scan is running."""
        self._gathered |= changes
        if self._gathered and not self._timer.isActive():
            self._timer.start()

    def publish_all(self) -> None:
        """Show everything anew: a scan or a grouping has ended."""
        self._timer.stop()
        self._gathered = Changes()
        self.all_changed.emit()

    def _on_timeout(self) -> None:
        gathered, self._gathered = self._gathered, Changes()
        self.publish(gathered)
