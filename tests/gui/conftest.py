"""A real library of small pictures, written into the catalogue as a scan would, and the window on it.

Eight photos of two faces each. Anna (named) is on seven of them, the first group on five, the second on three;
one face is of a stranger. The pictures are painted, so no network is needed and none is loaded.
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gc
import hashlib
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from PIL import Image, ImageDraw
from PySide6.QtCore import QEvent, QLocale, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QCompleter, QMenu
from shiboken6 import isValid, ownedByPython

from engine.catalogue import embeddings, faces, files, guesses, photos, roots
from engine.library import Library
from engine.types import Box, FaceId, PersonId, PhotoId
from gui import main_window, theme
from gui.controllers import review
from gui.main_window import MainWindow
from tests.gui.left_over import Complaints, Threads
from tests.gui.stalls import Stalls
from tests.gui.thread_guard import ThreadGuard

settings.register_profile("window")  # a busy machine is no failure
settings.load_profile("window")

STALLS = pytest.StashKey[Stalls]()
MODEL = "sface"
LEFT, RIGHT = Box(0.1, 0.2, 0.25, 0.4), Box(0.6, 0.25, 0.25, 0.4)
# Who is on the left and on the right of each photo.
SEATING = ("ab", "ab", "ac", "ab", "ac", "ab", "bc", "a?")
SKINS = {"a": "#f0c8a0", "b": "#c68e5e", "c": "#8d5a34", "?": "#dddddd"}


def paint_photo(path: Path, number: int, seats: str) -> None:
    """A picture of 600 x 400 with one disc per face."""
    shade = number * 23 % 120
    picture = Image.new("RGB", (600, 400), (90 + shade, 140, 210 - shade))
    pen = ImageDraw.Draw(picture)
    for seat, box in zip(seats, (LEFT, RIGHT), strict=True):
        x, y, w, h = box.in_pixels(600, 400)
        pen.ellipse((x, y, x + w, y + h), fill=SKINS[seat])
    picture.save(path, quality=90)


def vector_of(seat: str, number: int) -> np.ndarray:
    """Near to the person's other faces, far from everyone else's."""
    person = np.random.default_rng(ord(seat)).normal(size=128)
    noise = np.random.default_rng(number).normal(size=128)
    vector = person + 0.4 * noise
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def fill(library: Library, folder: Path) -> None:
    """Paint the photos into `folder` and write down what a scan would have found there."""
    folder.mkdir()
    catalogue = library._catalogue

    def write(writer: sqlite3.Connection) -> dict[str, list[FaceId]]:
        roots.add_root(writer, folder)
        of: dict[str, list[FaceId]] = {}
        for number, seats in enumerate(SEATING):
            path = folder / f"party {number}.jpg"
            paint_photo(path, number, seats)
            for seat, face in zip(seats, add_photo(writer, path, number, seats), strict=True):
                of.setdefault(seat, []).append(face)
        files.record_problem(writer, folder / "torn.jpg", 3, 1, "The file ends too early.")
        return of

    of = catalogue.write(write)
    catalogue.write(lambda writer: group(writer, [of["a"], of["b"], of["c"]]))
    anna = library.faces([of["a"][0]])[0].person_id
    assert anna is not None
    library.name_person(anna, "Anna")


def add_photo(writer: sqlite3.Connection, path: Path, number: int, seats: str) -> list[FaceId]:
    digest = hashlib.sha256(path.read_bytes()).digest()[:16]
    photo = photos.add_photo(writer, digest, 600, 400, 1.6e9 - number * 86400, "mtcnn")
    new = [
        faces.NewFace(box, np.full((5, 2), 0.5, np.float32), 0.99, 0.9 - number / 100)
        for box in (LEFT, RIGHT)
    ]
    found = faces.add_faces(writer, photo, new)
    vectors = [vector_of(seat, 2 * number + side) for side, seat in enumerate(seats)]
    embeddings.add_embeddings(writer, MODEL, zip(found, vectors, strict=True))
    files.record_file(writer, path, path.stat().st_size, path.stat().st_mtime_ns, photo)
    return found


def group(writer: sqlite3.Connection, groups: list[list[FaceId]]) -> None:
    people = guesses.new_groups(writer, len(groups)).tolist()
    pairs = [(face, person) for some, person in zip(groups, people, strict=True) for face in some]
    table = np.array(pairs, np.int64)
    guesses.store_guesses(writer, table[:, 0], table[:, 1])


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of the library that tests get copies of."""
    top = tmp_path_factory.mktemp("small")
    with Library(top / "library") as library:
        fill(library, top / "party")
    return top / "library"


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    qapp.setQuitOnLastWindowClosed(False)
    QLocale.setDefault(QLocale("en_GB"))  # whatever the machine's own is
    theme.Theme(qapp)


@pytest.fixture(scope="session")
def imported() -> Callable[[], None]:
    """Says that what modules brought is not to be looked through after every test: it stays, and takes longest."""
    known = 0

    def look_no_more() -> None:
        nonlocal known
        if len(sys.modules) > known:
            known = len(sys.modules)
            gc.freeze()

    return look_no_more


@pytest.fixture(autouse=True)
def owned(imported: Callable[[], None]) -> Iterator[None]:
    """No Qt object may be left to the garbage collector.

    It runs in whichever thread allocates next, and to delete a widget or a timer outside the window's thread
    crashes Qt, seconds later and elsewhere.
    """
    imported()
    gc.set_debug(gc.DEBUG_SAVEALL)  # whatever is collected is kept, to be looked at
    yield
    gc.collect()
    gc.set_debug(0)
    left = {type(each).__name__ for each in gc.garbage if _is_left_to_the_collector(each)}
    gc.garbage.clear()
    gc.collect()
    assert not left


