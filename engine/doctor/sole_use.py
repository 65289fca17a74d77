"""Whether another process has an SQLite file open: then it must not be exchanged, or what is said there is lost."""

from __future__ import annotations

import os
from pathlib import Path

from engine.errors import LibraryBusy

# https://www.sqlite.org/src/file?name=src/os.h: where every process that has the file open keeps a shared lock.
_SHARED_FIRST, _SHARED_SIZE = 0x40000000 + 2, 510


def must_be_unused(file: Path) -> None:
    """Raise `LibraryBusy` if another process has `file` open.

    Not to be called while this process has: POSIX would drop its locks. On Windows an open file can't be
    replaced anyhow.
    """
    if os.name != "posix":
        return
    import fcntl

    with file.open("r+b") as opened:
        try:
            fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_SIZE, _SHARED_FIRST)
        except OSError as error:
            raise LibraryBusy(
                "Kith is open with this library, in a window or elsewhere; close it there first."
            ) from error
