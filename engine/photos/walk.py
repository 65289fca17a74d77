"""Walking folders: what lies where, without opening a single file."""

# Paths stay strings here: a Path for every one of a million files takes five times as long.
# ruff: noqa: PTH100, PTH112, PTH116, PTH118, PTH120

from __future__ import annotations

import contextlib
import os
import stat
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeAlias

from engine.photos.formats import PHOTO_SUFFIXES, SIDECAR_SUFFIXES, VIDEO_SUFFIXES
from engine.progress import CancelToken

# What systems, network drives and other programs keep to themselves (in lower case).
_NOT_ENTERED = {
    "$recycle.bin", "system volume information", "lost+found", "__macosx",
    "@eadir", "#recycle", "#snapshot", "@recycle", "@recently-snapshot",
}  # fmt: skip


_MAC_NOTE = "a note that a Mac left beside a file, not a photo"
_BY_SUFFIX = (
    dict.fromkeys(PHOTO_SUFFIXES)
    | dict.fromkeys(SIDECAR_SUFFIXES, "a note beside a photo, not a photo")
    | dict.fromkeys(VIDEO_SUFFIXES, "a video, not a photo")
)
# The ends of most photos' names, for a quick look.
_PLAIN = {spelt for suffix in PHOTO_SUFFIXES if len(suffix) == 4 for spelt in (suffix, suffix.upper())}

# A look at whether the walk was cancelled takes longer than a look at a file.
_FILES_BETWEEN_CHECKS = 256
_FOLDERS_AHEAD = 8

# Name, size, time, and why it is no photo: a bare tuple, because making an object of every file takes too long.
Found: TypeAlias = tuple[str, int, int, str | None]


class FileStat(NamedTuple):
    """A file as its folder lists it."""

    name: str  # may hold surrogates where the disk's name is not UTF-8
    size: int  # bytes
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that is no photo, and why, in the user's words."""

    stat: FileStat
    reason: str


@dataclass(frozen=True, slots=True)
class FolderListing:
    """One folder. With a `problem` files may be lacking: nothing must be taken for deleted then."""

    folder: Path
    found: list[Found] = field(default_factory=list)  # as the disk gives them
    problem: str | None = None  # in the user's words
    mounted: bool = False  # on another device than the folder that it, or the link to it, lies in

    @property
    def photos(self) -> list[FileStat]:
        """By name."""
        return sorted(FileStat(name, size, time) for name, size, time, reason in self.found if reason is None)

    @property
    def others(self) -> list[SkippedFile]:
        """By name."""
        return [
            SkippedFile(FileStat(name, size, time), reason)
            for name, size, time, reason in sorted(self.found)
            if reason is not None
        ]


def offline(root: Path) -> bool:
    """Whether the folder can't be seen: its drive is away, it was deleted or moved, or what it lies in is closed."""
    return not os.path.isdir(root)  # a Path would raise where there is no permission


def walk(
    roots: Sequence[Path], cancel: CancelToken | None, leave_out: Collection[Path] = ()
) -> Iterator[FolderListing]:
    """Every folder under `roots`, each once, in a fixed order: parents first, names sorted, linked ones last.

    Links are followed; folders are told apart by device and inode, which ends loops and keeps nested roots
    from being walked twice. Hidden folders, those of `_NOT_ENTERED` and those of `leave_out` are not entered;
    a root is, whatever its name. A folder that can't be read is listed with its `problem`.
    Raises `Cancelled`.
    """
    return _Walk(cancel, leave_out).through(roots)


def walk_ahead(
    roots: Sequence[Path], cancel: CancelToken | None, leave_out: Collection[Path] = ()
) -> Iterator[FolderListing]:
    """The same in a thread of its own, some folders ahead of who compares them: a walk mostly waits for the disk."""
    listings = walk(roots, cancel, leave_out)
    pool = ThreadPoolExecutor(1, "walk")
    try:
        coming = deque(pool.submit(next, listings, None) for _ in range(_FOLDERS_AHEAD))
        while (listing := coming.popleft().result()) is not None:
            coming.append(pool.submit(next, listings, None))
            yield listing
    finally:
        pool.shutdown(cancel_futures=True)


