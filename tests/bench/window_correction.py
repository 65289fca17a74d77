"""How long after a correction the window shows it: a group of 1,000 faces is given a name."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QEvent, QObject

from engine.types import PersonId
from gui.main_window import MainWindow
from gui.places import Place, Room
from gui.views.people.person_page import PersonPage
from tests.bench.window_drive import line, run_event_loop, settle, timed, window_on
from tests.bench.window_library import LARGE_GROUP

ROUNDS = 9
GROUP = PersonId(1)


def measure(directory: Path, photos: int) -> None:
    """Print what is measured on a copy of the library in `directory`."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy = Path(shutil.copytree(directory, Path(folder) / "library"))
        with window_on(copy) as window:
            window.navigator.go(Place(Room.PERSON, person=GROUP))
            settle(window)
            seconds = [_named(window, f"Anna {number}") for number in range(ROUNDS)]
    line(f"{LARGE_GROUP:,} faces named, among {photos:,}, and painted", seconds, 0.050)


class _Painted(QObject):
    """The names that the page's header has painted."""

    def __init__(self, page: PersonPage) -> None:
        super().__init__(page)
        self.names: list[str] = []
        self._page = page

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.names.append(self._page.name.text())
        return super().eventFilter(watched, event)


def _named(window: MainWindow, name: str) -> float:
    """From the word until the person's page shows it; then it is taken back."""
    page, painted = window.rooms.person, _Painted(window.rooms.person)
    page.name.installEventFilter(painted)

    def say() -> None:
        window.people.name_people([GROUP], name)
        run_event_loop(lambda: name in painted.names)

    seconds = timed(say)
    page.name.removeEventFilter(painted)
    settle(window)
    window.people.undo()
    settle(window)
    return seconds
