"""Notices what other processes do to the library: a scan in a terminal, a second window."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from gui.services import Services

ASK_EVERY = 2500  # milliseconds


class OtherProcesses(QObject):
    """Signals:
    changed: Another process has changed the library since the last time.
    """

    changed = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._known: int | None = None
        self._timer = QTimer(self, singleShot=True, interval=ASK_EVERY)
        self._timer.timeout.connect(self.look)

    def look(self) -> None:
        """Ask now, and from then on every few seconds."""
        library = self._services.library
        self._services.jobs.start(lambda _: library.foreign_changes(), self._on_answer)

    def stop(self) -> None:
        self._timer.stop()

    def _on_answer(self, number: int) -> None:
        before, self._known = self._known, number
        self._timer.start()
        if before not in (None, number):
            self.changed.emit()
