"""Waiting until folders in which something happens have come to rest."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(slots=True)
class _Restless:
    since: float
    last: float  # when something happened or was seen to have changed
    state: int | None = None  # as it was looked at last


class Settling:
    """Folders go in when something happened in them, and come out when a while has passed without more.

    They come out together, so that both ends of a move are scanned by one scan; but nobody who copies for hours keeps
    the others waiting for longer than `patience`. Not safe from several threads. Times are seconds of one clock.
    """

    def __init__(self, quiet: float, patience: float) -> None:
        self._quiet = quiet
        self._patience = patience
        self._restless: dict[Path, _Restless] = {}
        self._settled: dict[Path, float] = {}  # and since when they wait for the others

    def touch(self, folder: Path, now: float) -> None:
        """Something happened in `folder`."""
        known = self._restless.setdefault(folder, _Restless(now, now))
        known.last = now

    def forget(self, root: Path) -> None:
        """What lies in `root` is no longer of interest."""
        self._restless = {f: known for f, known in self._restless.items() if not f.is_relative_to(root)}
        self._settled = {f: since for f, since in self._settled.items() if not f.is_relative_to(root)}

    def come_out(self, now: float) -> list[Path]:
        """The folders whose files may be read now. Lists those that are restless."""
        for folder, known in list(self._restless.items()):
            self._look(folder, known, now)
        out_of_patience = any(now - since > self._patience for since in self._settled.values())
        if self._restless and not out_of_patience:
            return []
        out = list(self._settled)
        self._settled.clear()
        return out

    def _look(self, folder: Path, known: _Restless, now: float) -> None:
        if known.state is not None and now - known.last < self._quiet and now - known.since < self._patience:
            return
        # A copy may stall without a word; then size and time tell, if they have changed since the last look.
        before, known.state = known.state, state_of(folder)
        if known.state != before:
            known.last = now
        if known.state == before and now - known.last >= self._quiet:
            self._settled.setdefault(folder, known.since)
            del self._restless[folder]
        elif now - known.since >= self._patience:  # the scan finds what is still being written, and says so
            self._settled.setdefault(folder, known.since)
            known.since = now


def state_of(folder: Path) -> int:
    """A number that changes with the names, sizes and times of the files right in `folder`."""
    try:
        with os.scandir(folder) as entries:
            return hash(frozenset(about for entry in entries if (about := _about(entry)) is not None))
    except OSError:
        return 0


def _about(entry: os.DirEntry[str]) -> tuple[str, int, int] | None:
    try:
        about = entry.stat()
    except OSError:  # gone meanwhile, or a link that leads nowhere
        return None
    return entry.name, about.st_size, about.st_mtime_ns
