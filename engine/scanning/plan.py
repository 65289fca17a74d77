"""What changed on disk since the last scan: which files are to be opened, and which are merely gone or back."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from engine.catalogue import files, photos, roots
from engine.catalogue.connection import Catalogue
from engine.catalogue.mounts import Mount, add_mount, forget_mount, mounts
from engine.paths import offline
from engine.photos.walk import FileStat, FolderListing, SkippedFile, walk_ahead
from engine.photos.walk_folder import modified
from engine.progress import CancelToken
from engine.scanning.away import drives_away, is_empty, is_unmounted, seems_away
from engine.scanning.fingerprints import known_fingerprints
from engine.types import Changes, PhotoId

# The writes about so many files go into one transaction: few enough that naming someone doesn't wait for it.
_WRITES_AT_ONCE = 500

# A modification time that no file has: a file recorded with it is looked at again by every scan.
LOOK_AGAIN = -1

Write = Callable[[sqlite3.Connection], Changes | None]


@dataclass(frozen=True, slots=True)
class PendingFile:
    """A photo's file that is new, changed, or was analysed for another model only.

    A scan may hold a million: a path of its own for each would take twice the memory.
    """

    folder: Path
    name: str
    size: int
    mtime_ns: int

    @property
    def path(self) -> Path:
        return self.folder / self.name


@dataclass(frozen=True, slots=True)
class Plan:
    """What one walk found. Only `pending` needs a pixel decoded: in groups, each of them before the next."""

    pending: tuple[list[PendingFile], ...]
    changes: Changes
    away: list[Path]  # folders that were left as they are, because their drive is not there


def plan_scan(
    catalogue: Catalogue, folders: Sequence[Path], model: str, cancel: CancelToken, leave_out: Path
) -> Plan:
    """Walk `folders` and write down what needs no decoding; `leave_out` (the library's own) is not entered.

    A folder that is away, or a drive that was mounted below one, is left as it is: it may come back.
    Raises `Cancelled`.
    """
    tops = {folder: _top(catalogue, folder) for folder in folders}
    away = [folder for folder, top in tops.items() if top is None]
    online = [top for top in dict.fromkeys(tops.values()) if top is not None]
    comparison = _Comparison(catalogue)
    known = known_fingerprints(catalogue, online)
    for listing in walk_ahead(online, cancel, [leave_out], known):
        comparison.compare(listing)
    comparison.mark_vanished_folders(online)
    comparison.forget_replaced_drives()
    comparison.flush()
    # Files that came into being go first. Then, when a file turns out to hold another picture, it is known
    # whether that picture was edited or only moved elsewhere, and the old name given to another one.
    new, changed = comparison.new, comparison.changed
    others = _of_other_models(catalogue, online, model, (new, changed))
    left = dict.fromkeys([*away, *sorted(comparison.away)])
    return Plan((new, changed, others), Changes(frozenset(comparison.photos)), list(left))


def _top(catalogue: Catalogue, folder: Path) -> Path | None:
    """Where the walk for `folder` is to begin; None if its drive is away.

    Whether it is, its root tells, or the drive mounted below that: a folder on one that is there was deleted or
    emptied, if it is not there or empty.
    """
    inside = [path for path in catalogue.query(roots.paths) if folder.is_relative_to(path)]
    root = min(inside, key=lambda path: len(path.parts), default=folder)
    if seems_away(catalogue, root) or _is_on_drive_away(catalogue, folder):
        return None
    while offline(folder) and folder != root:
        folder = folder.parent
    return folder


def _is_on_drive_away(catalogue: Catalogue, folder: Path) -> bool:
    """An ordinary folder that took the name of one on a drive is there all the same."""
    if not offline(folder) and not is_empty(folder):
        return False
    return any(folder.is_relative_to(drive) for drive in drives_away(catalogue))


class _Comparison:
    """Compares listings with the catalogue, folder by folder."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.new: list[PendingFile] = []
        self.changed: list[PendingFile] = []
        self.photos: set[PhotoId] = set()  # that went or came back
        self.away: set[Path] = set()  # drives below the folders, with photos or files that would else be lost
        self._catalogue = catalogue
        self._writes: list[Write] = []
        self._unwritten = 0  # files that the writes are about
        self._met: set[Path] = set()
        self._unclear: list[Path] = []
        self._mounts = {mount.path: mount for mount in catalogue.query(mounts)}

    def compare(self, listing: FolderListing) -> None:
        self._met.add(listing.folder)
        if listing.mounted:
            self._note_mount(Mount(listing.folder, listing.folder.is_symlink()))
        if listing.unchanged or self._is_as_known(listing):
            return
        known = self._catalogue.query(lambda reader: files.files_in_folder(reader, listing.folder))
        if listing.problem is not None:
            self._unclear.append(listing.folder)
            self._record_problem(listing.folder, listing.problem)
        for stat in listing.photos:
            self._compare_photo(listing.folder, stat, known.pop(os.fsencode(stat.name), None))
        for other in listing.others:
            before = known.pop(os.fsencode(other.stat.name), None)
            if before is None or before.missing or not _is_same(before, other):
                self._record_skipped(listing.folder, other.stat, other.reason)
        gone = [name for name, file in known.items() if not file.missing]
        if listing.problem is None:
            self._lose(listing.folder, gone)

    def _is_as_known(self, listing: FolderListing) -> bool:
        """Whether nothing in the folder is other than it was: the quick answer for most."""
        known = self._catalogue.query(partial(files.files_there, folder=listing.folder))
        if listing.problem is not None or len(known) != len(listing.found):
            return False
        # All names in one go: a call for each would take as long as everything else here.
        names = os.fsencode("\0".join([file[0] for file in listing.found])).split(b"\0")
        return known.issuperset(
            [
                (name, size, time, reason)
                for name, (_, size, time, reason) in zip(names, listing.found, strict=False)
            ]
        )

    def mark_vanished_folders(self, tops: Sequence[Path]) -> None:
        """Known folders that the walk didn't meet are gone, unless they lie where it couldn't look."""
        for top in tops:
            for folder in self._catalogue.query(partial(files.known_folders, root=top)):
                hidden = any(folder.is_relative_to(unclear) for unclear in self._unclear)
                if folder not in self._met and not hidden:
                    there = self._catalogue.query(partial(files.files_there, folder=folder))
                    self._lose(folder, sorted(file[0] for file in there))

    def forget_replaced_drives(self) -> None:
        """An ordinary folder that holds all that the drive of its name held, or more, is what the user has now."""
        for mount in self._mounts.values():
            if mount.path in self._met and self._is_whole(mount.path) and is_unmounted(mount):
                self._later(partial(forget_mount, mount=mount))

    def _is_whole(self, folder: Path) -> bool:
        unsure = (*self.away, *self._unclear)
        return not any(folder.is_relative_to(o) or o.is_relative_to(folder) for o in unsure) and not is_empty(
            folder
        )

    def flush(self) -> None:
        writes, self._writes, self._unwritten = self._writes, [], 0
        stored = self._catalogue.submit(lambda writer: [write(writer) for write in writes], background=True)
        for changes in stored.result():
            self.photos.update(changes.photos if changes else ())

    def _note_mount(self, mount: Mount) -> None:
        if self._mounts.get(mount.path) != mount:
            self._mounts[mount.path] = mount
            self._later(partial(add_mount, mount=mount))

    def _compare_photo(self, folder: Path, stat: FileStat, known: files.KnownFile | None) -> None:
        same = known is not None and (known.size, known.mtime_ns) == (stat.size, stat.mtime_ns)
        if (
            known is None or not same or known.skipped
        ):  # skipped: a kind of file that was none of a photo's before
            pending = self.new if known is None or known.missing else self.changed
            pending.append(PendingFile(folder, *stat))
        elif known.missing:
            self._later(lambda writer: files.mark_present(writer, folder, [os.fsencode(stat.name)]))

    def _record_problem(self, folder: Path, reason: str) -> None:
        self._later(lambda writer: files.record_problem(writer, folder, 0, LOOK_AGAIN, reason))

    def _record_skipped(self, folder: Path, stat: FileStat, reason: str) -> None:
        self._later(
            lambda writer: files.record_problem(
                writer, folder / stat.name, stat.size, stat.mtime_ns, reason, skipped=True
            )
        )

    def _lose(self, folder: Path, names: Sequence[bytes]) -> None:
        """They are gone, unless their drive is. A folder may hold more files than go into one transaction."""
        drive = self._drive_away(folder) if names else None
        if drive is not None:
            self.away.add(drive)
            return
        for start in range(0, len(names), _WRITES_AT_ONCE):
            some = names[start : start + _WRITES_AT_ONCE]
            self._later(partial(files.mark_missing, folder=folder, names=some), len(some))

    def _drive_away(self, folder: Path) -> Path | None:
        """The outermost drive away that `folder` lay on."""
        around = (mount for path, mount in sorted(self._mounts.items()) if folder.is_relative_to(path))
        return next((mount.path for mount in around if is_unmounted(mount)), None)

    def _later(self, write: Write, files: int = 1) -> None:
        self._writes.append(write)
        self._unwritten += files
        if self._unwritten >= _WRITES_AT_ONCE:
            self.flush()


def _is_same(before: files.KnownFile, now: SkippedFile) -> bool:
    return (before.size, before.mtime_ns, before.problem) == (now.stat.size, now.stat.mtime_ns, now.reason)


def _of_other_models(
    catalogue: Catalogue, folders: Sequence[Path], model: str, planned: Sequence[Sequence[PendingFile]]
) -> list[PendingFile]:
    """Known photos whose faces have no vector of `model` yet are opened again, one file of each."""
    paths: dict[Path, None] = {}
    for folder in folders:
        lacking = catalogue.query(partial(photos.photos_lacking_embeddings, model=model, root=folder))
        paths |= dict.fromkeys(catalogue.query(partial(_one_file_each, lacking=lacking)))
    for file in chain.from_iterable(planned) if paths else ():
        paths.pop(file.path, None)
    found = map(pending_file, paths)
    return [file for file in found if file is not None]


def pending_file(path: Path) -> PendingFile | None:
    """The file as it is now; None if it can't be reached."""
    try:
        about = path.stat()
    except OSError:  # gone since the walk, or on a drive that is away: the next scan will see
        return None
    return PendingFile(path.parent, path.name, about.st_size, modified(about))


def _one_file_each(reader: sqlite3.Connection, lacking: Sequence[PhotoId]) -> list[Path]:
    return [paths[0] for photo_id in lacking if (paths := photos.shown_files(reader, photo_id))]
