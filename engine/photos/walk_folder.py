"""What lies in one folder, and a fingerprint that tells whether it is other than it was.

    python engine/photos/walk_folder.py SALT

does it for `walk_helpers`, in a process of its own. This module imports nothing of ours and little else: it has to
be there within hundredths of a second.
"""

from __future__ import annotations

import gc
import hashlib
import marshal
import os
import stat
import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

# A look at whether the walk was cancelled takes longer than a look at a file.
_FILES_BETWEEN_CHECKS = 256

File = tuple[
    str, int, int
]  # name, which may hold surrogates; size in bytes; modification time in nanoseconds
OddFile = tuple[str, int, int, str]  # the same, and why it can't be read

# What SQLite and `array` can hold; a broken clock or a copy gone wrong leaves times beyond the year 2262.
_EARLIEST, _LATEST = -(2**63), 2**63 - 1


def modified(about: os.stat_result) -> int:
    """When a file was last changed: nanoseconds since 1970, or the nearest that can be stored."""
    moment = about.st_mtime_ns
    return moment if _EARLIEST <= moment <= _LATEST else min(max(moment, _EARLIEST), _LATEST)


class Contents:
    """What lies in a folder, in the order in which the disk gives it."""

    __slots__ = ("files", "folders", "links", "odd", "problem")

    def __init__(self) -> None:
        self.files: list[File] = []  # also links to files
        self.odd: list[OddFile] = []
        self.folders: list[str] = []  # their names
        self.links: list[str] = []  # the names of links to folders
        self.problem: OSError | None = None  # with one, something may be lacking


def read_folder(folder: str, check: Callable[[], None] = lambda: None) -> Contents:
    """List `folder`. `check` is called now and then, and may raise."""
    contents = Contents()
    files = contents.files
    try:
        with _entries(folder) as entries:
            for number, entry in enumerate(entries):
                if number % _FILES_BETWEEN_CHECKS == 0:
                    check()
                try:
                    if entry.is_file(follow_symlinks=False):  # most are
                        about = entry.stat(follow_symlinks=False)
                        files.append((entry.name, about.st_size, modified(about)))
                    else:
                        _sort_in(entry, contents)
                except FileNotFoundError:
                    continue  # deleted since the folder was read
                except OSError as error:
                    contents.problem = error
    except OSError as error:
        contents.problem = error
    return contents


def fingerprint(files: Sequence[File], odd: Sequence[OddFile], salt: bytes) -> bytes:
    """16 bytes that are others for other files, in whatever order; `salt` (up to 64 bytes) goes in too."""
    digest = hashlib.blake2b(digest_size=16, key=salt)
    for some in (sorted(files), sorted(odd)):
        digest.update(len(some).to_bytes(8, "little"))
        if some:
            names, sizes, times, *reasons = zip(*some, strict=True)
            # No name holds a NUL: nothing can pass for something else.
            digest.update("\0".join(names).encode(errors="surrogatepass") + b"\0")
            digest.update(array("q", sizes).tobytes() + array("q", times).tobytes())
            digest.update("\0".join(*reasons).encode() if reasons else b"")
    return digest.digest()


@contextmanager
def _entries(folder: str) -> Iterator[Iterator[os.DirEntry[str]]]:
    """What lies in `folder`; their `path` is not to be used."""
    if os.scandir not in os.supports_fd:
        with os.scandir(folder) as entries:
            yield entries
        return
    # The system need not go the whole way to every file.
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with os.scandir(opened) as entries:
            yield entries
    finally:
        os.close(opened)


def _sort_in(entry: os.DirEntry[str], contents: Contents) -> None:
    """Put an `entry` that is no plain file where it belongs."""
    if not _is_folder(entry):
        _sort_in_file(entry, contents)
    elif entry.is_symlink():
        contents.links.append(entry.name)
    else:
        contents.folders.append(entry.name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        if entry.is_symlink():  # a ring of links
            return False
        raise


def _sort_in_file(entry: os.DirEntry[str], contents: Contents) -> None:
    """A link to a file, a pipe, or the like."""
    try:
        about = entry.stat()
    except OSError:
        if not entry.is_symlink():
            raise
        about = entry.stat(follow_symlinks=False)
        contents.odd.append((entry.name, about.st_size, modified(about), "a link that leads nowhere"))
        return
    if stat.S_ISREG(about.st_mode):
        contents.files.append((entry.name, about.st_size, modified(about)))
    else:
        contents.odd.append((entry.name, about.st_size, modified(about), "not a file that can be read"))


def _answer(folder: str, salt: bytes) -> tuple[bytes, list[str], list[str]] | None:
    contents = read_folder(folder)
    if contents.problem is not None:
        return None
    return fingerprint(contents.files, contents.odd, salt), contents.folders, contents.links


def _main(salt: bytes) -> None:
    """Takes lists of folders, and answers each, until there are no more. The same Python is at the other end."""
    gc.disable()  # it would look through a hundred thousand tuples, none of which is garbage
    with suppress(EOFError, BrokenPipeError):
        while True:
            folders = marshal.load(sys.stdin.buffer)  # noqa: S302  (see above)
            sys.stdout.buffer.write(marshal.dumps([_answer(folder, salt) for folder in folders]))
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    _main(bytes.fromhex(sys.argv[1]))
