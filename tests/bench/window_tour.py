"""A tour through all rooms with a real small library, from the first scan on, while the watchdog looks."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from engine.types import PeopleSection
from gui.main_window import MainWindow
from gui.places import Place, Room
from tests.bench.collage import sources
from tests.bench.window_drive import application, run_event_loop, settle, window_on
from tests.gui.stalls import told
from tests.gui.watchdog import LIMIT, Stall, Watchdog

PHOTOS = 60  # of the real ones


def measure() -> str:
    """The worst stalls, told."""
    people, empty, name = sources()
    if not people:
        return "  the tour is skipped: it needs ../shared or the demo's photos"
    watchdog = Watchdog(parent=application())
    worst: dict[str, Stall] = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        _link([*people[:PHOTOS], *empty[: PHOTOS // 4]], Path(folder) / "photos")
        with window_on(Path(folder) / "library") as window:
            for step in (_scan, _rooms, _album, _name_and_undo, _similar, _review, _viewer, _zoom):
                watchdog.begin()
                step(window, Path(folder) / "photos")
                settle(window)
                for number, stall in enumerate(watchdog.end()):
                    worst[f"{step.__name__[1:]} {number + 1}"] = stall
    watchdog.close()
    return told(worst, f"a tour through the rooms with {name}, stalls above {LIMIT * 1e3:.0f} ms")


def _link(photos: list[Path], folder: Path) -> None:
    folder.mkdir()
    for number, photo in enumerate(photos):
        (folder / f"{number:03}-{photo.name}").symlink_to(photo.resolve())


def _scan(window: MainWindow, photos: Path) -> None:
    window.scanning.scan([photos])
    for room in (Room.PEOPLE, Room.UNNAMED, Room.PHOTOS) * 2:
        window.navigator.go(Place(room))
        run_event_loop(_passed(5))
    run_event_loop(lambda: not window.scanning.running)


def _rooms(window: MainWindow, _: Path) -> None:
    for room in Room:
        if room not in (Room.PERSON, Room.PHOTO):
            window.navigator.go(Place(room))
            settle(window)


def _album(window: MainWindow, _: Path) -> None:
    window.navigator.go(Place(Room.PERSON, person=_largest(window)))
    settle(window)


def _name_and_undo(window: MainWindow, _: Path) -> None:
    window.people.name_people([_largest(window)], "Anna")
    settle(window)
    for command in ("undo", "redo"):
        window.actions_table[command].trigger()
        settle(window)


def _similar(window: MainWindow, _: Path) -> None:
    person = window.services.library.people()[0].id
    window.navigator.go(Place(Room.PERSON, person=person))
    settle(window)
    window.rooms.person.grid.select_ids({window.services.library.faces_of(person)[0].id})
    window.actions_table["find_similar"].trigger()


def _review(window: MainWindow, _: Path) -> None:
    window.navigator.go(Place(Room.REVIEW))
    settle(window)
    for _n in range(3):
        window.review.yes()
        settle(window)


def _viewer(window: MainWindow, _: Path) -> None:
    ids = window.services.library.photo_ids()
    window.navigator.go(Place(Room.PHOTO, photo=ids[0], siblings=ids))
    settle(window)
    for _n in range(5):
        window.actions_table["next"].trigger()
        settle(window)


def _zoom(window: MainWindow, _: Path) -> None:
    window.navigator.go(Place(Room.PHOTOS))
    for steps in (1, 1, -1, -1, -1):
        window.rooms.page.grow(steps)
        settle(window)
    window.resize(900, 600)
    QApplication.processEvents()


def _largest(window: MainWindow):
    return window.services.library.people(PeopleSection.UNNAMED)[0].id


def _passed(looks: int) -> Callable[[], bool]:
    """True after so many looks."""
    left = iter(range(looks))
    return lambda: next(left, None) is None
