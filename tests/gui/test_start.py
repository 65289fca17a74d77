"""A window that opens waits for nothing that only a room, a dialog or a worker needs."""

from __future__ import annotations

import os
import subprocess
import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView

from engine.library import Library
from gui.places import Room
from gui.views.grid.grid import EDGES
from tests.bench.window_start import HEAVY, KITH, SEEN, start_of
from tests.gui.conftest import Hands

OPENED = (
    SEEN
    + """
from pathlib import Path
from PySide6.QtTest import QTest
from engine.library import Library
from gui import app, main_window
from gui.places import Place, Room
main_window.WATCH_AFTER = main_window.AFTER_START + 100
application = app.make_application()
with Library(Path(sys.argv[1])) as library:
    window = main_window.MainWindow(library)
    window.show()
    QTest.qWait(main_window.WATCH_AFTER)
    while not {"gui.views.map.page", "watchdog"} <= set(sys.modules) or window.services.jobs.busy:
        QTest.qWait(10)
    before = set(sys.modules)
    for room in Room:
        if room is not Room.PHOTO:
            window.navigator.go(Place(room))
    window.actions_table["pane"].trigger()
    print(*(name for name in set(sys.modules) - before if name.startswith("gui")), *heavy)
    window.close()
"""
)


def test_the_window_is_painted_before_anything_slow_is_imported(library: Library) -> None:
    assert start_of(KITH, library.directory).heavy == ()
    assert {"numpy", "PIL", "torch", "sklearn"} <= set(HEAVY)


def test_whatever_comes_later_is_imported_in_a_worker_before_anybody_goes_there(library: Library) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", OPENED, str(library.directory)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == []


def test_only_the_room_that_is_shown_is_made(hands: Hands) -> None:
    rooms = hands.window.rooms
    assert list(rooms.pages()) == [Room.PHOTOS]
    hands.give("go_people")
    assert list(rooms.pages()) == [Room.PHOTOS, Room.PEOPLE]


def test_a_room_that_is_first_opened_after_a_change_shows_it_and_what_comes_then(hands: Hands) -> None:
    hands.window.people.name_people([hands.groups()[0]], "Ben")
    hands.settle()
    hands.give("go_people")
    grid = hands.window.rooms.people.grid
    assert [text.split(",")[0] for text in texts(grid)] == ["Anna", "Ben", "Unnamed"]
    hands.give("undo")
    assert [text.split(",")[0] for text in texts(grid)] == ["Anna", "Unnamed", "Unnamed"]


def texts(grid: QAbstractItemView) -> list[str]:
    model, role = grid.model(), Qt.ItemDataRole.AccessibleTextRole
    return [model.index(row, 0).data(role) for row in range(model.rowCount())]


def test_the_tiles_of_a_room_that_is_not_opened_keep_their_size(qtbot, library: Library) -> None:
    first = Hands(qtbot, library)
    grid = first.window.rooms.single.grid
    before, edge = grid.edge, EDGES[-1]
    grid.set_edge(edge)
    first.close()
    Hands(qtbot, library).close()
    last = Hands(qtbot, library)
    assert last.window.rooms.single.grid.edge == edge != before
    last.close()