class _Walk:
    def __init__(self, cancel: CancelToken | None, leave_out: Collection[Path]) -> None:
        self._cancel = cancel or CancelToken()
        self._seen = {_identity(folder)[0] for folder in leave_out}
        self._linked: list[str] = []  # after all others, so that a photo is known by its real path

    def through(self, roots: Sequence[Path]) -> Iterator[FolderListing]:
        for root in roots:
            yield from self._tree(os.path.abspath(root))
        while self._linked:
            linked = sorted(self._linked)
            self._linked.clear()
            for folder in linked:
                yield from self._tree(folder)

    def _tree(self, top: str) -> Iterator[FolderListing]:
        # A stack of our own, since trees may be deeper than Python's: folders, and the devices of those around them.
        waiting = [(top, _identity(os.path.dirname(top))[1])]
        while waiting:
            self._cancel.check()
            folder, around = waiting.pop()
            identity, device = _identity(folder)
            if identity in self._seen:
                continue
            self._seen.add(identity)
            mounted = device != around and None not in (device, around)
            listing, inside = self._list(folder, mounted)
            waiting.extend((os.path.join(folder, name), device) for name in reversed(inside))
            yield listing

    def _list(self, folder: str, mounted: bool) -> tuple[FolderListing, list[str]]:
        """The folder's listing, and the names of the folders in it that are to be entered."""
        inside: list[str] = []
        found: list[Found] = []
        problem = None
        try:
            with _entries(folder) as entries:
                for number, entry in enumerate(entries):
                    if number % _FILES_BETWEEN_CHECKS == 0:
                        self._cancel.check()
                    try:
                        if entry.is_file(
                            follow_symlinks=False
                        ):  # most are: without a call into the rest of this
                            about, name = entry.stat(follow_symlinks=False), entry.name
                            reason = None if name[-4:] in _PLAIN and name[0] != "." else why_no_photo(name)
                            found.append((name, about.st_size, about.st_mtime_ns, reason))
                        else:
                            self._sort_in(entry, folder, inside, found)
                    except FileNotFoundError:
                        continue  # deleted since the folder was read
                    except OSError as error:
                        problem = _problem(error)
        except OSError as error:
            problem = _problem(error)
        return FolderListing(Path(folder), found, problem, mounted), sorted(inside)

    def _sort_in(self, entry: os.DirEntry[str], folder: str, inside: list[str], found: list[Found]) -> None:
        """Put an `entry` that is no plain file where it belongs."""
        if not _is_folder(entry):
            found.append(_odd_file(entry))
        elif not is_kept_apart(entry.name):
            if entry.is_symlink():
                self._linked.append(os.path.join(folder, entry.name))
            else:
                inside.append(entry.name)


@contextlib.contextmanager
def _entries(folder: str) -> Iterator[Iterator[os.DirEntry[str]]]:
    """What lies in `folder`; their `path` is not to be used."""
    if os.scandir not in os.supports_fd:
        with os.scandir(folder) as entries:
            yield entries
        return
    opened = os.open(
        folder, os.O_RDONLY | os.O_DIRECTORY
    )  # the system need not go the whole way to every file
    try:
        with os.scandir(opened) as entries:
            yield entries
    finally:
        os.close(opened)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        if entry.is_symlink():  # a ring of links
            return False
        raise


def _odd_file(entry: os.DirEntry[str]) -> Found:
    """A link to a file, a pipe, or the like."""
    try:
        about = entry.stat()
    except OSError:
        if not entry.is_symlink():
            raise
        about = entry.stat(follow_symlinks=False)
        return entry.name, about.st_size, about.st_mtime_ns, "a link that leads nowhere"
    regular = stat.S_ISREG(about.st_mode)
    reason = why_no_photo(entry.name) if regular else "not a file that can be read"
    return entry.name, about.st_size, about.st_mtime_ns, reason


def why_no_photo(name: str) -> str | None:
    """Why the name of a file is not that of a photo, in the user's words."""
    if name.startswith("."):
        return _MAC_NOTE if name.startswith("._") else "a hidden file"
    return _BY_SUFFIX.get(name[name.rfind(".") :].lower(), "not a photo")


def is_kept_apart(name: str) -> bool:
    """Whether a folder of this name is not entered: hidden, or kept by the system or another program for itself."""
    return name.startswith(".") or name.lower() in _NOT_ENTERED


def _identity(folder: str | Path) -> tuple[object, int | None]:
    """What tells a folder from all others under whatever name, and its device, if it can be seen."""
    try:
        about = os.stat(folder)
    except OSError:
        return os.path.abspath(folder), None
    # Some network and FUSE drives have no inode numbers.
    return (about.st_dev, about.st_ino) if about.st_ino else os.path.realpath(folder), about.st_dev


def _problem(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "no permission to look into this folder"
    if isinstance(error, NotADirectoryError):
        return "this is not a folder"
    if isinstance(error, FileNotFoundError):
        return "this folder is gone"
    return f"this folder can't be read: {error.strerror}"
