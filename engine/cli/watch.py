"""Watching folders, and scanning what comes into them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from threading import Event

from engine.cli.progress import progress_shown, with_progress
from engine.cli.terminal import Commands, interruptible, path_argument, say
from engine.errors import Cancelled, LibraryBusy, UserProblem
from engine.library import Library
from engine.paths import offline
from engine.progress import CancelToken, ReportProgress
from engine.types import ScanReport

_BUSY_SECONDS = 5.0  # until it is tried again whether another process has finished


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    watch = commands.add_parser(
        "watch",
        parents=[common],
        help="scan folders, then whatever comes into them, until Ctrl+C",
        description="Scan folders, then whatever comes into them, until Ctrl+C. Without a folder: those that were "
        "scanned before and are watched. On network drives new photos are looked for now and then.",
    )
    watch.add_argument("folders", type=path_argument, nargs="*", metavar="DIR")
    watch.add_argument(
        "--every",
        type=_minutes,
        metavar="MINUTES",
        default=5.0,
        help="how often network drives are walked; 5",
    )
    watch.add_argument("--json", action="store_true", help="a JSON object for each scan, one a line")
    with_progress(watch).set_defaults(run=_watch)


def _minutes(text: str) -> float:
    minutes = float(text)
    if not 0 < minutes < float("inf"):
        raise argparse.ArgumentTypeError("more than no time at all")
    return minutes


def _watch(arguments: argparse.Namespace) -> None:
    due = Event()
    with Library(arguments.library) as library, interruptible() as cancel, progress_shown(arguments) as tell:
        folders = arguments.folders or [folder.path for folder in library.folders() if folder.watched]
        if not folders:
            raise UserProblem("No folder is watched yet; name those that you want watched.")
        scans = _Scans(library, cancel, tell, arguments.json)
        try:
            while not scans.done(folders):  # a folder that isn't there ends it here
                _rest(_BUSY_SECONDS, cancel)
            with library.watcher(due.set, say, arguments.every * 60) as watcher:
                watcher.watch(folders)
                while True:
                    _wait(due, cancel)
                    taken = watcher.take()
                    if taken and not scans.done_or_told(taken):
                        watcher.put_back(taken)
                        _rest(_BUSY_SECONDS, cancel)
                        due.set()
        except Cancelled:
            return  # what ends it always


def _wait(due: Event, cancel: CancelToken) -> None:
    while not due.wait(0.2):
        cancel.check()
    due.clear()


def _rest(seconds: float, cancel: CancelToken) -> None:
    never = Event()
    for _ in range(int(seconds / 0.2)):
        never.wait(0.2)
        cancel.check()


class _Scans:
    """Scans when the library is free, and tells of it."""

    def __init__(self, library: Library, cancel: CancelToken, tell: ReportProgress, as_json: bool) -> None:
        self._library = library
        self._cancel = cancel
        self._tell = tell
        self._as_json = as_json
        self._told = ""
        self._first = True

    def done(self, folders: Sequence[Path]) -> bool:
        """Scan `folders`; False if another process is at it, which is told once. Raises `UserProblem`, `Cancelled`."""
        try:
            report = self._library.scan(folders, on_progress=self._tell, cancel=self._cancel)
        except LibraryBusy as problem:
            self._say_once(f"{problem} Watching goes on, and the scan is done after that.")
            return False
        self._told = ""
        if report.analysed or self._first:
            self._print(folders, report)
        self._first = False
        return True

    def done_or_told(self, folders: Sequence[Path]) -> bool:
        """The same, for folders that may be gone by now: then there is nothing to be done about it.

        Any other problem, a full disk for instance, is told once, and may be over when it is tried again.
        """
        try:
            return self.done(folders)
        except UserProblem as problem:
            self._say_once(str(problem))
            return all(map(offline, folders))

    def _say_once(self, text: str) -> None:
        if text != self._told:
            say(text)
        self._told = text

    def _print(self, folders: Sequence[Path], report: ScanReport) -> None:
        if self._as_json:
            found = {"analysed": report.analysed, "photos": report.photos, "faces": report.faces}
            where = [str(folder) for folder in folders]
            print(json.dumps({"folders": where, **found, "groups": report.groups}), flush=True)
            return
        new = "1 new photo" if report.analysed == 1 else f"{report.analysed} new photos"
        print(f"{new}; {report.faces} faces, {report.groups} people and groups.", flush=True)
