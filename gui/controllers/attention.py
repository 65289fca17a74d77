"""Tells a scan what the user is looking at, so that it looks there first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

from engine.types import PhotoId
from gui.jobs import Latest
from gui.places import Place
from gui.services import Services

SETTLED = 400  # milliseconds without scrolling or leafing


class Attention(QObject):
    """Waits until the user's eyes rest; whoever shows photos calls `look`.

    An opened folder goes first as a whole; elsewhere the folders of the photos that are on the screen do.
    """

    def __init__(
        self, services: Services, in_view: Callable[[], Sequence[PhotoId]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._in_view = in_view
        self._place: Place | None = None
        self._latest = Latest(services.jobs)
        self._timer = QTimer(self, singleShot=True, interval=SETTLED)
        self._timer.timeout.connect(self._on_settled)

    def go(self, place: Place) -> None:
        """The user has opened `place`."""
        self._place = place
        self._timer.start()

    def look(self) -> None:
        """Other photos have come into view."""
        self._timer.start()

    def _on_settled(self) -> None:
        library, place = self._services.library, self._place
        if place is not None and place.folder is not None:
            library.look_first([place.folder])
            return
        shown = [place.photo] if place is not None and place.photo is not None else self._in_view()
        self._latest.start(lambda _: library.look_first(photos_in_view=shown), lambda _: None)
