"""How long work tells how far it is, and learns that it should pause or stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` units; `total` is None while it is not yet known."""

    done: int
    total: int | None
    note: str = ""
    per_second: float | None = None
    seconds_left: float | None = None
    unreadable: tuple[tuple[Path, str], ...] = ()  # files met since the last report, with the reasons


ReportProgress = Callable[[Progress], None]


def ignore_progress(_: Progress) -> None:
    """For callers who don't look."""


class CancelToken:
    """Shared between who works and who may stop the work; safe from any thread."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self._running = threading.Event()
        self._running.set()
        self._put_off = False

    def cancel(self) -> None:
        """Ask the work to stop at its next safe point; wakes it if it is paused."""
        self._cancelled.set()
        self._running.set()

    def put_off(self) -> None:
        """The same because the program ends, not because the user wants no more: the work is to go on later."""
        self._put_off = self._put_off or not self.cancelled
        self.cancel()

    def pause(self) -> None:
        self._running.clear()

    def resume(self) -> None:
        self._running.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    @property
    def is_put_off(self) -> bool:
        return self._put_off

    @property
    def paused(self) -> bool:
        return not self._running.is_set()

    def check(self) -> None:
        """Wait while paused; raise `Cancelled` if stopping was asked for."""
        self._running.wait()
        if self._cancelled.is_set():
            raise Cancelled