def _is_left_to_the_collector(thing: object) -> bool:
    return isinstance(thing, QObject) and isValid(thing) and ownedByPython(thing)


def pytest_itemcollected(item: pytest.Item) -> None:
    """pytest-qt hears what Qt complains of until a test has run, and not while its window is closed."""
    item.add_marker(pytest.mark.no_qt_log)


@pytest.fixture(scope="session")
def complaints(qapp: QApplication) -> Iterator[Complaints]:
    heard = Complaints()
    yield heard
    heard.close()


@pytest.fixture(autouse=True)
def nothing_to_complain_of(complaints: Complaints) -> Iterator[None]:
    """No warning of Qt's, until the window is gone."""
    complaints.taken()
    yield
    heard = complaints.taken()
    assert not heard, "\n".join(heard)


@pytest.fixture(autouse=True)
def no_thread_left(qapp: QApplication) -> Iterator[None]:
    before = Threads()
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = before.left()
    assert not left, f"still running: {', '.join(left)}"


@pytest.fixture(scope="session")
def stalls(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Stalls]:
    """Of all tests; the worst are told at the end."""
    noticed = Stalls(qapp)
    request.config.stash[STALLS] = noticed
    yield noticed
    noticed.close()


@pytest.fixture(autouse=True)
def stalls_noticed(request: pytest.FixtureRequest, stalls: Stalls) -> Iterator[None]:
    """The longest time for which the window stood still."""
    stalls.begin()
    yield
    stalls.end(request.node.name)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.stash.get(STALLS, None) is not None:
        terminalreporter.section("stalls")
        terminalreporter.write_line(config.stash[STALLS].report())


@pytest.fixture(autouse=True)
def nothing_long_in_the_window_thread(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadGuard]:
    """Decoding, writing and inference are for workers."""
    guard = ThreadGuard(monkeypatch)
    yield guard
    assert not guard.seen, "\n".join(guard.seen)


@pytest.fixture(autouse=True)
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders are watched by the tests of watching alone: the others are not to scan by themselves."""
    monkeypatch.setattr(main_window, "WATCH_AFTER", 2**30)


@pytest.fixture(autouse=True)
def unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions are looked for when somebody goes to the review, and not whenever a test takes its time."""
    monkeypatch.setattr(review, "SETTLED", 2**30)


@pytest.fixture
def library(filled: Path, tmp_path: Path) -> Iterator[Library]:
    shutil.copytree(filled, tmp_path / "library")
    with Library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def bare_library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as opened:
        yield opened


class Hands:
    """What a user does and sees in one window."""

    def __init__(self, qtbot, library: Library) -> None:
        self.qtbot = qtbot
        self.library = library
        self.window = MainWindow(library)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.settle()

    def settle(self) -> None:
        """Until nothing is under way."""
        self.qtbot.waitUntil(lambda: not self.window.services.jobs.busy, timeout=60_000)

    def give(self, command: str) -> None:
        """Give a command by its action, which must be there to be given."""
        action = self.window.actions_table[command]
        assert action.isEnabled(), command
        action.trigger()
        self.settle()

    def press(self, key: str) -> None:
        """Press a key where the keyboard is now."""
        target = QApplication.focusWidget()
        assert target is not None
        combination = QKeySequence(key)[0]
        self.qtbot.keyClick(target, combination.key(), combination.keyboardModifiers())
        self.settle()

    def type_name(self, name: str) -> None:
        self.qtbot.keyClicks(QApplication.focusWidget(), name)
        self.press("Return")

    def suggested(self) -> list[str]:
        """What stands in the list below the search field, if that is open."""
        popup = self.window.search_field.findChild(QCompleter).popup()
        lines = range(popup.model().rowCount()) if popup.isVisible() else ()
        return [popup.model().index(line, 0).data() for line in lines]

    def sidebar_lines(self) -> list[str]:
        """Every line of the sidebar that is to be seen, as a screen reader says it."""
        tree = self.window.sidebar
        found, index = [], tree.model().index(0, 0)
        while index.isValid():
            found.append(index.data(Qt.ItemDataRole.AccessibleTextRole))
            index = tree.indexBelow(index)
        return found

    def menu_at(self, view: QAbstractItemView, point: QPoint) -> QMenu:
        """The menu that a right click on `point` of the viewport opens."""
        target, spot = view.viewport(), view.viewport().mapToGlobal(point)
        self.qtbot.mouseClick(target, Qt.MouseButton.RightButton, pos=point)
        QApplication.sendEvent(target, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, spot))
        return next(menu for menu in self.window.findChildren(QMenu) if menu.isVisible())

    def person(self, name: str) -> PersonId:
        return next(person.id for person in self.library.people() if person.name == name)

    def groups(self) -> list[PersonId]:
        return [person.id for person in self.library.people() if person.name is None]

    def photo(self, name: str) -> PhotoId:
        ids = self.library.photo_ids()
        return next(each.id for each in self.library.photos(ids) if each.path.name == name)

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def hands(qtbot, library: Library) -> Iterator[Hands]:
    opened = Hands(qtbot, library)
    yield opened
    opened.close()
