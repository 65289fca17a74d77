"""What the benchmarks of the window have in common: a window, and an event loop that runs until something."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from engine.library import Library
from gui import main_window
from gui.app import make_application
from gui.controllers import review
from gui.language import FILE, Language, speak
from gui.main_window import MainWindow

NO_DISPLAY = "This plugin does not support propagateSizeHints()"  # said of every window that opens offscreen
LOOK_EVERY = 2  # milliseconds
PATIENCE = 120  # seconds


def application() -> QApplication:
    """Never two of them."""
    qInstallMessageHandler(_tell)
    found = QApplication.instance()
    made = found if isinstance(found, QApplication) else make_application()
    speak(made, Language.ENGLISH)
    made.setQuitOnLastWindowClosed(False)
    return made


def _tell(_: object, __: object, message: str) -> None:
    if message != NO_DISPLAY:
        print(message, file=sys.stderr, flush=True)


@contextmanager
def window_on(directory: Path) -> Iterator[MainWindow]:
    """The window on the library in `directory`, which neither watches its folders nor looks for questions unasked."""
    main_window.WATCH_AFTER = review.SETTLED = 2**30
    (directory / FILE).unlink(
        missing_ok=True
    )  # how it was left the last time: in another room, in another order
    with Library(directory) as library:
        window = MainWindow(library)
        window.resize(1240, 820)
        window.show()
        yield window
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def run_event_loop(until: Callable[[], bool]) -> None:
    """As the program runs it; RuntimeError if that never comes."""
    loop, looks = QEventLoop(), QTimer(interval=LOOK_EVERY)
    began = time.monotonic()
    came = until()

    def look() -> None:
        nonlocal came
        came = until()
        if came or time.monotonic() - began > PATIENCE:
            loop.quit()

    looks.timeout.connect(look)
    looks.start()
    if not came:
        loop.exec()
    looks.stop()
    looks.timeout.disconnect(look)  # or the collector deletes the timer, in whichever thread it runs
    if not came:
        raise RuntimeError("the window waits for what never comes")


def settle(window: MainWindow) -> None:
    """Until nothing is under way, and every picture on the screen is there."""
    services = window.services
    run_event_loop(lambda: not services.jobs.busy and not services.thumbnails.busy)


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def line(what: str, seconds: list[float], asked: float, busy: float | None = None) -> None:
    """The median and the worst, with how long it had the processor, and what is asked of the median."""
    middle, worst = statistics.median(seconds), max(seconds)
    on_processor = "" if busy is None else f" ({busy * 1e3:5.1f} on the processor)"
    mark = "" if middle <= asked else "  NOT MET"
    found = f"  {what:58}{middle * 1e3:7.1f} ms, at worst {worst * 1e3:6.1f}{on_processor}"
    print(f"{found}; asked: {asked * 1e3:.0f} ms{mark}", flush=True)


def ratio(what: str, found: float, asked: str, met: bool) -> None:
    sys.stdout.write(f"  {what:58}{found:7.1f} x; asked: {asked}{'' if met else '  NOT MET'}\n")
    sys.stdout.flush()
