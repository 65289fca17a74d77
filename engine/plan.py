"""What changed on disk since the last scan: which files are to be opened, and which are merely gone or back."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from engine.catalogue import files, photos
from engine.catalogue.connection import Catalogue
from engine.photos.walk import FileStat, FolderListing, offline, walk
from engine.progress import CancelToken
from engine.types import Changes, PhotoId

# So many small writes go into one transaction: few enough that naming someone doesn't wait for it.
_WRITES_AT_ONCE = 500

# A modification time that no file has: a file recorded with it is looked at again by every scan.
LOOK_AGAIN = -1

Write = Callable[[sqlite3.Connection], Changes | None]


@dataclass(frozen=True, slots=True)
class PendingFile:
    """A photo's file that is new, changed, or was analysed for another model only."""

    path: Path
    size: int
    mtime_ns: int


@dataclass(slots=True)
class Plan:
    """What one walk found. Only `pending` needs a pixel decoded."""

    pending: list[PendingFile] = field(default_factory=list)
    unchanged: int = 0
    changes: Changes = field(default_factory=Changes)


def plan_scan(
    catalogue: Catalogue, roots: Sequence[Path], model: str, cancel: CancelToken, leave_out: Path
) -> Plan:
    """Walk `roots` and write down what needs no decoding; `leave_out` (the library's own folder) is not entered.

    A root that is offline is left as it is: its drive may come back. Raises `Cancelled`.
    """
    online = [root for root in roots if not offline(root)]
    comparison = _Comparison(catalogue)
    for listing in walk(online, cancel, leave_out=[leave_out]):
        comparison.compare(listing)
    comparison.mark_vanished_folders(online)
    comparison.flush()
    _add_photos_of_other_models(catalogue, online, model, comparison.plan)
    return comparison.plan


class _Comparison:
    """Compares listings with the catalogue, folder by folder."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.plan = Plan()
        self._catalogue = catalogue
        self._writes: list[Write] = []
        self._met: set[Path] = set()
        self._unclear: list[Path] = []

    def compare(self, listing: FolderListing) -> None:
        self._met.add(listing.folder)
        known = self._catalogue.query(lambda reader: files.files_in_folder(reader, listing.folder))
        if listing.problem is not None:
            self._unclear.append(listing.folder)
            self._record_problem(listing.folder, listing.problem)
        for stat in listing.photos:
            self._compare_photo(listing.folder, stat, known.pop(os.fsencode(stat.name), None))
        for other in listing.others:
            before = known.pop(os.fsencode(other.stat.name), None)
            if before is None or before.problem != other.reason or before.missing:
                self._record_skipped(listing.folder, other.stat, other.reason)
        gone = [name for name, file in known.items() if not file.missing]
        if gone and listing.problem is None:
            folder = listing.folder
            self._later(lambda writer: files.mark_missing(writer, folder, gone))

    def mark_vanished_folders(self, roots: Sequence[Path]) -> None:
        """Known folders that the walk didn't meet are gone, unless they lie where it couldn't look."""
        for root in roots:
            for folder in self._catalogue.query(partial(files.known_folders, root=root)):
                hidden = any(folder.is_relative_to(unclear) for unclear in self._unclear)
                if folder not in self._met and not hidden:
                    self._later(partial(files.mark_missing, folder=folder))

    def flush(self) -> None:
        writes, self._writes = self._writes, []
        for changes in (
            self._catalogue.write(lambda writer: [write(writer) for write in writes]) if writes else ()
        ):
            self.plan.changes |= changes or Changes()

    def _compare_photo(self, folder: Path, stat: FileStat, known: files.KnownFile | None) -> None:
        if known is None or (known.size, known.mtime_ns) != (stat.size, stat.mtime_ns):
            self.plan.pending.append(PendingFile(folder / stat.name, stat.size, stat.mtime_ns))
            return
        self.plan.unchanged += 1
        if known.missing:
            self._later(lambda writer: files.mark_present(writer, folder, [os.fsencode(stat.name)]))

    def _record_problem(self, folder: Path, reason: str) -> None:
        self._later(lambda writer: files.record_problem(writer, folder, 0, LOOK_AGAIN, reason))

    def _record_skipped(self, folder: Path, stat: FileStat, reason: str) -> None:
        self._later(
            lambda writer: files.record_problem(
                writer, folder / stat.name, stat.size, stat.mtime_ns, reason, skipped=True
            )
        )

    def _later(self, write: Write) -> None:
        self._writes.append(write)
        if len(self._writes) >= _WRITES_AT_ONCE:
            self.flush()


def _add_photos_of_other_models(catalogue: Catalogue, roots: Sequence[Path], model: str, plan: Plan) -> None:
    """Known photos whose faces have no vector of `model` yet are opened again, one file of each."""
    planned = {file.path for file in plan.pending}
    for root in roots:
        lacking = catalogue.query(partial(photos.photos_lacking_embeddings, model=model, root=root))
        for path in catalogue.query(partial(_one_file_each, lacking=lacking)):
            if path not in planned:
                planned.add(path)
                plan.unchanged -= 1
                about = path.stat()
                plan.pending.append(PendingFile(path, about.st_size, about.st_mtime_ns))


def _one_file_each(reader: sqlite3.Connection, lacking: Sequence[PhotoId]) -> list[Path]:
    paths = (next(iter(photos.photo_files(reader, photo_id)), None) for photo_id in lacking)
    return [path for path in paths if path is not None and path.is_file()]
