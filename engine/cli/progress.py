"""How far a command is: a line that is written over for people, JSON lines for scripts."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import time
from collections.abc import Iterator

from engine.cli.terminal import say_raw, show_progress
from engine.progress import Progress, ReportProgress

_SECONDS_BETWEEN_LINES = 0.25


def with_progress(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument(
        "--progress",
        choices=("text", "json"),
        default="text",
        help="json: JSON objects on standard error, one a line, a few a second and always the last, with "
        "done, total, note, per_second, seconds_left; null is not known yet",
    )
    return parser


@contextlib.contextmanager
def progress_shown(arguments: argparse.Namespace) -> Iterator[ReportProgress]:
    """What to tell of progress within the `with`, shown as was asked for."""
    if arguments.progress == "text":
        yield show_progress
        return
    lines = _JsonLines()
    try:
        yield lines.tell
    finally:
        lines.tell_last()


class _JsonLines:
    """Not more of them than anybody can use; the last one always."""

    def __init__(self) -> None:
        self._next = 0.0
        self._untold: Progress | None = None
        self._unreadable: list[dict[str, str]] = []

    def tell(self, progress: Progress) -> None:
        self._untold = progress
        self._unreadable += [{"path": str(path), "reason": reason} for path, reason in progress.unreadable]
        if time.monotonic() >= self._next:
            self.tell_last()

    def tell_last(self) -> None:
        if self._untold is not None:
            figures = dataclasses.asdict(self._untold)
            rounded = {key: round(value, 2) for key, value in figures.items() if isinstance(value, float)}
            say_raw(json.dumps(figures | rounded | {"unreadable": self._unreadable}))
            self._untold, self._unreadable = None, []
            self._next = time.monotonic() + _SECONDS_BETWEEN_LINES
