"""Walking folders: what lies where, without opening a single file."""

# Paths stay strings here: a Path for every one of a million files takes five times as long.
# ruff: noqa: PTH100, PTH112, PTH116, PTH118, PTH122

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.photos.formats import PHOTO_SUFFIXES, SIDECAR_SUFFIXES, VIDEO_SUFFIXES
from engine.progress import CancelToken

# What systems, network drives and other programs keep to themselves (in lower case).
_NOT_ENTERED = {
    "$recycle.bin", "system volume information", "lost+found", "__macosx",
    "@eadir", "#recycle", "#snapshot", "@recycle", "@recently-snapshot",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileStat:
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
    """One folder. With a `problem` the lists may lack files: nothing must be taken for deleted then."""

    folder: Path
    photos: list[FileStat] = field(default_factory=list)  # by name
    others: list[SkippedFile] = field(default_factory=list)  # by name
    problem: str | None = None  # in the user's words


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


class _Walk:
    def __init__(self, cancel: CancelToken | None, leave_out: Collection[Path]) -> None:
        self._cancel = cancel or CancelToken()
        self._seen = {_identity(folder) for folder in leave_out}
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
        waiting = [top]  # a stack of our own: trees may be deeper than Python's
        while waiting:
            self._cancel.check()
            folder = waiting.pop()
            identity = _identity(folder)
            if identity in self._seen:
                continue
            self._seen.add(identity)
            listing, inside = self._list(folder)
            waiting.extend(os.path.join(folder, name) for name in reversed(inside))
            yield listing

    def _list(self, folder: str) -> tuple[FolderListing, list[str]]:
        """The folder's listing, and the names of the folders in it that are to be entered."""
        inside: list[str] = []
        files: list[FileStat | SkippedFile] = []
        problem = None
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    self._cancel.check()
                    problem = self._sort_in(entry, inside, files) or problem
        except OSError as error:
            problem = _problem(error)
        photos = sorted((file for file in files if isinstance(file, FileStat)), key=lambda file: file.name)
        others = sorted(
            (file for file in files if isinstance(file, SkippedFile)), key=lambda file: file.stat.name
        )
        return FolderListing(Path(folder), photos, others, problem), sorted(inside)

    def _sort_in(
        self, entry: os.DirEntry[str], inside: list[str], files: list[FileStat | SkippedFile]
    ) -> str | None:
        """Put `entry` where it belongs; returns the problem if even what it is can't be found out."""
        try:
            if not _is_folder(entry):
                files.append(_file(entry))
            elif not _kept_to_themselves(entry.name):
                if entry.is_symlink():
                    self._linked.append(entry.path)
                else:
                    inside.append(entry.name)
        except FileNotFoundError:
            return None  # deleted since the folder was read
        except OSError as error:
            return _problem(error)
        return None


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        if entry.is_symlink():  # a ring of links
            return False
        raise


def _file(entry: os.DirEntry[str]) -> FileStat | SkippedFile:
    try:
        about = entry.stat()
    except OSError:
        if not entry.is_symlink():
            raise
        return SkippedFile(_stat(entry.name, entry.stat(follow_symlinks=False)), "a link that leads nowhere")
    file = _stat(entry.name, about)
    reason = _why_no_photo(entry.name) if stat.S_ISREG(about.st_mode) else "not a file that can be read"
    return SkippedFile(file, reason) if reason else file


def _stat(name: str, about: os.stat_result) -> FileStat:
    return FileStat(name, about.st_size, about.st_mtime_ns)


def _why_no_photo(name: str) -> str | None:
    suffix = os.path.splitext(name)[1].lower()
    if name.startswith("._"):
        return "a note that a Mac left beside a file, not a photo"
    if name.startswith("."):
        return "a hidden file"
    if suffix in PHOTO_SUFFIXES:
        return None
    if suffix in SIDECAR_SUFFIXES:
        return "a note beside a photo, not a photo"
    return "a video, not a photo" if suffix in VIDEO_SUFFIXES else "not a photo"


def _kept_to_themselves(name: str) -> bool:
    return name.startswith(".") or name.lower() in _NOT_ENTERED


def _identity(folder: str | Path) -> object:
    """What tells a folder from all others under whatever name."""
    try:
        about = os.stat(folder)
    except OSError:
        return os.path.abspath(folder)
    # Some network and FUSE drives have no inode numbers.
    return (about.st_dev, about.st_ino) if about.st_ino else os.path.realpath(folder)


def _problem(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "no permission to look into this folder"
    if isinstance(error, NotADirectoryError):
        return "this is not a folder"
    if isinstance(error, FileNotFoundError):
        return "this folder is gone"
    return f"this folder can't be read: {error.strerror}"
