"""The grid of a million photos: its first paint, a scrolled frame, a jump; beside a default QListView on 100,000."""

from __future__ import annotations

import io
import random
import statistics
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QAbstractListModel, QEventLoop, QModelIndex, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QListView

from gui.main_window import MainWindow
from tests.bench.window_drive import line, ratio, run_event_loop, settle, timed, window_on

ROUNDS = 7
SCROLLED = 600  # photos whose thumbnails are there
STEP = 53  # pixels


class _Pictures(QAbstractListModel):
    """What a first attempt would list: a picture and a name each."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count
        self._picture = QPixmap(160, 160)
        self._picture.fill(Qt.GlobalColor.darkCyan)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture
        return f"IMG_{index.row():07}.jpg" if role == Qt.ItemDataRole.DisplayRole else None


def measure(directory: Path, photos: int, listed: int) -> None:
    """Print what is measured on the library of `photos` in `directory`, beside a list of `listed`."""
    plain = statistics.median(_list_view(listed) for _ in range(3))
    with window_on(directory) as window:
        settle(window)
        first = [_first_paint(window) for _ in range(ROUNDS)]
        line(f"first paint of {photos:,} photos, after they are asked for", first, 0.050)
        ratio(
            f"faster than a default QListView on {listed:,}: {plain * 1e3:.0f} ms",
            plain / statistics.median(first), ">= 100 x", plain / statistics.median(first) >= 100,
        )  # fmt: skip
        line("all of them listed, while the first can be used", [_all_listed(window) for _ in range(3)], 1.0)
        line("a scrolled frame, thumbnails cached", _frames(window), 0.008)
        line("a jump to anywhere", _jumps(window), 0.100)


def _list_view(count: int) -> float:
    view = QListView()
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setIconSize(QSize(160, 160))
    view.resize(1000, 760)
    view.show()
    QApplication.processEvents()
    model = _Pictures(count)

    def show() -> None:
        view.setModel(model)
        view.viewport().repaint()

    seconds = timed(show)
    view.deleteLater()
    return seconds


def _first_paint(window: MainWindow) -> float:
    page = window.rooms.photos
    model = page.grid.ids_model()
    settle(window)
    page._model.set_ids(())
    window.services.thumbnails.forget_all()

    def show() -> None:
        loop = QEventLoop()
        model.modelReset.connect(loop.quit)
        page.reload()
        loop.exec()
        model.modelReset.disconnect(loop.quit)
        page.grid.viewport().repaint()

    seconds = timed(show)
    assert model.count()
    return seconds


def _all_listed(window: MainWindow) -> float:
    page = window.rooms.photos
    settle(window)
    full = page.grid.ids_model().count()
    page._model.set_ids(())
    page.reload()
    return timed(lambda: run_event_loop(lambda: page.grid.ids_model().count() == full))


def _frames(window: MainWindow) -> list[float]:
    grid, library = window.rooms.photos.grid, window.services.library
    buffer = io.BytesIO()
    Image.effect_noise((320, 240), 60).convert("RGB").save(buffer, "JPEG")
    for photo in library.photo_ids(first=SCROLLED):  # as the library itself keeps them
        library._thumbnails.put(f"{photo:016d}".encode().hex(), buffer.getvalue())
    bar = grid.verticalScrollBar()
    window.services.thumbnails.forget_all()
    last = grid.grid().rect(SCROLLED - 150).top()
    for value in range(0, last, grid.viewport().height() // 2):
        bar.setValue(value)
        grid.viewport().repaint()
        settle(window)

    def frame(value: int) -> float:
        return timed(lambda: (bar.setValue(value), grid.viewport().repaint()))

    return [frame(value) for value in range(0, last, STEP)]


def _jumps(window: MainWindow) -> list[float]:
    grid, choice = window.rooms.photos.grid, random.Random(1)
    bar = grid.verticalScrollBar()

    def jump() -> float:
        value = choice.randrange(bar.maximum())
        seconds = timed(lambda: (bar.setValue(value), grid.viewport().repaint()))
        run_event_loop(lambda: not window.services.jobs.busy)
        return seconds

    return [jump() for _ in range(30)]
