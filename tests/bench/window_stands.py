"""How long the window stands still for what a user does with a million photos listed: each is 50 ms at most."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from engine.types import PhotoOrder
from gui import theme
from gui.main_window import MainWindow
from gui.places import Place, Room
from tests.bench.window_drive import line, run_event_loop, settle, window_on

ASKED = 0.050  # seconds
ROUNDS = 3
BEAT = 1  # milliseconds


def measure(directory: Path, photos: int) -> None:
    """Print what is measured on the library of `photos` in `directory`."""
    with window_on(directory) as window:
        settle(window)
        print(f"the window standing still, {photos:,} photos listed:", flush=True)
        for what, work in _works(window).items():
            stood = [_stood_still(window, work) for _ in range(ROUNDS)]
            line(what, [seconds for seconds, _ in stood], ASKED, busy=max(busy for _, busy in stood))


def _works(window: MainWindow) -> dict[str, Callable[[], object]]:
    """Each can be done again and again."""
    photos, actions, feed = window.rooms.photos, window.actions_table, window.services.feed
    library = window.services.library
    colours = iter([theme.DARK, theme.LIGHT] * ROUNDS)
    orders = iter(
        [PhotoOrder.FOLDER, PhotoOrder.NEWEST, PhotoOrder.NAME, PhotoOrder.OLDEST, PhotoOrder.NEWEST]
    )
    orders_too = iter([PhotoOrder.OLDEST, PhotoOrder.NEWEST] * ROUNDS)
    rooms = iter([Room.PEOPLE, Room.UNNAMED, Room.PHOTOS])

    def all_and_turned() -> None:
        actions["select_all"].trigger()
        photos.set_order(next(orders_too))

    def removed() -> None:
        photos._model.set_ids(photos._model.ids[1:])
        photos.refresh_all()

    return {
        "select all": lambda: actions["select_all"].trigger(),
        "select all but one": lambda: (
            actions["select_all"].trigger(),
            photos.grid.selectionModel().select(
                photos.grid.model().index(500_000 % photos._model.count(), 0),
                photos.grid.selectionModel().SelectionFlag.Deselect,
            ),
        ),
        "another order": lambda: photos.set_order(next(orders)),
        "another order, all selected": all_and_turned,
        "the list read again": feed.publish_all,
        "the list read again, with one more photo": removed,
        "a photo revealed": lambda: photos.reveal_photo(library.photo_ids(first=1)[0]),
        "from room to room": lambda: window.navigator.go(Place(next(rooms))),
        "the list of keys": lambda: _opened(window, "keys"),
        "the palette": lambda: _opened(window, "palette"),
        "preferences": lambda: _opened(window, "preferences"),
        "another theme": lambda: theme.Theme.apply(_theme(), next(colours)),
        "badges shown or not": lambda: actions["badges"].trigger(),
        "larger tiles": lambda: photos.grow(1),
        "smaller tiles": lambda: photos.grow(-1),
    }


def _theme() -> theme.Theme:
    return next(child for child in QApplication.instance().children() if isinstance(child, theme.Theme))


def _opened(window: MainWindow, command: str) -> None:
    window.actions_table[command].trigger()
    QTimer.singleShot(
        100, lambda: [each.reject() for each in window.findChildren(QDialog) if each.isVisible()]
    )


def _stood_still(window: MainWindow, work: Callable[[], object]) -> tuple[float, float]:
    """The longest time between two beats from when `work` is begun until nothing is under way; and the longest for
    which the window's thread had the processor between two of them: what others do on the machine is not in it.
    """
    window.rooms.photos.grid.clearSelection()
    settle(window)
    beats: list[tuple[float, float]] = []
    heart = QTimer(interval=BEAT)
    heart.timeout.connect(lambda: beats.append((time.perf_counter(), time.thread_time())))
    heart.start()
    begun = QTimer(singleShot=True, interval=10)
    done: list[bool] = []
    begun.timeout.connect(lambda: (work(), done.append(True)))
    begun.start()
    until = time.perf_counter() + 0.15
    run_event_loop(lambda: bool(done) and not window.services.jobs.busy and time.perf_counter() > until)
    settle(window)
    heart.stop()
    gaps = [(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(beats)]
    return max(seconds for seconds, _ in gaps), max(busy for _, busy in gaps)
