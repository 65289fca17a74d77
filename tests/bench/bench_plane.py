"""What the map of faces costs: `python -m tests.bench.bench_plane [LIBRARY]`, offscreen.

The baseline of a frame is Qt's painter, drawing as many dots of the same size one by one into a picture. By likeness
the nearest dot should be of the same person; the baseline of that are the principal components.
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication

from engine.library import Library
from gui.views.map.dots import dot_size
from gui.views.map.geometry import MapGeometry
from gui.views.map.view import MapView

SIZES = (10_000, 100_000, 1_000_000)
WIDTH, HEIGHT = 1100, 700
FRAMES = 20
KEPT = Path("build/bench/lfw")


def main() -> int:
    application = QApplication.instance() or QApplication([])
    for count in SIZES:
        frames(count)
    library = Path(sys.argv[1]) if len(sys.argv) > 1 else KEPT
    if (library / "catalogue.sqlite").exists():
        arrangements(library)
    else:
        print(f"  skipped: no library in {library}")
    del application
    return 0


def frames(count: int) -> None:
    """Showing, moving and looking at so many dots in clouds."""
    random = np.random.default_rng(0)
    people = random.integers(-1, 2_000, count)
    centres = random.normal(size=(2_001, 2)) * 30
    points = (centres[people + 1] + random.normal(size=(count, 2))).astype(np.float32)
    view = MapView()
    view.resize(WIDTH, HEIGHT)
    view.show()
    QApplication.processEvents()  # from here on it is painted when it is asked to be
    shown = seconds(lambda: view.show_points(points, people))
    worst: dict[str, list[float]] = {}
    for step in range(FRAMES):
        by = QPointF(9 if step % 2 else -9, 5)
        worst.setdefault("a frame of all", []).append(frame(view, lambda by=by: pan(view, by)))
    view.zoom(8)
    for step in range(FRAMES):
        by = QPointF(9 if step % 2 else -9, 5)
        worst.setdefault("a frame of a part", []).append(frame(view, lambda by=by: pan(view, by)))
        spot = QPointF(400 + 10 * step, 300)
        worst.setdefault("what is under the mouse", []).append(seconds(lambda spot=spot: view.row_at(spot)))
    baseline = painted_one_by_one(points)
    print(f"{count:,} dots in {WIDTH} x {HEIGHT}: setting them {1000 * shown:.1f} ms")
    for what, took in worst.items():
        middle, longest = statistics.median(took), max(took)
        print(
            f"  {what}: {1000 * middle:.1f} ms, at most {1000 * longest:.1f}; painter / ours {baseline / middle:.0f}"
        )


def pan(view: MapView, by: QPointF) -> None:
    view._move_to(view.geometry_of_map.panned(by))


def frame(view: MapView, change: Callable[[], object]) -> float:
    def move_and_paint() -> None:
        change()
        view.repaint()

    return seconds(move_and_paint)


def painted_one_by_one(points: NDArray[np.float32]) -> float:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    places = MapGeometry.fitting(points, QSizeF(WIDTH, HEIGHT)).in_view(points)
    painter = QPainter(image)
    pen = QPen(QColor("#0b6a63"), dot_size(len(points)))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    polygon = QPolygonF([QPointF(x, y) for x, y in places.tolist()])
    took = seconds(lambda: painter.drawPoints(polygon))
    painter.end()
    return took


def arrangements(directory: Path) -> None:
    """How long each arrangement takes, and how often the nearest dot is of the same group."""
    with Library(directory) as library:
        for method in ("pca", "tsne"):
            start = time.perf_counter()
            plane = library.face_plane(method)
            took = time.perf_counter() - start
            same = beside_their_own(plane.points, plane.people)
            print(f"{method}, {len(plane.faces):,} faces of {directory.name}: {took:.1f} s; "
                  f"{100 * same:.1f} % lie beside one of their own person")  # fmt: skip


def beside_their_own(points: NDArray[np.float32], people: NDArray[np.int64]) -> float:
    from sklearn.neighbors import NearestNeighbors

    nearest = NearestNeighbors(n_neighbors=2).fit(points).kneighbors(return_distance=False)[:, 0]
    _, person, count = np.unique(people, return_inverse=True, return_counts=True)
    asked = (people >= 0) & (count[person] > 1)
    return float((people[nearest] == people)[asked].mean())


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
