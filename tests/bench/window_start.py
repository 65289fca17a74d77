"""How long until a window is painted, from the start of the process: Kith's, and the least that PySide6 can do."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

HEAVY = ("torch", "sklearn", "scipy", "onnx", "torchvision", "annoy", "matplotlib", "pyqtgraph")

# Both say when their window has painted itself for the first time, and which modules are there by then.
_PAINTED = f"""
import sys, time
from PySide6.QtCore import QEvent, QObject

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.parent().removeEventFilter(self)
            print(time.monotonic(), *(set({HEAVY!r}) & set(sys.modules)), flush=True)
            self.parent().quit()
        return False

def watch(application):
    application.installEventFilter(Painted(application))
    return application
"""
HELLO = (
    _PAINTED
    + """
from PySide6.QtWidgets import QApplication, QLabel
application = watch(QApplication([]))
label = QLabel("Hello, world")
label.show()
application.exec()
"""
)
KITH = (
    _PAINTED
    + """
from gui import app
dress = app.make_application
app.make_application = lambda: watch(dress())
import main
main.main([])
"""
)


class Start(NamedTuple):
    """One start: seconds until the first paint, and what of `HEAVY` was imported by then."""

    seconds: float
    heavy: tuple[str, ...]


def start_of(program: str, library: Path) -> Start:
    """Run `program` with `library` as the usual one, its modules compiled by an earlier start, as is usual."""
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
