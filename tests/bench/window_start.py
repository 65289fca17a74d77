"""How long until a window is painted, from the start of the process: Kith's, and the least that PySide6 can do."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

HEAVY = ("torch", "torchvision", "sklearn", "scipy", "numpy", "PIL", "onnx", "annoy", "watchdog", "xxhash")

# What of `HEAVY` the window's own thread imports.
SEEN = f"""
import sys, threading

heavy = set()

class Seen:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in {HEAVY!r} and threading.current_thread() is threading.main_thread():
            heavy.add(name)

sys.meta_path.insert(0, Seen)
"""

# Both say when their window has been painted for the first time, with all that is in it. Only the window is looked at:
# a filter for every event of the application would take longer than a part of what is measured.
_PAINTED = (
    SEEN
    + """
import time
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

class Painted(QObject):
    def eventFilter(self, window, event):
        if event.type() == QEvent.Type.Paint:
            window.removeEventFilter(self)
            QTimer.singleShot(0, self.tell)  # what is in the window is painted after it
        return False

    def tell(self):
        print(time.monotonic(), *heavy, flush=True)
        QCoreApplication.quit()

def watch(window):
    window.installEventFilter(Painted(window))
"""
)
HELLO = (
    _PAINTED
    + """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel("Hello, world")
watch(label)
label.show()
application.exec()
"""
)
KITH = (
    _PAINTED.replace(
        "from PySide6", "import engine.library  # before PySide6, as the program does\nfrom PySide6", 1
    )
    + """
from PySide6.QtWidgets import QMainWindow
show = QMainWindow.show
def show_watched(window):
    watch(window)
    show(window)
QMainWindow.show = show_watched
import main
main.main([])
"""
)


class Start(NamedTuple):
    """One start: seconds until the first paint, and what of `HEAVY` the window's thread had imported by then."""

    seconds: float
    heavy: tuple[str, ...]


def start_of(program: str, library: Path) -> Start:
    """Run `program` with `library` as the usual one, its modules compiled as an earlier start leaves them."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "KITH_LIBRARY": str(library.absolute())}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    painted, *heavy = done.stdout.split()
    return Start(float(painted) - began, tuple(heavy))


def compare(library: Path, rounds: int) -> tuple[float, float, set[str]]:
    """Median seconds of Kith and of the hello-world, run in turns, and whatever heavy Kith had imported."""
    start_of(KITH, library)  # compiles what has changed
    starts = [(start_of(KITH, library), start_of(HELLO, library)) for _ in range(rounds)]
    heavy = {name for kith, _ in starts for name in kith.heavy}
    return (
        statistics.median(kith.seconds for kith, _ in starts),
        statistics.median(hello.seconds for _, hello in starts),
        heavy,
    )
