"""What a test must not leave behind, or have Qt complain of."""

from __future__ import annotations

import threading
import time

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

# The platform without a screen has no window that could be raised, and no keyboard that a menu could take for itself.
KEPT = "detect_"  # threads of the detector, which stays for the next scan
HARMLESS = ("This plugin does not support ",)
TOLD = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
PATIENCE = 5  # seconds in which a thread may end


class Complaints:
    """Qt's own warnings, from whichever thread, as long as they are wanted."""

    def __init__(self) -> None:
        self._heard: list[str] = []
        self._before = qInstallMessageHandler(self._on_message)

    def taken(self) -> list[str]:
        """Those since the last time."""
        heard, self._heard = self._heard, []
        return heard

    def close(self) -> None:
        qInstallMessageHandler(self._before)

    def _on_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind in TOLD and not message.startswith(HARMLESS):
            self._heard.append(f"{context.category}: {message}")


class Threads:
    """Those of Python's which there are when it is made; those of a pool of Qt's end with it."""

    def __init__(self) -> None:
        self._before = set(threading.enumerate())

    def left(self) -> list[str]:
        """The names of those that came since and do not end."""
        until = time.monotonic() + PATIENCE
        while (left := self._alive()) and time.monotonic() < until:
            time.sleep(0.01)
        return left

    def _alive(self) -> list[str]:
        came = (each for each in threading.enumerate() if each not in self._before)
        # Python does not hear when a thread ends that it did not begin.
        return [
            each.name
            for each in came
            if not (isinstance(each, threading._DummyThread) or each.name.startswith(KEPT))
        ]
