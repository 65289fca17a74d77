"""The longest stall of every window test, kept for `make bench`."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QObject

from tests.gui.watchdog import LIMIT, Stall, Watchdog

KEPT = Path("build/window-stalls.json")
TOLD = 10


class Stalls:
    """Watches one test after the other."""

    def __init__(self, parent: QObject) -> None:
        self._watchdog = Watchdog(parent=parent)
        self._worst: dict[str, Stall] = {}
        self._tests = 0

    def begin(self) -> None:
        self._watchdog.begin()

    def end(self, test: str) -> None:
        self._tests += 1
        for stall in self._watchdog.end()[:1]:
            self._worst[test] = stall

    def report(self) -> str:
        return told(self._worst, f"{self._tests} window tests")

    def close(self) -> None:
        """Keep what was noticed."""
        self._watchdog.close()
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps({"tests": self._tests, "worst": self._worst}))


def kept() -> str | None:
    """The report of the last run of the window tests, if there was one."""
    if not KEPT.exists():
        return None
    told_last = json.loads(KEPT.read_text())
    worst = {test: Stall(*stall) for test, stall in told_last["worst"].items()}
    return told(worst, f"{told_last['tests']} window tests, the last time they ran")


def told(worst: dict[str, Stall], where: str) -> str:
    """The worst ten, each with its cause."""
    longest = sorted(worst.items(), key=lambda item: item[1], reverse=True)[:TOLD]
    lines = [f"{where}: {len(worst)} stood still for more than {LIMIT * 1e3:.0f} ms"]
    return "\n".join(lines + [f"  {stall}  [{test}]" for test, stall in longest])
