"""Notices when the window stands still, for how long, and what it was doing.

A timer beats in the window's thread; a second thread looks whether it still does, and asks that thread by a signal
what it is doing while it does not. Nobody else may look at its stack: frames that are held elsewhere are deleted there,
with painters and events in them, and other threads come and go while their stacks are read. What the tests themselves
do is no stall: they stand for the user. Where there are no such signals (Windows), nothing is noticed.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer

ROOT = Path(__file__).parents[2]
BEAT = 10  # milliseconds
LIMIT = 0.050  # seconds: what a user notices
WINDOW, GUARD = "gui/main_window.py", "tests/gui/thread_guard.py"
HERE = "tests/gui/watchdog.py"
ASK = getattr(signal, "SIGUSR2", None)
IN_QT = "in Qt itself, or waiting for the processor"


class Call(NamedTuple):
    """A line of a stack."""

    file: str
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.name}"


class Stall(NamedTuple):
    """The event loop stood still for `seconds`, for `busy` of which its thread had the processor."""

    seconds: float
    busy: float
    cause: str

    def __str__(self) -> str:
        return f"{self.seconds * 1e3:6.0f} ms ({self.busy * 1e3:4.0f} on the processor)  {self.cause}"


class Watchdog:
    """Watches the thread that makes it, as long as its event loop is run again and again."""

    def __init__(self, limit: float = LIMIT, parent: QObject | None = None) -> None:
        self.stalls: list[Stall] = []
        self._limit = limit
        self._window = threading.get_ident()
        self._beat = time.perf_counter()
        self._busy = time.thread_time()
        self._seen: list[str | None] = []  # since the last beat: what was done, None for the test
        self._timer = QTimer(parent, interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start()
        self._before = None if ASK is None else signal.signal(ASK, self._on_asked)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="stalls", daemon=True)
        self._thread.start()

    def begin(self) -> None:
        """Forget what was noticed so far."""
        self._on_beat()
        self.stalls = []

    def end(self) -> list[Stall]:
        """The stalls since `begin`, the longest first."""
        self._on_beat()
        return sorted(self.stalls, reverse=True)

    def close(self) -> None:
        self._timer.stop()
        self._ended.set()
        self._thread.join()
        if ASK is not None:
            signal.signal(ASK, self._before)

    def _on_beat(self) -> None:
        """Here again; what took too long is written down."""
        now, busy, seen = time.perf_counter(), time.thread_time(), self._seen
        own = [cause for cause in seen if cause is not None]
        if own:
            share = len(own) / len(seen)
            seconds = (now - self._beat) * share
            if seconds > self._limit:
                cause = Counter(own).most_common(1)[0][0]
                self.stalls.append(Stall(seconds, (busy - self._busy) * share, cause))
        self._beat, self._busy, self._seen = now, busy, []

    def _watch(self) -> None:
        while ASK is not None and not self._ended.wait(BEAT / 1000):
            if time.perf_counter() - self._beat > self._limit / 3:
                signal.pthread_kill(self._window, ASK)

    def _on_asked(self, _: int, frame: FrameType | None) -> None:
        """In the window's thread, as soon as it runs Python's code again."""
        self._seen.append(cause_of(list(calls_of(frame))))


def calls_of(frame: FrameType | None) -> Iterator[Call]:
    """The innermost call first."""
    while frame is not None:
        yield Call(_short(frame.f_code.co_filename), frame.f_lineno, frame.f_code.co_name)
        frame = frame.f_back


def cause_of(calls: Sequence[Call]) -> str | None:
    """What the window does, its own line and the innermost one.

    None if a test does it, or while there is no window to be used: it is being built, or is hidden and ends.
    """
    if calls and calls[0].file == HERE:  # it had no time to look, and now it beats
        return IN_QT
    if any(call.name in ("__init__", "closeEvent") and call.file == WINDOW for call in calls):
        return None
    for number, call in enumerate(calls):
        if call.file.startswith("gui/"):
            return f"{call} > {calls[0]}" if number else str(call)
        if call.file.startswith("pytestqt/") or call.name == "run_event_loop":
            return IN_QT
        if call.file.startswith("tests/"):
            return None
    return None


def asked_by_the_window() -> bool:
    """Whether the window's code, and not a test's, leads to the present call in the window's thread."""
    if threading.current_thread() is not threading.main_thread():
        return False
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        top = _short(frame.f_code.co_filename).partition("/")[0]
        if top in ("gui", "tests") and _short(frame.f_code.co_filename) != GUARD:
            return top == "gui"
        frame = frame.f_back
    return False


@cache
def _short(file: str) -> str:
    """From the program's folder, or from that of its package."""
    path = Path(file)
    inside = path.is_relative_to(ROOT) and "site-packages" not in path.parts
    return (path.relative_to(ROOT) if inside else Path(*path.parts[-2:])).as_posix()
