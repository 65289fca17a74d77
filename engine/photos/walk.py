"""Walking folders: what lies where, without opening a single file."""

# Paths stay strings here: a Path for every one of a million files takes five times as long.
# ruff: noqa: PTH100, PTH116, PTH118, PTH120

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeAlias

from engine.photos.disks import MEMORY, kernel_places
from engine.photos.formats import PHOTO_SUFFIXES, SIDECAR_SUFFIXES, VIDEO_SUFFIXES
from engine.photos.walk_folder import Contents, fingerprint, read_folder
from engine.photos.walk_helpers import Helpers
from engine.progress import CancelToken

# What systems, network drives and other programs keep to themselves (in lower case).
_NOT_ENTERED = {
    "$recycle.bin", "system volume information", "lost+found", "__macosx",
    "@eadir", "#recycle", "#snapshot", "@recycle", "@recently-snapshot",
}  # fmt: skip


_SYSTEMS_OWN = "the system's own, in which no photos lie"
_MAC_NOTE = "a note that a Mac left beside a file, not a photo"
_BY_SUFFIX = (
    dict.fromkeys(PHOTO_SUFFIXES)
    | dict.fromkeys(SIDECAR_SUFFIXES, "a note beside a photo, not a photo")
    | dict.fromkeys(VIDEO_SUFFIXES, "a video, not a photo")
)
# The ends of most photos' names, for a quick look.
_PLAIN = {spelt for suffix in PHOTO_SUFFIXES if len(suffix) == 4 for spelt in (suffix, suffix.upper())}

# What a fingerprint has in common with those of no other list of kinds: an old one says nothing then.
SALT = hashlib.blake2b(
    repr((_MAC_NOTE, sorted(_BY_SUFFIX.items(), key=str))).encode(), digest_size=16
).digest()

_FOLDERS_AHEAD = 8
_NOTHING: Mapping[str, bytes] = {}

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
    unchanged: bool = False  # its fingerprint is the one known: nothing is `found` then

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


def walk(
    roots: Sequence[Path],
    cancel: CancelToken | None,
    leave_out: Collection[Path] = (),
    known: Mapping[str, bytes] = _NOTHING,
) -> Generator[FolderListing, None, None]:
    """Every folder under `roots`, each once, in a fixed order: parents first, names sorted, linked ones last.

    Links are followed; folders are told apart by device and inode, which ends loops and keeps nested roots
    from being walked twice. Hidden folders, those of `_NOT_ENTERED` and those of `leave_out` are not entered;
    a root is, whatever its name. The kernel's own file systems never are: they are told like files that are no
    photos. A folder that can't be read is listed with its `problem`; of one whose
    fingerprint (by its path, made with `SALT`) is `known`, it is told that it is `unchanged`. Raises `Cancelled`.
    """
    walking = _Walk(cancel, leave_out, known)
    try:
        yield from walking.through(roots)
    finally:
        walking.close()


def walk_ahead(
    roots: Sequence[Path],
    cancel: CancelToken | None,
    leave_out: Collection[Path] = (),
    known: Mapping[str, bytes] = _NOTHING,
) -> Iterator[FolderListing]:
    """The same in a thread of its own, some folders ahead of who compares them: a walk mostly waits for the disk."""
    listings = walk(roots, cancel, leave_out, known)
    pool = ThreadPoolExecutor(1, "walk")
    try:
        coming = deque(pool.submit(next, listings, None) for _ in range(_FOLDERS_AHEAD))
        while (listing := coming.popleft().result()) is not None:
            coming.append(pool.submit(next, listings, None))
            yield listing
    finally:
        pool.shutdown(cancel_futures=True)
        listings.close()


class _Walk:
    def __init__(
        self, cancel: CancelToken | None, leave_out: Collection[Path], known: Mapping[str, bytes]
    ) -> None:
        self._cancel = cancel or CancelToken()
        self._known = known
        self._helpers = Helpers(list(known), SALT)
        self._seen = {_identity(folder)[0] for folder in leave_out}
        self._kernel = [str(place) for place in kernel_places()]
        self._linked: list[str] = []  # after all others, so that a photo is known by its real path

    def close(self) -> None:
        self._helpers.close()

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
        kernel = _below(top, self._kernel)
        if top in kernel:
            yield FolderListing(Path(top), problem=_SYSTEMS_OWN)
            return
        while waiting:
            self._cancel.check()
            folder, around = waiting.pop()
            identity, device = _identity(folder)
            if identity in self._seen:
                continue
            self._seen.add(identity)
            mounted = device != around and None not in (device, around)
            listing, inside = self._list(folder, mounted, kernel)
            waiting.extend((os.path.join(folder, name), device) for name in reversed(inside))
            yield listing

    def _list(self, folder: str, mounted: bool, kernel: Collection[str]) -> tuple[FolderListing, list[str]]:
        """The folder's listing, and the names of the folders in it that are to be entered."""
        known = self._known.get(folder)
        seen = self._helpers.see(folder, self._cancel)
        if seen is not None and seen.fingerprint == known:
            return FolderListing(Path(folder), mounted=mounted, unchanged=True), self._inside(
                folder, *seen[1:]
            )
        contents = read_folder(folder, self._cancel.check)
        if kernel:
            _leave_out(folder, kernel, contents)
        inside = self._inside(folder, contents.folders, contents.links)
        if contents.problem is not None:
            listing = FolderListing(Path(folder), _found(contents), _problem(contents.problem), mounted)
        elif known is not None and fingerprint(contents.files, contents.odd, SALT) == known:
            listing = FolderListing(Path(folder), mounted=mounted, unchanged=True)
        else:
            listing = FolderListing(Path(folder), _found(contents), mounted=mounted)
        return listing, inside

    def _inside(self, folder: str, folders: Sequence[str], links: Sequence[str]) -> list[str]:
        """Those of `folders` that are to be entered; the `links` are kept for later."""
        self._linked.extend(os.path.join(folder, name) for name in links if not is_kept_apart(name))
        return sorted(name for name in folders if not is_kept_apart(name))


def _below(top: str, places: Sequence[str]) -> set[str]:
    """The `places` in `top` as a walk of that comes to them; all that it holds, if it lies in one of them."""
    real = os.path.realpath(top)
    inside = os.path.join(real, "")
    if any(_holds(place, inside) for place in places):
        return {top}
    return {os.path.join(top, place[len(inside) :]) for place in places if place.startswith(inside)}


def _holds(place: str, inside: str) -> bool:
    """Whether a folder, a separator at its end, lies in `place`. Who asks for one on the disk in memory means it."""
    memory = os.path.join(MEMORY, "")
    if inside.startswith(memory) and not place.startswith(memory):
        return False
    return inside.startswith(os.path.join(place, ""))


def _leave_out(folder: str, kernel: Collection[str], contents: Contents) -> None:
    """The folders that are the kernel's are no photos."""
    left = [name for name in contents.folders if os.path.join(folder, name) in kernel]
    contents.folders = [name for name in contents.folders if name not in left]
    contents.odd += [(name, 0, 0, _SYSTEMS_OWN) for name in left]


def _found(contents: Contents) -> list[Found]:
    plain = [
        (*file, None if file[0][-4:] in _PLAIN and file[0][0] != "." else why_no_photo(file[0]))
        for file in contents.files
    ]
    return [*plain, *contents.odd]


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
