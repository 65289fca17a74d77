"""Opening a photo's file, and the one place where decoders' errors become reasons in a user's words."""

from __future__ import annotations

import errno
import stat
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from engine.errors import Cancelled, UnreadablePhoto, UserProblem
from engine.photos.walk_folder import modified

CHANGING = "still being written"
CRASHED = "reading it crashed the program"
CUT_OFF = "the file is cut off"
DAMAGED = "damaged"
ENDLESS = "reading it came to no end; it is tried again"
EMPTY = "empty file"
GONE = "gone"
NO_MEMORY = "not enough memory for this picture"
NO_PERMISSION = "no permission"
NOT_A_FILE = "not a file that can be read"
NOT_A_PICTURE = "not a picture"

_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ESTALE, errno.ENODEV, errno.ENXIO}
_FORBIDDEN = {errno.EACCES, errno.EPERM}
_CUT_OFF_WORDS = ("truncated", "buffer is not large enough", "not enough image data", "end of file")

# FAT and some network drives count time in such steps; what is written within one leaves no trace in a file's time.
_COARSEST_STEP = 2.0  # seconds


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells that a file was written to, or replaced by another of its name."""

    size: int
    mtime_ns: int
    inode: int

    @property
    def is_settled(self) -> bool:
        """Whether the file's time will tell of a later change: not if that may fall into the same step."""
        whole, rest = divmod(self.mtime_ns, 1_000_000_000)
        return rest != 0 or abs(time.time() - whole) > _COARSEST_STEP


@contextmanager
def steady(path: Path) -> Iterator[FileState]:
    """The state of the file for as long as the `with` lasts; if it changes in that time, `UnreadablePhoto`.

    Whatever was read of it, or was wrong with it, is then half of one picture and half of another.
    """
    before = state_of(path)
    try:
        yield before
    except UnreadablePhoto:
        _check_unchanged(path, before)
        raise
    _check_unchanged(path, before)


@contextmanager
def open_file(path: Path) -> Iterator[BinaryIO]:
    """`path` open for reading; every error inside the `with` is raised as `UnreadablePhoto`."""
    with in_users_words():
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):  # opening a pipe would wait for ever
            raise UnreadablePhoto(NOT_A_FILE)
        if about.st_size == 0:
            raise UnreadablePhoto(EMPTY)
        with path.open("rb") as file:
            yield file


@contextmanager
def in_users_words() -> Iterator[None]:
    """Turn whatever a decoder throws into `UnreadablePhoto`, with the error as its cause.

    Pillow, pillow-heif and LibRaw throw some fifteen unrelated types on damaged files, hence `Exception`.
    """
    try:
        yield
    except (UserProblem, Cancelled):
        raise
    except Exception as error:
        raise UnreadablePhoto(reason(error)) from error


def reason(error: Exception) -> str:
    """Why a file gave no picture, in a user's words."""
    if isinstance(error, MemoryError):
        return NO_MEMORY
    if isinstance(error, OSError) and error.errno is not None:
        return _reason_of_the_disk(error)
    if isinstance(error, EOFError | struct.error) or _speaks_of_cutting(error):
        return CUT_OFF
    return DAMAGED


def _reason_of_the_disk(error: OSError) -> str:
    if error.errno in _GONE:
        return GONE
    if error.errno in _FORBIDDEN:
        return NO_PERMISSION
    return f"the disk can't read it: {error.strerror}"


def state_of(path: Path) -> FileState:
    """Raises `UnreadablePhoto`."""
    with in_users_words():
        about = path.stat()
        return FileState(about.st_size, modified(about), about.st_ino)


def _check_unchanged(path: Path, before: FileState) -> None:
    if state_of(path) != before:
        raise UnreadablePhoto(CHANGING)


def _speaks_of_cutting(error: Exception) -> bool:
    text = str(error).lower()
    return any(words in text for words in _CUT_OFF_WORDS)
