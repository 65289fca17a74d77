"""Which files a scan has in hand, so that one that ends the whole program does so once, and is then set aside.

Decoders are C code: a damaged file may crash the process, or have it killed for want of memory, and would do so
again in every later scan. While a scan runs, a small file in the library's folder names the files that are open
just now. What a dead process left there, the next scan tries first, in a process of its own (`apart`). Only who
ends that one too is at fault: a scan that was killed, or lost its power, leaves good files behind.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from engine.catalogue import files
from engine.catalogue.connection import Catalogue
from engine.photos.reading import CRASHED, ENDLESS
from engine.photos.walk_folder import modified
from engine.progress import CancelToken
from engine.scanning.apart import SECONDS_EACH, first_to_end
from engine.scanning.plan import LOOK_AGAIN, PendingFile
from engine.vision.sizes import DECODED_SIZE

_FILE = "in-hand.json"
# From so many deaths on the networks are tried too: loading them takes seconds, and it is seldom they.
_WITH_NETWORKS_FROM = 2
_SECONDS_AGAIN = 20.0  # for one that took too long before: nobody waits much longer for a scan to begin


@dataclass(frozen=True, slots=True)
class Suspect:
    """A file that was in hand when a scan's process died; of how many in a row, `deaths` tells."""

    path: str
    size: int
    mtime_ns: int
    deaths: int = 1


class InHand:
    """The book of the files in hand, safe from any thread; the caller holds the library's lock.

    Plain writes, no flush to the disk: they outlive the process, and after a power cut no file is at fault.
    """

    def __init__(self, directory: Path) -> None:
        self._path = directory / _FILE
        self._lock = threading.Lock()
        self._held: dict[PendingFile, int] = {}
        self._deaths: dict[tuple[str, int, int], int] = {}
        self._length = self._path.stat().st_size if self._path.exists() else 0

    def left(self) -> list[Suspect]:
        """What a scan that never came to its end had in hand."""
        try:
            return [Suspect(**each) for each in json.loads(self._path.read_bytes())]
        except (OSError, ValueError, TypeError):  # none; or the power went while it was written
            return []

    def acquit(self, suspects: list[Suspect]) -> None:
        """These did no harm apart; should they be in hand at a death again, it will be told."""
        self._deaths = {(each.path, each.size, each.mtime_ns): each.deaths for each in suspects}
        self._write([])

    @contextlib.contextmanager
    def holding(self, *taken: PendingFile) -> Iterator[None]:
        """Have the files written down for as long as the `with` lasts."""
        self._change(taken, 1)
        try:
            yield
        finally:
            self._change(taken, -1)

    def _change(self, taken: tuple[PendingFile, ...], by: int) -> None:
        with self._lock:
            for file in taken:
                self._held[file] = self._held.get(file, 0) + by
                if not self._held[file]:
                    del self._held[file]
            self._write([asdict(self._suspect(file)) for file in self._held])

    def _suspect(self, file: PendingFile) -> Suspect:
        about = str(file.path), file.size, file.mtime_ns
        return Suspect(*about, deaths=self._deaths.get(about, 0) + 1)

    def _write(self, held: list[dict[str, object]]) -> None:
        """In one call of the system, never shorter than before: whenever the process dies, it is whole."""
        text = json.dumps(held).encode().ljust(self._length)
        self._length = len(text)
        with contextlib.suppress(OSError):  # a full disk: the catalogue will tell
            file = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                os.write(file, text)
            finally:
                os.close(file)


def set_aside(
    catalogue: Catalogue, book: InHand, model: str, cancel: CancelToken, seconds_each: float = SECONDS_EACH
) -> None:
    """Try what `book` has left, and write down as unreadable what ends its process. Raises `Cancelled`.

    A file counts only as long as it is the one that was in hand: changed bytes get another chance. So do, in every
    scan, those of which a reading took longer than `seconds_each`: a disk may answer again.
    """
    _try_endless_again(catalogue, cancel, seconds_each)
    left = [each for each in book.left() if _is_unchanged(each)]
    again = [each for each in left if each.deaths >= _WITH_NETWORKS_FROM]
    once = [each for each in left if each.deaths < _WITH_NETWORKS_FROM]
    at_fault = _at_fault(once, "", cancel, seconds_each) | _at_fault(again, model, cancel, seconds_each)
    for each, reason in at_fault.items():
        record = partial(files.record_problem, path=Path(each.path), size=each.size, mtime_ns=each.mtime_ns)
        catalogue.write(partial(record, reason=reason))
    book.acquit([each for each in left if each not in at_fault])


def _at_fault(
    suspects: list[Suspect], model: str, cancel: CancelToken, seconds_each: float
) -> dict[Suspect, str]:
    """Those that end a process, and the reasons that a user is told."""
    found: dict[Suspect, str] = {}
    while suspects:
        end = first_to_end([each.path for each in suspects], DECODED_SIZE, model, cancel, seconds_each)
        if end is None:
            break
        found[suspects[end.place]] = CRASHED if end.crashed else ENDLESS
        suspects = suspects[end.place + 1 :]
    return found


def _try_endless_again(catalogue: Catalogue, cancel: CancelToken, seconds_each: float) -> None:
    """What can be read now, the scan looks at again. The first that can't tells of the others: it is their disk."""
    seconds = min(seconds_each, _SECONDS_AGAIN)
    for path, size, mtime_ns in catalogue.query(partial(files.with_problem, reason=ENDLESS)):
        suspect = Suspect(str(path), size, mtime_ns)
        reason = _at_fault([suspect], "", cancel, seconds).get(suspect) if _is_unchanged(suspect) else None
        if reason == ENDLESS:
            break
        kept = mtime_ns if reason else LOOK_AGAIN
        record = partial(files.record_problem, path=path, size=size, mtime_ns=kept, reason=reason or ENDLESS)
        catalogue.write(record)


def _is_unchanged(suspect: Suspect) -> bool:
    try:
        about = Path(suspect.path).stat()
    except OSError:
        return False
    return (about.st_size, modified(about)) == (suspect.size, suspect.mtime_ns)
